"""Read YAML as text: nothing becomes a number, and what is built for attack is refused."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etom_rdf.errors import InputError
from etom_rdf.readers.yaml_text import MAX_NODES, YamlText, line_of, load_yaml_text


def only(text: str) -> object:
    (document,) = load_yaml_text(text, name="a.yaml").documents
    return document


@pytest.mark.parametrize(
    "text", ["1.10", "1.1.1.5", "0o17", "1e3", "yes", "no", "null", "~", "2024-01-01", ".inf", "0x1F"]
)
def test_every_scalar_stays_text(text: str) -> None:
    assert only(f"a: {text}") == {"a": text}
    assert only(f"- {text}") == [text]


def test_lines_are_kept() -> None:
    document = only("a:\n- x\n- y: 'z'\n")
    assert isinstance(document, dict)
    (key,) = document
    assert isinstance(key, YamlText)
    assert (key.line, line_of(document), line_of(document["a"]), line_of(document["a"][1])) == (1, 1, 2, 3)
    assert (line_of([]), line_of({})) == (None, None)


def test_lines_count_from_where_the_text_begins() -> None:
    assert line_of(load_yaml_text("a: b", name="a", first_line=7).documents[0]) == 7
    with pytest.raises(InputError) as caught:
        load_yaml_text("a: b\nc: [", name="a", first_line=7)
    assert caught.value.line == 9


def test_a_file_may_hold_several_documents() -> None:
    assert load_yaml_text("---\na: b\n---\n- c\n---\n", name="a").documents == ({"a": "b"}, ["c"], "")
    assert load_yaml_text("# nothing\n", name="a").documents == ()


def test_aliases_and_merges_are_written_out() -> None:
    assert only("x: &x {a: 1, b: 2}\ny:\n  <<: *x\n  b: 3\nz: [*x]\n") == {
        "x": {"a": "1", "b": "2"},
        "y": {"b": "3", "a": "1"},
        "z": [{"a": "1", "b": "2"}],
    }


def test_of_a_repeated_key_the_first_counts() -> None:
    stream = load_yaml_text("a: 1\nb: 2\na: 3\n", name="a")
    assert stream.documents == ({"a": "1", "b": "2"},)
    assert [(key, key.line) for key in stream.repeated] == [("a", 3)]


BOMB = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{one}: &{one} [{','.join([f'*{before}'] * 10)}]\n"
    for before, one in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("a: !!python/object/apply:os.system [ls]", 1, "tag"),
        ("a: b\nc: !custom x", 2, "tag"),
        ("%TAG ! tag:example.org,2000:\n---\na: b", 1, "%TAG"),
        ("a: b\nx: &a [*a]", 2, "alias"),
        ("x: *nowhere", 1, "alias"),
        (BOMB, 6, "values"),
        ("[" * 100_000, 1, "levels"),
        ("- " * 100_000, 1, "levels"),
        ("{a: " * 100_000, 1, "levels"),
        ("? " * 100_000, 1, "levels"),
        ("[" + "a," * (MAX_NODES + 1) + "]", 1, "values"),
        ("a: b\n? [c]\n: d", 2, "key"),
        ("a: b: c", 1, "YAML error"),
        ("a:\n\tb: c", 2, "YAML error"),
        ("a: b\nc: 'd", 2, "YAML error"),
        ("a: \x07", 1, "YAML error"),
        ("a: b\nc: {{ .Values.name }}", 2, "template"),
        ("# {{ no }}\na: b\n{{- if .Values.x }}\nc: d\n{{- end }}", 3, "template"),
        ("a: {{.Release.Name}}-x", 1, "template"),
    ],
)
def test_what_is_no_plain_yaml_is_refused_with_its_line(text: str, line: int, word: str) -> None:
    with pytest.raises(InputError, match=word) as caught:
        load_yaml_text(text, name="a.yaml")
    assert caught.value.line in (line, line + 1)
    assert caught.value.message.ru


def test_braces_in_quotes_are_no_template() -> None:
    assert only('a: "{{ x }}"') == {"a": "{{ x }}"}


def test_a_long_file_is_refused() -> None:
    with pytest.raises(InputError, match="longer"):
        load_yaml_text(b"#" * 8_000_001, name="a.yaml")


def test_other_encodings() -> None:
    assert load_yaml_text("a: ж".encode("utf-16"), name="a").documents == ({"a": "ж"},)
    assert load_yaml_text(b"\xef\xbb\xbfa: b", name="a").documents == ({"a": "b"},)
    with pytest.raises(InputError):
        load_yaml_text(b"a: caf\xe9 \xfcber", name="a")


PIECES = st.sampled_from(
    [
        "a",
        ": ",
        "\n",
        "- ",
        "  ",
        "[",
        "]",
        "{",
        "}",
        ",",
        "&a ",
        "*a",
        "!t ",
        "'",
        '"',
        "#",
        "|\n",
        ">\n",
        "---\n",
        "?",
        "<<",
        "{{",
        "\t",
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=40) | st.binary(max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_or_refused(text: str | bytes) -> None:
    with suppress(InputError):
        for document in load_yaml_text(text, name="a.yaml").documents:
            line_of(document)
