"""Check a register in Parquet by hand-written Polars: `with_polars.py FILE`; what a rule set would have to match.

Written for speed and for these checks alone: what a row states is checked once for each distinct pair of cells, and
rows are only joined with the pairs that are wrong. Prints code, id and value of each finding, separated by tabs.
"""

import re
import sys
from collections.abc import Iterator

import polars as pl

from etom_rdf.catalogue import Catalogue
from etom_rdf.identifier_grammar import OUTSIDE

ID, ELEMENT, FUNCTION, PARENT = "Process ID", "eTOM element", "eTOM function", "Part of"
KINDS = {each.id: each.kind for each in Catalogue.load().elements}
PARENTS = {each.id: each.parent for each in Catalogue.load().elements}
ELEMENT_OF = {
    function.id: function.element for each in Catalogue.load().elements for function in each.functions
}
HAVE_FUNCTIONS = frozenset(ELEMENT_OF.values())
OTHER_PART = re.compile(OUTSIDE)


def upwards(element: str) -> Iterator[str]:
    """Yield an element and all that it is part of."""
    place: str | None = element
    while place is not None:
        yield place
        place = PARENTS.get(place)


def faults(elements: set[str], functions: set[str]) -> Iterator[tuple[str, str]]:
    """Yield code and value of what is wrong with the elements and functions of one row."""
    if not elements and not functions:
        yield "Process-classified", ""
    for element in elements:
        kind = KINDS.get(element)
        if kind == "retired":
            yield "Process-element-current", element
        elif OTHER_PART.fullmatch(element):
            yield "Process-element-outside", element
        elif kind is None:
            yield "Process-element-known", element
    if not functions and any(KINDS.get(each) in {"area", "group"} for each in elements):
        yield "Process-element-coarse", ""
    unknown = functions - ELEMENT_OF.keys()
    yield from (("Process-function-known", each) for each in unknown)
    derived = {ELEMENT_OF[each] for each in functions - unknown}
    stated = {each for each in derived if elements.intersection(upwards(each))}
    if stated:
        yield from (("Process-classification-unstated", each) for each in derived - stated)
    elif any(KINDS.get(each) == "element" or _is_outside_element(each) for each in elements):
        yield from (("Process-function-of-element", each) for each in derived)
    if not unknown and (stated or not derived):
        yield from (
            ("Process-classification-grounded", each) for each in (elements & HAVE_FUNCTIONS) - derived
        )


def _is_outside_element(element: str) -> bool:
    return bool(OTHER_PART.fullmatch(element)) and element.count(".") > 2


def ids(cell: str) -> set[str]:
    """Return the ids that a cell lists."""
    return {each.strip() for each in cell.split(";") if each.strip()}


def in_rows(table: pl.LazyFrame) -> pl.DataFrame:
    """Return what is wrong within rows."""
    cells = (ELEMENT, FUNCTION)
    pairs = table.select(cells).unique().collect(engine="streaming").rows()
    wrong = [
        (*pair, code, value) for pair in pairs for code, value in faults(*(ids(cell or "") for cell in pair))
    ]
    schema = dict.fromkeys((*cells, "code", "value"), pl.String)
    faulty = pl.LazyFrame(wrong, schema=schema, orient="row")
    joined = table.select(ID, *cells).join(faulty, on=cells, nulls_equal=True)
    return joined.select("code", ID, "value").collect(engine="streaming")


def across_rows(table: pl.LazyFrame) -> Iterator[pl.DataFrame]:
    """Yield what is wrong between rows: ids that repeat, wholes that are missing, cycles."""
    counted = table.group_by(ID).len().filter(pl.col("len") > 1).collect(engine="streaming")
    twice = counted.select(pl.col(ID).repeat_by(pl.col("len") - 1).explode())
    yield twice.select(pl.lit("Source-duplicate-id").alias("code"), ID, pl.lit("").alias("value"))
    linked = table.select(ID, PARENT).filter(pl.col(PARENT) != "")
    wholes = linked.select(pl.col(PARENT).unique()).collect(engine="streaming")
    missing = wholes.lazy().join(table.select(ID), left_on=PARENT, right_on=ID, how="anti")
    lost = linked.join(missing, on=PARENT).collect(engine="streaming")
    yield lost.select(pl.lit("Source-parent-unknown").alias("code"), ID, pl.col(PARENT).alias("value"))
    # What lies on a cycle is a whole of something and a part of something, however often the rest is taken away.
    left = linked.join(wholes.lazy(), left_on=ID, right_on=PARENT, how="semi").collect(engine="streaming")
    before = -1
    while left.height != before:
        before = left.height
        left = left.join(left, left_on=PARENT, right_on=ID, how="semi")
        left = left.join(left, left_on=ID, right_on=PARENT, how="semi")
    yield left.select(pl.lit("Process-decomposition-acyclic").alias("code"), ID, pl.col(ID).alias("value"))


if __name__ == "__main__":
    register = pl.scan_parquet(sys.argv[1])
    for found in (in_rows(register), *across_rows(register)):
        found.write_csv(sys.stdout, separator="\t", include_header=False)
