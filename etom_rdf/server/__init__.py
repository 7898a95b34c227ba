"""Serve the ontology and models over HTTP.

    request → messages.guard → a route of sparql, api, pages or linked_data ─┬→ execution.dataset → a worker
                                                                             └→ uploads.jobs → a process for each job

A worker is a process that can be killed, forked from one that holds the data (`execution`). The process that speaks
HTTP runs no query and reads no file that was sent: an engine cannot be interrupted, and may hold Python's
interpreter lock for as long as a query takes.
"""
