"""Read the registers of a run that were left open: in short where the rules of the run allow it, or else as a whole."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from etom_rdf.abridged import AbridgedFile
from etom_rdf.catalogue import Catalogue
from etom_rdf.errors import InputError
from etom_rdf.rdf_input import RdfDocument
from etom_rdf.readers.records import SourceModel
from etom_rdf.registers.detail import Detail

if TYPE_CHECKING:
    from etom_rdf.readers.tables.columnar import ColumnTable

_Detail = Callable[[], Detail | None]


def read_registers(
    sources: "Sequence[SourceModel | RdfDocument | ColumnTable]",
    detail: _Detail | None,
    prefixes: frozenset[str],
    bases: Mapping[str, str],
    errors: list[InputError],
) -> tuple[list[SourceModel | RdfDocument], tuple[AbridgedFile, ...]]:
    """Read the registers that were left open, in short where that will do; what goes wrong is added to `errors`."""
    read: list[SourceModel | RdfDocument] = []
    abridged: list[AbridgedFile] = []
    for one in sources:
        if isinstance(one, (SourceModel, RdfDocument)):
            read.append(one)
            continue
        try:
            base = bases[one.file]
            model, short = _in_short(one, None if _is_spoken_of(base, sources) else detail, prefixes, base)
            read.append(model)
            abridged += short
        except InputError as error:
            errors.append(error)
    return read, tuple(abridged)


def _in_short(
    table: "ColumnTable", detail: _Detail | None, prefixes: frozenset[str], base: str
) -> tuple[SourceModel, list[AbridgedFile]]:
    """Return a register in short, with what its records stand for, or else as a whole."""
    from etom_rdf.registers.abridging import abridge  # noqa: PLC0415
    from etom_rdf.registers.standing import AbridgedRegister  # noqa: PLC0415

    wanted = None if detail is None else detail()
    abridgement = None if wanted is None else abridge(table, wanted, Catalogue.load(), prefixes)
    if abridgement is None:
        return table.whole(), []
    return abridgement.model, [AbridgedRegister(abridgement, base)]


def _is_spoken_of(base: str, sources: Iterable[object]) -> bool:
    """Say whether RDF of the same run names records of a file, which then have to be there one by one."""
    beginning = f"{base}#"
    return any(
        getattr(term, "value", "").startswith(beginning)
        for one in sources
        if isinstance(one, RdfDocument)
        for quad in one.quads
        for term in quad.triple
    )
