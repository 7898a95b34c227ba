"""Hold the check of registers by columns against reading them row by row: both find the same."""

import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from random_registers import PREFIXES, ROWS, assert_same, registers, validated, written

from etom_rdf.abridged import Link, Record
from etom_rdf.errors import InputError
from etom_rdf.readers.recognise import read_source
from etom_rdf.readers.records import SourceModel
from etom_rdf.registers.folding import folded, one_line
from etom_rdf.sources import Reading
from etom_rdf.text import Text
from etom_rdf.validation import Finding, validate
from etom_rdf.validation.abridged import of_all_records
from etom_rdf.validation.checking import Checking, check_files
from etom_rdf.validation.forms import FORMS_WITHOUT_NAMES
from etom_rdf.validation.forms import written as in_form
from etom_rdf.validation.names import Names
from etom_rdf.validation.report import ShaclTerms


@settings(max_examples=100, deadline=None)
@given(columns=registers())
def test_rows_and_columns_give_the_same(columns: Mapping[str, Sequence[str]], tmp_path_factory: Any) -> None:
    path = tmp_path_factory.mktemp("register") / "register.parquet"
    schema = dict.fromkeys(columns, pl.String)
    pl.DataFrame(dict(columns), schema=schema).write_parquet(path)
    assert_same(path)


@settings(max_examples=30, deadline=None)
@given(columns=registers())
def test_texts_that_share_a_hash_are_told_apart(
    columns: Mapping[str, Sequence[str]], tmp_path_factory: Any
) -> None:
    path = tmp_path_factory.mktemp("register") / "register.parquet"
    pl.DataFrame(dict(columns), schema=dict.fromkeys(columns, pl.String)).write_parquet(path)
    hashed = pl.Expr.hash

    def poor(text: pl.Expr, seed: int | None = None) -> pl.Expr:
        """Give texts one of two hashes, and all signatures the same at first."""
        return hashed(text, seed) if seed else hashed(text) % (2 if seed is None else 1)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pl.Expr, "hash", poor)
        assert_same(path)


class Backwards:
    """Stand for a register whose rows come from the last to the first, each of them with the finding of one node."""

    file = "register.parquet"

    def has(self, iri: str) -> bool:
        return True

    def count(self, iri: str) -> int:
        return 50

    def link(self, iri: str) -> Link | None:
        return None

    def is_itself(self, iri: str) -> bool:
        return False

    def lines(self, iris: Collection[str]) -> dict[int, list[str]]:
        return {line: list(iris) for line in range(50, 0, -1)}

    def records(self, lines: Collection[int], *, with_names: bool) -> Iterator[Record]:
        for line in sorted(lines, reverse=True):
            yield Record(f"urn:{line}", line, str(line), str(line), f"row {line}" if with_names else "", "")


def test_the_findings_that_are_listed_are_the_first(tmp_path: Path) -> None:
    message = Text(en="e", ru="r")
    terms = ShaclTerms("<urn:s>", "<urn:c>", "<urn:n>", None)
    pattern = Finding("A", "warning", "urn:n", None, None, message, (), Backwards.file, 1, terms=terms)
    for most in (0, 1, 7, 50, 60):
        kept, names, omitted = of_all_records([pattern], [Backwards()], Names(), Checking(max_findings=most))
        assert sorted(one.line or 0 for one in kept) == list(range(1, 51))[:most]
        assert sum(omitted.values()) == 50 - len(kept)
        assert len(names.labels) == len(kept)
    register = written(tmp_path / "register.parquet", ROWS)
    whole = check(register)
    for most in range(1, len(whole)):
        assert check(register, most) == whole[:most]


def test_names_are_read_only_for_reports_that_have_them(tmp_path: Path) -> None:
    path = str(written(tmp_path / "register.parquet", ROWS))
    named = check_files((path,), Reading(), Checking()).report
    unnamed = check_files((path,), Reading(), Checking(with_names=False)).report
    assert set(named.names.labels) >= {one.focus for one in named.findings}
    assert not unnamed.names.labels
    for form in FORMS_WITHOUT_NAMES:
        assert in_form(named, form, "en") == in_form(unnamed, form, "en")


def check(register: Path, most: int | None = None) -> tuple[Finding, ...]:
    return validate(register, max_findings=most).findings


def test_rdf_that_names_rows_needs_them_one_by_one(tmp_path: Path) -> None:
    register = written(tmp_path / "register.parquet", ROWS)
    rdf = tmp_path / "flow.ttl"
    rdf.write_text(
        f"{PREFIXES} my:step etom:runs <https://example.invalid/register.parquet#P3> .", encoding="utf-8"
    )
    report = assert_same(register, rdf)
    classified = [one.record for one in report.findings if one.code == "Process-classified"]
    assert classified == []


def test_own_ids_are_compared_across_files(tmp_path: Path) -> None:
    same = {"Process ID": ["A"], "eTOM element": ["000107.1.1.1.5.2"]}
    report = assert_same(written(tmp_path / "one.parquet", same), written(tmp_path / "two.parquet", same))
    assert [one.code for one in report.findings].count("Process-id-unique") == 2


def test_columns_of_other_types(tmp_path: Path) -> None:
    path = tmp_path / "register.parquet"
    pl.DataFrame(
        {
            "Process ID": [1, 2, 3, None],
            "Process name": ["a", "b", "c", "d"],
            "eTOM element": [1.1, 1.2, None, float("nan")],
            "Confidence": [0.5, 1.0, 2.0, None],
            "Part of": [None, 1, 7, None],
        }
    ).write_parquet(path)
    report = assert_same(path)
    found = {(one.code, one.line, one.record, one.value) for one in report.findings}
    assert ("Source-number-cell", 1, "1", "1.1") in found
    assert ("Source-parent-unknown", 3, "3", "7") in found


@pytest.mark.parametrize(
    ("ids", "code"),
    [
        (pl.Series([1.1, 1.2], dtype=pl.Float64), "Source-number-cell"),
        (pl.Series([1, 2], dtype=pl.Int32).cast(pl.Date), "Source-date-cell"),
    ],
)
def test_ids_that_are_no_texts_are_spoken_of(ids: Any, code: str, tmp_path: Path) -> None:
    path = tmp_path / "register.parquet"
    pl.DataFrame({"Process ID": ids, "Process name": ["a", "b"]}).write_parquet(path)
    report = assert_same(path)
    assert [one.line for one in report.findings if one.code == code] == [1, 2]


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"Process ID": [["a"], ["b"]]}, "List"),
        ({"Process ID": [b"a", b"b"]}, "Binary"),
        ({"Colour": ["red"]}, "none of the columns"),
        ({"Process ID": [{"a": 1}]}, "Struct"),
    ],
)
def test_what_is_no_register_is_an_error(columns: Any, words: str, tmp_path: Path) -> None:
    path = written(tmp_path / "register.parquet", columns)
    (error,) = validated([path], in_short=True).errors
    assert words in error.message.en
    assert error.message.ru != error.message.en


@pytest.mark.parametrize("kept", [4, 100, -30, -4])
def test_damaged_files_are_errors(kept: int, tmp_path: Path) -> None:
    path = written(tmp_path / "register.parquet", ROWS)
    path.write_bytes(path.read_bytes()[:kept])
    (error,) = validated([path], in_short=True).errors
    assert "cannot be read" in error.message.en
    assert str(path) in str(error)


def test_damaged_pages_are_errors(tmp_path: Path) -> None:
    path = written(tmp_path / "register.parquet", ROWS)
    content = bytearray(path.read_bytes())
    content[4:200] = bytes(196)
    path.write_bytes(content)
    for in_short in (True, False):
        assert validated([path], in_short=in_short).errors


def test_headers_are_named_by_the_user(tmp_path: Path) -> None:
    path = written(tmp_path / "register.parquet", {"Nr": ["P1"], "TMF": ["1.1.1.13"]})
    report = assert_same(path, columns={"id": "Nr", "element": "TMF"})
    assert "Process-element-known" in {one.code for one in report.findings}
    (error,) = validated([path], in_short=True, columns={"id": "Number"}).errors
    assert "Number" in error.message.en


def test_the_kind_is_told_by_content(tmp_path: Path) -> None:
    model = read_source(written(tmp_path / "register.dat", ROWS))
    assert isinstance(model, SourceModel)
    assert len(model.activities) == len(ROWS["Process ID"])


def test_without_polars_the_error_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path / "register.parquet", ROWS)
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(InputError, match=r"etom-rdf\[tables\]"):
        read_source(path)


def test_other_columns_in_folders_are_passed_over(tmp_path: Path) -> None:
    written(tmp_path / "register.parquet", ROWS)
    written(tmp_path / "colours.parquet", {"Colour": ["red"]})
    report = validated([tmp_path], in_short=True)
    assert [Path(one.file).name for one in report.sources] == ["register.parquet"]
    assert report.errors == ()


def test_folding_is_that_of_python() -> None:
    every = [chr(code) for code in range(1, 0x11000) if not 0xD800 <= code < 0xE000]
    texts = [*every, *(f"a{one}b" for one in every), " a  b ", "\x1ca"]
    frame = pl.DataFrame({"text": texts}).select(lines=one_line(pl.col("text")), keys=folded(pl.col("text")))
    assert frame["lines"].to_list() == [" ".join(one.split()) for one in texts]
    assert frame["keys"].to_list() == [" ".join(one.split()).casefold() for one in texts]
