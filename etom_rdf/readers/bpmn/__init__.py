"""Read BPMN 2.0 in XML as processes, their parts, order, pools and lanes, and what is said of eTOM in them.

Valid or not, from whatever tool: only what the elements mean is looked at. A small file is taken as a tree, a
large one as a stream, of which nothing stays but the records; there diagrams stand behind what they show, as the
standard has it.
"""

from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

from etom_rdf.readers.bpmn.contents import Contents
from etom_rdf.readers.bpmn.elements import DRAWN, Elements
from etom_rdf.readers.bpmn.namespaces import MODEL, Namespaces
from etom_rdf.readers.bpmn.references import may_speak_of_etom
from etom_rdf.readers.collection import without_collection
from etom_rdf.readers.records import SourceModel
from etom_rdf.readers.xml.growing import Growing
from etom_rdf.readers.xml.safety import XmlFile


def read(source: BinaryIO, *, name: str) -> SourceModel:
    r"""Read one BPMN file; `name` is what messages call it.

    Raises InputError for what is not XML, not BPMN, or an attack.

    >>> from io import BytesIO
    >>> file = BytesIO(b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="P">'
    ...     b'<userTask id="T" name="Take the\norder"/></process></definitions>')
    >>> [(each.id, each.type, each.name, each.part_of) for each in read(file, name="order.bpmn").activities]
    [('P', 'process', '', None), ('T', 'userTask', 'Take the order', 'P')]
    """
    with without_collection():
        return _Reading(XmlFile(source, name=name)).model()


class _Reading:
    """Go through one file."""

    def __init__(self, file: XmlFile) -> None:
        self._file = file
        self._contents = Contents(file.name)
        self._tree = file.tree()
        self._namespaces = Namespaces(file, self._contents)
        if self._namespaces.prefix_to_declare:
            file.declare(self._namespaces.prefix_to_declare, MODEL)
            self._tree = file.tree()
        self._of_bpmn = f"{{{self._namespaces.of_tags}}}*"
        speaks = self._tree is None or may_speak_of_etom(file.ahead)
        self._elements = Elements(file, self._contents, self._namespaces, speaks=speaks)

    def model(self) -> SourceModel:
        """Read the file to its end and return all of it."""
        if self._tree is None:
            self._read_stream()
        else:
            self._read_tree(self._tree.iter(self._of_bpmn))
            if self._elements.categories.has_groups and self._namespaces.of_tags != "*":
                self._read_tree(self._tree.iter(*(f"{{*}}{name}" for name in DRAWN)))
        self._namespaces.refuse_or_tell_nothing_found()
        self._elements.finish()
        return self._contents.model(self._file.notices)

    def _read_tree(self, elements: Iterable[Any]) -> None:
        roles = self._elements.roles
        inside: set[Any] = set()  # of extensions
        for element in elements:
            tag = element.tag
            role, name = roles.get(tag) or self._elements.role_of(tag)
            handle = role.handle
            if handle is None or (inside and element in inside):
                continue
            handle(self._elements, element, name)
            if role.is_extension:
                inside.update(element.iterdescendants(self._of_bpmn))
            elif role.is_subject and self._elements.speaks:
                self._elements.read_foreign_children(element)

    # --- a large file as a stream -------------------------------------------------------------------------

    def _read_stream(self) -> None:
        growing = Growing(self)
        for root in self._file.feed():
            growing.take(root)
        growing.end()

    def is_container(self, element: Any) -> bool:
        """Say whether an element may hold so much that its children are to come one by one.

        Strange elements may, where they belong to no activity, pool or lane: there is BPMN inside other formats.
        """
        role = (self._elements.roles.get(element.tag) or self._elements.role_of(element.tag))[0]
        return role.is_container or (role.handle is None and element.getparent() not in self._elements.frames)

    def open_container(self, element: Any) -> bool:
        """Take a container of which only the start is known; say whether what is in it matters."""
        role, name = self._elements.role_of(element.tag)
        if role.handle is not None:
            role.handle(self._elements, element, name)
        return name != "BPMNPlane" or self._elements.categories.has_groups

    def close_container(self, element: Any) -> None:
        """Take the end of a container."""
        self._elements.frames.pop(element, None)

    def read_children(self, container: Any, children: Sequence[Any]) -> int:
        """Take children of a container that have ended, up to the next container; return how many they are."""
        elements = self._elements
        roles, frames = elements.roles, elements.frames
        frame, kept = frames.get(container), len(frames)
        for place, child in enumerate(children):
            role, name = roles.get(child.tag) or elements.role_of(child.tag)
            handle = role.handle
            if role.is_container or (handle is None and container not in frames):
                return place
            if len(child) and name not in DRAWN:
                self._read_tree(child.iter(self._of_bpmn))
            elif handle is not None:
                handle(elements, child, name)
            if handle is None and frame is not None and elements.is_foreign(child.tag):
                elements.extensions.read(child, frame.subject, frame.line)
            while len(frames) > kept:
                frames.popitem()
        return len(children)
