"""Check runs with files or models that are too large to be held in memory as statements."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from etom_rdf.errors import EtomError, InputError
from etom_rdf.model import ProcessModel, each_once
from etom_rdf.rdf_input import RdfDocument, read_rdf
from etom_rdf.readers.collection import without_collection
from etom_rdf.readers.folders import Listed, list_files
from etom_rdf.readers.passing import some_pass
from etom_rdf.readers.rdf import load_aliases
from etom_rdf.validation.report import Report, Source
from etom_rdf.validation.reporting import gathered, source_of

if TYPE_CHECKING:
    from etom_rdf.sources import Reading
    from etom_rdf.validation.checking import Checking
    from etom_rdf.validation.fast.stream.files import LargeFile
    from etom_rdf.validation.large_files import LargeModel


@dataclass(frozen=True, slots=True)
class Large:
    """Hold the large RDF files of a run, and the place of every file in it by its name."""

    files: "tuple[LargeFile, ...]" = ()
    places: "Mapping[str, int]" = field(default_factory=dict)

    @property
    def paths(self) -> frozenset[str]:
        """Return the paths of the large files."""
        return frozenset(file.path for file in self.files)


def large_in(paths: Iterable[str], reading: "Reading", *, least: int) -> Large:
    """Return the RDF files of `least` bytes among files that are named, and in folders."""
    from etom_rdf.validation.fast.stream.files import large_file  # noqa: PLC0415

    named = [path for path in each_once(paths)[0] if path.strip()]
    listed = [one for one in list_files(named, exclude=reading.exclude) if isinstance(one, Listed)]
    found: list[LargeFile] = []
    places: dict[str, int] = {}
    for one in listed:
        name = reading.names.get(one.path, one.path)
        places.setdefault(name, len(places))
        if one.path != "-" and (file := large_file(one.path, name=name, least=least, is_found=one.is_found)):
            found.append(file)
    return Large(tuple(found), places)


def check_large(
    large: Large, model: ProcessModel, reading: "Reading", how: "Checking"
) -> tuple[Report, ProcessModel] | None:
    """Check large files together with a model of the others; None where all must be read into memory after all.

    Return a model that has a few statements of the large files too.
    """
    checked, broken = _stream(large.files, model, how)
    if checked is None or (checked.sources and _hangs_together(checked, model, reading)):
        return None
    with without_collection():
        results, documents = checked.findings()
        found = gathered(results, model, documents, checked.omitted, how)

    def place(one: "RdfDocument | Source") -> int:
        return large.places.get(one.name if isinstance(one, RdfDocument) else one.file, 0)

    counted = checked.counted
    sources = (*checked.sources, *(source_of(document, model, counted) for document in model.documents))
    samples = model
    if checked.sources:
        samples = model._replace(documents=(*model.documents, checked.samples()), errors=())
    report = Report(
        found.findings,
        tuple(sorted(sources, key=place)),
        (*model.errors, *broken),
        nothing_to_check=not samples.uses_vocabulary,
        omitted=found.omitted,
        names=found.names,
    )
    return report, samples


def _hangs_together(checked: "LargeModel", model: ProcessModel, reading: "Reading") -> bool:
    """Tell whether the files use other vocabularies, or say how ids in the other files are to be read."""
    return load_aliases(reading.vocabularies).covers(checked.uses) or bool(
        checked.states_prefixes and model.documents
    )


def _stream(
    files: "Sequence[LargeFile]", model: ProcessModel, how: "Checking"
) -> "tuple[LargeModel | None, list[EtomError]]":
    """Check files as they go by; return what was checked, None where that cannot be, and what is wrong with files."""
    from etom_rdf.validation.engines import shape_set  # noqa: PLC0415
    from etom_rdf.validation.fast.stream.files import UnusualFileError  # noqa: PLC0415
    from etom_rdf.validation.large_files import LargeModel, NotStreamedError  # noqa: PLC0415

    most = None if model.abridged else how.max_findings  # one finding may stand for many
    errors: list[EtomError] = []
    while files or some_pass(model.documents):
        try:
            with without_collection():
                return LargeModel(files, model, shape_set(), most=most), errors
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
