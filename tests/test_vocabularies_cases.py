"""Read real RDF of other projects in other vocabularies: their steps and the order of these."""

from pathlib import Path

import pytest
from rdflib import URIRef
from vocabulary_samples import read

from etom_rdf.namespaces import ETOM


@pytest.mark.parametrize(
    ("file", "steps", "precedence"),
    [
        ("fairworkflows-workflow.trig", 3, 2),
        ("abecto-space-travel.trig", 12, 19),
        ("prov-association9.ttl", 0, 0),
    ],
)
def test_files_of_other_projects(file: str, steps: int, precedence: int, shared_cases: Path) -> None:
    graph = read(str(shared_cases / "rdf" / file), end_to_end=True).graph
    assert len(list(graph.triples((None, URIRef(f"{ETOM}partOf"), None)))) == steps
    assert len(list(graph.triples((None, URIRef(f"{ETOM}precededBy"), None)))) == precedence
