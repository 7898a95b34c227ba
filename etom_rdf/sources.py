"""Read what users have, files and folders of any kind, as one process model."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import pyoxigraph

from etom_rdf.catalogue import Catalogue
from etom_rdf.errors import InputError
from etom_rdf.model import PathText, ProcessModel, Remark, each_once, refuse_name
from etom_rdf.namespaces import ETOM, GOST
from etom_rdf.rdf_input import RdfDocument
from etom_rdf.readers.addresses import Addresses
from etom_rdf.readers.collection import without_collection
from etom_rdf.readers.folders import read_sources
from etom_rdf.readers.naming import Naming, bases_of
from etom_rdf.readers.rdf import load_aliases, read_foreign
from etom_rdf.readers.records import Notice, SourceModel
from etom_rdf.readers.resolved import MappingFinding, Resolved, with_inherited
from etom_rdf.readers.statements import performs
from etom_rdf.registers.detail import Detail
from etom_rdf.registers.reading import read_registers

_PREFIX = pyoxigraph.NamedNode(f"{ETOM}identifierPrefix")
_CLASSIFIED_AS = pyoxigraph.NamedNode(f"{ETOM}classifiedAs")
_SUPPORTS = pyoxigraph.NamedNode(f"{ETOM}supports")


@dataclass(frozen=True, slots=True)
class Reading:
    """Say how files are read.

    `exclude` are patterns as in `.gitignore` for what folders hold. `columns` gives the headers of tables by role.
    `inherit` counts what a pool, a lane or a process refers to for what lies in it. `end_to_end` takes diagrams
    for end-to-end processes. `source_lang` is the language of names, where their script does not tell.
    `vocabularies` are files that say what terms of other vocabularies of RDF are read as. `detail` says how closely
    the rules of the run look at registers, which then are read in short where they can be; see `registers`.
    """

    exclude: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    inherit: bool = False
    end_to_end: bool = False
    source_lang: str | None = None
    vocabularies: tuple[PathText, ...] = ()
    detail: Callable[[], Detail | None] | None = None


@dataclass(frozen=True, slots=True)
class ReadModels:
    """Hold one run's process model, and what was read of each file that is not RDF.

    `resolved` pairs each file's records with the references found in them, for `write_sssom`.
    """

    model: ProcessModel
    resolved: tuple[tuple[SourceModel, Resolved], ...] = ()

    def components(self) -> dict[str, frozenset[str]]:
        """Group the processes by pool, lane, application or component; each name with IRIs of processes.

        An application has the processes that it supports, and itself where it names an element (see `claims`).
        Who performs is the same in all files that have the name; applications of one name in several files, or
        twice in one, are told apart.
        """
        found = list(self._parts())
        keys = {part.key for part in found}
        names = Counter(name for name, _, _ in keys)
        in_file = Counter((name, file) for name, file, _ in keys)
        groups: dict[str, set[str]] = defaultdict(set)
        for part in found:
            name, file, id_ = part.key
            place = ", ".join([*([file] if names[name] > in_file[name, file] else []),
                               *([id_] if in_file[name, file] > 1 else [])])  # fmt: skip
            groups[f"{name} ({place})" if place else name] |= part.iris
        return {name: frozenset(iris) for name, iris in groups.items()}

    def claims(self) -> list[pyoxigraph.Quad]:
        """Return what applications say of themselves as if they were processes: that they belong to an element.

        A comparison of applications counts them so where a model ties them to the standard without processes.
        """
        return [
            pyoxigraph.Quad(quad.subject, _CLASSIFIED_AS, quad.object)
            for document in self.model.documents
            for quad in document.quads
            if quad.predicate == _SUPPORTS
            and isinstance(quad.object, pyoxigraph.NamedNode)
            and quad.object.value.startswith(GOST)
        ]

    def _parts(self) -> Iterator["_Part"]:
        documents = {one.name: one for one in self.model.documents}
        for source, resolved in self.resolved:
            addresses = Addresses(source, documents[source.file].base or "")
            containers = {one.id: one for one in source.containers}
            members: dict[str, set[str]] = defaultdict(set)
            for activity in source.activities:
                if activity.component:
                    members[activity.component].add(activity.id)
            speaking = {one.subject for one in resolved.references}
            for system in source.systems:
                supported = {*system.supports, *({system.id} & speaking)}
                if supported:
                    members[system.id] |= supported
            systems = {one.id: one.name for one in source.systems}
            for id_, some in members.items():
                one = containers.get(id_)
                name = (one.name if one is not None else systems.get(id_, "")) or id_
                shared = id_ not in systems and (one is None or performs(one))
                iris = frozenset(iri for one in some if (iri := addresses.iri(one)) is not None)
                yield _Part((name, "", "") if shared else (name, source.file, id_), iris)


class _Part(NamedTuple):
    """Hold the processes of one component; its key is a name, with file and id where those tell it from others."""

    key: tuple[str, str, str]
    iris: frozenset[str]


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
    aliases = load_aliases(reading.vocabularies)
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
        usable, exclude=reading.exclude, columns=reading.columns, by_columns=by_columns, on_file=on_file
    )
    errors += sources.errors
    bases = bases_of(one.file for one in sources.sources if not isinstance(one, RdfDocument))
    prefixes = _known_prefixes(one for one in sources.sources if isinstance(one, RdfDocument))
    documents: list[RdfDocument] = []
    remarks: list[Remark] = [_remark(notice, None, None) for notice in sources.notices]
    resolved: list[tuple[SourceModel, Resolved]] = []
    kinds: dict[str, str] = {}
    skipped: dict[str, int] = {}
    catalogue: Catalogue | None = None
    read_all, abridged = read_registers(sources.sources, reading.detail, prefixes, bases, errors)
    for read in read_all:
        foreign = read_foreign(read, aliases) if isinstance(read, RdfDocument) else None
        source = read if foreign is None else foreign.records
        if isinstance(source, RdfDocument):
            documents.append(source)
            continue
        # Only what is not RDF in our vocabulary pays for what finds references and writes graphs.
        from etom_rdf.readers.graph import document  # noqa: PLC0415
        from etom_rdf.references import resolve  # noqa: PLC0415

        with without_collection():
            catalogue = catalogue or Catalogue.load()
            found = resolve(source, catalogue, known_prefixes=prefixes)
            if reading.inherit:
                found = with_inherited(source, found)
        naming = Naming(base=bases.get(source.file), source_lang=reading.source_lang)
        added = found if foreign is None else foreign.unstated(found)
        try:
            graph = document(source, added, end_to_end=reading.end_to_end, naming=naming)
        except InputError as error:
            errors.append(error)
            continue
        documents.append(graph if foreign is None else foreign.with_graph(graph, reading.source_lang))
        resolved.append((source, found))
        if foreign is None:
            kinds[source.file], skipped[source.file] = source.kind, source.skipped
        said: list[Notice | MappingFinding] = [*source.notices, *found.findings]
        iris = Addresses(source, bases[source.file]) if said and foreign is None else None
        remarks += (_remark(one, _file_of(one, source), iris) for one in said)
    model = ProcessModel(tuple(documents), tuple(errors), notices, tuple(remarks), kinds, skipped, abridged)
    return ReadModels(model, tuple(resolved))


def _known_prefixes(documents: Iterable[RdfDocument]) -> frozenset[str]:
    """Return the six-digit prefixes of the enterprises that the RDF of the run describes."""
    return frozenset(
        quad.object.value
        for one in documents
        for quad in one.quads
        if quad.predicate == _PREFIX and isinstance(quad.object, pyoxigraph.Literal)
    )


def _file_of(said: Notice | MappingFinding, source: SourceModel) -> str:
    own = said.file if isinstance(said, Notice) else None
    return own or source.files.get(said.subject or "", source.file)


def _remark(said: Notice | MappingFinding, file: str | None, iris: Addresses | None) -> Remark:
    """Turn what was noticed into a remark; without `iris` the ids of records are the nodes themselves."""
    return Remark(
        code=said.code,
        severity=said.severity,
        message=said.message,
        file=file,
        line=said.line,
        focus=(said.subject if iris is None else iris.iri(said.subject or "")) or file or "",
        record=None if iris is None else said.subject,
        value=said.value,
    )
