"""Let argparse speak Russian: its own words for usage, options and mistakes."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from etom_rdf.text import Language

# argparse looks these sentences up by their English wording; one that is missing stays English.
_RUSSIAN = {
    "usage: ": "использование: ",
    "options": "параметры",
    "positional arguments": "аргументы",
    "show this help message and exit": "вывести эту справку и завершить работу",
    "%(prog)s: error: %(message)s\n": "%(prog)s: ошибка: %(message)s\n",
    "argument %(argument_name)s: %(message)s": "аргумент %(argument_name)s: %(message)s",
    "the following arguments are required: %s": "не хватает обязательных аргументов: %s",
    "unrecognized arguments: %s": "лишние аргументы: %s",
    "expected one argument": "нужно одно значение",
    "expected at most one argument": "нужно не больше одного значения",
    "expected at least one argument": "нужно хотя бы одно значение",
    "expected %s argument": "нужно значений: %s",
    "expected %s arguments": "нужно значений: %s",
    "invalid choice: %(value)r (choose from %(choices)s)": "нет варианта «%(value)s» (есть %(choices)s)",
    "invalid %(type)s value: %(value)r": "недопустимое значение «%(value)s»",
    "unknown parser %(parser_name)r (choices: %(choices)s)": "нет команды «%(parser_name)s» (есть %(choices)s)",
    "ambiguous option: %(option)s could match %(matches)s": "неоднозначно: %(option)s — это %(matches)s",
    "ignored explicit argument %r": "значение %s здесь не нужно",
    "not allowed with argument %s": "нельзя вместе с %s",
    "one of the arguments %s is required": "нужен один из параметров: %s",
}


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Let argparse use a language until the block ends.

    argparse has no other door to its words than the translating functions of its module, which would look for
    catalogues of the system's for English as well.
    """
    words = _RUSSIAN if language == "ru" else {}
    module: Any = argparse
    before = module._, module.ngettext
    module._ = lambda text: words.get(text, text)
    module.ngettext = lambda one, many, number: words.get(many, one if number == 1 else many)
    try:
        yield
    finally:
        module._, module.ngettext = before
