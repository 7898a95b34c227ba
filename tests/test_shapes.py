"""Each rule fires on its own example and on nothing else, and a second engine finds the same."""

from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest
from pyshacl.entrypoints import meta_validate
from rdflib import RDF, SH, Graph, URIRef
from reports import BLANK, pyshacl_results

from etom_rdf.identifier_grammar import (
    NONSTANDARD_PREFIX,
    OUTSIDE,
    OWN_WITHOUT_PREFIX,
    REFERENCE,
    WELL_FORMED,
)
from etom_rdf.model import load_ontology, load_shapes, read_model
from etom_rdf.namespaces import GOST, SHAPE
from etom_rdf.resources import ontology_files, shape_file
from etom_rdf.validation import model_rules, validate
from etom_rdf.validation.engines import Engine
from etom_rdf.validation.terms import is_blank

HERE = Path(__file__).parent
INVALID = sorted((HERE / "invalid").glob("*.ttl"))
VALID = sorted((HERE / "valid").glob("*.ttl"))
EXAMPLES = sorted((HERE.parent / "examples").rglob("*.ttl"))


def test_every_rule_has_an_example_that_fails_it() -> None:
    assert {path.stem for path in INVALID} == set(model_rules())


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_an_example_fails_its_rule_and_no_other(path: Path) -> None:
    report = validate(path)
    assert not report.errors
    assert {finding.code for finding in report.findings} == {path.stem}
    rule = model_rules()[path.stem]
    for finding in report.findings:
        assert (finding.severity, finding.message, finding.clause) == (
            rule.severity,
            rule.message,
            rule.clause,
        )
        assert finding.line is not None


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_what_is_right_is_left_alone(path: Path) -> None:
    assert validate(path).findings == ()


@pytest.mark.parametrize("path", [*INVALID, *VALID, *EXAMPLES], ids=lambda path: path.stem)
def test_topbraid_finds_what_pyshacl_finds(path: Path, jvm: ModuleType, ontology_graph: Graph) -> None:
    model = read_model(path)
    ours = pyshacl_results(model + ontology_graph, load_shapes())
    theirs = jvm.shacl_results([*ontology_files(), path], [shape_file("process-model")])
    assert ours == theirs
    alone = model - ontology_graph
    assert pyshacl_results(alone, load_shapes(["model-alone"])) == jvm.shacl_results(
        alone, [shape_file("model-alone")]
    )


@pytest.mark.parametrize("engine", ["fast", "pyshacl"])
def test_the_engines_of_the_package_give_what_plain_pyshacl_gives(
    engine: Engine, ontology_graph: Graph
) -> None:
    # The package lets pySHACL parse each query once; that must change nothing.
    path = HERE.parent / "examples" / "operator" / "faulty.ttl"
    plain = pyshacl_results(read_model(path) + ontology_graph, load_shapes())
    found = [one for one in validate(path, engine=engine).findings if one.code != "Standard-untouched"]
    assert Counter((one.code, one.path) for one in found) == Counter(
        (one.shape.removeprefix(SHAPE), one.path) for one in plain
    )
    assert {one.focus for one in found if not is_blank(one.focus)} == {
        one.focus[1:-1] for one in plain if one.focus != BLANK
    }


def test_the_shapes_use_the_grammar_of_the_parser() -> None:
    shapes = load_shapes()
    patterns = {
        "form-well-formed": WELL_FORMED,
        "form-nonstandard-prefix": NONSTANDARD_PREFIX,
        "form-reference": REFERENCE,
        "form-own-without-prefix": OWN_WITHOUT_PREFIX,
        "form-outside": "^" + GOST.replace(".", "\\.") + OUTSIDE.removeprefix("^"),
    }
    for name, pattern in patterns.items():
        assert str(shapes.value(URIRef(SHAPE + name), SH.pattern)) == pattern


def test_the_ontology_alone_breaks_no_rule_for_models() -> None:
    assert pyshacl_results(load_ontology(), load_shapes()) == set()


def test_messages_hold_no_placeholders_and_say_what_to_do() -> None:
    for rule in model_rules().values():
        for text in (rule.message.en, rule.message.ru):
            assert "{" not in text, rule.code
            assert text.count(".") >= 2 or ";" in text, f"{rule.code}: what is wrong, then what to do"


def test_shapes_are_well_formed_shacl() -> None:
    # SHACL's own shapes for shapes, as the specification publishes them, come with pySHACL.
    for stem in ("process-model", "model-alone", "ontology"):
        conforms, _, text = meta_validate(load_shapes([stem]))
        assert conforms, text


def test_every_severity_is_written_out() -> None:
    shapes = load_shapes(["process-model", "model-alone"])
    tops = {
        shape
        for kind in (SH.NodeShape, SH.PropertyShape)
        for shape in shapes.subjects(RDF.type, kind)
        if isinstance(shape, URIRef)
    }
    rules = {URIRef(SHAPE + code) for code in model_rules()}
    helpers = {shape for shape in tops - rules if (shape, SH.severity, None) not in shapes}
    assert tops == rules | helpers
    assert {str(shape).removeprefix(SHAPE) for shape in helpers} == {
        "EndToEnd", "OwnElement", "Process", "form-nonstandard-prefix", "form-outside", "form-own-without-prefix",
        "form-reference", "form-step-classified", "form-well-formed",
    }  # fmt: skip
