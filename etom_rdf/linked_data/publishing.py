"""Give all documents and downloads as files, for a web server that only hands out files."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from etom_rdf.exports import ExportFormat, export_text
from etom_rdf.linked_data.forms import FORMS, Form
from etom_rdf.linked_data.resolution import LinkedData
from etom_rdf.linked_data.signposts import signposts

_TRIG: Final = Form("trig", "TriG", "application/trig", "trig")


@dataclass(frozen=True, slots=True)
class Download:
    """Name the whole ontology with its shapes in one form, as `etom export` writes it."""

    name: str
    form: Form


DOWNLOADS: Final = tuple(Download(f"etom.{form.extension}", form) for form in (*FORMS, _TRIG))
_EXPORTS: Final[dict[str, ExportFormat]] = {
    "etom.ttl": "turtle",
    "etom.jsonld": "jsonld",
    "etom.rdf": "rdfxml",
    "etom.nt": "ntriples",
    "etom.trig": "trig",
}


@cache
def download(name: str) -> bytes:
    """Return one of DOWNLOADS by its name; raises KeyError for another name."""
    return export_text(_EXPORTS[name]).encode()


def files(data: LinkedData | None = None) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of each file, the path from the root of the site.

    >>> next(path for path, content in files() if path.endswith("1.1.1.5.ttl"))
    'etom/gost-r-53633/1.1.1.5.ttl'
    """
    data = data or LinkedData()
    for path in data.paths():
        description = data.describe(path)
        assert description is not None
        for form in description.forms:
            yield f"etom/{description.file(form)}", data.serialize(description, form)
        yield from signposts(description)
    for one in DOWNLOADS:
        yield f"downloads/{one.name}", download(one.name)
