"""Serve the ontology and models over HTTP: SPARQL, graphs, pages.

    request → middleware → route → Dataset → Pool ⇄ worker (a process that can be killed)
                                              ⇅
                                            keeper (a process that holds the data and forks workers)

The process that speaks HTTP never runs a query, since the engine cannot be interrupted and may hold Python's
interpreter lock for as long as a query takes. It knows nothing of the data but where they come from (`Source`).
"""
