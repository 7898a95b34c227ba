"""Offer what the data say of a thing: the files to download, and the Turtle to read."""

from dataclasses import dataclass

from etom_rdf.linked_data import BASE, FORMS
from etom_rdf.site.context import Context


@dataclass(frozen=True, slots=True)
class Downloads:
    """Hold the files about a thing, each by the name of its form and its address from the root, and the Turtle."""

    files: tuple[tuple[str, str], ...]
    turtle: str


def rdf_of(context: Context, iri: str) -> Downloads | None:
    """Return what the data say of an IRI of ours, or None where they say nothing."""
    description = context.linked_data.describe(iri.removeprefix(BASE))
    if description is None:
        return None
    files = tuple((form.title, f"etom/{description.file(form)}") for form in FORMS)
    return Downloads(files, context.linked_data.serialize(description, FORMS[0]).decode())
