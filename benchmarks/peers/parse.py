"""Parse with pyoxigraph and do nothing else: `parse.py FILE`."""

import sys

import pyoxigraph

for _ in pyoxigraph.parse(path=sys.argv[1]):
    pass
