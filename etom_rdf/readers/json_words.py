"""Find values for eTOM in JSON that stands inside of another format, as text."""

import json
from collections.abc import Iterator
from typing import Any, Final

from etom_rdf.readers.keywords import is_etom_key, key_role

_NAMING: Final = ("name", "key")


def looks_like_json(text: str) -> bool:
    """Say whether a text may be an object or a list.

    >>> looks_like_json(' {"etom": "1.1.1.5"}'), looks_like_json("${order}")
    (True, False)
    """
    return text[:1] in "{[ \t\r\n" and text.strip()[:1] in ("{", "[")


def words_in_json(text: str) -> list[tuple[str, str]] | None:
    """Return (key, value) for all that keys for eTOM hold, None where the text is no JSON that can be read.

    A number is what was written, and a property may also be an object with `name` and `value`.

    >>> words_in_json('{"a": [{"etom": {"ref": 1.10, "label": "x"}}, {"name": "eTOM", "value": "1.1.1.5"}]}')
    [('etom', '1.10'), ('etom.label', 'x'), ('eTOM', '1.1.1.5')]
    """
    content = _parsed(text)
    return None if content is None else list(_search(content))


def values_under(key: str, text: str) -> list[tuple[str, str]] | None:
    """Return (key, value) for all values in JSON that is itself the value of a key; None where it is no JSON.

    >>> values_under("eTOM", '["1.1.1.1", "1.1.1.2"]')
    [('eTOM', '1.1.1.1'), ('eTOM', '1.1.1.2')]
    """
    content = _parsed(text)
    return None if content is None else list(_scalars(key, content))


def _parsed(text: str) -> Any:
    try:
        return json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError):
        return None


def _search(content: Any) -> Iterator[tuple[str, str]]:
    waiting = [content]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += reversed(value)
        if not isinstance(value, dict):
            continue
        named = next((value[name] for name in _NAMING if isinstance(value.get(name), str)), "")
        if "value" in value and is_etom_key(named):
            yield from _scalars(named, value["value"])
            continue
        for key, inner in value.items():
            if is_etom_key(key):
                yield from _scalars(key, inner)
        waiting += [inner for key, inner in reversed(value.items()) if not is_etom_key(key)]


def _scalars(key: str, content: Any) -> Iterator[tuple[str, str]]:
    waiting = [(key, content)]
    while waiting:
        outer, value = waiting.pop()
        if isinstance(value, str):
            yield outer, value
        elif isinstance(value, list):
            waiting += [(outer, each) for each in reversed(value)]
        elif isinstance(value, dict):
            waiting += [
                (outer if key_role(name) == "id" else f"{outer}.{name}", each)
                for name, each in reversed(value.items())
            ]
