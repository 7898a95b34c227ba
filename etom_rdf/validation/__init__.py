"""Check process models and their mapping to the standard against the shapes."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from os import PathLike
from typing import TYPE_CHECKING

from etom_rdf.errors import EtomError
from etom_rdf.model import PathText, ProcessModel, Remark, document_of, processes
from etom_rdf.rdf_input import RdfDocument, to_rdflib
from etom_rdf.validation.names import Names
from etom_rdf.validation.report import Finding, Report, Source, sorted_findings
from etom_rdf.validation.rules import Rule, model_rules

if TYPE_CHECKING:
    from rdflib import Graph

    from etom_rdf.validation.pyshacl_engine import Result

__all__ = ["Finding", "Report", "Rule", "Source", "model_rules", "validate"]


def validate(*inputs: "PathText | Graph", shapes: Sequence[PathText] = ()) -> Report:
    """Check process models against the rules: files of any readable kind, folders of them, or graphs.

    Together they are one model.

    `shapes` are files with the user's own SHACL shapes, checked in the same run; they may also switch one of ours
    off with `sh:deactivated`. A file that cannot be read becomes an error of the report, and the rest is checked.
    The graphs stay as they are.

    >>> from rdflib import Graph
    >>> graph = Graph().parse(format="turtle", data='''
    ...     @prefix etom: <https://w3id.org/etom/ns/> .
    ...     @prefix gost: <https://w3id.org/etom/gost-r-53633/> .
    ...     <https://example.org/p> etom:classifiedAs gost:1.1.1.13 .''')
    >>> [finding.code for finding in validate(graph).findings]
    ['Process-element-known']
    """
    from etom_rdf.sources import read_models  # noqa: PLC0415

    files = read_models(one for one in inputs if isinstance(one, (str, PathLike))).model
    graphs = tuple(document_of(one) for one in inputs if not isinstance(one, (str, PathLike)))
    return check_model(replace(files, documents=files.documents + graphs), shapes=shapes)


def check_model(model: ProcessModel, *, shapes: Sequence[PathText] = ()) -> Report:
    """Check what has been read; see `validate`."""
    from etom_rdf.validation.location import Locator  # noqa: PLC0415
    from etom_rdf.validation.own_shapes import blamed, read_shapes  # noqa: PLC0415
    from etom_rdf.validation.pyshacl_engine import BrokenShapesError, check  # noqa: PLC0415

    errors: list[EtomError] = list(model.errors)
    own, unread = read_shapes(shapes)
    errors += unread
    results: Iterable[Result] = ()
    if model.documents:
        try:
            results = check(model.graph, model_rules(), to_rdflib(own) if own else None)
        except BrokenShapesError as error:
            if not own:
                raise
            errors.append(blamed(error.reason, own))
            results = check(model.graph, model_rules())
    findings = [*map(Locator(model.documents).finding, results), *map(_noticed, model.remarks)]
    return Report(
        sorted_findings(findings),
        tuple(_source(document, model) for document in model.documents),
        tuple(errors),
        nothing_to_check=bool(model.documents) and not shapes and not model.uses_vocabulary,
        names=Names.of(model.documents),
    )


def _source(document: RdfDocument, model: ProcessModel) -> Source:
    found = processes(document.quads)
    kind = model.kinds.get(document.name, document.format if document.name else "graph")
    return Source(
        document.name,
        kind,
        processes=len(found),
        classifications=sum(found.values()),
        skipped=model.skipped.get(document.name, 0),
    )


def _noticed(remark: Remark) -> Finding:
    """Turn what was noticed in reading into a finding."""
    return Finding(
        code=remark.code,
        severity=remark.severity,
        focus=remark.focus,
        path=None,
        value=remark.value,
        message=remark.message,
        file=remark.file,
        line=remark.line,
        record=remark.record,
    )
