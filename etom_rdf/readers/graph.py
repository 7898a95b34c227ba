"""Turn a file of any kind into the same graph: processes, what they belong to, and how that was found."""

from collections.abc import Iterable, Sequence
from typing import Final, cast

import pyoxigraph as ox

from etom_rdf.namespaces import ETOM, PREFIXES
from etom_rdf.rdf_input import RdfDocument, Subject
from etom_rdf.readers.addresses import Addresses
from etom_rdf.readers.naming import BY_FILE, Naming, base_of
from etom_rdf.readers.order import sequences_of
from etom_rdf.readers.passing import PassingLines, PassingQuads
from etom_rdf.readers.records import SourceModel
from etom_rdf.readers.resolved import Resolved, with_inherited
from etom_rdf.readers.statements import INHERITED, Statements

__all__ = ["INHERITED", "document", "quads"]

_QUALIFIED: Final = ox.NamedNode(f"{ETOM}qualifiedClassification")
_KEPT: Final = (
    20_000  # records and references; statements of more are made anew whenever they are gone through
)


def quads(
    model: SourceModel,
    resolved: Resolved,
    *,
    inherit: bool = False,
    end_to_end: bool = False,
    naming: Naming = BY_FILE,
) -> Sequence[ox.Quad]:
    """Return the graph of one file; see `document`, which gives the lines too."""
    return document(model, resolved, inherit=inherit, end_to_end=end_to_end, naming=naming).quads


def document(
    model: SourceModel,
    resolved: Resolved,
    *,
    inherit: bool = False,
    end_to_end: bool = False,
    naming: Naming = BY_FILE,
) -> RdfDocument:
    """Return the graph of one file as if it had been read from RDF, each statement with its line in the file.

    Each activity is an etom:Process, with the IRI that the source gives it, or else the address of the file, `#`
    and its id. `inherit` adds what processes, lanes and pools pass on, found by "inherited". `end_to_end` adds the
    order: each process with a flow becomes an etom:EndToEndProcess, with a step for each activity that is before
    or behind another. Without it the order stays out, since 3.15 builds end-to-end processes of classified ones,
    and every unmapped task of a diagram would be a violation. Lanes and departments are what performs
    (etom:performedBy); applications and containers of other kinds are in `model.containers` only.

    An id with the prefix of an organization is the process's own (etom:processId) where no other process of the
    file has it; it counts for the standard element behind it.

    The statements of a large file are not kept, but made anew each time that somebody goes through them.

    >>> from etom_rdf.readers.records import Activity
    >>> found = document(SourceModel("a.bpmn", "bpmn", (Activity("t 1", "task", "Order", 7),)), Resolved())
    >>> str(found.quads[0].subject), found.lines[0]
    ('<https://example.invalid/a.bpmn#t%201>', 7)
    """
    if inherit:
        resolved = with_inherited(model, resolved)
    base = base_of(model.file) if naming.base is None else naming.base
    sequences = sequences_of(model) if end_to_end else ()
    statements = Statements(model, resolved, sequences, base, naming.source_lang)
    found: Sequence[ox.Quad] = PassingQuads(statements)
    lines: Sequence[int | None] = PassingLines(statements)
    if len(model.activities) + len(model.systems) + len(resolved.references) <= _KEPT:
        kept = list(statements)
        found, lines = [quad for quad, _ in kept], [line for _, line in kept]
    files = _files_of(model, base, found) if model.files else {}
    return RdfDocument(model.file, "ntriples", found, lines, dict(PREFIXES), base, files=files)


def _files_of(model: SourceModel, base: str, found: Iterable[ox.Quad]) -> dict[Subject, str]:
    """Return the file of each record that has its own in a folder, and of how that record is classified."""
    addresses = Addresses(model, base)
    files: dict[Subject, str] = {
        node: file
        for id_, file in model.files.items()
        for node in (addresses.process(id_), addresses.system(id_))
        if node is not None
    }
    for quad in found:
        record, node = quad.subject, quad.object
        if quad.predicate == _QUALIFIED and record in files and isinstance(node, ox.BlankNode):
            files[node] = files[cast(Subject, record)]
    return files
