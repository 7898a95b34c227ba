"""Write Turtle in one canonical form, so that two files with the same facts are the same text.

The order is that of a reader: the ontology header, classes, properties, shapes, then individuals; in each,
our namespaces before others and numbers in numeric order. A fact takes one line, so that a change shows as
one; a subject with a single short fact takes one line in all.

Nothing is lost but comments, and a text that has one is refused. Lexical forms and the case of language tags
stay as written; that is why this module reads with pyoxigraph and has its own writer: rdflib rewrites "01" to
"1", and its serializers lose facts of lists whose cells are shared.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from etom_rdf.errors import EtomError, InputError
from etom_rdf.namespaces import ETOM, GOST, PREFIXES, QUERY, RDF, SHAPE, XSD
from etom_rdf.text import Text

if TYPE_CHECKING:
    from rdflib import Graph

_TYPE: Final = f"{RDF}type"
_FIRST: Final = f"{RDF}first"
_REST: Final = f"{RDF}rest"
_NIL: Final = f"{RDF}nil"

# What a subject is typed decides its section; what no line names is an individual and comes last.
_SECTIONS: Final = """
owl:Ontology
owl:Class rdfs:Class owl:Restriction
rdfs:Datatype
owl:ObjectProperty owl:TransitiveProperty owl:SymmetricProperty owl:InverseFunctionalProperty
owl:DatatypeProperty
owl:AnnotationProperty
rdf:Property owl:FunctionalProperty
owl:AllDisjointClasses owl:AllDisjointProperties owl:Axiom
sh:NodeShape
sh:PropertyShape
sh:ConstraintComponent
sh:SPARQLAskValidator sh:SPARQLSelectValidator
dcterms:BibliographicResource
skos:ConceptScheme
xkos:ClassificationLevel
"""
# A file may say something of a term that another file declares.
_SECTIONS_BY_PREDICATE: Final = {
    "rdfs:subClassOf": "owl:Class",
    "owl:equivalentClass": "owl:Class",
    "rdfs:subPropertyOf": "owl:ObjectProperty",
    "owl:equivalentProperty": "owl:ObjectProperty",
    "owl:propertyChainAxiom": "owl:ObjectProperty",
}
_FIRST_PREDICATES: Final = """
rdf:type owl:versionIRI owl:versionInfo owl:imports
skos:prefLabel skos:altLabel skos:hiddenLabel rdfs:label dcterms:title
skos:notation dcterms:identifier skos:definition dcterms:description rdfs:comment
sh:prefix sh:namespace sh:target sh:targetClass sh:targetNode sh:targetObjectsOf sh:targetSubjectsOf sh:path
rdfs:subClassOf owl:equivalentClass owl:disjointWith rdfs:subPropertyOf owl:equivalentProperty
owl:inverseOf rdfs:domain rdfs:range owl:propertyChainAxiom owl:propertyDisjointWith
owl:onProperty owl:onClass owl:onDataRange
skos:inScheme skos:hasTopConcept skos:topConceptOf skos:broader skos:related xkos:depth skos:member
"""
_LAST_PREDICATES: Final = """
sh:property sh:parameter sh:validator sh:nodeValidator sh:propertyValidator sh:sparql
sh:declare sh:prefixes sh:ask sh:select sh:construct
sh:deactivated sh:severity sh:name sh:labelTemplate sh:description sh:message
owl:deprecated dcterms:isReplacedBy dcterms:replaces
skos:scopeNote skos:example skos:note skos:changeNote skos:historyNote skos:editorialNote
rdfs:seeAlso rdfs:isDefinedBy dcterms:creator dcterms:contributor dcterms:created dcterms:modified
dcterms:license dcterms:source prov:wasDerivedFrom prov:wasAttributedTo prov:generatedAtTime
"""

_OWN: Final = (ETOM, GOST, SHAPE, QUERY)


def _iri(name: str) -> str:
    prefix, local = name.split(":")
    return PREFIXES[prefix] + local


_SECTION_OF: Final = {
    _iri(name): rank for rank, line in enumerate(_SECTIONS.splitlines()) for name in line.split()
}
_SECTION_OF_PREDICATE: Final = {_iri(p): _SECTION_OF[_iri(c)] for p, c in _SECTIONS_BY_PREDICATE.items()}
_PREDICATE_PLACES: Final = {
    **{_iri(name): at - len(_FIRST_PREDICATES) for at, name in enumerate(_FIRST_PREDICATES.split())},
    **{_iri(name): at for at, name in enumerate(_LAST_PREDICATES.split(), 1)},
}

_WIDTH: Final = 110
_INDENT: Final = "    "
_DEEPEST: Final = 50
_TRIES: Final = 24

_LOCAL_LETTERS: Final = "A-Za-z_\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff"
# The part of PN_LOCAL that needs no escapes; what falls outside is written as a whole IRI.
_LOCAL: Final = re.compile(f"[{_LOCAL_LETTERS}0-9](?:[{_LOCAL_LETTERS}0-9.-]*[{_LOCAL_LETTERS}0-9-])?")
_PREFIX: Final = re.compile(r"(?:[A-Za-z](?:[\w.-]*[\w-])?)?", re.ASCII)
_IRI: Final = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\]*')
_BARE: Final = {
    f"{XSD}boolean": re.compile("true|false"),
    f"{XSD}integer": re.compile("0|-?[1-9][0-9]*"),
    # Longer fractions are quoted: rdflib reads a bare 0.0000001 as "1E-7".
    f"{XSD}decimal": re.compile(r"(?!-0\.0)-?(?:0|[1-9][0-9]*)\.(?:0|[0-9]{0,5}[1-9])"),
}
_SPECIAL: Final = re.compile(
    '[\\\\"\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufffe\uffff]'
)
_ESCAPES: Final = {"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r", "\t": r"\t", "\b": r"\b", "\f": r"\f"}

_TOKEN: Final = re.compile(
    r'"""(?:"{0,2}(?:[^"\\]|\\.))*"""'
    r"|'''(?:'{0,2}(?:[^'\\]|\\.))*'''"
    r'|"(?:[^"\\\r\n]|\\.)*"'
    r"|'(?:[^'\\\r\n]|\\.)*'"
    r"|<[^<>\s]*>"
    r"|\\."
    r"|@(?P<tag>[A-Za-z]+(?:-[A-Za-z0-9]+)*)"
    r"|(?P<comment>\#[^\r\n]*)",
    re.DOTALL,
)
# pyoxigraph folds the case of language tags, so a tag with capitals is read as a datatype that holds it.
_TAG: Final = "tag:w3id.org,2026:etom/language/"


@dataclass(frozen=True, slots=True)
class _Blank:
    name: str


@dataclass(frozen=True, slots=True)
class _Literal:
    lexical: str
    datatype: str
    language: str | None = None


_Subject = str | _Blank
_Term = str | _Blank | _Literal
_Facts = dict[_Subject, dict[str, dict[_Term, None]]]
_Edges = dict[_Blank, list[tuple[str, _Blank]]]
_Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class FormatFinding:
    """Report that a file is not in canonical form; `line` is the first that differs."""

    file: str
    line: int
    message: Text


def canonical_turtle(source: "str | bytes | Path | Graph", *, file: str | None = None) -> str:
    """Return the canonical Turtle of a text, a file or an rdflib graph.

    A `str` or `bytes` is Turtle text, a `Path` a file; `file` is the name that errors print. Prefixes that
    the source declares are kept where they are used; ours stand in where it declares none.
    Raises InputError for a comment, which would be lost, and for what is not RDF 1.1 in Turtle.

    >>> text = "<http://e/s> <http://www.w3.org/2004/02/skos/core#notation> '1.1' ; a <http://e/C> ."
    >>> print(canonical_turtle(text))
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    <BLANKLINE>
    <http://e/s>
        a <http://e/C> ;
        skos:notation "1.1" ;
    .
    <BLANKLINE>
    """
    if isinstance(source, Path):
        return canonical_turtle(_content(source), file=file or str(source))
    name = file or ("<text>" if isinstance(source, str | bytes) else "<graph>")
    if isinstance(source, str | bytes):
        facts, declared = _read_text(_decoded(source, name), name)
    else:
        facts, declared = _read_graph(source, name)
    try:
        return _document(facts, declared)
    except EtomError as error:
        raise InputError(error.message, file=name) from None


def is_canonical(source: str | Path) -> bool:
    """Tell whether a text or a file is in canonical form; raise as `canonical_turtle` does.

    >>> is_canonical("<http://e/s> a <http://e/C> .")
    False
    """
    if isinstance(source, Path):
        return check_file(source) is None
    return canonical_turtle(source) == source


def check_file(path: Path) -> FormatFinding | None:
    """Return where a file departs from its canonical form, or None; raise as `canonical_turtle` does."""
    content = _content(path)
    expected = canonical_turtle(content, file=str(path)).encode()
    if content == expected:
        return None
    pairs = zip(content.split(b"\n"), expected.split(b"\n"), strict=False)
    shorter = min(content.count(b"\n"), expected.count(b"\n"))
    same = next((at for at, (found, due) in enumerate(pairs) if found != due), shorter)
    message = Text(
        en="not in canonical form; run `etom format`",
        ru="файл не в канонической форме; выполните `etom format`",
    )
    return FormatFinding(file=str(path), line=same + 1, message=message)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        message = Text(en=f"cannot be read ({reason})", ru=f"не удаётся прочитать ({reason})")
        raise InputError(message, file=str(path)) from None


def _decoded(source: str | bytes, name: str) -> str:
    content = source.encode(errors="surrogatepass") if isinstance(source, str) else source
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = Text(en="not UTF-8; save the file as UTF-8", ru="не UTF-8; сохраните файл в UTF-8")
        raise InputError(message, file=name, line=content.count(b"\n", 0, error.start) + 1) from None


def _read_text(text: str, name: str) -> tuple[_Facts, dict[str, str]]:
    parsed = _parsed(text, name)
    tokens = list(_TOKEN.finditer(text))
    comment = next((token for token in tokens if token["comment"]), None)
    if comment:
        message = Text(
            en="a comment would be lost; write it as skos:editorialNote or delete it",
            ru="комментарий был бы потерян; запишите его в skos:editorialNote или удалите",
        )
        raise InputError(message, file=name, line=text.count("\n", 0, comment.start()) + 1)
    if any(token["tag"] and not token["tag"].islower() for token in tokens):
        return _parsed(_TOKEN.sub(_tag_as_datatype, text), name)
    return parsed


def _tag_as_datatype(token: re.Match[str]) -> str:
    tag = token["tag"]
    return f"^^<{_TAG}{tag}>" if tag and not tag.islower() else token[0]


def _parsed(text: str, name: str) -> tuple[_Facts, dict[str, str]]:
    import pyoxigraph as ox  # noqa: PLC0415

    def term(value: object) -> _Term:
        if isinstance(value, ox.NamedNode):
            return value.value
        if isinstance(value, ox.BlankNode):
            return _Blank(value.value)
        if isinstance(value, ox.Literal) and not value.direction:
            datatype = value.datatype.value
            if datatype.startswith(_TAG):
                return _Literal(value.value, f"{RDF}langString", datatype.removeprefix(_TAG))
            return _Literal(value.value, datatype, value.language)
        raise _not_rdf(value, name)

    try:
        parser = ox.parse(text.encode(), ox.RdfFormat.TURTLE)
        triples = [(term(t.subject), t.predicate.value, term(t.object)) for t in parser]
    except SyntaxError as error:
        detail = re.sub(r"^Parser error[^:]*: | \(line \d+\)$", "", str(error))
        message = Text(
            en=f"not well-formed Turtle ({detail}); mend this line",
            ru=f"ошибка в синтаксисе Turtle ({detail}); исправьте эту строку",
        )
        raise InputError(message, file=name, line=error.lineno) from None
    return _facts(triples, name), dict(parser.prefixes)


def _read_graph(graph: "Graph", name: str) -> tuple[_Facts, dict[str, str]]:
    from rdflib import BNode, Literal, URIRef  # noqa: PLC0415

    def term(value: object) -> _Term:
        if isinstance(value, URIRef):
            return str(value)
        if isinstance(value, BNode):
            return _Blank(str(value))
        if isinstance(value, Literal):
            datatype = f"{RDF}langString" if value.language else str(value.datatype or f"{XSD}string")
            return _Literal(str(value), datatype, value.language)
        raise _not_rdf(value, name)

    declared = {prefix: str(namespace) for prefix, namespace in graph.namespaces()}
    triples = ((term(s), str(p), term(o)) for s, p, o in graph)
    usable = {p: n for p, n in declared.items() if _PREFIX.fullmatch(p) and _IRI.fullmatch(n)}
    return _facts(triples, name), usable


def _not_rdf(value: object, name: str) -> InputError:
    message = Text(
        en=f"outside of RDF 1.1: {value}; write it without triple terms, base directions and formulas",
        ru=f"это не RDF 1.1: {value}; запишите без троек как термов, направлений текста и формул",
    )
    return InputError(message, file=name)


def _facts(triples: Iterable[tuple[_Term, str, _Term]], name: str) -> _Facts:
    facts: _Facts = {}
    for subject, predicate, value in triples:
        if isinstance(subject, _Literal):
            raise _not_rdf(subject.lexical, name)
        facts.setdefault(subject, {}).setdefault(predicate, {})[value] = None
    return facts


def _document(facts: _Facts, declared: Mapping[str, str]) -> str:
    names = _Names(declared)
    nesting = _nest(facts)
    labels = _labels(_Writer(facts, nesting, names, {}))
    body = _Writer(facts, nesting, names, labels).statements()
    header = [f"@prefix {prefix}: <{names.namespaces[prefix]}> ." for prefix in sorted(names.used)]
    blocks = ["\n".join(header), *_blocks(body)]
    return "\n\n".join(filter(None, blocks)) + "\n" * any(blocks)


def _blocks(statements: Iterable[str]) -> Iterator[str]:
    # Statements of one line, such as declarations of outside terms, stand together like a list.
    for is_short, group in groupby(statements, key=lambda statement: "\n" not in statement):
        yield ("\n" if is_short else "\n\n").join(group)


class _Names:
    """Write IRIs, with a prefix where the rest needs no escapes, and remember which prefixes were used."""

    def __init__(self, declared: Mapping[str, str]) -> None:
        ours = {p: n for p, n in PREFIXES.items() if p not in declared and n not in set(declared.values())}
        self.namespaces = {**ours, **declared}
        self.used: set[str] = set()
        # The longest namespace wins; of two prefixes for one namespace, ours.
        self._by_length = sorted(
            self.namespaces.items(), key=lambda item: (-len(item[1]), item[0] not in PREFIXES, item[0])
        )

    def name(self, iri: str) -> str:
        for prefix, namespace in self._by_length:
            if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
                self.used.add(prefix)
                return f"{prefix}:{iri[len(namespace) :]}"
        if not _IRI.fullmatch(iri):
            raise EtomError(
                Text(
                    en=f"not an absolute IRI: {iri}; correct it",
                    ru=f"не абсолютный IRI: {iri}; исправьте его",
                )
            )
        return f"<{iri}>"


@dataclass(frozen=True, slots=True)
class _Nesting:
    """Say how blank nodes stand.

    Those with an entry in `parents` are written in place there, and `cells` of them in a list ( … ). Those in
    `shared` need a label; the rest are subjects only.
    """

    parents: dict[_Blank, tuple[_Subject, str]]
    cells: set[_Blank]
    shared: dict[_Blank, list[tuple[_Subject, str]]]


def _nest(facts: _Facts) -> _Nesting:
    references: dict[_Blank, list[tuple[_Subject, str]]] = {}
    for subject, properties in facts.items():
        for predicate, values in properties.items():
            for value in values:
                if isinstance(value, _Blank):
                    references.setdefault(value, []).append((subject, predicate))
    parents = {blank: places[0] for blank, places in references.items() if len(places) == 1}
    for blank in _cyclic(parents):
        del parents[blank]
    shared = {blank: places for blank, places in references.items() if blank not in parents}
    return _Nesting(parents, _list_cells(facts, parents), shared)


def _cyclic(parents: Mapping[_Blank, tuple[_Subject, str]]) -> set[_Blank]:
    # Nodes that each stand only in the next one have no place to begin, so they need labels.
    seen: set[_Subject] = set()
    cyclic: set[_Blank] = set()
    for start in parents:
        way: dict[_Blank, int] = {}
        node: _Subject = start
        while isinstance(node, _Blank) and node in parents and node not in seen and node not in way:
            way[node] = len(way)
            node = parents[node][0]
        if isinstance(node, _Blank) and node in way:
            cyclic.update(list(way)[way[node] :])
        seen.update(way)
    return cyclic


def _list_cells(facts: _Facts, parents: Mapping[_Blank, tuple[_Subject, str]]) -> set[_Blank]:
    # Walk from each last cell towards the head: only a chain that ends in rdf:nil can be written ( … ).
    cells: set[_Blank] = set()
    for last in facts:
        node: _Subject = last
        rest: _Term = _NIL
        while (
            isinstance(node, _Blank)
            and node in parents
            and facts[node].keys() == {_FIRST, _REST}
            and len(facts[node][_FIRST]) == 1
            and list(facts[node][_REST]) == [rest]
        ):
            cells.add(node)
            rest = node
            node, predicate = parents[node]
            if predicate != _REST:
                break
    return cells


class _Writer:
    """Write statements; without labels, shared nodes all look alike."""

    def __init__(self, facts: _Facts, nesting: _Nesting, names: _Names, labels: Mapping[_Blank, str]) -> None:
        self.facts = facts
        self.nesting = nesting
        self._names = names
        self._labels = labels
        self._compact: dict[_Blank, str] = {}

    def statements(self) -> list[str]:
        """Return the statement of each subject that is not written in place, in order."""
        roots = [subject for subject in self.facts if subject not in self.nesting.parents]
        return [self._statement(subject) for subject in sorted(roots, key=self.subject_key)]

    def _statement(self, subject: _Subject) -> str:
        head = "[]" if self._is_anonymous(subject) else self.text(subject, as_object=False)
        lines = list(self._properties(subject, 1))
        only = f"{head} {lines[0].strip().removesuffix(';')}."
        if len(lines) == 1 and "\n" not in only and len(only) <= _WIDTH:
            return only
        return "\n".join([head, *lines, "."])

    def subject_key(self, subject: _Subject) -> _Key:
        """Return what decides the place of a subject."""
        section = min(_section(subject, self.facts), default=len(_SECTION_OF))
        if isinstance(subject, str):
            return section, *_iri_key(subject)
        if self._is_anonymous(subject):
            return section, len(_OWN) + 2, _natural(self.description(subject, 0))
        return section, len(_OWN) + 3, _natural(self.text(subject))

    def text(self, term: _Term, depth: int = 0, *, as_object: bool = True) -> str:
        """Return a term on one line, with all that is written in place there."""
        if isinstance(term, _Literal):
            return self._literal(term)
        if isinstance(term, str):
            return "()" if term == _NIL and as_object else self._names.name(term)
        if term not in self.nesting.parents:
            return f"_:{self._labels.get(term, '')}"
        if term not in self._compact:
            self._compact[term] = self._brackets(term, depth + 1)
        return self._compact[term]

    def _is_anonymous(self, subject: _Subject) -> bool:
        return isinstance(subject, _Blank) and subject not in self.nesting.shared

    def _brackets(self, blank: _Blank, depth: int) -> str:
        if depth > _DEEPEST:
            raise EtomError(
                Text(
                    en=f"blank nodes nested more than {_DEEPEST} deep; give some of them IRIs",
                    ru=f"вложенность пустых узлов больше {_DEEPEST}; дайте некоторым из них IRI",
                )
            )
        if blank in self.nesting.cells:
            return f"( {' '.join(self.text(item, depth) for item in self._items(blank))} )"
        description = self.description(blank, depth)
        return f"[ {description} ]" if description else "[]"

    def description(self, subject: _Subject, depth: int = 0) -> str:
        return " ; ".join(
            f"{self._verb(predicate)} {', '.join(self.text(value, depth) for value in values)}"
            for predicate, values in self._sorted(subject, depth)
        )

    def _sorted(self, subject: _Subject, depth: int = 0) -> Iterator[tuple[str, list[_Term]]]:
        properties = self.facts.get(subject, {})
        for predicate in sorted(properties, key=_predicate_key):
            by_section = predicate == _TYPE

            def key(value: _Term, by_section: bool = by_section) -> _Key:
                if isinstance(value, str):
                    section = _SECTION_OF.get(value, len(_SECTION_OF)) if by_section else 0
                    return 0, section, *_iri_key(value)
                if isinstance(value, _Literal):
                    return 1, value.language or "", _natural(value.lexical), value.lexical, value.datatype
                return 2, _natural(self.text(value, depth))

            yield predicate, sorted(properties[predicate], key=key)

    def _items(self, cell: _Blank) -> Iterator[_Term]:
        rest: _Term = cell
        while isinstance(rest, _Blank):
            yield next(iter(self.facts[rest][_FIRST]))
            rest = next(iter(self.facts[rest][_REST]))

    def _properties(self, subject: _Subject, depth: int) -> Iterator[str]:
        pad = _INDENT * depth
        for predicate, values in self._sorted(subject):
            verb = self._verb(predicate)
            if predicate == _TYPE and not any(value in self.nesting.parents for value in values):
                yield f"{pad}{verb} {', '.join(map(self.text, values))} ;"
            elif len(values) == 1:
                yield f"{pad}{verb} {self._value(values[0], depth, len(verb))} ;"
            else:
                inner = pad + _INDENT
                lines = (inner + self._value(value, depth + 1) for value in values)
                yield f"{pad}{verb}\n" + ",\n".join(lines) + " ;"

    def _value(self, term: _Term, depth: int, taken: int = 0) -> str:
        text = self.text(term)
        pad = _INDENT * depth
        if not isinstance(term, _Blank) or term not in self.nesting.parents or text == "[]":
            return text
        if len(pad) + taken + len(text) + 3 <= _WIDTH and self._is_short(term):
            return text
        if term in self.nesting.cells:
            lines = (f"{pad}{_INDENT}{self._value(item, depth + 1)}" for item in self._items(term))
            return "\n".join(["(", *lines, f"{pad})"])
        return "\n".join(["[", *self._properties(term, depth + 1), f"{pad}]"])

    def _is_short(self, term: _Term) -> bool:
        # A node with one fact reads well on one line; with more, each fact has its own.
        if isinstance(term, _Literal):
            return "\n" not in term.lexical
        if isinstance(term, str) or term not in self.nesting.parents:
            return True
        if term in self.nesting.cells:
            return all(map(self._is_short, self._items(term)))
        values = [value for group in self.facts.get(term, {}).values() for value in group]
        return len(values) <= 1 and all(map(self._is_short, values))

    def _verb(self, predicate: str) -> str:
        return "a" if predicate == _TYPE else self._names.name(predicate)

    def _literal(self, literal: _Literal) -> str:
        bare = _BARE.get(literal.datatype)
        if bare and bare.fullmatch(literal.lexical):
            return literal.lexical
        quoted = _quoted(literal.lexical)
        if literal.language:
            return f"{quoted}@{literal.language}"
        return (
            quoted
            if literal.datatype == f"{XSD}string"
            else f"{quoted}^^{self._names.name(literal.datatype)}"
        )


def _quoted(text: str) -> str:
    if "\n" not in text:
        return f'"{_SPECIAL.sub(_escape, text)}"'
    escaped = _SPECIAL.sub(lambda found: found[0] if found[0] in '"\n' else _escape(found), text)
    # Only three quotes in a row, or one before the closing three, would end the string.
    return '"""' + re.sub(r'"(?=""|\Z)', r"\"", escaped) + '"""'


def _escape(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04X}"


def _labels(writer: _Writer) -> dict[_Blank, str]:
    """Give numbers to the shared blank nodes by what is said of them and where, not by the names they had."""
    nesting = writer.nesting
    places = {**nesting.shared, **{blank: [place] for blank, place in nesting.parents.items()}}
    near: dict[_Blank, None] = {}
    todo: list[_Subject] = list(nesting.shared)
    while todo:
        blank = todo.pop()
        if isinstance(blank, _Blank) and blank not in near:
            near[blank] = None
            todo.extend(subject for subject, _ in places.get(blank, ()) if subject not in nesting.shared)
    first = {
        blank: (
            sorted((writer.subject_key(s), p) for s, p in places.get(blank, ()) if isinstance(s, str)),
            writer.description(blank),
        )
        for blank in near
    }
    edges: _Edges = {blank: [] for blank in near}
    for blank in near:
        for subject, predicate in places.get(blank, ()):
            if isinstance(subject, _Blank):
                edges[blank].append((f"<{predicate}", subject))
                edges[subject].append((f">{predicate}", blank))
    ranks = _separated(_refined(_ranked(first), edges), edges, nesting.shared)
    ordered = sorted(nesting.shared, key=ranks.__getitem__)
    return {blank: f"b{number}" for number, blank in enumerate(ordered, 1)}


def _ranked(signatures: Mapping[_Blank, Any]) -> dict[_Blank, int]:
    ranks: dict[_Blank, int] = {}
    rank, before = 0, None
    for place, (blank, signature) in enumerate(sorted(signatures.items(), key=itemgetter(1))):
        rank = rank if signature == before else place
        ranks[blank], before = rank, signature
    return ranks


def _look(blank: _Blank, ranks: Mapping[_Blank, int], edges: _Edges) -> tuple[int, list[tuple[str, int]]]:
    return ranks[blank], sorted((direction, ranks[other]) for direction, other in edges[blank])


def _refined(ranks: dict[_Blank, int], edges: _Edges) -> dict[_Blank, int]:
    # Split the nodes by the ranks of their neighbours, until that splits none further.
    while True:
        finer = _ranked({blank: _look(blank, ranks, edges) for blank in ranks})
        if len(set(finer.values())) == len(set(ranks.values())):
            return ranks
        ranks = finer


def _separated(ranks: dict[_Blank, int], edges: _Edges, shared: Iterable[_Blank]) -> dict[_Blank, int]:
    # Nodes still alike mostly are: put each in front and keep the smallest outcome. Exact but for graphs as
    # regular as no ontology is; there, names of blank nodes may follow their order in the source.
    while True:
        alike: dict[int, list[_Blank]] = {}
        for blank in shared:
            alike.setdefault(ranks[blank], []).append(blank)
        tied = min((item for item in alike.items() if len(item[1]) > 1), default=None)
        if tied is None:
            return ranks
        tries = tied[1][: _TRIES if len(ranks) < _TRIES**2 else 1]
        outcomes = [
            _refined(_ranked({b: (rank, b != one) for b, rank in ranks.items()}), edges) for one in tries
        ]
        ranks = min(outcomes, key=lambda outcome: sorted(_look(b, outcome, edges) for b in outcome))


def _section(subject: _Subject, facts: _Facts) -> Iterator[int]:
    properties = facts[subject]
    types = properties.get(_TYPE)
    if types:
        yield from (_SECTION_OF[name] for name in types if isinstance(name, str) and name in _SECTION_OF)
    else:
        yield from (_SECTION_OF_PREDICATE[name] for name in properties if name in _SECTION_OF_PREDICATE)


@cache
def _natural(text: str) -> _Key:
    # Numbers in numeric order, of any length; "-" sorts before ".", so functions follow their element.
    runs = re.findall("[0-9]+|[^0-9]+", text)
    return tuple(
        (0, len(run.lstrip("0")), run.lstrip("0")) if run[0] in "0123456789" else (1, 0, run) for run in runs
    ), text


@cache
def _iri_key(iri: str) -> _Key:
    own = next((at for at, namespace in enumerate(_OWN) if iri.startswith(namespace)), None)
    foreign = any(iri.startswith(namespace) for namespace in PREFIXES.values())
    return len(_OWN) + foreign if own is None else own, *_natural(iri)


@cache
def _predicate_key(iri: str) -> _Key:
    if iri in _PREDICATE_PLACES:
        return _PREDICATE_PLACES[iri], ()
    return 0, _iri_key(iri)
