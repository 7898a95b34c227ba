"""What is mended in BPMN files, and said."""

from collections import Counter

import pytest
from bpmn_models import OPEN, codes, inside, one, read

from etom_rdf.errors import InputError


@pytest.mark.usefixtures("bpmn_way")
@pytest.mark.parametrize(
    "namespace",
    [
        "http://www.omg.org/spec/BPMN/20100524/MODEL/",
        "https://www.omg.org/spec/BPMN/20100524/MODEL",
        "http://schema.omg.org/spec/BPMN/2.0",
        "",
    ],
)
def test_a_namespace_that_is_not_quite_right_is_read_and_told(namespace: str) -> None:
    declared = f' xmlns="{namespace}"' if namespace else ""
    model = read(f'<definitions{declared}><process id="P"><task id="A"/></process></definitions>')
    assert [activity.id for activity in model.activities] == ["P", "A"]
    notice = one(model, "Source-namespace")
    assert (notice.severity, notice.line, notice.value) == ("warning", 1, namespace or None)


@pytest.mark.usefixtures("bpmn_way")
def test_a_prefix_that_nothing_declares_is_read_and_told() -> None:
    model = read(
        '<bpmn:definitions><bpmn:process id="P"><bpmn:task id="A"/></bpmn:process></bpmn:definitions>'
    )
    assert [activity.id for activity in model.activities] == ["P", "A"]
    assert "‘bpmn’" in one(model, "Source-namespace").message.en


@pytest.mark.usefixtures("bpmn_way")
def test_ids_that_repeat_or_are_missing_are_made_unique() -> None:
    model = inside('\n<task id="A"/>\n<task id="A"/>\n<task/><startEvent id="A"/>')
    ids = [activity.id for activity in model.activities]
    assert ids == ["P", "A", "A#2", "task-line-4"]
    assert sorted(codes(model)) == ["Source-id-missing", "Source-id-repeated", "Source-id-repeated"]
    assert [notice.line for notice in model.notices] == [3, 4, 4]


@pytest.mark.usefixtures("bpmn_way")
@pytest.mark.parametrize("ends", ['sourceRef="A" targetRef="gone"', 'sourceRef="gone" targetRef="A"', ""])
def test_a_flow_that_leads_nowhere_is_left_out(ends: str) -> None:
    model = inside(f'<task id="A"/>\n<sequenceFlow id="F" {ends}/>')
    notice = one(model, "Source-reference-dangling")
    assert (model.flows, model.skipped, notice.line) == ((), 1, 2)


def test_notices_of_a_kind_are_cut_after_a_hundred() -> None:
    model = inside("<task/>" * 250)
    assert Counter(codes(model)) == {"Source-id-missing": 101}
    assert "150" in model.notices[-1].message.en


@pytest.mark.usefixtures("bpmn_way")
def test_a_file_that_breaks_off_is_read_so_far() -> None:
    whole = f'{OPEN}<process id="P">\n<task id="A"/>\n<task id="B"/>\n<task id="C" name="cut'
    model = read(whole)
    assert [activity.id for activity in model.activities][:3] == ["P", "A", "B"]
    assert {"Source-truncated", "Source-recovered"} & set(codes(model))
    assert all(notice.line for notice in model.notices)


@pytest.mark.usefixtures("bpmn_way")
def test_broken_xml_is_mended_and_the_words_of_the_parser_are_shown() -> None:
    model = inside('\n<task id="A" name="a & b"/><x\u0301\u202e></y><task id="B"/>')
    assert [activity.id for activity in model.activities] == ["P", "A", "B"]
    notice = one(model, "Source-recovered")
    assert notice.line == 2
    assert notice.message.en.isprintable()
    assert notice.message.ru.isprintable()


@pytest.mark.usefixtures("bpmn_way")
def test_words_of_the_parser_with_line_breaks_in_them_are_shown_on_one_line() -> None:
    message = one(inside("<!-- a -- \n\t -->"), "Source-recovered").message
    assert "Double hyphen" in message.en
    assert message.en.isprintable()
    assert message.ru.isprintable()


@pytest.mark.usefixtures("bpmn_way")
def test_what_a_file_says_of_itself_is_shown_on_one_line() -> None:
    with pytest.raises(InputError) as caught:
        read('<x xmlns="urn:a&#10;b&#x202e;"/>')
    assert str(caught.value).isprintable()


@pytest.mark.usefixtures("bpmn_way")
@pytest.mark.parametrize("encoding", ["cp1251", "utf-16", "koi8-r", "utf-8-sig", "utf-32-le"])
def test_encodings_are_read(encoding: str) -> None:
    declared = "" if encoding.startswith("utf") else f'<?xml version="1.0" encoding="{encoding}"?>'
    text = f'{declared}{OPEN}<process id="P" name="Приём заказа"/></definitions>'
    model = read(text.encode(encoding))
    assert model.activities[0].name == "Приём заказа"
    assert not model.notices


@pytest.mark.usefixtures("bpmn_way")
def test_an_encoding_that_is_not_the_declared_one_is_mended() -> None:
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{OPEN}<process id="P" name="Приём заказа"/></definitions>'
    )
    model = read(text.encode("cp1251"))
    assert model.activities[0].name == "Приём заказа"
    assert one(model, "Source-recovered").value == "windows-1251"


@pytest.mark.usefixtures("bpmn_way")
def test_a_file_without_a_process_is_told() -> None:
    assert codes(read(f"{OPEN}</definitions>")) == ["Source-empty"]
