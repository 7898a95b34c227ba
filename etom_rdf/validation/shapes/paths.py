"""Read property paths from a shapes graph, and write them as SPARQL."""

from typing import Final, Literal

from etom_rdf.namespaces import RDF, SH
from etom_rdf.text import Text
from etom_rdf.validation.graph import Graph
from etom_rdf.validation.shapes.errors import ShapeError
from etom_rdf.validation.shapes.model import Alternative, Inverse, Path, Predicate, Repeated, Sequence
from etom_rdf.validation.terms import is_blank, is_iri

_REPETITIONS: Final[dict[str, Literal["*", "+", "?"]]] = {
    f"{SH}zeroOrMorePath": "*",
    f"{SH}oneOrMorePath": "+",
    f"{SH}zeroOrOnePath": "?",
}
_DEEPEST: Final = 50
_FEWEST_MEMBERS: Final = 2

_ALTERNATIVE, _SEQUENCE, _INVERSE, _REPEATED, _SINGLE = range(5)  # how strongly a SPARQL path binds


def read_path(graph: Graph, node: str, *, holder: str | None = None, depth: int = 0) -> Path:
    """Read the path that a node stands for; raises ShapeError for what is no path.

    `holder` is the node that states the path, to be named where the path itself says nothing.
    """
    if is_iri(node):
        return Predicate(node[1:-1])
    if not is_blank(node) or depth > _DEEPEST:
        raise _no_path(holder or node)
    if tuple(graph.objects(node, f"{RDF}first")):
        return Sequence(_members(graph, node, node, depth))
    said = [(one, value) for one in graph.predicates(node) for value in graph.objects(node, one)]
    if len(said) != 1:
        raise _no_path(node if said else holder or node)
    ((predicate, value),) = said
    if predicate == f"{SH}inversePath":
        return Inverse(read_path(graph, value, holder=node, depth=depth + 1))
    if predicate == f"{SH}alternativePath":
        return Alternative(_members(graph, value, node, depth))
    if predicate in _REPETITIONS:
        return Repeated(read_path(graph, value, holder=node, depth=depth + 1), _REPETITIONS[predicate])
    raise _no_path(node)


def _members(graph: Graph, head: str, node: str, depth: int) -> tuple[Path, ...]:
    members = read_list(graph, head, holder=node)
    if len(members) < _FEWEST_MEMBERS:
        raise _no_path(node)
    return tuple(read_path(graph, one, holder=node, depth=depth + 1) for one in members)


def read_list(graph: Graph, head: str, *, holder: str) -> tuple[str, ...]:
    """Read the members of a list; raises ShapeError for what is no list.

    `holder` is the node that refers to the list, to be named where nothing is said of the list itself.
    """
    members: list[str] = []
    seen: set[str] = set()
    while head != f"<{RDF}nil>":
        first, rest = tuple(graph.objects(head, f"{RDF}first")), tuple(graph.objects(head, f"{RDF}rest"))
        if head in seen or len(first) != 1 or len(rest) != 1:
            raise ShapeError(
                head if graph.statements_of(head) else holder,
                Text(en="a list is not well-formed", ru="список записан неверно"),
            )
        seen.add(head)
        members.append(first[0])
        (head,) = rest
    return tuple(members)


def _no_path(node: str) -> ShapeError:
    return ShapeError(
        node,
        Text(
            en="sh:path must be a property, or one of the path forms of SHACL",
            ru="значением sh:path должно быть свойство или одна из форм пути SHACL",
        ),
    )


def path_text(path: Path) -> str:
    """Write a path: a predicate as its IRI, any other path as SPARQL with as few brackets as can be.

    >>> path_text(Inverse(Predicate("urn:p")))
    '^<urn:p>'
    """
    return path.iri if isinstance(path, Predicate) else sparql_path(path)


def sparql_path(path: Path, *, least: int = _ALTERNATIVE) -> str:
    """Write a path as SPARQL, in brackets where it binds less than its place demands."""
    if isinstance(path, Predicate):
        return f"<{path.iri}>"
    if isinstance(path, Sequence):
        binding, text = _SEQUENCE, "/".join(sparql_path(step, least=_INVERSE) for step in path.steps)
    elif isinstance(path, Alternative):
        binding = _ALTERNATIVE
        text = "|".join(sparql_path(choice, least=_SEQUENCE) for choice in path.choices)
    elif isinstance(path, Inverse):
        binding, text = _INVERSE, "^" + sparql_path(path.path, least=_REPEATED)
    else:
        binding, text = _REPEATED, sparql_path(path.path, least=_SINGLE) + path.operator
    return text if binding >= least else f"({text})"
