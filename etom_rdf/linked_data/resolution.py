"""Lead from the path of an IRI to its description, the documents of it and its page."""

from collections import defaultdict
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cached_property
from typing import Final

from etom_rdf.linked_data.descriptions import Description, facts_about
from etom_rdf.linked_data.forms import FORMS, SPARQL, Form, written
from etom_rdf.linked_data.json_ld import Compaction
from etom_rdf.linked_data.page_addresses import of_iri
from etom_rdf.linked_data.shipped import BASE, shipped
from etom_rdf.text import LANGUAGES, Language
from etom_rdf.turtle.order import natural_key

_LONGEST: Final = 80


class LinkedData:
    """Describe all that has an IRI of ours; what was asked for once is kept.

    >>> data = LinkedData()
    >>> description = data.describe("gost-r-53633/1.1.1.5")
    >>> data.serialize(description, FORMS[0]).decode().splitlines()[-1]
    '.'
    >>> data.page_of("gost-r-53633/1.1.1.5", "ru")
    'ru/elements/1.1.1.5/'
    """

    def __init__(self) -> None:
        self._shipped = shipped()
        self._descriptions: dict[str, Description] = {}
        self._bytes: dict[tuple[str, Form], bytes] = {}

    def paths(self) -> tuple[str, ...]:
        """Return what follows https://w3id.org/etom/ in each IRI that is answered, in order."""
        return tuple(sorted(self._known, key=natural_key))

    def describe(self, path: str) -> Description | None:
        """Return what is known of the IRI with this path, or None where there is no such IRI."""
        if path not in self._known:
            return None
        if path not in self._descriptions:
            self._descriptions[path] = self._description(path)
        return self._descriptions[path]

    def serialize(self, description: Description, form: Form) -> bytes:
        """Return a description in one of its forms; the bytes are the same each time."""
        key = description.path, form
        if key not in self._bytes:
            self._bytes[key] = self._written(description, form)
        return self._bytes[key]

    def page_of(self, path: str, language: Language) -> str | None:
        """Return the address of the page that shows a thing, from the root of the site."""
        page = of_iri(BASE + path)
        return None if page is None else f"{language}/{page}"

    def near(self, path: str) -> tuple[str, ...]:
        """Return the paths that look most like one that is not known."""
        found = get_close_matches(path.casefold()[:_LONGEST], self._by_folded, n=5, cutoff=0.75)
        return tuple(known for one in found for known in self._by_folded[one])

    @cached_property
    def _by_folded(self) -> dict[str, list[str]]:
        by_folded: dict[str, list[str]] = defaultdict(list)  # a class and a property may differ in case alone
        for known in self.paths():
            by_folded[known.casefold()].append(known)
        return by_folded

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(iri.removeprefix(BASE) for iri in self._shipped.iris)

    @cached_property
    def _compaction(self) -> Compaction:
        return Compaction([self._shipped.facts, *(one.facts for one in self._shipped.documents.values())])

    def _description(self, path: str) -> Description:
        iri = BASE + path
        document = self._shipped.documents.get(self._shipped.versions.get(iri, iri))
        home = document or self._shipped.home(iri)
        return Description(
            path=path,
            stem=path.removesuffix("/") or "index",
            is_document=document is not None,
            canonical=iri if document is None else document.iri,
            licence=home.licence,
            pages={language: f"{language}/{of_iri(iri)}" for language in LANGUAGES},
            forms=(*FORMS, SPARQL) if iri in self._shipped.questions else FORMS,
            facts=facts_about(iri, self._shipped) if document is None else document.facts,
        )

    def _written(self, description: Description, form: Form) -> bytes:
        if form == SPARQL:
            return self._shipped.questions[description.iri].text.encode()
        return written(
            description.facts,
            form,
            about=description.canonical,
            prefixes=self._prefixes(description),
            compaction=self._compaction,
        )

    def _prefixes(self, description: Description) -> Mapping[str, str]:
        document = self._shipped.documents.get(description.canonical)
        return self._shipped.prefixes if document is None else document.prefixes
