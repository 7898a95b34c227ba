"""Make random shapes of SHACL Core, as Turtle, and small random data that such shapes have something to say about.

Shapes for pySHACL leave out what it does against the specification (`test_engines_agree` shows each): it follows
the inverse of a longer path in the wrong order, orders what SPARQL does not compare, refuses to compare blank
nodes, lets them pass `sh:minLength 0`, and ignores the flag `q`. None has `sh:equals` in a node shape, where
TopBraid leaves literals alone, or `sh:lessThanOrEquals`, of which TopBraid thinks that an IRI meets it.
"""

from dataclasses import dataclass

from hypothesis import strategies as st

PREFIXES = """\
@prefix ex: <https://example.org/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
NODES = ["ex:a", "ex:b", "ex:c", "_:d"]
PROPERTIES = ["ex:p", "ex:q", "ex:r"]
CLASSES = ["ex:C", "ex:D", "ex:E"]
NUMBERS = ["1", "2", "02", "1.0", "1.5", "1e0", '"7"^^xsd:byte', '"300"^^xsd:byte', '"one"^^xsd:integer']
TIMES = [
    '"2026-01-01T12:00:00"^^xsd:dateTime',
    '"2026-01-01T12:00:00+00:00"^^xsd:dateTime',
    '"2026-01-01T13:00:00+01:00"^^xsd:dateTime',
    '"2026-01-03T00:00:00+00:00"^^xsd:dateTime',
    '"2026-01-01"^^xsd:date',
    '"2026-01-02"^^xsd:date',
    '"2026-02-30"^^xsd:date',
]
TEXTS = ['"a"', '"b"', '"ab"', '"A.b"', '"a"@en', '"b"@en-GB', '"b"@ru', '""', "true", '"x"^^ex:own']
VALUES = [*NODES, *CLASSES[:1], *NUMBERS, *TIMES, *TEXTS]

_IRIS = st.sampled_from(NODES[:3])
_VALUES = st.one_of(_IRIS, st.sampled_from(VALUES))
_LITERALS = st.sampled_from([*NUMBERS[:6], *TIMES[:6], *TEXTS[:3]])


@st.composite
def data(draw: st.DrawFn) -> str:
    """Draw a graph of up to 16 statements."""
    size = draw(st.integers(1, 14))
    links = st.tuples(st.sampled_from(NODES), st.sampled_from(PROPERTIES), _VALUES)
    types = st.tuples(st.sampled_from(NODES), st.just("a"), st.sampled_from(CLASSES))
    said = draw(st.lists(st.one_of(links, links, links, types), min_size=size, max_size=size))
    said += draw(st.lists(st.tuples(*[st.sampled_from(CLASSES)] * 2).map(_subclass), max_size=2))
    return PREFIXES + "".join(f"{' '.join(one)} .\n" for one in dict.fromkeys(said))


def _subclass(pair: tuple[str, ...]) -> tuple[str, str, str]:
    return pair[0], "rdfs:subClassOf", pair[1]


def _paths(*, for_pyshacl: bool) -> st.SearchStrategy[str]:
    single = st.sampled_from(PROPERTIES)
    return st.recursive(
        single,
        lambda inner: st.one_of(
            (single if for_pyshacl else inner).map(lambda path: f"[ sh:inversePath {path} ]"),
            st.lists(inner, min_size=2, max_size=3).map(lambda paths: f"( {' '.join(paths)} )"),
            st.lists(inner, min_size=2, max_size=2).map(
                lambda two: f"[ sh:alternativePath ( {' '.join(two)} ) ]"
            ),
            st.tuples(st.sampled_from(["zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath"]), inner).map(
                lambda pair: f"[ sh:{pair[0]} {pair[1]} ]"
            ),
        ),
        max_leaves=4,
    )


_PATHS = {flag: _paths(for_pyshacl=flag) for flag in (False, True)}


def _stated(parameter: str, values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return values.map(lambda value: f"sh:{parameter} {value}")


def _list_of(values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(values, min_size=1, max_size=3).map(lambda members: f"( {' '.join(members)} )")


_DATATYPES = ["string", "integer", "decimal", "double", "byte", "date", "dateTime", "boolean"]
_ON_VALUES = st.one_of(
    _stated("class", st.sampled_from(CLASSES)),
    _stated(
        "datatype", st.sampled_from([*(f"xsd:{name}" for name in _DATATYPES), "rdf:langString", "ex:own"])
    ),
    _stated(
        "nodeKind",
        st.sampled_from(
            [
                f"sh:{kind}"
                for kind in (
                    "IRI",
                    "BlankNode",
                    "Literal",
                    "BlankNodeOrIRI",
                    "BlankNodeOrLiteral",
                    "IRIOrLiteral",
                )
            ]
        ),
    ),
    _stated("minLength", st.sampled_from(["1", "2", "21"])),
    _stated("maxLength", st.sampled_from(["0", "1", "20"])),
    st.sampled_from(['sh:pattern "^a"', 'sh:pattern "B$" ; sh:flags "i"', 'sh:pattern "[0-9]"']),
    _stated("languageIn", st.sampled_from(['( "en" )', '( "en-GB" "ru" )', '( "EN" )'])),
    _stated("in", _list_of(st.one_of(_IRIS, st.sampled_from([*NUMBERS, *TEXTS])))),
    _stated("hasValue", st.one_of(_IRIS, st.sampled_from([*NUMBERS, *TEXTS]))),
    _stated("disjoint", st.sampled_from(PROPERTIES)),
)
_ON_PROPERTIES = st.one_of(
    _stated("minCount", st.sampled_from(["0", "1", "2"])),
    _stated("maxCount", st.sampled_from(["0", "1", "2"])),
    st.just("sh:uniqueLang true"),
    _stated("equals", st.sampled_from(PROPERTIES)),
)
_BEYOND_PYSHACL = st.one_of(
    st.tuples(
        st.sampled_from([f"{end}{kind}" for end in ("min", "max") for kind in ("Inclusive", "Exclusive")]),
        _LITERALS,
    ).map(lambda pair: f"sh:{pair[0]} {pair[1]}"),
    st.sampled_from(["sh:minLength 0", 'sh:pattern "." ; sh:flags "q"']),
)
_BEYOND_PYSHACL_ON_PROPERTIES = _stated("lessThan", st.sampled_from(PROPERTIES))
_CLOSED = st.sampled_from(
    ["sh:closed true", "sh:closed true ; sh:ignoredProperties ( rdf:type ex:p )", "sh:closed false"]
)


@dataclass(frozen=True)
class _Grammar:
    """Draw parts of shapes; `depth` is how many levels of shapes may follow."""

    for_pyshacl: bool
    depth: int

    @property
    def inner(self) -> "_Grammar":
        return _Grammar(self.for_pyshacl, self.depth - 1)

    @property
    def paths(self) -> st.SearchStrategy[str]:
        return _PATHS[self.for_pyshacl]

    def node_shapes(self) -> st.SearchStrategy[str]:
        return self.constraints(of_property=False).map(lambda stated: f"[ {' ; '.join(stated)} ]")

    def property_shapes(self) -> st.SearchStrategy[str]:
        parts = st.tuples(self.paths, self.constraints(of_property=True))
        return parts.map(lambda pair: f"[ sh:path {pair[0]} ; {' ; '.join(pair[1])} ]")

    def constraints(self, *, of_property: bool) -> st.SearchStrategy[list[str]]:
        """Draw constraints, one of each parameter: most components take no more."""
        choices = [_ON_VALUES, _ON_VALUES, _ON_PROPERTIES if of_property else _CLOSED]
        if not self.for_pyshacl:
            choices += [_BEYOND_PYSHACL, _BEYOND_PYSHACL_ON_PROPERTIES] if of_property else [_BEYOND_PYSHACL]
        if self.depth:
            choices += self._nested(of_property=of_property)
        several = st.lists(st.one_of(choices), min_size=1, max_size=3)
        return several.map(lambda stated: list({one.split()[0]: one for one in stated}.values()))

    def _nested(self, *, of_property: bool) -> list[st.SearchStrategy[str]]:
        nodes, properties = self.inner.node_shapes(), self.inner.property_shapes()
        either = st.one_of(nodes, properties)
        lists = (_stated(name, _list_of(either)) for name in ("and", "or", "xone"))
        found = [_stated("property", properties), _stated("node", nodes), _stated("not", either), *lists]
        return [*found, self._qualified()] if of_property else found

    def _qualified(self) -> st.SearchStrategy[str]:
        numbers = ["sh:qualifiedMinCount 1", "sh:qualifiedMaxCount 1", "sh:qualifiedMaxCount 0"]
        ends = ["", " ; sh:qualifiedValueShapesDisjoint true"]
        return st.tuples(self.inner.node_shapes(), st.sampled_from(numbers), st.sampled_from(ends)).map(
            lambda parts: f"sh:qualifiedValueShape {parts[0]} ; {parts[1]}{parts[2]}"
        )


_TARGETS = st.one_of(
    _stated("targetNode", st.sampled_from([*NODES[:3], "1", '"a"@en'])),
    _stated("targetClass", st.sampled_from(CLASSES)),
    _stated("targetSubjectsOf", st.sampled_from(PROPERTIES)),
    _stated("targetObjectsOf", st.sampled_from(PROPERTIES)),
    st.just("a sh:NodeShape, rdfs:Class"),
)


@st.composite
def shapes(draw: st.DrawFn, *, for_pyshacl: bool = False) -> str:
    """Draw one or two shapes with targets, up to three levels deep."""
    grammar = _Grammar(for_pyshacl, depth=2)
    text = PREFIXES
    for number in range(draw(st.integers(1, 2))):
        target = draw(_TARGETS)
        severity = draw(st.sampled_from(["", "", "sh:severity sh:Warning ; ", "sh:severity sh:Info ; "]))
        is_class = target.startswith("a ")
        name = f"ex:{'CD'[number] if is_class else f'Shape{number}'}"
        if is_class or draw(st.booleans()):
            stated = draw(grammar.constraints(of_property=False))
        else:
            stated = [f"sh:path {draw(grammar.paths)}", *draw(grammar.constraints(of_property=True))]
        text += f"{name} {target} ; {severity}{' ; '.join(stated)} .\n"
    return text
