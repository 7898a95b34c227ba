"""Read what TM Forum's ODA components say of the eTOM processes that they support, from their YAML.

A component (`kind: Component` of `oda.tmforum.org`, any version from v1alpha1 to v1) is a container, and each eTOM
process that it lists an activity in it. The lists stand in `spec.componentMetadata` or in `spec` itself, under
`eTOMs` or `eTom`, and an entry is written `id|Name|release`; older files have `id_Name_release`, `id-Name-release`,
a bare id, or a mapping. The numbers are those of TM Forum's releases, where 1.1.1.5 is another process than in this
standard: each mention carries its release, or `GB921` where the entry names none.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from etom_rdf.identifiers import shown
from etom_rdf.rdf_input.formats import bad_input
from etom_rdf.readers.keywords import is_etom_key, key_role
from etom_rdf.readers.mapping_messages import notice
from etom_rdf.readers.records import Activity, Container, Mention, Notice, SourceModel
from etom_rdf.readers.yaml_text import Yaml, YamlText, line_of, load_yaml_text

GROUP: Final = "oda.tmforum.org/"
UNNAMED_RELEASE: Final = "GB921"  # TM Forum's own numbering, some release of it

_ENTRY: Final = re.compile(r"(?P<id>[0-9]+(?:\.[0-9]+)*)\.?(?:\s*[|_-]\s*|\s+|$)(?P<rest>.*)", re.DOTALL)
_RELEASE: Final = re.compile(r"(?:^|[|_\s-])(?P<release>[vVrR][0-9]+(?:\.[0-9]+)*)$")
_EMPTY: Final = frozenset({"", "~", "null", "none", "n/a", "na", "-"})
_SPACE: Final = re.compile(r"[\s_]+")
_SHOWN_KINDS: Final = 4


def read(data: bytes, *, name: str) -> SourceModel:
    """Read the components in a YAML file; documents of other kinds are passed over with a notice.

    `skipped` counts the entries in lists of eTOM processes that could not be read. Raises InputError for what is
    no YAML, for templates that were not filled in, and for a file without any component.

    >>> text = b"{apiVersion: oda.tmforum.org/v1, kind: Component, spec: {id: TMFC001, eTOMs: [1.2.20|Catalog|v23.0]}}"
    >>> model = read(text, name="catalog.yaml")
    >>> model.activities[0].id, model.activities[0].name, model.mentions[0].edition
    ('TMFC001/1.2.20', 'Catalog', 'v23.0')
    """
    stream = load_yaml_text(data, name=name)
    reader = _Reader(notices=list(stream.notices))
    for key in stream.repeated:
        reader.notices.append(notice("Source-key-repeated", key.line, value=key, key=key))
    others: dict[str, int] = {}
    for document in stream.documents:
        if is_component(document):
            reader.read(document)
        elif document:
            kind = document.get("kind", "") if isinstance(document, dict) else ""
            others.setdefault(shown(kind) if isinstance(kind, str) and kind else "?", line_of(document) or 1)
    if not reader.containers:
        en = f"no ODA component here; one begins with ‘apiVersion: {GROUP}…’ and ‘kind: Component’"
        ru = f"компонента ODA здесь нет; он начинается с «apiVersion: {GROUP}…» и «kind: Component»"
        raise bad_input(name, 1, en, ru)
    if others:
        kinds = ", ".join([*list(others)[:_SHOWN_KINDS], *(["…"] if len(others) > _SHOWN_KINDS else [])])
        reader.notices.append(notice("Source-document-other", min(others.values()), kinds=kinds))
    return SourceModel(
        name,
        "oda",
        activities=tuple(reader.activities.values()),
        containers=tuple(reader.containers.values()),
        mentions=tuple(reader.mentions),
        notices=tuple(reader.notices),
        skipped=reader.skipped,
    )


def is_component(document: Yaml) -> bool:
    """Say whether a YAML document is an ODA component, whatever the version of its format."""
    if not isinstance(document, dict):
        return False
    version, kind = document.get("apiVersion"), document.get("kind")
    is_oda = isinstance(version, str) and version.strip().lower().startswith(GROUP)
    return is_oda and isinstance(kind, str) and kind.strip().lower() == "component"


@dataclass(frozen=True, slots=True)
class _Entry:
    """Hold one eTOM process that a component lists; no id where the entry cannot be read."""

    text: str
    line: int | None
    id: str = ""
    name: str = ""
    release: str = ""


@dataclass(slots=True)
class _Reader:
    notices: list[Notice]
    activities: dict[str, Activity] = field(default_factory=dict)
    containers: dict[str, Container] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    skipped: int = 0
    _seen: set[tuple[str, str, str, str]] = field(default_factory=set)
    _times: dict[str, int] = field(default_factory=dict)  # that an id was asked for

    def read(self, document: Yaml) -> None:
        parts = list(_parts(document))
        container = self._container(parts, document)
        lists = [(key, value) for part in parts for key, value in part.items() if is_etom_key(key)]
        stated = (value for key, value in lists if key_role(key) == "edition")
        edition = next((value.strip() for value in stated if isinstance(value, YamlText)), "")
        entries = [(key, each) for key, value in lists if key_role(key) == "id" for each in _entries(value)]
        for key, entry in entries:
            self._add(container, key, entry, edition)
        if not entries:
            code = "Source-list-empty"
            self.notices.append(notice(code, container.line, subject=container.id, id=container.id))

    def _container(self, parts: "Sequence[Mapping[str, Yaml]]", document: Yaml) -> Container:
        id_ = _first(parts, "id") or _first(parts[-1:], "name") or _first(parts, "name") or "component"
        line = id_.line if isinstance(id_, YamlText) else line_of(document)
        id_ = id_.strip()
        unique = self._unique(id_)
        if unique != id_:
            self.notices.append(
                notice("Source-component-repeated", line, subject=unique, id=id_, unique=unique)
            )
        container = Container(unique, "oda-component", _named(_first(parts[:-1], "name")), line)
        self.containers[unique] = container
        return container

    def _add(self, container: Container, key: str, entry: _Entry, edition: str) -> None:
        id_, line, text = entry.id, entry.line, entry.text
        if not id_:
            self.skipped += 1
            self.notices.append(
                notice("Source-entry-unreadable", line, subject=container.id, value=text, text=text)
            )
            return
        edition = entry.release or edition
        if not edition:
            edition = UNNAMED_RELEASE
            code = "Source-release-missing"
            self.notices.append(notice(code, line, subject=container.id, value=text, id=id_, edition=edition))
        if (container.id, id_, entry.name, edition) in self._seen:
            self.skipped += 1
            self.notices.append(
                notice("Source-entry-repeated", line, subject=container.id, value=text, id=id_)
            )
            return
        self._seen.add((container.id, id_, entry.name, edition))
        unique = self._unique(f"{container.id}/{id_}")
        if unique != f"{container.id}/{id_}":
            self.notices.append(notice("Source-entry-ambiguous", line, subject=unique, value=text, id=id_))
        self.activities[unique] = Activity(unique, "eTOM", entry.name, line, component=container.id)
        labels = (entry.name,) if entry.name else ()
        self.mentions.append(Mention(unique, id_, "property", key, line, edition, role="id", labels=labels))

    def _unique(self, id_: str) -> str:
        """Return an id that is not taken yet: itself, or with a number behind it."""
        unique = id_
        while (times := self._times.get(unique, 0) + 1) > 1:
            self._times[unique] = times
            unique = f"{id_}~{times}"
        self._times[unique] = 1
        return unique


def _parts(document: Yaml) -> "Iterator[dict[str, Yaml]]":
    """Give the mappings that describe a component, the most particular first, and the metadata of Kubernetes last."""
    spec = document.get("spec") if isinstance(document, dict) else None
    described = spec.get("componentMetadata") if isinstance(spec, dict) else None
    metadata = document.get("metadata") if isinstance(document, dict) else None
    for each in (described, spec):
        if isinstance(each, dict):
            yield each
    yield metadata if isinstance(metadata, dict) else {}


def _first(parts: "Sequence[Mapping[str, Yaml]]", key: str) -> str:
    """Return the first text that stands under a key."""
    found = (part.get(key) for part in parts)
    return next((text for text in found if isinstance(text, str) and not _is_empty(text)), "")


def _is_empty(value: Yaml) -> bool:
    return isinstance(value, str) and value.strip().lower() in _EMPTY


def _entries(value: Yaml) -> Iterator[_Entry]:
    """Give the processes in a list; an entry may be a text, a mapping of fields, or an id with a list below it."""
    if isinstance(value, list):
        for each in value:
            yield from _entries(each)
    elif isinstance(value, YamlText):
        if not _is_empty(value):
            yield _of_text(value)
    elif isinstance(value, dict):
        fields = {key.strip().lower(): text for key, text in value.items() if isinstance(text, YamlText)}
        if "id" in fields:
            release = fields.get("release") or fields.get("version") or ""
            found = _of_text(fields["id"])
            name = _named(fields.get("name", "")) or found.name
            yield _Entry(found.text, found.line, found.id, name, str(release).strip() or found.release)
            return
        for key, below in value.items():
            if isinstance(key, YamlText):
                yield _of_text(key)
            yield from _entries(below)


def _of_text(text: YamlText) -> _Entry:
    """Take an entry apart: a number in front, a release behind, the name between them."""
    found = _ENTRY.fullmatch(text.strip())
    if found is None:
        return _Entry(str(text), text.line)
    fields = found["rest"].split("|")
    if len(fields) > 1:
        *names, release = fields
        return _Entry(str(text), text.line, found["id"], _named("|".join(names)), release.strip())
    release_found = _RELEASE.search(found["rest"].strip())
    release = release_found["release"] if release_found else ""
    name = found["rest"].strip()[: release_found.start()] if release_found else found["rest"]
    return _Entry(str(text), text.line, found["id"], _named(name), release)


def _named(text: str) -> str:
    return _SPACE.sub(" ", text).strip(" -–—")
