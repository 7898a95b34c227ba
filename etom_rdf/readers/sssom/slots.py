"""State what SSSOM 1.1 defines, and what its predicates say about a process and an element of the standard.

The lists follow the order of the specification, in which a canonical file is written.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

from etom_rdf.namespaces import ETOM, OWL, RDF, RDFS, SKOS, XSD

VERSION: Final = "1.1"
SSSOM: Final = "https://w3id.org/sssom/"
SEMAPV: Final = "https://w3id.org/semapv/vocab/"
NO_TERM: Final = f"{SSSOM}NoTermFound"
# How files of versions before 1.0 say the same.
NO_TERM_BEFORE: Final = f"{SSSOM}NoMapping"

# These prefixes need no declaration and may not be declared otherwise.
BUILT_IN: Final[Mapping[str, str]] = MappingProxyType(
    {
        "linkml": "https://w3id.org/linkml/",
        "owl": OWL,
        "rdf": RDF,
        "rdfs": RDFS,
        "semapv": SEMAPV,
        "skos": SKOS,
        "sssom": SSSOM,
        "xsd": XSD,
    }
)

SET_SLOTS: Final = (
    "sssom_version", "curie_map", "mappings", "mapping_set_id", "mapping_set_version", "mapping_set_source",
    "mapping_set_title", "mapping_set_description", "mapping_set_confidence", "creator_id", "creator_label",
    "license", "subject_type", "subject_source", "subject_source_version", "object_type", "object_source",
    "object_source_version", "predicate_type", "mapping_provider", "cardinality_scope", "mapping_tool",
    "mapping_tool_id", "mapping_tool_version", "mapping_date", "publication_date", "subject_match_field",
    "object_match_field", "subject_preprocessing", "object_preprocessing", "similarity_measure",
    "curation_rule", "curation_rule_text", "see_also", "issue_tracker", "other", "comment",
    "extension_definitions",
)  # fmt: skip
MAPPING_SLOTS: Final = (
    "record_id", "subject_id", "subject_label", "subject_category", "predicate_id", "predicate_label",
    "predicate_modifier", "object_id", "object_label", "object_category", "mapping_justification",
    "author_id", "author_label", "reviewer_id", "reviewer_label", "creator_id", "creator_label", "license",
    "subject_type", "subject_source", "subject_source_version", "object_type", "object_source",
    "object_source_version", "predicate_type", "mapping_provider", "mapping_source", "mapping_cardinality",
    "cardinality_scope", "mapping_tool", "mapping_tool_id", "mapping_tool_version", "mapping_date",
    "publication_date", "review_date", "confidence", "reviewer_agreement", "curation_rule",
    "curation_rule_text", "subject_match_field", "object_match_field", "match_string",
    "subject_preprocessing", "object_preprocessing", "similarity_score", "similarity_measure", "see_also",
    "issue_tracker_item", "other", "comment",
)  # fmt: skip
# What a set says for all of its mappings, unless one of them says something of its own.
PROPAGATED: Final = frozenset({
    "subject_type", "subject_source", "subject_source_version", "object_type", "object_source",
    "object_source_version", "predicate_type", "mapping_provider", "cardinality_scope", "mapping_tool",
    "mapping_tool_id", "mapping_tool_version", "mapping_date", "subject_match_field", "object_match_field",
    "subject_preprocessing", "object_preprocessing", "similarity_measure", "curation_rule",
    "curation_rule_text",
})  # fmt: skip
# What a mapping says of itself and is kept, to be written again; an author and a confidence have their own place.
KEPT: Final = (
    "mapping_justification", "reviewer_label", "creator_label", "mapping_provider", "mapping_date",
    "publication_date", "review_date", "match_string", "similarity_score", "similarity_measure", "see_also",
    "other", "comment",
)  # fmt: skip
# Columns of versions before 1.0; nothing that is read here depends on them.
EARLIER_SLOTS: Final = frozenset({
    "match_type", "match_term_type", "semantic_similarity_score", "semantic_similarity_measure",
})  # fmt: skip

# Our extension slots: their names and the properties that define them.
FUNCTION_SLOT: Final = "ext_etom_function"
FUNCTION: Final = f"{ETOM}function"
ROLE_SLOT: Final = "ext_etom_performed_by"
ROLE: Final = f"{ETOM}performedBy"
OUR_SLOTS: Final[Mapping[str, str]] = MappingProxyType({FUNCTION: FUNCTION_SLOT, ROLE: ROLE_SLOT})

# What a predicate says, read from the process to the element.
Relation = Literal[
    "same",  # the process is what the element describes
    "within",  # the process is narrower: it lies within the element
    "around",  # the process is wider: the element lies within it
    "classified",  # stated in so many words
    "related",  # tied to it somehow, which classifies nothing
]
RELATIONS: Final[Mapping[str, Relation]] = MappingProxyType(
    {
        f"{SKOS}exactMatch": "same",
        f"{SKOS}closeMatch": "same",
        f"{OWL}equivalentClass": "same",
        f"{OWL}sameAs": "same",
        f"{SKOS}broadMatch": "within",
        f"{SKOS}broader": "within",
        f"{RDFS}subClassOf": "within",
        f"{SKOS}narrowMatch": "around",
        f"{SKOS}narrower": "around",
        f"{ETOM}classifiedAs": "classified",
        f"{ETOM}performs": "classified",
        f"{SKOS}relatedMatch": "related",
        f"{SKOS}related": "related",
        f"{SKOS}mappingRelation": "related",
        f"{RDFS}seeAlso": "related",
        "http://www.geneontology.org/formats/oboInOwl#hasDbXref": "related",
    }
)
# The predicate that says the same from the other side; our own two have one direction only.
TURNED: Final[Mapping[str, str]] = MappingProxyType(
    {iri: iri for iri, relation in RELATIONS.items() if relation in ("same", "related")}
    | {
        f"{SKOS}broadMatch": f"{SKOS}narrowMatch",
        f"{SKOS}narrowMatch": f"{SKOS}broadMatch",
        f"{SKOS}broader": f"{SKOS}narrower",
        f"{SKOS}narrower": f"{SKOS}broader",
        f"{RDFS}subClassOf": f"{SKOS}narrowMatch",
    }
)
