"""Exchange one request for one answer over HTTP: credentials, redirects, retries, and faults in words.

A connection that could not be made is tried again. What was sent once is not sent a second time, save where
the server itself asks for it: with credentials (401), or at another place of the same host (301, 302, 307, 308;
method and body stay, which differs from what browsers do).
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import TracebackType
from typing import Final, Self

import httpx

from etom_rdf.stores.credentials import Credentials, without_credentials
from etom_rdf.stores.http_faults import ForeignRedirectError, refused, transport_fault
from etom_rdf.stores.upload import Body, content_of

_PAUSES: Final = (0.25, 1.0)  # seconds before a connection is tried again
_CONNECT: Final = 10.0
_HOPS: Final = 5
_MOVED: Final = (301, 302, 307, 308)


class Client:
    """Speak HTTP with one set of credentials; `with` closes the connections."""

    def __init__(self, *, credentials: Credentials | None = None, timeout: float = 60.0) -> None:
        self.credentials = credentials or Credentials()
        self._timeout = timeout
        self._auth: httpx.Auth | None = None
        self._http = httpx.Client(
            timeout=httpx.Timeout(timeout, connect=min(timeout, _CONNECT)),
            headers={"User-Agent": "etom-rdf"},
        )

    @contextmanager
    def exchange(
        self, method: str, url: str, *, headers: Mapping[str, str], body: Body = b""
    ) -> Iterator[httpx.Response]:
        """Send a request and give its answer, whose content is still to be read.

        Raises EndpointError for any status but 2xx, and for every fault on the way, also while the content
        is read inside the block.
        """
        shown = without_credentials(url)
        try:
            response = self._answer(method, httpx.URL(shown), headers, body)
            try:
                if not response.is_success:
                    raise refused(shown, response, self.credentials)
                yield response
            finally:
                response.close()
        except httpx.HTTPError as error:
            raise transport_fault(shown, error, self._timeout) from None

    def _answer(self, method: str, url: httpx.URL, headers: Mapping[str, str], body: Body) -> httpx.Response:
        challenge: httpx.Response | None = None
        hops = 0
        while True:
            response = self._connected(self._request(method, url, headers, body, challenge))
            if response.status_code in _MOVED and "location" in response.headers and hops < _HOPS:
                hops += 1
                target = url.join(response.headers["location"])
                if not _is_near(target, url):
                    response.close()
                    raise ForeignRedirectError(str(target))
                url = target
            elif response.status_code == 401 and challenge is None and self._understands(response):
                challenge = response
            else:
                return response
            response.close()

    def _request(
        self,
        method: str,
        url: httpx.URL,
        headers: Mapping[str, str],
        body: Body,
        challenge: httpx.Response | None,
    ) -> httpx.Request:
        content, length = content_of(body)
        request = self._http.build_request(
            method, url, headers={**headers, "Content-Length": str(length)}, content=content
        )
        if self.credentials.token:
            request.headers["Authorization"] = f"Bearer {self.credentials.token}"
        elif self._auth is not None:
            flow = self._auth.auth_flow(request)
            next(flow)
            if challenge is not None and isinstance(self._auth, httpx.DigestAuth):
                flow.send(challenge)
        return request

    def _understands(self, response: httpx.Response) -> bool:
        """Choose how to identify ourselves from what the server offers, Digest before Basic."""
        user, password = self.credentials.user, self.credentials.password
        offers = [offer.split(" ")[0].lower() for offer in response.headers.get_list("www-authenticate")]
        if user and "digest" in offers:
            self._auth = httpx.DigestAuth(user, password)
        elif user and "basic" in offers and not isinstance(self._auth, httpx.BasicAuth):
            self._auth = httpx.BasicAuth(user, password)
        else:
            return False
        return True

    def _connected(self, request: httpx.Request) -> httpx.Response:
        for pause in _PAUSES:
            try:
                return self._http.send(request, stream=True)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                if "CERTIFICATE" in str(error):
                    raise
                time.sleep(pause)
        return self._http.send(request, stream=True)

    def close(self) -> None:
        """Close all connections."""
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _is_near(target: httpx.URL, url: httpx.URL) -> bool:
    """Say whether credentials and data may follow a redirect: the same server, or its encrypted side."""
    same = (target.scheme, target.port) == (url.scheme, url.port)
    return target.host == url.host and (same or (url.scheme == "http" and target.scheme == "https"))
