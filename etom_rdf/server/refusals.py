"""Say no to a request, with a status of HTTP and words in both languages."""

from collections.abc import Mapping
from typing import Final

from etom_rdf.errors import EtomError
from etom_rdf.server.wire import Head
from etom_rdf.text import Text

FAILED: Final = Text(
    en="the server failed, which is a fault of it; please report what was asked",
    ru="сбой на сервере, это ошибка программы; сообщите, пожалуйста, какой был запрос",
)


class RefusalError(EtomError):
    """Report why a request gets no answer; `status` is that of HTTP, `headers` go with it."""

    def __init__(self, status: int, message: Text, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.headers = dict(headers or {})

    def as_head(self) -> Head:
        """Return what a worker tells the server."""
        return {"status": self.status, "error": self.message.as_json(), "headers": self.headers}

    @classmethod
    def from_head(cls, head: Head) -> "RefusalError":
        """Return what a worker has told."""
        return cls(head["status"], Text(**head["error"]), head["headers"])
