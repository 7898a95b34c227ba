"""Say of all records of a file what was found of those that stand for them."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

from etom_rdf.abridged import AbridgedFile, Link, Record
from etom_rdf.readers.naming import language_of
from etom_rdf.validation.names import Names
from etom_rdf.validation.report import Finding, Severity, ShaclTerms
from etom_rdf.validation.shapes import components as component

if TYPE_CHECKING:
    from etom_rdf.validation.checking import Checking

_ACYCLIC: Final = f"<{component.ACYCLIC}>"


def of_all_records(
    findings: Iterable[Finding], files: Iterable[AbridgedFile], names: Names, how: "Checking"
) -> tuple[list[Finding], Names, Counter[tuple[str, Severity]]]:
    """Return the findings about all records that are asked for, with what these are called, and count the others.

    Those that stand first in the files are returned, in whatever order records come.
    """
    first = _First(how.max_findings)
    left: Iterable[Finding] = dict.fromkeys(findings)
    for file in files:
        _take([one for one in left if file.has(one.focus)], file, first, with_names=how.with_names)
        left = [one for one in left if not file.has(one.focus)]
    for one in left:
        first.take(one, None)
    first.cut()
    called = {record.iri: record.name for _, record in reversed(first.kept) if record and record.name}
    labels = _Labels(names.labels, called)
    return [finding for finding, _ in first.kept], names._replace(labels=labels), first.omitted


class _Labels(Mapping[str, Mapping[str, str]]):
    """Give the labels that files state, and the names of other records, whose language is told when they are needed."""

    def __init__(self, stated: Mapping[str, Mapping[str, str]], names: Mapping[str, str]) -> None:
        self._stated = stated
        self._names = names

    def __getitem__(self, iri: str) -> Mapping[str, str]:
        stated = self._stated.get(iri)
        if stated is not None:
            return stated
        name = self._names[iri]
        return {language_of(name)[:2]: name}

    def __iter__(self) -> Iterator[str]:
        yield from dict.fromkeys((*self._stated, *self._names))

    def __len__(self) -> int:
        return len(self._stated.keys() | self._names.keys())


class _First:
    """Keep the first findings by their places up to a number, and count the others; memory stays bounded."""

    def __init__(self, most: int | None) -> None:
        self.kept: list[tuple[Finding, Record | None]] = []
        self.omitted: Counter[tuple[str, Severity]] = Counter()
        self.most = most
        # The key of the last that is kept, once there are enough.
        self._last: tuple[object, ...] | None = None

    def take(self, finding: Finding, record: Record | None) -> None:
        """Keep one finding as long as it may be among the first."""
        if self._last is not None and finding.sort_key() >= self._last:
            self.omitted[finding.code, finding.severity] += 1
            return
        self.kept.append((finding, record))
        if self.most is not None and len(self.kept) > 2 * self.most:
            self.cut()

    def cut(self) -> None:
        """Leave no more than the number."""
        if self.most is None or len(self.kept) <= self.most:
            return
        self.kept.sort(key=lambda pair: pair[0].sort_key())
        self.omitted.update((finding.code, finding.severity) for finding, _ in self.kept[self.most :])
        del self.kept[self.most :]
        self._last = self.kept[-1][0].sort_key() if self.kept else None


def _take(findings: Iterable[Finding], file: AbridgedFile, first: _First, *, with_names: bool) -> None:
    """Take what was found of all records of a file; those that come too late are only counted."""
    patterns: dict[str, list[_Pattern]] = defaultdict(list)
    for one in findings:
        link = file.link(one.focus)
        if link is not None:
            if one.terms is None or (link == "circular" and one.terms.component == _ACYCLIC):
                patterns[one.focus].append(_Pattern(one, link))
        elif one.terms is not None and one.terms.component == _ACYCLIC:
            continue  # the example speaks of all circles
        elif file.is_itself(one.focus):
            first.take(one, None)
        elif file.count(one.focus):
            patterns[one.focus].append(_Pattern(one, None))
    lines = file.lines(patterns)
    counts = {focus: len(some) for focus, some in patterns.items()}
    early, late = _divided(lines, counts, first.most)
    for record in file.records(early, with_names=with_names):
        for focus in lines[record.line]:
            for pattern in patterns[focus]:
                first.take(pattern.about(record), record)
    for focus, count in Counter(focus for line in late for focus in lines[line]).items():
        for pattern in patterns[focus]:
            first.omitted[pattern.finding.code, pattern.finding.severity] += count


def _divided(
    lines: Mapping[int, Sequence[str]], counts: Mapping[str, int], most: int | None
) -> tuple[Sequence[int], Sequence[int]]:
    """Return the first lines, which have the first `most` findings, and the others."""
    if most is None:
        return list(lines), ()
    in_order = sorted(lines)
    until = accumulate(sum(map(counts.__getitem__, lines[line])) for line in in_order)
    number = bisect_left(list(until), most) + 1 if most else 0
    return in_order[:number], in_order[number:]


class _Pattern(NamedTuple):
    """Hold a finding about a record that stands for others."""

    finding: Finding
    link: Link | None

    def about(self, record: Record) -> Finding:
        """Say of one of the others what was found."""
        one, terms, value = self.finding, self.finding.terms, self.finding.value
        if terms is not None:
            node = f"<{record.iri}>"
            is_of_node = terms.value == terms.focus
            terms = ShaclTerms(terms.shape, terms.component, node, node if is_of_node else terms.value)
        elif self.link == "again":
            value = record.written
        elif self.link is not None:
            value = record.parent
        return Finding(
            one.code, one.severity, record.iri, one.path, value, one.message, one.clause,
            one.file, record.line, record.id, terms,
        )  # fmt: skip
