"""Describe entries of the catalogue: as text, JSON or Turtle."""

from collections.abc import Iterable

from etom_rdf.catalogue import Catalogue, Element, Entry, Function, Term
from etom_rdf.text import Language, Text, Voice, wrap

KINDS = {
    "area": Text(en="area", ru="главная область"),
    "group": Text(en="group", ru="группа процессов"),
    "element": Text(en="process element", ru="элемент процессов"),
    "retired": Text(en="retired element", ru="исключённый элемент"),
    "function": Text(en="function", ru="функция"),
    "term": Text(en="term", ru="термин"),
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


def number_of(entry: Entry) -> str:
    """Return what people call an entry: its id, or the bare number of a term."""
    return entry.number if isinstance(entry, Term) else entry.id


def described(entry: Entry, catalogue: Catalogue, language: Language) -> Iterable[str]:
    """Give the lines that `etom show` prints."""
    other: Language = "en" if language == "ru" else "ru"
    number = number_of(entry)
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
        yield wrap(f"{say('columns', 'столбцы')}: {'; '.join(map(named, entry.verticals))}")
    if entry.replaced_by:
        yield wrap(f"{say('replaced by', 'заменён на')}: {'; '.join(map(named, entry.replaced_by))}")
    if entry.kind == "retired":
        yield f"{say('source', 'источник')}: {say('none in this edition', 'в этой редакции нет')}"
    elif entry.clauses:
        yield f"{say('source', 'источник')}: {', '.join(_place(one, language) for one in entry.clauses)}"
    yield from _definition_and_functions(entry, language)
    for title, items in (
        (say("Contains", "Включает"), [(one.id, one.label) for one in catalogue.children(entry.id)]),
        (say("Elements in this column", "Элементы в этом столбце"), _standing_in(entry, catalogue)),
    ):
        yield from _list(title, items, language)
    for note in entry.notes:
        yield ""
        yield wrap(f"{say('Note (ours)', 'Примечание (наше)')}: {note.in_language(language)}")


def _definition_and_functions(entry: Element, language: Language) -> Iterable[str]:
    """Give the text of Table 1, with its dashed items where the text announces them by a colon."""
    say = Voice(language)
    listed = [(one.id, one.label) for one in entry.functions if one.basis == "listed"]
    prose = [(one.id, one.label) for one in entry.functions if one.basis == "prose"]
    if entry.definition:
        yield ""
        for paragraph in entry.definition.in_language(language).split("\n"):
            yield wrap(paragraph)
            if paragraph.rstrip().endswith(":") and listed:
                yield from _items(listed, language)
                listed = []
    yield from _list(say("Functions", "Функции"), listed, language)
    yield from _list(say("Named in prose", "Названы в тексте"), prose, language)


def _list(title: str, items: list[tuple[str, Text]], language: Language) -> Iterable[str]:
    if items:
        yield ""
        yield f"{title} ({len(items)})"
        yield from _items(items, language)


def _items(items: list[tuple[str, Text]], language: Language) -> Iterable[str]:
    width = max(len(name) for name, _ in items)
    indent = " " * (width + 4)
    for name, label in items:
        yield wrap(label.in_language(language), indent).replace(indent, f"  {name:<{width}}  ", 1)


def _standing_in(vertical: Element, catalogue: Catalogue) -> list[tuple[str, Text]]:
    return [(one.id, one.label) for one in catalogue.elements if vertical.id in one.verticals]


def _place(clause: str, language: Language) -> str:
    say = Voice(language)
    kind, _, number = clause.rpartition("-")
    names = {"table": say("Table", "таблица"), "figure": say("figure", "рисунок"), "": say("clause", "пункт")}
    return f"{names.get(kind, kind)} {number}"
