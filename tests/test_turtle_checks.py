"""Hold what canonical Turtle refuses, and where a check says that a file differs from it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef, term

from etom_rdf.errors import InputError
from etom_rdf.turtle import FormatFinding, canonical_turtle, check_file, is_canonical


@pytest.mark.parametrize(
    "triple",
    [
        (URIRef("http://e/a b"), URIRef("http://e/p"), Literal("x")),
        (URIRef("relative"), URIRef("http://e/p"), Literal("x")),
        (URIRef("http://e/s"), URIRef("http://e/p"), term.Variable("x")),
        (Literal("x"), URIRef("http://e/p"), Literal("x")),
    ],
    ids=["space", "relative", "variable", "literal subject"],
)
def test_graph_that_no_turtle_can_hold_is_refused(triple: tuple[term.Node, term.Node, term.Node]) -> None:
    graph = Graph()
    graph.add(triple)
    with pytest.raises(InputError):
        canonical_turtle(graph)


COMMENTS = {
    "at the start": ("# remark\n<urn:s> <urn:p> 1 .", 1),
    "at the end": ("<urn:s> <urn:p> 1 .\n# remark", 2),
    "after a name": ("@prefix e: <urn:e#> .\ne:s e:p e:o#remark\n.", 2),
    "after a string": ("<urn:s> <urn:p> '#', '''\n#\n'''#remark\n.", 3),
    "after an escape": ("@prefix e: <urn:e:> .\ne:s e:p '\\'' , e:o\\#x #remark\n.", 2),
    "after a quote in a long string": ("<urn:s> <urn:p> '''it's '' so''' #remark\n.", 1),
}


@pytest.mark.parametrize(("text", "line"), COMMENTS.values(), ids=COMMENTS)
def test_comment_is_refused_by_line(text: str, line: int, tmp_path: Path) -> None:
    path = tmp_path / "remarks.ttl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="comment") as refusal:
        check_file(path)
    assert (refusal.value.file, refusal.value.line) == (str(path), line)
    assert "комментарий" in refusal.value.message.ru


@pytest.mark.parametrize(
    "value",
    ["<http://e/#x>", "'#'", '"#"', '"""\n# "" #"""', "'''#'''", r"'\'#'", r"e:a\#b", r'"\\", "#"'],
)
def test_number_sign_elsewhere_is_no_comment(value: str) -> None:
    canonical_turtle(f"@prefix e: <http://e/> . e:s e:p {value} .")


BROKEN = {
    "syntax": (b"<urn:s>\n<urn:p> .", 2),
    "prefix": (b"<urn:s> <urn:p>\n\n no:x .", 3),
    "relative": (b"<s> <urn:p> 1 .", 1),
    "encoding": ("<urn:s> <urn:p>\n'ж' .".encode("cp1251"), 2),
    "page": (b"<!DOCTYPE html>\n<html><body># x</body></html>", 1),
    "open string": (b"<urn:s> <urn:p> '# x .", 1),
    "triple term": (b"<urn:s> <urn:p> <<( <urn:s> <urn:p> 1 )>> .", None),
    "direction": (b"<urn:s> <urn:p> 'x'@ar--rtl .", None),
    "tag": (b"<urn:s> <urn:p> 'x'@ABCDEFGHIJ .", 1),
    "brackets": (b"<urn:s> <urn:p> " + b"[ <urn:p> " * 100_000 + b"1" + b"]" * 100_000 + b".", None),
    "open brackets": (b"<urn:s> <urn:p> " + b"( " * 100_000, 1),
}


@pytest.mark.parametrize(("content", "line"), BROKEN.values(), ids=BROKEN)
def test_bad_input_is_an_error_of_one_line(content: bytes, line: int | None) -> None:
    with pytest.raises(InputError) as failure:
        canonical_turtle(content, file="bad.ttl")
    assert (failure.value.file, failure.value.line) == ("bad.ttl", line)
    assert "\n" not in str(failure.value)


def test_lone_surrogate_is_an_error() -> None:
    with pytest.raises(InputError):
        canonical_turtle("<urn:s> <urn:p> '\ud800' .")


def test_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.ttl: cannot be read"):
        canonical_turtle(tmp_path / "none.ttl")


@pytest.mark.parametrize(
    ("change", "line"),
    [
        pytest.param(lambda text: text, None, id="canonical"),
        pytest.param(lambda text: text.replace("ex:b", "ex:z"), 4, id="order"),
        pytest.param(lambda text: text.replace("\n", "\r\n"), 1, id="line ends"),
        pytest.param(lambda text: text.rstrip("\n"), 6, id="no last line end"),
        pytest.param(lambda text: text + "\n", 7, id="empty line at the end"),
        pytest.param(lambda text: "\ufeff" + text, 1, id="byte order mark"),
        pytest.param(lambda text: "@prefix a: <http://a/> .\n" + text, 1, id="unused prefix"),
    ],
)
def test_check_names_the_first_line_that_differs(
    change: Callable[[str], str], line: int | None, tmp_path: Path
) -> None:
    path = tmp_path / "model.ttl"
    canonical = "@prefix ex: <http://example.org/> .\n\nex:a\n    ex:b 1 ;\n    ex:c 2 ;\n.\n"
    path.write_bytes(change(canonical).encode())
    finding = check_file(path)
    assert is_canonical(path) == (line is None)
    if line is None:
        assert finding is None
    else:
        assert isinstance(finding, FormatFinding)
        assert (finding.file, finding.line) == (str(path), line)
