"""Hold the answer to a query and write it in the forms that other programs and people read."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from io import StringIO
from types import MappingProxyType

import pyoxigraph

from etom_rdf.errors import QueryError
from etom_rdf.namespaces import XSD, shorten
from etom_rdf.stores.interface import Row, Term
from etom_rdf.text import Text
from etom_rdf.turtle import canonical_turtle


@dataclass(frozen=True, slots=True)
class QueryResult:
    """Hold an answer: columns, and rows in the order of the query; an unbound cell is None.

    CONSTRUCT and DESCRIBE give `graph` as well, sorted triples without repetitions, which the rows repeat.
    ASK gives `boolean` as well, which the only row repeats. The rest of the answer is None.
    """

    variables: tuple[str, ...]
    rows: tuple[Row, ...]
    graph: tuple[pyoxigraph.Triple, ...] | None = None
    boolean: bool | None = None

    def as_json(self) -> dict[str, object]:
        """Return the answer as SPARQL 1.1 Query Results JSON.

        >>> QueryResult(("id",), ((pyoxigraph.Literal("1.1"),),)).as_json()["results"]
        {'bindings': [{'id': {'type': 'literal', 'value': '1.1'}}]}
        """
        if self.boolean is not None:
            return {"head": {}, "boolean": self.boolean}
        bindings = [
            {name: _json(term) for name, term in zip(self.variables, row, strict=True) if term is not None}
            for row in self.rows
        ]
        return {"head": {"vars": list(self.variables)}, "results": {"bindings": bindings}}

    def as_csv(self) -> str:
        r"""Return the answer as SPARQL 1.1 Query Results CSV: bare values, lines that end with CR LF.

        Values stand as they are. To a spreadsheet one that begins with =, +, - or @ is a formula, which is
        for the writer of spreadsheets to prevent.

        >>> QueryResult(("id", "label"), ((pyoxigraph.Literal("1.1"), None),)).as_csv()
        'id,label\r\n1.1,\r\n'
        """
        text = StringIO()
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(self.variables)
        writer.writerows(map(_bare, row) for row in self.rows)
        return text.getvalue()

    def as_table(self, *, heads: Mapping[str, str] = MappingProxyType({})) -> str:
        """Return the answer as aligned columns for people, IRIs with the usual prefixes.

        `heads` names columns anew, in another language for example.

        >>> row = (pyoxigraph.NamedNode("https://w3id.org/etom/gost-r-53633/1.1"), None)
        >>> print(QueryResult(("element", "note"), (row,)).as_table(), end="")
        element   note
        --------  ----
        gost:1.1
        """
        lines = [
            tuple(heads.get(name, name) for name in self.variables),
            *(tuple(map(_shown, row)) for row in self.rows),
        ]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        lines.insert(1, tuple("-" * width for width in widths))
        return "".join(
            "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() + "\n"
            for line in lines
        )

    def as_turtle(self) -> str:
        """Return the graph in canonical Turtle.

        Raises QueryError where the query gives rows.
        """
        if self.graph is None:
            raise QueryError(
                Text(
                    en="the query gives rows, which are not Turtle; choose table, csv or json",
                    ru="запрос выдаёт строки, а не граф для Turtle; выберите table, csv или json",
                )
            )
        return canonical_turtle("".join(f"{triple} .\n" for triple in self.graph))


def _json(term: Term) -> dict[str, object]:
    match term:
        case pyoxigraph.NamedNode():
            return {"type": "uri", "value": term.value}
        case pyoxigraph.BlankNode():
            return {"type": "bnode", "value": term.value}
        case pyoxigraph.Triple():
            parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
            return {"type": "triple", "value": {name: _json(part) for name, part in parts.items()}}
    found: dict[str, object] = {"type": "literal", "value": term.value}
    if term.language is not None:
        found["xml:lang"] = term.language
    elif term.datatype.value != f"{XSD}string":
        found["datatype"] = term.datatype.value
    return found


def _bare(term: Term | None) -> str:
    if term is None:
        return ""
    return term.value if isinstance(term, pyoxigraph.NamedNode | pyoxigraph.Literal) else str(term)


def _shown(term: Term | None) -> str:
    return shorten(term.value) if isinstance(term, pyoxigraph.NamedNode) else " ".join(_bare(term).split())
