"""Ask a store for what violates shapes, several questions at a time, and give the findings as they come."""

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from queue import Queue
from typing import Final

from etom_rdf.errors import EndpointError, EtomError
from etom_rdf.namespaces import ETOM
from etom_rdf.stores import Solutions, Store
from etom_rdf.text import Text
from etom_rdf.validation.fast.evaluation import Outcome
from etom_rdf.validation.shapes import components as component
from etom_rdf.validation.shapes.model import Constraint, Shape, Shapes
from etom_rdf.validation.sparql.background import Background, fetch, unskolem
from etom_rdf.validation.sparql.compiling import Compiler
from etom_rdf.validation.sparql.covering import covered
from etom_rdf.validation.sparql.patterns import cannot_search, patterns_of, refused_patterns
from etom_rdf.validation.sparql.question import PATH, VALUE, Question
from etom_rdf.validation.sparql.questions import questions
from etom_rdf.validation.sparql.standard import is_ours, terms_of, touched, undefined, unknown_terms

_AT_A_TIME: Final = 4  # questions under way: enough to keep a server busy, too few to be a burden
_BATCH: Final = 500
_AHEAD: Final = 20  # batches that may wait to be taken
_TRUE: Final = ("true", "1")
_VOCABULARY: Final = f"<{ETOM}>"


@dataclass(frozen=True, slots=True)
class _AboutStandard:
    """Stand for one of the two rules that are no constraint of SHACL Core."""

    shape: Shape
    constraint: Constraint

    @property
    def is_about_terms(self) -> bool:
        return self.constraint.value == component.TERM_KNOWN


_Task = Question | _AboutStandard


@dataclass(frozen=True, slots=True)
class _Run:
    """Hold what the questions of a run have in common.

    `covered` are the predicates whose values some rules read anyway, by the codes of these; `refused` gathers the
    codes of rules that could not be asked, `terms` the unknown ones that have been found.
    """

    store: Store
    background: Background
    covered: Mapping[str, str]
    refused: set[str] = field(default_factory=set)
    terms: list[str] = field(default_factory=list)


def check_in_store(store: Store, shapes: Shapes, targeted: Sequence[Shape]) -> Iterator[Outcome | EtomError]:
    """Yield what the content of a store, with the ontology, violates of shapes; and what could not be asked.

    `targeted` are the shapes to run, `shapes` all that they may refer to. An error says that one rule could not be
    checked; the others are. Raises StoreError where the store answers nothing at all.
    """
    run = _Run(store, fetch(store, _classes(shapes)), covered(shapes, targeted))
    tasks: list[_Task] = []
    for shape in targeted:
        try:
            tasks += _tasks(Compiler(shapes, run.background), shape)
        except EtomError as error:
            run.refused.add(shape.code)
            yield _unchecked(shape, error.message)
    yield from _unsearched(store, shapes, tasks)
    seen: dict[str, None] = {}
    for one in _at_work(run, tasks):
        if isinstance(one, Outcome) and one.component == component.DATATYPE and is_ours(one.value):
            seen[one.value] = None
        yield one
    for task in tasks:
        if isinstance(task, _AboutStandard) and task.is_about_terms:
            yield from _terms_elsewhere(run, task, seen)


def _terms_elsewhere(run: _Run, task: _AboutStandard, seen: Iterable[str]) -> Iterator[Outcome | EtomError]:
    """Yield the unknown terms that other rules have come upon, and those that they should have."""
    left = [predicate for predicate, code in run.covered.items() if code in run.refused]
    try:
        found = undefined(run.store, run.background, seen)
        found += terms_of(run.store, run.background, left) if left else ()
    except EtomError as error:
        yield _unchecked(task.shape, error.message)
    else:
        known = set(run.terms)
        yield from (_of_vocabulary(task, term) for term in dict.fromkeys(found) if term not in known)


def _of_vocabulary(task: _AboutStandard, term: str) -> Outcome:
    return Outcome(task.shape, component.SPARQL, _VOCABULARY, term)


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


def _at_work(run: _Run, tasks: Sequence[_Task]) -> Iterator[Outcome | EtomError]:
    """Have several threads ask; stop them where nobody takes what they find any more."""
    found: Queue[Sequence[Outcome | EtomError] | None] = Queue(_AHEAD)
    is_over = threading.Event()

    def ask(task: _Task) -> None:
        try:
            outcomes = iter(_asked(run, task))
            while (batch := tuple(islice(outcomes, _BATCH))) and not is_over.is_set():
                found.put(batch)
        finally:
            found.put(None)

    with ThreadPoolExecutor(_AT_A_TIME) as pool:
        running = [pool.submit(ask, task) for task in tasks]
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


def _asked(run: _Run, task: _Task) -> Iterator[Outcome | EtomError]:
    """Yield what a task finds. What a server refuses together is asked rule by rule."""
    try:
        if isinstance(task, _AboutStandard):
            yield from _terms(run, task)
            return
        rows = run.store.select(task.query)
    except EtomError as error:
        is_refused = isinstance(error, EndpointError) and error.status is not None
        if isinstance(task, Question) and task.apart and is_refused:
            for one in task.apart:
                yield from _asked(run, one)
        else:
            yield from _failed(run, task, error)
        return
    try:
        with rows:
            yield from _outcomes(task, rows)
    except EtomError as error:
        yield from _failed(run, task, error)


def _failed(run: _Run, task: _Task, error: EtomError) -> Iterator[EtomError]:
    for shape in _shapes_of(task):
        run.refused.add(shape.code)
        yield _unchecked(shape, error.message)


def _terms(run: _Run, task: _AboutStandard) -> Iterator[Outcome]:
    if not task.is_about_terms:
        return (_of_vocabulary(task, term) for term in touched(run.store))
    run.terms.extend(unknown_terms(run.store, run.background, besides=frozenset(run.covered)))
    return (_of_vocabulary(task, term) for term in run.terms)


def _outcomes(task: Question, rows: Solutions) -> Iterator[Outcome]:
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
