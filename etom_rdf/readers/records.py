"""Hold what every reader finds in a file, whatever its kind, before it becomes a graph.

Flows and mentions are tuples, since a large model has a million of them, and a tuple of many fields is made in a
fraction of the time that a frozen dataclass takes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from etom_rdf.text import Text

if TYPE_CHECKING:
    from etom_rdf.readers.keywords import KeyRole

SourceKind = Literal["bpmn", "archimate", "table", "sssom", "oda", "xes", "rdf"]
# How a reference was found, the most trusted first; two sources of one activity are compared in this order.
FoundBy = Literal["sssom", "rdf", "property", "column", "category", "keyword", "name-prefix"]
Severity = Literal["violation", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Activity:
    """Something that an operator does: a process, sub-process, task, call, function, row, logged activity.

    `id` is its id in the file, made unique there (a reader says so in a notice where it was not). `type` is the
    word of the source, for example userTask or BusinessProcess. `name` has its white space folded; it may be
    empty. `part_of` is the id of the activity that directly contains it. `component` is what it belongs to for a
    comparison of vendors: a lane, a pool, an application. `line` counts from 1, None where there is none.
    `count` is how often a log holds it.
    """

    id: str
    type: str
    name: str = ""
    line: int | None = None
    part_of: str | None = None
    component: str | None = None
    count: int | None = None


class Flow(NamedTuple):
    """Order between two nodes of a diagram, by their ids: activities, or events and gateways between them."""

    source: str
    target: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Container:
    """Pool, lane, application or component that activities belong to; `type` is the word of the source."""

    id: str
    type: str
    name: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class System:
    """Application component of an architecture model, and the ids of the activities that it serves."""

    id: str
    name: str = ""
    line: int | None = None
    supports: tuple[str, ...] = ()


class Mention(NamedTuple):
    """Words in a file that may refer to the standard, tied to an activity, a container or a system by its id.

    `text` is the raw value, untouched. `key` is the name of the property, column, category or element that held
    it, for the evidence. `edition` is said where the source itself names a release other than this standard's.
    `function` holds a function's id where the source gives one beside the element; `negated` marks a statement
    that there is no such relation (SSSOM `Not`, `sssom:NoTermFound`). `role` says what the text is where the key
    does not tell, and `labels` are the names that other cells of a row give for the element. `said` is what else a
    mapping of SSSOM says of itself, slot by slot.
    """

    subject: str
    text: str
    found_by: FoundBy
    key: str
    line: int | None = None
    edition: str | None = None
    function: str | None = None
    confidence: float | None = None
    author: str | None = None
    negated: bool = False
    role: "KeyRole | None" = None
    labels: tuple[str, ...] = ()
    said: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """Report what a reader noticed: something skipped, recovered, converted, doubtful.

    `code` is `Source-…` in the manner of rule codes. `subject` is the id of the record, where there is one, and
    `file` says which file of a folder it is about.
    """

    code: str
    severity: Severity
    message: Text
    line: int | None = None
    subject: str | None = None
    value: str | None = None
    file: str | None = None


@dataclass(frozen=True, slots=True)
class SourceModel:
    """Everything that one file (or one folder of a tool) says, in its order.

    `skipped` counts records that could not be read at all; each has a notice. `prefixes` and `iris` let kinds
    that name things by IRI (SSSOM, RDF) keep them: `iris` maps an activity's id to its IRI. `files` gives the
    files of records by their ids where a folder holds one for each; their lines are those of that file.
    """

    file: str
    kind: SourceKind
    activities: tuple[Activity, ...] = ()
    flows: tuple[Flow, ...] = ()
    containers: tuple[Container, ...] = ()
    systems: tuple[System, ...] = ()
    mentions: tuple[Mention, ...] = ()
    notices: tuple[Notice, ...] = ()
    skipped: int = 0
    iris: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
