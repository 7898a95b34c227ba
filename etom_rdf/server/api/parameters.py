"""Read the parameters of a request strictly: one that is unknown, doubled or wrong is refused with words."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Final, TypeVar

from starlette.requests import Request

from etom_rdf.identifiers import shown
from etom_rdf.server.messages.refusals import RefusalError
from etom_rdf.text import LANGUAGES, Language, Text

MAX_TEXT: Final = 1000  # characters of one value

Choice = TypeVar("Choice", bound=str)


class Parameters:
    """Hold the query of a request, of which only some names are known.

    Raises RefusalError for what is not as it should be.
    """

    def __init__(self, request: Request, known: Sequence[str], *, repeatable: Sequence[str] = ()) -> None:
        self._query = request.query_params
        for name in self._query:
            if name not in known:
                raise _unknown(shown(name), known)
            values = self._query.getlist(name)
            if len(values) > 1 and name not in repeatable:
                raise _bad(
                    f"{name} is given more than once; give it once",
                    f"параметр {name} указан несколько раз; укажите один",
                )
            if any(len(value) > MAX_TEXT for value in values):
                raise _bad(
                    f"{name} is longer than {MAX_TEXT} characters; shorten it",
                    f"значение {name} длиннее {MAX_TEXT} знаков; сократите его",
                )

    def text(self, name: str) -> str | None:
        """Return a text, None where it is not given."""
        return self._query.get(name)

    def texts(self, name: str) -> list[str]:
        """Return all values of a repeatable parameter."""
        return self._query.getlist(name)

    def required(self, name: str) -> str:
        """Return a text that may not be absent or blank."""
        value = self.text(name)
        if value is None or not value.strip():
            raise _bad(f"{name} is missing; add ?{name}=…", f"не хватает {name}; добавьте ?{name}=…")
        return value

    def one_of(self, name: str, choices: Sequence[Choice]) -> Choice | None:
        """Return which of some words is given, None where none is."""
        value = self.text(name)
        if value is None:
            return None
        found = next((choice for choice in choices if choice == value), None)
        if found is None:
            raise _bad(
                f"{name} cannot be {shown(value)}; use one of: {_listed(choices)}",
                f"{name} не может быть {shown(value)}; подходят: {_listed(choices)}",
            )
        return found

    def flag(self, name: str) -> bool:
        """Return a truth value, false where it is not given."""
        return self.one_of(name, ("true", "false")) == "true"

    def language(self) -> Language:
        """Return the language that `lang` asks for, English where it is not given."""
        return self.one_of("lang", LANGUAGES) or "en"


def _unknown(name: str, known: Sequence[str]) -> RefusalError:
    if not known:
        return _bad(
            f"there are no parameters here, and so no {name}; leave it out",
            f"параметров здесь нет, в том числе {name}; уберите его",
        )
    return _bad(
        f"there is no parameter {name} here; known are: {_listed(known)}",
        f"параметра {name} здесь нет; известны: {_listed(known)}",
    )


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names)


def _bad(en: str, ru: str) -> RefusalError:
    return RefusalError(HTTPStatus.BAD_REQUEST, Text(en=en, ru=ru))
