"""Say of all records of a file what was found of those that stand for them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from etom_rdf.abridged import AbridgedFile, Link, Record
from etom_rdf.readers.collection import without_collection
from etom_rdf.readers.naming import language_of
from etom_rdf.validation.names import Names
from etom_rdf.validation.report import Finding, Severity
from etom_rdf.validation.shapes import components as component

_ACYCLIC: Final = f"<{component.ACYCLIC}>"


def of_all_records(
    findings: Iterable[Finding], files: Iterable[AbridgedFile], names: Names, most: int | None
) -> tuple[list[Finding], Names, Counter[tuple[str, Severity]]]:
    """Return at most so many findings about all records, with what these are called, and count the others.

    Those that stand first in the files are returned, in whatever order records come.
    """
    first = _First(most)
    with without_collection():
        for finding, record in expanded(dict.fromkeys(findings), files):
            first.take(finding, record)
        first.cut()
    labels = dict(names.labels)
    for _, record in first.kept:
        if record is not None and record.name:
            labels.setdefault(record.iri, {language_of(record.name)[:2]: record.name})
    return [finding for finding, _ in first.kept], names._replace(labels=labels), first.omitted


class _First:
    """Keep the first findings by their places up to a number, and count the others; memory stays bounded."""

    def __init__(self, most: int | None) -> None:
        self.kept: list[tuple[Finding, Record | None]] = []
        self.omitted: Counter[tuple[str, Severity]] = Counter()
        self._most = most
        self._last: tuple[object, ...] | None = (
            None  # the key of the last that is kept, once there are enough
        )

    def take(self, finding: Finding, record: Record | None) -> None:
        """Keep one finding as long as it may be among the first."""
        if self._last is not None and finding.sort_key() >= self._last:
            self.omitted[finding.code, finding.severity] += 1
            return
        self.kept.append((finding, record))
        if self._most is not None and len(self.kept) > 2 * self._most:
            self.cut()

    def cut(self) -> None:
        """Leave no more than the number."""
        if self._most is None or len(self.kept) <= self._most:
            return
        self.kept.sort(key=lambda pair: pair[0].sort_key())
        self.omitted.update((finding.code, finding.severity) for finding, _ in self.kept[self._most :])
        del self.kept[self._most :]
        self._last = self.kept[-1][0].sort_key() if self.kept else None


def expanded(
    findings: Iterable[Finding], files: Iterable[AbridgedFile]
) -> Iterator[tuple[Finding, Record | None]]:
    """Yield the findings about all records of files in short, each with its record, and any other as it is."""
    left = list(findings)
    for file in files:
        about = [one for one in left if file.has(one.focus)]
        left = [one for one in left if not file.has(one.focus)]
        yield from _of_file(about, file)
    yield from ((one, None) for one in left)


def _of_file(findings: Iterable[Finding], file: AbridgedFile) -> Iterator[tuple[Finding, Record | None]]:
    patterns: dict[str, list[Finding]] = defaultdict(list)
    for one in findings:
        link = file.link(one.focus)
        if link is not None:
            if one.terms is None or (link == "circular" and one.terms.component == _ACYCLIC):
                patterns[one.focus].append(one)
        elif one.terms is not None and one.terms.component == _ACYCLIC:
            continue  # the example speaks of all circles
        elif file.is_itself(one.focus):
            yield one, None
        elif file.count(one.focus):
            patterns[one.focus].append(one)
    for focus, record in file.records(patterns):
        for pattern in patterns[focus]:
            yield _about(record, pattern, file.link(focus)), record


def _about(record: Record, pattern: Finding, link: Link | None) -> Finding:
    terms, value = pattern.terms, pattern.value
    if terms is not None:
        node = f"<{record.iri}>"
        terms = terms._replace(focus=node, value=node if terms.value == terms.focus else terms.value)
    elif link == "again":
        value = record.written
    elif link is not None:
        value = record.parent
    return Finding(
        pattern.code, pattern.severity, record.iri, pattern.path, value, pattern.message, pattern.clause,
        pattern.file, record.line, record.id, terms,
    )  # fmt: skip
