"""Run the questions of the query library, and queries of the user's own, over the ontology and a model."""

from etom_rdf.querying.library import QueryFile, load_query, parse_query, queries
from etom_rdf.querying.parameters import Parameter
from etom_rdf.querying.result import QueryResult
from etom_rdf.querying.running import ask_store, open_store, run_query

__all__ = [
    "Parameter",
    "QueryFile",
    "QueryResult",
    "ask_store",
    "load_query",
    "open_store",
    "parse_query",
    "queries",
    "run_query",
]
