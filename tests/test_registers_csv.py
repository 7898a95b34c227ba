"""Hold the check of large registers in CSV by columns against reading them row by row: both find the same."""

import csv
import io
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_registers import assert_same, registers, validated

from etom_rdf.readers.folders import read_sources
from etom_rdf.readers.tables import csv_columns
from etom_rdf.readers.tables.csv_columns import CsvTable, open_csv

HEADER = "Process ID,Process name,eTOM element,Part of"
ROWS = ("P1,Take orders,1.1.1.5,", "P2,Приём,1.1.1.13,P1", "P2,Bill,1.1.1.10,P9", "P4,Print,1.1.1,Bill")


@pytest.fixture(autouse=True)
def _all_are_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_columns, "LARGE", 0)
    monkeypatch.setattr(csv_columns, "LEAST", 0)


def written(path: Path, text: str, *, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """Draw a register as CSV, in one of the ways in which programs write it."""
    columns = draw(registers())
    text = io.StringIO()
    writer = csv.writer(
        text,
        delimiter=draw(st.sampled_from(",;\t|")),
        quoting=draw(st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL])),
        lineterminator=draw(st.sampled_from(["\n", "\r\n"])),
    )
    writer.writerow(columns)
    writer.writerows(zip(*columns.values(), strict=True))
    above = draw(st.sampled_from(["", "", "Register\n", '"Register","of 2026"\n\n', '"two\nlines"\n']))
    return (above + text.getvalue()).encode(draw(st.sampled_from(["utf-8", "utf-8-sig"])))


@settings(max_examples=60, deadline=None)
@given(content=files())
def test_rows_and_columns_give_the_same(content: bytes, tmp_path_factory: Any) -> None:
    path = tmp_path_factory.mktemp("register") / "register.csv"
    path.write_bytes(content)
    assert_same(path)


CELL = st.sampled_from(
    ["", "P1", "a b", '"q"', '"a,b"', '"a ""b"""', "'=1", '="1.10"', '="P1"', "'1.5", " x ", '"', 'x"y']
)


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(st.lists(CELL, min_size=3, max_size=5), max_size=8),
    end=st.sampled_from(["\n", "\r\n", "\r", "\n\n"]),
)
def test_cells_are_read_alike(rows: list[list[str]], end: str, tmp_path_factory: Any) -> None:
    text = end.join([HEADER, *ROWS, *map(",".join, rows)])
    assert_same(written(tmp_path_factory.mktemp("register") / "register.csv", text))


@pytest.mark.parametrize(
    "text",
    [
        "\n".join((HEADER, *ROWS)),
        "\r\n".join((HEADER, *ROWS, "")),
        "\n".join(("Our processes", HEADER, *ROWS)),
        "\n".join((HEADER, *ROWS, '\'=P5,"Sell, ""now""","=""1.1.1.5""",P1')),
        "\n".join((HEADER, *ROWS)).replace(",", "\t"),
    ],
)
def test_plain_files_are_read_by_columns(text: str, tmp_path: Path) -> None:
    path = written(tmp_path / "register.csv", text)
    assert isinstance(open_csv(str(path), name="register.csv"), CsvTable)
    report = assert_same(path)
    found = {(one.code, one.record, one.value) for one in report.findings}
    assert {("Source-duplicate-id", "P2#2", "P2"), ("Source-parent-unknown", "P2#2", "P9")} <= found


@pytest.mark.parametrize(
    "row",
    ["P5", "P5,Sell,1.1.1.5,P1,more", 'P5,"Sell\nnow",1.1.1.5,', 'P5,Sell "now",,', 'P5, "Sell",,', "", "P5,a\rb,,",
     "P5,a\0b,,", "P5,a\x01b,,", 'P5,"Sell,,', f'P5,"{"x" * 100_000}",,'],
)  # fmt: skip
def test_other_files_are_read_row_by_row(row: str, tmp_path: Path) -> None:
    path = written(tmp_path / "register.csv", "\n".join((HEADER, *ROWS, row, "P6,Post,1.1.1.8,")))
    assert open_csv(str(path), name="register.csv") is None
    assert_same(path)


@pytest.mark.parametrize("encoding", ["cp1251", "utf-16"])
def test_other_encodings_are_read_row_by_row(encoding: str, tmp_path: Path) -> None:
    path = written(tmp_path / "register.csv", "\n".join((HEADER, *ROWS)), encoding=encoding)
    assert open_csv(str(path), name="register.csv") is None
    assert_same(path)


def test_characters_cut_at_a_piece_are_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "register.csv", "\r\n".join((HEADER, *ROWS)))
    for size in range(1, 30):
        monkeypatch.setattr(csv_columns, "_PIECE", size)
        assert open_csv(str(path), name="register.csv") is not None
    path.write_bytes(path.read_bytes() + "ё".encode()[:1])
    assert open_csv(str(path), name="register.csv") is None


def test_small_files_are_read_row_by_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "register.csv", "\n".join((HEADER, *ROWS)))
    monkeypatch.setattr(csv_columns, "LARGE", path.stat().st_size + 1)
    assert open_csv(str(path), name="register.csv") is None
    monkeypatch.setattr(csv_columns, "LARGE", path.stat().st_size)
    monkeypatch.setattr(csv_columns, "LEAST", len(ROWS) + 1)
    assert open_csv(str(path), name="register.csv") is None


def test_headers_are_named_by_the_user(tmp_path: Path) -> None:
    path = written(tmp_path / "register.csv", "Nr,TMF\nP1,1.1.1.13\nP2,1.1.1.5\n")
    report = assert_same(path, columns={"id": "Nr", "element": "TMF"})
    assert "Process-element-known" in {one.code for one in report.findings}
    (error,) = validated([path], in_short=True, columns={"id": "Number"}).errors
    assert "Number" in error.message.en


def test_without_polars_files_are_read_row_by_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "register.csv", "\n".join((HEADER, *ROWS)))
    (source,) = read_sources([path], by_columns=True).sources
    assert isinstance(source, CsvTable)
    monkeypatch.setitem(sys.modules, "polars", None)
    (source,) = read_sources([path], by_columns=True).sources
    assert len(getattr(source, "activities", ())) == len(ROWS)
