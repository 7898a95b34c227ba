"""Make the fields of the form of a query: what they are called, what may be chosen, what is wrong."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from etom_rdf.errors import QueryError
from etom_rdf.identifiers import shown
from etom_rdf.namespaces import ETOM
from etom_rdf.querying import Parameter, QueryFile
from etom_rdf.site.context import Context
from etom_rdf.site.standard import every_statement
from etom_rdf.text import Language, Text
from etom_rdf.trace import MODALITIES, clauses

_LABELS: Final[Mapping[str, Text]] = {
    "clause": Text(en="Clause or table", ru="Пункт или таблица"),
    "file": Text(en="Name of the file", ru="Имя файла"),
    "flow": Text(en="End-to-end process: its IRI", ru="Сквозной процесс: его IRI"),
    "id": Text(en="Identifier", ru="Идентификатор"),
    "language": Text(en="Language of the answer", ru="Язык ответа"),
    "modality": Text(en="Kind of statement", ru="Вид положения"),
    "process": Text(en="Process: its IRI", ru="Процесс: его IRI"),
    "text": Text(en="Text in the name or code", ru="Текст в названии или коде"),
    "vertical": Text(en="Column: its code or name", ru="Столбец: код или название"),
}
_TYPES: Final[Mapping[str, Text]] = {
    "id": Text(en="an identifier of clause 5.2", ru="идентификатор по 5.2"),
    "iri": Text(en="an IRI", ru="IRI"),
    "lang": Text(en="en or ru", ru="en или ru"),
    "process": Text(en="an IRI, in full or with a prefix", ru="IRI, полный или с префиксом"),
    "string": Text(en="text", ru="текст"),
}
_END_TO_END: Final = f"{ETOM}EndToEndProcess"
_MOST_CHOICES: Final = 500  # processes that a field offers
_SEARCHED: Final = Text(en="bill", ru="счет")
_LANGUAGES: Final = (("en", Text(en="English", ru="английский")), ("ru", Text(en="Russian", ru="русский")))


@dataclass(frozen=True, slots=True)
class Field:
    """Describe a field: `choices` pair values with what they mean; only they are allowed where it `must` be one."""

    name: str
    label: Text
    type: Text
    value: str
    example: str
    choices: tuple[tuple[str, Text], ...]
    must: bool
    fault: Text | None


def examples(query: QueryFile, language: Language) -> dict[str, str]:
    """Return the example of each parameter; names come in the language of the page.

    >>> from etom_rdf.querying import load_query
    >>> examples(load_query("children"), "ru")
    {'id': '1.1.1', 'language': 'ru'}
    """
    return {one.name: _example(one, language) for one in query.parameters}


def _example(parameter: Parameter, language: Language) -> str:
    if parameter.type == "lang":
        return language
    return _SEARCHED.in_language(language) if parameter.name == "text" else parameter.example


def faults(query: QueryFile, values: Mapping[str, str]) -> dict[str, Text]:
    """Return what is wrong with each value that its parameter does not admit.

    >>> from etom_rdf.querying import load_query
    >>> faults(load_query("children"), {"id": "one", "language": "ru"})["id"].en
    '‘one’ is not an identifier of clause 5.2; write for example 1.1.1'
    """
    found: dict[str, Text] = {}
    for parameter in query.parameters:
        value = values[parameter.name]
        try:
            parameter.term(value)
        except QueryError:
            found[parameter.name] = _fault(parameter, shown(value))
    return found


def _fault(parameter: Parameter, quote: str) -> Text:
    """Say what is wrong with a value in words of the form, where the error speaks of the command line."""
    wanted = _TYPES[parameter.type]
    return Text(
        en=f"‘{quote}’ is not {wanted.en}; write for example {parameter.example}",
        ru=f"«{quote}» — не {wanted.ru}; запишите, например, {parameter.example}",
    )


def fields(context: Context, query: QueryFile, values: Mapping[str, str]) -> list[Field]:
    """Return the fields of a query, filled in with values."""
    wrong = faults(query, values)
    own = examples(query, context.language)
    return [
        Field(
            name=one.name,
            label=_LABELS.get(one.name) or Text(en=one.name, ru=one.name),
            type=_TYPES[one.type],
            value=values[one.name],
            example=own[one.name],
            choices=tuple(_choices(context, one)),
            must=one.type == "lang" or one.name == "modality",
            fault=wrong.get(one.name),
        )
        for one in query.parameters
    ]


def _choices(context: Context, parameter: Parameter) -> Iterable[tuple[str, Text]]:
    """Return the values that a field offers: by the name of the parameter, else by its type."""
    offer = _OFFERS.get(parameter.name) or _OFFERS.get(parameter.type)
    return offer(context) if offer else ()


def _verticals(context: Context) -> Iterable[tuple[str, Text]]:
    return ((one.id, one.label) for one in context.catalogue.elements if one.group_kind == "vertical")


def _ids(context: Context) -> Iterable[tuple[str, Text]]:
    return ((one.notation, one.label) for one in context.catalogue.elements if one.notation)


def _clauses(_: Context) -> Iterable[tuple[str, Text]]:
    stated = {one.clause for one in every_statement()}
    return ((one.name, one.title) for one in clauses() if one.name in stated)


def _files(context: Context) -> Iterable[tuple[str, Text]]:
    return ((name, Text(en=name, ru=name)) for name in context.processes.files)


def _things(context: Context, *kinds: str) -> Iterable[tuple[str, Text]]:
    """Return what the models hold of some kinds, with its names, so that a name finds the IRI."""
    return ((one.iri, one.label) for one in islice(context.processes.of_kinds(*kinds), _MOST_CHOICES))


_OFFERS: Final[Mapping[str, Callable[[Context], Iterable[tuple[str, Text]]]]] = {
    "clause": _clauses,
    "file": _files,
    "flow": lambda context: _things(context, _END_TO_END),
    "id": _ids,
    "lang": lambda _: _LANGUAGES,
    "modality": lambda _: MODALITIES.items(),
    "process": lambda context: _things(context, f"{ETOM}Process", f"{ETOM}BusinessProcess", _END_TO_END),
    "vertical": _verticals,
}
