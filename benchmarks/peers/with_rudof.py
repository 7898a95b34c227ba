"""Validate with rudof: `with_rudof.py DATA SHAPES`, the data in N-Triples."""

import sys

import pyrudof

data, shapes = sys.argv[1:]
rudof = pyrudof.Rudof(pyrudof.RudofConfig())
rudof.read_data(data, format=pyrudof.RDFFormat.NTriples)
rudof.read_shacl(shapes)
for entry in rudof.validate_shacl():
    print(entry.source_shape, entry.focus_node, entry.value, sep="\t")
