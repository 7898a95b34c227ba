"""Read the folders in which coArchi keeps an ArchiMate model."""

import os
from pathlib import Path

import pytest
from archimate_models import XSI, codes, supports

from etom_rdf.errors import InputError
from etom_rdf.readers import archimate


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a folder as coArchi writes it: a process, an application that serves it, a view."""
    parts = {
        "folder.xml": '<archimate:ArchimateModel {ns} name="m" id="m" version="5.0.0"/>',
        "business/folder.xml": '<archimate:Folder {ns} name="Business Model" id="f" type="business"/>',
        "business/BusinessProcess_p.xml": '<archimate:BusinessProcess\n  {ns}\n  name="Take orders"\n  id="p"\n'
        '  documentation="Part of eTOM 1.1.1.5">\n  <properties\n  key="eTOM"\n  value="1.1.1.6"/>\n'
        "</archimate:BusinessProcess>",
        "application/ApplicationComponent_s.xml": '<archimate:ApplicationComponent {ns} name="CRM" id="s"/>',
        "relations/ServingRelationship_r.xml": "<archimate:ServingRelationship {ns} id='r'>"
        '<source xsi:type="archimate:ApplicationComponent" href="ApplicationComponent_s.xml#s"/>'
        '<target xsi:type="archimate:BusinessProcess" href="BusinessProcess_p.xml#p"/>'
        "</archimate:ServingRelationship>",
        "diagrams/ArchimateDiagramModel_v.xml": '<archimate:ArchimateDiagramModel {ns} name="View" id="v">'
        '<children id="c"><source href="x.xml#x"/></children></archimate:ArchimateDiagramModel>',
    }
    namespaces = f'{XSI} xmlns:archimate="http://www.archimatetool.com/archimate"'
    for name, content in parts.items():
        path = tmp_path / "model" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content.replace("{ns}", namespaces), encoding="utf-8")
    return tmp_path


def test_a_coarchi_folder_is_one_model(repository: Path) -> None:
    model = archimate.read_folder(repository, name="repo")
    assert model == archimate.read_folder(repository / "model", name="repo")
    assert [(each.id, each.type, each.name, each.line) for each in model.activities] == [
        ("p", "BusinessProcess", "Take orders", 5)
    ]
    assert [(each.text, each.found_by, each.key, each.line) for each in model.mentions] == [
        ("Part of eTOM 1.1.1.5", "keyword", "documentation", 5),
        ("1.1.1.6", "property", "eTOM", 8),
    ]
    folder = repository / "model"
    assert model.files == {
        "p": str(folder / "business" / "BusinessProcess_p.xml"),
        "s": str(folder / "application" / "ApplicationComponent_s.xml"),
    }
    assert supports(model) == {"s": ("p",)}
    assert (model.file, model.skipped, codes(model)) == ("repo", 0, [])


def test_broken_files_of_a_coarchi_folder_are_left_out(repository: Path) -> None:
    folder = repository / "model" / "business"
    (folder / "BusinessProcess_broken.xml").write_bytes(b"\n\nnothing")
    (folder / "BusinessProcess_cut.xml").write_text(
        '<archimate:BusinessProcess xmlns:archimate="http://www.archimatetool.com/archimate" id="cut">'
    )
    (folder / "page.xml").write_text('<html xmlns="http://www.w3.org/1999/xhtml"/>')
    (folder / "link.xml").symlink_to(repository / "model" / "business" / "BusinessProcess_p.xml")
    os.mkfifo(folder / "pipe.xml")
    model = archimate.read_folder(repository)
    assert [each.id for each in model.activities] == ["cut", "p"]
    assert [(each.code, each.file, each.line) for each in model.notices] == [
        ("Source-file-skipped", str(folder / "BusinessProcess_broken.xml"), 3),
        ("Source-truncated", str(folder / "BusinessProcess_cut.xml"), 1),
        ("Source-file-skipped", str(folder / "page.xml"), 1),
    ]
    assert model.skipped == 2


def test_parts_of_a_folder_with_an_undeclared_prefix_are_understood(repository: Path) -> None:
    part = repository / "model" / "business" / "BusinessProcess_p.xml"
    part.write_text('<archimate:BusinessProcess id="p" name="Sell"/>')
    model = archimate.read_folder(repository)
    assert [(each.id, each.name) for each in model.activities] == [("p", "Sell")]


def test_other_folders_are_no_models(repository: Path) -> None:
    assert archimate.is_folder(repository)
    assert archimate.is_folder(repository / "model")
    other = repository / "model" / "business"
    assert not archimate.is_folder(other)
    with pytest.raises(InputError, match="no coArchi model") as caught:
        archimate.read_folder(other)
    assert caught.value.file == str(other)
