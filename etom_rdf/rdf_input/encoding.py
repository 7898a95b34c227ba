"""Bring the text of a file into UTF-8, and refuse what the parsers of Turtle and JSON-LD break on."""

import re
from typing import Final

from etom_rdf.errors import InputError
from etom_rdf.rdf_input.formats import bad_input, line_at, one_line, too_deep
from etom_rdf.text import Text

_BOMS: Final = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# Compiled when they are first used: few files need one of them.
_DECLARED: Final = rb"<\?xml\s[^>]*?encoding\s*=\s*[\"']([\w.-]+)[\"']"
_EIGHT_BIT: Final = r"(?i)(?:windows|cp)-?125\d|iso-8859-\d+|koi8-[ru]"
_TURTLE_TOKEN: Final = rb'''(?xs)
    """(?:[^"\\]++|\\.|"(?!""))*+(?:"""|\\?\Z)|\'\'\'(?:[^'\\]++|\\.|'(?!''))*+(?:\'\'\'|\\?\Z)
    |"(?:[^"\\\r\n]++|\\.)*+"|'(?:[^'\\\r\n]++|\\.)*+'
    |<[^<>"{}|^`\s]*+>|\#[^\r\n]*+|\\.|(?P<term><<)'''
_JSON_MARK: Final = rb'(?s)"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)|[\[\]{}]'
_JSON_CHAIN: Final = 20
_CONTEXT_KEY: Final = (
    '"' + "".join(rf"(?:{letter}|\\u00(?i:{ord(letter):02x}))" for letter in "@context") + r'"\s*:\s*'
)
_JSON_ESCAPE: Final = rb"(?s)\\."
_JSON_STRING: Final = rb'"[^"]*+"'
_NOT_JSON_MARKS: Final = bytes(set(range(256)) - set(b'[]{}"'))
_JSON_DEPTH: Final = 100  # the parser recurses: half a megabyte of stack, as some threads have, takes 128


def to_utf8(data: bytes, name: str) -> tuple[bytes, tuple[Text, ...]]:
    """Return the text in UTF-8 without a mark, and notices of what was converted.

    UTF-16 and UTF-32 are known by their mark, 8-bit encodings only where an XML declaration names one.
    """
    encoding = next((encoding for bom, encoding in _BOMS if data.startswith(bom)), None)
    if encoding is None:
        data = data.removeprefix(b"\xef\xbb\xbf")
        try:
            data.decode()
        except UnicodeDecodeError as error:
            declared = re.match(_DECLARED, data)
            encoding = declared[1].decode() if declared else ""
            if not re.fullmatch(_EIGHT_BIT, encoding):
                byte = f"0x{data[error.start]:02X}"
                raise bad_input(
                    name,
                    line_at(data, error.start),
                    f"byte {byte} is not UTF-8; save the file as UTF-8 (it may be in windows-1251 now)",
                    f"байт {byte} не в UTF-8; сохраните файл в UTF-8 (сейчас он, возможно, в windows-1251)",
                ) from None
    notices: tuple[Text, ...] = ()
    if encoding is not None:
        try:
            data = data.decode(encoding).encode()
        except (UnicodeDecodeError, LookupError):
            raise bad_input(
                name,
                None,
                f"the file calls itself {encoding}, but breaks off or is damaged; save it as UTF-8",
                f"файл обозначен как {encoding}, но оборван или повреждён; сохраните его в UTF-8",
            ) from None
        en = f"the file is in {encoding} and was read as such; better save it as UTF-8"
        ru = f"файл в кодировке {encoding} и так и прочитан; лучше сохранить его в UTF-8"
        notices = (Text(en=en, ru=ru),)
    if (nul := data.find(b"\0")) >= 0:
        raise bad_input(
            name,
            line_at(data, nul),
            "there is a NUL byte here: the file is damaged, binary or in UTF-16; save it as text in UTF-8",
            "здесь нулевой байт: файл повреждён, двоичный или в UTF-16; сохраните его как текст в UTF-8",
        )
    return data, notices


def rdf_1_2_error(name: str, line: int | None) -> InputError:
    """Return the error for what only RDF 1.2 can say."""
    return bad_input(
        name,
        line,
        "triples about triples (<<…>>, {|…|}, ~) and text directions of RDF 1.2 cannot be checked; "
        "write plain triples",
        "тройки о тройках (<<…>>, {|…|}, ~) и направление текста из RDF 1.2 проверить нельзя; "
        "запишите обычными тройками",
    )


def refuse_triple_terms(text: bytes, name: str) -> None:
    """Raise InputError for the first triple about a triple in Turtle or its kin."""
    # Nested ones overflow the parser's stack and kill the process: it must not see even the first.
    for token in re.finditer(_TURTLE_TOKEN, text) if b"<<" in text else ():
        if token["term"]:
            raise rdf_1_2_error(name, line_at(text, token.start()))


def _refuse_deep_json(text: bytes, name: str) -> None:
    # Without strings only brackets are left, and each pass takes the innermost pairs away.
    brackets = re.sub(_JSON_STRING, b"", re.sub(_JSON_ESCAPE, b"", text).translate(None, _NOT_JSON_MARKS))
    for _ in range(_JSON_DEPTH):
        brackets = brackets.replace(b"{}", b"").replace(b"[]", b"")
    if not brackets:
        return
    depth = 0
    for token in re.finditer(_JSON_MARK, text):
        depth += (token[0] in b"[{") - (token[0] in b"]}")
        if depth > _JSON_DEPTH:
            raise too_deep(name, line_at(text, token.start()), _JSON_DEPTH)


class _Pairs(list[tuple[str, object]]):
    """Hold a JSON object with its repeated keys."""


def check_json(text: bytes, name: str) -> None:
    """Refuse remote contexts by name, and what overflows the parser's stack: nesting, chains of terms."""
    import json  # noqa: PLC0415

    _refuse_deep_json(text, name)
    content = text.decode()
    decoder = json.JSONDecoder(object_pairs_hook=_Pairs, parse_int=str, parse_float=str, strict=False)
    for key in re.finditer(_CONTEXT_KEY, content):
        try:
            value, _ = decoder.raw_decode(content, key.end())
        except ValueError:
            continue  # the parser will say where
        for context in value if type(value) is list else [value]:
            if fault := _fault_of_context(context):
                line = content.count("\n", 0, key.end()) + 1
                raise InputError(fault, file=name, line=line)


def _fault_of_context(context: object) -> Text | None:
    remote = context if isinstance(context, str) else None
    needs: dict[str, set[str]] = {}
    for term, definition in context if isinstance(context, _Pairs) else ():
        if term == "@import" and isinstance(definition, str):
            remote = definition
        parts = definition if isinstance(definition, _Pairs) else [("@id", definition)]
        iris = [iri for key, iri in parts if key in ("@id", "@type", "@reverse") and isinstance(iri, str)]
        words = {word for iri in (term, *iris) for word in (iri, iri.partition(":")[0])}
        needs.setdefault(term, set()).update(words - {term})
    if remote is not None:
        iri = one_line(remote)
        return Text(
            en=f"refers to the remote context {iri}, and nothing is fetched; put the context itself here",
            ru=f"ссылается на внешний контекст {iri}, а извне ничего не загружается; впишите сам контекст",
        )
    for _ in range(_JSON_CHAIN):
        needs = {term: left for term, words in needs.items() if (left := words & needs.keys())}
    if not needs:
        return None
    return Text(
        en=f"terms of the @context need one another more than {_JSON_CHAIN} deep, or in a circle; write IRIs out",
        ru=f"термины @context определены друг через друга глубже {_JSON_CHAIN} уровней или по кругу; "
        "впишите IRI полностью",
    )
