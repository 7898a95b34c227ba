"""Find the credentials for a server: given, in its URL, in the environment, or in netrc; never show them."""

import netrc
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

from etom_rdf.errors import EndpointError
from etom_rdf.text import Text

USER_VARIABLE: Final = "ETOM_USER"
PASSWORD_VARIABLE: Final = "ETOM_PASSWORD"
TOKEN_VARIABLE: Final = "ETOM_TOKEN"


@dataclass(frozen=True, slots=True)
class Credentials:
    """Hold a bearer token, or a user and a password, which Basic and Digest use as the server asks.

    >>> Credentials(user="editor", password="secret")
    Credentials(user='editor')
    """

    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    def conceal(self, text: str) -> str:
        """Return a text, for example the words of a server, without the secrets."""
        for secret in (self.password, self.token):
            text = text.replace(secret, "…") if secret else text
        return text


def without_credentials(url: str) -> str:
    """Return a URL as it may be shown.

    >>> without_credentials("https://editor:secret@example.org/sparql")
    'https://example.org/sparql'
    """
    parts = _split(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def find_credentials(url: str, *, user: str = "", token: str = "") -> Credentials | None:
    """Return the credentials for a server, or None where there are none.

    In this order: what is given (`user` may be `NAME:PASSWORD`), what stands in the URL, the environment
    (ETOM_TOKEN, or ETOM_USER and ETOM_PASSWORD), netrc. A user without a password gets it from the
    environment or from netrc. Raises EndpointError for what is no http or https URL, or a broken netrc.
    """
    parts = _split(url)
    environment = os.environ
    in_url = unquote(parts.username or "") + (":" + unquote(parts.password) if parts.password else "")
    token = token or ("" if user or in_url else environment.get(TOKEN_VARIABLE, ""))
    if token:
        return Credentials(token=token)
    user, _, password = (user or in_url or environment.get(USER_VARIABLE, "")).partition(":")
    if user and not password:
        password = environment.get(PASSWORD_VARIABLE, "")
    if not password:
        found = _in_netrc(parts.hostname or "", url)
        if found is not None and user in ("", found.user):
            return found
    return Credentials(user=user, password=password) if user else None


def _in_netrc(host: str, url: str) -> Credentials | None:
    file = Path(os.environ.get("NETRC") or Path("~/.netrc").expanduser())
    try:
        entry = netrc.netrc(file).authenticators(host)
    except OSError:
        return None
    except netrc.NetrcParseError as error:
        words = f"{file}: {error.lineno}"
        raise EndpointError(
            Text(
                en=f"the credentials in {words} cannot be read; correct that line",
                ru=f"учётные данные в {words} не читаются; исправьте эту строку",
            ),
            url=without_credentials(url),
        ) from None
    return None if entry is None else Credentials(user=entry[0], password=entry[2])


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        known = False
    if not known:
        shown = url.rpartition("@")[2]
        raise EndpointError(
            Text(
                en="this is no address of a server; write it like http://localhost:7878/query",
                ru="это не адрес сервера; запишите его так: http://localhost:7878/query",
            ),
            url=shown,
        )
    return parts
