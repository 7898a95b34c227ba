"""Write the focus nodes of a shape as patterns."""

from collections.abc import Iterable
from dataclasses import dataclass

from etom_rdf.namespaces import RDF, SHAPE
from etom_rdf.validation.shapes.model import Path, Shape, Target
from etom_rdf.validation.sparql.background import skolem
from etom_rdf.validation.sparql.compiling import Compiler
from etom_rdf.validation.sparql.conditions import (
    TRUE,
    Among,
    Any,
    Condition,
    Exists,
    Not,
    among,
    either,
    union,
)
from etom_rdf.validation.sparql.routes import Edge, Route, routes
from etom_rdf.validation.terms import is_literal

FOCUS = "?focus"


@dataclass(frozen=True, slots=True)
class Way:
    """Choose focus nodes in one way: a pattern that binds ?focus, and the same as a condition on it.

    `predicate` is set where each subject of a predicate is chosen.
    """

    pattern: str
    condition: Condition
    predicate: str = ""


@dataclass(frozen=True, slots=True)
class Focus:
    """Hold the ways in which focus nodes are chosen.

    `in_model` says that no focus node is a subject of the ontology; `known` lists those that are, None where they
    are not known beforehand.
    """

    ways: tuple[Way, ...]
    in_model: bool = False
    known: tuple[str, ...] | None = None

    def implies(self, route: Route) -> bool:
        """Tell whether all nodes from which a route leads somewhere are focus nodes."""
        first = route[0] if route else None
        return (
            isinstance(first, Edge)
            and not first.backwards
            and any(way.predicate == first.predicate for way in self.ways)
        )

    def holds_for(self, parts: Iterable[Condition]) -> bool:
        """Tell whether what meets all of several conditions is a focus node anyway."""
        return any(
            isinstance(part, Exists)
            and part.subject == FOCUS
            and any(way.predicate == part.predicate for way in self.ways)
            for part in parts
        )

    def broken_by(self, condition: Condition) -> "Focus":
        """Leave out the ways whose nodes cannot meet a condition: the subjects of what it says is missing."""
        parts = getattr(condition, "parts", (condition,)) if not isinstance(condition, Any) else ()
        missing = {
            part.part.predicate
            for part in parts
            if isinstance(part, Not)
            and isinstance(part.part, Exists)
            and part.part.subject == FOCUS
            and part.part.is_single
        }
        left = tuple(way for way in self.ways if not way.predicate or way.predicate not in missing)
        return Focus(left, self.in_model, self.known)

    @property
    def pattern(self) -> str:
        """Return one pattern for all ways; without any it has no solution."""
        return _grouped(way.pattern for way in self.ways) or "FILTER (false)"

    @property
    def condition(self) -> Condition:
        """Return the condition on ?focus."""
        return either(*(way.condition for way in self.ways))


def _grouped(patterns: Iterable[str]) -> str:
    listed = tuple(dict.fromkeys(patterns))
    return f"{{ {union(listed)} }}" if len(listed) > 1 else "".join(listed)


def focus_of(compiler: Compiler, shape: Shape) -> Focus:
    """Return the focus nodes of a shape's targets.

    Of the ontology itself our own rules find nothing, unless a model changes it; those of a user look there too.
    """
    background = compiler.background
    everywhere = background.is_touched or not shape.node.startswith(f"<{SHAPE}")
    ways: list[Way] = []
    known: list[str] | None = []
    for target in shape.targets:
        ways.append(_way(compiler, target))
        ours = _in_ontology(compiler, target)
        if target.kind in ("class", "node") or everywhere:
            listed = among(FOCUS, ours)
            if isinstance(listed, Among):
                ways.append(Way(f"VALUES {FOCUS} {{ {' '.join(listed.iris)} }}", listed))
                known = None if known is None else [*known, *ours]
        if target.kind == "objects-of" or background.is_touched:
            known = None
    return Focus(tuple(ways), in_model=known == [], known=None if known is None else tuple(known))


def _way(compiler: Compiler, target: Target) -> Way:
    fresh, term = compiler.fresh, target.term
    if target.kind == "node":
        if is_literal(term):
            return Way(
                f"BIND ({term} AS {FOCUS})", Exists(f"FILTER (sameTerm({FOCUS}, {term}))", TRUE, bound=True)
            )
        return Way(f"VALUES {FOCUS} {{ {skolem(term)} }}", among(FOCUS, (skolem(term),)))
    if target.kind == "class":
        classes = compiler.background.subclasses(term)
        kind = fresh()
        pattern = (
            f"VALUES {kind} {{ {' '.join(classes)} }} {FOCUS} <{RDF}type> {kind} ."
            if len(classes) > 1
            else f"{FOCUS} <{RDF}type> {term} ."
        )
        return Way(pattern, Exists(pattern, TRUE))
    predicate = term[1:-1]
    other = fresh()
    if target.kind == "subjects-of":
        pattern = f"{FOCUS} {term} {other} ."
        return Way(pattern, Exists(pattern, TRUE), predicate)
    pattern = f"{other} {term} {FOCUS} ."
    return Way(pattern, Exists(pattern, TRUE))


def _in_ontology(compiler: Compiler, target: Target) -> tuple[str, ...]:
    background = compiler.background
    if target.kind == "class":
        return background.instances(target.term)
    if target.kind == "node":
        return (target.term,) if target.term in background.graph else ()
    pairs = background.pairs(target.term[1:-1])
    chosen = [subject if target.kind == "subjects-of" else value for subject, value in pairs]
    return tuple(dict.fromkeys(one for one in chosen if not is_literal(one)))


def further(compiler: Compiler, focus: Focus, path: Path | None) -> Focus:
    """Return as focus nodes the nodes to which a path leads from given ones."""
    if path is None:
        return focus
    ways: list[Way] = []
    for route in routes(path):
        if not route:
            ways += focus.ways
            continue
        before = compiler.fresh()
        start = focus.pattern.replace(FOCUS, before)
        pattern = f"{start} {compiler.routes.pattern(route, before, FOCUS)}"
        ways.append(
            Way(f"{{ SELECT DISTINCT {FOCUS} WHERE {{ {pattern} }} }}", Exists(pattern, TRUE, bound=True))
        )
    return Focus(tuple(ways))
