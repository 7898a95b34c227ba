"""Take the files out of a multipart form, as it streams in."""

from http import HTTPStatus
from typing import TYPE_CHECKING, Final, Protocol

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from etom_rdf.identifiers import shown
from etom_rdf.server.messages.refusals import RefusalError
from etom_rdf.text import Text

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

_LONGEST_HEAD: Final = 16 << 10  # bytes of the headers of one part


class Sink(Protocol):
    """Take files one after the other."""

    def begin(self, name: str) -> None: ...  # noqa: D102
    def write(self, data: bytes) -> None: ...  # noqa: D102
    def end(self) -> None: ...  # noqa: D102


class Parts:
    """Hand each file of a form to a sink; an empty field for a file, as browsers send it, is passed over.

    Raises RefusalError for what is no such form.
    """

    def __init__(self, content_type: str, sink: Sink) -> None:
        _, options = parse_options_header(content_type.encode("latin-1", "replace"))
        boundary = options.get(b"boundary", b"")
        if not boundary:
            raise _malformed()
        self._sink = sink
        self._head: dict[bytes, bytes] = {}
        self._field, self._value = b"", b""
        self._head_size = 0
        self._is_done = False
        self._name: str | None = None  # of a file that has shown no content yet
        try:
            self._parser = MultipartParser(boundary, self._callbacks())
        except FormParserError:  # the boundary is too long
            raise _malformed() from None

    def feed(self, data: bytes) -> None:
        """Take the next bytes of the body."""
        if self._is_done:
            return  # what may follow the form counts for nothing
        try:
            self._parser.write(data)
        except FormParserError:
            raise _malformed() from None

    def end(self) -> None:
        """Take note that no more comes."""
        if not self._is_done:
            raise _malformed()

    def _callbacks(self) -> "MultipartCallbacks":
        return {
            "on_part_begin": self._part_begins,
            "on_header_field": self._header_field,
            "on_header_value": self._header_value,
            "on_header_end": self._header_ends,
            "on_headers_finished": self._head_ends,
            "on_part_data": self._part_data,
            "on_part_end": self._part_ends,
            "on_end": self._form_ends,
        }

    def _part_begins(self) -> None:
        self._head.clear()
        self._head_size = 0

    def _header_field(self, data: bytes, start: int, end: int) -> None:
        self._field += self._counted(data[start:end])

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += self._counted(data[start:end])

    def _counted(self, piece: bytes) -> bytes:
        self._head_size += len(piece)
        if self._head_size > _LONGEST_HEAD:
            raise _malformed()
        return piece

    def _header_ends(self) -> None:
        self._head[self._field.lower()] = self._value
        self._field, self._value = b"", b""

    def _head_ends(self) -> None:
        _, options = parse_options_header(self._head.get(b"content-disposition", b""))
        if b"name" not in options:
            raise _malformed()
        if b"filename" not in options:
            raise _no_file(options[b"name"].decode("utf-8", "replace"))
        self._name = options[b"filename"].decode("utf-8", "replace")
        if self._name:
            self._begin()

    def _begin(self) -> None:
        if self._name is not None:
            self._sink.begin(self._name)
            self._name = None

    def _part_data(self, data: bytes, start: int, end: int) -> None:
        if end > start:
            self._begin()
            self._sink.write(data[start:end])

    def _part_ends(self) -> None:
        self._name = None
        self._sink.end()

    def _form_ends(self) -> None:
        self._is_done = True


def _malformed() -> RefusalError:
    message = Text(
        en="the form is cut off or not well-formed multipart/form-data; send it again, for example with curl -F",
        ru="форма оборвана или это не multipart/form-data; отправьте снова, например через curl -F",
    )
    return RefusalError(HTTPStatus.BAD_REQUEST, message)


def _no_file(field: str) -> RefusalError:
    quote = shown(field)
    message = Text(
        en=f"the field {quote} holds no file; send each file with its name, and options in the address",
        ru=f"в поле {quote} не файл; отправляйте файлы с их именами, а параметры — в адресе",
    )
    return RefusalError(HTTPStatus.UNPROCESSABLE_ENTITY, message)
