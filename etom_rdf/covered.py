"""Hold what the counting of coverage finds: what processes cover, what they refer to beyond that and why."""

from dataclasses import dataclass

from etom_rdf.reference_targets import Reason
from etom_rdf.text import Text


@dataclass(frozen=True, slots=True)
class CoveredFunction:
    """Name a function of the standard and the processes that perform it."""

    id: str
    processes: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Return the form that `etom coverage --format json` prints."""
        return {"id": self.id, "processes": len(self.processes)}


@dataclass(frozen=True, slots=True)
class Covered:
    """Name an element, group or area and the processes that cover it.

    `stated` are those that the model classifies so, `derived` those that perform one of the functions; a
    process may be in both. All are IRIs, sorted.
    """

    id: str
    label: Text
    stated: tuple[str, ...] = ()
    derived: tuple[str, ...] = ()
    functions: tuple[CoveredFunction, ...] = ()

    @property
    def processes(self) -> tuple[str, ...]:
        """Return every process that covers it, once."""
        return tuple(sorted({*self.stated, *self.derived}))

    def as_json(self) -> dict[str, object]:
        """Return the form that `etom coverage --format json` prints."""
        return {
            "id": self.id,
            "label": self.label.as_json(),
            "processes": len(self.processes),
            "functions": [function.as_json() for function in self.functions],
        }


@dataclass(frozen=True, slots=True)
class NotCounted:
    """Name a reference that counts for nothing, the process that makes it, and why."""

    process: str
    reference: str
    reason: Reason
    message: Text

    def as_json(self) -> dict[str, object]:
        """Return the form that `etom coverage --format json` prints."""
        return {
            "process": self.process,
            "reference": self.reference,
            "reason": self.reason,
            "message": self.message.as_json(),
        }


@dataclass(frozen=True, slots=True)
class Outside:
    """Name an element of another part of the series and the processes that refer to it.

    It covers nothing here. `group` is the group or area of this standard below which its number stands.
    """

    id: str
    group: str
    processes: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Return the form that `etom coverage --format json` prints."""
        return {"id": self.id, "group": self.group, "processes": len(self.processes)}
