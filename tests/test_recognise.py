"""Hold how files of all kinds are told apart by their content, and folders of them are read."""

import gzip
import io
import os
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etom_rdf.errors import InputError
from etom_rdf.rdf_input import RdfDocument
from etom_rdf.readers.exclusion import Exclusion
from etom_rdf.readers.folders import Listed, list_files, read_sources
from etom_rdf.readers.kinds import kind_of
from etom_rdf.readers.recognise import read_source
from etom_rdf.readers.records import SourceModel
from etom_rdf.readers.xml_start import root_of

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BPMN = f'<definitions xmlns="{MODEL}"><process id="p"><task id="t" name="T"/></process></definitions>'
ARCHI = (
    '<archimate:model xmlns:archimate="http://www.archimatetool.com/archimate" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" name="m" id="m">'
    '<element xsi:type="archimate:BusinessProcess" id="b" name="B"/></archimate:model>'
)
XES = '<log><trace><event><string key="concept:name" value="A"/></event></trace></log>'
TABLE = "Код процесса;Наименование процесса;Элемент еТОМ\nP1;Приём заказа;1.1.1.5\n"
SSSOM = "#curie_map:\n#  ex: https://example.org/\nsubject_id\tpredicate_id\tobject_id\nex:p\tskos:broadMatch\tgost:1.1.1.5\n"
ODA = (
    "apiVersion: oda.tmforum.org/v1\nkind: Component\nmetadata:\n  name: c\nspec:\n  componentMetadata:\n"
    "    id: TMFC001\n    name: C\n    eTOMs:\n      - 1.2.20|Catalog|v23.0\n"
)
TURTLE = "@prefix etom: <https://w3id.org/etom/ns/> .\n<#p> a etom:Process .\n"
RDF_XML = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>'


def zipped(**members: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name.replace("__", "/").replace("_", ".")), content)
    return file.getvalue()


KINDS = [
    (BPMN, "bpmn"),
    (f"<?xml version='1.0' encoding='UTF-16'?>{BPMN}".encode("utf-16"), "bpmn"),
    (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- a > b -->\n<?pi <x?>\n" + BPMN.encode(), "bpmn"),
    ("<!--" + "x" * 100_000 + "-->" + BPMN, "bpmn"),
    (f"<b:definitions xmlns:b='{MODEL}'/>", "bpmn"),
    ('<definitions xmlns="http://schema.omg.org/spec/BPMN/2.0"/>', "bpmn"),
    (f'<bpmn:definitions xmlns:bpmndi="{MODEL}"/>', "bpmn"),
    ('<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"/>', None),
    ('<definitions xmlns="http://schemas.xmlsoap.org/wsdl/"/>', None),
    ("<!DOCTYPE definitions [<!ENTITY a '<b>'>]>" + BPMN, "bpmn"),
    (ARCHI, "archimate"),
    ('<model xmlns="http://www.opengroup.org/xsd/archimate/3.0/"><name>m</name></model>', "archimate"),
    ("<model><elements/></model>", "archimate"),
    (zipped(model_xml=ARCHI), "archimate"),
    (zipped(xl__workbook_xml="<workbook/>"), "workbook"),
    (zipped(word__document_xml="<document/>"), None),
    (b"PK\x03\x04 broken", "workbook"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "workbook"),
    (XES, "xes"),
    ("<?xml version='1.0'?><log xmlns='http://www.xes-standard.org/'/>", "xes"),
    (gzip.compress(XES.encode(), mtime=0), "xes"),
    (gzip.compress(BPMN.encode(), mtime=0), None),
    (b"\x1f\x8b broken", None),
    (TABLE, "table"),
    (TABLE.encode("cp1251"), "table"),
    (TABLE.encode("utf-16"), "table"),
    ("sep=,\nProcess ID,Process name,eTOM\n1,A,1.1.1.5\n", "table"),
    ("name,price\nx,1\n", None),
    (SSSOM, "sssom"),
    (SSSOM.partition("\n")[2].partition("\n")[2], "sssom"),
    (ODA, "oda"),
    ("{apiVersion: oda.tmforum.org/v1, kind: Component}", "oda"),
    ("apiVersion: apps/v1\nkind: Deployment\n", None),
    (TURTLE, "rdf"),
    ("# comment\n<a> <b> <c> .", "rdf"),
    ("<http://a> <http://b> <http://c> .", "rdf"),
    ("<a> <b> <c> .", "rdf"),
    (RDF_XML, "rdf"),
    ('<x xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" r:about="a"/>', "rdf"),
    ('{"@context": {}, "@id": "a"}', "rdf"),
    ('{"name": "package", "version": "1.0.0"}', None),
    ("<svg xmlns='http://www.w3.org/2000/svg'/>", None),
    ("<html><body>definitions</body></html>", None),
    ("# Read me\n\n| Tool | Owner |\n", None),
    ("import a, b\nprint(1)\n", None),
    (b"\x89PNG\r\n\x1a\n\0\0", None),
    ("", None),
    ("  \n", None),
]  # fmt: skip


def stream(content: str | bytes) -> io.BytesIO:
    return io.BytesIO(content.encode() if isinstance(content, str) else content)


@pytest.mark.parametrize(("content", "kind"), KINDS, ids=lambda each: repr(each)[:40])
def test_the_content_decides(content: str | bytes, kind: str | None) -> None:
    file = stream(content)
    for name in ("file", "model.xml", "file.dat"):
        assert kind_of(file, name) == kind
        assert file.tell() == 0


@pytest.mark.parametrize("kind", ["bpmn", "archimate", "xes", "table", "sssom", "oda"])
def test_each_kind_is_read_whatever_its_name(kind: str, tmp_path: Path) -> None:
    content = {"bpmn": BPMN, "archimate": ARCHI, "xes": XES, "table": TABLE, "sssom": SSSOM, "oda": ODA}[kind]
    path = tmp_path / "download"
    path.write_text(content, encoding="utf-8")
    model = read_source(path)
    assert isinstance(model, SourceModel)
    assert (model.kind, model.file) == (kind, str(path))
    assert model.activities
    assert read_source(path, name="short").file == "short"  # type: ignore[union-attr]


def test_rdf_is_read_as_before(tmp_path: Path) -> None:
    path = tmp_path / "download.csv"
    path.write_text(TURTLE)
    document = read_source(path, name="d")
    assert isinstance(document, RdfDocument)
    assert (document.name, len(document.quads)) == ("d", 1)


@pytest.mark.parametrize("content", [BPMN, TURTLE, TABLE])
def test_standard_input_is_read(content: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(stream(content)))
    source = read_source("-")
    assert (source.name if isinstance(source, RdfDocument) else source.file) == "-"


def test_the_user_may_say_what_the_columns_are(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Nr,Title,TMF\nP1,Orders,1.1.1.5\n")
    columns = {"id": "Nr", "name": "Title", "element": "TMF"}
    model = read_source(path, columns=columns)
    assert isinstance(model, SourceModel)
    assert model.mentions[0].text == "1.1.1.5"
    assert len(read_sources([tmp_path], columns=columns).sources) == 1


def test_the_metadata_of_sssom_may_stand_in_a_second_file(tmp_path: Path) -> None:
    head, _, rows = SSSOM.partition("subject_id")
    (tmp_path / "map.sssom.tsv").write_text("subject_id" + rows)
    (tmp_path / "map.sssom.yml").write_text(head.replace("#", ""))
    read = read_sources([tmp_path])
    assert read.ignored == ()
    [model] = read.sources
    assert isinstance(model, SourceModel)
    assert model.iris == {"ex:p": "https://example.org/p"}


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.bin", b"\0\1\2", "no model or mapping that can be read"),
        ("a.txt", b"Hello", "header"),
        ("a.bpmn", b"Hello", "XML"),
        (
            "a.dmn",
            b'<definitions xmlns="http://www.omg.org/spec/DMN/"/>',
            r"root element definitions \(http://www.omg",
        ),
        ("a.xml", b"", "empty"),
        ("a.json", b'{"a": 1}', "holds no RDF"),
        ("a.ttl", b"nothing", "Turtle|TriG"),
        ("a.md", b"# Read me", "no model or mapping"),
        ("README.md", b"# About eTOM\n\nOne command reads models, tables and logs.\n", "no model or mapping"),
        ("b.md", b"| Process ID | Process name |\n|---|---|\n| P1 | Sell |\n", "no model or mapping"),
        ("notes.txt", b"The eTOM element of this process is 1.1.1.5, as we know.\n", "header"),
        ("lone.txt", b"Process\n", "header"),
    ],
)
def test_a_named_file_that_cannot_be_read_is_an_error(
    name: str, content: bytes, words: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError, match=words) as raised:
        read_source(path)
    assert raised.value.file == str(path)
    assert raised.value.message.ru
    [error] = read_sources([path]).errors
    assert error.message == raised.value.message


@pytest.mark.parametrize(
    ("table", "beside"),
    [("m.sssom.tsv", "m.sssom.yml"), ("m.tsv", "m.yaml"), ("m.tsv", "m.sssom.yml"), ("m.sssom.tsv", "m.yml")],
)
def test_the_metadata_of_a_mapping_may_stand_in_a_file_beside_it(
    table: str, beside: str, tmp_path: Path
) -> None:
    (tmp_path / table).write_text(SSSOM.partition("\n")[2].partition("\n")[2])
    (tmp_path / beside).write_text("curie_map:\n  ex: https://example.org/\n")
    model = read_source(tmp_path / table)
    assert isinstance(model, SourceModel)
    assert model.iris == {"ex:p": "https://example.org/p"}
    folder = read_sources([tmp_path])
    assert (len(folder.sources), folder.ignored) == (1, ())


def test_a_component_beside_a_table_of_another_name_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text(SSSOM)
    (tmp_path / "b.yaml").write_text(ODA)
    assert len(read_sources([tmp_path]).sources) == 2


def test_what_is_no_file_is_an_error(tmp_path: Path) -> None:
    for path in (tmp_path / "absent", tmp_path):
        with pytest.raises(InputError):
            read_source(path)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError, match="pipe"):
        read_source(tmp_path / "pipe")


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_telling_kinds_apart_never_fails(content: bytes) -> None:
    assert kind_of(stream(content), "x") in {
        None,
        "bpmn",
        "archimate",
        "table",
        "workbook",
        "sssom",
        "oda",
        "xes",
        "parquet",
        "rdf",
    }
    root_of(content.decode("latin-1"))


# Folders.


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in {
        "b/order.bpmn": BPMN,
        "b/drafts/old.bpmn": BPMN,
        "a/list.csv": TABLE,
        "a/prices.csv": "name,price\nx,1\n",
        "a/model.ttl": TURTLE,
        "README.md": "# Read me\n\n| Process ID | Process name |\n|---|---|\n",
        "package.json": '{"name": "x"}',
        ".git/config.bpmn": BPMN,
        ".hidden.bpmn": BPMN,
        "broken.bpmn": f'<definitions xmlns="{MODEL}" <',
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return tmp_path


def listed(folder: Path, *exclude: str) -> list[str]:
    found = list_files([folder], exclude=exclude)
    return [Path(one.path).relative_to(folder).as_posix() for one in found if isinstance(one, Listed)]


def test_folders_are_walked_in_order_without_what_is_hidden(folder: Path) -> None:
    assert listed(folder) == [
        "README.md",
        "a/list.csv",
        "a/model.ttl",
        "a/prices.csv",
        "b/drafts/old.bpmn",
        "b/order.bpmn",
        "broken.bpmn",
        "package.json",
    ]


def test_what_several_paths_lead_to_is_listed_once(folder: Path) -> None:
    def found(*paths: Path) -> list[tuple[str, bool]]:
        listed = [one for one in list_files(paths) if isinstance(one, Listed)]
        return [(Path(one.path).relative_to(folder).as_posix(), one.is_found) for one in listed]

    assert found(folder / "a", folder / "b", folder / "b/drafts") == [
        ("a/list.csv", True),
        ("a/model.ttl", True),
        ("a/prices.csv", True),
        ("b/drafts/old.bpmn", True),
        ("b/order.bpmn", True),
    ]
    # What the user named has to be readable, wherever a folder would find it too.
    assert found(folder / "b", folder / "b/drafts/old.bpmn") == [
        ("b/order.bpmn", True),
        ("b/drafts/old.bpmn", False),
    ]


def test_files_are_left_out_by_patterns(folder: Path) -> None:
    assert listed(folder, "drafts/", "*.csv", "!list.csv", "/*.*") == [
        "a/list.csv",
        "a/model.ttl",
        "b/order.bpmn",
    ]


def test_what_holds_no_model_is_passed_over_and_what_is_broken_is_told(folder: Path) -> None:
    heard: list[tuple[int, int]] = []
    read = read_sources([folder], on_file=lambda *progress: heard.append(progress))
    assert [Path(path).name for path in read.ignored] == ["README.md", "prices.csv", "package.json"]
    names = [one.name if isinstance(one, RdfDocument) else one.file for one in read.sources]
    kept = [Path(name).name for name in names]
    assert kept[:4] == ["list.csv", "model.ttl", "old.bpmn", "order.bpmn"]
    assert len(read.sources) + len(read.errors) == 5
    assert heard == [(number, 8) for number in range(1, 9)]
    [notice] = read.notices
    assert (notice.code, notice.severity) == ("Source-files-ignored", "info")
    assert "passed over: 3 (README.md, prices.csv, package.json)" in notice.message.en


def test_files_and_folders_mix_and_a_file_that_is_named_is_always_read(folder: Path) -> None:
    read = read_sources([folder / ".hidden.bpmn", folder / "package.json", folder / "b"], exclude=["*.bpmn"])
    assert [one.file for one in read.sources if isinstance(one, SourceModel)] == [
        str(folder / ".hidden.bpmn")
    ]
    assert [error.file for error in read.errors] == [str(folder / "package.json")]
    assert read.notices == ()


def test_links_to_folders_are_not_followed(folder: Path) -> None:
    (folder / "b" / "again").symlink_to(folder)
    (folder / "b" / "linked.bpmn").symlink_to(folder / "b" / "order.bpmn")
    assert listed(folder / "b") == ["drafts/old.bpmn", "linked.bpmn", "order.bpmn"]


def test_a_workbook_without_processes_is_passed_over_and_a_broken_one_told(tmp_path: Path) -> None:
    for name, header in (
        ("prices.xlsx", ["name", "price"]),
        ("list.xlsx", ["Process ID", "Process name", "eTOM"]),
    ):
        book = openpyxl.Workbook()
        book.active.append(header)
        book.active.append(["x", "y", "1.1.1.5"][: len(header)])
        book.save(tmp_path / name)
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 broken")
    read = read_sources([tmp_path])
    assert [Path(one.file).name for one in read.sources if isinstance(one, SourceModel)] == ["list.xlsx"]
    assert [Path(error.file).name for error in read.errors] == ["broken.xlsx"]
    assert [Path(path).name for path in read.ignored] == ["prices.xlsx"]


# Patterns.


@pytest.mark.parametrize(
    ("patterns", "path", "covered"),
    [
        (["*.bak"], "a/b/c.bak", True),
        (["*.bak"], "c.bak.bpmn", False),
        (["a/*.bpmn"], "a/b.bpmn", True),
        (["a/*.bpmn"], "x/a/b.bpmn", False),
        (["a/*.bpmn"], "a/b/c.bpmn", False),
        (["a/**/c.bpmn"], "a/c.bpmn", True),
        (["a/**/c.bpmn"], "a/b/b/c.bpmn", True),
        (["**/c.bpmn"], "c.bpmn", True),
        (["a/**"], "a/b/c", True),
        (["a/**"], "a", False),
        (["/c.bpmn"], "a/c.bpmn", False),
        (["?.bpmn"], "ab.bpmn", False),
        (["[a-c].bpmn"], "b.bpmn", True),
        (["[!a-c].bpmn"], "b.bpmn", False),
        (["[z-a].bpmn"], "b.bpmn", False),
        (["[a.bpmn"], "[a.bpmn", True),
        (["*.bpmn", "!keep.bpmn"], "a/keep.bpmn", False),
        (["# c.bpmn", "", " ", "!", "/"], "c.bpmn", False),
        ([r"\#c"], "#c", True),
        ([r"\!c"], "!c", True),
        (["c "], "c", True),
        ([r"c\ "], "c ", True),
        (["c.bpmn/"], "c.bpmn", False),
        (["модель*"], "a/модель 1.bpmn", True),
        (["a.b"], "axb", False),
    ],
)
def test_patterns_mean_what_they_mean_to_git(patterns: list[str], path: str, covered: bool) -> None:
    assert Exclusion(patterns).covers(path) == covered


@given(st.lists(st.text("ab*?[]!^-/\\.# ", max_size=8), max_size=3), st.text("ab/.", max_size=8))
def test_any_pattern_will_do(patterns: list[str], path: str) -> None:
    assert Exclusion(patterns).covers(path, is_folder=True) in (True, False)
