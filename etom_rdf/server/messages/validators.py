"""Spare clients what they hold already: entity tags and If-None-Match (RFC 9110, 8.8.3 and 13.1.2)."""

import re
from functools import lru_cache
from hashlib import sha256
from typing import Final

from starlette.requests import Request

_TAG: Final = re.compile(r'(?:W/)?("[^"]*")')


def entity_tag(body: bytes) -> str:
    """Return the tag of a body, as a header has it.

    >>> entity_tag(b"a") == entity_tag(b"a"), len(entity_tag(b""))
    (True, 34)
    """
    return f'"{sha256(body).hexdigest()[:32]}"'


@lru_cache(maxsize=4096)
def lasting_entity_tag(body: bytes) -> str:
    """Return the tag of a body that somebody keeps as long as the server runs, without reading it each time."""
    return entity_tag(body)


def is_held(request: Request, tag: str) -> bool:
    """Tell whether the client holds what has this tag; of a POST the condition says something else."""
    if request.method not in ("GET", "HEAD"):
        return False
    held = request.headers.get("if-none-match", "")
    return held.strip() == "*" or tag in _TAG.findall(held)
