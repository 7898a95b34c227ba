"""Read files and folders into one model; only what is not RDF in our vocabulary is described in RDF first."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph

from etom_rdf.errors import InputError
from etom_rdf.model import PathText, ProcessModel, Remark, each_once, refuse_name
from etom_rdf.namespaces import ETOM
from etom_rdf.rdf_input import RdfDocument
from etom_rdf.readers.folders import Sources, read_sources
from etom_rdf.readers.naming import bases_of
from etom_rdf.readers.rdf import load_aliases, read_foreign
from etom_rdf.sources.remarks import remark

if TYPE_CHECKING:
    from etom_rdf.abridged import AbridgedFile
    from etom_rdf.readers.rdf.foreign import ForeignModel
    from etom_rdf.readers.records import SourceModel
    from etom_rdf.readers.resolved import Resolved
    from etom_rdf.registers.detail import Detail
    from etom_rdf.sources.describing import Described

_PREFIX = pyoxigraph.NamedNode(f"{ETOM}identifierPrefix")


class Reading(NamedTuple):
    """Say how files are read.

    `exclude` are patterns as in `.gitignore` for what folders hold. `columns` gives the headers of tables by role.
    `inherit` counts what a pool, a lane or a process refers to for what lies in it. `end_to_end` takes diagrams
    for end-to-end processes. `source_lang` is the language of names, where their script does not tell.
    `vocabularies` are files that say what terms of other vocabularies of RDF are read as. `names` says what files
    are called instead of their paths, such as uploads that lie under names of ours; all differ. `detail` says how
    closely the rules of the run look at registers, which then are read in short where they can be; see `registers`.
    `without` are paths of files that are left to others.
    """

    exclude: tuple[str, ...] = ()
    columns: Mapping[str, str] = {}
    inherit: bool = False
    end_to_end: bool = False
    source_lang: str | None = None
    vocabularies: tuple[PathText, ...] = ()
    names: Mapping[str, str] = {}
    detail: "Callable[[], Detail | None] | None" = None
    without: frozenset[str] = frozenset()


class ReadModels(NamedTuple):
    """Hold one run's process model, and what was read of each file that is not RDF.

    `resolved` pairs each file's records with the references found in them, for `write_sssom` and `components_of`.
    """

    model: ProcessModel
    resolved: "tuple[tuple[SourceModel, Resolved], ...]" = ()


def read_models(
    paths: Iterable[PathText],
    reading: Reading | None = None,
    *,
    on_file: Callable[[int, int], None] | None = None,
) -> ReadModels:
    """Read files and folders of any kinds into one model; what cannot be read becomes an error of the model.

    Raises InputError where one of `reading.vocabularies` cannot be used: without it the model would be another.
    `on_file` hears how many of how many files are done.
    """
    reading = reading or Reading()
    aliases = load_aliases(reading.vocabularies) if reading.vocabularies else None
    sources, errors, notices = _read(paths, reading, on_file)
    bases = bases_of(one.file for one in sources.sources if not isinstance(one, RdfDocument))
    prefixes = _known_prefixes(one for one in sources.sources if isinstance(one, RdfDocument))
    documents: list[RdfDocument] = []
    remarks: list[Remark] = [remark(notice) for notice in sources.notices]
    resolved: list[tuple[SourceModel, Resolved]] = []
    no_rdf: list[SourceModel] = []
    read_all, abridged = _with_registers(sources, reading, prefixes, bases, errors)
    for read in read_all:
        foreign = read_foreign(read, aliases) if isinstance(read, RdfDocument) else None
        source = read if foreign is None else foreign.records
        if isinstance(source, RdfDocument):
            documents.append(source)
            continue
        try:
            described = _described(source, foreign, reading, bases.get(source.file), prefixes)
        except InputError as error:
            errors.append(error)
            continue
        documents.append(described.document)
        resolved.append((source, described.resolved))
        remarks += described.remarks
        if foreign is None:
            no_rdf.append(source)
    kinds, skipped = {one.file: one.kind for one in no_rdf}, {one.file: one.skipped for one in no_rdf}
    model = ProcessModel(tuple(documents), tuple(errors), notices, tuple(remarks), kinds, skipped, abridged)
    return ReadModels(model, tuple(resolved))


def _read(
    paths: Iterable[PathText], reading: Reading, on_file: Callable[[int, int], None] | None
) -> tuple[Sources, list[InputError], tuple[InputError, ...]]:
    """Return what the files hold, what is wrong with files, and what is odd about their names."""
    given, notices = each_once(paths)
    errors: list[InputError] = []
    usable: list[str] = []
    for name in given:
        try:
            refuse_name(name)
            usable.append(name)
        except InputError as error:
            errors.append(error)
    by_columns = reading.detail is not None and not reading.inherit
    sources = read_sources(
        usable,
        exclude=reading.exclude,
        columns=reading.columns,
        by_columns=by_columns,
        names=reading.names,
        without=reading.without,
        on_file=on_file,
    )
    return sources, [*errors, *sources.errors], notices


def _with_registers(
    sources: Sources,
    reading: Reading,
    prefixes: frozenset[str],
    bases: Mapping[str, str],
    errors: list[InputError],
) -> "tuple[Sequence[SourceModel | RdfDocument], tuple[AbridgedFile, ...]]":
    """Read the registers that were left open; what goes wrong is added to `errors`."""
    documents = [one for one in sources.sources if isinstance(one, RdfDocument)]
    if len(documents) == len(sources.sources):
        return documents, ()
    from etom_rdf.registers.reading import read_registers  # noqa: PLC0415

    return read_registers(sources.sources, reading.detail, prefixes, bases, errors)


def _described(
    source: "SourceModel",
    foreign: "ForeignModel | None",
    reading: Reading,
    base: str | None,
    prefixes: frozenset[str],
) -> "Described":
    # Only what is not RDF in our vocabulary pays for what finds references and writes graphs.
    from etom_rdf.sources.describing import describe  # noqa: PLC0415

    return describe(source, foreign, reading, base, prefixes)


def _known_prefixes(documents: Iterable[RdfDocument]) -> frozenset[str]:
    """Return the six-digit prefixes of the enterprises that the RDF of the run describes."""
    return frozenset(
        quad.object.value
        for one in documents
        for quad in one.quads
        if quad.predicate == _PREFIX and isinstance(quad.object, pyoxigraph.Literal)
    )
