"""Check process models and their mapping to the standard against the shapes."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Final

from etom_rdf.errors import EtomError, InputError
from etom_rdf.model import PathText, ProcessModel, Remark, document_of, processes
from etom_rdf.rdf_input import RdfDocument
from etom_rdf.validation.names import Names
from etom_rdf.validation.report import Finding, Report, Source, sorted_findings
from etom_rdf.validation.rules import Rule, model_rules

if TYPE_CHECKING:
    from rdflib import Graph

    from etom_rdf.sources import Reading
    from etom_rdf.validation.engines import Engine
    from etom_rdf.validation.result import Result

__all__ = ["Finding", "Report", "Rule", "Source", "model_rules", "validate"]


LARGE: Final = 4 << 20  # bytes of a file of RDF that is checked as it goes by


def validate(
    *inputs: "PathText | Graph", shapes: Sequence[PathText] = (), engine: "Engine" = "fast"
) -> Report:
    """Check process models against the rules: files of any readable kind, folders of them, or graphs.

    Together they are one model.

    `shapes` are files with the user's own SHACL shapes, checked in the same run; they may also switch one of ours
    off with `sh:deactivated`. A file that cannot be read becomes an error of the report, and the rest is checked.
    The graphs stay as they are. The `fast` engine runs our rules and whatever of the user's shapes is SHACL Core;
    the rest it hands to pySHACL, as the report says. With `pyshacl` that engine, the reference, runs everything.

    >>> from rdflib import Graph
    >>> graph = Graph().parse(format="turtle", data='''
    ...     @prefix etom: <https://w3id.org/etom/ns/> .
    ...     @prefix gost: <https://w3id.org/etom/gost-r-53633/> .
    ...     <https://example.org/p> etom:classifiedAs gost:1.1.1.13 .''')
    >>> [finding.code for finding in validate(graph).findings]
    ['Process-element-known']
    """
    from etom_rdf.sources import Reading  # noqa: PLC0415

    paths = [os.fsdecode(one) for one in inputs if isinstance(one, (str, PathLike))]
    if len(paths) == len(inputs):
        return check_files(paths, Reading(), shapes=shapes, engine=engine).report
    from etom_rdf.sources import read_models  # noqa: PLC0415

    files = read_models(paths).model
    graphs = tuple(document_of(one) for one in inputs if not isinstance(one, (str, PathLike)))
    return check_model(replace(files, documents=files.documents + graphs), shapes=shapes, engine=engine)


@dataclass(frozen=True, slots=True)
class Checked:
    """Pair the report of a run with the model that was read into memory for it, without files that were streamed."""

    report: Report
    model: ProcessModel


def check_files(
    paths: Sequence[str],
    reading: "Reading",
    *,
    shapes: Sequence[PathText] = (),
    engine: "Engine" = "fast",
    on_file: Callable[[int, int], None] | None = None,
) -> Checked:
    """Read files of any kind and check them; large files of RDF are checked as they go by, see `LargeModel`."""
    from etom_rdf.sources import read_models  # noqa: PLC0415

    if engine == "fast" and not shapes:
        checked = _check_large(paths, reading, on_file)
        if checked is not None:
            return checked
    model = read_models(paths, reading, on_file=on_file).model
    return Checked(check_model(model, shapes=shapes, engine=engine), model)


def _check_large(
    paths: Sequence[str], reading: "Reading", on_file: Callable[[int, int], None] | None
) -> Checked | None:
    """Check a run with large files; None where there is none, or where they must be read into memory after all."""
    from etom_rdf.validation.fast.stream.lines import large_file  # noqa: PLC0415

    if not any(map(_may_be_large, paths)):
        return None
    found = {path: large_file(path, least=LARGE) for path in paths}
    large = [file for file in found.values() if file is not None]
    if not large:
        return None
    from etom_rdf.readers.rdf import load_aliases  # noqa: PLC0415
    from etom_rdf.sources import read_models  # noqa: PLC0415
    from etom_rdf.validation.engines import shape_set  # noqa: PLC0415
    from etom_rdf.validation.large_files import LargeModel, NotStreamedError  # noqa: PLC0415

    model = read_models(
        [path for path, file in found.items() if file is None], reading, on_file=on_file
    ).model
    errors: list[EtomError] = list(model.errors)
    while large:
        try:
            checked = LargeModel(large, model, shape_set())
            break
        except NotStreamedError:
            return None
        except InputError as error:  # nothing that such a file says counts
            errors.append(error)
            large = [file for file in large if file.path != error.file]
    else:
        return None
    if load_aliases(reading.vocabularies).covers(checked.terms()):
        return None  # other vocabularies must be read as ours first
    samples = replace(model, documents=(*model.documents, checked.samples()), errors=())
    report = Report(
        sorted_findings([*checked.findings(), *map(_noticed, model.remarks)]),
        (*checked.sources, *(_source(document, model) for document in model.documents)),
        tuple(errors),
        nothing_to_check=not samples.uses_vocabulary,
        names=Names.of((*model.documents, *checked.excerpts)),
    )
    return Checked(report, samples)


def _may_be_large(path: str) -> bool:
    try:
        return Path(path).stat().st_size >= LARGE
    except (OSError, ValueError):
        return False


def check_model(model: ProcessModel, *, shapes: Sequence[PathText] = (), engine: "Engine" = "fast") -> Report:
    """Check what has been read; see `validate`."""
    from etom_rdf.validation.location import located  # noqa: PLC0415
    from etom_rdf.validation.own_shapes import read_shapes  # noqa: PLC0415

    own, unread = read_shapes(shapes)
    results, broken, handed_over = _results(model, own, engine) if model.documents else ((), (), ())
    findings = [*located(results, model.documents), *map(_noticed, model.remarks)]
    return Report(
        sorted_findings(findings),
        tuple(_source(document, model) for document in model.documents),
        (*model.errors, *unread, *broken),
        nothing_to_check=bool(model.documents) and not shapes and not model.uses_vocabulary,
        handed_over=handed_over,
        names=Names.of(model.documents),
    )


def _results(
    model: ProcessModel, own: Sequence[RdfDocument], engine: "Engine"
) -> "tuple[Sequence[Result], Sequence[EtomError], tuple[str, ...]]":
    """Run the shapes; return results, what is wrong with shapes, and the codes of what pySHACL had to run."""
    from etom_rdf.validation.engines import check_fast, check_with_reference, shape_set  # noqa: PLC0415
    from etom_rdf.validation.own_shapes import blamed  # noqa: PLC0415
    from etom_rdf.validation.shapes.errors import ShapesError  # noqa: PLC0415

    try:
        chosen = shape_set(own)
        if engine == "pyshacl":
            return check_with_reference(model, own), (), ()
        results = check_fast(model, chosen)
        if chosen.handed_over:
            results += check_with_reference(model, own, only=chosen.handed_over)
        return results, (), tuple(sorted({shape.code for shape in chosen.handed_over}))
    except ShapesError as error:
        if not own:
            raise
        return _results(model, (), engine)[0], (blamed(error, own),), ()


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
