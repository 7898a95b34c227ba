"""Write addresses relative to the page or document that they stand on.

So the site works under any prefix of any host, and as files without a server.
"""

from posixpath import relpath
from typing import Final

INDEX: Final = "index.html"


def relative(page: str, target: str, *, as_files: bool = False) -> str:
    """Return how a page or a document refers to another address of the site; a query and a fragment stay.

    Addresses count from the root of the site, and that of a page ends with a slash. Opened as files, pages name
    the file that a server would find by itself.

    >>> relative("ru/elements/1.1.1.5/", "ru/terms/3.11/#note"), relative("etom/ns/Process", "etom/ns.ttl")
    ('../../terms/3.11/#note', '../ns.ttl')
    >>> relative("ru/elements/1.1.1.5/", "ru/terms/3.11/#note", as_files=True)
    '../../terms/3.11/index.html#note'
    >>> relative("ru/", "ru/"), relative("ru/", "", as_files=True)
    ('./', '../index.html')
    """
    path, rest = split(target)
    here = page if page.endswith("/") else page.rpartition("/")[0]
    found = relpath(f"/{path}", f"/{here}")
    if path.endswith("/") or not path:
        found = "./" if found == "." else f"{found}/"
        found = f"{found}{INDEX}".removeprefix("./") if as_files else found
    return found + rest


def split(address: str) -> tuple[str, str]:
    """Part an address from its query and fragment.

    >>> split("ru/search/?q=a#b"), split("ru/")
    (('ru/search/', '?q=a#b'), ('ru/', ''))
    """
    end = min((place for mark in "?#" if (place := address.find(mark)) >= 0), default=len(address))
    return address[:end], address[end:]


def as_file(path: str) -> str:
    """Return the file that holds a page of the site.

    >>> as_file("ru/"), as_file("assets/site.css")
    ('ru/index.html', 'assets/site.css')
    """
    return f"{path}{INDEX}" if path.endswith("/") or not path else path
