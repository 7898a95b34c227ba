"""Read what the shapes say of themselves: severity, name, message and clause of every rule."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pyoxigraph

from etom_rdf.namespaces import DCTERMS, GOST, SH, SHAPE
from etom_rdf.own_files import Node, iris, quads_of, statements_by_subject, texts
from etom_rdf.resources import shape_file
from etom_rdf.text import Text
from etom_rdf.validation.report import Severity

MODEL_RULES = "process-model"
MODEL_ALONE_RULES = "model-alone"


class Rule(NamedTuple):
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
    return _rules_in(model_rule_quads())


@cache
def model_rule_quads() -> tuple[pyoxigraph.Quad, ...]:
    """Return what the files of the rules for process models state, parsed once for their words and their shapes."""
    return tuple(quads_of(shape_file(stem) for stem in (MODEL_RULES, MODEL_ALONE_RULES)))


def read_rules(files: Iterable[Path]) -> dict[str, Rule]:
    """Read the rules of shapes in our namespace from Turtle files; a rule is a shape that states a severity."""
    return _rules_in(quads_of(files))


def _rules_in(some: Iterable[pyoxigraph.Quad]) -> dict[str, Rule]:
    return {
        iri.removeprefix(SHAPE): _rule(iri.removeprefix(SHAPE), said)
        for iri, said in sorted(statements_by_subject(some, SHAPE).items())
        if f"{SH}severity" in said
    }


def _rule(code: str, said: dict[str, list[Node]]) -> Rule:
    (severity,) = iris(said[f"{SH}severity"])
    clauses = iris(said[f"{DCTERMS}source"])
    return Rule(
        code=code,
        severity=severity_of(severity),
        name=texts(said[f"{SH}name"])[0],
        message=texts(said[f"{SH}message"])[0],
        clause=tuple(sorted(clause.removeprefix(f"{GOST}clause-") for clause in clauses)),
    )


def severity_of(iri: str) -> Severity:
    """Turn the IRI of a SHACL severity into ours; a severity of somebody's own counts as a violation."""
    known: dict[str, Severity] = {f"{SH}Warning": "warning", f"{SH}Info": "info"}
    return known.get(iri, "violation")
