"""Say what the parser had to mend in an XML file, and where it had to stop."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from lxml import etree

from etom_rdf.rdf_input.formats import bad_input
from etom_rdf.readers.records import Notice
from etom_rdf.text import Text

_LONGEST_QUOTE: Final = 160


def quoted(text: str) -> str:
    r"""Return words of a file or of the parser as a message can quote them: on one line, nothing invisible.

    Those of the parser are longer than what `identifiers.shown` leaves of a text.

    >>> quoted("Opening and ending\ttag mismatch: a\x1b")
    'Opening and ending tag mismatch: a\\u001b'
    """
    line = " ".join(text.split())
    cut = line if len(line) <= _LONGEST_QUOTE else f"{line[:_LONGEST_QUOTE]}…"
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in cut)


def notices_of(log: Iterable[Any], name: str) -> Iterator[Notice]:
    """Yield what the log of a parser says of one file; raises InputError for nesting that is too deep."""
    faults = [fault for fault in log if fault.level >= etree.ErrorLevels.ERROR]
    for fault in faults:
        if fault.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT and "depth" in fault.message:
            raise bad_input(
                name,
                fault.line,
                "elements are nested more than 256 levels deep, which no model needs; flatten them",
                "вложенность элементов больше 256 уровней, какой у моделей не бывает; уменьшите её",
            )
    end = next((fault for fault in faults if fault.type in _ENDS), None)
    others = [fault for fault in faults if end is None or fault.line < end.line]
    if others:
        yield _mended(others[0], len(others))
    if end is not None:
        yield _stopped(end)


_ENDS: Final = frozenset({etree.ErrorTypes.ERR_TAG_NOT_FINISHED, etree.ErrorTypes.ERR_RESOURCE_LIMIT})


def _mended(fault: Any, count: int) -> Notice:
    words = quoted(fault.message)
    more = Text(en="", ru="")
    if count > 1:
        more = Text(en=f" (first of {count} or more errors)", ru=f" (первая из ошибок, их не меньше {count})")
    return Notice(
        "Source-recovered",
        "warning",
        Text(
            en=f"XML error at column {fault.column}: {words}{more.en}; what could be read was: correct the file or "
            "export it again, and compare",
            ru=f"ошибка XML, столбец {fault.column}: «{words}»{more.ru}; прочитано то, что удалось: исправьте файл "
            "или выгрузите его заново и сверьте",
        ),
        line=fault.line,
        value=fault.type_name,
    )


def _stopped(fault: Any) -> Notice:
    if fault.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
        message = Text(
            en="reading stops here: one text, comment or tag is longer than 10 MB; shorten it",
            ru="здесь чтение остановлено: текст, комментарий или тег длиннее 10 МБ; сократите его",
        )
    else:
        message = Text(
            en="the file breaks off, or end tags are missing; what stands before was read: export or copy it again",
            ru="файл обрывается, или в нём нет закрывающих тегов; всё до этого места прочитано: выгрузите или "
            "скопируйте его заново",
        )
    return Notice("Source-truncated", "warning", message, line=fault.line, value=fault.type_name)
