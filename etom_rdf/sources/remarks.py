"""Turn what was noticed while files were read into remarks."""

from typing import TYPE_CHECKING

from etom_rdf.model import Remark

if TYPE_CHECKING:
    from etom_rdf.readers.addresses import Addresses
    from etom_rdf.readers.records import Notice
    from etom_rdf.readers.resolved import MappingFinding


def remark(
    said: "Notice | MappingFinding", file: str | None = None, iris: "Addresses | None" = None
) -> Remark:
    """Return the remark that says what was noticed; without `iris` the ids of records are the nodes themselves."""
    return Remark(
        code=said.code,
        severity=said.severity,
        message=said.message,
        file=file,
        line=said.line,
        focus=(said.subject if iris is None else iris.iri(said.subject or "")) or file or "",
        record=None if iris is None else said.subject,
        value=said.value,
    )
