"""Leave files of a folder out by patterns, as `.gitignore` does.

Our own few lines: the library that does the same is under a licence (MPL-2.0) that users would have to check, and
it would be needed for this alone.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

_LONGEST: Final = 1000  # characters of a pattern
_TOKEN: Final = re.compile(r"\\.|\*\*/|/\*\*$|\*+|\?|\[[!^]?\]?[^\]/]*\]|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Rule:
    expression: re.Pattern[str]
    leaves_out: bool
    folders_only: bool


class Exclusion:
    """Say which paths of a folder are left out; the last pattern that fits decides.

    A pattern with a slash before its end holds from the folder down, any other at every depth. `*` and `?` stop
    at a slash, `**` does not; a slash at the end means folders; `!` takes back what an earlier pattern left out,
    unless a folder above is left out; an empty pattern and one that begins with `#` say nothing.

    >>> exclusion = Exclusion(["*.bak", "/drafts/", "!keep.bak"])
    >>> [exclusion.covers(path) for path in ("a/b.bak", "a/keep.bak", "model.bpmn")]
    [True, False, False]
    >>> exclusion.covers("drafts", is_folder=True), exclusion.covers("drafts")
    (True, False)
    """

    def __init__(self, patterns: Iterable[str]) -> None:
        self._rules = [rule for pattern in patterns if (rule := _rule(pattern)) is not None]

    def covers(self, path: str, *, is_folder: bool = False) -> bool:
        """Say whether a path is left out: relative to the folder, with slashes; folders above are yours to ask."""
        covered = False
        for rule in self._rules:
            if (is_folder or not rule.folders_only) and rule.expression.fullmatch(path):
                covered = rule.leaves_out
        return covered


def _rule(pattern: str) -> _Rule | None:
    text = pattern.replace("\\ ", "\0").rstrip().replace("\0", "\\ ")
    leaves_out = not text.startswith("!")
    text = text.removeprefix("!")
    if not text or text.startswith("#") or len(text) > _LONGEST:
        return None
    folders_only = text.endswith("/")
    text = text.rstrip("/")
    anchored = "/" in text
    text = text.removeprefix("/")
    if not text:
        return None
    start = "" if anchored else "(?:.*/)?"
    return _Rule(re.compile(start + _translated(text), re.DOTALL), leaves_out, folders_only)


def _translated(text: str) -> str:
    parts = []
    for token in _TOKEN.findall(text):
        if token == "**/":
            parts.append("(?:.*/)?")
        elif token == "/**":
            parts.append("/.+")
        elif token.startswith("*"):
            parts.append("[^/]*")
        elif token == "?":
            parts.append("[^/]")
        elif len(token) > 2 and token[0] == "[":
            parts.append(_character_class(token))
        else:
            parts.append(re.escape(token[1:] if len(token) == 2 else token))
    return "".join(parts)


def _character_class(token: str) -> str:
    negated = token[1] in "!^"
    inside = token[2 if negated else 1 : -1].replace("\\", "\\\\").replace("[", "\\[")
    inside = inside.replace("]", "\\]").replace("&&", "&\\&").replace("||", "|\\|").replace("~~", "~\\~")
    found = f"(?!/)[{'^' if negated else ''}{inside}]"
    try:
        re.compile(found)
    except re.error:
        return re.escape(token)
    return found
