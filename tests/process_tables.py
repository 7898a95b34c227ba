"""Read tables of processes, and tell what came out."""

import pytest

from etom_rdf.errors import InputError
from etom_rdf.readers.records import Activity, SourceModel
from etom_rdf.readers.tables import read


def table(text: str, **columns: str) -> SourceModel:
    return read(text.encode(), name="t.csv", columns=columns)


def codes(model: SourceModel) -> list[tuple[str, int | None]]:
    return [(notice.code, notice.line) for notice in model.notices]


def elements(model: SourceModel) -> list[tuple[str, str, int | None]]:
    return [(one.subject, one.text, one.line) for one in model.mentions if one.found_by == "column"]


def by_id(model: SourceModel) -> dict[str, Activity]:
    found = {activity.id: activity for activity in model.activities}
    assert len(found) == len(model.activities)
    return found


def refusal(data: bytes | str, **columns: str) -> InputError:
    with pytest.raises(InputError) as caught:
        read(data.encode() if isinstance(data, str) else data, name="t.csv", columns=columns)
    error = caught.value
    assert error.file == "t.csv"
    assert ";" in error.message.en
    assert ";" in error.message.ru
    return error
