"""Make of a large register a small one that breaks the same rules: one row for each kind of row.

Rows are read, and checked, once for each signature, as if they had nothing to do with other rows; what is found holds
for all rows of that signature. What is said of rows that have to do with each other is found for all rows at once
(`links`), and the words are taken from examples. Rows that the rules have to compare, those with ids of an
organization's own, are read one by one.
"""

from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Final

from etom_rdf.abridged import Link
from etom_rdf.catalogue import Catalogue
from etom_rdf.readers.collection import without_collection
from etom_rdf.readers.records import Activity, Notice, SourceModel
from etom_rdf.readers.tables.columnar import LINE, ColumnTable, reading
from etom_rdf.readers.tables.grid import Row, Table
from etom_rdf.readers.tables.header import Header
from etom_rdf.readers.tables.register import Register
from etom_rdf.readers.tables.rows import add_table
from etom_rdf.references import resolve
from etom_rdf.registers.detail import Detail
from etom_rdf.registers.groups import NOTHING, Groups, example_id
from etom_rdf.registers.keys import Records
from etom_rdf.registers.links import Links, find_links, find_wholes

# What the reader says of rows that have to do with others, by the link that is the reason.
SAID_OF_LINKS: Final[Mapping[Link, str]] = {
    "again": "Source-duplicate-id",
    "lost": "Source-parent-unknown",
    "unclear": "Source-parent-unknown",
}
_EXAMPLE_LINES: Final = 1 << 40  # above every line of a file
_MOST_GROUPS: Final = 500_000


@dataclass(frozen=True)
class Abridgement:
    """Hold a register in short: `model` is what is to be checked, the rest says which rows it stands for.

    `groups` and `examples` give the group and the link of the record with an id, `own` the line of those that stand
    for themselves alone. What is said of any other record is to be left out. `linking` looks for links while the model
    is being checked.
    """

    model: SourceModel
    distinct: Groups
    linking: Future[Links]
    groups: Mapping[str, int]
    examples: Mapping[str, Link]
    own: Mapping[str, int]

    @property
    def links(self) -> Links:
        """Return what rows have to do with each other; raises InputError where the file has been damaged since."""
        return self.linking.result()


def abridge(
    source: ColumnTable, detail: Detail, catalogue: Catalogue, known_prefixes: Collection[str]
) -> Abridgement | None:
    """Abridge a register; None for one that has to be read row by row. Raises InputError for a damaged one."""
    if source.header.levels or not source.has_exact_ids:
        return None
    distinct = Groups.of(source, detail)
    apart = distinct.doubtful()
    if not len(apart) < len(distinct) <= _MOST_GROUPS or source.begins_with_numbers():
        return None
    # Rows are only ever left out of those that are read apart: without such, links can be looked for at once.
    linking = None if apart else _linking(_records(distinct, ()), distinct)
    draft = _Draft.of(distinct, apart)
    with without_collection():
        found = resolve(draft.register.model(), catalogue, known_prefixes=known_prefixes)
    own = {
        draft.groups[one.subject]
        for one in found.references
        if one.subject in draft.groups and (one.own_id is not None or one.id[:6].isdigit())
    }
    if own:
        draft = _Draft.of(distinct, apart | own)
    return draft.finished(linking)


@dataclass(slots=True)
class _Draft:
    """Hold what the reader makes of the rows that are left; `groups` and `examples` are by the ids that it gave."""

    distinct: Groups
    register: Register
    groups: dict[str, int] = field(default_factory=dict)
    examples: dict[str, Link] = field(default_factory=dict)
    left_out: frozenset[int] = frozenset()

    @classmethod
    def of(cls, distinct: Groups, apart: Collection[int]) -> "_Draft":
        """Read an example of each group, and all rows of the groups that are to be read apart."""
        source = distinct.source
        lines = distinct.lines(apart)[LINE].to_list()
        rows = list(source.rows(lines)) if lines else []
        examples = list(distinct.examples(apart))
        links = list(_examples(source.header))
        # The first row of a table may number the columns: here it must not. Nor may it bring in who performs it.
        filled = {*source.used} - {*source.header.columns.get("component", ())}
        first = Row(
            _EXAMPLE_LINES, [NOTHING if at in filled else "" for at in range(len(source.header.names))]
        )
        in_order = sorted((*rows, *(row for _, row in examples)), key=lambda row: row.line)
        register = Register(source.file)
        table = Table(lambda _: iter((first, *in_order, *(row for _, row in links))))
        add_table(register, table, source.header, sheet=None)
        apart_lines = frozenset(lines)
        for draft in register.drafts:
            if draft.line in apart_lines and draft.parent:
                draft.parent = NOTHING  # what they are part of is found for all rows at once
        ids = {draft.line: draft.id for draft in register.drafts}
        return cls(
            distinct,
            register,
            {ids[row.line]: group for group, row in examples},
            {ids[row.line]: link for link, row in links if link is not None},
            apart_lines - ids.keys(),
        )

    def finished(self, linking: Future[Links] | None) -> Abridgement:
        """Find what the rows have to do with each other, and give records their final ids and wholes."""
        records = _records(self.distinct, self.left_out)
        linking = linking or _linking(records, self.distinct)
        final = {id_: example_id(group) for id_, group in self.groups.items()}
        own: dict[str, int] = {}
        for draft in self.register.drafts:
            if draft.line < _EXAMPLE_LINES and draft.id not in self.groups:
                final[draft.id] = linking.result().ids.get(draft.line, draft.written or f"row-{draft.line}")
                own[final[draft.id]] = draft.line
        model = self._renamed(final)
        if own:
            model = _with_wholes(model, own, find_wholes(records, linking.result(), own.values()))
        model = _in_order(model)
        groups = {final[id_]: group for id_, group in self.groups.items()}
        return Abridgement(model, self.distinct, linking, groups, self.examples, own)

    def _renamed(self, final: Mapping[str, str]) -> SourceModel:
        model = self.register.model()
        return replace(
            model,
            activities=tuple(replace(one, id=final.get(one.id, one.id)) for one in model.activities),
            mentions=tuple(
                one._replace(subject=final.get(one.subject, one.subject)) for one in model.mentions
            ),
            notices=tuple(
                replace(one, subject=final.get(one.subject or "", one.subject))
                for one in model.notices
                if self._is_meant(one)
            ),
        )

    def _is_meant(self, notice: Notice) -> bool:
        """Leave out what the examples are not there for, and what is found for all rows at once."""
        if notice.subject is None:
            return True
        link = self.examples.get(notice.subject)
        if link is not None:
            return SAID_OF_LINKS.get(link) == notice.code
        return notice.code not in SAID_OF_LINKS.values()


def _records(distinct: Groups, left_out: Collection[int]) -> Records:
    return Records(distinct.source, distinct.rows, distinct.texts).without(left_out)


def _linking(records: Records, distinct: Groups) -> Future[Links]:
    """Look for links beside whatever is done until they are asked for."""

    def found() -> Links:
        with reading(records.source.file):
            return find_links(records, has_made_ids=distinct.has_made_ids)

    threads = ThreadPoolExecutor(1)
    linking = threads.submit(found)
    threads.shutdown(wait=False)
    return linking


def _examples(header: Header) -> Iterator[tuple[Link | None, Row]]:
    """Yield rows of which the reader says what it says of each link; those that only make it say so have none."""
    id_, name, parent = (header.column(role) for role in ("id", "name", "parent"))
    line = _EXAMPLE_LINES

    def row(**texts: str) -> Row:
        nonlocal line
        line += 1
        cells = [""] * len(header.names)
        for role, text in texts.items():
            column = header.column(role)
            if column is not None:
                cells[column] = f"{NOTHING}{text}"
        return Row(line, cells)

    if id_ is not None:
        yield None, row(id="twice")
        yield "again", row(id="twice")
    if parent is None:
        return
    yield "lost", row(id="lost", name="lost", parent="nowhere")
    if id_ is not None or name is not None:
        yield "circular", row(id="round", name="round", parent="round")
    if name is not None:
        yield None, row(id="one", name="same")
        yield None, row(id="another", name="same")
        yield "unclear", row(id="unclear", name="unclear", parent="same")


def _with_wholes(model: SourceModel, own: Mapping[str, int], above: Mapping[int, int]) -> SourceModel:
    """Say what records that stand for themselves are part of, with all wholes above them."""
    ids = {line: id_ for id_, line in own.items()}
    waiting = list(ids)
    while waiting:
        whole = above.get(waiting.pop())
        if whole is not None and whole not in ids:
            ids[whole] = f"{NOTHING}whole-{whole}"
            waiting.append(whole)
    part_of = {id_: ids[above[line]] for line, id_ in ids.items() if line in above}
    added = [Activity(id_, "row", "", _EXAMPLE_LINES + line) for line, id_ in ids.items() if id_ not in own]
    activities = (
        replace(one, part_of=part_of.get(one.id, one.part_of)) for one in (*model.activities, *added)
    )
    return replace(model, activities=tuple(activities))


def _in_order(model: SourceModel) -> SourceModel:
    """Put the records in the order of the file, since what is first spoken of is what a finding may point at."""
    return replace(model, activities=tuple(sorted(model.activities, key=lambda one: one.line or 0)))
