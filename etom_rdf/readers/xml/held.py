"""Refuse a stream that leaves too much of a file in memory."""

from typing import Any, Final

from etom_rdf.rdf_input.formats import bad_input
from etom_rdf.readers.xml.encoding import EncodingRepair

_MOST_HELD: Final = 500_000  # elements and attributes that a stream may leave in the tree


class Held:
    """Look from time to time how much of one file the tree holds; `name` is for the message."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._unweighed = 0  # tags and attributes since the tree was last looked at

    def weigh(self, root: Any, piece: bytes | None, repair: EncodingRepair) -> None:
        """Raise InputError where too much has stayed in the tree: nobody asked for it, or one element holds it."""
        self._unweighed += piece.count(b"<") + piece.count(b"=") if piece else 0
        if self._unweighed <= _MOST_HELD:
            return
        self._unweighed = 0
        if root is not None and sum(1 + len(element.attrib) for element in root.iter()) <= _MOST_HELD:
            return
        raise bad_input(
            self._name,
            repair.line,
            f"there are more than {_MOST_HELD:,} elements and attributes up to here that mean nothing to this reader, "
            "or that one element holds; take them out, or split the file",
            f"до этого места в файле более {_MOST_HELD:,} элементов и атрибутов, которые ничего не значат для чтения "
            "или стоят внутри одного элемента; удалите их или разделите файл",
        )
