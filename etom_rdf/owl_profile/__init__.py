"""Check that ontologies are in OWL 2 DL and free of contradiction, with three engines that see different things.

horned-owl is quick and needs no Java. It passes over what makes no axiom, so what it read is compared with what
it was given. OWLAPI, the copy inside the HermiT.jar of owlready2, also knows the lexical forms of datatypes and
short property chains, yet lets a list of data pass. HermiT refuses what neither reports: datatypes outside of
OWL 2 in data properties, such as xsd:date.

Imports are looked for among the given files by ontology and version IRI; nothing is ever fetched.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from etom_rdf.owl_profile.closures import closures_of
from etom_rdf.owl_profile.horned_owl import by_horned_owl
from etom_rdf.owl_profile.java_engines import by_hermit, by_owlapi
from etom_rdf.owl_profile.wording import Fault, Violation, violation

__all__ = ["ProfileEngine", "Violation", "contradictions", "dl_violations"]

ProfileEngine = Literal["horned-owl", "owlapi"]


def dl_violations(paths: Iterable[Path], *, engine: ProfileEngine = "horned-owl") -> list[Violation]:
    """Return what is outside of OWL 2 DL in each file with its imports, and in all files together.

    Raises InputError for a file that cannot be read and MissingToolError where the engine is not installed:
    `horned-owl` needs py-horned-owl 2, `owlapi` Java, jpype1 and owlready2.

    >>> from etom_rdf.resources import ontology_file
    >>> alone = dl_violations([ontology_file("alignments")])
    >>> [violation.subject for violation in alone if violation.code == "UnresolvedImport"]
    ['https://w3id.org/etom/ns/']
    """
    closures, violations = closures_of(paths)
    found = by_horned_owl(closures) if engine == "horned-owl" else by_owlapi(closures)
    seen: set[Fault] = set()
    for closure, faults in zip(closures, found, strict=True):
        for fault in sorted(set(faults) - seen):
            seen.add(fault)
            violations.append(violation(engine, fault, closure.name))
    return violations


def contradictions(paths: Iterable[Path]) -> list[Violation]:
    """Return what HermiT finds wrong in all files together: a contradiction, or classes that must stay empty.

    What HermiT refuses to read is a violation too. Raises as `dl_violations` does; needs Java and owlready2.
    """
    closures, violations = closures_of(paths)
    merged = closures[-1]
    return violations + [violation("hermit", fault, merged.name) for fault in by_hermit(merged)]
