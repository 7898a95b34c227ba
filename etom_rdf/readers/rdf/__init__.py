"""Read RDF files in other vocabularies: P-Plan, PROV, BBO, BPMN 2.0 Ontology, schema.org, ArchiMate, a user's own.

What the terms of these vocabularies are read as, say the files in `vocabularies/`, in RDFS and OWL. What a file
states stays as it is; what its terms mean in ours is added, each statement with the line that it comes from.
"""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

from etom_rdf.namespaces import DCTERMS, ETOM, GOST, OWL, RDF, RDFS, SKOS
from etom_rdf.own_files import quads
from etom_rdf.resources import vocabulary_files

if TYPE_CHECKING:
    from etom_rdf.model import PathText
    from etom_rdf.rdf_input import RdfDocument
    from etom_rdf.readers.rdf.aliases import Aliases
    from etom_rdf.readers.rdf.foreign import ForeignModel

# Vocabularies lead to terms of these namespaces; none of them makes a node anything by a term in one.
LED_TO: Final = (ETOM, GOST, RDF, RDFS, OWL, SKOS, DCTERMS)
_TYPE: Final = f"{RDF}type"


def load_aliases(paths: "Sequence[PathText]" = ()) -> "Aliases":
    """Return what terms are read as: those of the shipped vocabularies, and of a user's own files; see `aliases`."""
    from etom_rdf.readers.rdf import aliases  # noqa: PLC0415

    return aliases.load_aliases(paths)


def read_foreign(document: "RdfDocument", aliases: "Aliases | None" = None) -> "ForeignModel | None":
    """Return what other vocabularies say in a file; None where they say nothing, or nothing that ours does not.

    Without `aliases` those of the shipped vocabularies count.
    """
    if aliases is None and not _uses_shipped_vocabulary(document):
        return None
    from etom_rdf.readers.rdf.contents import find_contents  # noqa: PLC0415

    contents = find_contents(document, aliases or load_aliases())
    if contents is None:
        return None
    from etom_rdf.readers.rdf.foreign import ForeignModel  # noqa: PLC0415
    from etom_rdf.readers.rdf.records import records_of  # noqa: PLC0415

    return ForeignModel(document, records_of(document.name, contents), contents)


def _uses_shipped_vocabulary(document: "RdfDocument") -> bool:
    """Tell whether a type or a predicate stands in a shipped vocabulary: all that a file without pays for them."""
    used = {quad.predicate.value for quad in document.quads}
    if _TYPE in used:
        used |= {
            getattr(quad.object, "value", "") for quad in document.quads if quad.predicate.value == _TYPE
        }
    used = {term for term in used if not term.startswith(LED_TO)}
    return bool(used) and not used.isdisjoint(_shipped_terms())


@cache
def _shipped_terms() -> frozenset[str]:
    """Return all that the shipped vocabularies speak of; reading what they say of it takes ten times as long."""
    terms = (term for file in vocabulary_files() for quad in quads(file) for term in quad.triple)
    return frozenset(getattr(term, "value", "") for term in terms)
