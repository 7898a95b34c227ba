"""Read YAML as text: every scalar stays the string that it was, and nothing is built but lists and mappings.

An id such as 1.10 is no number here, and `no` is no truth value. The parser only gives events; the tree is
built from them without recursion, so that depth, size and what aliases multiply are known before they cost.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, TypeAlias

import yaml
from yaml import events

from etom_rdf.errors import InputError
from etom_rdf.rdf_input.formats import bad_input, refuse_binary
from etom_rdf.readers.decoding import decode
from etom_rdf.readers.records import Notice

MAX_BYTES: Final = 8_000_000
MAX_DEPTH: Final = 100
MAX_NODES: Final = 200_000  # with all that aliases repeat

_TEMPLATE: Final = re.compile(r"^[^#\n]*?\{\{", re.MULTILINE)
# Without libyaml the same events come more slowly.
_LOADER: Final = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class YamlText(str):
    """Keep a scalar as it was written, and the line that it begins in."""

    __slots__ = ("line",)
    line: int

    def __new__(cls, text: str, line: int) -> "YamlText":
        """Return the text with its line."""
        self = super().__new__(cls, text)
        self.line = line
        return self


Yaml: TypeAlias = "YamlText | list[Yaml] | dict[str, Yaml]"


@dataclass(frozen=True, slots=True)
class YamlStream:
    """Hold the documents of a file, and the keys that stood twice in a mapping: of these the first counts.

    `notices` say what was assumed about the encoding.
    """

    documents: tuple[Yaml, ...]
    repeated: tuple[YamlText, ...] = ()
    notices: tuple[Notice, ...] = ()


def load_yaml_text(data: bytes | str, *, name: str, first_line: int = 1) -> YamlStream:
    """Read YAML with every scalar as text; keys are `YamlText` too.

    `first_line` is the number of the first line where the YAML stands inside another file. Raises InputError for
    what is no YAML, for tags, for keys that are no text, for templates that were not filled in, and for more
    than 8 MB, 100 levels or 200,000 nodes, those that aliases repeat included.

    >>> load_yaml_text("id: 1.10", name="a.yaml").documents
    ({'id': '1.10'},)
    """
    if len(data) > MAX_BYTES:
        en = f"the YAML is longer than {MAX_BYTES // 1_000_000} MB; split the file"
        ru = f"YAML длиннее {MAX_BYTES // 1_000_000} МБ; разделите файл"
        raise bad_input(name, None, en, ru)
    text, notices = (data, []) if isinstance(data, str) else _decoded(data, name)
    builder = _Builder(name, first_line)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _unreadable(text, name, first_line, mark.line if mark else None, error.problem or "") from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) if isinstance(error.position, int) else None
        raise _unreadable(text, name, first_line, line, error.reason) from None
    except InputError as error:
        raise _as_template(text, name, first_line) or error from None
    return YamlStream(tuple(builder.documents), tuple(builder.repeated), tuple(notices))


def _decoded(data: bytes, name: str) -> tuple[str, list[Notice]]:
    refuse_binary(data, name)
    return decode(data, name)


def line_of(value: Yaml) -> int | None:
    """Return the line of a text, or of the first text in a list or mapping; None where there is none."""
    inner: object = value
    while isinstance(inner, list | dict):
        inner = next(iter(inner), None)
    return inner.line if isinstance(inner, YamlText) else None


def texts_in(value: Yaml) -> Iterator[YamlText]:
    """Give a text itself, or the texts of a list: a list of one is often written without its dash."""
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, YamlText):
            yield each


def _unreadable(text: str, name: str, first_line: int, line: int | None, problem: str) -> InputError:
    return _as_template(text, name, first_line) or bad_input(
        name,
        None if line is None else line + first_line,
        f"YAML error: {problem}; correct the file or export it again",
        f"ошибка YAML: «{problem}»; исправьте файл или выгрузите его заново",
    )


def _as_template(text: str, name: str, first_line: int) -> InputError | None:
    found = _TEMPLATE.search(text)
    if found is None:
        return None
    return bad_input(
        name,
        text.count("\n", 0, found.end()) + first_line,
        "this is a template with {{ … }} not filled in; render it first, for example with `helm template`",
        "это шаблон с незаполненными {{ … }}; сначала разверните его, например командой `helm template`",
    )


@dataclass(slots=True)
class _Open:
    """Hold a list or mapping that is not closed yet."""

    value: "list[Yaml] | dict[str, Yaml]"
    anchor: str | None
    before: int  # nodes that came before it
    key: YamlText | None = None
    merged: "list[Yaml]" = field(default_factory=list)


@dataclass(slots=True)
class _Builder:
    name: str
    first_line: int
    documents: list[Yaml] = field(default_factory=list)
    repeated: list[YamlText] = field(default_factory=list)
    _stack: list[_Open] = field(default_factory=list)
    _anchors: dict[str, tuple[Yaml, int] | None] = field(default_factory=dict)  # None: not closed yet
    _nodes: int = 0

    def take(self, event: events.Event) -> None:
        line = (event.start_mark.line if event.start_mark else 0) + self.first_line
        if isinstance(event, events.ScalarEvent | events.CollectionStartEvent) and event.tag is not None:
            raise self._refused(line, f"the tag {event.tag}", f"тег {event.tag}")
        if isinstance(event, events.DocumentStartEvent):
            self._anchors.clear()
            if event.tags:
                raise self._refused(line, "a %TAG directive", "директива %TAG")
        elif isinstance(event, events.ScalarEvent):
            self._nodes += 1
            text = YamlText(event.value, line)
            if event.anchor:
                self._anchors[event.anchor] = (text, 1)
            self._add(text, line)
        elif isinstance(event, events.AliasEvent):
            self._add(self._of_alias(event.anchor, line), line)
        elif isinstance(event, events.CollectionStartEvent):
            self._open(event, line)
        elif isinstance(event, events.CollectionEndEvent):
            self._close(line)
        self._check_size(line)

    def _open(self, event: events.CollectionStartEvent, line: int) -> None:
        if len(self._stack) >= MAX_DEPTH:
            en = f"the YAML is nested more than {MAX_DEPTH} levels deep; flatten it"
            raise bad_input(
                self.name, line, en, f"вложенность YAML больше {MAX_DEPTH} уровней; разверните его"
            )
        if event.anchor:
            self._anchors[event.anchor] = None
        value: list[Yaml] | dict[str, Yaml] = {} if isinstance(event, events.MappingStartEvent) else []
        self._stack.append(_Open(value, event.anchor, self._nodes))
        self._nodes += 1

    def _close(self, line: int) -> None:
        done = self._stack.pop()
        if isinstance(done.value, dict):
            for base in done.merged:
                for each in base if isinstance(base, list) else [base]:
                    for key, value in each.items() if isinstance(each, dict) else ():
                        done.value.setdefault(key, value)
        if done.anchor:
            self._anchors[done.anchor] = (done.value, self._nodes - done.before)
        self._add(done.value, line)

    def _add(self, value: Yaml, line: int) -> None:
        if not self._stack:
            self.documents.append(value)
            return
        top = self._stack[-1]
        if isinstance(top.value, list):
            top.value.append(value)
        elif top.key is None:
            if not isinstance(value, YamlText):
                en = "a list or mapping stands where a key should be; put quotes around the text"
                ru = "на месте ключа стоит список или словарь; возьмите текст в кавычки"
                raise bad_input(self.name, line, en, ru)
            top.key = value
        else:
            if top.key == "<<" and not isinstance(value, YamlText):
                top.merged.append(value)
            elif top.key in top.value:
                self.repeated.append(top.key)
            else:
                top.value[top.key] = value
            top.key = None

    def _of_alias(self, anchor: str | None, line: int) -> Yaml:
        found = self._anchors.get(anchor or "")
        if found is None:
            en = f"the alias *{anchor} refers to what it stands in or to nothing; write the value out"
            ru = f"псевдоним *{anchor} ссылается на самого себя или в никуда; впишите значение прямо"
            raise bad_input(self.name, line, en, ru)
        self._nodes += found[1]
        return found[0]

    def _check_size(self, line: int) -> None:
        if self._nodes > MAX_NODES:
            en = f"the YAML has more than {MAX_NODES:,} values, aliases written out; split the file"
            ru = f"в YAML больше {MAX_NODES} значений, если раскрыть псевдонимы; разделите файл"
            raise bad_input(self.name, line, en, ru)

    def _refused(self, line: int, en: str, ru: str) -> InputError:
        return bad_input(
            self.name,
            line,
            f"{en} is not allowed here, every value is read as text; remove it",
            f"{ru} здесь не допускается: все значения читаются как текст; уберите его",
        )
