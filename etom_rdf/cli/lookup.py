"""Look things up: show, tree, find, id."""

import argparse
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from etom_rdf.cli.output import write, write_json
from etom_rdf.cli.terminal import EXIT_CODES_OF_LOOK_UPS, Commands, print_error, standard_input
from etom_rdf.errors import NotFoundError
from etom_rdf.namespaces import GOST
from etom_rdf.text import Language, Text, Voice

if TYPE_CHECKING:
    from etom_rdf.catalogue import Catalogue


def add_commands(commands: Commands) -> None:
    """Add the commands of this family."""
    _add_show(commands, commands.say)
    _add_tree(commands, commands.say)
    _add_find(commands, commands.say)
    _add_id(commands, commands.say)


def _add_show(commands: Commands, say: Voice) -> None:
    command = commands.add(
        "show", show, example="etom show 1.1.1.5", formats=("text", "json", "turtle"),
        summary=say(
            "show an element, group, area, function or term",
            "показать элемент, группу, область, функцию или термин",
        ),
        exit_codes=EXIT_CODES_OF_LOOK_UPS,
    )  # fmt: skip
    command.add_argument(
        "id", metavar="ID",
        help=say(
            "for example 1.1.1.5, CRM, 1.1.1.5-f1, 3.11, gost:1.1.1.5 or a full IRI",
            "например 1.1.1.5, CRM, 1.1.1.5-f1, 3.11, gost:1.1.1.5 или полный IRI",
        ),
    )  # fmt: skip


def _add_tree(commands: Commands, say: Voice) -> None:
    command = commands.add(
        "tree", tree, example="etom tree 1.1.1", formats=("text", "json"),
        summary=say("show the hierarchy in the standard's order", "показать иерархию в порядке стандарта"),
        exit_codes=EXIT_CODES_OF_LOOK_UPS,
    )  # fmt: skip
    command.add_argument(
        "id", metavar="ID", nargs="?",
        help=say("start there instead of at the areas", "начать с него, а не с областей"),
    )  # fmt: skip


def _add_find(commands: Commands, say: Voice) -> None:
    command = commands.add(
        "find", find, example="etom find счёт клиента", formats=("text", "json"),
        summary=say(
            "find elements, functions and terms by words, Russian or English",
            "найти элементы, функции и термины по словам, русским или английским",
        ),
        exit_codes=EXIT_CODES_OF_LOOK_UPS,
    )  # fmt: skip
    command.add_argument(
        "words", metavar=say("TEXT", "ТЕКСТ"), nargs="+",
        help=say("words, all of which must be held, or an identifier", "слова (нужны все) или идентификатор"),
    )  # fmt: skip


def _add_id(commands: Commands, say: Voice) -> None:
    command = commands.add(
        "id", parse, example="etom id 123456.1.1.1.5 1.1.1.8", formats=("text", "json"),
        summary=say("say what an identifier means by clause 5.2", "объяснить идентификатор по пункту 5.2"),
        exit_codes=Text(
            en="exit codes: 0 well-formed, 1 malformed, ambiguous or unknown, 2 something could not be read",
            ru="коды завершения: 0 записан верно, 1 неверно, неоднозначно или неизвестен, 2 что-то не удалось "
            "прочитать",
        ),
    )  # fmt: skip
    command.add_argument(
        "texts", metavar=say("TEXT", "ТЕКСТ"), nargs="+",
        help=say(
            "an identifier; - reads one from each line of stdin",
            "идентификатор; - читает по одному из каждой строки стандартного ввода",
        ),
    )  # fmt: skip


def show(arguments: argparse.Namespace) -> int:
    """Run `etom show`."""
    from etom_rdf.catalogue import Catalogue  # noqa: PLC0415
    from etom_rdf.cli.entries import described, entry_as_turtle  # noqa: PLC0415
    from etom_rdf.entry_json import entry_as_json  # noqa: PLC0415

    catalogue = Catalogue.load()
    try:
        entry = catalogue[arguments.id]
    except NotFoundError as error:
        print_error(_clause(arguments.id) or error, arguments.lang)
        return 1
    if arguments.format == "json":
        write_json(entry_as_json(entry, catalogue), arguments.output)
    elif arguments.format == "turtle":
        write(entry_as_turtle(entry), arguments.output)
    else:
        write("\n".join(described(entry, catalogue, arguments.lang)), arguments.output)
    return 0


def _clause(name: str) -> NotFoundError | None:
    """Say where to look for a clause, a table or a figure, which are no entries of the catalogue."""
    from shlex import quote  # noqa: PLC0415

    from etom_rdf.trace import statements  # noqa: PLC0415

    place = name.strip().strip("<>").removeprefix(GOST)
    try:
        statements(place)
    except NotFoundError:
        return None
    command = f"etom trace {quote(place) if ' ' in place else place}"
    return NotFoundError(
        Text(
            en=f"{place} is a place in the standard, not an entry; {command} shows what it states",
            ru=f"{place} — место в стандарте, а не статья; что там сказано, выводит {command}",
        ),
        name=name,
    )


def tree(arguments: argparse.Namespace) -> int:
    """Run `etom tree`."""
    from etom_rdf.catalogue import Catalogue  # noqa: PLC0415

    catalogue = Catalogue.load()
    try:
        start = None if arguments.id is None else catalogue[arguments.id]
    except NotFoundError as error:
        print_error(error, arguments.lang)
        return 1
    if arguments.format == "json":
        write_json(_branches(catalogue, None if start is None else start.id), arguments.output)
        return 0
    lines = [] if start is None else [f"{start.id}  {start.label.in_language(arguments.lang)}"]
    lines += _indented(
        catalogue, None if start is None else start.id, 0 if start is None else 1, arguments.lang
    )
    write("\n".join(lines), arguments.output)
    return 0


def _branches(catalogue: "Catalogue", parent: str | None) -> list[dict[str, object]]:
    return [
        {
            "id": child.id,
            "iri": child.iri,
            "label": child.label.as_json(),
            "children": _branches(catalogue, child.id),
        }
        for child in catalogue.children(parent)
    ]


def _indented(catalogue: "Catalogue", parent: str | None, depth: int, language: Language) -> Iterable[str]:
    for child in catalogue.children(parent):
        yield f"{'  ' * depth}{child.id}  {child.label.in_language(language)}"
        yield from _indented(catalogue, child.id, depth + 1, language)


def find(arguments: argparse.Namespace) -> int:
    """Run `etom find`."""
    from etom_rdf.catalogue import Catalogue  # noqa: PLC0415
    from etom_rdf.cli.entries import number_of  # noqa: PLC0415
    from etom_rdf.entry_json import match_as_json  # noqa: PLC0415
    from etom_rdf.search import find as find_words  # noqa: PLC0415

    catalogue = Catalogue.load()
    matches = find_words(" ".join(arguments.words), catalogue)
    if arguments.format == "json":
        write_json([match_as_json(match.entry, match.place) for match in matches], arguments.output)
        return 0 if matches else 1
    if not matches:
        print_error(_nothing_found(arguments.words, catalogue), arguments.lang)
        return 1
    say = Voice(arguments.lang)
    rows = []
    for match in matches:
        entry = match.entry
        retired = f" ({say('retired', 'исключён')})" if entry.kind == "retired" else ""
        rows.append((number_of(entry), entry.label.in_language(arguments.lang) + retired))
    width = max(len(number) for number, _ in rows)
    write("\n".join(f"{number:<{width}}  {label}" for number, label in rows), arguments.output)
    return 0


def _nothing_found(words: Sequence[str], catalogue: "Catalogue") -> NotFoundError:
    from etom_rdf.search import find as find_words  # noqa: PLC0415
    from etom_rdf.search import searched  # noqa: PLC0415

    text = " ".join(words)
    if (undefined := catalogue.why_undefined(text)) is not None:
        return NotFoundError(undefined, name=text)
    several = searched(text)
    nowhere = [word for word in several if not find_words(word, catalogue)]
    if len(several) < 2:
        reason = Text(en="nothing found", ru="ничего не найдено")
    elif nowhere:
        en, ru = (", ".join(f"{left}{word}{right}" for word in nowhere) for left, right in ("‘’", "«»"))
        reason = Text(en=f"nothing found: {en} stands nowhere", ru=f"ничего не найдено: нигде нет {ru}")
    else:
        reason = Text(en="no entry holds all these words", ru="все эти слова вместе нигде не стоят")
    return NotFoundError(
        Text(
            en=f"{reason.en}; try fewer or other whole words, or the other language",
            ru=f"{reason.ru}; попробуйте меньше слов, другие слова целиком или другой язык",
        ),
        name=text,
    )


def parse(arguments: argparse.Namespace) -> int:
    """Run `etom id`; 1 if an identifier has no normal form or is not defined."""
    from etom_rdf.catalogue import Catalogue  # noqa: PLC0415
    from etom_rdf.cli.identifiers import explained  # noqa: PLC0415
    from etom_rdf.identifier_parsing import parse_id  # noqa: PLC0415

    catalogue = Catalogue.load()
    texts = standard_input(arguments.lang).splitlines() if arguments.texts == ["-"] else arguments.texts
    parsed = [parse_id(text, defined=catalogue.defined_ids, retired=catalogue.retired_ids) for text in texts]
    if arguments.format == "json":
        write_json([one.as_json() for one in parsed], arguments.output)
    else:
        write("\n".join(explained(one, catalogue, arguments.lang) for one in parsed), arguments.output)
    return int(any(one.normal is None or one.status == "unknown" for one in parsed))
