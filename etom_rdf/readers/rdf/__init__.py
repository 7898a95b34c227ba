"""Read RDF files in other vocabularies: P-Plan, PROV, BBO, BPMN 2.0 Ontology, schema.org, ArchiMate, a user's own.

What the terms of these vocabularies are read as, say the files in `vocabularies/`, in RDFS and OWL. What a file
states stays as it is; what its terms mean in ours is added, each statement with the line that it comes from.
"""

from typing import TYPE_CHECKING

from etom_rdf.rdf_input import RdfDocument
from etom_rdf.readers.rdf.aliases import Aliases, load_aliases
from etom_rdf.readers.rdf.contents import find_contents

if TYPE_CHECKING:
    from etom_rdf.readers.rdf.foreign import ForeignModel

__all__ = ["Aliases", "load_aliases", "read_foreign"]


def read_foreign(document: RdfDocument, aliases: Aliases) -> "ForeignModel | None":
    """Return what other vocabularies say in a file; None where they say nothing, or nothing that ours does not."""
    contents = find_contents(document, aliases)
    if contents is None:
        return None
    from etom_rdf.readers.rdf.foreign import ForeignModel  # noqa: PLC0415
    from etom_rdf.readers.rdf.records import records_of  # noqa: PLC0415

    return ForeignModel(document, records_of(document.name, contents), contents)
