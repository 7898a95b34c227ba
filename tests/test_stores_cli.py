"""`etom load` and `etom query` on stores: what they say, and how they end."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from faulty_server import Handler, faulty
from servers import RunningServer

from etom_rdf.cli import main
from etom_rdf.stores.forms import query_form
from etom_rdf.stores.statements import statements

EXAMPLE = Path(__file__).parent.parent / "examples" / "operator" / "model.ttl"


def said(capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    captured = capsys.readouterr()
    return captured.out, captured.err


def test_a_directory_is_loaded_and_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = str(tmp_path / "store")
    assert main(["load", "--store", store, str(EXAMPLE), "--lang", "en"]) == 0
    out, err = said(capsys)
    assert out.startswith(f"{store}: ")
    assert out.endswith("statements and the ontology\n")
    assert err == ""
    for options in (["--store", store], ["--data", str(EXAMPLE)]):
        assert main(["query", "uncovered-elements", "--format", "csv", "--lang", "en", *options]) == 0
    out, err = said(capsys)
    half = len(out) // 2
    assert out[:half] == out[half:] != ""
    assert err == ""


def test_a_server_is_loaded_and_asked(
    oxigraph_server: RunningServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    graph = "urn:test:cli"
    at = ["--endpoint", oxigraph_server.query]
    load = ["load", *at, "--update", oxigraph_server.update, "--graph", graph, str(EXAMPLE), "--lang", "en"]
    for more in ([], ["--ontology", "--graph-store", oxigraph_server.graph_store]):
        assert main([*load, *more]) == 0
    out, err = said(capsys)
    assert err == ""
    assert out.splitlines()[0].startswith(f"{graph}: ")
    assert out.splitlines()[0] == out.splitlines()[2]
    assert out.splitlines()[1].startswith("https://w3id.org/etom/ns/: ")
    graphs = ["--graph", graph, "--graph", "https://w3id.org/etom/ns/"]
    assert main(["query", "coverage-by-element", "--format", "csv", "--lang", "ru", *at, *graphs]) == 0
    assert (
        main(["query", "coverage-by-element", "--format", "csv", "--lang", "ru", "--data", str(EXAMPLE)]) == 0
    )
    out, _ = said(capsys)
    half = len(out) // 2
    assert out[:half] == out[half:] != ""
    mine = tmp_path / "mine.rq"
    mine.write_text(
        f"PREFIX x: <urn:ask:>\nCONSTRUCT {{ ?s a x:y }} FROM <{graph}> {{ ?s a ?c }}", encoding="ascii"
    )
    assert main(["query", str(mine), *at]) == 0
    assert " a <urn:ask:y>" in said(capsys)[0]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["load", "--endpoint", "http://127.0.0.1:1/", "model.ttl"], "add --graph IRI"),
        (["load", "--endpoint", "http://127.0.0.1:1/"], "nothing to load"),
        (["load", "--endpoint", "nonsense", "--graph", "urn:g", "model.ttl"], "no address of a server"),
        (["load", "--endpoint", "http://127.0.0.1:1/", "--graph", "a b", "model.ttl"], "‘a b’ is no IRI"),
        (
            ["load", "--endpoint", "http://127.0.0.1:1/", "--graph", "urn:g", "gone.ttl"],
            "gone.ttl: there is no such",
        ),
        (["load", "--store", "s", "--ontology"], "--ontology is for servers"),
        (["load", "--store", "s", "gone.ttl"], "gone.ttl: there is no such file"),
        (["load", "--store", "s", "list.csv"], "list.csv: this is a table, and RDF is needed here"),
        (["load", "--store", "s", "order.bpmn"], "etom import order.bpmn -o model.ttl"),
        (["load", "--store", "s", "."], ".: this is a folder"),
        (["load", "--store", "s", "notes.md"], "this is no RDF that can be read"),
        (["query", "legend", "--data", "list.csv"], "list.csv: this is a table, and RDF is needed here"),
        (["query", "legend", "--store", "gone"], "gone: there is no such store"),
        (["query", "legend", "--graph", "urn:g"], "add --endpoint"),
        (["query", "legend", "--store", "s", "--graph", "urn:g"], "add --endpoint"),
        (["query", "legend", "--endpoint", "http://127.0.0.1:1/"], "no connection to the server"),
        (["validate", "--store", "s", "--graph", "urn:g"], "add --endpoint"),
        (["validate", "--endpoint", "http://127.0.0.1:1/", "--columns", "id=a"], "--columns says how files"),
        (
            ["validate", "--endpoint", "http://127.0.0.1:1/", "--vocabulary", "a"],
            "--vocabulary says how files",
        ),
        (["validate", "--endpoint", "http://127.0.0.1:1/", "--source-lang", "ru"], "--source-lang says how"),
        (["validate", "--endpoint", "http://127.0.0.1:1/", "--end-to-end"], "--end-to-end says how files"),
        (["validate", "--endpoint", "http://127.0.0.1:1/", "--inherit"], "--inherit says how files"),
        (["validate", "--endpoint", "http://127.0.0.1:1/", "--exclude", "a"], "--exclude says how files"),
    ],
)
def test_mistakes_are_one_line(
    arguments: list[str],
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("etom_rdf.stores.client._PAUSES", ())
    (tmp_path / "model.ttl").write_text("<urn:a> <urn:b> 1 .", encoding="ascii")
    (tmp_path / "list.csv").write_text("Process ID,Process name\nP1,Take orders\n", encoding="ascii")
    (tmp_path / "order.bpmn").write_text(
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>', encoding="ascii"
    )
    (tmp_path / "notes.md").write_text("# Notes", encoding="ascii")
    assert main([*arguments, "--lang", "en"]) == 2
    out, err = said(capsys)
    assert out == ""
    assert words in err
    assert err.count("\n") == 1
    assert not (tmp_path / "s").exists()


def test_data_and_a_store_do_not_go_together(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = str(tmp_path / "store")
    main(["load", "--store", store, str(EXAMPLE)])
    assert main(["query", "legend", "--store", store, "--data", str(EXAMPLE), "--lang", "en"]) == 2
    assert "without --data" in said(capsys)[1]


def test_both_places_or_none_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["load", "x.ttl"], ["load", "--store", "s", "--endpoint", "http://x/", "x.ttl"]):
        with pytest.raises(SystemExit) as caught:
            main(arguments)
        assert caught.value.code == 2
    with pytest.raises(SystemExit):
        main(["query", "legend", "--endpoint", "http://x/", "--timeout", "never", "--lang", "en"])
    assert "no number of seconds" in said(capsys)[1]


def test_a_password_is_sent_and_never_shown(capsys: pytest.CaptureFixture[str]) -> None:
    def refuse(handler: Handler) -> None:
        handler.reply(401, "who is editor:s3cret?", WWW_Authenticate='Basic realm="r"')

    with faulty(refuse) as server:
        for url in (server.url, server.url.replace("://", "://editor:s3cret@")):
            user = [] if "@" in url else ["--user", "editor:s3cret"]
            assert main(["query", "legend", "--endpoint", url, *user, "--lang", "en"]) == 2
    out, err = said(capsys)
    assert [asked.headers.get("authorization") for asked in server.asked] == [
        None,
        "Basic ZWRpdG9yOnMzY3JldA==",
    ] * 2
    assert "s3cret" not in out + err
    assert "who is editor:…?" in err


def test_a_terminal_shows_how_far_it_is(tmp_path: Path) -> None:
    file = tmp_path / "many.nt"
    file.write_text("".join(f'<urn:s{i}> <urn:p> "{i}" .\n' for i in range(40_000)), encoding="ascii")
    program = (
        "import sys; from etom_rdf.cli import loading, main; "
        "loading.time.monotonic = iter(range(100_000)).__next__; sys.exit(main(sys.argv[1:]))"
    )
    terminal, line = pty.openpty()
    command = [
        sys.executable,
        "-c",
        program,
        "load",
        "--store",
        str(tmp_path / "store"),
        str(file),
        "--lang",
        "en",
    ]
    ended = subprocess.run(command, stderr=line, capture_output=False, stdout=subprocess.PIPE, check=False)
    os.close(line)
    shown = os.read(terminal, 100_000).decode()
    os.close(terminal)
    assert ended.returncode == 0
    assert "40 000 statements read" in shown
    assert shown.endswith("\r\x1b[K")


# The parts


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("select * {}", "SELECT"),
        ("# ASK\nASK {}", "ASK"),
        ("BASE <urn:ask> PREFIX select: <urn:ask:>\nDESCRIBE <x>", "DESCRIBE"),
        ("PREFIX : <#>\n#+ note\r\nCONSTRUCT WHERE { ?s ?p ?o }", "CONSTRUCT"),
        ("nonsense", "SELECT"),
        ("", "SELECT"),
    ],
)
def test_the_form_of_a_query(text: str, form: str) -> None:
    assert query_form(text) == form


def test_lines_are_streamed_as_read_rdf_reads_them(tmp_path: Path) -> None:
    text = '_:a <urn:p> "<<ж>>"@ru .\n_:b <urn:p> _:a .\n# << note\n<urn:s> <urn:p> "1\\n" .'
    found = []
    for name in ("a.nt", "a.ttl"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        quads = list(statements(str(tmp_path / name)))
        assert quads == list(statements(str(tmp_path / name)))  # names of blank nodes stay
        assert quads[0].subject == quads[1].object != quads[1].subject
        found.append([quad.object for quad in quads if quad.predicate.value == "urn:p"][::2])
    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'<urn:s> <urn:p> <<( <urn:s> <urn:p> "x" )>> .', "triples about triples"),
        (b"<urn:s> <urn:p> " + b"<<( <urn:s> <urn:p> " * 100_000, "triples about triples"),
        (b'<urn:s> <urn:p> "x"@en--ltr .', "text directions"),
        (b'<urn:s> <urn:p> "\xd6" .', "UTF-8"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b'<urn:s> <urn:p> "x"', "N-Triples error"),
    ],
)
def test_what_lines_may_not_hold(
    data: bytes, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "bad.nt"
    file.write_bytes(b'<urn:s> <urn:p> "fine" .\n' + data if not data.startswith(b"\x1f") else data)
    assert main(["load", "--store", str(tmp_path / "store"), str(file), "--lang", "en"]) == 2
    assert words in said(capsys)[1]


def test_utf16_is_read_through_conversion(tmp_path: Path) -> None:
    file = tmp_path / "wide.nt"
    file.write_text('<urn:s> <urn:p> "ж" .', encoding="utf-16")
    assert [quad.object.value for quad in statements(str(file))] == ["ж"]  # type: ignore[union-attr]
