"""The operator's example gives exactly what its README says."""

import re
from pathlib import Path

import pytest

from etom_rdf.validation import validate

OPERATOR = Path(__file__).parent.parent / "examples" / "operator"
README = (OPERATOR / "README.md").read_text(encoding="utf-8")
PREFIXES = {
    "op": "https://example.org/lukomorye/",
    "etom": "https://w3id.org/etom/ns/",
    "gost": "https://w3id.org/etom/gost-r-53633/",
}
Row = tuple[str, str, str, str | None]


def expected(file: str) -> set[Row]:
    """Read the table of findings that stands under the heading of a file."""
    lines = README[README.index(f"### {file}\n") :].split("\n### ")[0].splitlines()
    rows = [
        [cell.strip().strip("`") for cell in line.strip("|").split("|")]
        for line in lines
        if line.startswith("| ")
    ]
    table = [row for row in rows if re.fullmatch(r"[A-Z][A-Za-z]+(-[a-z0-9]+)+", row[0])]
    assert table, file
    return {(row[0], row[1], _full(row[2]) or "", _full(row[3])) for row in table}


def _full(cell: str) -> str | None:
    if cell == "–":
        return None
    if cell.startswith('"'):
        return cell.strip('"')
    prefix, _, name = cell.partition(":")
    return PREFIXES[prefix] + name


@pytest.mark.parametrize("file", ["model.ttl", "faulty.ttl"])
def test_the_findings_are_those_of_the_readme(file: str) -> None:
    report = validate(OPERATOR / file)
    assert not report.errors
    assert {(one.code, one.severity, one.focus, one.value) for one in report.findings} == expected(file)


def test_the_model_conforms_and_is_of_a_real_size() -> None:
    report = validate(OPERATOR / "model.ttl")
    assert report.conforms
    assert 55 <= report.sources[0].processes <= 70


def test_the_twin_has_a_dozen_different_mistakes() -> None:
    codes = [row[0] for row in expected("faulty.ttl")]
    assert len(codes) == len(set(codes)) >= 12
