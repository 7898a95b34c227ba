"""Faults of SSSOM files: what is told, and what is refused."""

from string import Formatter

import pytest
from sssom_tables import BROAD, COLUMNS, HEADER, MANUAL, codes, read

from etom_rdf.errors import InputError
from etom_rdf.readers import sssom
from etom_rdf.readers.mapping_messages import MESSAGES


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"", 1),
        (b"\n\n", 3),
        (HEADER.encode(), 6),
        (b"subject_id\tpredicate_id\nop:P1\tskos:broadMatch\n", 1),
        (HEADER.encode() + b"a,b,c\n1,2,3\n", 6),
        (b"\xff\xfe\x00", 1),
        (b"subject_id\tpredicate_id\tobject_id\ncaf\xe9 \xfcber\n", 2),
        (("\t".join(f"c{n}" for n in range(1001)) + "\n").encode(), 1),
    ],
)
def test_what_is_no_sssom_is_one_error_with_its_line(data: bytes, line: int) -> None:
    with pytest.raises(InputError) as caught:
        sssom.read(data, name="a.tsv")
    assert caught.value.line == line
    assert caught.value.message.ru


def test_an_archive_is_named() -> None:
    with pytest.raises(InputError, match="gzip"):
        sssom.read(b"\x1f\x8b\x08\x00", name="a.tsv.gz")


def test_repeated_columns_wide_rows_and_comments_are_told() -> None:
    columns = (*COLUMNS, "subject_label", "subject_label")
    rows = [
        ("op:P1", BROAD, "gost:1.1.1.5", MANUAL, "Приём", "Продажа"),
        ("# remark",),
        ("op:P2", BROAD, "gost:1.1.1.5", MANUAL, "", "", "more"),
    ]
    model = read(*rows, columns=columns)
    assert [(one.code, one.line) for one in model.notices] == [
        ("Source-column-repeated", 6),
        ("Source-row-comment", 8),
        ("Source-row-wide", 9),
    ]
    assert (model.activities[0].name, model.skipped) == ("Приём", 1)


def test_messages_ask_for_the_same_words_in_both_languages() -> None:
    for code, (_, en, ru) in MESSAGES.items():
        asked = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in (en, ru)]
        assert {name.removesuffix("_en") for name in asked[0]} == {
            name.removesuffix("_ru") for name in asked[1]
        }, code


def test_a_file_without_rows_says_so() -> None:
    assert codes(read()) == ["Source-no-rows"]
