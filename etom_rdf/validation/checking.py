"""Read models and run the shapes on them: in memory, or as large files go by."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from etom_rdf.errors import EtomError
from etom_rdf.model import PathText, ProcessModel, no_model
from etom_rdf.rdf_input import RdfDocument
from etom_rdf.readers.passing import some_pass
from etom_rdf.validation.report import Report, Severity
from etom_rdf.validation.reporting import gathered, source_of

if TYPE_CHECKING:
    from etom_rdf.registers.detail import Detail
    from etom_rdf.sources import Reading
    from etom_rdf.stores import Store
    from etom_rdf.validation.engines import Engine
    from etom_rdf.validation.large_runs import Large
    from etom_rdf.validation.result import Result

LARGE: Final = 4 << 20  # bytes of a file of RDF that is checked as it goes by


class Checking(NamedTuple):
    """Say how models are checked: with which shapes of a user's own, by which engine, for how many findings.

    `with_names` asks for the names of what findings speak of, which not all forms of a report have.
    """

    shapes: tuple[PathText, ...] = ()
    engine: "Engine" = "fast"
    max_findings: int | None = None
    with_names: bool = True


_AS_USUAL: Final = Checking()


class Checked(NamedTuple):
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

    reading = reading._replace(detail=lambda: reading_detail(how))
    is_streamed = how.engine == "fast" and not how.shapes
    large = _large_in(paths, reading) if is_streamed else None
    if large is not None:
        model = read_models(paths, reading._replace(without=large.paths), on_file=on_file).model
        checked = _check_large(large, model, reading, how)
        if checked is not None:
            return checked
    model = read_models(paths, reading, on_file=on_file).model
    if paths and not model.documents and not model.errors:
        model = model._replace(errors=(no_model(reading.names.get(paths[0], paths[0])),))
    checked = _check_large(None, model, reading, how) if is_streamed else None
    return checked or Checked(check_model(model, how), model)


def _large_in(paths: Sequence[str], reading: "Reading") -> "Large | None":
    """Return the large files of a run, None where there are none."""
    if not any(map(_may_be_large, paths)):
        return None
    from etom_rdf.validation.large_runs import large_in  # noqa: PLC0415

    large = large_in(paths, reading, least=LARGE)
    return large if large.files else None


def _may_be_large(path: str) -> bool:
    try:
        return path != "-" and (Path(path).is_dir() or Path(path).stat().st_size >= LARGE)
    except (OSError, ValueError):
        return False


def _check_large(
    large: "Large | None", model: ProcessModel, reading: "Reading", how: Checking
) -> Checked | None:
    """Check a run with large files or models; None where there are none, or all must be in memory after all."""
    if large is None and not some_pass(model.documents):
        return None
    from etom_rdf.validation.large_runs import Large, check_large  # noqa: PLC0415

    found = check_large(large or Large(), model, reading, how)
    return None if found is None else Checked(*found)


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
        report = report._replace(errors=(blamed(error, own), *report.errors))
    return report._replace(errors=(*unread, *report.errors))


def check_model(model: ProcessModel, how: Checking = _AS_USUAL) -> Report:
    """Check what has been read; see `validate`."""
    from etom_rdf.validation.location import located  # noqa: PLC0415
    from etom_rdf.validation.own_shapes import read_shapes  # noqa: PLC0415

    own, unread = read_shapes(how.shapes)
    found = _found(model, own, how) if model.documents else _Found()
    results = located(found.results, model.documents)
    all_found = gathered(results, model, model.documents, found.omitted, how)
    return Report(
        all_found.findings,
        tuple(source_of(document, model) for document in model.documents),
        (*model.errors, *unread, *found.errors),
        nothing_to_check=bool(model.documents) and not how.shapes and not model.uses_vocabulary,
        handed_over=found.handed_over,
        omitted=all_found.omitted,
        names=all_found.names,
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


class _Found(NamedTuple):
    """Hold results, what is wrong with shapes, the codes of what pySHACL had to run, and what was left out."""

    results: "Sequence[Result]" = ()
    errors: tuple[EtomError, ...] = ()
    handed_over: tuple[str, ...] = ()
    omitted: Mapping[tuple[str, Severity], int] = {}


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
        return _found(model, (), how)._replace(errors=(blamed(error, own),))
