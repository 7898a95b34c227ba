"""Write realistic registers of processes of any size, one row a process with what it is mapped to, with faults.

The columns are those of the template that `etom import --template` writes. Of the rules only those count that a
register can break.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Final

from faults import FAULTS, Fault
from models import SHARE, Model
from operators import Operator, Process

from etom_rdf.readers.tables.template import write_template


def _repeated_row(operator: Operator, key: str, place: int) -> None:
    process = operator.part(key, place)
    operator.processes += process, replace(process)


def _part_of_nothing(operator: Operator, key: str, place: int) -> None:
    process = operator.part(key, place)
    process.part_of = replace(operator.whole(place), register_id=f"{operator.prefix}-lost-{key}")
    operator.processes.append(process)


REGISTER_FAULTS: Final[Mapping[str, Fault]] = {
    code: FAULTS[code]
    for code in (
        "Process-classification-grounded",
        "Process-classification-unstated",
        "Process-classified",
        "Process-decomposition-acyclic",
        "Process-element-coarse",
        "Process-element-current",
        "Process-element-known",
        "Process-element-outside",
        "Process-function-known",
        "Process-function-of-element",
    )
} | {
    "Source-duplicate-id": Fault(_repeated_row, 2, 1),
    "Source-parent-unknown": Fault(_part_of_nothing, 1, 1),
}
"""How each rule is broken, and what the reader of tables checks, by code."""


def register(size: int, *, seed: int = 1, share: float = SHARE) -> Model:
    """Return the model that a register of `size` rows lists."""
    return Model(size, seed=seed, share=share, kinds=REGISTER_FAULTS)


def columns() -> list[str]:
    """Return the headers of the template in English."""
    stream = BytesIO()
    write_template(stream, language="en", kind="csv")
    return stream.getvalue().decode("utf-8-sig").strip().split(",")


def rows(model: Model) -> Iterator[tuple[str, ...]]:
    """Yield the rows in the order of the columns."""
    for operator in model.operators():
        for process in operator.processes:
            yield _row(operator, process)


def _row(operator: Operator, process: Process) -> tuple[str, ...]:
    return (
        process.register_id,
        process.ru if operator.number % 2 else process.en,
        "; ".join(element.removeprefix("gost:") for element in process.elements),
        "; ".join(function.removeprefix("gost:") for function in process.functions),
        process.part_of.register_id if process.part_of else "",
        f"Branch {operator.number + 1}",
        "0.9" if process.qualified else "",
        "",
        "",
    )


def write_csv(model: Model, path: Path) -> None:
    """Write the register as CSV."""
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(columns())
        writer.writerows(rows(model))


def write_parquet(model: Model, path: Path) -> None:
    """Write the register as Parquet, all columns text, by way of CSV beside it, so that no more is held in memory."""
    import polars as pl  # noqa: PLC0415 (only this form needs it)

    passing = path.with_suffix(".passing.csv")
    write_csv(model, passing)
    pl.scan_csv(passing, infer_schema=False).sink_parquet(path)
    passing.unlink()
