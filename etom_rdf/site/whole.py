"""Gather the pages of all kinds, in both languages, with the files that they need."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from typing import Final

import pyoxigraph

from etom_rdf.catalogue import Catalogue
from etom_rdf.coverage_counts import Coverage
from etom_rdf.linked_data import LinkedData
from etom_rdf.process_index import ProcessIndex
from etom_rdf.querying import QueryFile, open_store
from etom_rdf.site import (
    about,
    assets,
    check,
    editor,
    elements,
    entrance,
    map_page,
    missing,
    queries,
    requirements,
    rules,
    search_index,
    search_page,
    terms,
    vocabulary,
)
from etom_rdf.site.context import Context, Pages
from etom_rdf.site.search_index import Sought
from etom_rdf.text import LANGUAGES, Language

# What gives the pages of one kind: their paths below the root of a language, and what makes each.
KINDS: Final[tuple[Callable[[Context], Pages], ...]] = (
    map_page.pages,
    elements.pages,
    terms.pages,
    requirements.pages,
    vocabulary.pages,
    rules.pages,
    queries.pages,
    editor.pages,
    check.pages,
    search_page.pages,
    about.pages,
)

Maker = Callable[[], str | bytes]


@dataclass(frozen=True, slots=True)
class Page:
    """Hold a page or file of the site; the path counts from its root, and ends with a slash for a page."""

    path: str
    media_type: str
    body: bytes


class Site:
    """Make the pages of the site, each when it is asked for, and keep them.

    `coverage` and `quads` colour and list what models say. `served` is true where a server stands behind the
    pages; otherwise they are for files, and refer to one another as such. `linked_data` is what the data say, for
    who has it already.

    >>> Site(catalogue=Catalogue.load()).page("en/elements/1.1.1.5/").media_type
    'text/html; charset=utf-8'
    """

    def __init__(
        self,
        *,
        catalogue: Catalogue,
        coverage: Coverage | None = None,
        quads: Iterable[pyoxigraph.Quad] = (),
        linked_data: LinkedData | None = None,
        served: bool = False,
    ) -> None:
        processes = ProcessIndex(held := tuple(quads))
        # Behind a server it is the server that answers queries.
        data = cache(partial(open_store, () if served else held))
        self.linked_data = linked_data or LinkedData()
        self._makers: dict[str, Maker] = dict(assets.files())
        self._contexts = {
            language: Context(
                language, catalogue, coverage, processes, self.linked_data, served, self.__contains__, data
            )
            for language in LANGUAGES
        }
        for language, context in self._contexts.items():
            for kind in KINDS:
                self._makers |= {f"{language}/{path}": make for path, make in kind(context).items()}
            self._makers[f"assets/search-{language}.js"] = partial(search_index.script, context)
        if served:
            self._makers |= {**editor.files(), **check.files()}
        else:
            self._makers[""] = entrance.page
        self._made: dict[str, Page] = {}
        self._sought: dict[Language, tuple[Sought, ...]] = {}

    def __contains__(self, path: object) -> bool:
        return path in self._makers

    def paths(self) -> Iterator[str]:
        """Go through the paths of all pages and files."""
        return iter(self._makers)

    def page(self, path: str) -> Page | None:
        """Return a page or file by its path, or None where there is none."""
        if path not in self._makers:
            return None
        if path not in self._made:
            body = self._makers[path]()
            self._made[path] = Page(path, media_type(path), body.encode() if isinstance(body, str) else body)
        return self._made[path]

    def context(self, language: Language) -> Context:
        """Return what pages in a language are made of."""
        return self._contexts[language]

    def sought(self, language: Language) -> tuple[Sought, ...]:
        """Return what a search may find."""
        if language not in self._sought:
            self._sought[language] = search_index.sought(self._contexts[language])
        return self._sought[language]

    def results(self, language: Language, text: str) -> str:
        """Return the page of what a search finds."""
        return search_page.page(self._contexts[language], text, self.sought(language))

    def asked(self, language: Language, query: QueryFile, what: queries.Asked) -> str:
        """Return the page of a query with what came of asking it."""
        return queries.page(self._contexts[language], query, what)

    def edited(self, language: Language, written: editor.Written | None) -> str:
        """Return the page of the editor, with a query that its form asked and the answer."""
        return editor.page(self._contexts[language], written)

    def not_found(self, language: Language, depth: int) -> str:
        """Return the page that says that nothing is there, for an address so many folders below the root."""
        return missing.page(self._contexts[language], depth)


_MEDIA_TYPES: Final = {
    "bpmn": "application/xml",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
}


def media_type(path: str) -> str:
    """Return the media type of a page or file by its path.

    >>> media_type("ru/"), media_type("assets/site.css")
    ('text/html; charset=utf-8', 'text/css; charset=utf-8')
    """
    name = path.rpartition("/")[2]
    return _MEDIA_TYPES[name.rpartition(".")[2]] if name else "text/html; charset=utf-8"
