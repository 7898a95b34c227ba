"""Describe the JSON of the REST interface in JSON Schema 2020-12; lists of words come from where they are defined."""

from collections.abc import Mapping, Sequence
from typing import Final, get_args

from etom_rdf.catalogue import Basis, Kind
from etom_rdf.identifiers import STATUSES
from etom_rdf.namespaces import GOST
from etom_rdf.reference_targets import Reason
from etom_rdf.search import PLACES
from etom_rdf.validation.report import SEVERITIES

Schema = Mapping[str, object]

STRING: Final[Schema] = {"type": "string"}
COUNT: Final[Schema] = {"type": "integer", "minimum": 0}
_TEXT_OR_NULL: Final[Schema] = {"type": ["string", "null"]}
_NUMBER_OR_NULL: Final[Schema] = {"type": ["integer", "null"]}
_IRI: Final[Schema] = {"type": "string", "pattern": f"^{GOST.replace('.', '[.]')}"}


def reference(name: str) -> Schema:
    """Refer to one of the schemas."""
    return {"$ref": f"#/components/schemas/{name}"}


def list_of(items: Schema) -> Schema:
    """Describe a list."""
    return {"type": "array", "items": items}


def words(choices: Sequence[str]) -> Schema:
    """Describe a text that is one of some words."""
    return {"type": "string", "enum": list(choices)}


def record(description: str, optional: Mapping[str, Schema] | None = None, /, **fields: Schema) -> Schema:
    """Describe an object with these members and no others, of which all but the optional ones are there."""
    return {
        "type": "object",
        "description": description,
        "properties": {**fields, **(optional or {})},
        "required": list(fields),
        "additionalProperties": False,
    }


_TEXT: Final = reference("Text")
_HEAD: Final[Mapping[str, Schema]] = {
    "id": STRING,
    "iri": _IRI,
    "kind": words(get_args(Kind)),
    "label": _TEXT,
}
_COVERED: Final[Mapping[str, Schema]] = {
    "id": STRING,
    "label": _TEXT,
    "processes": COUNT,
    "functions": list_of(record("how many processes perform a function", id=STRING, processes=COUNT)),
}


def schemas() -> dict[str, Schema]:
    """Return all schemas by name."""
    return _of_the_standard() | _of_lookups() | _of_reports() | _of_problems() | _of_coverage()


def _of_the_standard() -> dict[str, Schema]:
    return {
        "Text": record("one wording in English and in Russian", en=STRING, ru=STRING),
        "Element": record(
            "an area, a group, an element or a retired number, as in etom show --format json",
            **_HEAD,
            notation=_TEXT_OR_NULL,
            level={"type": ["integer", "null"], "minimum": 0, "maximum": 2},
            alternatives=list_of(_TEXT),
            definition={"oneOf": [_TEXT, {"type": "null"}]},
            area=_TEXT_OR_NULL,
            parent=_TEXT_OR_NULL,
            children=list_of(STRING),
            verticals=list_of(STRING),
            functions=list_of(
                record("a function in short", id=STRING, label=_TEXT, basis=words(get_args(Basis)))
            ),
            clauses=list_of(STRING),
            replaced_by=list_of(STRING),
            notes=list_of(_TEXT),
        ),
        "Function": record(
            "a function that clause 7.2 makes decisive, as in etom show --format json",
            **_HEAD,
            element=STRING,
            ordinal={"type": "integer", "minimum": 1},
            basis=words(get_args(Basis)),
            source_text=STRING,
        ),
        "Term": record(
            "a term of clause 3, as in etom show --format json",
            **_HEAD,
            number=STRING,
            alternatives=list_of(_TEXT),
            definition=_TEXT,
            notes=list_of(_TEXT),
            formalized_as=list_of(STRING),
        ),
    }


def _of_lookups() -> dict[str, Schema]:
    return {
        "Match": record(
            "what a search found, and the best place that holds the words, as in etom find --format json",
            **_HEAD,
            found_in=words((*PLACES, "identifier")),
        ),
        "ParsedId": record(
            "what an identifier means by clause 5.2, as in etom id --format json",
            input=STRING,
            status=words(STATUSES),
            normal=_TEXT_OR_NULL,
            prefix=_TEXT_OR_NULL,
            **dict.fromkeys(
                ("developer", "area", "group", "element", "subelement", "level"), _NUMBER_OR_NULL
            ),
            parent=_TEXT_OR_NULL,
            iri=_TEXT_OR_NULL,
            notes=list_of(record("what was noticed or changed", code=STRING, message=_TEXT)),
        ),
    }


def _of_reports() -> dict[str, Schema]:
    finding = record(
        "what one rule found at one place; a code with a page of its own under /en/rules/ is a rule of ours",
        code=STRING,
        severity=words(SEVERITIES),
        focus=STRING,
        path=_TEXT_OR_NULL,
        value=_TEXT_OR_NULL,
        message=_TEXT,
        clause=list_of(STRING),
        file=_TEXT_OR_NULL,
        line=_NUMBER_OR_NULL,
        record=_TEXT_OR_NULL,
    )
    source = record(
        "what was read of one file",
        file=STRING,
        kind=STRING,
        processes=COUNT,
        classifications=COUNT,
        skipped=COUNT,
    )
    report = record(
        "what etom validate --format json writes; conforms is null where errors leave it open",
        conforms={"type": ["boolean", "null"]},
        counts=record("findings by severity", **dict.fromkeys(SEVERITIES, COUNT)),
        sources=list_of(reference("Source")),
        findings=list_of(reference("Finding")),
        errors=list_of(reference("Unreadable")),
        handed_over=list_of(STRING),
        omitted={"type": "object", "additionalProperties": COUNT},
    )
    return {"Report": report, "Finding": finding, "Source": source}


def _of_problems() -> dict[str, Schema]:
    unreadable = record(
        "what could not be read or checked", file=_TEXT_OR_NULL, line=_NUMBER_OR_NULL, message=_TEXT
    )
    problem = record(
        "why there is no answer, as in RFC 9457; the sentence is in message",
        {"errors": list_of(reference("Unreadable"))},
        type=STRING,
        title=STRING,
        status={"type": "integer", "minimum": 400, "maximum": 599},
        detail=STRING,
        message=_TEXT,
    )
    return {"Unreadable": unreadable, "Problem": problem}


def _of_coverage() -> dict[str, Schema]:
    refused = record(
        "a reference that counts for nothing, and why",
        process=STRING,
        reference=STRING,
        reason=words(get_args(Reason)),
        message=_TEXT,
    )
    outside = record(
        "an element of another part of the series that processes refer to",
        id=STRING,
        group=STRING,
        processes=COUNT,
    )
    return {
        "Coverage": record(
            "what etom coverage --format json writes",
            elements=list_of(record("how many processes cover an element", **_COVERED)),
            groups=list_of(record("how many processes name a group or area instead", **_COVERED)),
            uncovered=list_of(STRING),
            unmapped=list_of(STRING),
            not_counted=list_of(refused),
            outside=list_of(outside),
        )
    }
