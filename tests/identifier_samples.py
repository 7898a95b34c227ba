"""Make identifiers: tables of texts with what each is, and strategies for ids and what nearly is one."""

from hypothesis import strategies as st

from etom_rdf.identifier_parsing import parse_id
from etom_rdf.identifiers import ElementId, ParsedId

DEFINED = frozenset(
    ["1.1", "1.2", "1.3"]
    + [f"1.{area}.{group}" for area in (1, 2) for group in (1, 2, 3, 4)]
    + [f"1.1.1.{element}" for element in (1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12)]
)
RETIRED = {"1.1.1.8": ("1.1.1.12", "1.1.1.10", "1.1.1.11")}
CYRILLIC_A = "\u0430"
NUMBERLESS = {"ambiguous", "placeholder", "malformed", "empty"}


def parsed(text: str) -> ParsedId:
    return parse_id(text, defined=DEFINED, retired=RETIRED)


def codes(found: ParsedId) -> list[str]:
    return [note.code for note in found.notes]


numbers = st.integers(1, 9) | st.integers(1, 10**30)


@st.composite
def element_ids(draw: st.DrawFn) -> ElementId:
    prefix = draw(st.none() | st.from_regex(r"[0-9]{6}", fullmatch=True))
    deeper = draw(st.lists(numbers, max_size=3))
    return ElementId(prefix, draw(st.integers(1, 2)), draw(st.integers(1, 3)), *deeper)


usual = st.sampled_from(["1", "1", "1", "1", "2", "3", "5", "8", "10"])
odd = st.sampled_from(["", "0", "05", "4", "О", "٣", " 1", "a"])
prefixes = st.sampled_from(["12", "123456", "1234567", "aaaaaa", "aaaaaaa", "ACME", "МТС-1", "1a"])
locals_ = st.lists(usual, min_size=1, max_size=7) | st.lists(usual | odd, max_size=8)
nearly_ids = (locals_ | st.builds(lambda prefix, parts: [prefix, *parts], prefixes, locals_)).map(".".join)

# Status, codes of the notes, texts.
STATUSES_OF = [
    ("standard", "", "1.1 1.3 1.2.4 1.1.1.5 1.1.1.12"),
    ("retired", "retired", "1.1.1.8"),
    ("unknown", "unknown", "1.1.1.13 1.1.1.1.5 1.1.1.8.1 1.1.5 1.2.5.1 1.1.10.1.1"),
    ("outside", "outside", "1.1.2.1 1.2.4.3.2 1.3.1 1.3.9.1.1"),
    ("own", "own", "2.1 2.3.7.10.1"),
    ("extended", "", "123456.1.1.1.5 000000.1.1 123456.1.1.1.5.1 123456.1.1.2.7 123456.2.1.5.1"),
    ("extended", "base-unknown", "123456.1.1.1.13 123456.1.1.5"),
    ("extended", "base-retired", "123456.1.1.1.8 123456.1.1.1.8.2"),
    ("nonstandard-prefix", "prefix", "12.1.1.1.5 12345.1.1.1.5.1 1234567.1.1.1.5"),
    ("nonstandard-prefix", "prefix", "ACME.1.1.1.5 МТС.1.1.1.5.1 RU-77_a.2.1.1.5 1234-6.1.1.1.5 l.1.1.1.5"),
    ("nonstandard-prefix", "prefix", "aaaaa.1.1.1.5 aaaaaaa.1.1.1.5 aaaaab.1.1.1.5 baaaaa.1.1.1.5"),
    ("nonstandard-prefix", "prefix", "aaaaa1.1.1.1.5 1aaaaa.1.1.1.5 AAAAAA.1.1.1.5"),
    ("nonstandard-prefix", "prefix base-retired", "ACME.1.1.1.8"),
    ("ambiguous", "reading-level-4 reading-prefix", "1.1.1.1.5.2 2.1.1.1.5.2 1.3.3.1.2.1"),
    ("placeholder", "placeholder", "aaaaaa aaaaaa.1.1.1.5 aaaaaa.b.x.c.d.e aaa\u0430\u0430\u0430.1.1.1.5"),
    ("placeholder", "placeholder", f"{CYRILLIC_A * 6} {CYRILLIC_A * 6}.1.1.1.5 {CYRILLIC_A * 6}.b.x.c.d.e,"),
    ("empty", "empty", "NA na N/A n/a - — нет НЕТ None NONE nan NaN #N/A #n/a"),
]
STATUS_TABLE = [
    (text, status, codes.split()) for status, codes, texts in STATUSES_OF for text in texts.split()
]
FAULTS_OF = [
    ("developer", "3.1.1 12.1.1 12.1.1.1 7.1.1.1.5"),
    ("developer too-few-parts", "3 123456"),
    ("developer area", "3.4.1"),
    ("area", "1.4.1 1.10.1 123456.1.4.1"),
    ("area too-many-parts", "1.4.1.1.1.1"),
    ("zero", "0.1.1 1.1.0 1.1.1.00"),
    ("zero too-many-parts", "1.1.1.1.0.1"),
    ("leading-zero", "1.1.1.05 1.1.01"),
    ("leading-zero leading-zero leading-zero leading-zero", "01.01.01.05"),
    ("leading-zero leading-zero leading-zero leading-zero leading-zero", "01.01.01.05.02"),
    ("empty-part", "1..1.5 .1.1.5 1.1.1.5.."),
    ("empty-part too-few-parts", "."),
    ("too-few-parts", "1 1."),
    ("too-many-parts", "1.1.1.1.1.1.1 123456.1.1.1.1.5.2"),
    ("prefix", "ACME.1.1 ACME.1.1.1"),
    ("prefix too-many-parts", "1234567.2.1.1.1.1.1"),
    ("prefix zero", "12.1.1.1.0"),
    ("prefix area", "ACME.1.5.1.5"),
    ("character", "1.1.1.5-f1 1.1.1.-5 1.1.1.+5 1.1.1.5a"),
    ("character character character character character", "b.x.c.d.e"),
    ("character too-few-parts", "order 1,x"),
]
MALFORMED_TABLE = [(text, codes.split()) for codes, texts in FAULTS_OF for text in texts.split()]
