"""Find what rows have to do with each other, whenever it is looked for."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest
from random_registers import ROWS, assert_same, written

from etom_rdf.errors import InputError
from etom_rdf.registers import abridging
from etom_rdf.registers.keys import Records
from etom_rdf.registers.links import Links
from etom_rdf.validation import validate


def test_what_rows_have_to_do_with_each_other_is_found(tmp_path: Path) -> None:
    report = assert_same(written(tmp_path / "register.parquet", ROWS))
    found = {(one.code, one.line, one.record, one.value) for one in report.findings}
    assert {
        ("Source-duplicate-id", 4, "P3#2", "P3"),
        ("Source-parent-unknown", 3, "P3", "P9"),
        ("Source-parent-unknown", 7, "P7", "Bill"),
        ("Process-decomposition-acyclic", 5, "P5", None),
        ("Process-decomposition-acyclic", 6, "P6", None),
        ("Process-element-known", 2, "P2", "https://w3id.org/etom/gost-r-53633/1.1.1.13"),
    } <= found


@pytest.mark.parametrize("with_sums", [False, True])
def test_links_are_the_same_whenever_they_are_looked_for(
    with_sums: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Rows with ids of an organization's own, and those that may be sums, are read one by one.
    own = {"000107.1.1.1.5.2": "P8", "000107.1.1.1.5": "P3"}
    columns = {role: list(cells) for role, cells in ROWS.items()}
    for element, id_ in own.items():
        for role, cells in columns.items():
            cells.append({"Process ID": id_, "eTOM element": element, "Part of": "P5"}.get(role, "Post"))
    if with_sums:
        for role, cells in columns.items():
            cells.append("Total: 9" if role == "Process ID" else "")
    left_out: list[int] = []
    find = abridging.find_links

    def looked_for(records: Records, **more: Any) -> Links:
        left_out.append(0 if records.left_out is None else len(records.left_out))
        return find(records, **more)

    monkeypatch.setattr(abridging, "find_links", looked_for)
    report = assert_same(written(tmp_path / "register.parquet", columns))
    assert left_out == [int(with_sums)]
    found = {(one.code, one.line, one.record) for one in report.findings}
    assert ("Source-duplicate-id", 9, "P3#3") in found
    assert ("Process-decomposition-acyclic", 5, "P5") in found


def test_only_those_who_come_back_to_themselves_are_part_of_themselves(tmp_path: Path) -> None:
    parts = {f"C{number}": f"C{number + 1}" for number in range(40)} | {"C40": ""}
    parts |= {"R0": "R1", "R1": "R2", "R2": "R0", "S0": "S0"}
    parts |= {f"T{number}": f"T{number + 1}" for number in range(5)} | {"T5": "R1"}
    columns = {
        "Process ID": list(parts),
        "eTOM element": ["1.1.1.5"] * len(parts),
        "Part of": list(parts.values()),
    }
    report = assert_same(written(tmp_path / "register.parquet", columns))
    circular = [one.record for one in report.findings if one.code == "Process-decomposition-acyclic"]
    assert circular == ["R0", "R1", "R2", "S0"]


def test_a_register_that_is_damaged_while_links_are_looked_for_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> Links:
        raise pl.exceptions.ComputeError("the file ends early")

    monkeypatch.setattr(abridging, "find_links", fail)
    with pytest.raises(InputError, match="the file ends early"):
        validate(written(tmp_path / "register.parquet", ROWS))
