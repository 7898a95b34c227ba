"""Bring process models, the ontology and the shapes into memory."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from etom_rdf.errors import InputError
from etom_rdf.namespaces import ETOM, RDF
from etom_rdf.rdf_input import RdfDocument, from_rdflib, read_rdf, to_rdflib
from etom_rdf.resources import ontology_files, shape_file

if TYPE_CHECKING:
    import pyoxigraph
    from rdflib import Graph

PathText = str | os.PathLike[str]

# The properties that make a subject a process even where no type is stated.
CLASSIFYING = tuple(
    ETOM + name for name in ("classifiedAs", "performs", "processId", "qualifiedClassification")
)
PROCESS_CLASSES = tuple(ETOM + name for name in ("Process", "BusinessProcess", "EndToEndProcess"))


@dataclass(frozen=True)
class ProcessModel:
    """Hold the files of one run: what was read, and what could not be.

    The files are one model: a process in one may be a part or a step of something in another.
    """

    documents: tuple[RdfDocument, ...]
    errors: tuple[InputError, ...] = ()

    @property
    def quads(self) -> "list[pyoxigraph.Quad]":
        """Return the statements of all files, with their named graphs."""
        return [quad for document in self.documents for quad in document.quads]

    @cached_property
    def graph(self) -> "Graph":
        """Return the union of all graphs of all files."""
        return to_rdflib(self.documents)


def read_files(paths: Iterable[PathText]) -> ProcessModel:
    """Read the files of one run; a file that cannot be read becomes an error, and the others are read."""
    documents: list[RdfDocument] = []
    errors: list[InputError] = []
    for path in paths:
        try:
            documents.append(read_rdf(path))
        except InputError as error:
            errors.append(error)
    return ProcessModel(tuple(documents), tuple(errors))


def read_model(*paths: PathText) -> "Graph":
    """Read process models from RDF files into one graph, nothing but what the files say.

    Data in named graphs counts. Raises InputError for the first file that cannot be read.

    >>> len(read_model(ontology_files()[0])) > 500
    True
    """
    return to_rdflib([read_rdf(path) for path in paths])


def document_of(graph: "Graph") -> RdfDocument:
    """Treat a graph as a file without a name and without lines; the graph stays as it is."""
    quads = from_rdflib(graph)
    return RdfDocument("", "ntriples", quads, [None] * len(quads), prefixes={}, base=None)


def load_ontology() -> "Graph":
    """Return a fresh graph of the whole ontology: vocabulary, content, glossary, requirements, alignments."""
    return read_model(*ontology_files())


def load_shapes(stems: Sequence[str] = ("process-model",)) -> "Graph":
    """Return a fresh graph of the rules for process models, or of other files of `shapes/`."""
    return read_model(*(shape_file(stem) for stem in stems))


def processes(quads: "Iterable[pyoxigraph.Quad]") -> "dict[object, int]":
    """Find the processes among statements, each with the number of classifications that it states."""
    found: dict[object, int] = {}
    for quad in dict.fromkeys((quad.subject, quad.predicate.value, quad.object) for quad in quads):
        subject, predicate, value = quad
        typed = predicate == f"{RDF}type" and getattr(value, "value", None) in PROCESS_CLASSES
        if typed or predicate in CLASSIFYING:
            stated = predicate in {f"{ETOM}classifiedAs", f"{ETOM}qualifiedClassification"}
            found[subject] = found.get(subject, 0) + stated
    return found
