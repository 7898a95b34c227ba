"""Read the process models that people really have, one module a kind, into one form (`records`).

`recognise.read_source` reads one file of any kind, `folders.read_sources` files and folders. Readers only report
mentions of the standard; `etom_rdf.references` decides what they refer to, and `graph` makes one graph of it all.
"""
