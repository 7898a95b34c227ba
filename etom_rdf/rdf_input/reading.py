"""Read one RDF file: nothing fetched, every fault a sentence with its line."""

import os
import stat
import sys
from pathlib import Path, PurePath
from urllib.parse import quote

import pyoxigraph as ox

from etom_rdf.rdf_input.document import RdfDocument
from etom_rdf.rdf_input.encoding import check_json, refuse_triple_terms, to_utf8
from etom_rdf.rdf_input.formats import Format, bad_input, recognise, refuse_binary
from etom_rdf.rdf_input.parsing import ENGINES, BlankNodes, Parsing


def read_rdf(
    path_or_dash: str | os.PathLike[str],
    *,
    name: str | None = None,
    format: Format | None = None,  # noqa: A002 - the word of the command line
) -> RdfDocument:
    r"""Read one RDF file, or standard input where the path is `-`.

    `name` stands in errors instead of the path. `format` overrules content and extension.
    A file that states no base has `https://example.invalid/<file name>`, whichever folder it lies in:
    no path of a machine gets into the data, and the same file gives the same IRIs everywhere.
    Raises InputError for whatever may be wrong with the file.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "model.ttl")
    ...     _ = path.write_text("<#order>\n  a <#Process> .")
    ...     document = read_rdf(path)
    >>> str(document.quads[0].subject), document.lines
    ('<https://example.invalid/model.ttl#order>', [2])
    """
    path = os.fsdecode(path_or_dash)
    name = path if name is None else name
    data = sys.stdin.buffer.read() if path == "-" else _read_file(path, name)
    refuse_binary(data, name)
    text, notices = to_utf8(data, name)
    kind = format or recognise(text, name)
    base = _base_of(name)
    if not text.strip():
        return RdfDocument(name, kind, [], [], {}, base, notices)
    text, prefixes, stated_base = _checked(text, name, kind)
    # The TriG parser reads Turtle too, so that named graphs are welcome under any extension.
    engine = ENGINES["trig" if kind == "turtle" and format is None else kind]
    quads, lines, parser = Parsing(text, name, kind, BlankNodes(lambda: _seed(name, data))).run(engine, base)
    if kind == "turtle" and any(type(quad.graph_name) is not ox.DefaultGraph for quad in quads):
        kind = "trig"
    if kind == "jsonld" and not quads:
        _refuse_plain_json(text, name)
    base = stated_base or parser.base_iri or base
    return RdfDocument(name, kind, quads, lines, prefixes or parser.prefixes, base, notices)


def _base_of(name: str) -> str:
    file_name = "stdin" if name == "-" else PurePath(name).name
    return "https://example.invalid/" + quote(file_name, errors="surrogateescape")


def _checked(text: bytes, name: str, kind: Format) -> tuple[bytes, dict[str, str] | None, str | None]:
    """Refuse what the parsers would take otherwise than it is meant.

    Return the text to be parsed, and the prefixes and the base that it states where the parser does not tell them.
    """
    if kind == "rdfxml":
        from etom_rdf.rdf_input.xml import check_xml  # noqa: PLC0415

        return check_xml(text, name)
    if kind == "jsonld":
        check_json(text, name)
    else:
        refuse_triple_terms(text, name)
    return text, None, None


def _refuse_plain_json(text: bytes, name: str) -> None:
    if b'"@' not in text and text.strip() not in (b"{}", b"[]"):
        raise bad_input(
            name,
            None,
            "this JSON holds no RDF: no key is an IRI and there is no @context; add one, or give another file",
            "в этом JSON нет RDF: ни ключей-IRI, ни @context; добавьте контекст или дайте другой файл",
        )


def _seed(name: str, data: bytes) -> str:
    """Return what the blank nodes of a file are named after: its name and content."""
    import hashlib  # noqa: PLC0415 - takes longer to load than many a model to read

    return hashlib.sha256(os.fsencode(name) + b"\0" + data).hexdigest()[:16]


def _read_file(path: str, name: str) -> bytes:
    en, ru = "", ""
    try:
        mode = Path(path).stat().st_mode
        if stat.S_ISREG(mode):
            return Path(path).read_bytes()
        if stat.S_ISDIR(mode):
            en, ru = "this is a directory; name the files in it", "это каталог; укажите файлы в нём"
        else:
            en = (
                "this is a pipe, a device or a socket, not a file; to read a stream, pipe it in and name it -"
            )
            ru = "это канал, устройство или сокет, а не файл; поток подайте на стандартный ввод и укажите -"
    except FileNotFoundError:
        if Path(path).is_symlink():
            en = "this link leads to a file that does not exist; mend the link"
            ru = "ссылка ведёт к файлу, которого нет; исправьте ссылку"
        else:
            en, ru = "there is no such file; check the name", "такого файла нет; проверьте имя"
    except PermissionError:
        en = "you may not read this file; change its permissions or ask its owner"
        ru = "нет прав на чтение этого файла; измените права или обратитесь к владельцу"
    except (OSError, ValueError) as error:
        words = getattr(error, "strerror", None) or str(error)
        en = f"the file cannot be read: {words}; check its name and the disk"
        ru = f"файл не читается («{words}»); проверьте имя и диск"
    raise bad_input(name, None, en, ru)
