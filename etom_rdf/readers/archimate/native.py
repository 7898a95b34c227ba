"""Read ArchiMate models as Archi keeps them: one file, or a folder of small files that coArchi keeps in git."""

from collections.abc import Callable
from typing import Any, Final

from etom_rdf.readers.archimate.concepts import Contents
from etom_rdf.readers.xml.safety import XmlFile

NAMESPACES: Final = ("http://www.archimatetool.com/archimate", "http://www.bolton.ac.uk/archimate")
_TYPE: Final = "{http://www.w3.org/2001/XMLSchema-instance}type"
_RELATIONSHIP: Final = "Relationship"
_VIEWS: Final = ("DiagramModel", "SketchModel", "CanvasModel")  # what their types end in
_FRAMES: Final = ("ArchimateModel", "model", "Folder")


def read_native(file: XmlFile, contents: Contents, used: Callable[[], None]) -> None:
    """Collect what a file of Archi says, of any version; `used` is called after each element."""
    inside: str | None = None  # the id of the element that is open
    for event, element in file.iterparse("{*}element"):
        if event == "start":
            inside = _start(element, contents, file.line(element))
            continue
        if inside is not None and len(element):
            around = contents.concepts[inside].line
            for child in element:
                _take_child(child, inside, contents, file.line(child, around=around))
        inside = None
        used()


def _start(element: Any, contents: Contents, line: int) -> str | None:
    """Keep an element or a relationship; return the id of an element."""
    written = written_type(element)
    if written.endswith(_RELATIONSHIP):
        ends = element.get("source") or "", element.get("target") or ""
        contents.add_relation(element.get("id") or "", written, *ends, line)
        return None
    if written.endswith(_VIEWS):
        return None
    return contents.add_concept(element.get("id") or "", written, element.get("name") or "", line)


def _take_child(child: Any, subject: str, contents: Contents, line: int) -> None:
    tag = local_name(child)
    if tag == "property":
        contents.add_property(subject, child.get("key") or "", child.get("value") or "", line)
    elif tag == "documentation":
        contents.add_documentation(subject, text_of(child), line)


def local_name(element: Any) -> str:
    """Return the tag of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def written_type(element: Any) -> str:
    """Return what stands in `xsi:type`, also where nothing declares that prefix."""
    return element.get(_TYPE) or element.get("xsi:type") or ""


def text_of(element: Any) -> str:
    """Return all text inside an element."""
    return "".join(element.itertext()) if len(element) else element.text or ""


def read_part(file: XmlFile, contents: Contents) -> None:
    """Collect what one file of a coArchi folder says of an element or a relationship; others are passed over."""
    kind = file.root.local_name.rpartition(":")[2]
    if kind in _FRAMES or kind.endswith(_VIEWS):
        return
    if not file.root.namespace:
        file.declare("archimate", NAMESPACES[0])
    root = file.tree()
    if root is not None:
        _take_part(root, kind, contents, file)
        return
    for _, element in file.iterparse("{*}" + kind, events=("end",)):
        if element.getparent() is None:
            _take_part(element, kind, contents, file)


def _take_part(root: Any, kind: str, contents: Contents, file: XmlFile) -> None:
    written_id, line = root.get("id") or "", file.root.line
    if kind.endswith(_RELATIONSHIP):
        ends = {local_name(child): (child.get("href") or "").rpartition("#")[2] for child in root}
        contents.add_relation(written_id, kind, ends.get("source", ""), ends.get("target", ""), line)
        return
    subject = contents.add_concept(written_id, kind, root.get("name") or "", line)
    contents.add_documentation(subject, root.get("documentation") or "", line)
    for child in root:
        tag = local_name(child)
        if tag == "properties":
            key, value = child.get("key") or "", child.get("value") or ""
            contents.add_property(subject, key, value, file.line(child, around=line))
        elif tag == "documentation":
            contents.add_documentation(subject, text_of(child), file.line(child, around=line))
