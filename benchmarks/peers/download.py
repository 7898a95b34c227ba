"""Download a graph as N-Triples and throw it away: `download.py URL`."""

import sys
from urllib.request import Request, urlopen

with urlopen(Request(sys.argv[1], headers={"Accept": "application/n-triples"})) as answer:
    while answer.read(1 << 20):
        pass
