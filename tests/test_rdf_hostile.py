"""Whatever RDF file comes, nothing is fetched, nothing crashes, and memory stays bounded."""

import socket
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from rdf_samples import (
    BOMBS,
    OUTSIDE,
    RDF_ROOT,
    REMOTE,
    assert_one_sentence,
    described,
    read_fixture,  # noqa: F401 (a fixture)
)

from etom_rdf.errors import InputError


def test_nothing_is_fetched(read):
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        url = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        owl = "http://www.w3.org/2002/07/owl#"
        include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="URL"/>'
        harmless = (
            (f"@base <{url}> . <> <{owl}imports> <{url}> .", "a.ttl"),
            (described("</e:T></rdf:RDF>").replace("<rdf:RDF", f'<rdf:RDF xml:base="{url}"'), "a.rdf"),
            (described(f'<o:imports xmlns:o="{owl}" rdf:resource="{url}"/></e:T></rdf:RDF>'), "a.owl"),
            (f'{{"@context": {{"@base": "{url}"}}, "@id": "a", "{owl}imports": {{"@id": "{url}"}}}}', "a.json"),
        )  # fmt: skip
        for content, name in harmless:
            assert read(content, name).quads
        for content in (*OUTSIDE.values(), *REMOTE.values(), described(f"{include}</e:T></rdf:RDF>")):
            with pytest.raises(InputError):
                read(content.replace("URL", url), "a.rdf")
        with pytest.raises(BlockingIOError):
            server.accept()


DEEP = {
    "ttl": (
        ("<x:a> <x:b> ", "[ <x:p> ", "1", "]", " ."),
        ("<x:a> <x:b> ", "( ", "1", ")", " ."),
        ("<x:a> <x:b> ", "<<( <x:a> <x:b> ", "1", ")>>", " ."),
        ("", "<< ", "<x:a> <x:b> <x:c>", ">> <x:b> <x:c>", " ."),
        ("<x:a> <x:b> <x:c>", "{| <x:b> <x:c> ", "", "|}", " ."),
    ),
    "trig": (("", "{", "", "}", ""), ("<x:g> {<x:a> <x:b> ", "[ <x:p> ", "1", "]", "}")),
    "nt": (("<x:a> <x:b> ", "<<( <x:a> <x:b> ", "<x:c>", ")>>", " ."),),
    "jsonld": (
        ("", "[", "", "]", ""),
        ("", '{"x:a":', "1", "}", ""),
        ('{"x:a":', '{"@list":[', "", "]}", "}"),
        ('{"@context":{"a":', '{"@id":"x:a","@context":{"a":', '"x:b"', "}}", "}}"),
        ("", '{"@graph":', "[]", "}", ""),
    ),
    "rdf": (
        (RDF_ROOT, "<e:a><e:b>", "", "</e:b></e:a>", "</rdf:RDF>"),
        (f"{RDF_ROOT}<e:T>", "<e:b rdf:parseType='Resource'>", "", "</e:b>", "</e:T></rdf:RDF>"),
    ),
}
READ_ALL = """
import resource, sys
from etom_rdf.errors import InputError
from etom_rdf.rdf_input import read_rdf
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[1]) << 20, resource.RLIM_INFINITY))
for path in sys.argv[2:]:
    try:
        print("read", len(read_rdf(path).quads))
    except InputError as error:
        print("refused", error)
"""


def read_in_a_process(paths, megabytes):
    command = [sys.executable, "-c", READ_ALL, str(megabytes), *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    results = done.stdout.splitlines()
    assert len(results) == len(paths)
    return results


@pytest.mark.parametrize("extension", DEEP)
def test_deep_nesting_does_not_crash(tmp_path, extension):
    paths = []
    for number, (start, opening, middle, closing, end) in enumerate(DEEP[extension]):
        for closed in (True, False):
            path = tmp_path / f"{number}-{closed}.{extension}"
            path.write_text(start + opening * 100_000 + (middle + closing * 100_000 + end) * closed)
            paths.append(path)
    results = read_in_a_process(paths, megabytes=2000)
    assert all(result.startswith("refused") for result in results[1::2])
    if extension == "ttl":
        assert results[0] == "read 100001"


def test_bombs_take_little_memory(tmp_path):
    paths = []
    for number, content in enumerate(BOMBS.values()):
        paths.append(tmp_path / f"{number}.rdf")
        paths[-1].write_text(content)
    results = read_in_a_process(paths, megabytes=400)
    assert all(result.startswith("refused") for result in results)


SUFFIXES = st.sampled_from(["", ".ttl", ".trig", ".nt", ".nq", ".jsonld", ".rdf", ".xlsx"])
PIECES = st.sampled_from(
    [
        *(b"<", b">", b'"', b"'", b"{", b"}", b"[", b"]", b"<<", b"_:a ", b"@prefix : <x:> .", b":a :p 1 .", b"\xff"),
        *(b"<?xml ?>", b"<!DOCTYPE a [", b"<!ENTITY a 'b'>", b"]>", b"&a;", RDF_ROOT.encode(), b"</rdf:RDF>"),
        *(b'{"@id": "a"', b'"@context": ', b", ", b"\0", b"\r", b"\n", b"\\", b"PK\x03\x04", b"\xff\xfe", "ж".encode()),
    ]
)  # fmt: skip


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.one_of(st.binary(), st.lists(PIECES).map(b"".join)), SUFFIXES)
@example(b"<!DOCTYPE a [", ".rdf")
@example(b"<!DOCTYPE a [<!ENTITY % a 'b'>", ".rdf")
@example(b"<!DOCTYPE a><", ".rdf")
def test_arbitrary_bytes_are_read_or_refused(read, content, suffix):
    try:
        document = read(content, f"file{suffix}")
    except InputError as error:
        assert_one_sentence(error)
    else:
        assert len(document.quads) == len(document.lines)
