"""Ask a store for what violates shapes, several questions at a time, and give the findings as they come."""

import threading
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from queue import Queue
from typing import Final

from etom_rdf.errors import EtomError
from etom_rdf.namespaces import ETOM
from etom_rdf.stores import Store
from etom_rdf.text import Text
from etom_rdf.validation.fast.evaluation import Outcome
from etom_rdf.validation.shapes import components as component
from etom_rdf.validation.shapes.model import Constraint, Shape, Shapes
from etom_rdf.validation.sparql.background import Background, fetch, unskolem
from etom_rdf.validation.sparql.compiling import Compiler
from etom_rdf.validation.sparql.patterns import cannot_search, patterns_of, refused_patterns
from etom_rdf.validation.sparql.questions import PATH, VALUE, Question, questions
from etom_rdf.validation.sparql.standard import touched, unknown_terms

_AT_A_TIME: Final = 2  # questions under way: enough to keep a small server busy, too few to be a burden
_BATCH: Final = 500
_AHEAD: Final = 20  # batches that may wait to be taken
_TRUE: Final = ("true", "1")
_VOCABULARY: Final = f"<{ETOM}>"


@dataclass(frozen=True, slots=True)
class _AboutStandard:
    """Stand for one of the two rules that are no constraint of SHACL Core."""

    shape: Shape
    constraint: Constraint


_Task = Question | _AboutStandard


def check_in_store(store: Store, shapes: Shapes, targeted: Sequence[Shape]) -> Iterator[Outcome | EtomError]:
    """Yield what the content of a store, with the ontology, violates of shapes; and what could not be asked.

    `targeted` are the shapes to run, `shapes` all that they may refer to. An error says that one rule could not be
    checked; the others are. Raises StoreError where the store answers nothing at all.
    """
    background = fetch(store, _classes(shapes))
    tasks: list[_Task] = []
    for shape in targeted:
        try:
            tasks += _tasks(Compiler(shapes, background), shape)
        except EtomError as error:
            yield _unchecked(shape, error.message)
    yield from _unsearched(store, shapes, tasks)
    yield from _at_work(store, background, tasks)


def _classes(shapes: Shapes) -> list[str]:
    targets = {one.term for shape in shapes.by_node.values() for one in shape.targets if one.kind == "class"}
    values = {
        one.value
        for shape in shapes.by_node.values()
        for one in shape.constraints
        if one.component == component.CLASS
    }
    return sorted({*targets, *values, f"<{ETOM}Element>"})


def _tasks(compiler: Compiler, shape: Shape) -> Iterable[_Task]:
    about = [one for one in shape.constraints if one.component == component.SPARQL]
    if about:
        return [_AboutStandard(shape, one) for one in about]
    return questions(compiler, shape)


def _at_work(store: Store, background: Background, tasks: Sequence[_Task]) -> Iterator[Outcome | EtomError]:
    """Have several threads ask; stop them where nobody takes what they find any more."""
    found: Queue[Sequence[Outcome | EtomError] | None] = Queue(_AHEAD)
    is_over = threading.Event()

    def run(task: _Task) -> None:
        try:
            outcomes = iter(_outcomes(store, background, task))
            while (batch := tuple(islice(outcomes, _BATCH))) and not is_over.is_set():
                found.put(batch)
        except EtomError as error:
            found.put([_unchecked(shape, error.message) for shape in _shapes_of(task)])
        finally:
            found.put(None)

    with ThreadPoolExecutor(_AT_A_TIME) as pool:
        running = [pool.submit(run, task) for task in tasks]
        left = len(tasks)
        try:
            while left:
                batch = found.get()
                if batch is None:
                    left -= 1
                else:
                    yield from batch
        finally:
            is_over.set()
            left -= sum(future.cancel() for future in running)
            while left:
                left -= found.get() is None
    for future in running:
        future.result()


def _outcomes(store: Store, background: Background, task: _Task) -> Iterator[Outcome]:
    if isinstance(task, _AboutStandard):
        is_about_terms = task.constraint.value == component.TERM_KNOWN
        values = unknown_terms(store, background) if is_about_terms else touched(store)
        for term in values:
            yield Outcome(task.shape, component.SPARQL, _VOCABULARY, term)
        return
    with store.select(task.query) as rows:
        for row in rows:
            terms = dict(zip(task.variables, row, strict=True))
            focus = unskolem(str(terms["?focus"]))
            value, path = _text(terms.get(VALUE)), _text(terms.get(PATH))
            for number, rule in enumerate(task.rules):
                flag = _text(terms.get(f"?r{number}"))
                if len(task.rules) == 1 or (flag is not None and flag.split('"')[1] in _TRUE):
                    yield Outcome(rule.shape, rule.component, focus, value, path[1:-1] if path else None)


def _text(term: object) -> str | None:
    return None if term is None else unskolem(str(term))


def _shapes_of(task: _Task) -> tuple[Shape, ...]:
    """Return the shapes whose rules a task asks about; each stands once, whatever its constraints."""
    if isinstance(task, _AboutStandard):
        return (task.shape,)
    return tuple({rule.shape.code: rule.shape for rule in task.rules}.values())


def _unsearched(store: Store, shapes: Shapes, tasks: Iterable[_Task]) -> Iterator[EtomError]:
    """Name the rules whose regular expressions the server cannot run."""
    used = [
        (rule.shape, pattern)
        for task in tasks
        if isinstance(task, Question)
        for rule in task.rules
        for pattern in patterns_of(shapes, rule, task.query)
    ]
    refused = refused_patterns(store, (pattern for _, pattern in used))
    for shape, pattern in used:
        if (pattern.value, pattern.flags) in refused:
            yield _unchecked(shape, cannot_search(pattern))


def _unchecked(shape: Shape, why: Text) -> EtomError:
    return EtomError(
        Text(
            en=f"the rule {shape.code} could not be checked: {why.en}",
            ru=f"правило {shape.code} не удалось проверить: {why.ru}",
        )
    )
