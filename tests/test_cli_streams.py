"""Whatever files and streams the program is given, no input is lost, and what fails is one line."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import MODEL, Capture, program, run


def test_validate_reads_standard_input(capsys: Capture) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "etom_rdf", "validate", "-", "--format", "json"],
        input="@prefix e: <https://w3id.org/etom/ns/> .\n"
        "<https://example.org/p> e:classifiedAs <https://w3id.org/etom/gost-r-53633/1.1.1.8> .",
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1
    assert json.loads(result.stdout)["findings"][0]["file"] == "-"


def test_output_that_cannot_be_written_is_one_line(capsys: Capture, tmp_path: Path) -> None:
    code, _, err = run(capsys, "tree", "-o", str(tmp_path / "no" / "such" / "folder"))
    assert code == 2
    assert err.count("\n") == 1


@pytest.mark.parametrize(("language", "says"), [("en", "(no file name)"), ("ru", "(это не имя файла)")])
def test_an_output_that_is_no_name_is_called_so_in_both_languages(
    capsys: Capture, language: str, says: str
) -> None:
    code, out, err = run(capsys, "tree", "--lang", language, "-o", "a\0b")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert says in err


def test_a_reader_that_leaves_is_no_error() -> None:
    command = f"{sys.executable} -m etom_rdf trace | head -1"
    result = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.parametrize(
    "arguments",
    [
        ("validate", "{}"),
        ("query", "siblings", "id=1.1", "--data", "{}"),
        ("validate", MODEL, "--shapes", "{}"),
    ],
)
def test_output_never_replaces_an_input(capsys: Capture, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    file, link = tmp_path / "model.ttl", tmp_path / "link.ttl"
    file.write_text(Path(MODEL).read_text(encoding="utf-8"), encoding="utf-8")
    link.symlink_to(file)
    for output in (file, link):
        code, out, err = run(capsys, *(one.format(file) for one in arguments), "-o", str(output))
        assert (code, out, err.count("\n")) == (2, "", 1)
        assert file.read_text(encoding="utf-8") == Path(MODEL).read_text(encoding="utf-8")


def test_output_through_a_link_keeps_the_link_and_leaves_no_rest(capsys: Capture, tmp_path: Path) -> None:
    file, link = tmp_path / "tree.txt", tmp_path / "link.txt"
    file.write_text("old", encoding="utf-8")
    link.symlink_to(file)
    assert run(capsys, "tree", "-o", str(link))[0] == 0
    assert link.is_symlink()
    assert file.read_text(encoding="utf-8").startswith("1.1 ")
    assert sorted(tmp_path.iterdir()) == [link, file]


@pytest.mark.parametrize(
    "arguments", [("validate",), ("infer",), ("map",), ("query", "siblings", "id=1.1", "--data")]
)
def test_nothing_read_gives_no_result(capsys: Capture, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    output = tmp_path / "result"
    code, out, err = run(capsys, *arguments, str(tmp_path / "absent.ttl"), "-o", str(output))
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert not output.exists()


def test_id_reads_stdin_with_a_byte_order_mark_and_speaks_russian(capsys: Capture) -> None:
    assert program("id", "-", stdin="\ufeff1.1.1.5\n").stdout.startswith("1.1.1.5  standard")
    assert "исключён" in run(capsys, "id", "1.1.1.8", "--lang", "ru")[1]


@pytest.mark.parametrize("shell", ["> /dev/full", ">&-"])
@pytest.mark.parametrize("arguments", [("tree",), ("show", "1.1.1.5", "--format", "json")])
def test_stdout_that_takes_nothing_is_one_line(arguments: tuple[str, ...], shell: str) -> None:
    done = program(*arguments, shell=shell)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert done.stderr.startswith("etom: ")


def test_help_that_cannot_be_printed_is_one_line() -> None:
    done = program("tree", "--help", shell="> /dev/full")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


@pytest.mark.parametrize("arguments", [("validate", "-"), ("id", "-"), ("query", "-")])
def test_closed_stdin_is_one_line(arguments: tuple[str, ...]) -> None:
    done = program(*arguments, shell="<&-")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("tree", "-o", ""), "-o"),
        (("validate", ""), "empty"),
        (("validate", "https://example.org/model.ttl"), "nothing is fetched"),
    ],
)
def test_names_that_are_no_files_are_one_line(capsys: Capture, arguments: tuple[str, ...], said: str) -> None:
    code, out, err = run(capsys, *arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert said in err


def test_a_file_given_twice_is_read_once(capsys: Capture) -> None:
    code, out, err = run(capsys, "validate", MODEL, MODEL)
    assert code == 0
    assert "read once" in err
    assert out.count(" processes, ") == 1


def test_a_query_comes_from_stdin() -> None:
    done = program("query", "-", "--format", "csv", stdin="ASK { ?s ?p ?o }")
    assert (done.returncode, done.stdout.split()) == (0, ["answer", "true"])


def test_an_interrupt_ends_with_130(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("etom_rdf.cli.program.refuse_output", lambda *_: interrupted(None))
    assert run(capsys, "tree")[0] == 130
