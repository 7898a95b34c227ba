"""Find what the extensions of BPMN tools say of eTOM, whatever the tool.

The tools agree in one thing: a name and a value stand together. The name is an attribute (Camunda, Zeebe,
Flowable and ADONIS `name`, Signavio `metaKey`, BIC `stereotype`), a definition elsewhere (Bizagi), a key of a
JSON object, or what somebody called an element or attribute of his own.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from etom_rdf.readers.bpmn.contents import Contents
from etom_rdf.readers.json_words import looks_like_json, values_under, words_in_json
from etom_rdf.readers.keywords import KEYWORD, is_etom_key, key_role
from etom_rdf.readers.records import Mention, Notice
from etom_rdf.readers.xml.safety import XmlFile
from etom_rdf.text import Text

# Attributes that name what their element holds, and those that hold it.
_NAMING: Final = ("name", "key", "metaKey", "property", "stereotype")
_SCHEMES: Final = ("type", "scheme", "system", "classification")
_VALUES: Final = ("value", "metaValue", "stringValue", "val", "content", "text")
# What may be the value where the name of the element or a scheme is the key; elsewhere it is the property's own id.
_CODES: Final = ("code", "ref", "id", "href")

_DEFINITION: Final = "BizagiExtendedAttributeDefinition"
_DEFINED_VALUE: Final = "BizagiExtendedAttributeValue"
_SPOKEN: Final = re.compile(KEYWORD)
_SMALL_LETTERS: Final = bytes(range(256)).lower()
_REMEMBERED: Final = 20_000  # elements
_LONG: Final = 200  # characters of attributes; longer ones do not come twice
_NOT_WESTERN: Final = (b"\xd0", b"\xd1", b"\xe2")  # first bytes of Cyrillic letters and of dashes
# References to characters, and escapes of JSON, that may stand for letters.
_REFERENCE: Final = re.compile(rb"&#(?!1[03];|[xX]0*[aAdD];|3[49];)")


def local_name(tag: str) -> str:
    """Return the name of an element or attribute without its namespace, or a prefix that nothing declares.

    >>> local_name("{http://example.org/}etomRef"), local_name("my:etomRef")
    ('etomRef', 'etomRef')
    """
    return tag.rpartition("}")[2].rpartition(":")[2]


def may_speak_of_etom(content: bytes) -> bool:
    """Say whether a key for eTOM may be anywhere in a file in UTF-8; most files can be told at a glance.

    >>> may_speak_of_etom(b'<task name="Customer&#10;atom"/>'), may_speak_of_etom(b'<task my:eTOM="1.1.1.5"/>')
    (False, True)
    """
    if not content.isascii() and any(byte in content for byte in _NOT_WESTERN):
        return True
    if b"\\" in content or _REFERENCE.search(content):
        return True
    return b"etom" in content.translate(_SMALL_LETTERS, b"-")


class Extensions:
    """Turn what extensions say of eTOM into mentions of their subjects."""

    def __init__(self, contents: Contents, file: XmlFile) -> None:
        self._contents = contents
        self._file = file
        self._speaking: dict[str, bool] = {}  # by tag
        # By the name of an attribute: whether it holds a name; None where it is a key for eTOM itself.
        self._naming: dict[str, bool | None] = {}
        # What elements with nothing in them say, by tag, attributes and text: a file of thousands repeats them.
        self._words: dict[tuple[object, ...], tuple[tuple[str, str], ...]] = {}
        self._definitions: dict[str, str] = {}  # the names of Bizagi's attributes, by Id
        self._defined: list[tuple[str, str, str, int]] = []  # (subject, Id of the name, text, line)

    def read_attributes(self, subject: str, attributes: Iterable[tuple[str, str]], line: int) -> None:
        """Take the attributes of a BPMN element that a tool or a person added to it."""
        for name, value in attributes:
            if self._is_naming(name) is None:
                self._mention(subject, local_name(name), value, line)

    def read(self, top: Any, subject: str | None, line: int) -> None:
        """Take an element of extensions with all in it; without a subject, only definitions of names in it."""
        taken: set[Any] = set()
        for element in top.iter("*"):
            if taken and element in taken:
                continue
            tag, attributes, text = element.tag, element.items(), element.text
            if attributes and subject is not None:
                words = self._words.get((tag, text, *attributes))
                if words is not None and not len(element):
                    self._mention_all(subject, words, self._file.line(element, around=line))
                    continue
            if tag not in self._speaking:
                name = local_name(tag)
                self._speaking[tag] = name in (_DEFINITION, _DEFINED_VALUE) or is_etom_key(name)
            if self._speaking[tag] or ((attributes or text) and self._may_speak(attributes, text)):
                is_all_taken = self._read_one(element, subject, line)
                if is_all_taken and len(element):
                    taken.update(element.iterdescendants("*"))

    def _may_speak(self, attributes: Iterable[tuple[str, str]], text: str | None) -> bool:
        """Look through an element quickly, since most say nothing of eTOM."""
        for name, value in attributes:
            naming = self._is_naming(name)
            if naming is None or "{" in value or "[" in value or (naming and is_etom_key(value)):
                return True
        return text is not None and ("{" in text or "[" in text)

    def _is_naming(self, name: str) -> bool | None:
        """Say whether an attribute holds the name of a property; None where its own name is a key for eTOM."""
        if name not in self._naming:
            local = local_name(name)
            self._naming[name] = None if is_etom_key(local) else local in _NAMING or local in _SCHEMES
        return self._naming[name]

    def finish(self) -> None:
        """Take the values whose names were defined elsewhere, before or after them."""
        for subject, definition, text, line in self._defined:
            name = self._definitions.get(definition, "")
            if is_etom_key(name):
                self._mention(subject, name, text, line)

    def _read_one(self, element: Any, subject: str | None, around: int) -> bool:
        """Take one element without what is in it; say whether that is taken too, being its value."""
        local = local_name(element.tag)
        if local == _DEFINITION:
            self._definitions.setdefault(element.get("Id", "").lower(), _text_of(element))
            return True
        if subject is None:
            return False
        line = self._file.line(element, around=around)
        if local == _DEFINED_VALUE:
            self._defined.append((subject, element.get("Id", "").lower(), _text_of(element), line))
            return True
        attributes = {local_name(name): value for name, value in element.attrib.items()}
        key, coded = _key_of(local, attributes)
        if key is not None:
            words = [
                word
                for full_key, text in _values_of(element, attributes, key, coded=coded)
                for word in _words_of(full_key, text)
            ]
            self._mention_all(subject, words, line)
            self._remember(element, words)
            return True
        for name, value in attributes.items():
            if is_etom_key(name):
                self._mention(subject, name, value, line)
            else:
                self._read_json(subject, value, line)
        if element.text:
            self._read_json(subject, element.text, line)
        return False

    def _remember(self, element: Any, words: Iterable[tuple[str, str]]) -> None:
        """Remember what an element says that has nothing in it but attributes and a text."""
        said = element.tag, element.text, *element.items()
        if not len(element) and sum(len(text) for _, text in element.items()) <= _LONG:
            if len(self._words) > _REMEMBERED:
                self._words.clear()
            self._words[said] = tuple(words)

    def _mention(self, subject: str, key: str, text: str, line: int) -> None:
        self._mention_all(subject, _words_of(key, text), line)

    def _mention_all(self, subject: str, words: Iterable[tuple[str, str]], line: int) -> None:
        for key, text in words:
            if text and not text.isspace():
                self._contents.mentions.append(Mention(subject, text, "property", key, line))

    def _read_json(self, subject: str, text: str, line: int) -> None:
        if not looks_like_json(text):
            return
        found = words_in_json(text)
        if found is not None:
            self._mention_all(subject, found, line)
        elif _SPOKEN.search(text):
            message = Text(
                en="a text here speaks of eTOM and looks like JSON, but is broken or nested too deep; correct it, or "
                "give the id as a property",
                ru="здесь есть текст, похожий на JSON, в котором упомянута eTOM, но он испорчен или слишком глубоко "
                "вложен; исправьте его или дайте идентификатор отдельным свойством",
            )
            self._contents.tell(Notice("Source-json-unreadable", "warning", message, line, subject))


def _words_of(key: str, text: str) -> Iterable[tuple[str, str]]:
    """Return the values under a key, more than one where its text is JSON."""
    inside = values_under(key, text) if looks_like_json(text) else None
    return [(key, text)] if inside is None else inside


def _key_of(local: str, attributes: Mapping[str, str]) -> tuple[str | None, bool]:
    """Return the key for eTOM that an element has, and whether its value may stand in `id` and the like."""
    for name in _NAMING:
        value = attributes.get(name)
        if value and is_etom_key(value):
            return value, False
    if is_etom_key(local):
        return local, True
    for name in _SCHEMES:
        value = attributes.get(name)
        if value and is_etom_key(value):
            return value, True
    return None, False


def _values_of(
    element: Any, attributes: Mapping[str, str], key: str, *, coded: bool
) -> Iterator[tuple[str, str]]:
    own = _own_value(element, attributes)
    if own is not None:
        yield key, own
        return
    empty = True
    waiting = [(key, child) for child in reversed(element.findall("*"))]
    while waiting:
        outer, child = waiting.pop()
        inner = {local_name(name): value for name, value in child.attrib.items()}
        if any(inner.get(name) for name in _NAMING):
            continue  # a property of its own
        local = local_name(child.tag)
        full_key = outer if key_role(local) == "id" else f"{outer}.{local}"
        value = _own_value(child, inner)
        if value:
            empty = False
            yield full_key, value
        else:
            waiting += [(full_key, each) for each in reversed(child.findall("*"))]
    if empty and coded:
        yield from ((key, attributes[name]) for name in _CODES if name in attributes)


def _own_value(element: Any, attributes: Mapping[str, str]) -> str | None:
    for name in _VALUES:
        if name in attributes:
            return attributes[name]
    text: str | None = element.text
    return text if text and not text.isspace() else None


def _text_of(element: Any) -> str:
    return "".join(element.itertext()).strip()
