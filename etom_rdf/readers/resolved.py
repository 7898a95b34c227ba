"""Hold what became of the mentions in a file: references to the standard, and what is doubtful about them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from etom_rdf.identifiers import Status
from etom_rdf.readers.records import FoundBy, Severity, SourceModel
from etom_rdf.text import Text

ON_CONTAINER: Final = "Mapping-on-container"


class Reference(NamedTuple):
    """Say that a record of a file refers to one identifier, and how that was found.

    `subject` is the id of an activity, a container or a system. `id` is the identifier in its normal form and
    `status` what it is to this standard. `iri` names the element that the reference counts for: for an id with
    the prefix of an organization that is the standard element behind it; retired, unknown and outside ones have
    theirs too, so that the rules can speak of them. It is None where nothing of this standard is meant: an id
    of another edition (then `edition` names it), or one of an organization's own. `function` is an IRI. The
    evidence is the key and the text that it stood in. `inherited` is the id of the process or container whose
    reference this really is.
    """

    subject: str
    id: str
    status: Status
    iri: str | None
    found_by: FoundBy
    evidence: str
    function: str | None = None
    line: int | None = None
    confidence: float | None = None
    author: str | None = None
    edition: str | None = None
    inherited: str | None = None

    @property
    def own_id(self) -> str | None:
        """Return the id where it is one that an organization has made, with its prefix or with b = 2 (5.2)."""
        return self.id if self.edition is None and self.status in ("extended", "own") else None

    @property
    def counts(self) -> bool:
        """Say whether it maps to something that exists: not to a retired or unknown number, or another edition."""
        return self.iri is not None and self.status not in ("retired", "unknown")


@dataclass(frozen=True, slots=True)
class MappingFinding:
    """Report what is doubtful about a reference; `code` is a key of `references.RULES`.

    `subject` is the id of the record, `value` the words in question.
    """

    code: str
    severity: Severity
    message: Text
    subject: str
    line: int | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Resolved:
    """Hold the references of one file, those of a record together and the most trusted first, and the findings."""

    references: tuple[Reference, ...] = ()
    findings: tuple[MappingFinding, ...] = ()

    def of(self, subject: str) -> tuple[Reference, ...]:
        """Return the references of one record."""
        return tuple(one for one in self.references if one.subject == subject)


def with_inherited(model: SourceModel, resolved: Resolved) -> Resolved:
    """Add the references that activities have from the process, the lane or the pool around them.

    An activity with a reference of its own inherits none; the nearest process or container with one decides. That
    a reference stands on a container is no finding any more where something inherits it. Doing it twice changes
    nothing.
    """
    own: dict[str, list[Reference]] = {}
    for reference in resolved.references:
        if reference.iri is not None:
            own.setdefault(reference.subject, []).append(reference)
    if not own:
        return resolved
    around = _Surroundings(model)
    added = [
        reference._replace(subject=activity.id, inherited=above)
        for activity in model.activities
        if activity.id not in own
        for above in [next((one for one in around.of(activity.id) if one in own), None)]
        if above is not None
        for reference in own[above]
    ]
    heard = {one.inherited for one in added}
    findings = (one for one in resolved.findings if one.code != ON_CONTAINER or one.subject not in heard)
    return Resolved((*resolved.references, *added), tuple(findings))


class _Surroundings:
    """Name what an activity lies in: the activities above it, from the nearest, then its containers."""

    def __init__(self, model: SourceModel) -> None:
        self._parents = {one.id: one.part_of for one in model.activities}
        self._components = {one.id: one.component for one in model.activities if one.component}
        # Some readers name a container by its name, which says which only where no other has the same.
        names = Counter(container.name for container in model.containers if container.name)
        self._containers = {one.name: one.id for one in model.containers if names[one.name] == 1}
        self._containers.update((container.id, container.id) for container in model.containers)

    def of(self, activity: str) -> Iterator[str]:
        line = [activity]
        seen = {activity}
        while (parent := self._parents.get(line[-1])) is not None and parent not in seen:
            line.append(parent)
            seen.add(parent)
        yield from line[1:]
        for one in line:
            container = self._containers.get(self._components.get(one, ""))
            if container is not None:
                yield container
