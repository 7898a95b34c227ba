"""Ask a query of one's own, of a few quads."""

import pyoxigraph

from etom_rdf.namespaces import ETOM, GOST
from etom_rdf.querying import QueryFile, QueryResult, parse_query, run_query

EX = "https://example.org/"
TWO_GRAPHS = f"""
    <{EX}g1> {{ <{EX}p> <{ETOM}classifiedAs> <{GOST}1.1.1.5> }}
    <{EX}g2> {{ <{EX}p> <{ETOM}classifiedAs> <{GOST}1.1.1.5> . <{EX}q> <{ETOM}classifiedAs> <{GOST}1.1.1.6> }}
"""


def quads(trig: str) -> list[pyoxigraph.Quad]:
    return list(pyoxigraph.parse(trig, pyoxigraph.RdfFormat.TRIG))


def mine(text: str) -> QueryFile:
    return parse_query(text, name="mine.rq")


def ask(text: str, trig: str = "") -> QueryResult:
    return run_query(mine(text), data=quads(trig))
