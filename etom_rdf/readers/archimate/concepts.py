"""Hold what an ArchiMate model says, in whichever form it was saved, before it is given its meaning here."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final, NamedTuple, ParamSpec

from etom_rdf.readers.archimate import notices
from etom_rdf.readers.keywords import SPOKEN, is_etom_key
from etom_rdf.readers.records import Notice

BUSINESS_BEHAVIOUR: Final = frozenset(
    {"BusinessProcess", "BusinessFunction", "BusinessInteraction", "BusinessService"}
)
_LAYERS: Final = ("Application", "Technology")
OTHER_BEHAVIOUR: Final = frozenset(
    {f"{layer}{kind}" for layer in _LAYERS for kind in ("Process", "Function", "Interaction", "Service")}
    | {"Capability", "ValueStream"}
)
EVENTS: Final = frozenset({"BusinessEvent", "ApplicationEvent", "TechnologyEvent", "ImplementationEvent"})
ACTORS: Final = frozenset({"BusinessActor", "BusinessRole", "BusinessCollaboration"})
# What carries a system's support on to the business: its parts, and what they do.
OTHER_SYSTEMS: Final = frozenset(
    {f"{layer}{kind}" for layer in _LAYERS for kind in ("Collaboration", "Interface")}
    | {"Node", "Device", "SystemSoftware"}
)
_OTHERS: Final = (
    "Artifact Assessment BusinessInterface BusinessObject CommunicationNetwork Constraint Contract CourseOfAction "
    "DataObject Deliverable DistributionNetwork Driver Equipment Facility Gap Goal Location Material Meaning "
    "Outcome Path Plateau Principle Product Representation Requirement Resource Stakeholder Value WorkPackage"
)
GROUPING: Final = "Grouping"
JUNCTION: Final = "Junction"
SYSTEM: Final = "ApplicationComponent"
_KNOWN: Final = BUSINESS_BEHAVIOUR.union(
    OTHER_BEHAVIOUR, EVENTS, ACTORS, OTHER_SYSTEMS, _OTHERS.split(), {GROUPING, JUNCTION, SYSTEM}
)
# What ArchiMate 3 calls by another name than ArchiMate 2, or than older tools do.
_RENAMED: Final = {
    "AndJunction": JUNCTION,
    "OrJunction": JUNCTION,
    "BusinessActivity": "BusinessProcess",
    "CommunicationPath": "Path",
    "InfrastructureFunction": "TechnologyFunction",
    "InfrastructureInterface": "TechnologyInterface",
    "InfrastructureService": "TechnologyService",
    "Network": "CommunicationNetwork",
    "Realisation": "Realization",
    "Specialisation": "Specialization",
    "UsedBy": "Serving",
}
_SPOKEN: Final = re.compile(SPOKEN)
_NOTICES_OF_A_KIND: Final = 100  # more of one kind tell nothing new
_P = ParamSpec("_P")


# Tuples, since they are made by the hundred thousand, and at a fraction of the cost of a dataclass.


class Concept(NamedTuple):
    """An element of the model; `type` is its name in ArchiMate 3."""

    id: str
    type: str
    name: str
    line: int | None


class Relation(NamedTuple):
    """A relationship; `type` is its name in ArchiMate 3 without the word Relationship."""

    type: str
    source: str
    target: str
    line: int | None
    file: str | None = None


class Words(NamedTuple):
    """A property or a documentation text of an element."""

    subject: str
    key: str
    text: str
    line: int | None


@lru_cache(maxsize=1024)
def type_name(written: str) -> str:
    """Return the name of a type as ArchiMate 3 has it, without prefix and without the word Relationship.

    >>> type_name("archimate:UsedByRelationship"), type_name("BusinessActivity")
    ('Serving', 'BusinessProcess')
    """
    name = written.rpartition(":")[2].strip().removesuffix("Relationship")
    return _RENAMED.get(name, name)


@dataclass(slots=True)
class Contents:
    """Collect the elements, relationships and words of one model, in the order of the file.

    `properties` holds those whose key speaks of eTOM. `part` is the file of the folder that is being read, and
    `files` gives that of each element.
    """

    file: str
    concepts: dict[str, Concept] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)
    relation_ids: set[str] = field(default_factory=set)
    properties: list[Words] = field(default_factory=list)
    documentation: list[Words] = field(default_factory=list)
    skipped: int = 0
    notices: list[Notice] = field(default_factory=list)
    part: str | None = None
    files: dict[str, str] = field(default_factory=dict)
    _repeated: Counter[str] = field(default_factory=Counter)
    _told: dict[Callable[..., Notice], tuple[int, str]] = field(default_factory=dict)

    def add_concept(self, written_id: str, written_type: str, name: str, line: int | None) -> str:
        """Keep an element and return its id, which is made unique."""
        kind = type_name(written_type)
        concept_id = self._unique(written_id or f"{kind or 'element'}-{len(self.concepts) + 1}")
        if self.part is not None:
            self.files[concept_id] = self.part
        if not written_id:
            self.tell(notices.without_id, concept_id, line)
        elif concept_id != written_id:
            self.tell(notices.repeated, written_id, concept_id, line)
        if kind not in _KNOWN:
            self.tell(notices.unknown_type, written_type, concept_id, line)
        self.concepts[concept_id] = Concept(concept_id, kind, " ".join(name.split()), line)
        return concept_id

    def _unique(self, wanted: str) -> str:
        unique = wanted
        while unique in self.concepts:
            self._repeated[wanted] += 1
            unique = f"{wanted}#{self._repeated[wanted] + 1}"
        return unique

    def add_relation(
        self, written_id: str, written_type: str, source: str, target: str, line: int | None
    ) -> None:
        """Keep a relationship; both ends are looked up only when all of the model is known."""
        if written_id:
            self.relation_ids.add(written_id)
        self.relations.append(Relation(type_name(written_type), source, target, line, self.part))

    def add_property(self, subject: str, key: str, text: str, line: int | None) -> None:
        """Keep a property of an element where its key speaks of eTOM and it has a value."""
        if is_etom_key(key) and text and not text.isspace():
            self.properties.append(Words(subject, key, text, line))

    def add_documentation(self, subject: str, text: str, line: int | None) -> None:
        """Keep a documentation text that is not blank."""
        if text and not text.isspace():
            self.documentation.append(Words(subject, "documentation", text, line))

    def tell(self, make: Callable[_P, Notice], *arguments: _P.args, **options: _P.kwargs) -> None:
        """Keep a notice that a function makes; of each function's, a hundred are made and kept."""
        count, code = self._told.get(make, (0, ""))
        if count < _NOTICES_OF_A_KIND:
            notice = make(*arguments, **options)
            file = notice.file or self.part or self.files.get(notice.subject or "")
            self.notices.append(notice if file is None else replace(notice, file=file))
            code = notice.code
        self._told[make] = count + 1, code

    def all_notices(self) -> tuple[Notice, ...]:
        """Return the notices, and how many more there were of each kind that is too frequent."""
        more = (
            notices.more(code, count - _NOTICES_OF_A_KIND)
            for count, code in self._told.values()
            if count > _NOTICES_OF_A_KIND
        )
        return (*self.notices, *more)

    def speaking_of_etom(self) -> frozenset[str]:
        """Return the ids of the elements that a property or a documentation text ties to eTOM.

        The texts of business behaviour and of applications are not looked at: those count anyway.
        """
        said = {words.subject for words in self.properties}
        for words in self.documentation:
            kind = self.concepts[words.subject].type
            if kind != SYSTEM and kind not in BUSINESS_BEHAVIOUR and _SPOKEN.search(words.text):
                said.add(words.subject)
        return frozenset(said)
