"""Receive the files that a request carries, as they stream in, under names of ours and within limits."""

import shutil
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final

import anyio
from starlette.datastructures import Headers
from starlette.requests import Request

from etom_rdf.readers.sssom_metadata import is_metadata, metadata_names
from etom_rdf.server.uploads import refusals
from etom_rdf.server.uploads.multipart import Parts
from etom_rdf.server.uploads.names import shown_name, told_apart

_FORMS: Final = ("application/x-www-form-urlencoded", "multipart/")


@dataclass(frozen=True, slots=True)
class UploadLimits:
    """Say how many bytes and files one request may carry, and in how many seconds it has to arrive.

    `at_once` requests may be arriving at the same time; together they bound what the disk has to hold.
    """

    size: int = 64 << 20
    files: int = 200
    seconds: float = 300.0
    at_once: int = 16


@dataclass(frozen=True, slots=True)
class Upload:
    """Hold what was received: the folder where it lies, the paths of its models, and what the sender calls them."""

    folder: str
    paths: tuple[str, ...]
    names: Mapping[str, str]


@dataclass(slots=True)
class Inbox:
    """Write files into a folder, each under a number, and count what they take."""

    folder: Path
    limits: UploadLimits
    names: list[str] = field(default_factory=list)
    _size: int = 0
    _open: BinaryIO | None = None

    def begin(self, name: str) -> None:
        """Begin the next file, which the sender calls so."""
        if len(self.names) >= self.limits.files:
            raise refusals.too_many(self.limits.files)
        self.names.append(shown_name(name))
        self._open = (self.folder / str(len(self.names))).open("xb")

    def write(self, data: bytes) -> None:
        """Add to the file that was begun last."""
        if self._open is not None:
            self._open.write(data)

    def end(self) -> None:
        """End the file that was begun last."""
        if self._open is not None:
            self._open.close()
            self._open = None

    def count(self, data: bytes) -> None:
        """Count bytes of the request; raises RefusalError where they are too many."""
        self._size += len(data)
        if self._size > self.limits.size:
            raise refusals.too_large(self.limits.size)

    def upload(self) -> Upload:
        """Return what has been received; raises RefusalError where that is nothing."""
        if not self.names:
            raise refusals.nothing_sent()
        names = told_apart(self.names)
        paths = {name: str(self.folder / str(number)) for number, name in enumerate(names, start=1)}
        metadata = {name: paths.pop(name) for name in names if is_metadata(name, names)}
        for table, path in paths.items():  # the best lies where the reader of its table looks for it
            found = next((metadata[name] for name in metadata_names(table) if name in metadata), None)
            if found is not None:
                shutil.copyfile(found, f"{path}.yml")
        return Upload(str(self.folder), tuple(paths.values()), {path: name for name, path in paths.items()})


@dataclass(slots=True)
class Uploads:
    """Receive what requests carry, within limits."""

    limits: UploadLimits = UploadLimits()
    _held: int = 0

    @asynccontextmanager
    async def received(self, request: Request, *, raw_name: str | None) -> AsyncIterator[Upload]:
        """Receive the files of a form, or a body that is one file called `raw_name`; they are gone at the end.

        Raises RefusalError for what is no such request (400, 415, 422), too large (413), too slow (408), or where
        too many others are here already (503).
        """
        _refuse(request.headers, self.limits)
        if self._held >= self.limits.at_once:
            raise refusals.full()
        folder = Path(tempfile.mkdtemp(prefix="etom-"))  # for its owner alone
        inbox = Inbox(folder, self.limits)
        self._held += 1
        try:
            with anyio.move_on_after(self.limits.seconds) as arriving:
                await _receive(request, inbox, raw_name)
            if arriving.cancelled_caught:
                raise refusals.too_slow(self.limits.seconds)
            yield inbox.upload()
        finally:
            self._held -= 1
            inbox.end()
            shutil.rmtree(folder, ignore_errors=True)


async def _receive(request: Request, inbox: Inbox, raw_name: str | None) -> None:
    content_type = request.headers.get("content-type", "")
    parts: Parts | None = None
    if content_type.partition(";")[0].strip().lower() == "multipart/form-data":
        parts = Parts(content_type, inbox)
    async for data in request.stream():
        inbox.count(data)
        if parts is not None:
            parts.feed(data)
        elif data:
            if not inbox.names:
                inbox.begin(raw_name or "")
            inbox.write(data)
    if parts is not None:
        parts.end()
    inbox.end()


def _refuse(headers: Headers, limits: UploadLimits) -> None:
    """Refuse what can be seen before the first byte of the body."""
    media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "multipart/form-data" and media_type.startswith(_FORMS):
        raise refusals.unsupported(refusals.NO_FILE_FORM)
    if headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise refusals.unsupported(refusals.CODED)
    length = headers.get("content-length", "")
    if length.isascii() and length.isdigit() and int(length[:20]) > limits.size:
        raise refusals.too_large(limits.size)
