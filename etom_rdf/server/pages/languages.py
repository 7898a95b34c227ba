"""Take the language of a page from its address, whose first part it is."""

from typing import Final, cast

from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request

from etom_rdf.text import LANGUAGES, Language

IN_LANGUAGE: Final = "/{language:language}"
"""The beginning of the path of a route to pages."""


def language_of(request: Request) -> Language:
    """Return the language that the address of a page names."""
    return cast("Language", request.path_params["language"])


class _Languages(Convertor[str]):
    """Match the languages of the site and nothing else."""

    regex = "|".join(LANGUAGES)

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("language", _Languages())
