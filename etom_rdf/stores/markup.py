"""Bring the words of a server into one line that fits into a message."""

import re
from typing import Final

_LONGEST: Final = 300
_UNSEEN: Final = re.compile(r"<(script|style|head)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_TAG: Final = re.compile(r"<!--.*?-->|</?[A-Za-z!?][^<>]*>", re.DOTALL)
_TITLE: Final = re.compile(r"<title[^>]*>(.*?)</title", re.IGNORECASE | re.DOTALL)


def one_line(words: str) -> str:
    r"""Return words in one line, without what does not print, cut where they are long.

    >>> one_line("two\n  lines")
    'two lines'
    """
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in words).split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]} …"


def server_words(body: str, content_type: str) -> str:
    """Return what a server says in an error, whether it says it in text, HTML or JSON.

    >>> server_words("<html><head><title>413</title></head><h1>Too&nbsp;large</h1></html>", "text/html")
    'Too large'
    >>> server_words('{"message": "no such repository"}', "application/json")
    'no such repository'
    """
    from html import unescape  # noqa: PLC0415

    if "html" in content_type or body.lstrip()[:5].lower() in ("<html", "<!doc"):
        text = unescape(_TAG.sub(" ", _UNSEEN.sub(" ", body)))
        title = _TITLE.search(body)
        return one_line(text) or (one_line(unescape(title[1])) if title else "")
    if "json" in content_type:
        return one_line(_of_json(body) or body)
    return one_line(body)


def _of_json(body: str) -> str:
    import json  # noqa: PLC0415

    try:
        said = json.loads(body)
    except ValueError:
        return ""
    if not isinstance(said, dict):
        return ""
    return next((str(said[key]) for key in ("message", "detailedMessage", "error") if said.get(key)), "")
