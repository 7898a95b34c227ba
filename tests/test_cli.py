"""Use the program as its users do: arguments in, text and exit code out."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph
import pytest
from command_line import FAULTY, MODEL, Capture, run, run_json

from etom_rdf import __version__
from etom_rdf.cli import main
from etom_rdf.cli.program import build_parser
from etom_rdf.cli.terminal import default_language
from etom_rdf.querying import queries
from etom_rdf.querying.table_heads import RUSSIAN_HEADS


def test_show_speaks_both_languages(capsys: Capture) -> None:
    code, out, _ = run(capsys, "show", "1.1.1.12", "--lang", "ru")
    assert code == 0
    assert out.startswith("1.1.1.12  Обработка запросов по счетам\n")
    assert "1.1.1.12-f1  Регистрация запроса" in out
    _, out, _ = run(capsys, "show", "1.1.1.12")
    assert out.startswith("1.1.1.12  Bill inquiry handling\n")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("1.1.1.5", "element"),
        ("1.1.1.5-f1", "function"),
        ("OSR", "group"),
        ("1.1", "area"),
        ("3.11", "term"),
        ("1.1.1.8", "retired"),
    ],
)
def test_show_knows_every_kind(capsys: Capture, name: str, kind: str) -> None:
    shown = run_json(capsys, "show", name)
    assert isinstance(shown, dict)
    assert shown["kind"] == kind
    assert set(shown["label"]) == {"en", "ru"}
    code, out, _ = run(capsys, "show", name, "--format", "turtle")
    assert code == 0
    assert list(pyoxigraph.parse(out.encode(), format=pyoxigraph.RdfFormat.TURTLE))


def test_what_is_not_defined_ends_with_1_and_one_line(capsys: Capture) -> None:
    code, out, err = run(capsys, "show", "1.1.1.13")
    assert (code, out) == (1, "")
    assert err.startswith("etom: ")
    assert err.count("\n") == 1


def test_tree_stands_in_the_standards_order(capsys: Capture) -> None:
    _, out, _ = run(capsys, "tree", "1.1.1")
    numbers = [line.split()[0] for line in out.splitlines()]
    assert numbers[0] == "1.1.1"
    assert numbers.index("1.1.1.9") < numbers.index("1.1.1.10")
    assert "1.1.1.8" not in numbers
    whole = run_json(capsys, "tree")
    assert isinstance(whole, list)
    assert [area["id"] for area in whole] == ["1.1", "1.2", "1.3"]


def test_find_is_forgiving(capsys: Capture) -> None:
    assert "1.1.1.12" in run(capsys, "find", "СЧЁТ", "запрос")[1]
    code, out, err = run(capsys, "find", "трактор")
    assert (code, out) == (1, "")
    assert "nothing found" in err


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1.1.1.5", 0),
        ("123456.1.1.1.5", 0),
        ("1.1.1.8", 0),
        ("1.1.2.3", 0),
        ("1.1.1.13", 1),
        ("1.1.1.05", 1),
        ("н/д", 1),
    ],
)
def test_id_tells_good_from_bad(capsys: Capture, text: str, code: int) -> None:
    assert run(capsys, "id", text)[0] == code


def test_id_in_json_has_the_promised_form(capsys: Capture) -> None:
    (parsed,) = json.loads(run(capsys, "id", "123456.1.1.1.10", "--format", "json")[1])
    assert parsed["status"] == "extended"
    assert (parsed["prefix"], parsed["group"], parsed["element"], parsed["level"]) == ("123456", 1, 10, 2)
    assert set(parsed) == {
        "input", "status", "normal", "prefix", "developer", "area", "group", "element", "subelement", "level",
        "parent", "iri", "notes",
    }  # fmt: skip


def test_queries_lists_and_query_answers(capsys: Capture) -> None:
    listed = run_json(capsys, "queries")
    assert isinstance(listed, list)
    assert len(listed) >= 20
    answer = run_json(capsys, "query", "functions-of-element", "id=1.1.1.5")
    assert isinstance(answer, dict)
    assert len(answer["results"]["bindings"]) >= 7
    code, out, _ = run(capsys, "query", "uncovered-elements", "--data", MODEL, "--format", "csv")
    assert code == 0
    assert "1.1.1.1," in out
    assert "1.1.1.3," in out
    assert "1.1.1.5," not in out


@pytest.mark.parametrize(
    "arguments", [("query", "no-such"), ("query", "siblings"), ("query", "siblings", "id")]
)
def test_a_wrong_query_is_one_line(capsys: Capture, arguments: tuple[str, ...]) -> None:
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert err.startswith("etom: ")
    assert err.count("\n") == 1


def test_validate_exits_by_what_it_found(capsys: Capture, tmp_path: Path) -> None:
    assert run(capsys, "validate", MODEL)[0] == 0
    assert run(capsys, "validate", MODEL, "--strict")[0] == 1
    assert run(capsys, "validate", FAULTY)[0] == 1
    code, out, err = run(capsys, "validate", FAULTY, str(tmp_path / "absent.ttl"))
    assert code == 2
    assert "Process-element-known" in out
    assert err.startswith(f"etom: {tmp_path / 'absent.ttl'}: ")


def test_infer_gives_the_reason(capsys: Capture) -> None:
    found = run_json(capsys, "infer", MODEL)
    assert isinstance(found, list)
    derived = [one for one in found if not one["stated"]]
    assert derived
    assert all(one["reasons"] for one in derived)


def test_pictures_are_svg_with_a_title(capsys: Capture, tmp_path: Path) -> None:
    file = tmp_path / "picture.svg"
    for arguments in (("pictogram", "1.1.1.5"), ("map",), ("map", MODEL)):
        assert run(capsys, *arguments, "-o", str(file))[0] == 0
        root = ElementTree.fromstring(file.read_text(encoding="utf-8"))
        assert root.tag.endswith("svg")
        assert any(child.tag.endswith("title") for child in root)
    assert run(capsys, "pictogram", "1.1.1.13")[0] == 1


def test_trace_shows_a_clause(capsys: Capture) -> None:
    _, out, _ = run(capsys, "trace", "3.9")
    assert "shape:Product-has-service" in out
    assert run(capsys, "trace", "99")[0] == 1


def test_export_writes_a_file(capsys: Capture, tmp_path: Path) -> None:
    file = tmp_path / "etom.nt"
    assert run(capsys, "export", "--format", "ntriples", "--only", "ontology", "-o", str(file))[0] == 0
    assert len(list(pyoxigraph.parse(path=str(file)))) > 3000


def test_format_checks_and_writes(capsys: Capture, tmp_path: Path) -> None:
    file = tmp_path / "x.ttl"
    file.write_text("<https://example.org/s>   a <https://example.org/C>.", encoding="utf-8")
    assert run(capsys, "format", "--check", str(tmp_path))[0] == 1
    assert run(capsys, "format", str(tmp_path))[0] == 0
    assert run(capsys, "format", "--check", str(tmp_path))[0] == 0


def test_every_command_shows_an_example(capsys: Capture) -> None:
    commands = build_parser()._subparsers._group_actions[0].choices  # type: ignore[union-attr]
    assert isinstance(commands, dict)
    for name, command in commands.items():
        assert f"example: etom {name}" in command.format_help()
        assert "exit codes: 0 " in command.format_help()
    assert re.search("\n    pictogram {2,}draw", build_parser().format_help())


def test_all_but_a_server_write_their_result_where_they_are_told(capsys: Capture, tmp_path: Path) -> None:
    commands = build_parser()._subparsers._group_actions[0].choices  # type: ignore[union-attr]
    assert isinstance(commands, dict)
    assert [name for name, one in commands.items() if "--output" not in one.format_help()] == ["serve"]
    with pytest.raises(SystemExit) as exit_:
        main(["serve", "-o", str(tmp_path / "nothing.txt"), "--lang", "en"])
    assert exit_.value.code == 2
    assert "unrecognized arguments: -o" in capsys.readouterr().err


def test_the_parser_of_one_command_is_that_of_all() -> None:
    every = build_parser()._subparsers._group_actions[0].choices  # type: ignore[union-attr]
    assert isinstance(every, dict)
    for name, command in every.items():
        alone = build_parser(command=name)._subparsers._group_actions[0].choices  # type: ignore[union-attr]
        assert isinstance(alone, dict)
        assert len(alone) < len(every)
        assert alone[name].format_help() == command.format_help()


def test_the_language_may_stand_before_the_command(capsys: Capture) -> None:
    assert main(["--lang", "ru", "id", "1.1.1.5"]) == 0
    before = capsys.readouterr().out
    assert main(["id", "1.1.1.5", "--lang", "ru"]) == 0
    assert capsys.readouterr().out == before
    assert main(["--lang", "ru", "id", "1.1.1.5", "--lang", "en"]) == 0
    assert capsys.readouterr().out != before


def test_no_command_at_all_is_a_mistake_that_the_usage_answers(capsys: Capture) -> None:
    with pytest.raises(SystemExit) as exit_:
        main([])
    assert exit_.value.code == 2
    assert "COMMAND" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["validate", "coverage", "compare", "infer", "map"])
def test_a_folder_without_models_is_an_error(command: str, tmp_path: Path, capsys: Capture) -> None:
    assert main([command, str(tmp_path)]) == 2
    assert "there is no model here" in capsys.readouterr().err


def test_version(capsys: Capture) -> None:
    with pytest.raises(SystemExit):
        main(["--version"])
    assert __version__ in capsys.readouterr().out


@pytest.mark.parametrize(
    ("environment", "language"),
    [({"LANG": "ru_RU.UTF-8"}, "ru"), ({"LANG": "ru_RU.UTF-8", "LC_ALL": "C"}, "en"), ({}, "en")],
)
def test_the_language_comes_from_the_locale(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], language: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert default_language() == language


def test_a_model_with_nothing_of_ours_is_said_on_stderr(capsys: Capture, tmp_path: Path) -> None:
    file = tmp_path / "model.ttl"
    file.write_text("<https://example.org/p> a <http://w3id.org/etom/ns/Process> .", encoding="utf-8")
    code, out, err = run(capsys, "validate", str(file))
    assert (code, err.count("\n")) == (0, 1)
    assert "nothing to check" in out
    assert "<https://w3id.org/etom/ns/>?" in err
    assert "<http://w3id.org/etom/ns/>" in err


def test_a_clause_is_shown_by_trace(capsys: Capture) -> None:
    for name in ("7.2", "table-1", "https://w3id.org/etom/gost-r-53633/clause-7.2"):
        code, _, err = run(capsys, "show", name)
        assert code == 1
        assert "etom trace " in err


def test_functions_stand_where_the_text_announces_them(capsys: Capture) -> None:
    lines = run(capsys, "show", "1.1.1.12")[1].splitlines()
    assert lines[lines.index(next(line for line in lines if "1.1.1.12-f1" in line)) - 1].endswith(":")
    assert lines.index("Named in prose (2)") < lines.index(
        next(line for line in lines if "1.1.1.12-p1" in line)
    )


def test_find_names_the_word_that_stands_nowhere(capsys: Capture) -> None:
    err = run(capsys, "find", "заказ", "трактор")[2]
    assert "‘трактор’" in err
    assert "‘заказ’" not in err
    assert "\n3.3 " in run(capsys, "find", "customer")[1]
    assert "term-" not in run(capsys, "find", "customer")[1]
    assert "(retired)" in run(capsys, "find", "billing")[1].splitlines()[-1]


def test_argparse_speaks_russian(capsys: Capture) -> None:
    for arguments, said in (
        (["coverage"], "не хватает обязательных аргументов: ФАЙЛ"),
        (["show", "1.1", "--format", "xml"], "нет варианта «xml»"),
        (["shw"], "нет варианта «shw»"),
    ):
        with pytest.raises(SystemExit) as caught:
            main([*arguments, "--lang", "ru"])
        assert caught.value.code == 2
        err = capsys.readouterr().err
        assert err.startswith("использование: ")
        assert "ошибка: " in err
        assert said in err


def test_tables_have_russian_heads(capsys: Capture) -> None:
    out = run(capsys, "query", "siblings", "id=1.1", "--lang", "ru")[1]
    assert "название" in out.splitlines()[0]
    shipped = {name for one in queries() for name in one.returns if name != "graph"}
    assert shipped <= set(RUSSIAN_HEADS)


_REGISTER = "ID;Process name;eTOM\nP-1;Sell;1.1.l.4\nP-2;Charge;1.1.1.8\n"


def test_a_row_is_named_by_its_id_and_not_by_an_address_made_up_for_it(
    tmp_path: Path, capsys: Capture
) -> None:
    table = tmp_path / "register.csv"
    table.write_text(_REGISTER, encoding="utf-8")
    main(["validate", str(table)])
    said = capsys.readouterr().out
    assert "    ‘Charge’ (P-2) → gost:1.1.1.8\n" in said
    assert "example.invalid" not in said


@pytest.mark.parametrize("command", ["show", "tree", "find", "pictogram"])
@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("number", ["1.3.7.1", "1.2.1.3", "1.1.1.13"])
def test_what_the_standard_does_not_define_is_told_in_one_wording(
    command: str, language: str, number: str, capsys: Capture
) -> None:
    main(["id", number, "--lang", language])
    said = " ".join(capsys.readouterr().out.split()[1:])
    assert main([command, f"gost:{number}", "--lang", language]) == 1
    told = capsys.readouterr().err.removeprefix("etom: ").strip()
    assert said.endswith(f"{told}.")


def test_an_element_outside_of_crm_is_called_so_by_every_command(tmp_path: Path, capsys: Capture) -> None:
    model = tmp_path / "model.ttl"
    model.write_text(
        "@prefix etom: <https://w3id.org/etom/ns/> . @prefix gost: <https://w3id.org/etom/gost-r-53633/> . "
        "<urn:p> a etom:Process ; etom:classifiedAs gost:1.3.7.1 ."
    )
    words = {"en": "outside CRM (1.1.1)", "ru": "вне CRM (1.1.1)"}
    for language, outside in words.items():
        for command in (["id", "1.3.7.1"], ["validate", str(model)], ["coverage", str(model)]):
            main([*command, "--lang", language])
            assert outside in " ".join(capsys.readouterr().out.split())


def test_what_was_noticed_in_reading_counts_among_the_most_findings(tmp_path: Path) -> None:
    table = tmp_path / "register.csv"
    table.write_text(_REGISTER, encoding="utf-8")
    report = tmp_path / "report.json"
    assert main(["validate", str(table), "--max-findings", "1", "--format", "json", "-o", str(report)]) == 1
    said = json.loads(report.read_text(encoding="utf-8"))
    assert len(said["findings"]) == 1
    assert said["counts"]["violation"] == 1
    assert sum(said["omitted"].values()) == sum(said["counts"].values()) - 1


def test_a_table_without_rows_is_asked_for_processes_and_not_for_a_prefix(
    tmp_path: Path, capsys: Capture
) -> None:
    table = tmp_path / "register.csv"
    table.write_text(_REGISTER.splitlines()[0], encoding="utf-8")
    main(["validate", str(table)])
    said = capsys.readouterr().err
    assert "no process was found" in said
    assert "prefix" not in said


def test_a_file_without_a_statement_is_not_asked_for_its_prefix(tmp_path: Path, capsys: Capture) -> None:
    model = tmp_path / "model.ttl"
    model.touch()
    assert main(["validate", str(model), "--lang", "en"]) == 0
    assert capsys.readouterr().err.startswith(f"etom: {model}: no statement was found; ")
