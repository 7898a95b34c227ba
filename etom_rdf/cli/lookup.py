"""Look things up: show, tree, find, id."""

import argparse
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from etom_rdf.catalogue import Catalogue, Element, Entry, Function, Term
from etom_rdf.cli.terminal import add_command, print_error, wrap, write, write_json
from etom_rdf.errors import NotFoundError
from etom_rdf.identifier_parsing import parse_id
from etom_rdf.identifiers import ElementId, ParsedId
from etom_rdf.text import Language, Text, Voice

if TYPE_CHECKING:
    from etom_rdf.cli.terminal import Commands

KINDS = {
    "area": Text(en="area", ru="главная область"),
    "group": Text(en="group", ru="группа процессов"),
    "element": Text(en="process element", ru="элемент процессов"),
    "retired": Text(en="retired element", ru="исключённый элемент"),
    "function": Text(en="function", ru="функция"),
    "term": Text(en="term", ru="термин"),
}


def add_commands(commands: "Commands", common: argparse.ArgumentParser) -> None:
    """Add the commands of this family."""
    command = add_command(
        commands, common, "show", show, summary="show an element, group, area, function or term",
        example="etom show 1.1.1.5", formats=("text", "json", "turtle"),
    )  # fmt: skip
    command.add_argument("id", metavar="ID", help="for example 1.1.1.5, CRM, 1.1.1.5-f1, 3.11")
    command = add_command(
        commands, common, "tree", tree, summary="show the hierarchy in the standard's order",
        example="etom tree 1.1.1", formats=("text", "json"),
    )  # fmt: skip
    command.add_argument("id", metavar="ID", nargs="?", help="start there instead of at the areas")
    command = add_command(
        commands, common, "find", find, summary="find elements, functions and terms by words, Russian or English",
        example="etom find счёт клиента", formats=("text", "json"),
    )  # fmt: skip
    command.add_argument("words", metavar="TEXT", nargs="+")
    command = add_command(
        commands, common, "id", parse, summary="say what an identifier means by clause 5.2",
        example="etom id 123456.1.1.1.5 1.1.1.8", formats=("text", "json"),
    )  # fmt: skip
    command.add_argument(
        "texts", metavar="TEXT", nargs="+", help="an identifier; - reads one from each line of stdin"
    )


def show(arguments: argparse.Namespace) -> int:
    """Run `etom show`."""
    catalogue = Catalogue.load()
    try:
        entry = catalogue[arguments.id.strip().rstrip(".")]
    except NotFoundError as error:
        print_error(error, arguments.lang)
        return 1
    if arguments.format == "json":
        write_json(entry_as_json(entry, catalogue), arguments.output)
    elif arguments.format == "turtle":
        write(entry_as_turtle(entry), arguments.output)
    else:
        write("\n".join(_described(entry, catalogue, arguments.lang)), arguments.output)
    return 0


def entry_as_json(entry: Entry, catalogue: Catalogue) -> dict[str, object]:
    """Return an entry of the catalogue in its JSON form."""
    head = {"id": entry.id, "iri": entry.iri, "kind": entry.kind, "label": entry.label.as_json()}
    if isinstance(entry, Function):
        return head | {
            "element": entry.element,
            "ordinal": entry.ordinal,
            "basis": entry.basis,
            "source_text": entry.source_text,
        }
    if isinstance(entry, Term):
        return head | {
            "number": entry.number,
            "alternatives": [text.as_json() for text in entry.alternatives],
            "definition": entry.definition.as_json(),
            "notes": [note.as_json() for note in entry.notes],
            "formalized_as": list(entry.formalized_as),
        }
    return head | {
        "notation": entry.notation,
        "level": entry.level,
        "alternatives": [text.as_json() for text in entry.alternatives],
        "definition": None if entry.definition is None else entry.definition.as_json(),
        "area": entry.area,
        "parent": entry.parent,
        "children": [child.id for child in catalogue.children(entry.id)],
        "verticals": list(entry.verticals),
        "functions": [
            {"id": function.id, "label": function.label.as_json(), "basis": function.basis}
            for function in entry.functions
        ],
        "clauses": list(entry.clauses),
        "replaced_by": list(entry.replaced_by),
        "notes": [note.as_json() for note in entry.notes],
    }


def entry_as_turtle(entry: Entry) -> str:
    """Return all that the ontology says of an entry and of its functions, as canonical Turtle."""
    from rdflib import Graph, URIRef  # noqa: PLC0415

    from etom_rdf.resources import ontology_file  # noqa: PLC0415
    from etom_rdf.turtle import canonical_turtle  # noqa: PLC0415

    whole, part = Graph(), Graph()
    whole.parse(ontology_file("glossary" if isinstance(entry, Term) else "gost-r-53633"))
    for prefix, namespace in whole.namespaces():
        part.bind(prefix, namespace)
    functions = entry.functions if isinstance(entry, Element) else ()
    for iri in (entry.iri, *(function.iri for function in functions)):
        for triple in whole.triples((URIRef(iri), None, None)):
            part.add(triple)
    return canonical_turtle(part)


def _described(entry: Entry, catalogue: Catalogue, language: Language) -> Iterable[str]:
    other: Language = "en" if language == "ru" else "ru"
    number = entry.number if isinstance(entry, Term) else entry.id
    yield f"{number}  {entry.label.in_language(language)}"
    yield f"{' ' * len(number)}  {entry.label.in_language(other)}"
    yield ""
    if isinstance(entry, Function):
        yield from _function(entry, catalogue, language)
    elif isinstance(entry, Term):
        yield from _term(entry, language)
    else:
        yield from _element(entry, catalogue, language)


def _function(entry: Function, catalogue: Catalogue, language: Language) -> Iterable[str]:
    say = Voice(language)
    element = catalogue[entry.element]
    yield f"{say('function of', 'функция элемента')} {element.id} {element.label.in_language(language)}"
    basis = (
        say("listed item", "пункт перечня")
        if entry.basis == "listed"
        else say("named in prose", "названа в тексте")
    )
    yield f"{say('in Table 1', 'в таблице 1')}: {basis}"
    yield ""
    yield wrap(f"«{entry.source_text}»")


def _term(entry: Term, language: Language) -> Iterable[str]:
    say = Voice(language)
    if entry.alternatives:
        yield f"{say('also', 'также')}: {', '.join(text.in_language(language) for text in entry.alternatives)}"
    yield f"{say('clause', 'пункт')}: {entry.number}"
    if entry.formalized_as:
        from etom_rdf.namespaces import shorten  # noqa: PLC0415

        yield f"{say('formalized as', 'формализовано как')}: {', '.join(map(shorten, entry.formalized_as))}"
    yield ""
    yield wrap(entry.definition.in_language(language))
    for note in entry.notes:
        yield ""
        yield wrap(f"{say('Note', 'Примечание')} — {note.in_language(language)}")


def _element(entry: Element, catalogue: Catalogue, language: Language) -> Iterable[str]:
    say = Voice(language)

    def named(name: str) -> str:
        return f"{name} {catalogue[name].label.in_language(language)}"

    level = "" if entry.level is None else f", {say('level', 'уровень')} {entry.level}"
    yield f"{KINDS[entry.kind].in_language(language)}{level}"
    others = [name for text in entry.alternatives if (name := text.in_language(language)) != entry.id]
    if others:
        yield f"{say('also', 'также')}: {', '.join(others)}"
    if entry.parent:
        yield f"{say('within', 'входит в')}: {named(entry.parent)}"
    if entry.verticals:
        yield f"{say('columns', 'столбцы')}: {'; '.join(map(named, entry.verticals))}"
    if entry.replaced_by:
        yield f"{say('replaced by', 'заменён на')}: {'; '.join(map(named, entry.replaced_by))}"
    if entry.clauses:
        yield f"{say('source', 'источник')}: {', '.join(_place(one, language) for one in entry.clauses)}"
    if entry.definition:
        yield ""
        yield wrap(entry.definition.in_language(language))
    for title, items in (
        (say("Functions", "Функции"), [(one.id, one.label) for one in entry.functions]),
        (say("Contains", "Включает"), [(one.id, one.label) for one in catalogue.children(entry.id)]),
        (say("Elements in this column", "Элементы в этом столбце"), _standing_in(entry, catalogue)),
    ):
        if items:
            width = max(len(name) for name, _ in items)
            yield ""
            yield f"{title} ({len(items)})"
            for name, label in items:
                yield wrap(label.in_language(language), " " * (width + 4)).replace(
                    " " * (width + 4), f"  {name:<{width}}  ", 1
                )
    for note in entry.notes:
        yield ""
        yield wrap(f"{say('Note (ours)', 'Примечание (наше)')}: {note.in_language(language)}")


def _standing_in(vertical: Element, catalogue: Catalogue) -> list[tuple[str, Text]]:
    return [(one.id, one.label) for one in catalogue.elements if vertical.id in one.verticals]


def _place(clause: str, language: Language) -> str:
    say = Voice(language)
    kind, _, number = clause.rpartition("-")
    names = {"table": say("Table", "таблица"), "figure": say("figure", "рисунок"), "": say("clause", "пункт")}
    return f"{names.get(kind, kind)} {number}"


def tree(arguments: argparse.Namespace) -> int:
    """Run `etom tree`."""
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


def _branches(catalogue: Catalogue, parent: str | None) -> list[dict[str, object]]:
    return [
        {
            "id": child.id,
            "iri": child.iri,
            "label": child.label.as_json(),
            "children": _branches(catalogue, child.id),
        }
        for child in catalogue.children(parent)
    ]


def _indented(catalogue: Catalogue, parent: str | None, depth: int, language: Language) -> Iterable[str]:
    for child in catalogue.children(parent):
        yield f"{'  ' * depth}{child.id}  {child.label.in_language(language)}"
        yield from _indented(catalogue, child.id, depth + 1, language)


def find(arguments: argparse.Namespace) -> int:
    """Run `etom find`."""
    from etom_rdf.search import find as find_words  # noqa: PLC0415

    matches = find_words(" ".join(arguments.words), Catalogue.load())
    if arguments.format == "json":
        write_json(
            [
                {
                    "id": match.entry.id,
                    "iri": match.entry.iri,
                    "kind": match.entry.kind,
                    "label": match.entry.label.as_json(),
                    "found_in": match.place,
                }
                for match in matches
            ],
            arguments.output,
        )
        return 0 if matches else 1
    if not matches:
        nothing = Text(
            en="nothing found; try a shorter word or the other language",
            ru="ничего не найдено; попробуйте слово короче или другой язык",
        )
        print_error(NotFoundError(nothing, name=" ".join(arguments.words)), arguments.lang)
        return 1
    width = max(len(match.entry.id) for match in matches)
    write(
        "\n".join(
            f"{match.entry.id:<{width}}  {match.entry.label.in_language(arguments.lang)}" for match in matches
        ),
        arguments.output,
    )
    return 0


def parse(arguments: argparse.Namespace) -> int:
    """Run `etom id`; 1 if an identifier has no normal form or is not defined."""
    catalogue = Catalogue.load()
    texts = sys.stdin.read().splitlines() if arguments.texts == ["-"] else arguments.texts
    parsed = [parse_id(text, defined=catalogue.defined_ids, retired=catalogue.retired_ids) for text in texts]
    if arguments.format == "json":
        write_json([one.as_json() for one in parsed], arguments.output)
    else:
        write("\n".join(_said(one, catalogue, arguments.lang) for one in parsed), arguments.output)
    return int(any(one.normal is None or one.status == "unknown" for one in parsed))


def _nearest(id_: ElementId, catalogue: Catalogue) -> Entry | None:
    """Return what the standard defines under an id, or else the nearest element above it."""
    while id_.normal not in catalogue:
        parent = id_.parent
        if parent is None or parent.level < 2:
            return None
        id_ = parent
    return catalogue[id_.normal]


def _said(parsed: ParsedId, catalogue: Catalogue, language: Language) -> str:
    label = ""
    if parsed.normal is not None and parsed.normal in catalogue:
        label = "  " + catalogue[parsed.normal].label.in_language(language)
    elif (
        parsed.status == "extended"
        and parsed.id is not None
        and (known := _nearest(parsed.id.base, catalogue))
    ):
        label = f"  → {known.id} {known.label.in_language(language)}"
    lines = [f"{parsed.normal or repr(parsed.input)}  {parsed.status}{label}"]
    return "\n".join([*lines, *(wrap(note.message.in_language(language), "    ") for note in parsed.notes)])
