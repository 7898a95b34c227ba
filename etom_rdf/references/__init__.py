"""Decide which words of a file refer to the standard, in order of trust, and report what is doubtful.

Readers only report mentions: raw words, with what held them. Here, and only here, they become references. Nothing
is guessed: what is no single id of clause 5.2 gives a finding and no reference. Ids that are well-formed but
unknown, retired or of another part do give one, so that the rules for process models can speak of them.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from etom_rdf.catalogue import Catalogue, natural_key
from etom_rdf.identifiers import ElementId, IdentifierError
from etom_rdf.readers.records import FoundBy, Mention, SourceModel
from etom_rdf.readers.resolved import ON_CONTAINER, MappingFinding, Reference, Resolved, with_inherited
from etom_rdf.references.reading import TRUST, Reading
from etom_rdf.references.rules import RULES, MappingRule
from etom_rdf.references.standard import Standard
from etom_rdf.references.taking import Taking

__all__ = ["RULES", "MappingFinding", "MappingRule", "Reference", "Resolved", "resolve", "with_inherited"]


def resolve(model: SourceModel, catalogue: Catalogue, *, known_prefixes: Collection[str] = ()) -> Resolved:
    """Return the references to the standard in one file, and what is doubtful about them.

    References that pools, lanes and processes pass on are not among them: see `with_inherited`. `known_prefixes`
    are the six-digit prefixes of organizations that are known.

    >>> from etom_rdf.readers.records import Activity, Mention, SourceModel
    >>> mention = Mention("t1", "1.1.1.9 Order handling", "property", "eTOM", line=7)
    >>> model = SourceModel("a.bpmn", "bpmn", (Activity("t1", "task"),), mentions=(mention,))
    >>> resolved = resolve(model, Catalogue.load())
    >>> [(one.id, one.found_by) for one in resolved.references]
    [('1.1.1.9', 'property')]
    >>> [(one.code, one.line) for one in resolved.findings]
    [('Mapping-label-contradicts', 7)]
    """
    taking = Taking(Standard.of(catalogue), frozenset(known_prefixes))
    reading = Reading(model, taking)
    reading.read_mentions()
    reading.read_names()
    _compare_sources(taking)
    _compare_denied(taking, reading.denied)
    _report_containers(taking, model)
    findings = sorted(dict.fromkeys(taking.findings), key=lambda one: one.line or 0)
    return Resolved(tuple(_in_order(taking, model)), tuple(findings))


def _in_order(taking: Taking, model: SourceModel) -> Iterator[Reference]:
    """Yield the references record by record, in the order of the file; of each the most trusted first."""
    left = dict(taking.references)
    records = (model.activities, model.containers, model.systems)
    for id_ in (one.id for some in records for one in some):
        some = left.pop(id_, None)
        if some is not None:
            yield from _by_trust(some.values())
    for some in left.values():
        yield from _by_trust(some.values())


def _by_trust(some: Collection[Reference]) -> Iterable[Reference]:
    return some if len(some) == 1 else sorted(some, key=lambda one: TRUST[one.found_by])


def _compare_sources(taking: Taking) -> None:
    """Report two sources of a record, the most trusted ones, each of which names what the other does not know."""
    for subject, some in taking.references.items():
        if len(some) == 1 and subject not in taking.repeated:
            continue
        sources: dict[FoundBy, list[Reference]] = {}
        for one in (*_counted(taking, subject), *taking.repeated.get(subject, ())):
            sources.setdefault(one.found_by, []).append(one)
        ordered = sorted(sources.items(), key=lambda item: TRUST[item[0]])
        pairs = (
            (trusted, other)
            for place, (_, trusted) in enumerate(ordered)
            for _, other in ordered[place + 1 :]
        )
        for trusted, other in pairs:
            if _lacks(trusted, other) and _lacks(other, trusted):
                value = f"{_listed(trusted)} ≠ {_listed(other)}"
                taking.tell("Mapping-sources-disagree", _mention_of(other[0]), value)
                break


def _compare_denied(taking: Taking, denied: Iterable[tuple[Mention, frozenset[str]]]) -> None:
    """Report references that another statement denies; one without an id denies them all."""
    for mention, ids in denied:
        stated = (one.id for one in _counted(taking, mention.subject))
        meant = [one for one in stated if not ids or any(_base(one) == _base(id_) for id_ in ids)]
        if meant:
            taking.tell("Mapping-negation-contradicts", mention, ", ".join(dict.fromkeys(meant)))


def _report_containers(taking: Taking, model: SourceModel) -> None:
    processes = {one.id for one in model.activities} | {one.id for one in model.systems}
    for container in model.containers:
        stated = list(_counted(taking, container.id)) if container.id not in processes else []
        if stated:
            ids = dict.fromkeys(one.id for one in stated)
            taking.tell(ON_CONTAINER, _mention_of(stated[0]), ", ".join(ids))


def _counted(taking: Taking, subject: str) -> Iterator[Reference]:
    return (one for one in taking.references.get(subject, {}).values() if one.iri is not None)


class _Place(NamedTuple):
    """Say where an id stands: two agree where one is the other or lies below it."""

    id: str
    parsed: ElementId | None

    def agrees_with(self, other: "_Place") -> bool:
        if self.parsed is None or other.parsed is None:
            return self.id == other.id
        same = self.parsed == other.parsed
        return same or self.parsed.contains(other.parsed) or other.parsed.contains(self.parsed)


def _base(id_: str) -> _Place:
    """Leave out the prefix of an organization; codes such as OSR stay what they are."""
    try:
        return _Place(id_, ElementId.parse(id_).base)
    except IdentifierError:
        return _Place(id_, None)


def _lacks(known: Sequence[Reference], others: Iterable[Reference]) -> bool:
    """Say whether some id of the others agrees with none that is known."""
    places = [_base(one.id) for one in known]
    return any(not any(_base(one.id).agrees_with(place) for place in places) for one in others)


def _listed(references: Sequence[Reference]) -> str:
    ids = sorted({one.id for one in references}, key=natural_key)
    return f"{references[0].evidence.partition(':')[0]}: {', '.join(ids)}"


def _mention_of(reference: Reference) -> Mention:
    return Mention(reference.subject, reference.evidence, reference.found_by, "", reference.line)
