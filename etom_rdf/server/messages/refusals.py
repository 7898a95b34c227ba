"""Say no to a request, with a status of HTTP and words in both languages."""

from collections.abc import Iterable, Mapping
from http import HTTPStatus
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


def for_now(message: Text) -> RefusalError:
    """Refuse what may succeed in a few seconds."""
    return RefusalError(HTTPStatus.SERVICE_UNAVAILABLE, message, RETRY)


def not_acceptable(offered: Iterable[str], headers: Mapping[str, str] | None = None) -> RefusalError:
    """Refuse a request whose Accept takes none of the media types that there are."""
    listed = ", ".join(offered)
    message = Text(
        en=f"nothing that Accept asks for is to be had here; accept one of: {listed}",
        ru=f"ничего из указанного в Accept здесь нет; подходят: {listed}",
    )
    return RefusalError(HTTPStatus.NOT_ACCEPTABLE, message, headers)


def of_another_type(taken: Iterable[str]) -> RefusalError:
    """Refuse a body whose Content-Type is none of the media types that are taken."""
    listed = ", ".join(taken)
    message = Text(
        en=f"the body is of another type; send one of {listed}, and say which in Content-Type",
        ru=f"тело запроса другого типа; передайте одно из {listed} и укажите тип в Content-Type",
    )
    return RefusalError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, message)
