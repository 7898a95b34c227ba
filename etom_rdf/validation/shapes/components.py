"""Name the constraint components that the executors know, SHACL's own and those of our rules."""

from typing import Final

from etom_rdf.namespaces import SH, SHAPE


def _core(name: str) -> str:
    return f"{SH}{name}ConstraintComponent"


CLASS: Final = _core("Class")
DATATYPE: Final = _core("Datatype")
NODE_KIND: Final = _core("NodeKind")
MIN_COUNT: Final = _core("MinCount")
MAX_COUNT: Final = _core("MaxCount")
MIN_EXCLUSIVE: Final = _core("MinExclusive")
MIN_INCLUSIVE: Final = _core("MinInclusive")
MAX_EXCLUSIVE: Final = _core("MaxExclusive")
MAX_INCLUSIVE: Final = _core("MaxInclusive")
MIN_LENGTH: Final = _core("MinLength")
MAX_LENGTH: Final = _core("MaxLength")
PATTERN: Final = _core("Pattern")
LANGUAGE_IN: Final = _core("LanguageIn")
UNIQUE_LANG: Final = _core("UniqueLang")
EQUALS: Final = _core("Equals")
DISJOINT: Final = _core("Disjoint")
LESS_THAN: Final = _core("LessThan")
LESS_THAN_OR_EQUALS: Final = _core("LessThanOrEquals")
NOT: Final = _core("Not")
AND: Final = _core("And")
OR: Final = _core("Or")
XONE: Final = _core("Xone")
NODE: Final = _core("Node")
PROPERTY: Final = _core("Property")
QUALIFIED_MIN_COUNT: Final = _core("QualifiedMinCount")
QUALIFIED_MAX_COUNT: Final = _core("QualifiedMaxCount")
CLOSED: Final = _core("Closed")
HAS_VALUE: Final = _core("HasValue")
IN: Final = _core("In")

# The components of our rules, each with a SPARQL validator for engines that do not know it.
ACYCLIC: Final = f"{SHAPE}AcyclicComponent"
AGREES_WITH_ELEMENTS: Final = f"{SHAPE}AgreesWithElementsComponent"
ALSO_STATED: Final = f"{SHAPE}AlsoStatedComponent"
BASE_DEFINED: Final = f"{SHAPE}BaseDefinedComponent"
GROUNDED: Final = f"{SHAPE}GroundedComponent"
ID_BELOW: Final = f"{SHAPE}IdBelowComponent"
OVERLAPS_STATED: Final = f"{SHAPE}OverlapsStatedComponent"
TIED_BY: Final = f"{SHAPE}TiedByComponent"
UNIQUE: Final = f"{SHAPE}UniqueComponent"

# Two rules of ours look at all statements and stand as SPARQL constraints; they are known by their shape.
SPARQL: Final = f"{SH}SPARQLConstraintComponent"
TERM_KNOWN: Final = f"<{SHAPE}Term-known>"
STANDARD_UNTOUCHED: Final = f"<{SHAPE}Standard-untouched>"

# The parameter that states each component of ours.
OWN: Final = {
    f"{SHAPE}acyclic": ACYCLIC,
    f"{SHAPE}agreesWithElements": AGREES_WITH_ELEMENTS,
    f"{SHAPE}alsoStated": ALSO_STATED,
    f"{SHAPE}baseDefinedWithin": BASE_DEFINED,
    f"{SHAPE}grounded": GROUNDED,
    f"{SHAPE}idBelow": ID_BELOW,
    f"{SHAPE}overlapsStated": OVERLAPS_STATED,
    f"{SHAPE}tiedBy": TIED_BY,
    f"{SHAPE}unique": UNIQUE,
}

# The parameter that states each component with a value of its own kind.
STATED_BY: Final = OWN | {
    f"{SH}class": CLASS,
    f"{SH}closed": CLOSED,
    f"{SH}datatype": DATATYPE,
    f"{SH}disjoint": DISJOINT,
    f"{SH}equals": EQUALS,
    f"{SH}hasValue": HAS_VALUE,
    f"{SH}in": IN,
    f"{SH}languageIn": LANGUAGE_IN,
    f"{SH}lessThan": LESS_THAN,
    f"{SH}lessThanOrEquals": LESS_THAN_OR_EQUALS,
    f"{SH}maxCount": MAX_COUNT,
    f"{SH}maxExclusive": MAX_EXCLUSIVE,
    f"{SH}maxInclusive": MAX_INCLUSIVE,
    f"{SH}maxLength": MAX_LENGTH,
    f"{SH}minCount": MIN_COUNT,
    f"{SH}minExclusive": MIN_EXCLUSIVE,
    f"{SH}minInclusive": MIN_INCLUSIVE,
    f"{SH}minLength": MIN_LENGTH,
    f"{SH}nodeKind": NODE_KIND,
    f"{SH}pattern": PATTERN,
    f"{SH}uniqueLang": UNIQUE_LANG,
}

# What a shape may state once; of the others each value is a constraint of its own.
STATED_ONCE: Final = frozenset(
    SH + name
    for name in (
        "closed", "datatype", "flags", "in", "languageIn", "maxCount", "maxExclusive", "maxInclusive", "maxLength",
        "minCount", "minExclusive", "minInclusive", "minLength", "nodeKind", "qualifiedMaxCount",
        "qualifiedMinCount", "uniqueLang",
    )
)  # fmt: skip
# What looks at the values of a path, and so cannot stand in a shape without one.
OF_PATHS: Final = frozenset(
    SH + name
    for name in ("lessThan", "lessThanOrEquals", "maxCount", "minCount", "qualifiedValueShape", "uniqueLang")
)
NODE_KINDS: Final = frozenset(
    f"<{SH}{name}>"
    for name in ("IRI", "BlankNode", "Literal", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRIOrLiteral")
)
