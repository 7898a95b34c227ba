"""What an SSSOM file says of its mapping set, above the rows or in a second file."""

from pathlib import Path

import pytest
from sssom_tables import BROAD, COLUMNS, HEADER, MANUAL, codes, one, read, table

from etom_rdf.namespaces import ETOM
from etom_rdf.readers import sssom
from etom_rdf.readers.sssom.table import take_apart
from etom_rdf.readers.sssom_metadata import external_metadata


def test_metadata_in_a_second_file_declares_the_prefixes(shared_cases: Path) -> None:
    path = shared_cases / "sssom" / "example1-external.sssom.tsv"
    beside = external_metadata(path)
    assert beside is not None
    assert beside.name == "example1-external.sssom.yml"
    alone = sssom.read(path.read_bytes(), name=path.name)
    whole = take_apart(path.read_bytes(), name=path.name, metadata=beside.read_bytes())
    assert codes(alone).count("Source-prefix-undeclared") == 2
    assert (len(whole.metadata), len(whole.metadata["curie_map"])) == (10, 10)
    assert codes(sssom.read(path.read_bytes(), name=path.name, metadata=beside.read_bytes())) == [
        "Source-row-foreign"
    ]


@pytest.mark.parametrize("name", ["map.tsv", "map.sssom.tsv", "map.sssom", "map"])
def test_a_second_file_is_found_by_its_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    assert external_metadata(tmp_path / name) is None
    (tmp_path / "map.sssom.yml").touch()
    assert external_metadata(tmp_path / name) == tmp_path / "map.sssom.yml"


def test_a_slot_of_the_set_holds_for_rows_only_where_none_has_its_own() -> None:
    header = HEADER + "#object_source: eTOM\n#object_source_version: v21.0\n"
    rows = [("op:P1", BROAD, "1.1.1.5", MANUAL, ""), ("op:P2", BROAD, "1.1.1.5", MANUAL, "")]
    columns = (*COLUMNS, "object_source_version")
    assert [one.edition for one in read(*rows, columns=columns, header=header).mentions] == ["v21.0", "v21.0"]
    rows[1] = (*rows[1][:4], "v23.0")
    assert [one.edition for one in read(*rows, columns=columns, header=header).mentions] == [None, "v23.0"]


@pytest.mark.parametrize("stated", ["etom:function", f"{ETOM}function", "F:function"])
def test_extension_slots_hold_functions_and_performers(stated: str) -> None:
    header = HEADER.replace("#  op:", f"#  F: {ETOM}\n#  op:") + (
        f"#extension_definitions:\n#  - slot_name: ext_fn\n#    property: {stated}\n"
        "#  - slot_name: ext_role\n#    property: etom:performedBy\n#    type_hint: linkml:Uriorcurie\n"
    )
    model = read(
        ("op:P1", BROAD, "gost:1.1.1.5", MANUAL, "gost:1.1.1.5-f1|1.1.1.5-f2", "op:sales"),
        columns=(*COLUMNS, "ext_fn", "ext_role"),
        header=header,
    )
    assert [one.function for one in model.mentions] == ["1.1.1.5-f1", "1.1.1.5-f2"]
    assert [(one.id, one.type) for one in model.containers] == [("op:sales", "performedBy")]
    assert model.activities[0].component == "op:sales"
    assert model.iris["op:sales"] == "https://operator.example/process/sales"


def test_our_extension_slots_are_known_undefined_and_others_are_told() -> None:
    model = one("op:P1", BROAD, "gost:1.1.1.5", ext_etom_function="1.1.1.5-f1", ext_colour="red")
    assert [one.function for one in model.mentions] == ["1.1.1.5-f1"]
    assert [(one.code, one.value) for one in model.notices] == [("Source-column-unknown", "ext_colour")]


@pytest.mark.parametrize(
    "definition",
    ["- property: etom:function", "- slot_name: a b", "- x", "- slot_name: ext_fn\n#    property: no:p"],
)
def test_faulty_definitions_are_passed_over(definition: str) -> None:
    header = f"{HEADER}#extension_definitions:\n#  {definition}\n"
    assert "Source-extension" in codes(read(("op:P1", BROAD, "gost:1.1.1.5", MANUAL), header=header))


@pytest.mark.parametrize(
    ("version", "found"), [("1.1", []), ("1.0", []), ("1.2", ["Source-version"]), ("2", ["Source-version"])]
)
def test_versions_to_come_are_told(version: str, found: list[str]) -> None:
    header = f'{HEADER}#sssom_version: "{version}"\n'
    assert codes(read(("op:P1", BROAD, "gost:1.1.1.5", MANUAL), header=header)) == found


def test_folded_and_quoted_yaml_is_understood() -> None:
    header = HEADER + "#comment: one\n#  two\n#mapping_set_version: '1.10'\n#creator_id: [op:a, op:b]\n"
    read_ = take_apart(table(header=header), name="a.tsv")
    assert (read_.metadata["comment"], read_.metadata["mapping_set_version"]) == ("one two", "1.10")
    assert read_.head == 10


@pytest.mark.parametrize(
    ("fault", "line"),
    [
        ("#  - broken\n#a: b: c", 6),
        ("#x: !!python/object/apply:os.system [ls]", 6),
        ("#x: &a [*a]", 6),
        ("#x: " + "[" * 200, 6),
        ("#x: \x07", 6),
    ],
)
def test_metadata_that_cannot_be_read_leaves_the_rows(fault: str, line: int) -> None:
    model = read(("op:P1", BROAD, "gost:1.1.1.5", MANUAL), header=f"{HEADER}{fault}\n")
    (unreadable,) = [one for one in model.notices if one.code == "Source-metadata-unreadable"]
    assert unreadable.line in (line, line + 1, 1)
    assert [one.text for one in model.mentions] == ["1.1.1.5"]


def test_a_second_file_that_cannot_be_read_leaves_the_rows() -> None:
    model = sssom.read(
        table(("op:P1", BROAD, "gost:1.1.1.5", MANUAL)), name="a.tsv", metadata=b"a: b\nc: [\n"
    )
    assert [(one.code, one.line) for one in model.notices] == [("Source-metadata-beside-unreadable", None)]
    assert "line 3" in model.notices[0].message.en
