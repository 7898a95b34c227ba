"""Speak the protocols of SPARQL 1.1: queries and updates, graphs, the description of the service."""
