"""Write SSSOM in its canonical form, and read back whatever was written."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from etom_rdf.catalogue import Catalogue
from etom_rdf.namespaces import ETOM, GOST
from etom_rdf.readers import sssom
from etom_rdf.readers.graph import quads
from etom_rdf.readers.naming import Naming, bases_of
from etom_rdf.readers.records import Activity, Container, FoundBy, Mention, SourceModel
from etom_rdf.readers.resolved import Reference, Resolved
from etom_rdf.readers.sssom.slots import MAPPING_SLOTS, SET_SLOTS
from etom_rdf.readers.sssom.table import take_apart
from etom_rdf.references import resolve
from etom_rdf.sssom_writer import JUSTIFICATIONS, write_sssom

OP = "https://operator.example/process/"


def reference(
    subject: str, element: str = "1.1.1.5", found_by: FoundBy = "property", **more: object
) -> Reference:
    plain = Reference(subject, element, "standard", GOST + element, found_by, f"eTOM: {element}", line=3)
    return plain._replace(**more)  # type: ignore[arg-type]


def bpmn(*references: Reference) -> tuple[SourceModel, Resolved]:
    activities = tuple(
        Activity(id_, "task", name) for id_, name in (("Task_1", "Приём заказа"), ("Задача 2", ""))
    )
    return SourceModel("models/orders 1.bpmn", "bpmn", activities), Resolved(references)


def rows(text: str) -> list[str]:
    return [line for line in text.splitlines() if not line.startswith("#")]


def test_a_set_is_written_in_canonical_form() -> None:
    text = write_sssom(
        [
            bpmn(
                reference("Task_1", function=f"{GOST}1.1.1.5-f1", confidence=0.81251, author="Иванов"),
                reference("Task_1", "1.1.1.10", "keyword", author="https://orcid.org/0000-0002-7356-1779"),
                reference("Задача 2"),
            )
        ],
        labels={"1.1.1.5": "Order handling"},
        mapping_set_id="https://operator.example/mapping",
        license="https://creativecommons.org/licenses/by/4.0/",
        mapping_date=date(2026, 11, 23),
    )
    namespace = "https://example.invalid/orders%201.bpmn#"
    assert text.splitlines()[:22] == [
        '#sssom_version: "1.1"',
        "#curie_map:",
        "#  etom: https://w3id.org/etom/ns/",
        f"#  gost: {GOST}",
        "#  orcid: https://orcid.org/",
        f"#  orders1: {namespace}",
        "#mapping_set_id: https://operator.example/mapping",
        "#license: https://creativecommons.org/licenses/by/4.0/",
        "#object_source: gost:scheme",
        "#mapping_tool: etom-rdf",
        "#mapping_tool_version: 0.1.0",
        "#mapping_date: 2026-11-23",
        "#extension_definitions:",
        "#  - slot_name: ext_etom_function",
        "#    property: etom:function",
        "#    type_hint: linkml:Uriorcurie",
        "subject_id\tsubject_label\tsubject_category\tpredicate_id\tobject_id\tobject_label\tmapping_justification\t"
        "author_id\tauthor_label\tconfidence\tcomment\text_etom_function",
        "orders1:%D0%97%D0%B0%D0%B4%D0%B0%D1%87%D0%B0%202\t\ttask\tetom:classifiedAs\tgost:1.1.1.5\tOrder handling\t"
        "semapv:ManualMappingCuration\t\t\t\torders 1.bpmn:3: property eTOM: 1.1.1.5\t",
        "orders1:Task_1\tПриём заказа\ttask\tetom:classifiedAs\tgost:1.1.1.10\t\tsemapv:LexicalMatching\t"
        "orcid:0000-0002-7356-1779\t\t\torders 1.bpmn:3: keyword eTOM: 1.1.1.10\t",
        "orders1:Task_1\tПриём заказа\ttask\tetom:classifiedAs\tgost:1.1.1.5\tOrder handling\t"
        "semapv:ManualMappingCuration\t\tИванов\t0.813\torders 1.bpmn:3: property eTOM: 1.1.1.5\t"
        "gost:1.1.1.5-f1",
    ]
    assert text.endswith("\n")
    assert "\r" not in text


def test_slots_follow_the_order_of_the_specification() -> None:
    text = write_sssom([bpmn(reference("Task_1"))])
    said = [line[1:].partition(":")[0] for line in text.splitlines() if re.match("#[a-z]", line)]
    columns = rows(text)[0].split("\t")
    assert said == sorted(said, key=SET_SLOTS.index)
    assert columns == sorted(columns, key=MAPPING_SLOTS.index)


def test_only_prefixes_in_use_are_declared() -> None:
    text = write_sssom([bpmn(reference("Task_1"))])
    assert re.findall(r"^#  (\w+):", text, re.MULTILINE) == ["etom", "gost", "orders1"]
    assert re.findall(r"^#  (\w+):", write_sssom([]), re.MULTILINE) == ["gost"]


def test_the_set_is_named_after_its_content_and_stays_the_same() -> None:
    first, again, other = (write_sssom([bpmn(reference(id_))]) for id_ in ("Task_1", "Task_1", "Задача 2"))
    named = re.compile("^#mapping_set_id: urn:uuid:.*$", re.MULTILINE)
    assert first == again
    assert named.findall(first) != named.findall(other)


def test_an_author_whose_name_has_the_mark_of_lists_stays_one() -> None:
    model, resolved = bpmn(reference("Task_1", author="A|B\\C"))
    text = write_sssom([(model, resolved)])
    assert "A\\|B\\\\C" in rows(text)[1].split("\t")
    assert [one.author for one in sssom.read(text.encode(), name="a.tsv").mentions] == ["A|B\\C"]


@pytest.mark.parametrize("found_by", JUSTIFICATIONS)
def test_every_way_of_finding_has_a_justification(found_by: FoundBy) -> None:
    text = write_sssom([bpmn(reference("Task_1", found_by=found_by))])
    assert JUSTIFICATIONS[found_by] in rows(text)[1].split("\t")


def test_what_is_no_mapping_to_this_standard_is_left_out() -> None:
    left_out = (
        reference("Task_1", iri=None, edition="GB921 v23"),
        reference("Task_1", iri=None, id="2.1.1"),
        reference("Task_1", inherited="Process_1"),
    )
    assert len(rows(write_sssom([bpmn(*left_out)]))) == 1


def test_a_formula_in_a_name_is_no_formula_in_the_file() -> None:
    model, resolved = bpmn(reference("Task_1"))
    model = replace(model, activities=(Activity("Task_1", "task", '=HYPERLINK("x")'),))
    text = write_sssom([(model, resolved)])
    assert '\t"\'=HYPERLINK(""x"")"\t' in text
    assert sssom.read(text.encode(), name="a.tsv").activities[0].name == '=HYPERLINK("x")'


def test_files_with_the_same_prefix_and_another_namespace_keep_apart() -> None:
    models = [
        SourceModel("a.tsv", "sssom", (Activity("op:1", "process"),), iris={"op:1": iri})
        for iri in (f"{OP}1", "https://e.org/1")
    ]
    text = write_sssom([(model, Resolved((reference("op:1", found_by="sssom"),))) for model in models])
    read = sssom.read(text.encode(), name="b.tsv")
    assert set(read.iris.values()) == {f"{OP}1", "https://e.org/1"}


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1, max_size=8)
    | st.sampled_from(["1.1", "no", "a: b", "a #b", "#a", "a:", "- a", "1:30", "=", "ж"])
)
@settings(max_examples=200, deadline=None)
def test_every_text_of_the_set_is_kept(text: str) -> None:
    model, resolved = bpmn(reference("Task_1"))
    written = write_sssom([(model, resolved)], license=text)
    assert take_apart(written.encode(), name="a.tsv").metadata["license"] == text
    assert yaml.safe_load(re.sub("^#", "", re.search("^#license:.*$", written, re.MULTILINE)[0])) == {
        "license": text
    }  # type: ignore[index]


def test_a_performer_with_an_undeclared_prefix_gets_a_declared_one() -> None:
    model = SourceModel(
        "a.tsv",
        "sssom",
        (Activity("x:P1", "process", component="x:sales"),),
        containers=(Container("x:sales", "performedBy"),),
    )
    text = write_sssom([(model, Resolved((reference("x:P1", found_by="sssom"),)))])
    read = sssom.read(text.encode(), name="b.tsv")
    assert read.notices == ()
    assert read.activities[0].component in read.iris


def test_subjects_are_those_of_the_graph() -> None:
    sources = [
        bpmn(reference("Задача 2")),
        (SourceModel("crm/orders 1.bpmn", "bpmn", (Activity("a", "task"),)), Resolved((reference("a"),))),
    ]
    read = sssom.read(write_sssom(sources).encode(), name="b.tsv")
    bases = bases_of(model.file for model, _ in sources)
    graphs = [quads(*source, naming=Naming(base=bases[source[0].file])) for source in sources]
    subjects = {
        quad.subject.value
        for graph in graphs
        for quad in graph
        if quad.predicate.value.endswith("classifiedAs")
    }
    assert set(read.iris.values()) == subjects


def test_a_mapping_set_survives_reading_resolving_and_writing() -> None:
    catalogue = Catalogue.load()
    labels = {one.id: one.label.en for one in catalogue.elements}
    given = (
        "#curie_map:\n"
        f"#  gost: {GOST}\n"
        f"#  op: {OP}\n"
        "subject_id\tsubject_label\tpredicate_id\tpredicate_modifier\tobject_id\tmapping_justification\tconfidence\t"
        "object_source\text_etom_function\n"
        "op:P1\tПриём\tskos:broadMatch\t\tgost:1.1.1.5\tsemapv:ManualMappingCuration\t0.9\t\tgost:1.1.1.5-f1\n"
        "gost:1.1.1.10\t\tskos:broadMatch\t\top:P2\tsemapv:ManualMappingCuration\t\t\t\n"
        "op:P1\tПриём\tskos:exactMatch\tNot\tgost:1.1.1.9\tsemapv:ManualMappingCuration\t\t\t\n"
        "op:P3\t\tskos:exactMatch\t\tsssom:NoTermFound\tsemapv:ManualMappingCuration\t\tgost:scheme\t\n"
        "op:P3\t\tskos:relatedMatch\t\tgost:1.1.1.9\tsemapv:ManualMappingCuration\t\t\t\n"
        "op:P4\t\tskos:closeMatch\t\t1.1.1.5\tsemapv:ManualMappingCuration\t\teTOM v23.0\t\n"
    )
    model = sssom.read(given.encode(), name="given.tsv")
    text = write_sssom([(model, resolve(model, catalogue))], labels=labels)
    read = sssom.read(text.encode(), name="back.tsv")
    assert [tuple(line.split("\t")[:5]) for line in rows(text)[1:]] == [
        ("op:P1", "Приём", "skos:broadMatch", "", "gost:1.1.1.5"),
        ("op:P1", "Приём", "skos:exactMatch", "Not", "gost:1.1.1.9"),
        ("op:P2", "", "skos:narrowMatch", "", "gost:1.1.1.10"),
        ("op:P3", "", "skos:exactMatch", "", "sssom:NoTermFound"),
    ]
    again = write_sssom([(read, resolve(read, catalogue))], labels=labels)
    assert again == text
    assert resolve(read, catalogue).findings == ()


# Whatever was written is read back.

NAMES = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), max_size=6).map(str.strip)
SUBJECTS = st.sampled_from(
    [
        ("op:P1", f"{OP}P1"),
        ("op:Заказ.2", f"{OP}Заказ.2"),
        ("x:a/b#c", "https://e.org/a/b#c"),
        ("y:1", "urn:y:1"),
    ]
)


def mention(**fields: object) -> Mention:
    """Make a mention; of a tuple hypothesis would make up the fields with defaults too."""
    return Mention(**fields)  # type: ignore[arg-type]


MENTIONS = st.builds(
    mention,
    subject=st.just(""),
    text=st.sampled_from(["1.1.1.5", "1.1.1.10", "1.1.1.5.2"]),
    found_by=st.just("sssom"),
    key=st.sampled_from(
        ["skos:exactMatch", "skos:broadMatch", "skos:narrowMatch", "rdfs:subClassOf", "etom:classifiedAs"]
    ),
    function=st.none() | st.sampled_from(["1.1.1.5-f1", "1.1.1.10-p2"]),
    confidence=st.none() | st.integers(0, 1000).map(lambda number: number / 1000),
    author=st.none()
    | NAMES.filter(bool).filter(lambda text: ";" not in text)
    | st.just("https://orcid.org/0000-0001"),
    negated=st.booleans(),
    said=st.deferred(lambda: SAID),
)
# The order of slots is that of the reader.
SAID = st.tuples(
    st.sampled_from(["semapv:ManualMappingCuration", "semapv:UnspecifiedMatching"]).map(
        lambda text: (("mapping_justification", text),)
    ),
    st.sampled_from([(), (("mapping_date", "2026-01-31"),)]),
    NAMES.map(lambda text: (("comment", text),) if text else ()),
).map(lambda parts: sum(parts, ()))
NO_TERMS = st.builds(
    mention,
    subject=st.just(""),
    text=st.just("sssom:NoTermFound"),
    found_by=st.just("sssom"),
    key=st.just("skos:exactMatch"),
    negated=st.just(True),
    said=st.deferred(lambda: SAID),
)


@st.composite
def models(draw: st.DrawFn) -> SourceModel:
    """Give a model as the reader of SSSOM gives it; each mention stands in a line of its own."""
    activities: dict[str, Activity] = {}
    mentions, iris = [], {}
    containers = (Container("op:sales", "performedBy", "op:sales"), Container("care", "performedBy", "care"))
    for line, each in enumerate(draw(st.lists(MENTIONS | NO_TERMS, max_size=6)), start=2):
        subject, iri = draw(SUBJECTS)
        iris[subject] = iri
        performer = draw(st.sampled_from([None, "op:sales", "care"]))
        kind = draw(st.sampled_from(["process", "userTask"]))
        activities.setdefault(subject, Activity(subject, kind, draw(NAMES), component=performer))
        mentions.append(each._replace(subject=subject, line=line))
    used = {one.component for one in activities.values()}
    iris |= {"op:sales": f"{OP}sales"} if "op:sales" in used else {}
    kept = tuple(one for one in containers if one.id in used)
    return SourceModel(
        "m.tsv", "sssom", tuple(activities.values()), containers=kept, mentions=tuple(mentions), iris=iris
    )


def resolved_of(model: SourceModel) -> Resolved:
    """Resolve what is stated plainly, as it would be for a mapping set."""
    return Resolved(
        tuple(
            Reference(
                one.subject, one.text, "standard", GOST + one.text, one.found_by, one.text, line=one.line,
                function=GOST + one.function if one.function else None, confidence=one.confidence, author=one.author,
            )
            for one in model.mentions
            if not one.negated
        )
    )  # fmt: skip


def essence(model: SourceModel) -> tuple[set[object], ...]:
    """Return what a model says, without lines and order."""
    used = {one.subject for one in model.mentions}
    return (
        {replace(one, line=None) for one in model.activities if one.id in used},
        {one._replace(line=None) for one in model.mentions},
        {one.id for one in model.containers},
        set(model.iris.items()),
    )


@given(models())
@settings(max_examples=200, deadline=None)
def test_what_is_written_is_read_back(model: SourceModel) -> None:
    text = write_sssom([(model, resolved_of(model))])
    read = sssom.read(text.encode(), name="back.tsv")
    settled = sssom.read(write_sssom([(read, resolved_of(read))]).encode(), name="back.tsv")
    assert essence(read)[0] == essence(model)[0]
    assert essence(read)[2:] == essence(model)[2:]
    told = {notice.code for notice in read.notices}
    assert told <= {"Source-process-wider", "Source-negation-narrow", "Source-no-rows"}
    if "Source-negation-narrow" not in told:
        assert essence(read) == essence(model)
    assert essence(settled) == essence(read)


@given(models())
@settings(max_examples=50, deadline=None)
def test_rows_are_sorted_and_cells_quoted_only_where_they_must_be(model: SourceModel) -> None:
    text = write_sssom([(model, resolved_of(model))])
    apart = take_apart(text.encode(), name="a.tsv")
    order = [tuple(row[slot] for slot in apart.columns) for row in apart.rows]
    assert order == sorted(order)
    assert apart.notices == ()
    for cell in re.findall(r'(?<=\t)"[^\t]*"(?=\t)', text):
        assert re.search('[\t\n"]', cell[1:-1])


def test_mappings_of_two_authors_stay_two() -> None:
    head = "#curie_map:\n#  op: https://operator.example/\n"
    slots = "subject_id\tpredicate_id\tobject_id\tmapping_justification\tauthor_label\tconfidence\n"
    row = "op:P1\tskos:broadMatch\tgost:1.1.1.5\tsemapv:ManualMappingCuration"
    given = f"{head}{slots}{row}\tAnna\t0.9\n{row}\tBoris\t0.4\n{row}\t\t0.1\n{row}\tAnna\t0.9\n"
    read = sssom.read(given.encode(), name="given.tsv")
    resolved = resolve(read, Catalogue.load())
    written = sssom.read(write_sssom([(read, resolved)]).encode(), name="back.tsv")
    assert [(one.author, one.confidence) for one in written.mentions] == [
        (None, 0.1),
        ("Anna", 0.9),
        ("Boris", 0.4),
    ]
    stated = Counter(quad.predicate.value.removeprefix(ETOM) for quad in quads(read, resolved))
    assert (stated["classifiedAs"], stated["qualifiedClassification"]) == (1, 3)


def test_what_a_mapping_says_of_itself_is_kept() -> None:
    catalogue = Catalogue.load()
    text = (
        "#curie_map:\n#  op: https://operator.example/\n#mapping_date: 2024-05-06\n"
        "subject_id\tpredicate_id\tpredicate_modifier\tobject_id\tmapping_justification\treview_date\tcomment\n"
        "op:P1\tskos:exactMatch\t\tgost:1.1.1.5\tsemapv:LexicalMatching\t2024-06-01\ta remark\n"
        "op:P2\tskos:exactMatch\tNot\tgost:1.1.1.6\tsemapv:ManualMappingCuration\t\t=1+1\n"
        "op:P3\tskos:exactMatch\t\tgost:1.1.1.6\tx:y\t\t\n"
    )
    read = sssom.read(text.encode(), name="m.tsv")
    written = write_sssom([(read, resolve(read, catalogue))])
    rows = {row["subject_id"]: row for row in take_apart(written.encode(), name="m.tsv").rows}
    assert rows["op:P1"]["mapping_justification"] == "semapv:LexicalMatching"
    assert rows["op:P1"]["mapping_date"] == "2024-05-06"
    assert rows["op:P1"]["review_date"] == "2024-06-01"
    assert rows["op:P1"]["comment"] == "a remark"
    assert rows["op:P2"]["comment"] == "=1+1"
    assert rows["op:P2"]["mapping_justification"] == "semapv:ManualMappingCuration"
    assert "\t'=1+1" in written
    assert rows["op:P3"]["mapping_justification"] == "semapv:UnspecifiedMatching"
