"""Read query files, and bind their parameters."""

from pathlib import Path

import pytest
from query_samples import EX, mine

from etom_rdf.errors import InputError, NotFoundError, QueryError
from etom_rdf.namespaces import GOST
from etom_rdf.querying import Parameter, load_query, queries, run_query

# Reading


def test_the_name_of_a_question_is_its_file() -> None:
    found = load_query("uncovered-elements")
    assert found.name == "uncovered-elements"
    assert found.shipped
    assert found.iri == "https://w3id.org/etom/query/uncovered-elements"
    assert found in queries()


def test_reads_the_header() -> None:
    found = load_query("functions-of-element")
    assert [(each.name, each.type) for each in found.parameters] == [("id", "id"), ("language", "lang")]
    assert found.returns == ("ordinal", "function", "basis", "label", "sourceText")


def test_a_query_of_ones_own_needs_no_header(tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    file.write_text("ASK {}", encoding="utf-8")
    found = load_query(file)
    assert (found.name, found.parameters, found.iri, found.shipped) == (str(file), (), None, False)
    assert run_query(str(file)).boolean is True


def test_a_query_of_ones_own_may_have_parameters(tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    file.write_bytes(
        b"\xef\xbb\xbf#+ parameter: name string a\r\nSELECT ?name {\r\n  VALUES ?name { 'a' }\r\n}\r\n"
    )
    answer = run_query(file, parameters={"name": 'кавычка " и перевод\nстроки'})
    assert [row[0].value for row in answer.rows] == ['кавычка " и перевод\nстроки']


def test_an_unknown_name_suggests_a_known_one() -> None:
    with pytest.raises(NotFoundError, match="uncovered-elements") as caught:
        load_query("uncovered-element")
    assert caught.value.name == "uncovered-element"
    assert "uncovered-elements" in caught.value.message.ru


def test_a_name_like_no_other_points_at_the_list() -> None:
    with pytest.raises(NotFoundError, match="etom queries"):
        load_query("zzzzzzzz")


def test_a_file_in_another_encoding_is_told_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "cp1251.rq"
    file.write_bytes("ASK {}\n# вопрос".encode("cp1251"))
    with pytest.raises(InputError, match="UTF-8") as caught:
        load_query(file)
    assert caught.value.line == 2


@pytest.mark.parametrize("line", ["id", "id number 1", "id id", "1d id 1"])
def test_a_broken_parameter_line_is_quoted(line: str) -> None:
    with pytest.raises(QueryError, match=f"parameter: {line}’"):
        mine(f"#+ parameter: {line}\nASK {{}}")


# Parameters


def test_a_missing_parameter_shows_an_example() -> None:
    with pytest.raises(QueryError, match=r"needs a value of id; add for example id=1\.1\.1\.5") as caught:
        run_query("siblings", parameters={"language": "en"})
    assert "id=1.1.1.5" in caught.value.message.ru


def test_an_unknown_parameter_names_the_known_ones() -> None:
    with pytest.raises(QueryError, match="no parameter ‘ID’; it has id, language"):
        run_query("siblings", parameters={"ID": "1.1", "language": "en"})


def test_a_question_without_parameters_takes_none() -> None:
    with pytest.raises(QueryError, match="it has none"):
        run_query("name-differences", parameters={"language": "en"})


@pytest.mark.parametrize(
    "text", ["ASK {}", "ASK { VALUES ?id { '1' } }", "ASK {\nVALUES ?id {1}\nVALUES ?id {2}\n}"]
)
def test_a_parameter_needs_one_line_of_its_own(text: str) -> None:
    with pytest.raises(QueryError, match=r"write the line VALUES \?id"):
        mine(f"#+ parameter: id string 1\n{text}").bind({"id": "x"})


@pytest.mark.parametrize(
    ("kind", "value", "term"),
    [
        ("string", "bill", '"bill"'),
        ("string", "", '""'),
        ("lang", "RU", '"ru"'),
        ("iri", f"<{GOST}1.1>", f"<{GOST}1.1>"),
        ("iri", "gost:1.1", f"<{GOST}1.1>"),
        ("process", f"{EX}заказ", f"<{EX}заказ>"),
        ("id", "1. 1. 1.10.", '"1.1.1.10"'),
        ("id", "123456.1.1.1.5", '"123456.1.1.1.5"'),
    ],
)
def test_a_value_becomes_a_term(kind: str, value: str, term: str) -> None:
    assert str(Parameter("x", kind, "example").term(value)) == term


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("string", "\udcff"),
        ("lang", "de"),
        ("iri", "order handling"),
        ("iri", "no-scheme"),
        ("process", "https://example.org/a b"),
        ("id", "1.1.1.x"),
        ("id", "1.1.1.5-f1"),
        ("id", "١.١.١"),
        ("id", ""),
    ],
)
def test_a_value_of_the_wrong_kind_shows_an_example(kind: str, value: str) -> None:
    with pytest.raises(QueryError, match="write for example x=example") as caught:
        Parameter("x", kind, "example").term(value)
    assert "x=example" in caught.value.message.ru
