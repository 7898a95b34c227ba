"""Hold what every page of the site is made from, and turn templates into pages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from etom_rdf import __version__
from etom_rdf.catalogue import Catalogue
from etom_rdf.coverage_counts import Coverage
from etom_rdf.coverage_scale import step_of
from etom_rdf.linked_data import LinkedData
from etom_rdf.linked_data.addresses import relative
from etom_rdf.linked_data.page_addresses import of_entry
from etom_rdf.process_index import ProcessIndex
from etom_rdf.site.counting import noun
from etom_rdf.site.formal import formal
from etom_rdf.site.standard import number_of
from etom_rdf.text import Language, Text, Voice, script_of
from etom_rdf.trace import MODALITIES

if TYPE_CHECKING:
    import pyoxigraph
    from jinja2 import Environment

TEMPLATES: Final = Path(__file__).parent.parent / "templates"

# What makes each page, by its path below the root of its language.
Pages = Mapping[str, Callable[[], str]]
# The pages above a page, each with its path below the root of its language.
Trail = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Name one of the parts of the site that the head of every page leads to."""

    path: str
    name: Text


# A part that has no page in this site is left out.
SECTIONS: Final = (
    Section("", Text(en="Map", ru="Карта")),
    Section("terms/", Text(en="Glossary", ru="Термины")),
    Section("requirements/", Text(en="Requirements", ru="Требования")),
    Section("vocabulary/", Text(en="Vocabulary", ru="Словарь")),
    Section("rules/", Text(en="Rules", ru="Правила")),
    Section("queries/", Text(en="Queries", ru="Запросы")),
    Section("check/", Text(en="Check", ru="Проверка")),
    Section("about/", Text(en="About", ru="О сайте")),
)


@dataclass(frozen=True, slots=True)
class Context:
    """Hold what the pages of one language are made from.

    `coverage` and `processes` tell what models say, where any were given, `linked_data` what the ontology says.
    `served` is true where a server stands behind the pages, false where they are files. `exists` tells whether
    the site holds an address, counted from its root. `data` gives the standard with the models, for queries.
    """

    language: Language
    catalogue: Catalogue
    coverage: Coverage | None
    processes: ProcessIndex
    linked_data: LinkedData
    served: bool
    exists: Callable[[str], bool]
    data: "Callable[[], pyoxigraph.Store]"

    def __call__(self, text: Text) -> str:
        """Return the wording in the language of the pages."""
        return text.in_language(self.language)

    def has(self, path: str) -> bool:
        """Tell whether the site has a page in this language, given its path below the root of the language."""
        return self.exists(f"{self.language}/{path}")

    def render(self, template: str, path: str, *, trail: Trail = (), **values: object) -> str:
        """Fill in a template of `templates/site` for the page at a path below the root of the language.

        Templates choose words by `t(en, ru)` or `say(text)`, and refer to pages of the same language by
        `to(path)`, to any other address of the site by `root(path)`; `has(path)` tells whether a page exists.
        """
        page = f"{self.language}/{path}"

        def root(target: str) -> str:
            return relative(page, target, as_files=not self.served)

        def to(target: str) -> str:
            return root(f"{self.language}/{target}")

        own = {
            "context": self,
            "language": self.language,
            "other": "en" if self.language == "ru" else "ru",
            "served": self.served,
            "path": path,
            "trail": trail,
            "sections": [section for section in SECTIONS if self.has(section.path)],
            "t": Voice(self.language),
            "say": self,
            "to": to,
            "root": root,
            "has": self.has,
        }
        return environment().get_template(f"site/{template}").render(own | values)


@cache
def environment() -> "Environment":
    """Return the templates, loaded once."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415

    found = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    found.globals |= {
        "version": __version__,
        "address_of": of_entry,
        "number_of": number_of,
        "formal": formal,
        "noun": noun,
        "modalities": MODALITIES,
    }
    found.filters |= {"step": step_of, "script": script_of}
    return found
