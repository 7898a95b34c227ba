"""Break each rule for process models in a realistic way, so that it alone finds something.

A fault changes a process that is otherwise like any other, or adds a system, a flow or the like. It gets a number
of its own, which keeps what it adds apart from everything else.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from operators import Operator, Process, Statement, Subject, flow, labels, literal

Plant = Callable[[Operator, str, int], None]
"""What plants a fault: an operator, a number as text that nothing else has, and a place among the elements."""

_FREE = 1000  # above every number that ordinary parts, steps and functions have


@dataclass(frozen=True, slots=True)
class Fault:
    """Say how to break a rule: how many processes that takes, and how many findings it gives."""

    function: Plant
    processes: int
    findings: int

    def plant(self, operator: Operator, number: int) -> None:
        """Plant the fault once."""
        self.function(operator, str(_FREE + number), number)


def _changed(change: Callable[[Process, str, int], None], operator: Operator, key: str, place: int) -> None:
    process = operator.part(key, place)
    change(process, key, place)
    operator.processes.append(process)


def _of_process(change: Callable[[Process, str, int], None]) -> Fault:
    return Fault(lambda operator, key, place: _changed(change, operator, key, place), 1, 1)


def _own(said: Callable[[str, str], list[Statement]]) -> Fault:
    """Break a rule by an own element; `said` gets the operator's prefix and the number."""

    def plant(operator: Operator, key: str, place: int) -> None:
        type_and_names = [("a", "etom:OwnElement"), *labels(f"Участок {key}", f"Desk {key}")]
        operator.extra.append(
            Subject(_name(operator, "desk", key), type_and_names + said(operator.prefix, key))
        )

    return Fault(plant, 0, 1)


def _thing(kind: str, *said: Statement) -> Fault:
    """Break a rule by something that is no process, of a class in `etom:`."""

    def plant(operator: Operator, key: str, place: int) -> None:
        type_and_names = [("a", f"etom:{kind}"), *labels(f"Объект {key}", f"{kind} {key}")]
        operator.extra.append(Subject(_name(operator, kind.lower(), key), [*type_and_names, *said]))

    return Fault(plant, 0, 1)


def _name(operator: Operator, kind: str, key: str) -> str:
    return f"op:{operator.prefix}-{kind}-{key}"


def _notation(text: str, extends: str = "gost:1.1.1.5") -> list[Statement]:
    return [("skos:notation", literal(text)), *([("etom:extends", extends)] if extends else [])]


def _own_twice(operator: Operator, key: str, place: int) -> None:
    said = [("a", "etom:OwnElement"), *_notation(f"{operator.prefix}.1.1.1.5.{key}")]
    name = _name(operator, "desk", key)
    operator.extra += Subject(name, said), Subject(f"{name}-again", said)


def _without_steps(operator: Operator, key: str, place: int) -> None:
    (empty,) = flow(_name(operator, "flow", key), [])
    empty.said.append(("etom:performs", operator.whole(place).functions[0]))
    operator.extra.append(empty)


def _unordered(operator: Operator, key: str, place: int) -> None:
    steps = flow(_name(operator, "flow", key), [operator.whole(place + each) for each in range(3)])
    steps[-1].said.pop()
    operator.extra += steps


def _unclassified_step(operator: Operator, key: str, place: int) -> None:
    process = operator.part(key, place)
    process.elements, process.functions = [], []
    operator.processes.append(process)
    operator.extra += flow(_name(operator, "flow", key), [process])


def _cyrillic_as_english(process: Process, key: str, place: int) -> None:
    process.en = process.ru


def _in_a_cycle(operator: Operator, key: str, place: int) -> None:
    first, second = operator.part(key, place), operator.part(key, place + 1)
    first.part_of, second.part_of = second, first
    operator.processes += first, second


def _same_id(operator: Operator, key: str, place: int) -> None:
    first, second = operator.part(key, place), operator.part(key, place)
    second.name += "-again"
    second.register_id += "-again"
    operator.processes += first, second


def _part_of_another(operator: Operator, key: str, place: int) -> None:
    process = operator.part(key, place)
    process.part_of = operator.whole(place + 1)
    operator.processes.append(process)


def _another_element(operator: Operator, key: str, place: int) -> None:
    process = operator.part(key, place)
    process.elements = operator.whole(place + 1).elements[:]
    process.id = None
    operator.processes.append(process)


def _one_element_more(operator: Operator, key: str, place: int) -> None:
    process = operator.part(key, place)
    process.elements.append(operator.whole(place + 1).elements[0])
    operator.processes.append(process)


def _one_function_more(operator: Operator, key: str, place: int) -> None:
    process = operator.part(key, place)
    process.functions.append(operator.whole(place + 1).functions[0])
    operator.processes.append(process)


def _id_of_another(operator: Operator, key: str, place: int) -> None:
    process, another = operator.part(key, place), operator.whole(place + 1)
    process.id, process.part_of = f"{another.id}.{key}", None
    operator.processes.append(process)


def _standing_for(element: str) -> Fault:
    """Classify a process as one element and nothing else."""

    def change(process: Process, key: str, place: int) -> None:
        process.elements, process.functions, process.id = [element], [], None

    return _of_process(change)


def _numbered(form: str, *, whole: bool = False) -> Fault:
    """Give a process a number of another form; `{prefix}`, `{element}` and `{key}` in it stand for the usual parts."""

    def change(process: Process, key: str, place: int) -> None:
        prefix, _, usual = (process.id or "").partition(".")
        element = usual.rpartition(".")[0]
        process.id = form.format(prefix=prefix, element=element, key=key)
        process.part_of = process.part_of if whole else None

    return _of_process(change)


def _unclassified(process: Process, key: str, place: int) -> None:
    process.elements, process.functions = [], []


def _unknown_function(process: Process, key: str, place: int) -> None:
    process.functions = [f"{process.elements[0]}-f{key}"]


def _typed_as_element(process: Process, key: str, place: int) -> None:
    process.types = [*process.types, process.elements[0]]


def _about_the_standard(operator: Operator, key: str, place: int) -> None:
    operator.extra.append(Subject(f"gost:1.1.1.5-f{key}", [("rdfs:seeAlso", "op:manual")]))


def _pointing_nowhere(operator: Operator, key: str, place: int) -> None:
    said = [("rdfs:seeAlso", f"gost:1.1.1.6-f{key}")]
    operator.extra.append(Subject(_name(operator, "manual", key), said))


FAULTS: Final[Mapping[str, Fault]] = {
    "EndToEnd-has-steps": Fault(_without_steps, 0, 1),
    "EndToEnd-ordered": Fault(_unordered, 0, 1),
    "EndToEnd-step-classified": Fault(_unclassified_step, 1, 1),
    "Label-language": _of_process(_cyrillic_as_english),
    "OwnElement-extends": _own(lambda prefix, key: _notation(f"{prefix}.1.1.1.5.{key}", "")),
    "OwnElement-id-agrees": _own(lambda prefix, key: _notation(f"{prefix}.1.1.1.6.{key}")),
    "OwnElement-id-extends-known": _own(lambda prefix, key: _notation(f"{prefix}.1.1.1.13.{key}")),
    "OwnElement-id-is-reference": _own(lambda _, key: _notation(f"1.1.1.5.{key}")),
    "OwnElement-id-own-without-prefix": _own(lambda _, key: _notation(f"2.1.{key}", "")),
    "OwnElement-id-prefix-six-digits": _own(lambda _, key: _notation(f"SEV.1.1.1.5.{key}")),
    "OwnElement-id-unique": Fault(_own_twice, 0, 2),
    "OwnElement-id-well-formed": _own(lambda prefix, key: _notation(f"{prefix}.1.1.1.5.{key}.")),
    "Partner-agreement": _thing("Partner", ("etom:agreement", "op:agreement-lost")),
    "Process-classification-grounded": Fault(_one_element_more, 1, 1),
    "Process-classification-unstated": Fault(_one_function_more, 1, 1),
    "Process-classified": _of_process(_unclassified),
    "Process-decomposition-acyclic": Fault(_in_a_cycle, 2, 2),
    "Process-decomposition-level": Fault(_part_of_another, 1, 1),
    "Process-element-coarse": _standing_for("gost:1.1.1"),
    "Process-element-current": _standing_for("gost:1.1.1.8"),
    "Process-element-known": _standing_for("gost:1.1.1.13"),
    "Process-element-outside": _standing_for("gost:1.1.2.3"),
    "Process-function-known": _of_process(_unknown_function),
    "Process-function-of-element": Fault(_another_element, 1, 1),
    "Process-id-agrees": Fault(_id_of_another, 1, 1),
    "Process-id-extends-known": _numbered("{prefix}.1.1.1.8.{key}"),
    "Process-id-is-reference": _numbered("{element}.{key}", whole=True),
    "Process-id-own-without-prefix": _numbered("2.1.{key}"),
    "Process-id-prefix-six-digits": _numbered("12345.{element}.{key}"),
    "Process-id-unique": Fault(_same_id, 2, 2),
    "Process-id-well-formed": _numbered("{prefix}.{element}.0{key}"),
    "Process-not-a-category": _of_process(_typed_as_element),
    "Product-has-service": _thing("Product", ("etom:hasComponent", "op:router")),
    "ServiceProvider-licensed": _thing("ServiceProvider"),
    "Standard-untouched": Fault(_about_the_standard, 0, 1),
    "System-bss-area": _thing("BusinessSupportSystem", ("etom:supports", "gost:1.1.1.5")),
    "System-element-known": _thing("System", ("etom:supports", "gost:1.1.1.13")),
    "System-oss-area": _thing("OperationsSupportSystem", ("etom:supports", "gost:1.2.1")),
    "Term-known": Fault(_pointing_nowhere, 0, 1),
}  # fmt: skip
"""How each rule is broken, by its code."""
