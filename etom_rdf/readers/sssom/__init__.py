"""Read mappings of an operator's processes to the standard from SSSOM/TSV 1.1, none of them silently dropped.

What a predicate says, whichever side the standard stands on (`slots.RELATIONS`):

- exactMatch, closeMatch, owl:equivalentClass, owl:sameAs, broadMatch, broader, rdfs:subClassOf, etom:classifiedAs,
  etom:performs: the process is classified.
- narrowMatch, narrower: classified too, as clause 7.2 has it (a process that holds the whole element performs its
  functions), with a notice that it is wider and that its parts say more.
- relatedMatch, related, mappingRelation, rdfs:seeAlso, oboInOwl:hasDbXref, any other: not classified, a notice.
- predicate_modifier Not, and sssom:NoTermFound or the earlier sssom:NoMapping: a negated mention.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from etom_rdf.rdf_input.formats import bad_input
from etom_rdf.readers.mapping_messages import notice, notice_of_rows
from etom_rdf.readers.records import Notice, SourceModel
from etom_rdf.readers.sssom.names import Named, Names, Side
from etom_rdf.readers.sssom.slots import NO_TERM, NO_TERM_BEFORE, PROPAGATED, VERSION
from etom_rdf.readers.sssom.statements import Pair, Statements
from etom_rdf.readers.sssom.table import Row, SssomTable, take_apart
from etom_rdf.readers.yaml_text import YamlText

_REQUIRED: Final = (("subject_id", "subject_label"), ("predicate_id",), ("object_id", "object_label"))
_NO_TERMS: Final = frozenset({NO_TERM, NO_TERM_BEFORE})

# One side of a row, with the IRI of its id.
_Entity = tuple[Side, str | None]


def read(data: bytes, *, name: str, metadata: bytes | None = None) -> SourceModel:
    r"""Read an SSSOM/TSV file; `metadata` is the content of the file that holds its metadata separately.

    Raises InputError for text in another encoding and for a file without the columns that SSSOM requires. What
    is wrong with a row is a notice; `skipped` counts the rows that gave neither an activity nor a mention.

    >>> rows = b"subject_id\tpredicate_id\tobject_id\n" b"op:P1\tskos:broadMatch\tgost:1.1.1.5\n"
    >>> model = read(b"#curie_map:\n#  op: https://example.org/\n" + rows, name="map.tsv")
    >>> model.mentions[0].subject, model.mentions[0].text, model.iris["op:P1"]
    ('op:P1', '1.1.1.5', 'https://example.org/P1')
    """
    table = take_apart(data, name=name, metadata=metadata)
    names = Names.of(table.metadata)
    of_set = {slot: text for slot in PROPAGATED if (text := table.propagated(slot))}
    return _Reader(name, table, names, of_set, Statements(names, names.slots(table), of_set)).run()


@dataclass(slots=True)
class _Reader:
    name: str
    table: SssomTable
    names: Names
    of_set: Mapping[str, str]
    said: Statements
    notices: list[Notice] = field(default_factory=list)
    skipped: int = 0
    _foreign: list[int] = field(default_factory=list)
    _later: list[Pair] = field(default_factory=list)  # no term, in a source that the row does not name

    def run(self) -> SourceModel:
        self._check_set()
        for row in self.table.rows:
            self._read(row)
        # Without a source, a term that was not found is one of the standard where the file is about it.
        for pair in self._later:
            if self.said.mentions:
                self.said.add(pair)
            else:
                self._foreign.append(pair.row.line)
        self.said.settle()
        if self._foreign:
            self.notices.append(notice_of_rows("Source-row-foreign", self._foreign))
        if self.said.unjustified:
            self.notices.append(notice_of_rows("Source-justification", self.said.unjustified))
        found = [
            *self.table.notices,
            *self.names.notices,
            *self.names.assumed(),
            *self.notices,
            *self.said.notices,
        ]
        return SourceModel(
            self.name,
            "sssom",
            activities=tuple(sorted(self.said.activities.values(), key=lambda each: each.line or 0)),
            containers=tuple(self.said.containers.values()),
            mentions=tuple(sorted(self.said.mentions, key=lambda each: each.line or 0)),
            notices=tuple(sorted(found, key=lambda each: each.line or 0)),
            skipped=self.skipped + len(self._foreign) + self.table.comments,
            iris=self.said.iris,
        )

    def _check_set(self) -> None:
        for slots in _REQUIRED:
            if not set(slots) & set(self.table.columns):
                en = f"no column {slots[0]}, without which nothing is mapped; add it"
                ru = f"нет столбца {slots[0]}, без которого нет отображения; добавьте его"
                raise bad_input(self.name, self.table.head, en, ru)
        version = self.table.metadata.get("sssom_version")
        if isinstance(version, YamlText) and version.strip() not in {"", "1.0", VERSION}:
            self.notices.append(
                notice("Source-version", version.line, version=version.strip(), read_as=VERSION)
            )
        if not self.table.rows:
            self.notices.append(notice("Source-no-rows", self.table.head))

    def _read(self, row: Row) -> None:
        subject, object_ = Side.of(row, "subject", self.of_set), Side.of(row, "object", self.of_set)
        filled = {"subject_id": subject.id, "predicate_id": row["predicate_id"], "object_id": object_.id}
        if missing := [slot for slot, text in filled.items() if not text]:
            self._skip("Source-row-incomplete", row, slots=", ".join(missing))
            return
        left, right = (subject, self._iri(subject, row)), (object_, self._iri(object_, row))
        read = self._with_no_term if {left[1], right[1]} & _NO_TERMS else self._with_element
        if pair := read(row, left, right):
            self.said.add(pair)

    def _iri(self, side: Side, row: Row) -> str | None:
        return None if side.is_literal else self.names.expand(side.id, row.line)

    def _with_element(self, row: Row, left: _Entity, right: _Entity) -> Pair | None:
        """Tell the process from the element: an IRI of the standard is one, else the object rather than the subject."""
        on_left, on_right = self.names.of_standard(*left), self.names.of_standard(*right)
        if on_left and on_right and on_left.is_certain and on_right.is_certain:
            self._skip("Source-row-elements-only", row)
        elif on_right and not (on_left and on_left.is_certain):
            return Pair(row, *left, right[0], on_right)
        elif on_left:
            return Pair(row, *right, left[0], on_left)
        else:
            self._foreign.append(row.line)
        return None

    def _with_no_term(self, row: Row, left: _Entity, right: _Entity) -> Pair | None:
        """Read a row that says that something has no counterpart: in the standard, or in the operator's processes."""
        missing, present = (left, right) if left[1] in _NO_TERMS else (right, left)
        element = self.names.of_standard(*present)
        source = missing[0].source
        scheme = self.names.of_source(source)
        if element is not None and (element.is_certain or not scheme):
            self._skip("Source-row-no-process", row, element=element.text)
        elif present[1] in _NO_TERMS or (source and not scheme):
            self._foreign.append(row.line)
        else:
            edition = self.names.edition(scheme, missing[0]) if scheme else None
            pair = Pair(row, *present, missing[0], Named(missing[0].id, edition), is_no_term=True)
            if scheme:
                return pair
            self._later.append(pair)
        return None

    def _skip(self, code: str, row: Row, **words: str) -> None:
        self.skipped += 1
        self.notices.append(notice(code, row.line, **words))
