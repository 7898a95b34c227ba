"""Tell which words of a label say something of its subject, and which of them mean the same."""

import re
from functools import lru_cache
from typing import Final

from etom_rdf.search import stem, words_of

_SILENT_WORDS: Final = """
a an and as at by for from in into of on or the to with see also cf check tbd todo draft main primary secondary
partial partially partly part new old level lvl etom element elements process processes subprocess task
id ref code name no nr ok yes only mapped mapping link version gost tmf tmforum
а в во для до за и или из к ко на не о об от по при с со см ср также частично часть основной основное дополнительно
проверить уточнить новый уровень ур элемент элементы процесс процессы подпроцесс етом код номер название имя да
только черновик гост na нет none nan"""
_SILENT: Final = frozenset(_SILENT_WORDS.split())
_GENERAL_WORDS: Final = """
management handling support customer services service response
управление обработка обеспечение поддержка проведение клиентов клиентами процессов услуг"""
GENERAL: Final = frozenset(map(stem, _GENERAL_WORDS.split()))
"""The stems of words that many names share, so that one of them alone ties a name to no element."""

_SHORT_FORMS: Final = {"mgmt": "management", "mgt": "management", "mngt": "management", "mgmnt": "management"}
# Words that operators use for one another; translations of interface differ too.
_SAME: Final = {
    stem(word): stem(other)
    for word, other in (
        ("sales", "selling"), ("trouble", "problem"), ("incident", "problem"), ("fulfillment", "fulfilment"),
        ("заявок", "заказов"), ("инцидентов", "проблем"), ("сбыт", "продажи"), ("взаимодействием", "интерфейсами"),
    )
}  # fmt: skip
_LETTERS: Final = re.compile(r"[^\W\d]{2,}")


def significant(text: str) -> list[tuple[str, str]]:
    """Return the words of a label that say something, each with its stem.

    >>> significant("Обработка заказов (частично), L2")
    [('обработка', 'обработк'), ('заказов', 'заказ')]
    """
    words = (_SHORT_FORMS.get(word, word) for word in words_of(text[:1000]))
    return [(word, _stem(word)) for word in words if word not in _SILENT and _LETTERS.fullmatch(word)]


@lru_cache(maxsize=4096)
def _stem(word: str) -> str:
    found = stem(word)
    return _SAME.get(found, found)
