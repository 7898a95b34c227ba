"""Tell what a file holds by its content; its name decides only where nothing in the content does."""

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import BinaryIO, Final, Literal

from etom_rdf.errors import InputError
from etom_rdf.namespaces import RDF
from etom_rdf.rdf_input.formats import recognise
from etom_rdf.readers.decoding import decode, take_mark
from etom_rdf.readers.xml_start import Root, behind_prolog, root_in_start, root_of
from etom_rdf.spreadsheets import SEPARATOR_LINE

Kind = Literal["bpmn", "archimate", "table", "workbook", "sssom", "oda", "xes", "parquet", "rdf"]

_START: Final = 4_096  # where nearly all XML has its root element
_HEAD: Final = 65_536
_LONGEST_PROLOG: Final = 1_048_576  # in front of the root element of XML
_PARQUET: Final = b"PAR1"
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"
_ARCHIMATE: Final = re.compile("opengroup.org/xsd/archimate|archimatetool.com|bolton.ac.uk/archimate")
_ODA: Final = re.compile(r"(?:^|[\s{,])[\"']?apiVersion[\"']?\s*:\s*[\"']?oda\.tmforum\.org/", re.IGNORECASE)
_SSSOM_COLUMNS: Final = frozenset(
    {"subject_id", "predicate_id", "object_id", "subject_label", "object_label"}
)
_JSON_LD: Final = re.compile(r'"@(?:context|id|graph|type)"')
_RDF_NAMES: Final = frozenset(
    {
        ".ttl",
        ".turtle",
        ".n3",
        ".trig",
        ".nt",
        ".ntriples",
        ".nq",
        ".nquads",
        ".jsonld",
        ".json",
        ".rdf",
        ".owl",
    }
)
TABLE_NAMES: Final = (".csv", ".tsv", ".tab", ".txt")


def kind_of(stream: BinaryIO, name: str, *, columns: Mapping[str, str] | None = None) -> Kind | None:
    """Return the kind of a file from its first bytes, None for content that no reader takes.

    The stream can be rewound, and is at its start before and after. Plain text is a table where it has a header,
    or where only the user can say which: where its name is that of a table and `columns` are given.

    >>> from io import BytesIO
    >>> kind_of(BytesIO(b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>'), "order.xml")
    'bpmn'
    >>> kind_of(BytesIO(b"# Read me"), "README.md") is None
    True
    """
    head = stream.read(_START)
    try:
        root = _root_at_start(head)
        if root is not None:
            return _kind_of_root(root)
        head += stream.read(_HEAD - len(head))
        if head.startswith(b"PK\x03\x04"):
            return _kind_of_archive(stream)
        if head.startswith(b"\x1f\x8b"):
            root = root_of(text_of(_inflated(head)))
            return "xes" if root is not None and root.name == "log" else None
        if head.startswith(_PARQUET):
            return "parquet"
        if head.startswith(_OLD_OFFICE):
            return "workbook"  # whose reader says what to do with an old or encrypted one
        text = text_of(head)
        root = _root_in(text, head, stream)
        return _kind_of_text(text, name, columns or {}) if root is None else _kind_of_root(root)
    finally:
        stream.seek(0)


def _is_table(text: str, columns: Mapping[str, str]) -> bool:
    # Most runs read RDF alone, and need none of what reads tables.
    from etom_rdf.readers.tables.columns import has_header  # noqa: PLC0415
    from etom_rdf.readers.tables.text import tables_of  # noqa: PLC0415

    return has_header(tables_of(text), columns)


def _root_at_start(start: bytes) -> Root | None:
    """Return the root element of XML in ASCII or UTF-8 if its whole tag stands in the first bytes of a file."""
    if not start.startswith(b"<") or b"\0" in start:
        return None
    return root_in_start(start.decode("utf-8", "replace"))


def _root_in(text: str, head: bytes, stream: BinaryIO) -> Root | None:
    """Return the root element, even behind a long prolog."""
    if not text.lstrip().startswith("<"):
        return None
    if len(head) == _HEAD and behind_prolog(text) == len(text):
        text = text_of(head + stream.read(_LONGEST_PROLOG))
    return root_of(text)


def _kind_of_archive(stream: BinaryIO) -> Kind | None:
    import zipfile  # noqa: PLC0415

    stream.seek(0)
    try:
        names = [
            name.replace("\\", "/").lstrip("/").casefold() for name in zipfile.ZipFile(stream).namelist()
        ]
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, EOFError):
        return "workbook"  # whose reader says what is wrong with the archive
    if any(name.startswith("xl/") for name in names):
        return "workbook"
    return "archimate" if any(name == "model.xml" or name.endswith(".archimate") for name in names) else None


def _inflated(head: bytes) -> bytes:
    import zlib  # noqa: PLC0415

    try:
        return zlib.decompressobj(wbits=31).decompress(head, _HEAD)
    except zlib.error:
        return b""


def text_of(head: bytes) -> str:
    """Decode the beginning of a file, well enough to tell its kind."""
    encoding, body = take_mark(head)
    if encoding is None and head[:200].count(b"\0") > 20:
        encoding = "utf-16-le" if head[1:2] == b"\0" else "utf-16-be"
    if len(head) >= _HEAD:  # a character may be cut in two
        body = body[: body.rfind(b"\n") + 1] or body
    try:
        return decode(body, "")[0] if encoding is None else body.decode(encoding)
    except (InputError, UnicodeDecodeError):
        return body.decode(encoding or "latin-1", "replace")


def _kind_of_text(text: str, name: str, columns: Mapping[str, str]) -> Kind | None:
    """Return the kind of what is no XML."""
    if _ODA.search(text):
        return "oda"
    if any(_SSSOM_COLUMNS.intersection(re.split("[\t,;]", line)) for line in _first_lines(text)):
        return "sssom"
    if _is_rdf(text):
        return "rdf"
    if _is_table(text, columns):
        return "table"
    return _by_name(name, "rdf") or (_by_name(name, "table") if columns else None)


def _is_rdf(text: str) -> bool:
    if text.lstrip().startswith(("{", "[")):
        return _JSON_LD.search(text) is not None or not text.lstrip("[ \t\r\n").startswith(("{", '"', "]"))
    try:
        recognise(text.encode("utf-8", "replace"), "")
    except InputError:
        return False
    return not text.isspace() and text != ""


def _first_lines(text: str) -> Iterator[str]:
    """Give the first line that is no comment: where the columns of SSSOM stand."""
    for line in text.splitlines():
        if line.strip() and not line.startswith(("#", '"#')) and not SEPARATOR_LINE.fullmatch(line):
            yield line.replace('"', "").strip()
            return


def _kind_of_root(root: Root) -> Kind | None:
    said = " ".join((root.namespace, *root.attributes.values(), *root.attributes)).lower()
    if root.name == "definitions" and (
        "bpmn" in root.namespace.lower() or (not root.namespace and "bpmn" in said)
    ):
        return "bpmn"
    if root.name == "model" and (_ARCHIMATE.search(said) or not root.namespace):
        return "archimate"
    if root.name == "log":
        return "xes"
    described = {f"{prefix[6:]}:{name}" for prefix, iri in root.attributes.items() if iri == RDF
                 for name in ("about", "ID", "nodeID")}  # fmt: skip
    return "rdf" if root.namespace == RDF or described & root.attributes.keys() else None


def _by_name(name: str, kind: Kind) -> Kind | None:
    suffixes = _RDF_NAMES if kind == "rdf" else TABLE_NAMES
    return kind if PurePath(name).suffix.lower() in suffixes else None
