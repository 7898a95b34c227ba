"""Group the processes of a run by what they belong to, for a comparison of vendors."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Final, NamedTuple

import pyoxigraph

from etom_rdf.model import ProcessModel
from etom_rdf.namespaces import ETOM, GOST
from etom_rdf.readers.addresses import Addresses
from etom_rdf.readers.statements import performs
from etom_rdf.sources.reading import ReadModels

_CLASSIFIED_AS: Final = pyoxigraph.NamedNode(f"{ETOM}classifiedAs")
_SUPPORTS: Final = pyoxigraph.NamedNode(f"{ETOM}supports")


def components_of(read: ReadModels) -> dict[str, frozenset[str]]:
    """Group the processes by pool, lane, application or component; each name with IRIs of processes.

    An application has the processes that it supports, and itself where it names an element (see `claims_of`).
    Who performs is the same in all files that have the name; applications of one name in several files, or
    twice in one, are told apart.
    """
    found = list(_parts(read))
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


def claims_of(model: ProcessModel) -> list[pyoxigraph.Quad]:
    """Return what applications say of themselves as if they were processes: that they belong to an element.

    A comparison of applications counts them so where a model ties them to the standard without processes.
    """
    return [
        pyoxigraph.Quad(quad.subject, _CLASSIFIED_AS, quad.object)
        for document in model.documents
        for quad in document.quads
        if quad.predicate == _SUPPORTS
        and isinstance(quad.object, pyoxigraph.NamedNode)
        and quad.object.value.startswith(GOST)
    ]


class _Part(NamedTuple):
    """Hold the processes of one component; its key is a name, with file and id where those tell it from others."""

    key: tuple[str, str, str]
    iris: frozenset[str]


def _parts(read: ReadModels) -> Iterator[_Part]:
    documents = {one.name: one for one in read.model.documents}
    for source, resolved in read.resolved:
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
