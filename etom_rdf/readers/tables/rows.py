"""Turn the rows of a table into activities, one a row, with what their cells mention."""

import re
from collections.abc import Collection, Sequence
from typing import Final

from etom_rdf.rdf_input.formats import bad_input
from etom_rdf.readers.tables.grid import Row, Table
from etom_rdf.readers.tables.header import Header
from etom_rdf.readers.tables.levels import Outline
from etom_rdf.readers.tables.mentions import Mentions
from etom_rdf.readers.tables.notices import Speaker, Subject
from etom_rdf.readers.tables.register import Draft, Register
from etom_rdf.readers.tables.shape import is_rule, is_total

_MOST: Final = 1_048_576  # activities of one file, as many as a sheet has rows
_MOST_RECORDS: Final = 3 * _MOST
_LONGEST_ID: Final = 200  # characters
_CAPTION: Final = re.compile(r"[^\W\d_][^\W\d_A-ZА-ЯЁ]{4,}(?![\w-])")  # "Sales" is no id, "BP 2" may be one


def add_table(register: Register, table: Table, header: Header, *, sheet: str | None) -> None:
    """Read a table into a register; `sheet` is given where sheets have to be told apart.

    Raises InputError for more activities than any register of processes has.
    """
    rows = _Rows(register, Speaker(register.notices, header, sheet), is_text=table.sheet is None)
    for row in table.read_rows(register.notices):
        if row.line > header.line and (row.kinds or not row.is_empty):
            rows.take(row)
            if len(register.drafts) > _MOST or register.size > _MOST_RECORDS:
                raise bad_input(
                    register.file,
                    row.line,
                    f"the table has more than {_MOST} processes, or too much to say of them; split it into several",
                    f"в таблице больше {_MOST} процессов или сведений о них; разделите её на несколько",
                )
    rows.finish()


class _Rows:
    """Go through the rows of one table, which remember what stood above them."""

    def __init__(self, register: Register, speaker: Speaker, *, is_text: bool) -> None:
        self._register = register
        self._speaker = speaker
        self._is_text = is_text
        self._header = header = speaker.header
        self._id = header.column("id")
        self._name = header.column("name")
        self._levels = header.levels
        self._mentions = Mentions(register, speaker)
        self._used = sorted({column for some in header.columns.values() for column in some})
        self._width = max((at + 1 for at, name in enumerate(header.names) if name), default=0)
        self._outline = Outline(self._passing)
        self._last: Draft | None = None
        self._line = self._count = self._short = 0
        self._first_short: int | None = None
        speaker.about_header()

    def take(self, row: Row) -> None:
        """Read one row below the header."""
        self._count += 1
        self._line = row.line
        if self._is_no_record(row):
            return
        if self._is_text:
            self._check_width(row)
        draft = self._last if self._continues(row) else None
        done: Collection[int] = () if draft is None else row.joined
        if draft is None:
            draft = self._last = self._activity(row)
        self._speaker.about_cells(row, draft.id)
        self._mentions.add(row, draft.id, done)

    def finish(self) -> None:
        """Say what can be said of the table as a whole."""
        if self._first_short is not None:
            self._speaker.say("short-rows", self._first_short, value=str(self._short))
        if not self._count:
            self._speaker.say("no-rows", self._header.line or None)

    def _is_no_record(self, row: Row) -> bool:
        """Leave out repetitions, headings and totals; whatever holds text is said."""
        own = [column for column, cell in enumerate(row.cells) if column not in row.joined and row[column]]
        numbering = self._count == 1 and is_numbering([row[column] for column in own])
        if numbering or is_rule(row) or not (own or row.kinds):
            return True
        what = self._what_else(row, own)
        if what is None:
            return False
        self._register.skipped += what == "row-unread"
        self._speaker.say(what, row.line, value=None if what == "header-again" else row.raw(own[0]))
        return True

    def _what_else(self, row: Row, own: Sequence[int]) -> Subject | None:
        """Return what to say of a row that is no process."""
        if (row.heading and own[0] not in dict(self._levels).values()) or self._is_caption(row, own):
            return "heading-row"
        if own and is_total(row[own[0]]) and not any(row[column] for column in self._mentions.elements):
            return "total-row"
        if all(row[column] == name for column, name in enumerate(self._header.names)):
            return "header-again"
        is_used = any(row[column] or column in row.kinds for column in self._used)
        return None if is_used else "row-unread"

    def _is_caption(self, row: Row, own: Sequence[int]) -> bool:
        """Say whether a row has nothing but words where the ids of processes stand, and another column has names."""
        if self._id is None or self._name is None or own != [self._id] or row.kinds or row.joined:
            return False
        return _CAPTION.match(row[self._id]) is not None

    def _check_width(self, row: Row) -> None:
        extra = next((cell for cell in row.cells[len(self._header.names) :] if cell.strip()), None)
        if extra is not None:
            self._speaker.say("long-row", row.line, value=extra)
        elif len(row.cells) < self._width:
            self._short += 1
            self._first_short = self._first_short or row.line

    def _path(self, row: Row) -> list[tuple[int, str]]:
        one_line = self._register.one_line
        return [(level, text) for level, column in self._levels if (text := one_line(row.raw(column)))]

    def _continues(self, row: Row) -> bool:
        """Say whether a row goes on with the process above: all that names it are cells merged with those above."""
        if not row.joined or self._last is None:
            return False
        deepest = next((column for _, column in reversed(self._levels) if row[column]), None)
        naming = {column for column in (self._id, self._name, deepest) if column is not None and row[column]}
        return bool(naming) and naming <= row.joined

    def _activity(self, row: Row) -> Draft:
        one_line = self._register.one_line
        name = one_line(row.raw(self._name))
        path = self._path(row)
        level = None
        if path and not name:
            level, name = path.pop()
        above = self._outline.above(path, level)
        draft = self._outline.waiting(level, name) if level is not None else None
        if draft is None:
            draft = Draft("", name, row.line, self._speaker)
            self._register.drafts.append(draft)
        draft.line, draft.passing, draft.above = row.line, False, above
        draft.parent = one_line(row.raw(self._header.column("parent")))
        self._identify(draft, row)
        component = self._header.column("component")
        if component is not None:
            kind = one_line(self._header.names[component])
            self._register.belongs_to(draft, one_line(row.raw(component)), kind)
        if level is not None:
            self._outline.put(level, draft)
        return draft

    def _passing(self, name: str, above: Draft | None, level: int) -> Draft:
        """Make an activity that a row names on the way to its own."""
        made = self._register.unique(f"{self._row_id(self._line)}-L{level}")
        draft = Draft(made, name, self._line, self._speaker, above=above, passing=True)
        self._register.drafts.append(draft)
        return draft

    def _row_id(self, line: int) -> str:
        return f"row-{line}" if self._speaker.sheet is None else f"{self._speaker.sheet}!row-{line}"

    def _identify(self, draft: Draft, row: Row) -> None:
        written = self._register.one_line(row.raw(self._id))
        too_long = len(written) > _LONGEST_ID
        draft.written = "" if too_long else written
        draft.id = self._register.unique(draft.written or self._row_id(row.line))
        if too_long:
            self._speaker.say("long-id", row.line, column=self._id, subject=draft.id)
        elif written and draft.id != written:
            self._speaker.say("duplicate-id", row.line, column=self._id, subject=draft.id, value=written)
        elif not written and not draft.name and (self._id is not None or self._name is not None):
            self._speaker.say("row-unnamed", row.line, subject=draft.id)


def is_numbering(cells: Collection[str]) -> bool:
    """Say whether a row below the header only numbers the columns, as tables of standards do."""
    return len(cells) >= 3 and list(cells) == [str(number) for number in range(1, len(cells) + 1)]
