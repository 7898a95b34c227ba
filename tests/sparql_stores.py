"""Stand for stores that answer the executor's queries, and tell what it found in them."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from etom_rdf.errors import EndpointError, EtomError
from etom_rdf.model import read_files
from etom_rdf.stores import Solutions
from etom_rdf.text import Text
from etom_rdf.validation.engines import ShapeSet
from etom_rdf.validation.fast.data import statements_of
from etom_rdf.validation.fast.evaluation import Outcome
from etom_rdf.validation.fast.executor import check_in_memory
from etom_rdf.validation.shapes.reading import read_shapes_graph

PREFIXES = """
@prefix etom: <https://w3id.org/etom/ns/> . @prefix gost: <https://w3id.org/etom/gost-r-53633/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix op: <https://example.org/> .
"""
Found = set[tuple[object, ...]]


class InMemory:
    """Answer queries from a store of pyoxigraph."""

    name = "memory"

    def __init__(self, quads: Iterator[ox.Quad] | list[ox.Quad]) -> None:
        self.store = ox.Store()
        self.store.extend(ox.Quad(*quad.triple) for quad in quads)

    def select(self, query: str) -> Solutions:
        answer = self.store.query(query)
        assert isinstance(answer, ox.QuerySolutions)
        return Solutions(tuple(one.value for one in answer.variables), (tuple(row) for row in answer))

    def ask(self, query: str) -> bool:
        return bool(self.store.query(query))

    def construct(self, query: str) -> Iterator[ox.Triple]:
        raise NotImplementedError(query)

    def close(self) -> None:
        pass


class Refusing(InMemory):
    """Refuse queries with certain words."""

    def __init__(self, quads: list[ox.Quad], refused: str) -> None:
        super().__init__(quads)
        self.refused = refused

    def select(self, query: str) -> Solutions:
        if self.refused in query:
            raise EndpointError(Text(en="SP031", ru="SP031"), url="memory", status=500)
        return super().select(query)


def quads_of(path: Path) -> list[ox.Quad]:
    return [quad for document in read_files([path]).documents for quad in document.quads]


def store_of(statements: list[tuple[str, str, str]] | str) -> InMemory:
    body = (
        statements if isinstance(statements, str) else "\n".join(f"{s} {p} {o} ." for s, p, o in statements)
    )
    return InMemory(list(ox.parse(PREFIXES + body, format=ox.RdfFormat.TURTLE)))


def user_shapes(constraint: str, path: str) -> ShapeSet:
    """Put a constraint on the values of a path, or on nodes where the path is empty."""
    kind = "sh:PropertyShape" if path else "sh:NodeShape"
    text = f"op:Shape a {kind} ; sh:targetSubjectsOf op:p ; sh:targetClass etom:Process ; {constraint}"
    text += f" ; sh:path {path} ." if path else " ."
    return shapes_of(text)


def shapes_of(text: str) -> ShapeSet:
    shapes = read_shapes_graph(statements_of(ox.parse(PREFIXES + text, format=ox.RdfFormat.TURTLE)))
    return ShapeSet(shapes, shapes.targeted(), ())


def found(outcomes: Iterator[Outcome | EtomError] | list[Outcome]) -> Found:
    results: Found = set()
    for one in outcomes:
        assert isinstance(one, Outcome), one
        results.add((one.shape.code, one.component, one.focus, one.path_text, one.value, one.shape.severity))
    return results


def named(outcomes: Iterator[Outcome | EtomError]) -> list[str]:
    """Return the codes of the rules that errors name as unchecked."""
    errors = [one.message.en for one in outcomes if isinstance(one, EtomError)]
    return sorted(error.removeprefix("the rule ").split(" ")[0] for error in errors)


def in_memory(store: InMemory, chosen: ShapeSet) -> Found:
    """Judge what the store holds, which may have rewritten literals."""
    return found(check_in_memory(statements_of(store.store), chosen.shapes, chosen.fast).kept)
