"""Check process models and their mapping to the standard against the shapes."""

import os
from collections.abc import Sequence
from os import PathLike
from typing import TYPE_CHECKING

from etom_rdf.model import PathText, document_of
from etom_rdf.validation.report import Finding, Report, Source
from etom_rdf.validation.rules import Rule, model_rules

if TYPE_CHECKING:
    from rdflib import Graph

    from etom_rdf.validation.checking import Checking
    from etom_rdf.validation.engines import Engine

__all__ = ["Finding", "Report", "Rule", "Source", "model_rules", "validate"]


def validate(
    *inputs: "PathText | Graph",
    shapes: Sequence[PathText] = (),
    engine: "Engine" = "fast",
    max_findings: int | None = None,
    endpoint: str | None = None,
    graphs: Sequence[str] = (),
) -> Report:
    """Check process models against the rules: files of any readable kind, folders of them, or graphs.

    Together they are one model.

    `shapes` are files with the user's own SHACL shapes, checked in the same run; they may also switch one of ours
    off with `sh:deactivated`. A file that cannot be read becomes an error of the report, and the rest is checked.
    The graphs stay as they are. The `fast` engine runs our rules and whatever of the user's shapes is SHACL Core;
    the rest it hands to pySHACL, as the report says. With `pyshacl` that engine, the reference, runs everything.
    Of more than `max_findings` findings the report only counts the rest, by code.

    `endpoint` is the URL of a SPARQL endpoint whose content is checked where it is, instead of inputs; `graphs` are
    the IRIs of its graphs that count, else what it takes for its default graph. Raises ValueError for both at once.

    >>> from rdflib import Graph
    >>> graph = Graph().parse(format="turtle", data='''
    ...     @prefix etom: <https://w3id.org/etom/ns/> .
    ...     @prefix gost: <https://w3id.org/etom/gost-r-53633/> .
    ...     <https://example.org/p> etom:classifiedAs gost:1.1.1.13 .''')
    >>> [finding.code for finding in validate(graph).findings]
    ['Process-element-known']
    """
    from etom_rdf.sources import Reading, read_models  # noqa: PLC0415
    from etom_rdf.validation.checking import Checking, check_files, check_model, reading_detail  # noqa: PLC0415

    how = Checking(tuple(shapes), engine, max_findings)
    if endpoint is not None:
        if inputs:
            raise ValueError("give inputs or an endpoint, not both")
        return _check_endpoint(endpoint, graphs, how)
    paths = [os.fsdecode(one) for one in inputs if isinstance(one, (str, PathLike))]
    if len(paths) == len(inputs):
        return check_files(paths, Reading(), how).report
    files = read_models(paths, Reading(detail=lambda: reading_detail(how))).model
    in_memory = tuple(document_of(one) for one in inputs if not isinstance(one, (str, PathLike)))
    return check_model(files._replace(documents=files.documents + in_memory), how)


def _check_endpoint(endpoint: str, graphs: Sequence[str], how: "Checking") -> Report:
    from etom_rdf.stores import open_endpoint  # noqa: PLC0415
    from etom_rdf.validation.checking import check_stored  # noqa: PLC0415

    store = open_endpoint(endpoint, graphs=tuple(graphs))
    try:
        return check_stored(store, how)
    finally:
        store.close()
