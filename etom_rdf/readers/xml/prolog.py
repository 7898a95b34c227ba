"""Look at the beginning of an XML file: its root element, and a document type in front of it."""

import re
from dataclasses import dataclass
from typing import Any, Final

from etom_rdf.rdf_input.formats import bad_input

# What may stand before the root element; the group is the rest of a document type without any content.
_PROLOG: Final = re.compile(rb"""<!--.*?-->|<\?.*?\?>|<!DOCTYPE(\s+[^\s\[>"']+\s*>)?""", re.DOTALL)
# Nothing of it is looked at twice, whatever stands there.
_PLAIN: Final = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s++|<!--.*?-->|<\?.*?\?>)*+<[^!?\s]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Root:
    """Name the root element of an XML file; `namespace` is empty where there is none.

    A prefix that nothing declares is part of `local_name`, and `prefix` is empty.
    """

    local_name: str
    namespace: str
    prefix: str
    line: int


def root_of(element: Any) -> Root:
    """Name a root element."""
    namespace, _, local_name = str(element.tag).rpartition("}")
    return Root(local_name, namespace[1:], element.prefix or "", element.sourceline or 1)


def begins_plainly(text: bytes) -> bool:
    """Say whether a file certainly has no document type: there is nothing but comments in front of its root element.

    >>> begins_plainly(b"<?xml version='1.0'?><!-- <b> --><a/>"), begins_plainly(b"<!-- <b> --><!DOCTYPE a><a/>")
    (True, False)
    """
    return _PLAIN.match(text) is not None


def refuse_document_type(root: Any, head: bytes, name: str) -> None:
    """Raise InputError for a document type that declares or refers to anything; `head` is what stands before."""
    if root.getroottree().docinfo.internalDTD is None:
        return
    prolog = (found for found in _PROLOG.finditer(head) if found[0].startswith(b"<!"))
    doctype = next((found for found in prolog if not found[0].startswith(b"<!--")), None)
    if doctype is not None and doctype[1] is not None:
        return
    raise bad_input(
        name,
        None if doctype is None else head.count(b"\n", 0, doctype.start()) + 1,
        "the file has a DOCTYPE with declarations or an address, which models do not need and attacks use; "
        "remove it",
        "в файле есть DOCTYPE с объявлениями или адресом: моделям он не нужен, а для атак пригоден; удалите его",
    )
