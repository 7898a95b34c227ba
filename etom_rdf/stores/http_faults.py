"""Word the faults of servers: what happened, in the server's words where it has any, and what to do."""

from typing import Final

import httpx

from etom_rdf.errors import EndpointError
from etom_rdf.stores.credentials import Credentials
from etom_rdf.stores.markup import one_line, server_words
from etom_rdf.text import Text, plural

_MOST: Final = 1 << 16  # bytes of an error page that are looked at

_ADVICE: Final = {
    400: Text(en="check what was asked", ru="проверьте запрос"),
    401: Text(
        en="give credentials that the server accepts: --user, --token, the environment or netrc",
        ru="укажите подходящие учётные данные: --user, --token, переменные окружения или netrc",
    ),
    403: Text(en="ask for the right to do this", ru="запросите права на это действие"),
    404: Text(
        en="check the URL; each server has its own path, see docs/stores.md",
        ru="проверьте адрес; у каждого сервера свой путь, см. docs/stores.md",
    ),
    405: Text(
        en="check the URL; queries, updates and graphs often have different ones",
        ru="проверьте адрес; для запросов, изменений и графов адреса часто разные",
    ),
    413: Text(
        en="load in chunks, or raise the limit of the server",
        ru="загружайте по частям или увеличьте предел на сервере",
    ),
    503: Text(en="try again later", ru="повторите позже"),
}
_OTHER: Final = Text(en="look into the log of the server", ru="посмотрите журнал сервера")


class ForeignRedirectError(httpx.HTTPError):
    """Report that a server sends on to another host, or from https to http."""


def refused(url: str, response: httpx.Response, credentials: Credentials) -> EndpointError:
    """Return the error for an answer with a status of failure."""
    status = response.status_code
    words = credentials.conceal(_words(response)) or response.reason_phrase
    advice = _ADVICE.get(status, _OTHER)
    return EndpointError(
        Text(
            en=f"the server refused with {status} (‘{words}’); {advice.en}",
            ru=f"сервер отказал с кодом {status} («{words}»); {advice.ru}",
        ),
        url=url,
        status=status,
    )


def no_answer(url: str, response: httpx.Response, credentials: Credentials) -> EndpointError:
    """Return the error for an answer of a kind that was not asked for, a page in HTML for example."""
    kind = one_line(response.headers.get("content-type", "")) or "?"
    words = credentials.conceal(_words(response))
    return EndpointError(
        Text(
            en=f"the server answered in {kind}, which is no answer to a query (‘{words}’); check that the URL is "
            "that of its query endpoint",
            ru=f"сервер ответил в формате {kind}, а это не ответ на запрос («{words}»); проверьте, что это адрес "
            "для запросов",
        ),
        url=url,
        status=response.status_code,
    )


def damaged(url: str, words: str, credentials: Credentials | None = None) -> EndpointError:
    """Return the error for an answer that breaks off or cannot be read; `words` are the last of it."""
    words = one_line(words if credentials is None else credentials.conceal(words))
    return EndpointError(
        Text(
            en=f"the answer breaks off or is damaged (‘{words}’); look into the log of the server, or ask for less",
            ru=f"ответ обрывается или повреждён («{words}»); посмотрите журнал сервера или запросите меньше",
        ),
        url=url,
    )


def partial(url: str, rows: int) -> EndpointError:
    """Return the error for an answer that the server has cut."""
    number = plural(rows, "row", "rows")
    return EndpointError(
        Text(
            en=f"the server cut its answer after {number}; raise its limit of rows or time, or ask for less",
            ru=f"сервер оборвал ответ (строк: {rows}); увеличьте его предел строк или времени либо запросите меньше",
        ),
        url=url,
    )


def transport_fault(url: str, error: httpx.HTTPError, timeout: float) -> EndpointError:
    """Return the error for what went wrong before an answer was complete."""
    words = one_line(str(error)) or type(error).__name__
    if isinstance(error, ForeignRedirectError):
        text = Text(
            en=f"the server sends on to {words}, where nothing is sent unasked; give that URL if it is the right one",
            ru=f"сервер перенаправляет на {words}, без вашего указания туда ничего не отправляется; укажите этот "
            "адрес, если он верен",
        )
    elif isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.ProxyError):
        text = Text(
            en=f"there is no connection to the server ({words}); check the URL and that the server runs",
            ru=f"нет соединения с сервером ({words}); проверьте адрес и то, что сервер работает",
        )
    elif isinstance(error, httpx.TimeoutException):
        text = Text(
            en=f"the server was silent for {timeout:g} s; ask for less, or be more patient with --timeout",
            ru=f"сервер молчал {timeout:g} с; запросите меньше или увеличьте --timeout",
        )
    else:
        text = Text(
            en=f"the server broke the exchange off ({words}); look into its log and try again",
            ru=f"сервер прервал обмен ({words}); посмотрите его журнал и повторите",
        )
    return EndpointError(text, url=url)


def _words(response: httpx.Response) -> str:
    body = b""
    try:
        for block in response.iter_bytes():
            body += block
            if len(body) > _MOST:
                break
    except (httpx.HTTPError, httpx.StreamError):
        pass  # what came has to do
    text = body.decode(response.charset_encoding or "utf-8", errors="replace")
    return server_words(text, response.headers.get("content-type", ""))
