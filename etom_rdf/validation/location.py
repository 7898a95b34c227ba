"""Say where in the files a result was found."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pyoxigraph

from etom_rdf.namespaces import ETOM
from etom_rdf.rdf_input import RdfDocument, Subject, Term, from_rdflib_term
from etom_rdf.validation.report import Finding, ShaclTerms

if TYPE_CHECKING:
    from rdflib.term import Node

    from etom_rdf.validation.pyshacl_engine import Result

_SOURCE_ID = pyoxigraph.NamedNode(f"{ETOM}sourceId")


class Locator:
    """Turn results into findings with file, line and the id that the record had in its source."""

    def __init__(self, documents: Sequence[RdfDocument]) -> None:
        self._documents = documents
        self._first_use: dict[object, tuple[str, int | None]] = {}
        self._holders: dict[object, list[RdfDocument]] = {}
        self._records: dict[object, str] = {}
        for document in documents:
            for quad, line in zip(document.quads, document.lines, strict=True):
                holders = self._holders.setdefault(quad.subject, [])
                if document not in holders:
                    holders.append(document)
                for term in (quad.subject, quad.predicate, quad.object):
                    self._first_use.setdefault(term, (document.name, line))
                if quad.predicate == _SOURCE_ID and isinstance(quad.object, pyoxigraph.Literal):
                    self._records.setdefault(quad.subject, quad.object.value)

    def finding(self, result: "Result") -> Finding:
        """Return the finding that stands for a result."""
        focus, value = (
            from_rdflib_term(result.focus),
            None if result.value is None else from_rdflib_term(result.value),
        )
        file, line = self._place(focus, result.path, value)
        return Finding(
            code=result.code,
            severity=result.severity,
            focus=_shown(result.focus),
            path=result.path,
            # SHACL gives the focus again as the value of a rule on the node as a whole.
            value=None if result.value in (None, result.focus) else _shown(result.value),
            message=result.message,
            clause=result.clause,
            file=file or None,
            line=line,
            record=self._records.get(focus),
            terms=ShaclTerms(
                shape=result.shape.n3(),
                component=result.component.n3(),
                focus=result.focus.n3(),
                value=None if result.value is None else result.value.n3(),
            ),
        )

    def _place(self, focus: Term, path: str | None, value: Term | None) -> tuple[str | None, int | None]:
        predicate = (
            pyoxigraph.NamedNode(path) if path is not None and path.isascii() and "<" not in path else None
        )
        holders = self._holders.get(focus, ())
        if not holders or isinstance(focus, pyoxigraph.Literal):
            # Rules about terms have the vocabulary as focus; the value is what stands in the file.
            spoken_of = self._holders.get(value, ())
            if spoken_of and not isinstance(value, pyoxigraph.Literal) and value is not None:
                return spoken_of[0].name, spoken_of[0].line_of(value)
            return self._first_use.get(value) or self._first_use.get(focus) or (None, None)
        for document in holders:
            line = self._line_of_value(document, focus, predicate, value)
            if line is not None:
                return document.name, line
        return holders[0].name, holders[0].line_of(focus, predicate)

    def _line_of_value(
        self,
        document: RdfDocument,
        focus: Subject,
        predicate: pyoxigraph.NamedNode | None,
        value: Term | None,
    ) -> int | None:
        """Find the statement that ties focus and value, by the predicate of the path or by any."""
        for quad, line in zip(document.quads, document.lines, strict=True):
            tied = quad.subject == focus and quad.object == value
            if tied and (predicate is None or quad.predicate == predicate):
                return line
        return None


def _shown(node: "Node") -> str:
    from rdflib import BNode  # noqa: PLC0415

    return f"_:{node}" if isinstance(node, BNode) else str(node)
