"""Hold names against ids: those that other cells give, and the names of activities that begin with a number."""

import re
from collections.abc import Sequence
from typing import Final

from etom_rdf.readers.records import Activity, FoundBy, Mention
from etom_rdf.references.functions import functions_of
from etom_rdf.references.taking import Taking, described
from etom_rdf.references.values import Found, read_name

DEDICATED: Final = frozenset({"property", "column", "category"})
_BETWEEN_NAMES: Final = (re.compile(r"[;\n\r|]"), re.compile(","), re.compile("/"))
_REFERRING: Final = frozenset({"standard", "retired", "outside", "unknown", "extended"})


def compare_names(taking: Taking, subject: str, mentions: Sequence[Mention]) -> None:
    """Compare the values of a column for names with the ids in the columns for ids."""
    standard = taking.standard
    known = taking.references.get(subject, {}).values()
    ids = list(dict.fromkeys((one.id, one.edition) for one in known if one.found_by in DEDICATED))
    for place, mention in enumerate(mentions):
        if standard.is_empty(mention.text):
            continue
        if not ids:
            meant = described(standard.labels.named(mention.text), mention.text)
            taking.tell(
                "Mapping-value-no-id", mention, f"{mention.text} = {meant}" if meant else mention.text
            )
            continue
        parts = split_names(mention.text, len(ids)) if len(mentions) == 1 else ()
        if len(ids) == len(mentions):
            id_, edition = ids[place]
            taking.check_name(mention, standard.parse(id_), mention.text.strip(), edition)
        for part, (id_, edition) in zip(parts, ids, strict=False) if len(ids) > 1 else ():
            taking.check_name(mention, standard.parse(id_), part, edition)


def compare_label(
    taking: Taking, mention: Mention, found: Sequence[Found], label: str, edition: str | None
) -> None:
    """Compare the name that a cell gives with the id beside it; a list of names with a list of ids."""
    if not taking.standard.is_empty(label):
        for part, one in zip(split_names(label, len(found)), found, strict=False):
            taking.check_name(mention, one.parsed, part, edition)


def split_names(text: str, count: int) -> tuple[str, ...]:
    """Take a list of so many names apart; nothing where it holds another number of them.

    >>> split_names("Selling; Order handling", 2), split_names("Selling and order handling", 2)
    (('Selling', 'Order handling'), ())
    """
    if count == 1:
        return (text.strip(),)
    for sign in _BETWEEN_NAMES:
        names = tuple(part.strip() for part in sign.split(text) if part.strip())
        if len(names) == count:
            return names
    return ()


def take_prefix(taking: Taking, activity: Activity) -> None:
    """Take the id that the name of an activity begins with, where the rest of it is the element's own name."""
    read = read_name(activity.name, taking.standard.parse)
    if read is None:
        return
    found, rest = read
    parsed, mention = found.parsed, in_name(activity, "name-prefix")
    if parsed.id is None or parsed.status not in _REFERRING:
        return
    known = taking.references.get(activity.id, {}).values()
    if any(one.id == parsed.normal for one in known):
        return
    verdict = taking.standard.verdict(rest, parsed.id.base.normal)
    if verdict and verdict.closely:
        taking.take(mention, found, functions=functions_of(taking, mention, [found])[0])
    elif parsed.id.level >= 2:
        taking.tell("Mapping-name-prefix-unclear", mention, activity.name)


def in_name(activity: Activity, found_by: FoundBy) -> Mention:
    """Return the name of an activity as a mention."""
    return Mention(activity.id, activity.name, found_by, "name", activity.line)
