"""Write and draw registers of processes, and check them in short and row by row."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl
from hypothesis import strategies as st

from etom_rdf.sources import Reading, read_models
from etom_rdf.validation import Report
from etom_rdf.validation.checking import Checking, check_model, reading_detail

ROWS = {
    "Process ID": ["P1", "P2", "P3", "P3", "P5", "P6", "P7"],
    "Process name": ["Take orders", "Приём", "Bill", "Bill", "Print", "Post", "Sell"],
    "eTOM element": ["1.1.1.5", "1.1.1.13", "", "1.1.1.10", "1.1.1.10", "1.1.1.8", "1.1.1"],
    "Part of": ["", "P1", "P9", "P6", "P6", "P5", "Bill"],
    "Department": ["Sales", "Продажи", "Sales", "", "Sales", "Post", ""],
    "Confidence": ["0.9", "", "1", "0.2", "", "", "x"],
    "Author": ["Ann", "", "Ann", "", "", "Ann", ""],
}
PREFIXES = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix etom: <https://w3id.org/etom/ns/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix my: <https://example.org/> .
@prefix prov: <http://www.w3.org/ns/prov#> . @prefix shape: <https://w3id.org/etom/shape/> .
"""
HEADERS = {
    "id": "Process ID", "name": "Process name", "element": "eTOM element", "function": "eTOM function",
    "parent": "Part of", "component": "Department", "confidence": "Confidence", "author": "Author",
    "comment": "Comment", "edition": "Edition", "unread": "Colour", "label": "eTOM element name",
    "marks": "1.1.1.5 Order handling",
}  # fmt: skip
IDS = ["P1", "p1", "P2", "P3", "P4", " P4", "P  5", "P 5", "P1#2", "P1#2#2", "row-2", "row-3", "Straße", "STRASSE",
       "ΣΑΣ", "", " ", "x" * 201, "1.1.1.5", "Process ID", "Sales", "Total", "--", "Billing and more"]  # fmt: skip
CELLS: Mapping[str, Sequence[str]] = {
    "id": IDS,
    "name": ["Take orders", "Приём заказа", "  Bill\tand collect ", "1.1.1.5 Order handling", "eTOM 1.1.1.6", "注文",
             "С учетом", "P1", "p2", "", "\u00a0", "Process name", "№ 1.1.1.9", "Straße",
             "Total", "Итого: 5", "---", "Total quality"],
    "element": ["", "1.1.1.5", "1.1.1.6", "1.1.1", "1.1", "1.1.1.8", "1.1.1.13", "1.1.2.3", "1.1.1.5; 1.1.1.6",
                "000107.1.1.1.5.2", "000107.1.1.1.5", "2.1.1", "1.1.1.5 Billing", "01.01.2007", "GB921 1.1.1.5",
                "1.1.1.5 - 1.1.1.9", "none", "aaaaaa.1.1.1.5", "12345.1.1.1.5", "1 . 1.1.5", "eTOM element"],
    "function": ["", "1.1.1.5-f1", "1.1.1.6-f1; 1.1.1.5-f2", "1.1.1.5-f999", "nonsense",
                 "https://example.org/f", "1.1.1.9-f1"],
    "parent": [*IDS, "P1 Take orders", "take ORDERS", "nowhere", "Приём заказа", "P2: more"],
    "component": ["", "Sales", "Продажи", "P1", "注文部", " "],
    "confidence": ["", "0.9", "0,5", "1", "90%", "high", "2", "0.1234567890123456789"],
    "author": ["", "A. Smith", "Иванов", "https://example.org/me", "https://w3id.org/etom/ns/nobody"],
    "comment": ["", "see below", "eTOM 1.1.1.7 fits", "version 2.1", "1.1.1.6"],
    "edition": ["", "GB921 v23", "ГОСТ Р 53633.3-2009"],
    "marks": ["", "x", "0", "partly"],
    "unread": ["", "red", "Total", "---"],
    "label": ["", "Order handling", "Billing", "Обработка заказов"],
}  # fmt: skip


def written(path: Path, columns: Mapping[str, Sequence[Any]]) -> Path:
    pl.DataFrame(dict(columns), strict=False).write_parquet(path, row_group_size=3)
    return path


def validated(
    paths: Sequence[Path],
    *,
    in_short: bool,
    shapes: Sequence[Path] = (),
    columns: Mapping[str, str] | None = None,
) -> Report:
    detail = (lambda: reading_detail(Checking(tuple(shapes)))) if in_short else None
    model = read_models(paths, Reading(columns=columns or {}, detail=detail)).model
    assert bool(model.abridged) <= in_short
    return check_model(model, Checking(tuple(shapes)))


def assert_same(*paths: Path, **more: Any) -> Report:
    short, whole = (validated(paths, in_short=one, **more) for one in (True, False))
    assert short.findings == whole.findings
    assert short.sources == whole.sources
    assert [*map(str, short.errors)] == [*map(str, whole.errors)]
    return short


@st.composite
def registers(draw: st.DrawFn) -> Mapping[str, Sequence[str | None]]:
    """Draw a register with some columns, most of its rows ordinary."""
    roles = draw(st.sets(st.sampled_from(sorted(HEADERS)), min_size=1))
    roles |= draw(st.sampled_from([{"id"}, {"name"}, {"id", "name", "element", "parent"}, {"element", "id"}]))
    rows = draw(st.integers(0, 12))
    usual = draw(st.integers(1, 6))
    columns: dict[str, Sequence[str | None]] = {}
    for role in draw(st.permutations(sorted(roles))):
        cells = draw(st.lists(st.sampled_from(CELLS[role]), min_size=usual, max_size=usual))
        cell = st.sampled_from(cells) | st.none() if draw(st.booleans()) else st.sampled_from(CELLS[role])
        columns[HEADERS[role]] = draw(st.lists(cell, min_size=rows, max_size=rows))
    return columns
