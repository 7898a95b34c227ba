"""Say in RDF what a file of another kind, or in another vocabulary, holds, and what was noticed in it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from etom_rdf.catalogue import Catalogue
from etom_rdf.model import Remark
from etom_rdf.rdf_input import RdfDocument
from etom_rdf.readers.addresses import Addresses
from etom_rdf.readers.collection import without_collection
from etom_rdf.readers.graph import document
from etom_rdf.readers.naming import Naming
from etom_rdf.readers.records import Notice, SourceModel
from etom_rdf.readers.resolved import MappingFinding, Resolved, with_inherited
from etom_rdf.references import resolve
from etom_rdf.sources.remarks import remark

if TYPE_CHECKING:
    from etom_rdf.readers.rdf.foreign import ForeignModel
    from etom_rdf.sources.reading import Reading


@dataclass(frozen=True, slots=True)
class Described:
    """Hold the graph of one file, the references that were found in it, and what is to be said of it."""

    document: RdfDocument
    resolved: Resolved
    remarks: tuple[Remark, ...]


def describe(
    source: SourceModel,
    foreign: "ForeignModel | None",
    reading: "Reading",
    base: str | None,
    prefixes: frozenset[str],
) -> Described:
    """Describe the records of a file, or what other vocabularies say in a file of RDF (`foreign`).

    `base` is the address of the file, `prefixes` are the enterprises that the run knows. Raises InputError where
    the records make no graph.
    """
    with without_collection():
        found = resolve(source, Catalogue.load(), known_prefixes=prefixes)
        if reading.inherit:
            found = with_inherited(source, found)
        naming = Naming(base=base, source_lang=reading.source_lang)
        added = found if foreign is None else foreign.unstated(found)
        graph = document(source, added, end_to_end=reading.end_to_end, naming=naming)
    if foreign is not None:
        graph = foreign.with_graph(graph, reading.source_lang)
    iris = None if foreign is not None or base is None else Addresses(source, base)
    said: tuple[Notice | MappingFinding, ...] = (*source.notices, *found.findings)
    return Described(graph, found, tuple(remark(one, _file_of(one, source), iris) for one in said))


def _file_of(said: Notice | MappingFinding, source: SourceModel) -> str:
    own = said.file if isinstance(said, Notice) else None
    return own or source.files.get(said.subject or "", source.file)
