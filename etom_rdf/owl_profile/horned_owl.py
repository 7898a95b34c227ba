"""Ask horned-owl, and find what it passed over without a word."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, Final

import pyoxigraph as ox

from etom_rdf.namespaces import OWL, RDF, RDFS
from etom_rdf.owl_profile.closures import Closure
from etom_rdf.owl_profile.wording import ANONYMOUS, NAMELESS, Fault, engine_failure, missing_tool, readable

_PAIRWISE: Final = {
    f"{OWL}AllDisjointClasses": f"{OWL}disjointWith",
    f"{OWL}AllDisjointProperties": f"{OWL}propertyDisjointWith",
    f"{OWL}AllDifferent": f"{OWL}differentFrom",
}
_Shape = tuple[str, str, str]


def by_horned_owl(closures: Iterable[Closure]) -> Iterator[list[Fault]]:
    """Return what horned-owl finds in each closure, and what it does not read."""
    try:
        from pyhornedowl.profile import check_profile  # noqa: PLC0415
    except ImportError:
        raise missing_tool("py-horned-owl", "py-horned-owl>=2") from None
    verdicts: dict[tuple[_Shape, ...], bool] = {}
    for closure in closures:
        triples = list(_spelt_out(closure.triples))
        faults = check_profile(_opened(triples, closure.name), "DL").violations
        yield [
            *((type(fault).__name__, _place(fault)) for fault in faults),
            *_unread(triples, closure.name, verdicts),
        ]


def _opened(triples: Sequence[ox.Triple], name: str) -> Any:
    from pyhornedowl import open_ontology_from_string  # noqa: PLC0415

    try:
        return open_ontology_from_string(Closure(name, triples).as_rdf_xml().decode(), "owl")
    except ValueError as error:
        raise engine_failure("horned-owl", name, str(error)) from None


def _place(fault: Any) -> str:
    if hasattr(fault, "cycle"):
        return " ".join(sorted({readable(f"<{one.first}>") for one in fault.cycle}))
    return readable(f"<{fault.iri}>" if hasattr(fault, "iri") else str(fault.axiom))


def _spelt_out(triples: Sequence[ox.Triple]) -> Iterator[ox.Triple]:
    """Write in another way what horned-owl 2.0 drops: disjointness of several terms, and anonymous individuals."""
    about: dict[object, dict[str, list[Any]]] = {}
    for triple in triples:
        if isinstance(triple.subject, ox.BlankNode):
            about.setdefault(triple.subject, {}).setdefault(triple.predicate.value, []).append(triple.object)
    spelt = {node: pairs for node, facts in about.items() if (pairs := _pairs(facts, about))}
    dropped = {cell for node in spelt for cell in _cells(about[node], about)} | spelt.keys()

    def named(term: Any) -> Any:
        # What only a vocabulary other than RDF and OWL describes is an individual, not a part of an expression.
        said = about.get(term, {})
        words = [
            *(said.keys() - {f"{RDF}type"}),
            *(getattr(one, "value", "") for one in said.get(f"{RDF}type", ())),
        ]
        if not isinstance(term, ox.BlankNode) or any(word.startswith((OWL, RDF, RDFS)) for word in words):
            return term
        return ox.NamedNode(ANONYMOUS + term.value)

    for triple in triples:
        if triple.subject not in dropped:
            yield ox.Triple(named(triple.subject), triple.predicate, named(triple.object))
    for node, pairs in spelt.items():
        predicate = ox.NamedNode(_PAIRWISE[about[node][f"{RDF}type"][0].value])
        yield from (ox.Triple(one, predicate, other) for one, other in pairs)


def _cells(facts: Mapping[str, list[Any]], about: Mapping[object, Mapping[str, list[Any]]]) -> list[Any]:
    (cell,) = facts.get(f"{OWL}members") or facts.get(f"{OWL}distinctMembers") or [None]
    cells: list[Any] = []
    while cell in about and cell not in cells and len(about[cell].get(f"{RDF}rest", ())) == 1:
        cells.append(cell)
        (cell,) = about[cell][f"{RDF}rest"]
    return cells


def _pairs(
    facts: Mapping[str, list[Any]], about: Mapping[object, Mapping[str, list[Any]]]
) -> list[tuple[Any, Any]]:
    types = [one.value for one in facts.get(f"{RDF}type", ()) if isinstance(one, ox.NamedNode)]
    if len(facts) != 2 or len(types) != 1 or types[0] not in _PAIRWISE:
        return []
    members = [member for cell in _cells(facts, about) for member in about[cell].get(f"{RDF}first", ())]
    return list(combinations(members, 2))


def _unread(
    triples: Sequence[ox.Triple], name: str, verdicts: dict[tuple[_Shape, ...], bool]
) -> Iterator[Fault]:
    """Find what horned-owl passed over: it is not in what it writes back, and that is the same without it.

    `verdicts` keeps what was found of the same triples in another file.
    """
    written = _written(triples, name)
    lost = Counter(map(_shape, triples)) - written
    for part in _parts(triples):
        missing = {triple for triple in part if _shape(triple) in lost}
        if not missing:
            continue
        # Of the parts of an expression, the statement that holds it says most.
        shapes = tuple(sorted(map(_shape, missing), key=lambda shape: (shape[0] == NAMELESS, shape)))
        if shapes not in verdicts:
            verdicts[shapes] = _written([one for one in triples if one not in missing], name) == written
        if verdicts[shapes]:
            yield "UnreadTriple", readable(" ".join(shapes[0]))


def _written(triples: Sequence[ox.Triple], name: str) -> Counter[_Shape]:
    return Counter(map(_shape, ox.parse(_opened(triples, name).save_to_string("owl"), ox.RdfFormat.RDF_XML)))


def _shape(triple: ox.Quad | ox.Triple) -> _Shape:
    terms = (triple.subject, triple.predicate, triple.object)
    one, two, three = (NAMELESS if isinstance(term, ox.BlankNode) else str(term) for term in terms)
    return one, two, three


def _parts(triples: Iterable[ox.Triple]) -> list[list[ox.Triple]]:
    """Divide triples into those that blank nodes hold together."""
    part_of: dict[object, list[ox.Triple]] = {}
    parts: dict[int, list[ox.Triple]] = {}
    for triple in triples:
        part: list[ox.Triple] = []
        for node in _blanks([triple]):
            other = part_of.get(node, part)
            if other is not part:
                small, part = sorted((part, other), key=len)
                part.extend(small)
                parts.pop(id(small), None)
                part_of.update(dict.fromkeys(_blanks(small), part))
        part.append(triple)
        part_of.update(dict.fromkeys(_blanks([triple]), part))
        parts[id(part)] = part
    return list(parts.values())


def _blanks(triples: Iterable[ox.Triple]) -> Iterator[ox.BlankNode]:
    return (node for one in triples for node in (one.subject, one.object) if isinstance(node, ox.BlankNode))
