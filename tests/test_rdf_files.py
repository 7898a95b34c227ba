"""Real RDF files are read whole, standard input like a file, and what is no file says so."""

import io
import json
import os
import re
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdf_samples import NT, assert_one_sentence, terms

from etom_rdf.errors import InputError
from etom_rdf.rdf_input import read_rdf, to_rdflib


def test_quad_counts_of_real_files(shared_cases):
    expected = json.loads((shared_cases / "expected.json").read_text())
    files = sorted((shared_cases / "rdf").iterdir())
    assert files
    for path in files:
        document = read_rdf(path)
        assert len(document.quads) == expected[f"rdf/{path.name}"]["counts"]["quads_pyoxigraph"]
        assert len(to_rdflib([document])) == len(set(terms(document)))


def test_other_kinds_of_real_files_are_named(shared_cases):
    kinds = {"bpmn": "BPMN model", "archimate": "ArchiMate|root element model", "xes": "XES event log"}
    for folder, kind in kinds.items():
        for path in (shared_cases / folder).iterdir():
            with pytest.raises(InputError) as caught:
                read_rdf(path)
            assert_one_sentence(caught.value)
            assert re.search(kind + "|not UTF-8|XML error", caught.value.message.en), path


def unreadable(path):
    with pytest.raises(InputError) as caught:
        read_rdf(path)
    assert caught.value.file == str(path)
    assert_one_sentence(caught.value)
    return caught.value.message.en


def test_what_is_no_file_says_so(tmp_path, monkeypatch):
    assert "no such file" in unreadable(tmp_path / "none.ttl")
    assert "directory" in unreadable(tmp_path)
    (tmp_path / "link.ttl").symlink_to("none.ttl")
    assert "link" in unreadable(tmp_path / "link.ttl")
    (tmp_path / "loop.ttl").symlink_to("loop.ttl")
    assert "cannot be read" in unreadable(tmp_path / "loop.ttl")
    os.mkfifo(tmp_path / "pipe.ttl")
    assert "pipe" in unreadable(tmp_path / "pipe.ttl")
    assert "device" in unreadable("/dev/null")
    assert "cannot be read" in unreadable(tmp_path / ("x" * 300))
    (tmp_path / "file.ttl").write_text(NT)
    assert "cannot be read" in unreadable(tmp_path / "file.ttl" / "other.ttl")

    def refuse(_path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)  # root may read anything, so that chmod would not do
    assert "may not read" in unreadable(tmp_path / "file.ttl")


def test_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"<#a> a <#T> .")))
    document = read_rdf("-")
    assert document.name == "-"
    assert document.quads[0].subject == ox.NamedNode("https://example.invalid/stdin#a")
