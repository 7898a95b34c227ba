"""Know what each element of BPMN means, and take it in: activities, pools, lanes, order, annotations, categories."""

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from etom_rdf.readers.bpmn.categories import Box, Categories
from etom_rdf.readers.bpmn.contents import Contents
from etom_rdf.readers.bpmn.namespaces import MODEL, Namespaces
from etom_rdf.readers.bpmn.references import Extensions, local_name
from etom_rdf.readers.keywords import is_etom_key
from etom_rdf.readers.records import Mention
from etom_rdf.readers.xml.safety import XmlFile


class Frame(NamedTuple):
    """An activity, pool or lane that holds other elements."""

    subject: str
    line: int
    activity: str | None  # itself, else the one around it
    lane: str | None = None  # itself


class Role(NamedTuple):
    """What to do with the elements of one tag.

    What is in a container may be read before the container has ended.
    """

    handle: "Callable[[Elements, Any, str], None] | None" = None
    is_subject: bool = False
    is_container: bool = False
    is_extension: bool = False


class Elements:
    """Take in the elements of one file one by one, each with all in it, or a container when it starts.

    `speaks` says whether the file may say anything of eTOM in extensions.
    """

    def __init__(self, file: XmlFile, contents: Contents, namespaces: Namespaces, *, speaks: bool) -> None:
        self._file = file
        self._contents = contents
        self._namespaces = namespaces
        self.speaks = speaks
        self.extensions = Extensions(contents, file)
        self.categories = Categories(contents)
        self.frames: dict[Any, Frame] = {}  # by the element
        # With the name, by the tag; the same for all files that are as they should be.
        self.roles: dict[str, tuple[Role, str]] = (
            _PROPER_ROLES if namespaces.of_tags == MODEL == file.root.namespace else {}
        )
        self._foreign: dict[str, bool] = {}  # by the tag
        self._diagram = 0
        self._annotations: dict[str, str] = {}
        self._associations: list[tuple[str, str, int]] = []

    def finish(self) -> None:
        """Take what was said by reference, when all of the file is known."""
        self.extensions.finish()
        self.categories.finish()
        for one, other, line in self._associations:
            for annotation, subject in ((one, other), (other, one)):
                if annotation in self._annotations and self._contents.is_subject(subject):
                    self._tell_words(subject, "textAnnotation", self._annotations[annotation], line)

    def role_of(self, tag: str) -> tuple[Role, str]:
        """Return what to do with the elements of a tag, and their name; look into `roles` first."""
        found = self.roles.get(tag)
        if found is None:
            name = local_name(tag)
            role = _ROLES.get(name) if self._namespaces.is_bpmn(tag) else DRAWN.get(name)
            found = role or _NO_ROLE, name
            if len(self.roles) < _REMEMBERED:
                self.roles[tag] = found
        return found

    # --- activities, pools, lanes, and what stands in them ------------------------------------------------

    def _activity(self, element: Any, kind: str) -> None:
        around = self.frames.get(element.getparent()) or self._around(element)
        line = self._file.line(element)
        activity = self._contents.add_activity(
            element.get("id", ""), kind, element.get("name", ""), line, around.activity if around else None
        )
        self._open(element, Frame(activity, line, activity))

    def _pool(self, element: Any, _kind: str) -> None:
        line = self._file.line(element)
        pool = self._contents.add_pool(
            element.get("id", ""), element.get("name", ""), line, element.get("processRef", "")
        )
        self._open(element, Frame(pool, line, None))

    def _lane(self, element: Any, _kind: str) -> None:
        around = self._around(element)
        line = self._file.line(element)
        lane = self._contents.add_lane(
            element.get("id", ""), element.get("name", ""), line, around.lane if around else None
        )
        self._open(element, Frame(lane, line, around.activity if around else None, lane))

    def _around(self, element: Any) -> Frame | None:
        while (element := element.getparent()) is not None:
            frame = self.frames.get(element)
            if frame is not None:
                return frame
        return None

    def _open(self, element: Any, frame: Frame) -> None:
        self.frames[element] = frame
        if self.speaks and not _PLAIN.issuperset(element.keys()):
            self.extensions.read_attributes(frame.subject, element.items(), frame.line)

    def read_foreign_children(self, element: Any) -> None:
        """Take what a tool put straight into an activity, a pool or a lane."""
        for child in element.iterchildren("*"):
            if self.is_foreign(child.tag):
                frame = self.frames[element]
                self.extensions.read(child, frame.subject, frame.line)

    def is_foreign(self, tag: str) -> bool:
        """Say whether elements of a tag are a tool's own, or somebody's for eTOM."""
        if tag not in self._foreign:
            self._foreign[tag] = not self._namespaces.is_bpmn(tag) or is_etom_key(local_name(tag))
        return self._foreign[tag]

    def _extension(self, element: Any, _kind: str) -> None:
        if not self.speaks:
            return
        frame = self.frames.get(element.getparent())
        if frame is None:
            self.extensions.read(element, None, 0)
        else:
            self.extensions.read(element, frame.subject, frame.line)

    def _documentation(self, element: Any, kind: str) -> None:
        frame = self.frames.get(element.getparent())
        if frame is not None:
            text = "".join(element.itertext("*"))
            self._tell_words(frame.subject, kind, text, self._file.line(element, around=frame.line))

    def _category_reference(self, element: Any, _kind: str) -> None:
        frame = self.frames.get(element.getparent())
        if frame is not None:
            line = self._file.line(element, around=frame.line)
            self.categories.add_reference(frame.subject, (element.text or "").strip(), line)

    def _node_of_lane(self, element: Any, _kind: str) -> None:
        frame = self.frames.get(element.getparent())
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
            self.categories.add_group(element.get("id", "").strip(), value, self._file.line(element))

    def _category_value(self, element: Any, _kind: str) -> None:
        category = element.getparent()
        name = "" if category is None else category.get("name", "")
        self.categories.add_value(element.get("id", "").strip(), name, element.get("value", ""))

    def _plane(self, _element: Any, _kind: str) -> None:
        self._diagram += 1

    def _shape(self, element: Any, _kind: str) -> None:
        bounds = element.find("{*}Bounds") if self.categories.has_groups else None
        if bounds is None:
            return
        try:
            left, top, width, height = (float(bounds.get(name, "")) for name in ("x", "y", "width", "height"))
        except ValueError:
            return
        box = Box(self._diagram, left, top, left + width, top + height)
        self.categories.add_box(element.get("bpmnElement", "").strip(), box)


_PLAIN: Final = frozenset({"id", "name"})
_REMEMBERED: Final = 4096
_PROPER_ROLES: Final[dict[str, tuple[Role, str]]] = {}
_NO_ROLE: Final = Role()
_ACTIVITY: Final = Role(Elements._activity, is_subject=True)
_PROCESS: Final = _ACTIVITY._replace(is_container=True)
_NODE: Final = Role(Elements._node)
_AROUND: Final = Role(is_container=True)

_ROLES: Final[dict[str, Role]] = {
    **dict.fromkeys(("process", "subProcess", "adHocSubProcess", "transaction"), _PROCESS),
    **dict.fromkeys(
        (
            "task", "userTask", "serviceTask", "sendTask", "receiveTask", "manualTask", "businessRuleTask",
            "scriptTask", "callActivity",
        ),
        _ACTIVITY,
    ),
    **dict.fromkeys(
        (
            "startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "implicitThrowEvent",
            "boundaryEvent", "exclusiveGateway", "inclusiveGateway", "parallelGateway", "complexGateway",
            "eventBasedGateway", "choreographyTask", "subChoreography", "callChoreography",
        ),
        _NODE,
    ),
    "definitions": _AROUND,
    "collaboration": _AROUND,
    "participant": Role(Elements._pool, is_subject=True),
    "laneSet": _AROUND,
    "childLaneSet": _AROUND,
    "lane": Role(Elements._lane, is_subject=True, is_container=True),
    "sequenceFlow": Role(Elements._flow),
    "extensionElements": Role(Elements._extension, is_extension=True),
    "documentation": Role(Elements._documentation),
    "categoryValueRef": Role(Elements._category_reference),
    "flowNodeRef": Role(Elements._node_of_lane),
    "textAnnotation": Role(Elements._annotation),
    "association": Role(Elements._association),
    "group": Role(Elements._group),
    "categoryValue": Role(Elements._category_value),
}  # fmt: skip
DRAWN: Final[dict[str, Role]] = {
    "BPMNDiagram": _AROUND,
    "BPMNPlane": Role(Elements._plane, is_container=True),
    "BPMNShape": Role(Elements._shape),
}
