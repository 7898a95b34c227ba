"""Read BPMN 2.0 in XML as processes, their parts, order, pools and lanes, and what is said of eTOM in them.

Valid or not, from whatever tool: only what the elements mean is looked at. A small file is taken as a tree, a
large one as a stream, of which nothing stays but the records.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, BinaryIO, Final, NamedTuple

from etom_rdf.readers.bpmn.categories import Box, Categories
from etom_rdf.readers.bpmn.contents import Contents
from etom_rdf.readers.bpmn.namespaces import MODEL, Namespaces
from etom_rdf.readers.bpmn.references import Extensions, local_name, may_speak_of_etom
from etom_rdf.readers.keywords import is_etom_key
from etom_rdf.readers.records import Mention, SourceModel
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
    return _Reading(XmlFile(source, name=name)).model()


class _Frame(NamedTuple):
    """An activity, pool or lane that holds other elements."""

    subject: str
    line: int
    activity: str | None  # itself, else the one around it
    lane: str | None = None  # itself


class _Role(NamedTuple):
    """What to do with the elements of one tag, and whether their start is enough for it."""

    handle: "Callable[[_Reading, Any, str], None] | None" = None
    at_start: bool = True
    is_subject: bool = False
    is_extension: bool = False


class _Reading:
    """Go through one file."""

    def __init__(self, file: XmlFile) -> None:
        self._file = file
        self._contents = Contents(file.name)
        self._namespaces = Namespaces(file, self._contents)
        self._extensions = Extensions(self._contents, file)
        self._categories = Categories(self._contents)
        self._speaks = True
        self._frames: dict[Any, _Frame] = {}  # by the element
        # In a file as it should be, only elements of BPMN and shapes are looked at.
        self._role_of = _role_by_name if self._namespaces.of_tags == MODEL else self._role_by_namespace
        self._is_foreign: dict[str, bool] = {}  # by the tag
        self._diagram = 0
        self._annotations: dict[str, str] = {}
        self._associations: list[tuple[str, str, int]] = []

    def model(self) -> SourceModel:
        """Read the file to its end and return all of it."""
        root = self._file.tree()
        if root is None:
            self._read_stream()
        else:
            self._speaks = may_speak_of_etom(self._file.ahead)
            self._read_tree(root.iter(f"{{{self._namespaces.of_tags}}}*"))
            if self._categories.has_groups:
                self._read_tree(root.iter(*(f"{{*}}{name}" for name in _DRAWN)))
        self._namespaces.refuse_or_tell_nothing_found()
        self._extensions.finish()
        self._categories.finish()
        for one, other, line in self._associations:
            for annotation, subject in ((one, other), (other, one)):
                if annotation in self._annotations and self._contents.is_subject(subject):
                    self._tell_words(subject, "textAnnotation", self._annotations[annotation], line)
        return self._contents.model(self._file.notices)

    def _read_tree(self, elements: Iterable[Any]) -> None:
        role_of = self._role_of
        inside: set[Any] = set()  # of extensions
        for element in elements:
            role, name = role_of(element.tag)
            if role.handle is None or element in inside:
                continue
            role.handle(self, element, name)
            if role.is_subject:
                if self._speaks:
                    self._read_foreign_children(element)
            elif role.is_extension:
                inside.update(element.iterdescendants(f"{{{self._namespaces.of_tags}}}*"))

    def _read_stream(self) -> None:
        tags = [f"{{{self._namespaces.of_tags}}}{name}" for name in _ROLES]
        tags += [f"{{*}}{name}" for name in (*_DRAWN, *_UNUSED)]
        role_of = self._role_of
        extensions = 0  # open around an element
        for event, element in self._file.iterparse(*tags):
            role, name = role_of(element.tag)
            starts = event == "start"
            if role.is_extension:
                extensions += 1 if starts else -1
            if extensions or role.handle is None:
                continue
            if starts == role.at_start:
                role.handle(self, element, name)
            elif role.is_subject:
                if len(element):
                    self._read_foreign_children(element)
                del self._frames[element]

    def _role_by_namespace(self, tag: str) -> tuple[_Role, str]:
        role, name = _role_by_name(tag)
        return (role if name in _DRAWN or self._namespaces.is_bpmn(tag) else _Role()), name

    # --- activities, pools, lanes, and what stands in them ------------------------------------------------

    def _activity(self, element: Any, kind: str) -> None:
        around = self._frames.get(element.getparent()) or self._around(element)
        attributes = dict(element.items())
        activity = self._contents.add_activity(
            attributes.get("id", ""),
            kind,
            attributes.get("name", ""),
            self._file.line(element),
            around.activity if around else None,
        )
        self._open(element, _Frame(activity.id, activity.line or 0, activity.id), attributes)

    def _pool(self, element: Any, _kind: str) -> None:
        line = self._file.line(element)
        attributes = dict(element.items())
        pool = self._contents.add_pool(
            attributes.get("id", ""), attributes.get("name", ""), line, attributes.get("processRef", "")
        )
        self._open(element, _Frame(pool, line, None), attributes)

    def _lane(self, element: Any, _kind: str) -> None:
        around = self._around(element)
        line = self._file.line(element)
        attributes = dict(element.items())
        lane = self._contents.add_lane(
            attributes.get("id", ""), attributes.get("name", ""), line, around.lane if around else None
        )
        self._open(element, _Frame(lane, line, around.activity if around else None, lane), attributes)

    def _around(self, element: Any) -> _Frame | None:
        while (element := element.getparent()) is not None:
            frame = self._frames.get(element)
            if frame is not None:
                return frame
        return None

    def _open(self, element: Any, frame: _Frame, attributes: Mapping[str, str]) -> None:
        self._frames[element] = frame
        if self._speaks and len(attributes) > 2:  # more than id and name
            self._extensions.read_attributes(frame.subject, attributes, frame.line)

    def _read_foreign_children(self, element: Any) -> None:
        is_foreign = self._is_foreign
        for child in element.iterchildren("*"):
            tag = child.tag
            if tag not in is_foreign:
                is_foreign[tag] = not self._namespaces.is_bpmn(tag) or is_etom_key(local_name(tag))
            if is_foreign[tag]:
                frame = self._frames[element]
                self._extensions.read(child, frame.subject, frame.line)

    def _extension(self, element: Any, _kind: str) -> None:
        if not self._speaks:
            return
        frame = self._frames.get(element.getparent())
        if frame is None:
            self._extensions.read(element, None, 0)
        else:
            self._extensions.read(element, frame.subject, frame.line)

    def _documentation(self, element: Any, kind: str) -> None:
        frame = self._frames.get(element.getparent())
        if frame is not None:
            text = "".join(element.itertext("*"))
            self._tell_words(frame.subject, kind, text, self._file.line(element, around=frame.line))

    def _category_reference(self, element: Any, _kind: str) -> None:
        frame = self._frames.get(element.getparent())
        if frame is not None:
            line = self._file.line(element, around=frame.line)
            self._categories.add_reference(frame.subject, (element.text or "").strip(), line)

    def _node_of_lane(self, element: Any, _kind: str) -> None:
        frame = self._frames.get(element.getparent())
        if frame is not None and frame.lane is not None:
            self._contents.put_in_lane((element.text or "").strip(), frame.lane)

    def _tell_words(self, subject: str, key: str, text: str, line: int) -> None:
        if text and not text.isspace():
            self._contents.mentions.append(Mention(subject, text, "keyword", key, line))

    # --- order, annotations, categories, where shapes stand -----------------------------------------------

    def _node(self, element: Any, kind: str) -> None:
        self._contents.add_node(element.get("id", ""), kind, self._file.line(element))

    def _flow(self, element: Any, _kind: str) -> None:
        self._contents.add_flow(
            element.get("sourceRef", ""), element.get("targetRef", ""), self._file.line(element)
        )

    def _annotation(self, element: Any, _kind: str) -> None:
        text = "".join("".join(child.itertext("*")) for child in element.iterchildren("{*}text"))
        self._annotations.setdefault(element.get("id", "").strip(), text)

    def _association(self, element: Any, _kind: str) -> None:
        ends = element.get("sourceRef", "").strip(), element.get("targetRef", "").strip()
        self._associations.append((*ends, self._file.line(element)))

    def _group(self, element: Any, _kind: str) -> None:
        value = element.get("categoryValueRef", "").strip()
        if value:
            self._categories.add_group(element.get("id", "").strip(), value, self._file.line(element))

    def _category_value(self, element: Any, _kind: str) -> None:
        category = element.getparent()
        name = "" if category is None else category.get("name", "")
        self._categories.add_value(element.get("id", "").strip(), name, element.get("value", ""))

    def _plane(self, _element: Any, _kind: str) -> None:
        self._diagram += 1

    def _shape(self, element: Any, _kind: str) -> None:
        bounds = element.find("{*}Bounds") if self._categories.has_groups else None
        if bounds is None:
            return
        try:
            left, top, width, height = (float(bounds.get(name, "")) for name in ("x", "y", "width", "height"))
        except ValueError:
            return
        box = Box(self._diagram, left, top, left + width, top + height)
        self._categories.add_box(element.get("bpmnElement", "").strip(), box)


@lru_cache(maxsize=4096)
def _role_by_name(tag: str) -> tuple[_Role, str]:
    """Return what to do with the elements of a tag, and their name."""
    name = local_name(tag)
    return _ROLES.get(name) or _DRAWN.get(name) or _Role(), name


_ROLES: Final[dict[str, _Role]] = {
    **dict.fromkeys(
        (
            "process", "task", "userTask", "serviceTask", "sendTask", "receiveTask", "manualTask", "businessRuleTask",
            "scriptTask", "subProcess", "adHocSubProcess", "transaction", "callActivity",
        ),
        _Role(_Reading._activity, is_subject=True),
    ),
    **dict.fromkeys(
        (
            "startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "implicitThrowEvent",
            "boundaryEvent", "exclusiveGateway", "inclusiveGateway", "parallelGateway", "complexGateway",
            "eventBasedGateway", "choreographyTask", "subChoreography", "callChoreography",
        ),
        _Role(_Reading._node),
    ),
    "participant": _Role(_Reading._pool, is_subject=True),
    "lane": _Role(_Reading._lane, is_subject=True),
    "sequenceFlow": _Role(_Reading._flow),
    "extensionElements": _Role(_Reading._extension, at_start=False, is_extension=True),
    "documentation": _Role(_Reading._documentation, at_start=False),
    "categoryValueRef": _Role(_Reading._category_reference, at_start=False),
    "flowNodeRef": _Role(_Reading._node_of_lane, at_start=False),
    "textAnnotation": _Role(_Reading._annotation, at_start=False),
    "association": _Role(_Reading._association),
    "group": _Role(_Reading._group),
    "categoryValue": _Role(_Reading._category_value),
}  # fmt: skip
_DRAWN: Final[dict[str, _Role]] = {
    "BPMNPlane": _Role(_Reading._plane),
    "BPMNShape": _Role(_Reading._shape, at_start=False),
}
# Nothing is read from these, but there may be very many, and a stream drops only what it is asked for.
_UNUSED: Final = (
    "messageFlow", "dataObject", "dataObjectReference", "dataStoreReference", "itemDefinition", "message", "BPMNEdge",
)  # fmt: skip
