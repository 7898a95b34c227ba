"""Write realistic process models of any size, with faults planted in them, as a stream.

A model is a group of operators. Each has a six-digit prefix (5.2), some 275 processes that break the elements of the
standard down over three levels, end-to-end flows over them, systems, a partner, a product and an own element. Of
10,000 processes 100 are faulty: every rule is broken, all about equally often. The same seed gives the same model.
"""

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from faults import FAULTS, Fault
from operators import PROCESSES, Operator, Subject

from etom_rdf.namespaces import PREFIXES, RDF

NAMESPACES = {**PREFIXES, "op": "https://example.org/group/"}
SHARE = 0.01
SMALLEST = 100


@dataclass(frozen=True)
class Model:
    """Describe a model of `size` processes, of which `share` are faulty, but each rule is broken once at least.

    Raises ValueError for a size that cannot hold a fault of each kind.
    """

    size: int
    seed: int = 1
    share: float = SHARE
    kinds: Mapping[str, Fault] = field(default_factory=lambda: FAULTS, repr=False)

    def __post_init__(self) -> None:
        if self.size < SMALLEST:
            raise ValueError(f"a model of every fault needs at least {SMALLEST} processes, not {self.size}")

    @cached_property
    def planted(self) -> Mapping[str, int]:
        """Return how many faults of each kind there are, by the code of the rule."""
        codes = tuple(self.kinds)
        count = max(len(codes), round(self.size * self.share))
        return dict(Counter(codes[number % len(codes)] for number in range(count)))

    @cached_property
    def expected(self) -> Mapping[str, int]:
        """Return how many findings, distinct in focus and value, each rule must give."""
        return {code: count * self.kinds[code].findings for code, count in self.planted.items()}

    def operators(self) -> Iterator[Operator]:
        """Yield the operators, with their share of the faults, which lie at equal distances."""
        kinds, count = tuple(self.kinds.values()), sum(self.planted.values())
        done = planted = 0
        for number in range(-(-self.size // PROCESSES)):
            operator = Operator(number, random.Random(f"{self.seed}/{number}"))
            processes = min(PROCESSES, self.size - done)
            while planted * self.size < (done + processes) * count:
                kind = kinds[planted % len(kinds)]
                if len(operator.processes) + kind.processes > processes:
                    break  # the next operator has room for it
                kind.plant(operator, planted)
                planted += 1
            operator.fill(processes)
            done += processes
            yield operator
        assert planted == count, "every fault has found its place"

    def subjects(self) -> Iterator[Subject]:
        """Yield each subject with all that is said of it, operator by operator, within one in any order."""
        for operator in self.operators():
            subjects = list(operator.subjects())
            operator.chance.shuffle(subjects)
            yield from subjects

    def write_ntriples(self, path: Path) -> int:
        """Write the model, one triple a line, and return the number of triples."""
        triples = 0
        with path.open("w", encoding="utf-8") as out:
            for name, said in self.subjects():
                subject = _expanded(name)
                out.writelines(
                    f"{subject} {_expanded(predicate)} {_expanded(value)} .\n" for predicate, value in said
                )
                triples += len(said)
        return triples

    def write_turtle(self, path: Path) -> int:
        """Write the model as people do, subject by subject, and return the number of triples."""
        triples = 0
        with path.open("w", encoding="utf-8") as out:
            out.writelines(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in sorted(NAMESPACES.items()))
            for name, said in self.subjects():
                body = " ;\n".join(f"    {predicate} {value}" for predicate, value in said)
                out.write(f"\n{name}\n{body} ;\n.\n")
                triples += len(said)
        return triples


def _expanded(term: str) -> str:
    """Write a prefixed name, or a literal, as N-Triples does."""
    if term[0] == '"':
        text, typed, datatype = term.rpartition("^^")
        return f"{text}^^{_expanded(datatype)}" if typed and '"' not in datatype else term
    if term == "a":
        return f"<{RDF}type>"
    prefix, _, name = term.partition(":")
    return f"<{NAMESPACES[prefix]}{name}>"
