"""Apply the graphs that the protocol names for an update, as if the update named them itself (protocol, 2.2.3).

The engine takes no dataset for updates, so USING is written into each operation that has a WHERE. For that the
text is cut into tokens; only words outside of braces matter.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from etom_rdf.server.messages.refusals import RefusalError
from etom_rdf.text import Text

_TOKEN: Final = re.compile(
    r"""(?P<skip>\#[^\n\r]*|<[^<>"{}|^`\\\x00-\x20]*>
    |'''(?:[^'\\]|\\.|'(?!''))*'''|\"""(?:[^"\\]|\\.|"(?!""))*\"""|'(?:[^'\\\n\r]|\\.)*'|"(?:[^"\\\n\r]|\\.)*")
    |(?P<word>[^\W\d_][\w.:%-]*)|(?P<brace>[{}])|.""",
    re.VERBOSE | re.DOTALL,
)
_CONFLICT: Final = Text(
    en="the update names its graphs with USING or WITH, and the request does as well; use one of the two",
    ru="графы указаны и в самом изменении (USING или WITH), и в параметрах запроса; оставьте что-то одно",
)


def with_dataset(text: str, *, default: Sequence[str], named: Sequence[str]) -> str:
    """Return an update that works on these graphs; as it was where there are none.

    Raises RefusalError for an update that names graphs itself.

    >>> with_dataset("DELETE { ?s ?p 1 } WHERE { ?s ?p 1 }", default=["urn:a"], named=[])
    'DELETE { ?s ?p 1 } USING <urn:a> WHERE { ?s ?p 1 }'
    >>> with_dataset("DELETE WHERE { ?s ?p 1 }; CLEAR ALL", default=[], named=["urn:a"])
    'DELETE { ?s ?p 1 } USING NAMED <urn:a> WHERE { ?s ?p 1 }; CLEAR ALL'
    """
    if not default and not named:
        return text
    using = " ".join([*(f"USING <{one}>" for one in default), *(f"USING NAMED <{one}>" for one in named)])
    result: list[str] = []
    done = 0
    before = ""
    for word, start in _outer(text):
        if word in ("using", "with"):
            raise RefusalError(400, _CONFLICT)
        if word == "where":
            template = f"{_block(text, start)} " if before == "delete" else ""
            result.append(f"{text[done:start]}{template}{using} ")
            done = start
        before = word
    return "".join([*result, text[done:]])


def _outer(text: str) -> Iterator[tuple[str, int]]:
    """Give the words outside of braces in lower case, `{` for each block between them, and where they stand."""
    depth = 0
    for token in _TOKEN.finditer(text):
        if token["brace"] == "{":
            if not depth:
                yield "{", token.start()
            depth += 1
        elif token["brace"] == "}":
            depth -= 1
        elif token["word"] and not depth:
            yield token["word"].lower(), token.start()


def _block(text: str, start: int) -> str:
    """Return the first block in braces after a place."""
    depth = begin = 0
    for token in _TOKEN.finditer(text, start):
        if token["brace"] == "{":
            begin = begin if depth else token.start()
            depth += 1
        elif token["brace"] == "}":
            depth -= 1
            if depth <= 0:
                return text[begin : token.end()]
    return "{ }"
