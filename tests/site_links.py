"""Read the pages of a site: what they refer to, what may be referred to, and what they may not hold."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from posixpath import dirname, normpath
from urllib.parse import unquote, urlsplit

_ADDRESSES = ("href", "src", "action", "data-index", "data-home")


@dataclass
class Read(HTMLParser):
    """Hold what stands in one page; `links` pairs the element with the address."""

    links: list[tuple[str, str]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    forbidden: list[str] = field(default_factory=list)
    title: str = ""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self.links += [(tag, said[name]) for name in _ADDRESSES if name in said]
        self.ids += [said["id"]] if "id" in said else []
        self.languages += [said["lang"]] if "lang" in said else []
        self.forbidden += [f"{tag} {name}" for name in said if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and "src" not in said):
            self.forbidden.append(tag)
        self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        # The drawings have titles of their own.
        if self._inside == "title" and "svg" not in self.tags:
            self.title += data


def read(text: str) -> Read:
    found = Read()
    found.feed(text)
    found.close()
    return found


def is_outside(address: str) -> bool:
    return bool(urlsplit(address).scheme or urlsplit(address).netloc)


def target(page: str, address: str) -> tuple[str, str]:
    """Return the file and the fragment that a file of the site refers to."""
    parts = urlsplit(address)
    path = normpath(f"{dirname(page)}/{unquote(parts.path)}") if parts.path else page
    return path.removeprefix("/"), unquote(parts.fragment)
