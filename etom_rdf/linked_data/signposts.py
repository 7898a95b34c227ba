"""Write for each IRI a page of links, where a web server only hands out files and cannot choose by the request.

Many such servers answer a path with the file of that name and .html, or a folder with its index.html; so an IRI
leads to its pages and documents even there.
"""

from collections.abc import Iterator
from html import escape
from typing import Final

from etom_rdf.linked_data.addresses import INDEX, relative
from etom_rdf.linked_data.descriptions import Description
from etom_rdf.text import Language

_NAMES: Final[dict[Language, str]] = {"en": "English", "ru": "Русский"}


def signposts(description: Description) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of the pages of links of one IRI; one that ends with a slash has two."""
    paths = {f"etom/{description.stem}.html"}
    if description.path.endswith("/"):
        paths.add(f"etom/{description.path}{INDEX}")
    for path in sorted(paths):
        yield path, _page(description, path).encode()


def _page(description: Description, path: str) -> str:
    pages = [
        _link(
            relative(path, page, as_files=True), _NAMES[language], f' lang="{language}" hreflang="{language}"'
        )
        for language, page in description.pages.items()
    ]
    documents = [
        _link(
            relative(path, f"etom/{description.file(form)}"),
            f".{form.extension}",
            f' type="{form.media_type}"',
        )
        for form in description.forms
    ]
    items = "\n".join(f"<li>{link}</li>" for link in (*pages, *documents))
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(description.iri)}</title>
<link rel="stylesheet" href="{escape(relative(path, "assets/site.css"))}">
</head>
<body>
<main>
<h1>{escape(description.iri)}</h1>
<ul>
{items}
</ul>
</main>
</body>
</html>
"""


def _link(address: str, words: str, attributes: str) -> str:
    return f'<a href="{escape(address)}"{attributes}>{escape(words)}</a>'
