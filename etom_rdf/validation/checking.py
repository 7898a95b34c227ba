"""Read models and run the shapes on them: in memory, or as large files go by."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from etom_rdf.errors import EtomError, InputError
from etom_rdf.model import PathText, ProcessModel, Remark, processes
from etom_rdf.rdf_input import RdfDocument
from etom_rdf.readers.collection import without_collection
from etom_rdf.text import Text
from etom_rdf.validation.names import Names
from etom_rdf.validation.report import Finding, Report, Severity, Source, sorted_findings

if TYPE_CHECKING:
    from etom_rdf.registers.detail import Detail
    from etom_rdf.sources import Reading
    from etom_rdf.stores import Store
    from etom_rdf.validation.engines import Engine
    from etom_rdf.validation.fast.stream.files import LargeFile
    from etom_rdf.validation.large_files import LargeModel
    from etom_rdf.validation.result import Result

LARGE: Final = 4 << 20  # bytes of a file of RDF that is checked as it goes by


@dataclass(frozen=True, slots=True)
class Checking:
    """Say how models are checked: with which shapes of a user's own, by which engine, for how many findings."""

    shapes: tuple[PathText, ...] = ()
    engine: "Engine" = "fast"
    max_findings: int | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """Pair the report of a run with the model that was read into memory for it, without files that were streamed."""

    report: Report
    model: ProcessModel


def check_files(
    paths: Sequence[str],
    reading: "Reading",
    how: Checking,
    *,
    on_file: Callable[[int, int], None] | None = None,
) -> Checked:
    """Read files of any kind and check them; large files of RDF are checked as they go by, see `LargeModel`."""
    from etom_rdf.sources import read_models  # noqa: PLC0415

    reading = replace(reading, detail=lambda: reading_detail(how))
    if how.engine == "fast" and not how.shapes:
        checked = _check_large(paths, reading, how, on_file)
        if checked is not None:
            return checked
    model = read_models(paths, reading, on_file=on_file).model
    if paths and not model.documents and not model.errors:
        model = replace(model, errors=(_no_model(reading.names.get(paths[0], paths[0])),))
    return Checked(check_model(model, how), model)


def _no_model(path: str) -> InputError:
    return InputError(
        Text(
            en="there is no model here to check; see that the path is the right one",
            ru="здесь нет ни одной модели для проверки; посмотрите, тот ли это путь",
        ),
        file=path,
    )


def _check_large(
    paths: Sequence[str], reading: "Reading", how: Checking, on_file: Callable[[int, int], None] | None
) -> Checked | None:
    """Check a run with large files; None where there is none, or where they must be read into memory after all."""
    if not any(map(_may_be_large, paths)):
        return None
    from etom_rdf.validation.fast.stream.files import large_file  # noqa: PLC0415

    found = {path: large_file(path, name=reading.names.get(path), least=LARGE) for path in paths}
    large = [file for file in found.values() if file is not None]
    if not large:
        return None
    from etom_rdf.readers.rdf import load_aliases  # noqa: PLC0415
    from etom_rdf.sources import read_models  # noqa: PLC0415

    others = [path for path, file in found.items() if file is None]
    model = read_models(others, reading, on_file=on_file).model
    checked, broken = _stream(large, model, how)
    if checked is None or load_aliases(reading.vocabularies).covers(checked.terms()):
        return None  # other vocabularies must be read as ours first
    samples = replace(model, documents=(*model.documents, checked.samples()), errors=())
    findings = sorted_findings([*checked.findings(), *map(_noticed, model.remarks)])
    report = Report(
        findings,
        (*checked.sources, *(_source(document, model) for document in model.documents)),
        (*model.errors, *broken),
        nothing_to_check=not samples.uses_vocabulary,
        omitted=checked.omitted,
        names=_names_in(findings, (*model.documents, *checked.excerpts)),
    )
    return Checked(report, samples)


def _stream(
    files: "Sequence[LargeFile]", model: ProcessModel, how: Checking
) -> "tuple[LargeModel | None, list[EtomError]]":
    """Check files as they go by; return what was checked, None where that cannot be, and what is wrong with files."""
    from etom_rdf.rdf_input import read_rdf  # noqa: PLC0415
    from etom_rdf.validation.engines import shape_set  # noqa: PLC0415
    from etom_rdf.validation.fast.stream.files import UnusualFileError  # noqa: PLC0415
    from etom_rdf.validation.large_files import LargeModel, NotStreamedError  # noqa: PLC0415

    errors: list[EtomError] = []
    while files:
        try:
            with without_collection():
                return LargeModel(files, model, shape_set(), most=how.max_findings), errors
        except NotStreamedError:
            break
        except UnusualFileError as unusual:
            try:
                read_rdf(unusual.file.path, name=unusual.file.name)
                break  # nothing is wrong with it, but it has named graphs or the like
            except InputError as error:  # nothing that such a file says counts
                errors.append(error)
                files = [file for file in files if file is not unusual.file]
    return None, errors


def check_stored(store: "Store", how: Checking) -> Report:
    """Check what a store holds, where it is; more than `how.max_findings` findings are only counted."""
    from etom_rdf.validation.own_shapes import blamed, read_shapes  # noqa: PLC0415
    from etom_rdf.validation.shapes.errors import ShapesError  # noqa: PLC0415
    from etom_rdf.validation.sparql.checking import check_store  # noqa: PLC0415

    own, unread = read_shapes(how.shapes)
    try:
        report = check_store(store, own, max_findings=how.max_findings)
    except ShapesError as error:
        if not own:
            raise
        report = check_store(store, max_findings=how.max_findings)
        report = replace(report, errors=(blamed(error, own), *report.errors))
    return replace(report, errors=(*unread, *report.errors))


def _may_be_large(path: str) -> bool:
    try:
        return Path(path).stat().st_size >= LARGE
    except (OSError, ValueError):
        return False


def check_model(model: ProcessModel, how: Checking = Checking()) -> Report:
    """Check what has been read; see `validate`."""
    from etom_rdf.validation.location import located  # noqa: PLC0415
    from etom_rdf.validation.own_shapes import read_shapes  # noqa: PLC0415

    own, unread = read_shapes(how.shapes)
    found = _found(model, own, how) if model.documents else _Found()
    results = located(found.results, model.documents)
    if model.kinds:
        from etom_rdf.validation.advice import with_advice  # noqa: PLC0415

        results = with_advice(results, model)
    findings = [*results, *map(_noticed, model.remarks)]
    names, omitted = _names_in(findings, model.documents), found.omitted
    if model.abridged:
        from etom_rdf.validation.abridged import of_all_records  # noqa: PLC0415

        findings, names, omitted = of_all_records(findings, model.abridged, names, how.max_findings)
    return Report(
        sorted_findings(findings),
        tuple(_source(document, model) for document in model.documents),
        (*model.errors, *unread, *found.errors),
        nothing_to_check=bool(model.documents) and not how.shapes and not model.uses_vocabulary,
        handed_over=found.handed_over,
        omitted=omitted,
        names=names,
    )


def reading_detail(how: Checking) -> "Detail | None":
    """Say how closely registers have to be read for the shapes of a run, None where as a whole; see `registers`."""
    from etom_rdf.validation.engines import shape_set  # noqa: PLC0415
    from etom_rdf.validation.own_shapes import read_shapes  # noqa: PLC0415
    from etom_rdf.validation.register_detail import detail_of  # noqa: PLC0415
    from etom_rdf.validation.shapes.errors import ShapesError  # noqa: PLC0415

    try:
        return None if how.engine == "pyshacl" else detail_of(shape_set(read_shapes(how.shapes)[0]))
    except ShapesError:
        return detail_of(shape_set())  # they are left out, as the report will say


@dataclass(frozen=True, slots=True)
class _Found:
    """Hold results, what is wrong with shapes, the codes of what pySHACL had to run, and what was left out."""

    results: "Sequence[Result]" = ()
    errors: tuple[EtomError, ...] = ()
    handed_over: tuple[str, ...] = ()
    omitted: Mapping[tuple[str, Severity], int] = field(default_factory=dict)


def _found(model: ProcessModel, own: Sequence[RdfDocument], how: Checking) -> _Found:
    from etom_rdf.validation.engines import (  # noqa: PLC0415
        check_fast,
        check_with_reference,
        limited,
        results_of,
        shape_set,
    )
    from etom_rdf.validation.own_shapes import blamed  # noqa: PLC0415
    from etom_rdf.validation.shapes.errors import ShapesError  # noqa: PLC0415

    try:
        chosen = shape_set(own)
        if how.engine == "pyshacl":
            kept, more = limited(check_with_reference(model, own), how.max_findings)
            return _Found(kept, omitted=more)
        # One finding about a register in short stands for many, which are counted when they are listed.
        outcomes = check_fast(model, chosen, most=None if model.abridged else how.max_findings)
        results, omitted = results_of(outcomes.kept), outcomes.omitted
        if chosen.handed_over:
            others = check_with_reference(model, own, only=chosen.handed_over)
            listed, beyond = limited(
                others, None if how.max_findings is None else how.max_findings - len(results)
            )
            results, omitted = [*results, *listed], omitted + beyond
        codes = {shape.code or shape.unsupported[0] for shape in chosen.handed_over}
        return _Found(results, (), tuple(sorted(codes)), omitted)
    except ShapesError as error:
        if not own:
            raise
        return replace(_found(model, (), how), errors=(blamed(error, own),))


def _names_in(findings: Iterable[Finding], documents: Iterable[RdfDocument]) -> Names:
    """Return what the nodes that findings are about are called."""
    return Names.of(documents, {finding.focus for finding in findings})


def _source(document: RdfDocument, model: ProcessModel) -> Source:
    found = processes(document.quads)
    short = next((one for one in model.abridged if one.file == document.name), None)
    counts = [
        (classifications, 1 if short is None else short.count(str(getattr(node, "value", node))))
        for node, classifications in found.items()
    ]
    kind = model.kinds.get(document.name, document.format if document.name else "graph")
    return Source(
        document.name,
        kind,
        processes=sum(count for _, count in counts),
        classifications=sum(classifications * count for classifications, count in counts),
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
