"""Read real SSSOM files: they are read whole, and map nothing to the standard."""

import json
from pathlib import Path

from etom_rdf.readers import sssom
from etom_rdf.readers.sssom.table import take_apart


def tables(shared_cases: Path) -> list[Path]:
    return sorted((shared_cases / "sssom").glob("*.tsv"))


def test_real_files_are_read_whole(shared_cases: Path) -> None:
    expected = json.loads((shared_cases / "expected.json").read_text(encoding="utf-8"))
    known = {name for name in expected if name.startswith("sssom/") and name.endswith(".tsv")}
    assert known == {f"sssom/{path.name}" for path in tables(shared_cases)} != set()
    for path in tables(shared_cases):
        counts = expected[f"sssom/{path.name}"]["counts"]
        read = take_apart(path.read_bytes(), name=path.name)
        curies = read.metadata.get("curie_map", {})
        assert len(read.rows) == counts["rows"], path.name
        assert len(read.columns) == counts["columns"], path.name
        assert len(curies) == counts["curie_map"], path.name
        assert {"subject_id", "predicate_id", "object_id"} <= set(read.columns)
        assert read.notices == ()


def test_real_files_map_nothing_to_the_standard_and_say_so(shared_cases: Path) -> None:
    for path in tables(shared_cases):
        model = sssom.read(path.read_bytes(), name=path.name)
        rows = len(take_apart(path.read_bytes(), name=path.name).rows)
        (foreign,) = [notice for notice in model.notices if notice.code == "Source-row-foreign"]
        assert model.activities == model.mentions == ()
        assert model.skipped == rows
        assert f"(rows: {rows})" in foreign.message.en
        assert f"(строк: {rows})" in foreign.message.ru
