"""Make random process models in our vocabulary that touch every rule, and a small part of the ontology for them.

A model is a tuple of statements: subject, predicate and object as N-Triples text. Against the whole ontology the
reference engine needs seconds for each model; against the part, a fraction of one.
"""

import re
from collections.abc import Iterable
from functools import cache

import pyoxigraph
from hypothesis import strategies as st

from etom_rdf.namespaces import ETOM, GOST, OWL, RDFS, SKOS
from etom_rdf.rdf_input import RdfDocument
from etom_rdf.validation.fast.data import ontology
from etom_rdf.validation.graph import SUBCLASS_OF, TYPE, Graph
from etom_rdf.validation.terms import iri_term, literal_term

Triple = tuple[str, str, str]
Model = tuple[Triple, ...]

EX = "https://example.org/"
XSD = "http://www.w3.org/2001/XMLSchema#"

_KEPT_ELEMENTS = re.compile(
    f"<{re.escape(GOST)}(scheme|1[.][123]|1[.][12][.][1-4]|1[.]1[.]1[.][1568](-[fp][123])?)>"
)
_KEPT_PREDICATES = (
    TYPE,
    SUBCLASS_OF,
    *(SKOS + name for name in ("broader", "inScheme", "notation")),
    *(ETOM + name for name in ("functionOf", "inArea", "extends")),
)


@cache
def small_ontology() -> Graph:
    """Return the vocabulary and a few elements, retired ones and functions, with what the rules ask of them."""
    whole = ontology()
    kept = [one for one in whole if one.startswith(f"<{ETOM}") or _KEPT_ELEMENTS.fullmatch(one)]
    return Graph(
        (subject, predicate, value)
        for subject in kept
        for predicate in _KEPT_PREDICATES
        for value in whole.objects(subject, predicate)
        if not value.startswith(f"<{GOST}") or value in kept
    )


def document_of(model: Model, name: str = "model.nt") -> RdfDocument:
    """Turn a model into what the readers of files give."""
    parsed = list(pyoxigraph.parse(text_of_model(model), format=pyoxigraph.RdfFormat.N_TRIPLES))
    return RdfDocument(name, "ntriples", parsed, [None] * len(parsed), {}, None)


def text_of_model(model: Model) -> str:
    """Write a model as N-Triples."""
    return "".join(f"{subject} <{predicate}> {value} .\n" for subject, predicate, value in model)


def own(*names: str) -> list[str]:
    return [iri_term(EX + name) for name in names]


def etom(*names: str) -> list[str]:
    return [iri_term(ETOM + name) for name in names]


def gost(*names: str) -> list[str]:
    return [iri_term(GOST + name) for name in names]


PROCESSES = [*own("p1", "p2", "p3"), "_:p4"]
OWN_ELEMENTS = own("e1", "e2")
OWN_FUNCTIONS = [*own("f1"), "_:f2"]
QUALIFIED = ["_:c1", "_:c2", *own("c3")]
KINDS = own("Kind1", "Kind2")
STEPS, FLOWS = own("s1", "s2", "s3"), own("flow", "p1")
SYSTEMS, PRODUCTS = own("system"), own("product", "component")
PARTNERS, AGREEMENTS = own("partner"), ["_:agreement", *own("contract")]
STRANGE = [*own("unknown"), "_:nothing", '"1.1.1.5"', '"words"@en', f'"7"^^<{XSD}integer>']
ELEMENTS = gost("1.1.1.1", "1.1.1.5", "1.1.1.6")
PLACES = gost("1.1", "1.2", "1.3", "1.1.1", "1.1.2", "1.2.3")
RETIRED, OUTSIDE = gost("1.1.1.8"), gost("1.1.2.3", "1.2.1.4.2", "1.3.2", "1.3.1.2.3")
UNKNOWN_OF_GOST = gost("1.1.1.13", "1.1.2.03", "1.1.1.5-f99", "")
FUNCTIONS = gost("1.1.1.5-f1", "1.1.1.5-f2", "1.1.1.6-f1", "1.1.1.1-p1")
CLASSES = etom(
    "Process", "BusinessProcess", "EndToEndProcess", "OwnElement", "Element", "Function", "Group", "Area",
    "BusinessSupportSystem", "OperationsSupportSystem", "Product", "Service", "Partner", "ServiceProvider",
    "Step", "Classification", "RetiredElement", "Category",
)  # fmt: skip
MISSPELT = etom("Proces", "clasifiedAs", "")
EVERYTHING = [
    *PROCESSES, *OWN_ELEMENTS, *OWN_FUNCTIONS, *QUALIFIED, *KINDS, *STEPS, *FLOWS, *SYSTEMS, *PRODUCTS, *PARTNERS,
    *AGREEMENTS, *own("licence"),
]  # fmt: skip
OF_STANDARD = [*ELEMENTS, *RETIRED, *FUNCTIONS[:2], *PLACES[:2], *etom("Process", "classifiedAs", "Own")]
TARGETS = [*ELEMENTS, *ELEMENTS, *PLACES, *RETIRED, *OUTSIDE, *UNKNOWN_OF_GOST, *OWN_ELEMENTS, *STRANGE]

_USUAL = ["1.1.1.5", "1.1.1.6", "1.1.1.8", "1.1.1", "1.1", "1.2.3", "1.1.1.5.2", "1.1.1.50.1", "2.1.9"]
_NUMBERS = st.one_of(
    st.sampled_from(_USUAL),
    st.builds(
        ".".join,
        st.lists(st.sampled_from(["1", "1", "1", "2", "5", "05", "13", ""]), min_size=1, max_size=6),
    ),
)
_PREFIXES = st.sampled_from(
    ["", "", "123456.", "123456.", "654321.", "12345.", "aaaaaa.", "ааа.", "A1.", "х-1."]
)
_ENDS = st.sampled_from(["", "", "", "", "", "", " ", ".", ".0", "x"])
_LITERAL_KINDS = st.sampled_from(
    [{}, {}, {}, {}, {}, {"language": "ru"}, {"datatype": f"{EX}Identifier"}, {"datatype": f"{XSD}date"}]
)


@st.composite
def _identifiers(draw: st.DrawFn) -> str:
    if draw(st.booleans()):  # ids that people would write, so that some agree and some are the same
        return literal_term(
            draw(st.sampled_from(["", "123456.", "12345.", "654321."])) + draw(st.sampled_from(_USUAL))
        )
    text = draw(_PREFIXES) + draw(_NUMBERS) + draw(_ENDS)
    return (
        literal_term(text, **draw(_LITERAL_KINDS))
        if draw(st.integers(0, 20))
        else draw(st.sampled_from(STRANGE))
    )


_LABELS = st.builds(
    literal_term,
    st.sampled_from(["Orders", "Заказы", "Orders и заказы", "", "Ё", "line\nline"]),
    language=st.sampled_from(["en", "ru", "en-gb", "de", ""]),
)


def _rows(subjects: list[str], predicates: list[str], objects: list[str]) -> st.SearchStrategy[Triple]:
    return st.tuples(st.sampled_from(subjects), st.sampled_from(predicates), st.sampled_from(objects))


def _said(
    subjects: list[str], predicates: list[str], objects: st.SearchStrategy[str]
) -> st.SearchStrategy[Triple]:
    return st.tuples(st.sampled_from(subjects), st.sampled_from(predicates), objects)


def _ours(*names: str) -> list[str]:
    return [ETOM + name for name in names]


# Statements that rules see together stand together, so that they often meet in one model.
_CLASSIFICATION = (
    _rows(PROCESSES, _ours("classifiedAs"), TARGETS),
    _rows(
        PROCESSES, _ours("performs"), [*FUNCTIONS, *OWN_FUNCTIONS, *OWN_FUNCTIONS, *UNKNOWN_OF_GOST, *STRANGE]
    ),
    _rows(PROCESSES, _ours("qualifiedClassification"), [*QUALIFIED, *STRANGE[:2]]),
    _rows(QUALIFIED, _ours("element"), TARGETS),
    _rows(QUALIFIED, _ours("function"), [*FUNCTIONS, *OWN_FUNCTIONS, *UNKNOWN_OF_GOST, *STRANGE]),
    _rows(OWN_FUNCTIONS, _ours("functionOf"), [*ELEMENTS, *OWN_ELEMENTS, *OUTSIDE, *UNKNOWN_OF_GOST[:1]]),
    _rows(OWN_ELEMENTS, _ours("extends"), [*ELEMENTS, *OUTSIDE, *RETIRED, *OWN_ELEMENTS, *STRANGE[:3]]),
)
_IDENTIFIERS = (
    _said(PROCESSES, _ours("processId"), _identifiers()),
    _rows(PROCESSES, _ours("classifiedAs"), [*ELEMENTS, *OWN_ELEMENTS, *OUTSIDE]),
    _rows(PROCESSES, _ours("performs"), [*FUNCTIONS, *OWN_FUNCTIONS]),
    _rows(PROCESSES, _ours("partOf"), [*PROCESSES, *PROCESSES, *STRANGE]),
    _rows([*PROCESSES, *OWN_ELEMENTS], [TYPE], etom("Process", "OwnElement")),
)
_OWN_ELEMENTS = (
    _said(OWN_ELEMENTS, [f"{SKOS}notation"], _identifiers()),
    _rows(OWN_ELEMENTS, [TYPE], etom("OwnElement", "Element")),
    _rows(OWN_ELEMENTS, _ours("extends"), [*ELEMENTS, *OUTSIDE, *RETIRED, *OWN_ELEMENTS, *STRANGE[:3]]),
    _rows(OWN_ELEMENTS, _ours("inArea"), PLACES[:3]),
    _rows(OWN_ELEMENTS, [f"{SKOS}broader"], [*ELEMENTS, *PLACES, *OWN_ELEMENTS]),
    _rows(OWN_ELEMENTS, [f"{SKOS}inScheme"], gost("scheme")),
    _said(PROCESSES, _ours("processId"), _identifiers()),
    _rows(PROCESSES, _ours("classifiedAs"), OWN_ELEMENTS),
)
_FLOWS = (
    _rows(STEPS, _ours("stepOf"), [*FLOWS, *FLOWS, *STRANGE[:1]]),
    _rows(STEPS, _ours("runs"), [*PROCESSES, *STRANGE]),
    _rows(STEPS, _ours("precededBy"), STEPS),
    _rows(PROCESSES, _ours("classifiedAs", "performs", "partOf"), [*ELEMENTS, *FUNCTIONS]),
    _rows(FLOWS, [TYPE], etom("EndToEndProcess", "Process")),
)
_OTHER_THINGS = (
    _rows(SYSTEMS, _ours("supports"), [*TARGETS, *PROCESSES, *PROCESSES]),
    _rows(SYSTEMS, [TYPE], etom("BusinessSupportSystem", "OperationsSupportSystem")),
    _rows(PRODUCTS, _ours("hasComponent", "includes"), [*PRODUCTS, *own("service")]),
    _rows([*PRODUCTS, *own("service")], [TYPE], etom("Product", "Service")),
    _rows(PARTNERS, _ours("agreement", "licence"), [*AGREEMENTS, *own("licence")]),
    _rows(PARTNERS, [TYPE], etom("Partner", "ServiceProvider")),
    _rows(AGREEMENTS, _ours("liability", "profitShare"), ['"yes"', '"да"@ru']),
)
_TERMS = (
    _said(
        EVERYTHING,
        [f"{RDFS}label", f"{SKOS}prefLabel", f"{SKOS}altLabel"],
        st.one_of(_LABELS, _identifiers()),
    ),
    _rows(EVERYTHING, [TYPE], CLASSES),
    _rows(EVERYTHING, [TYPE], [*KINDS, *ELEMENTS, *MISSPELT, *UNKNOWN_OF_GOST]),
    _rows(KINDS, [SUBCLASS_OF], [*CLASSES, *KINDS]),
    _rows(EVERYTHING, [f"{OWL}sameAs"], [*ELEMENTS, *OWN_ELEMENTS, *RETIRED]),
    _rows(
        EVERYTHING, [f"{EX}property", f"{ETOM}clasifiedAs", f"{ETOM}", GOST], [*ELEMENTS, *MISSPELT, *STRANGE]
    ),
)
_KINDS_OF_MODELS = (_CLASSIFICATION, _IDENTIFIERS, _OWN_ELEMENTS, _FLOWS, _OTHER_THINGS, _TERMS)
_ALL = tuple(dict.fromkeys(one for some in _KINDS_OF_MODELS for one in some))
# What speaks of the standard's own terms changes what the rules find elsewhere, so it is rare.
_OF_STANDARD = (
    _rows(OF_STANDARD, [TYPE, SUBCLASS_OF], [*CLASSES, *KINDS, *RETIRED]),
    _rows(OF_STANDARD, _ours("extends", "functionOf", "classifiedAs", "partOf"), [*ELEMENTS, *OWN_ELEMENTS]),
    _said(OF_STANDARD, [f"{SKOS}notation", f"{RDFS}label"], _identifiers()),
    _rows(ELEMENTS, [TYPE], etom("Element")),
    _rows(ELEMENTS, [f"{SKOS}broader"], [*ELEMENTS, *OWN_ELEMENTS]),
)


@st.composite
def models(draw: st.DrawFn, *, of_standard: bool = True) -> Model:
    """Draw a model of up to 25 statements, one in eight with words about the standard's own terms."""
    kind = draw(st.sampled_from(_KINDS_OF_MODELS))
    size = draw(st.integers(1, 16))  # by itself hypothesis prefers short lists
    said = draw(st.lists(st.one_of(kind), min_size=size, max_size=size))
    said += draw(st.lists(st.one_of(_ALL), max_size=6))
    if of_standard and not draw(st.integers(0, 7)):
        said += draw(st.lists(st.one_of(_OF_STANDARD), min_size=1, max_size=3))
    return tuple(dict.fromkeys(said))


def merged(some: Iterable[Model]) -> Model:
    """Put models into one, each with IRIs and blank nodes of its own."""
    return tuple(
        (_renamed(subject, number), predicate, _renamed(value, number))
        for number, model in enumerate(some)
        for subject, predicate, value in model
    )


def _renamed(term: str, number: int) -> str:
    return term.replace("_:", f"_:m{number}", 1) if term[0] == "_" else term.replace(EX, f"{EX}{number}/")
