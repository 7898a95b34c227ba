"""Read SSSOM/TSV: rows, sides, predicates, names, form; whatever is written is read back."""

import json
from contextlib import suppress
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etom_rdf.catalogue import Catalogue
from etom_rdf.errors import InputError
from etom_rdf.namespaces import ETOM, GOST
from etom_rdf.readers import sssom
from etom_rdf.readers.mapping_messages import MESSAGES
from etom_rdf.readers.records import Mention, SourceModel
from etom_rdf.readers.sssom.slots import RELATIONS, TURNED
from etom_rdf.readers.sssom.table import take_apart
from etom_rdf.readers.sssom_metadata import external_metadata
from etom_rdf.references import resolve

HEADER = f"""\
#curie_map:
#  gost: {GOST}
#  op: https://operator.example/process/
#mapping_set_id: https://operator.example/mapping
#license: https://creativecommons.org/licenses/by/4.0/
"""
COLUMNS = ("subject_id", "predicate_id", "object_id", "mapping_justification")
BROAD = "skos:broadMatch"
MANUAL = "semapv:ManualMappingCuration"


def table(*rows: tuple[str, ...], columns: tuple[str, ...] = COLUMNS, header: str = HEADER) -> bytes:
    return (header + "".join("\t".join(cells) + "\n" for cells in (columns, *rows))).encode()


def read(*rows: tuple[str, ...], columns: tuple[str, ...] = COLUMNS, header: str = HEADER) -> SourceModel:
    return sssom.read(table(*rows, columns=columns, header=header), name="map.sssom.tsv")


def one(subject: str, predicate: str, object_: str, **slots: str) -> SourceModel:
    """Read a file of one row."""
    columns = (*COLUMNS, *slots)
    return read((subject, predicate, object_, MANUAL, *slots.values()), columns=columns)


def codes(model: SourceModel) -> list[str]:
    return [notice.code for notice in model.notices]


def statements(model: SourceModel) -> list[tuple[str, str, str, bool]]:
    return [(each.subject, each.key, each.text, each.negated) for each in model.mentions]


# Real files


def tables(shared_cases: Path) -> list[Path]:
    return sorted((shared_cases / "sssom").glob("*.tsv"))


def test_real_files_are_read_whole(shared_cases: Path) -> None:
    expected = json.loads((shared_cases / "expected.json").read_text(encoding="utf-8"))
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


# Sides


def test_a_row_gives_a_process_and_a_mention() -> None:
    model = read(
        ("op:P1", "Приём  заказа", BROAD, "gost:1.1.1.5", "Order handling", MANUAL, "0.95", "Иванов|Petrov"),
        columns=(
            "subject_id", "subject_label", "predicate_id", "object_id", "object_label", "mapping_justification",
            "confidence", "author_label",
        ),
    )  # fmt: skip
    (activity,) = model.activities
    assert (activity.id, activity.name, activity.line) == ("op:P1", "Приём заказа", 7)
    assert model.iris == {"op:P1": "https://operator.example/process/P1"}
    assert model.mentions == (
        Mention(
            "op:P1",
            "1.1.1.5 Order handling",
            "sssom",
            BROAD,
            line=7,
            confidence=0.95,
            author="Иванов; Petrov",
            said=(("mapping_justification", MANUAL),),
        ),
    )
    assert model.notices == ()
    assert model.skipped == 0


@pytest.mark.parametrize(
    ("predicate", "as_read"),
    [
        (BROAD, "skos:narrowMatch"),
        ("skos:narrowMatch", BROAD),
        ("skos:broader", "skos:narrower"),
        ("rdfs:subClassOf", "skos:narrowMatch"),
        ("skos:exactMatch", "skos:exactMatch"),
        ("owl:equivalentClass", "owl:equivalentClass"),
    ],
)
def test_a_row_that_begins_with_the_element_is_turned(predicate: str, as_read: str) -> None:
    model = one(
        "gost:1.1.1.5", predicate, "op:P1", subject_label="Order handling", object_label="Приём заказа"
    )
    assert statements(model) == [("op:P1", as_read, "1.1.1.5 Order handling", False)]
    assert model.activities[0].name == "Приём заказа"


def test_turning_twice_changes_no_relation() -> None:
    for predicate, turned in TURNED.items():
        assert RELATIONS[TURNED[turned]] == RELATIONS[predicate]


def test_our_own_predicates_are_not_turned() -> None:
    model = one("gost:1.1.1.5", "etom:classifiedAs", "op:P1")
    assert statements(model) == []
    assert "Source-predicate-turned" in codes(model)


def test_a_row_between_two_elements_tells_of_no_process() -> None:
    model = one("gost:1.1.1.5", BROAD, "gost:1.1.1")
    assert (model.activities, model.skipped, codes(model)) == ((), 1, ["Source-row-elements-only"])
    assert model.notices[0].line == 7


# Predicates


@pytest.mark.parametrize("iri", RELATIONS)
def test_each_predicate_counts_or_says_why_not(iri: str) -> None:
    relation = RELATIONS[iri]
    model = one("op:P1", iri, "gost:1.1.1.5")
    found = [code for code in codes(model) if code != "Source-name-full"]
    assert len(model.activities) == 1
    assert len(model.mentions) == (relation != "related")
    assert found == {"around": ["Source-process-wider"], "related": ["Source-predicate-related"]}.get(
        relation, []
    )


def test_an_unknown_predicate_is_not_counted_and_the_process_kept() -> None:
    model = one("op:P1", "op:resembles", "gost:1.1.1.5")
    assert (len(model.activities), model.mentions, codes(model)) == (1, (), ["Source-predicate-unknown"])


def test_a_prefix_of_another_name_makes_the_same_predicate() -> None:
    header = HEADER.replace("#  op:", "#  S: http://www.w3.org/2004/02/skos/core#\n#  op:")
    assert statements(read(("op:P1", "S:broadMatch", "gost:1.1.1.5", MANUAL), header=header)) == [
        ("op:P1", BROAD, "1.1.1.5", False)
    ]


# Negation


@pytest.mark.parametrize("modifier", ["Not", "NOT", "not"])
def test_what_is_negated_is_no_coverage(modifier: str) -> None:
    model = one("op:P1", BROAD, "gost:1.1.1.5", predicate_modifier=modifier)
    assert statements(model) == [("op:P1", BROAD, "1.1.1.5", True)]


def test_an_unknown_modifier_is_neither_yes_nor_no() -> None:
    model = one("op:P1", BROAD, "gost:1.1.1.5", predicate_modifier="Perhaps")
    assert (model.mentions, codes(model)) == ((), ["Source-modifier"])


def test_not_the_same_does_not_contradict_narrower() -> None:
    rows = [
        ("op:P1", "skos:exactMatch", "gost:1.1.1.5", MANUAL, "Not"),
        ("op:P1", BROAD, "gost:1.1.1.5", MANUAL, ""),
    ]
    model = read(*rows, columns=(*COLUMNS, "predicate_modifier"))
    assert statements(model) == [("op:P1", BROAD, "1.1.1.5", False)]
    assert codes(model) == ["Source-negation-narrow"]


@pytest.mark.parametrize("term", ["sssom:NoTermFound", "sssom:NoMapping"])
def test_no_term_in_the_standard_is_no_coverage(term: str) -> None:
    model = one("op:P1", "skos:exactMatch", term, object_source="gost:scheme")
    assert statements(model) == [("op:P1", "skos:exactMatch", term, True)]


def test_no_term_in_another_source_is_not_about_the_standard() -> None:
    model = one("op:P1", "skos:exactMatch", "sssom:NoTermFound", object_source="op:other")
    assert (model.activities, model.mentions, model.skipped) == ((), (), 1)


def test_no_term_without_a_source_follows_the_rest_of_the_file() -> None:
    row = ("op:P1", "skos:exactMatch", "sssom:NoTermFound", MANUAL)
    assert read(row).mentions == ()
    model = read(row, ("op:P2", BROAD, "gost:1.1.1.5", MANUAL))
    assert [(each.subject, each.negated) for each in model.mentions] == [("op:P1", True), ("op:P2", False)]


def test_an_element_without_a_process_maps_nothing() -> None:
    model = one("sssom:NoTermFound", "skos:exactMatch", "gost:1.1.1.9")
    assert (model.activities, model.skipped, codes(model)) == ((), 1, ["Source-row-no-process"])


def test_not_and_no_term_together_have_no_meaning() -> None:
    model = one("op:P1", BROAD, "sssom:NoTermFound", predicate_modifier="Not", object_source="gost:scheme")
    assert (model.mentions, codes(model)) == ((), ["Source-modifier"])


# Names of elements


@pytest.mark.parametrize(
    ("object_", "slots", "text", "edition"),
    [
        (f"{GOST}1.1.1.5", {}, "1.1.1.5", None),
        (f"<{GOST}1.1.1.5>", {}, "1.1.1.5", None),
        ("gost:CRM", {}, "CRM", None),
        ("1.1.1.5", {"object_source": "gost:scheme"}, "1.1.1.5", None),
        ("1.1.1.5", {"object_source": "GOST R 53633.3-2009"}, "1.1.1.5", None),
        ("1.1.1.5", {"object_source": "eTOM"}, "1.1.1.5", None),
        ("1.1.1.5", {"object_source": "eTOM", "object_source_version": "GB921 v23"}, "1.1.1.5", "GB921 v23"),
        ("1.1.1.5", {"object_source": "eTOM", "object_source_version": "53633.3-2009"}, "1.1.1.5", None),
        ("1.1.1.5", {"object_source": "gost:scheme", "object_source_version": "2009"}, "1.1.1.5", None),
        ("1.1.1.5", {"object_source": "eTOM v23.0"}, "1.1.1.5", "eTOM v23.0"),
        ("1.1.1.5", {"object_source": "GB921"}, "1.1.1.5", "GB921"),
        ("eTOM:1.1.1.5", {}, "1.1.1.5", None),
        ("еТОМ:1.1.1.5", {}, "1.1.1.5", None),
        ("eTOM:1.1.1.5", {"object_source_version": "v21.0"}, "1.1.1.5", "v21.0"),
    ],
)
def test_an_element_is_known_by_its_iri_its_source_or_its_prefix(
    object_: str, slots: dict[str, str], text: str, edition: str | None
) -> None:
    (mention,) = one("op:P1", BROAD, object_, **slots).mentions
    assert (mention.text, mention.edition) == (text, edition)


@pytest.mark.parametrize("object_", ["1.1.1.5", "APQC:1.1.1.5", "https://apqc.example/1.1.1.5", "op:1.1.1.5"])
def test_ids_of_another_scheme_are_not_taken(object_: str) -> None:
    model = one("op:P1", BROAD, object_)
    assert (model.activities, model.mentions, model.skipped) == ((), (), 1)
    assert "Source-row-foreign" in codes(model)


def test_a_literal_may_stand_for_either_side() -> None:
    process = one("", BROAD, "gost:1.1.1.5", subject_label="Приём заказа", subject_type="rdfs literal")
    assert (process.activities[0].id, process.activities[0].name) == ("Приём заказа", "Приём заказа")
    element = one(
        "op:P1",
        BROAD,
        "",
        object_label="1.1.1.5 Order handling",
        object_type="rdfs literal",
        object_source="eTOM",
    )
    assert statements(element) == [("op:P1", BROAD, "1.1.1.5 Order handling", False)]


def test_a_function_gives_its_element_too() -> None:
    (mention,) = one("op:P1", "etom:performs", "gost:1.1.1.5-f3").mentions
    assert (mention.text, mention.function) == ("1.1.1.5", "1.1.1.5-f3")


def test_a_label_that_contradicts_the_number_is_found() -> None:
    model = one("op:P1", BROAD, "gost:1.1.1.9", object_label="Order handling")
    assert [(one.code, one.line) for one in resolve(model, Catalogue.load()).findings] == [
        ("Mapping-label-contradicts", 7)
    ]


@pytest.mark.parametrize(
    "object_", ["gost:1.1.1.5", "gost:OSR", "gost:1.1.1.5-f3", "gost:1.1", "gost:1.1.1.8"]
)
def test_whatever_the_standard_names_is_resolved(object_: str) -> None:
    catalogue = Catalogue.load()
    (found,) = resolve(one("op:P1", BROAD, object_, object_label="Fulfilment"), catalogue).references
    assert found.iri == GOST + object_.removeprefix("gost:").partition("-")[0]
    assert found.function == (GOST + object_.removeprefix("gost:") if "-f" in object_ else None)


# What the set says


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


# Names and values of the rows


def test_undeclared_prefixes_are_told_once_with_the_number_of_rows() -> None:
    row = ("x:P1", BROAD, "gost:1.1.1.5", MANUAL)
    model = read(row, row, header="#license: x\n")
    told = {one.value: (one.code, one.line, "(rows: 2)" in one.message.en) for one in model.notices}
    assert told == {
        "x": ("Source-prefix-undeclared", 3, True),
        "gost": ("Source-prefix-assumed", 3, True),
    }
    assert (model.iris, [one.text for one in model.mentions]) == ({}, ["1.1.1.5", "1.1.1.5"])


def test_a_built_in_prefix_cannot_be_declared_otherwise() -> None:
    header = HEADER.replace("#  op:", "#  skos: https://example.org/\n#  e:\n#  op:")
    model = read(("op:P1", BROAD, "gost:1.1.1.5", MANUAL), header=header)
    assert statements(model) == [("op:P1", BROAD, "1.1.1.5", False)]
    assert [(one.code, one.line) for one in model.notices] == [
        ("Source-prefix-fixed", 3),
        ("Source-prefix-empty", 4),
    ]


def test_the_prefix_of_the_standard_may_be_someone_elses() -> None:
    header = HEADER.replace(GOST, "https://example.org/catalogue/")
    assert read(("op:P1", BROAD, "gost:1.1.1.5", MANUAL), header=header).mentions == ()


@pytest.mark.parametrize("missing", range(3))
def test_an_incomplete_row_is_told_with_its_line(missing: int) -> None:
    cells = ["op:P1", BROAD, "gost:1.1.1.5", MANUAL]
    cells[missing] = ""
    model = read(("op:P0", BROAD, "gost:1.1.1.5", MANUAL), tuple(cells))
    (notice,) = model.notices
    assert (notice.code, notice.severity, notice.line) == ("Source-row-incomplete", "violation", 8)
    assert COLUMNS[missing] in notice.message.en
    assert (len(model.activities), model.skipped) == (1, 1)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0.95", 0.95),
        ("0,95", 0.95),
        ("1", 1.0),
        ("1.5", None),
        ("-0.1", None),
        ("nan", None),
        ("high", None),
        ("1e9", None),
    ],
)
def test_confidence_is_a_number_from_0_to_1(text: str, number: float | None) -> None:
    model = one("op:P1", BROAD, "gost:1.1.1.5", confidence=text)
    assert model.mentions[0].confidence == number
    assert codes(model) == ([] if number is not None else ["Source-confidence"])


@pytest.mark.parametrize(
    ("slots", "author"),
    [
        ({"author_label": r"Alice\|Bob|Charlie\\"}, "Alice|Bob; Charlie\\"),
        ({"author_id": "op:ivanov|x:1"}, "https://operator.example/process/ivanov; x:1"),
        ({"author_id": "op:ivanov", "author_label": "Иванов"}, "Иванов"),
    ],
)
def test_authors_may_be_several(slots: dict[str, str], author: str) -> None:
    assert one("op:P1", BROAD, "gost:1.1.1.5", **slots).mentions[0].author == author


def test_the_first_label_and_performer_of_a_process_count() -> None:
    columns = (*COLUMNS, "subject_label", "ext_etom_performed_by")
    rows = [
        ("op:P1", BROAD, "gost:1.1.1.5", MANUAL, "", ""),
        ("op:P1", BROAD, "gost:1.1.1.6", MANUAL, "Приём", "sales"),
        ("op:P1", BROAD, "gost:1.1.1.7", MANUAL, "Продажа", "care"),
    ]
    model = read(*rows, columns=columns)
    (activity,) = model.activities
    assert (activity.name, activity.component) == ("Приём", "sales")
    assert [(one.code, one.line) for one in model.notices] == [
        ("Source-label-differs", 9),
        ("Source-role-differs", 9),
    ]


def test_a_missing_justification_is_told_once() -> None:
    model = read(("op:P1", BROAD, "gost:1.1.1.5", ""), ("op:P2", BROAD, "gost:1.1.1.5", ""))
    assert [(one.code, one.severity, one.line) for one in model.notices] == [
        ("Source-justification", "info", 7)
    ]
    earlier = read(("op:P1", BROAD, "gost:1.1.1.5", "Lexical"), columns=(*COLUMNS[:3], "match_type"))
    assert codes(earlier) == []


# Form


FORMS = {
    "line breaks of Windows": lambda data: data.replace(b"\n", b"\r\n"),
    "line breaks of old": lambda data: data.replace(b"\n", b"\r"),
    "byte order mark": lambda data: b"\xef\xbb\xbf" + data,
    "UTF-16": lambda data: data.decode().encode("utf-16"),
    "space behind #": lambda data: b"".join(
        line.replace(b"#", b"#  ", 1) if line.startswith(b"#") else line for line in data.splitlines(True)
    ),
    "padded by a spreadsheet": lambda data: b"".join(
        line.rstrip(b"\n") + b"\t\t\n" if line.startswith(b"#") else line for line in data.splitlines(True)
    ),
    "quoted by a spreadsheet": lambda data: b"".join(
        b'"' + line.rstrip(b"\n") + b'"\n' if line.startswith(b"#  ") else line
        for line in data.splitlines(True)
    ),
    "quoted cells": lambda data: data.replace(b"subject_id", b'"subject_id"').replace(b"op:P1", b'"op:P1"'),
    "blank lines": lambda data: data.replace(b"op:P1", b"\n\t\t\t\nop:P1") + b"\n\n",
    "cut rows": lambda data: data.replace(b"Order handling\t\t\n", b"Order handling\n"),
    "names in capitals": lambda data: data.replace(b"subject_id", b"Subject_ID "),
}


@pytest.mark.parametrize("form", FORMS)
def test_the_form_of_the_file_changes_nothing(form: str) -> None:
    columns = (*COLUMNS, "subject_label", "object_label", "comment", "confidence")
    data = table(("op:P1", BROAD, "gost:1.1.1.5", MANUAL, "Приём", "Order handling", "", ""), columns=columns)
    changed = FORMS[form](data)
    plain, other = sssom.read(data, name="a.tsv"), sssom.read(changed, name="a.tsv")
    assert changed != data
    assert [(one.id, one.name) for one in other.activities] == [("op:P1", "Приём")]
    assert statements(other) == statements(plain)
    assert (other.notices, other.iris) == (plain.notices, plain.iris)


def test_a_quoted_cell_may_hold_tabs_quotes_and_line_breaks() -> None:
    columns = (*COLUMNS, "subject_label")
    rows = [
        ("op:P1", BROAD, "gost:1.1.1.5", MANUAL, '"a\t""b""\nc"'),
        ("op:P2", BROAD, "gost:1.1.1.5", MANUAL, ""),
    ]
    model = read(*rows, columns=columns)
    assert [(one.name, one.line) for one in model.activities] == [('a "b" c', 7), ("", 9)]


def test_blank_lines_above_keep_the_lines_right() -> None:
    data = b"\n" * 100_000 + table(("op:P1", BROAD, "", MANUAL)) + b"\t\n" * 100_000
    model = sssom.read(data, name="a.tsv")
    assert [(notice.code, notice.line) for notice in model.notices] == [("Source-row-incomplete", 100_007)]


def test_a_quote_left_open_swallows_no_row() -> None:
    columns = (*COLUMNS, "subject_label")
    rows = [(f"op:P{n}", BROAD, "gost:1.1.1.5", MANUAL, '"open' if n == 1 else "") for n in range(5)]
    model = read(*rows, columns=columns)
    assert len(model.activities) == 5
    assert ("Source-quotes", 8) in [(one.code, one.line) for one in model.notices]


def test_russian_text_of_an_old_spreadsheet_is_read_with_a_notice() -> None:
    rows = table(
        ("op:P1", BROAD, "gost:1.1.1.5", MANUAL, "Приём заказа"), columns=(*COLUMNS, "subject_label")
    )
    model = sssom.read(rows.decode().encode("cp1251"), name="a.tsv")
    assert model.activities[0].name == "Приём заказа"
    assert codes(model) == ["Source-encoding"]


def test_commas_are_read_with_a_notice() -> None:
    data = table(("op:P1", BROAD, "gost:1.1.1.5", MANUAL)).replace(b"\t", b",")
    model = sssom.read(data, name="a.sssom.csv")
    assert (len(model.mentions), codes(model)) == (1, ["Source-delimiter"])


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


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"", 1),
        (b"\n\n", 3),
        (HEADER.encode(), 6),
        (b"subject_id\tpredicate_id\nop:P1\tskos:broadMatch\n", 1),
        (HEADER.encode() + b"a,b,c\n1,2,3\n", 6),
        (b"\xff\xfe\x00", 1),
        (b"subject_id\tpredicate_id\tobject_id\ncaf\xe9 \xfcber\n", 2),
        (("\t".join(f"c{n}" for n in range(1001)) + "\n").encode(), 1),
    ],
)
def test_what_is_no_sssom_is_one_error_with_its_line(data: bytes, line: int) -> None:
    with pytest.raises(InputError) as caught:
        sssom.read(data, name="a.tsv")
    assert caught.value.line == line
    assert caught.value.message.ru


def test_an_archive_is_named() -> None:
    with pytest.raises(InputError, match="gzip"):
        sssom.read(b"\x1f\x8b\x08\x00", name="a.tsv.gz")


def test_repeated_columns_wide_rows_and_comments_are_told() -> None:
    columns = (*COLUMNS, "subject_label", "subject_label")
    rows = [
        ("op:P1", BROAD, "gost:1.1.1.5", MANUAL, "Приём", "Продажа"),
        ("# remark",),
        ("op:P2", BROAD, "gost:1.1.1.5", MANUAL, "", "", "more"),
    ]
    model = read(*rows, columns=columns)
    assert [(one.code, one.line) for one in model.notices] == [
        ("Source-column-repeated", 6),
        ("Source-row-comment", 8),
        ("Source-row-wide", 9),
    ]
    assert (model.activities[0].name, model.skipped) == ("Приём", 1)


def test_messages_ask_for_the_same_words_in_both_languages() -> None:
    for code, (_, en, ru) in MESSAGES.items():
        asked = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in (en, ru)]
        assert {name.removesuffix("_en") for name in asked[0]} == {
            name.removesuffix("_ru") for name in asked[1]
        }, code


def test_a_file_without_rows_says_so() -> None:
    assert codes(read()) == ["Source-no-rows"]


# All together

_IDS = st.sampled_from(
    [
        "op:P1",
        "op:P2",
        "gost:1.1.1.5",
        "gost:1.1.1.5-f1",
        "1.1.1.6",
        "x:1",
        "sssom:NoTermFound",
        "",
        "http://e.org/ж",
    ]
)
_CELLS = st.text(st.characters(codec="utf-8"), max_size=5)
_ROWS = st.lists(
    st.tuples(
        _IDS,
        st.sampled_from([BROAD, "skos:narrowMatch", "skos:relatedMatch", "etom:performs", "x:y", ""]),
        _IDS,
        st.sampled_from([MANUAL, ""]),
        st.sampled_from(["", "Not", "?"]),
        st.sampled_from(["", "eTOM", "gost:scheme", "op:other"]),
        _CELLS.filter(lambda text: not set(text) & set('\t\r\n"\0')),
    ),
    max_size=8,
)


SKIPPED = {
    "Source-row-incomplete", "Source-row-elements-only", "Source-row-no-process", "Source-row-comment"
}  # fmt: skip
OF_ONE_ROW = SKIPPED | {
    "Source-predicate-related", "Source-predicate-turned", "Source-predicate-unknown", "Source-modifier",
    "Source-negation-narrow",
}  # fmt: skip


@given(_ROWS)
@settings(max_examples=150, deadline=None)
def test_no_row_is_silently_dropped(rows: list[tuple[str, ...]]) -> None:
    columns = (*COLUMNS, "predicate_modifier", "object_source", "subject_label")
    data = table(*rows, columns=columns)
    apart, model = take_apart(data, name="a.tsv"), sssom.read(data, name="a.tsv")
    told = {one.line for one in model.mentions} | {
        one.line for one in model.notices if one.code in OF_ONE_ROW
    }
    foreign = [one.message.en for one in model.notices if one.code == "Source-row-foreign"]
    passed_over = sum(
        int(text.rpartition("(rows: ")[2].rstrip(")")) if "(rows:" in text else 1 for text in foreign
    )
    skipped = sum(one.code in SKIPPED for one in model.notices)
    assert len([row for row in apart.rows if row.line not in told]) == passed_over
    assert model.skipped == passed_over + skipped
    assert {one.subject for one in model.mentions} <= {one.id for one in model.activities}
    assert len({one.id for one in model.activities}) == len(model.activities)


@given(st.binary(max_size=300) | _CELLS.map(str.encode))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_read_or_refused(rest: bytes) -> None:
    for data in (rest, table() + rest, HEADER.encode() + rest):
        with suppress(InputError):
            assert sssom.read(data, name="a.tsv").kind == "sssom"


# What spreadsheets make of such files.


@pytest.mark.parametrize("sign", ["\t", ";", ","])
@pytest.mark.parametrize("place", ["above", "between", "nowhere"])
def test_a_table_may_say_what_divides_its_columns(sign: str, place: str) -> None:
    line = f"sep={sign}\n"
    metadata = "".join(f"{each}{sign if sign != chr(9) else ''}\n" for each in HEADER.splitlines())
    rows = sign.join(COLUMNS) + "\n" + sign.join(("op:P1", BROAD, "gost:1.1.1.5", MANUAL)) + "\n"
    text = {"above": line + metadata + rows, "between": metadata + line + rows, "nowhere": metadata + rows}[
        place
    ]
    model = sssom.read(text.encode(), name="map.sssom.tsv")
    assert statements(model) == [("op:P1", BROAD, "1.1.1.5", False)]
    assert model.mentions[0].line == text.count("\n")
    assert model.iris == {"op:P1": "https://operator.example/process/P1"}
    assert codes(model) == ([] if sign == "\t" else ["Source-delimiter"])


def test_quoted_metadata_may_be_filled_up_with_delimiters() -> None:
    text = '"#comment: a, b",,\n#curie_map:,,\n#  op: https://example.org/,,\nsubject_id,predicate_id,object_id\n'
    model = sssom.read(f"{text}op:P1,{BROAD},gost:1.1.1.5\n".encode(), name="map.csv")
    assert model.iris == {"op:P1": "https://example.org/P1"}


def test_the_label_of_a_function_is_compared_with_its_element() -> None:
    right = one("op:P1", BROAD, "gost:1.1.1.5-f1", object_label="Order handling")
    wrong = one("op:P1", BROAD, "gost:1.1.1.5-f1", object_label="Selling")
    assert resolve(right, Catalogue.load()).findings == ()
    assert [each.code for each in resolve(wrong, Catalogue.load()).findings] == ["Mapping-label-contradicts"]


def test_the_label_of_another_edition_is_compared_too() -> None:
    model = one("op:P1", BROAD, "etom:1.1.1.10", object_label="Catalog", object_source_version="GB921 v23")
    found = resolve(model, Catalogue.load())
    assert "Mapping-label-contradicts" in [each.code for each in found.findings]
