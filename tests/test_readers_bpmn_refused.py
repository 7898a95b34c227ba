"""What is refused of BPMN files: document types, depth, masses, what is no XML."""

import pytest
from bpmn_models import OPEN, inside, read

from etom_rdf.errors import InputError


@pytest.mark.usefixtures("bpmn_way")
@pytest.mark.parametrize(
    "subset",
    [
        '[<!ENTITY e SYSTEM "file:///etc/passwd">]',
        '[<!ENTITY a "aaaaaaaaaa"><!ENTITY e "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]',
        '[<!ENTITY % p SYSTEM "http://example.invalid/x.dtd">%p;]',
        'SYSTEM "http://example.invalid/bpmn.dtd"',
        'PUBLIC "-//X//EN" "http://example.invalid/bpmn.dtd"',
    ],
)
def test_a_document_type_is_refused(subset: str) -> None:
    with pytest.raises(InputError, match="DOCTYPE") as caught:
        read(f'<?xml version="1.0"?>\n<!DOCTYPE definitions {subset}>{OPEN}<process id="&e;"/></definitions>')
    assert caught.value.line == 2
    assert "\n" not in str(caught.value)


@pytest.mark.usefixtures("bpmn_way")
def test_a_document_type_that_says_nothing_is_harmless() -> None:
    model = read(f'<!DOCTYPE definitions>{OPEN}<process id="P"/></definitions>')
    assert not model.notices


@pytest.mark.usefixtures("bpmn_way")
@pytest.mark.parametrize("tag", ["x", "subProcess", "extensionElements", "tool:x"])
def test_deep_nesting_is_refused(tag: str) -> None:
    with pytest.raises(InputError, match="256 levels"):
        inside(f"<{tag}>" * 5000 + f"</{tag}>" * 5000)


@pytest.mark.usefixtures("bpmn_way")
@pytest.mark.parametrize("data", [b"", b" \n", b"id;name\n1;A", bytes(100), b"<", b"\xff\xfe", b"{}"])
def test_what_is_no_xml_is_refused(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        read(data)
    assert "\n" not in str(caught.value)
    assert caught.value.message.ru != caught.value.message.en


@pytest.mark.parametrize(
    "body",
    [
        "<task><extensionElements>{}</extensionElements></task>",
        "<extensionElements>{}</extensionElements>",
        "<task><tool:x>{}</tool:x></task>",
    ],
)
def test_an_element_that_holds_very_much_is_refused(body: str) -> None:
    with pytest.raises(InputError, match="500,000"):
        inside(body.format("<x/>" * 1_100_000))


def test_elements_that_mean_nothing_do_not_pile_up() -> None:
    model = inside("<x/>" * 1_100_000 + '<task id="A"/>')
    assert [activity.id for activity in model.activities] == ["P", "A"]


def test_more_activities_than_anybody_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etom_rdf.readers.bpmn.contents._MOST", 10)
    with pytest.raises(InputError, match="split it"):
        inside('<task id="A"/>\n' * 10)
