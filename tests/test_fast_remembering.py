"""What is remembered in a run changes nothing that is found."""

from pathlib import Path

import pytest

from etom_rdf.catalogue import Catalogue
from etom_rdf.model import read_files
from etom_rdf.namespaces import ETOM, GOST
from etom_rdf.readers.records import Activity, Mention, SourceModel
from etom_rdf.references import resolve
from etom_rdf.validation.engines import shape_set
from etom_rdf.validation.fast.data import ModelView, ontology, statements_of
from etom_rdf.validation.fast.evaluation import Evaluator
from etom_rdf.validation.fast.executor import check_in_memory, is_ours
from etom_rdf.validation.fast.settled import SettledView
from etom_rdf.validation.graph import TYPE, Graph, Statement

HERE = Path(__file__).parent
FILES = [*sorted((HERE / "invalid").glob("*.ttl")), *sorted((HERE.parent / "examples").rglob("*.ttl"))]
PREFIXED = "000107.1.1.1.5"


def statements(paths: list[Path]) -> list[Statement]:
    model = read_files([str(path) for path in paths])
    return [one for document in model.documents for one in statements_of(document.quads)]


@pytest.mark.parametrize("paths", [[path] for path in FILES] + [FILES], ids=lambda paths: paths[-1].stem)
def test_all_is_found_in_the_same_order_as_by_who_remembers_nothing(paths: list[Path]) -> None:
    said, chosen = statements(paths), shape_set()
    view = ModelView(Graph(said), ontology())
    evaluator = Evaluator(chosen.shapes)
    is_apart = not view.touches_ontology()
    anew = [
        outcome
        for shape in chosen.fast
        for focus in view.focus_nodes(shape, of_model_only=is_apart and is_ours(shape))
        for outcome in evaluator.results(view, shape, focus)
    ]
    assert check_in_memory(said, chosen.shapes, chosen.fast).kept == anew


def test_a_settled_view_shows_what_any_view_shows() -> None:
    said = statements(FILES)
    # Of this both the model and the ontology say of what kind it is; what the ontology says comes first.
    both, kind = f"<{GOST}1.1.1.5>", f"<{ETOM}OwnElement>"
    said.append((both, TYPE, kind))
    plain, settled = ModelView(Graph(said), ontology()), SettledView(Graph(said), ontology())
    terms = {term for subject, _, value in said for term in (subject, value)} | set(ontology())
    predicates = {predicate for _, predicate, _ in said}
    for predicate in predicates:
        for term in terms:
            assert list(settled.objects(term, predicate)) == list(plain.objects(term, predicate))
            assert list(settled.subjects(predicate, term)) == list(plain.subjects(predicate, term))
    *before, last = settled.objects(both, TYPE)
    assert before
    assert last == kind


def mentioning(*texts: str, function: str | None = None) -> SourceModel:
    activities = tuple(Activity(f"t{number}", "task") for number, _ in enumerate(texts))
    mentions = tuple(
        Mention(one.id, text, "property", "eTOM", line=place, function=function)
        for place, (one, text) in enumerate(zip(activities, texts, strict=True), start=1)
    )
    return SourceModel("a.bpmn", "bpmn", activities, mentions=mentions)


def test_an_unknown_organization_is_told_in_each_file_that_does_not_know_it() -> None:
    catalogue, model = Catalogue.load(), mentioning(PREFIXED, PREFIXED)
    codes = [
        [one.code for one in resolve(model, catalogue, known_prefixes=known).findings]
        for known in ((), ("000107",), ())
    ]
    assert codes == [["Mapping-prefix-unknown"], [], ["Mapping-prefix-unknown"]]


def test_words_read_again_give_the_same_for_another_record() -> None:
    catalogue = Catalogue.load()
    first = resolve(mentioning("1.1.1.4; 1.1.1.5", function="1.1.1.4-f1"), catalogue)
    again = resolve(mentioning("1.1.1.9", "1.1.1.4; 1.1.1.5", function="1.1.1.4-f1"), catalogue)
    references = [one for one in again.references if one.subject == "t1"]
    assert {one.line for one in references} == {2}
    assert [one._replace(subject="t0", line=1) for one in references] == list(first.references)


def test_words_beside_another_function_are_other_words() -> None:
    catalogue = Catalogue.load()
    functions = [
        {one.function for one in resolve(mentioning("1.1.1.5", function=function), catalogue).references}
        for function in ("1.1.1.5-f1", "1.1.1.5-f2", None)
    ]
    assert [len(some) for some in functions] == [1, 1, 1]
    assert functions[0] != functions[1]
    assert functions[2] == {None}
