"""Read what the shapes say of themselves: severity, name, message and clause of every rule."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

import pyoxigraph

from etom_rdf.namespaces import DCTERMS, GOST, SH, SHAPE
from etom_rdf.resources import shape_file
from etom_rdf.text import Text
from etom_rdf.validation.report import Severity

MODEL_RULES = "process-model"
MODEL_ALONE_RULES = "model-alone"


@dataclass(frozen=True, slots=True)
class Rule:
    """Describe one rule: its code, how grave a finding is, what it is called and what a finding says."""

    code: str
    severity: Severity
    name: Text
    message: Text
    clause: tuple[str, ...]


@cache
def model_rules() -> dict[str, Rule]:
    """Return the rules for process models by code.

    >>> model_rules()["Process-element-current"].clause
    ('5.3', '7.1')
    """
    return read_rules(shape_file(stem) for stem in (MODEL_RULES, MODEL_ALONE_RULES))


def read_rules(files: Iterable[Path]) -> dict[str, Rule]:
    """Read the rules of shapes in our namespace from Turtle files; a rule is a shape that states a severity."""
    statements: dict[str, dict[str, list[pyoxigraph.Term]]] = defaultdict(lambda: defaultdict(list))
    for file in files:
        for quad in pyoxigraph.parse(path=str(file), format=pyoxigraph.RdfFormat.TURTLE):
            if isinstance(quad.subject, pyoxigraph.NamedNode) and quad.subject.value.startswith(SHAPE):
                statements[quad.subject.value][quad.predicate.value].append(quad.object)
    return {
        iri.removeprefix(SHAPE): _rule(iri.removeprefix(SHAPE), said)
        for iri, said in sorted(statements.items())
        if f"{SH}severity" in said
    }


def _rule(code: str, said: dict[str, list[pyoxigraph.Term]]) -> Rule:
    (severity,) = said[f"{SH}severity"]
    clauses = (str(source.value) for source in said[f"{DCTERMS}source"] if hasattr(source, "value"))
    return Rule(
        code=code,
        severity=cast("Severity", severity_of(cast("pyoxigraph.NamedNode", severity).value)),
        name=_text(said[f"{SH}name"]),
        message=_text(said[f"{SH}message"]),
        clause=tuple(sorted(clause.removeprefix(f"{GOST}clause-") for clause in clauses)),
    )


def severity_of(iri: str) -> Severity:
    """Turn the IRI of a SHACL severity into ours; a severity of somebody's own counts as a violation."""
    known: dict[str, Severity] = {f"{SH}Warning": "warning", f"{SH}Info": "info"}
    return known.get(iri, "violation")


def _text(literals: Iterable[pyoxigraph.Term]) -> Text:
    by_language = {literal.language: literal.value for literal in literals if isinstance(literal, pyoxigraph.Literal)}
    return Text(en=by_language["en"], ru=by_language["ru"])
