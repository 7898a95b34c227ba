"""Validate with pySHACL as a programmer would: `with_pyshacl.py MODEL ONTOLOGY SHAPES SHAPES_FOR_THE_MODEL`.

Prints code, focus and value of each finding, separated by tabs, as all peers of this folder do.
"""

import sys

import pyshacl
from rdflib import SH, Graph

model_file, ontology_file, *shapes_files = sys.argv[1:]
model, ontology = Graph().parse(model_file), Graph().parse(ontology_file)
for data, shapes in zip((model + ontology, model - ontology), shapes_files, strict=True):
    _, report, _ = pyshacl.validate(data, shacl_graph=Graph().parse(shapes))
    assert isinstance(report, Graph), report
    for result in report.objects(None, SH.result):
        of = (report.value(result, each) for each in (SH.sourceShape, SH.focusNode, SH.value))
        print(*of, sep="\t")
