"""Read RDF files that users bring: six formats, nothing fetched, every fault a sentence with its line."""

from etom_rdf.rdf_input.conversion import from_rdflib, from_rdflib_term, to_rdflib
from etom_rdf.rdf_input.document import RdfDocument, Subject, Term
from etom_rdf.rdf_input.reading import read_rdf

__all__ = ["RdfDocument", "Subject", "Term", "from_rdflib", "from_rdflib_term", "read_rdf", "to_rdflib"]
