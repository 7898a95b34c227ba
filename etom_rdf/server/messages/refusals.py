"""Say no to a request, with a status of HTTP and words in both languages."""

from collections.abc import Mapping
from typing import Any, Final

from etom_rdf.errors import EtomError
from etom_rdf.text import Text

RETRY: Final[Mapping[str, str]] = {"Retry-After": "5"}
FAILED: Final = Text(
    en="the server could not do this, and that is its fault; its log says more. Try again, or report it",
    ru="сервер не справился, и это его ошибка; подробности — в его журнале. Повторите или сообщите о ней",
)


class RefusalError(EtomError):
    """Report why a request gets no answer.

    `status` is that of HTTP, `headers` go with it, `members` are further members of the problem document.
    """

    def __init__(
        self,
        status: int,
        message: Text,
        headers: Mapping[str, str] | None = None,
        members: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.headers = dict(headers or {})
        self.members = dict(members or {})

    def as_head(self) -> dict[str, Any]:
        """Return what a process tells the server, as JSON."""
        return {
            "status": self.status,
            "error": self.message.as_json(),
            "headers": self.headers,
            "members": self.members,
        }

    @classmethod
    def from_head(cls, head: Mapping[str, Any]) -> "RefusalError":
        """Return what a process has told."""
        return cls(head["status"], Text(**head["error"]), head["headers"], head["members"])
