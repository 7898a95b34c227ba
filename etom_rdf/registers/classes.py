"""Tell the rows of a register apart as far as reader and rules do.

Rows with the same signature get the same findings, but for their own id and line. Elements, functions and editions
are read word for word. Of an id it counts whether there is one; of a name its script, and whether it may hold an
element's id; of a confidence whether it is a number from 0 to 1; of a comment whether there is a dotted number in it.
A text that is not plainly of such a class stands for itself. What a row is part of is looked at elsewhere.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Final

from etom_rdf.readers.keywords import KEYWORD
from etom_rdf.readers.tables.columnar import ColumnTable, cell_name
from etom_rdf.readers.tables.shape import RULE, TOTAL
from etom_rdf.registers.detail import Detail
from etom_rdf.registers.folding import WHITE
from etom_rdf.registers.searching import (
    DIGITS,
    begins_white,
    begins_within,
    first_found,
    has_one_of,
    holds,
    is_ascii,
    is_blank,
)

if TYPE_CHECKING:
    import polars as pl

LIKE_A_HEADER: Final = "like-a-header"
LIKE_A_MADE_ID: Final = "like-a-made-id"
LIKE_NO_RECORD: Final = "like-no-record"
LONGEST_ID: Final = 200
_BEGINS_LIKE_AN_ID: Final = rf"^[{WHITE}\p{{N}}\[(#№]"
_CYRILLIC: Final = "Ѐ-ӿ"
_OTHER_SCRIPT: Final = r"[\p{L}--\x00-\x{24F}--\x{400}-\x{4FF}]"
_SHARE: Final = r"^(?:0(?:[.,][0-9]{1,15})?|1(?:[.,]0{1,15})?)$"
_DOTTED: Final = rf"^[{WHITE}]|[0-9]\.[ \t\x{{A0}}]*[0-9]"
# As the reader makes them where an id is missing or not the first.
_MADE_ID: Final = rf"#[0-9]+[{WHITE}]*$|row-[0-9]"
_DOT_BEHIND_NUMBER: Final = r"\p{N}\."

_EMPTY: Final = f"^[{WHITE}]*$"
_RULE: Final = f"^[{WHITE}]*(?:{RULE})?[{WHITE}]*$"
_TOTAL: Final = f"^[{WHITE}]*{TOTAL}[{WHITE}]*$"
_CAPTION: Final = (
    rf"^[{WHITE}]*[^0-9{WHITE}][^0-9A-ZА-ЯЁ_{WHITE}-]{{4}}"  # and perhaps more than the reader takes for one
)

_OPEN: Final = "open"

_Classes = Callable[["pl.Expr", Detail], Iterable["pl.Expr"]]


def signature(source: ColumnTable, detail: Detail) -> "dict[str, pl.Expr]":
    """Return what tells rows apart, by name: texts that are read word for word, and classes of others."""
    import polars as pl  # noqa: PLC0415

    header = source.header
    told: dict[str, pl.Expr] = {}
    for role, columns in header.columns.items():
        classes: _Classes = _CLASSES.get(role, _word_for_word)
        if role in detail.roles:
            classes = _word_for_word
        for column in columns:
            for number, one in enumerate(classes(pl.col(cell_name(column)), detail)):
                told[f"of-{column}-{number}"] = one
    first = min(column for some in header.columns.values() for column in some)
    told[LIKE_A_HEADER] = pl.col(cell_name(first)).str.contains(header.names[first], literal=True)
    id_ = header.column("id")
    is_made = pl.lit(value=False) if id_ is None else _is_like_a_made_id(pl.col(cell_name(id_)))
    return told | {LIKE_A_MADE_ID: is_made, LIKE_NO_RECORD: _like_no_record(source)}


def _is_like_a_made_id(text: "pl.Expr") -> "pl.Expr":
    return holds(text, _MADE_ID, among=text.str.contains_any(["#", "row-"]))


def _like_no_record(source: ColumnTable) -> "pl.Expr":
    """Tell rows that the reader may take for sums, a line of dashes or a caption; these have to be read as they are."""
    import polars as pl  # noqa: PLC0415

    id_ = source.header.column("id")
    telling = {cell_name(source.looked_at[0]), cell_name(source.used[0] if id_ is None else id_)}
    # What begins with a digit is none of them.
    is_open = pl.any_horizontal(~begins_within(pl.col(one), DIGITS) for one in telling)
    cells = pl.struct(is_open.alias(_OPEN), *(cell_name(at) for at in source.looked_at))
    return cells.map_batches(partial(_no_records, source), return_dtype=pl.Boolean, is_elementwise=True)


def _no_records(source: ColumnTable, rows: "pl.Series") -> "pl.Series":
    """Look at the columns one after the other, at each only in the rows that the columns before leave open."""
    import polars as pl  # noqa: PLC0415

    is_open = rows.struct.field(_OPEN)
    places = is_open.arg_true()
    if not len(places):
        return is_open
    cells = rows.struct.unnest().drop(_OPEN)
    if len(places) < len(rows):
        cells = cells[places]
    found = [_sums(cells, source), _all_like(cells, dict.fromkeys(map(cell_name, source.used), _RULE))]
    id_, name = source.header.column("id"), source.header.column("name")
    if id_ is not None and name is not None:
        others = [cell_name(at) for at in source.used if at != id_]
        found.append(_all_like(cells, {cell_name(id_): _CAPTION, **dict.fromkeys(others, _EMPTY)}))
    none = pl.repeat(value=False, n=len(rows), eager=True)
    return none.scatter(places.gather(pl.concat(found)), values=True)


def _sums(cells: "pl.DataFrame", source: ColumnTable) -> "pl.Series":
    """Return the places of the rows whose first text may be that of a sum."""
    import polars as pl  # noqa: PLC0415

    found = [pl.Series(dtype=pl.UInt32)]
    places = pl.int_range(cells.height, dtype=pl.UInt32, eager=True)
    for at in source.looked_at:
        texts = cells[cell_name(at)].gather(places)
        found.append(places.filter(texts.str.contains(_TOTAL)))
        if at in source.used:  # the others may differ within a group
            places = places.filter(texts.str.contains(_EMPTY))
        if not len(places):
            break
    return pl.concat(found)


def _all_like(cells: "pl.DataFrame", patterns: Mapping[str, str]) -> "pl.Series":
    """Return the places of the rows whose texts all match, column by column."""
    import polars as pl  # noqa: PLC0415

    places = pl.int_range(cells.height, dtype=pl.UInt32, eager=True)
    for name, pattern in patterns.items():
        places = places.filter(cells[name].gather(places).str.contains(pattern))
        if not len(places):
            break
    return places


def _word_for_word(text: "pl.Expr", _: Detail) -> "Iterable[pl.Expr]":
    return (text,)


def _only_if_there(text: "pl.Expr", _: Detail) -> "Iterable[pl.Expr]":
    return (is_blank(text),)


def _of_id(text: "pl.Expr", detail: Detail) -> "Iterable[pl.Expr]":
    return (*_only_if_there(text, detail), _itself_if(text.str.len_bytes() > LONGEST_ID, text))


def _of_name(text: "pl.Expr", detail: Detail) -> "Iterable[pl.Expr]":
    """Keep what may hold an element's id, behind the keyword or in front; an id has a dot behind a number."""
    # Two searches, of which each is quick, are quicker than one for either.
    may_hold_id = begins_white(text) | text.str.contains(_DOT_BEHIND_NUMBER)
    holds_id = holds(text, rf"{_BEGINS_LIKE_AN_ID}|{KEYWORD}", among=may_hold_id)
    return (_itself_if(holds_id, text), *_scripts(text, detail))


def _of_author(text: "pl.Expr", detail: Detail) -> "Iterable[pl.Expr]":
    may_be_iri = text.str.contains(":", literal=True) | begins_white(text)
    return (_itself_if(may_be_iri, text), *_scripts(text, detail))


def _of_component(text: "pl.Expr", detail: Detail) -> "Iterable[pl.Expr]":
    return (_itself_if(begins_white(text), text), *_scripts(text, detail))


def _of_confidence(text: "pl.Expr", _: Detail) -> "Iterable[pl.Expr]":
    return (_itself_if(~holds(text, _SHARE, among=text != ""), text), text == "")


def _of_comment(text: "pl.Expr", _: Detail) -> "Iterable[pl.Expr]":
    return (_itself_if(holds(text, _DOTTED, among=text != ""), text), text == "")


def _scripts(text: "pl.Expr", detail: Detail) -> "Iterable[pl.Expr]":
    """Tell the languages of texts apart, and whatever patterns the rules hold against them."""
    letters = {pattern.strip("[]") for pattern in detail.patterns}
    yield text == ""
    yield _script(text)
    yield from (has_one_of(text, pattern) for pattern in sorted(letters - {_CYRILLIC}))


def _script(text: "pl.Expr") -> "pl.Expr":
    """Tell Cyrillic texts, those in other letters than Latin, and the rest."""
    import polars as pl  # noqa: PLC0415

    begins = begins_within(text, _CYRILLIC)
    patterns = (f"[{_CYRILLIC}]", _OTHER_SCRIPT)
    return (
        pl.when(begins)
        .then(pl.lit(1, dtype=pl.UInt8))
        .otherwise(first_found(text, patterns, among=~(begins | is_ascii(text))))
    )


def _itself_if(is_not_plain: "pl.Expr", text: "pl.Expr") -> "pl.Expr":
    import polars as pl  # noqa: PLC0415

    return pl.when(is_not_plain).then(text).otherwise(pl.lit(""))


_CLASSES: Final[dict[str, _Classes]] = {
    "id": _of_id,
    "name": _of_name,
    "parent": _only_if_there,
    "component": _of_component,
    "confidence": _of_confidence,
    "author": _of_author,
    "comment": _of_comment,
}
