"""Make up one operator of a model: its processes, the flows over them, and what surrounds them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from random import Random
from typing import NamedTuple

from etom_rdf.catalogue import Catalogue, Function

PROCESSES = (
    275  # of one operator: a whole, sixteen parts, and eight parts of parts, for each of eleven elements
)
_PARTS = 16
_FLOWS = 2
_STEPS = 5
_FIRST_PREFIX = 100_001
_QUALIFIED = 0.1  # the share of processes whose classification says how it was found

Statement = tuple[str, str]
"""Predicate and object, as Turtle writes them with prefixes."""


class Subject(NamedTuple):
    """Name a subject and say all that is said of it."""

    name: str
    said: list[Statement]


@dataclass(slots=True)
class Process:
    """Hold one process; names are prefixed names, `id` is an identifier of 5.2.

    `register_id` is what a register of processes calls it.
    """

    name: str
    ru: str
    en: str
    register_id: str
    id: str | None
    elements: list[str]
    functions: list[str]
    part_of: "Process | None" = None
    qualified: bool = False
    types: list[str] = field(default_factory=lambda: ["etom:Process"])

    def subjects(self) -> Iterator[Subject]:
        """Yield the process, and its classification where that is qualified."""
        said = [*((("a"), kind) for kind in self.types), *labels(self.ru, self.en)]
        said.append(("etom:sourceId", literal(self.register_id)))
        if self.id is not None:
            said.append(("etom:processId", literal(self.id)))
        if self.part_of is not None:
            said.append(("etom:partOf", self.part_of.name))
        if not self.qualified:
            said += [("etom:classifiedAs", element) for element in self.elements]
            said += [("etom:performs", function) for function in self.functions]
            yield Subject(self.name, said)
            return
        classification = f"{self.name}-mapping"
        yield Subject(self.name, [*said, ("etom:qualifiedClassification", classification)])
        yield Subject(
            classification,
            [
                ("a", "etom:Classification"),
                *(("etom:element", element) for element in self.elements),
                *(("etom:function", function) for function in self.functions),
                ("etom:confidence", '"0.9"^^xsd:decimal'),
                ("etom:foundBy", '"column"'),
            ],
        )


class Operator:
    """Gather the processes of an operator and the subjects around them; `fill` adds the ordinary ones."""

    def __init__(self, number: int, chance: Random) -> None:
        self.number = number
        self.prefix = f"{_FIRST_PREFIX + number:06}"
        self.processes: list[Process] = []
        self.extra: list[Subject] = []
        self.chance = chance
        self._wholes = [self._process(functions, 0) for functions in elements()]
        self._parts: list[list[Process]] = [[] for _ in elements()]

    def whole(self, place: int) -> Process:
        """Return the process that is the whole of an element, by the place of that element in the standard."""
        return self._wholes[place % len(self._wholes)]

    def part(self, key: str, place: int) -> Process:
        """Return another part of a whole, with an identifier that `key`, a number of its own, tells apart."""
        process = self._process(elements()[place % len(elements())], int(key), self.whole(place))
        process.name = f"{process.name}-{key}"
        process.qualified = False
        return process

    def fill(self, size: int) -> None:
        """Add ordinary processes until there are `size`, with the flows over them and the operator itself."""
        for rank in range(PROCESSES):
            if len(self.processes) >= size:
                break
            place = rank % len(self._wholes)
            self.processes.append(self._ordinary(place, rank // len(self._wholes)))
        for number in range(_FLOWS):
            runs = [parts[number] for parts in self._parts if len(parts) > number][:_STEPS]
            if runs:
                self.extra += flow(f"op:{self.prefix}-flow-{number + 1}", runs)
        self.extra += surroundings(self.prefix)

    def subjects(self) -> Iterator[Subject]:
        """Yield everything."""
        for process in self.processes:
            yield from process.subjects()
        yield from self.extra

    def _ordinary(self, place: int, rank: int) -> Process:
        whole, parts = self._wholes[place], self._parts[place]
        if rank == 0:
            return whole
        if rank <= _PARTS:
            parts.append(self._process(elements()[place], rank, whole))
            return parts[-1]
        # By 5.2 there is no identifier below that of a part.
        process = self._process(elements()[place], rank, parts[(rank - _PARTS - 1) // 2])
        process.id = None
        return process

    def _process(self, functions: Sequence[Function], rank: int, whole: Process | None = None) -> Process:
        function = self.chance.choice(functions)
        number = f"{function.element}.{rank}" if rank else function.element
        return Process(
            name=f"op:{self.prefix}-{number}",
            ru=f"{function.label.ru}, филиал {self.number + 1}, № {rank}",
            en=f"{function.label.en}, branch {self.number + 1}, no. {rank}",
            register_id=f"{self.prefix}-{number}",
            id=f"{self.prefix}.{number}",
            elements=[f"gost:{function.element}"],
            functions=[f"gost:{function.id}"],
            part_of=whole,
            qualified=self.chance.random() < _QUALIFIED,
        )


@cache
def elements() -> tuple[tuple[Function, ...], ...]:
    """Return the functions of each element of the standard, in its order."""
    return tuple(element.functions for element in Catalogue.load().elements if element.kind == "element")


def literal(text: str, language: str = "") -> str:
    """Write a literal."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"@{language}' if language else f'"{escaped}"'


def labels(ru: str, en: str) -> list[Statement]:
    """Name something in both languages."""
    return [("rdfs:label", literal(ru, "ru")), ("rdfs:label", literal(en, "en"))]


def flow(name: str, runs: Iterable[Process]) -> list[Subject]:
    """Return an end-to-end process (3.15) whose steps run processes one after another."""
    steps = [
        Subject(f"{name}-{number}", [("a", "etom:Step"), ("etom:stepOf", name), ("etom:runs", process.name)])
        for number, process in enumerate(runs, start=1)
    ]
    for before, after in pairwise(steps):
        after.said.append(("etom:precededBy", before.name))
    said = [
        ("a", "etom:EndToEndProcess"),
        *labels(f"Сквозной процесс {name[3:]}", f"End-to-end process {name[3:]}"),
    ]
    return [Subject(name, said), *steps]


def surroundings(prefix: str) -> list[Subject]:
    """Return what an operator has besides processes, as the rules want it."""
    own = f"op:{prefix}"
    return [
        Subject(own, [("a", "etom:ServiceProvider"), *labels(f"Оператор {prefix}", f"Operator {prefix}"),
                      ("etom:identifierPrefix", literal(prefix)), ("etom:licence", f"{own}-licence")]),
        Subject(f"{own}-partner", [("a", "etom:Partner"), *labels("Партнёр", "Partner"),
                                   ("etom:agreement", f"{own}-agreement")]),
        Subject(f"{own}-agreement", [("a", "etom:Agreement"), ("etom:profitShare", '"30 %"@en'),
                                     ("etom:liability", '"outages"@en')]),
        Subject(f"{own}-oss", [("a", "etom:OperationsSupportSystem"), *labels("Учёт заявок", "Order manager"),
                               ("etom:supports", f"{own}-1.1.1.5"), ("etom:supports", "gost:1.1.1.6")]),
        Subject(f"{own}-bss", [("a", "etom:BusinessSupportSystem"), *labels("Портфель услуг", "Portfolio"),
                               ("etom:supports", "gost:1.2.1")]),
        Subject(f"{own}-internet", [("a", "etom:Product"), *labels("Домашний интернет", "Home internet"),
                                    ("etom:hasComponent", f"{own}-access")]),
        Subject(f"{own}-access", [("a", "etom:Service"), *labels("Доступ", "Access")]),
        Subject(f"{own}-desk", [("a", "etom:OwnElement"), *labels("Стол заявок", "Order desk"),
                                ("skos:notation", literal(f"{prefix}.1.1.1.5")), ("etom:extends", "gost:1.1.1.5")]),
        Subject(f"{own}-desk-f1", [("a", "etom:Function"), *labels("Приём заявок", "Taking of orders"),
                                   ("etom:functionOf", f"{own}-desk")]),
    ]  # fmt: skip
