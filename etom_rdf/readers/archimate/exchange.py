"""Read ArchiMate models in the exchange format of The Open Group, 2.1 to 3.x, also without its namespace."""

from collections.abc import Callable
from typing import Any, Final

from etom_rdf.readers.archimate import notices
from etom_rdf.readers.archimate.concepts import Contents, Words
from etom_rdf.readers.archimate.native import text_of, written_type
from etom_rdf.readers.xml.safety import XmlFile

_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_OURS: Final = ("ru", "en")
_RECORDS: Final = ("element", "relationship", "propertyDefinition", "propertydef")  # the last in 2.1
_UNUSED: Final = ("view", "item")  # nothing is read from these, but they are most of a file
_CHILDREN: Final = ("name", "label", "documentation", "properties", "property", "value")  # label in 2.1
_REFERENCES: Final = ("propertyDefinitionRef", "identifierRef", "identifierref")  # the last in 2.1


def read_exchange(file: XmlFile, contents: Contents, used: Callable[[], None]) -> None:
    """Collect what an exchange file says; `used` is called after each record."""
    _Reading(file, contents).run(used)


class _Reading:
    """Go through the file once; what a property is called is only known at its end."""

    def __init__(self, file: XmlFile, contents: Contents) -> None:
        self._file = file
        self._contents = contents
        namespace = file.root.namespace
        names = (*_RECORDS, *_UNUSED, *_CHILDREN)
        self._tags = {f"{{{namespace}}}{name}" if namespace else name: name for name in names}
        self._definitions: dict[str, str] = {}
        self._properties: list[tuple[str, Words]] = []  # with what they refer to

    def run(self, used: Callable[[], None]) -> None:
        contents, line = self._contents, 1
        records = [tag for tag, name in self._tags.items() if name in _RECORDS or name in _UNUSED]
        for event, element in self._file.iterparse(*records):
            if event == "start":
                line = self._file.line(element)
                continue
            # With a prefix that nothing declares, an element of something else is brought as one of ours.
            kind = self._tags.get(str(element.tag), "")
            written_id = element.get("identifier") or ""
            if kind == "element":
                self._take_element(element, written_id, line)
            elif kind == "relationship":
                ends = element.get("source") or "", element.get("target") or ""
                contents.add_relation(written_id, _type(element), *ends, line)
            elif kind in _RECORDS:
                self._definitions[written_id] = element.get("name") or self._name(element)
            used()
        for definition, words in self._properties:
            key = self._definitions.get(definition)
            if key is None:
                contents.tell(notices.undefined, words.subject, definition, words.line)
            else:
                contents.add_property(words.subject, key, words.text, words.line)

    def _take_element(self, element: Any, written_id: str, line: int) -> None:
        contents = self._contents
        subject = contents.add_concept(written_id, _type(element), self._name(element), line)
        for child in element:
            kind = self._tags.get(child.tag)
            if kind == "documentation":
                contents.add_documentation(subject, text_of(child), self._file.line(child, around=line))
            elif kind == "properties":
                for each in child:
                    if self._tags.get(each.tag) == "property":
                        self._take_property(each, subject, self._file.line(each, around=line))

    def _take_property(self, element: Any, subject: str, line: int) -> None:
        definition = next((ref for name in _REFERENCES if (ref := element.get(name))), "")
        values = (text_of(value) for value in element if self._tags.get(value.tag) == "value")
        for text in dict.fromkeys(values):  # in several languages; what they say alike is said once
            self._properties.append((definition, Words(subject, "", text, line)))

    def _name(self, element: Any) -> str:
        """Return the first name in Russian or English, else the first of all."""
        first = None
        for child in element:
            if self._tags.get(child.tag) in ("name", "label"):
                if (child.get(_LANGUAGE) or "")[:2].lower() in _OURS:
                    return text_of(child)
                first = text_of(child) if first is None else first
        return first or ""


def _type(element: Any) -> str:
    return written_type(element) or element.get("type") or ""
