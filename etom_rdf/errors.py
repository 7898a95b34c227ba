"""Raise errors that say what is wrong and what to do.

A finding is a returned value; an error is raised when something could not be read, found or checked.
"""

from etom_rdf.text import Text


class EtomError(Exception):
    """Report that something could not be done.

    `message` holds the sentence in both languages; `str(error)` is the English one.
    """

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message


class InputError(EtomError):
    """Report a file or text that cannot be read.

    `file` is the name that the user gave, `line` counts from 1 and is None where the parser gives none.
    """

    def __init__(self, message: Text, *, file: str, line: int | None = None) -> None:
        super().__init__(message)
        self.file = file
        self.line = line

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}: {self.line}"
        return f"{place}: {self.message.en}"


class StoreError(InputError):
    """Report a store that cannot be read or written; `file` is its directory, or its URL without credentials."""


class EndpointError(StoreError):
    """Report a server that did not do what it was asked; `status` is that of HTTP, None where none came."""

    def __init__(self, message: Text, *, url: str, status: int | None = None) -> None:
        super().__init__(message, file=url)
        self.status = status


class NotFoundError(EtomError):
    """Report a name that the standard or the library of queries does not define; `name` is that name."""

    def __init__(self, message: Text, *, name: str) -> None:
        super().__init__(message)
        self.name = name


class QueryError(EtomError):
    """Report a query that cannot be run: broken, reaching out of the machine, or called with wrong parameters."""


class MissingToolError(EtomError):
    """Report that an optional tool is absent; `tool` is its name, for example Java."""

    def __init__(self, message: Text, *, tool: str) -> None:
        super().__init__(message)
        self.tool = tool
