"""Offer what the command line does as a REST interface under /api, for those who want no SPARQL."""
