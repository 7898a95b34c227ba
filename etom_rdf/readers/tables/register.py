"""Collect the activities of all tables of one file, and find what each is part of."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from etom_rdf.readers.records import Activity, Container, Mention, Notice, SourceModel
from etom_rdf.readers.tables.notices import Speaker

_ALL_TABLES: Final = 0


@dataclass(slots=True, eq=False)
class Draft:
    """An activity to be. `written` is its id as a cell has it, `parent` what the cell says that it is part of.

    `above` is what stands over it in a wide table. While it is `passing`, only rows below it have named it; a row
    of its own may still come.
    """

    id: str
    name: str
    line: int
    speaker: Speaker
    written: str = ""
    parent: str = ""
    component: str = ""
    above: "Draft | None" = None
    passing: bool = False


@dataclass(slots=True)
class Register:
    """Collect the activities, mentions and notices of one file."""

    file: str
    notices: list[Notice] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    skipped: int = 0
    _components: dict[str, Container] = field(default_factory=dict)
    _ids: dict[str, int] = field(default_factory=dict)
    _texts: dict[str, str] = field(default_factory=dict)

    def one_line(self, text: str) -> str:
        """Fold white space; equal texts become one object, so that repetition costs neither memory nor time."""
        folded = self._texts.get(text)
        if folded is None:
            folded = " ".join(text.split())
            folded = text if folded == text else self._texts.setdefault(folded, folded)
            self._texts[text] = folded
        return folded

    def unique(self, wanted: str) -> str:
        """Return an id that nothing has yet, and reserve it."""
        free = wanted
        while free in self._ids:
            self._ids[wanted] += 1
            free = f"{wanted}#{self._ids[wanted]}"
        self._ids[free] = 1
        return free

    def belongs_to(self, draft: Draft, component: str, kind: str) -> None:
        """Say what an activity belongs to, and keep that where it is new."""
        draft.component = component
        if component and component not in self._components:
            self._components[component] = Container(component, kind, component, draft.line)

    @property
    def size(self) -> int:
        """Return how many records there are, of all kinds."""
        return len(self.drafts) + len(self.mentions) + len(self.notices)

    def model(self) -> SourceModel:
        """Return everything in the order of the file."""
        containers = {name: self._with_own_id(container) for name, container in self._components.items()}
        parents = _Parents(self.drafts)  # what cannot be found becomes a notice
        activities = []
        for draft in self.drafts:
            component = containers[draft.component].id if draft.component else None
            activities.append(Activity(draft.id, "row", draft.name, draft.line, parents.of(draft), component))
        return SourceModel(
            self.file,
            "table",
            tuple(activities),
            containers=tuple(containers.values()),
            mentions=tuple(self.mentions),
            notices=tuple(self.notices),
            skipped=self.skipped,
        )

    def _with_own_id(self, container: Container) -> Container:
        """Name a container otherwise where an activity has its name for an id."""
        if container.id not in self._ids:
            return container
        own = self.unique(f"{container.type}: {container.name}")
        return Container(own, container.type, container.name, container.line)


class _Parents:
    """Find the activity that a cell names by id, by name or by both; in its own table first."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self._by_id: dict[tuple[int, str], Draft] = {}
        self._by_name: dict[tuple[int, str], Draft | None] = {}  # None where several have the name
        if any(draft.parent for draft in drafts):
            for draft in drafts:
                self._index(draft)

    def _index(self, draft: Draft) -> None:
        for table in (id(draft.speaker), _ALL_TABLES):
            if draft.written:
                self._by_id.setdefault((table, draft.written.casefold()), draft)
            if draft.name:
                name = table, draft.name.casefold()
                self._by_name[name] = None if name in self._by_name else draft

    def of(self, draft: Draft) -> str | None:
        """Return the id of what an activity is part of; what cannot be found is said."""
        if not draft.parent:
            return draft.above.id if draft.above is not None else None
        words = draft.parent.casefold()
        first_word = words.split(" ", 1)[0].rstrip(".:;,")
        for table in (id(draft.speaker), _ALL_TABLES):
            found = (
                self._by_id.get((table, words))
                or self._by_name.get((table, words))
                or self._by_id.get((table, first_word))
            )
            if found is not None:
                return found.id
        several = (_ALL_TABLES, words) in self._by_name
        draft.speaker.say(
            "parent-ambiguous" if several else "parent-unknown",
            draft.line,
            column=draft.speaker.header.column("parent"),
            subject=draft.id,
            value=draft.parent,
        )
        return None
