"""Say in words what a shape looks at and what it demands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from etom_rdf.namespaces import ETOM, SHAPE, SKOS
from etom_rdf.own_files import quads, texts
from etom_rdf.resources import shape_files
from etom_rdf.site.names import label, mention, named_node, shapes
from etom_rdf.site.paths_in_words import path_in_words
from etom_rdf.site.phrases import Mention, Phrase, either, phrase
from etom_rdf.text import Language, Voice
from etom_rdf.validation.fast.data import statements_of
from etom_rdf.validation.shapes import components as component
from etom_rdf.validation.shapes.model import Constraint, Predicate, Shape, Shapes, Target
from etom_rdf.validation.shapes.reading import read_shapes_graph
from etom_rdf.validation.terms import is_blank, is_iri, text_of

# A lower and an upper bound in one, which is no component of SHACL.
_EXACTLY: Final = "exactly"


@dataclass(frozen=True, slots=True)
class Saying:
    """Hold a sentence, with those that stand below it."""

    words: Phrase
    below: tuple["Saying", ...] = ()


@cache
def all_shapes() -> Shapes:
    """Return the shapes of all shipped files."""
    return read_shapes_graph(one for file in shape_files() for one in statements_of(quads(file)))


def targets(code: str) -> tuple[Target, ...]:
    """Return what a rule looks at: its own targets, or those of the shapes that have it as a property."""
    node = f"<{SHAPE}{code}>"
    own = all_shapes().by_node[node].targets
    holders = (
        shape
        for _, shape in sorted(all_shapes().by_node.items())
        if any(one.component == component.PROPERTY and node in one.shapes for one in shape.constraints)
    )
    return own or tuple(target for holder in holders for target in holder.targets)


def target_in_words(target: Target, language: Language) -> Phrase:
    """Say which things a target chooses."""
    say = Voice(language)
    if target.term == f"<{ETOM}>":
        return (say("all statements of the model together", "все утверждения модели вместе"),)
    thing = mention(text_of(target.term), language)
    if target.kind == "class":
        return phrase(say("everything typed ‘", "всё, что имеет тип «"), thing, say("’", "»"))
    if target.kind == "subjects-of":
        return phrase(say("everything that has ‘", "всё, у чего есть «"), thing, say("’", "»"))
    if target.kind == "objects-of":
        return phrase(say("everything that ‘", "всё, на что указывает «"), thing, say("’ points to", "»"))
    return (thing,)


def demands(code: str, language: Language) -> tuple[Saying, ...]:
    """Say what a rule demands of each thing that it looks at."""
    return _Speaker(language).shape(all_shapes().by_node[f"<{SHAPE}{code}>"])


_Say = Callable[["_Speaker", Constraint, str], Phrase]


class _Speaker:
    def __init__(self, language: Language) -> None:
        self.language = language
        self.say = Voice(language)

    def shape(self, shape: Shape) -> tuple[Saying, ...]:
        has_path = shape.path is not None
        found = tuple(said for one in _merged(shape.constraints) for said in self._constraint(one, has_path))
        if any("sparql" in one for one in shape.unsupported):
            found += (Saying((self.by_query(),)),)
        if shape.path is None:
            return found
        start = self.say("following ", "по пути ")
        return (Saying(phrase(start, path_in_words(shape.path, self.language), ":"), found),)

    def _nested(self, node: str) -> tuple[Saying, ...]:
        """Say a shape inside another; one with a name goes by it, and what it demands stands below."""
        said = self.shape(all_shapes().by_node[node])
        if is_blank(node) or label(text_of(node)) is None:
            return said
        return (Saying((mention(text_of(node), self.language), ":"), said),)

    def _as_one(self, node: str) -> Saying:
        said = self._nested(node)
        return (
            said[0] if len(said) == 1 else Saying((self.say("all of this holds:", "верно всё это:"),), said)
        )

    def _constraint(self, one: Constraint, has_path: bool) -> tuple[Saying, ...]:
        if one.component in (component.NODE, component.PROPERTY) and not has_path:
            return tuple(said for node in one.shapes for said in self._nested(node))
        if one.component in _OF_SHAPES:
            start = _OF_SHAPES[one.component][has_path]
            words = self.say(*start).replace("{}", str(one.number))
            return (Saying((words,), tuple(map(self._as_one, one.shapes))),)
        if one.component in component.OWN.values():
            return (Saying(self._own(one)),)
        each = self.say("each value ", "каждое значение ") if has_path else self.say("it ", "")
        return (Saying(_PLAIN[one.component](self, one, each)),)

    def _own(self, one: Constraint) -> Phrase:
        """Quote what the data say of a component of ours, with its parameter where it has one of its own."""
        node = named_node(one.component)
        words = texts(shapes().objects(node, f"{SKOS}definition"))[0].in_language(self.language)
        if not one.value:
            return (words,)
        value = mention(text_of(one.value), self.language) if is_iri(one.value) else text_of(one.value)
        return phrase(words, " (", value, ")")

    def by_query(self) -> str:
        return self.say(
            "a SPARQL query finds what breaks the rule; it stands in the Turtle below",
            "нарушения находит запрос SPARQL; он приведён ниже в записи Turtle",
        )

    def term(self, term: str) -> Phrase:
        if is_iri(term):
            return ("«" if self.language == "ru" else "‘", mention(text_of(term), self.language), self._end())
        return (Mention("", text_of(term)),)

    def _end(self) -> str:
        return "»" if self.language == "ru" else "’"

    def counted(self, one: Constraint, each: str) -> Phrase:
        if one.component == component.MAX_COUNT and one.number == 0:
            return (self.say("there is no value", "значений нет"),)
        en, ru = _BOUNDS[one.component]
        number = "one value" if one.number == 1 else f"{one.number} values"
        return (self.say(f"{en} {number}", f"{ru} {one.number}"),)

    def kind(self, one: Constraint, each: str) -> Phrase:
        kinds = {
            "IRI": ("has an IRI", "имеет IRI"),
            "Literal": ("is data, not a thing", "записано данными, а не ссылкой"),
            "BlankNodeOrIRI": ("is a thing, not data", "записано ссылкой, а не данными"),
        }
        return (each + self.say(*kinds[text_of(one.value).rpartition("#")[2]]),)

    def classified(self, one: Constraint, each: str) -> Phrase:
        kind = mention(text_of(one.value), self.language)
        return phrase(each, self.say("has the type ‘", "имеет тип «"), kind, self._end())

    def typed(self, one: Constraint, each: str) -> Phrase:
        kind = mention(text_of(one.value), self.language)
        return phrase(each, self.say("is written as: ", "записано как: "), kind)

    def pattern(self, one: Constraint, each: str) -> Phrase:
        return phrase(each, self.say("fits the pattern ", "подходит под образец "), Mention("", one.value))

    def listed(self, one: Constraint, each: str) -> Phrase:
        members = [self.term(term) for term in one.members]
        return phrase(each, self.say("is one of: ", "— одно из: "), either(members, self.language))

    def languages(self, one: Constraint, each: str) -> Phrase:
        tags = Mention("", ", ".join(text_of(term) for term in one.members))
        return (each + self.say("has the language tag ", "имеет метку языка "), tags)

    def equal(self, one: Constraint, each: str) -> Phrase:
        same = path_in_words(Predicate(text_of(one.value)), self.language)
        return phrase(self.say("the values are those of ", "значения совпадают со значениями "), same)


def _words(en: str, ru: str) -> _Say:
    return lambda speaker, _one, _each: (speaker.say(en, ru),)


_PLAIN: Final[Mapping[str, _Say]] = {
    component.CLASS: _Speaker.classified,
    component.DATATYPE: _Speaker.typed,
    component.EQUALS: _Speaker.equal,
    component.HAS_VALUE: lambda speaker, one, _each: phrase(
        speaker.say("one of the values is ", "среди значений есть "), speaker.term(one.value)
    ),
    component.IN: _Speaker.listed,
    component.LANGUAGE_IN: _Speaker.languages,
    component.MAX_COUNT: _Speaker.counted,
    component.MIN_COUNT: _Speaker.counted,
    _EXACTLY: _Speaker.counted,
    component.MIN_INCLUSIVE: lambda speaker, one, each: (
        each + speaker.say("is at least ", "не меньше ") + text_of(one.value),
    ),
    component.NODE_KIND: _Speaker.kind,
    component.PATTERN: _Speaker.pattern,
    component.SPARQL: lambda speaker, _one, _each: (speaker.by_query(),),
    component.UNIQUE_LANG: _words(
        "at most one value in each language", "не больше одного значения на каждом языке"
    ),
}
# What introduces nested shapes: about the thing itself, and about each value of a path.
_OF_SHAPES: Final[Mapping[str, tuple[tuple[str, str], tuple[str, str]]]] = {
    component.PROPERTY: (("", ""), ("from each value:", "от каждого значения:")),
    component.NODE: (("", ""), ("of each value this holds:", "для каждого значения верно:")),
    component.NOT: (
        ("this does not hold:", "неверно:"),
        ("of no value this holds:", "ни для одного значения не верно:"),
    ),
    component.OR: (
        ("at least one of these holds:", "верно хотя бы одно:"),
        ("of each value at least one of these holds:", "для каждого значения верно хотя бы одно:"),
    ),
    component.QUALIFIED_MIN_COUNT: (
        ("", ""),
        ("of at least {} of the values this holds:", "не меньше чем для {} из значений верно:"),
    ),
    component.QUALIFIED_MAX_COUNT: (
        ("", ""),
        ("of at most {} of the values this holds:", "не больше чем для {} из значений верно:"),
    ),
}  # fmt: skip
_BOUNDS: Final = {
    component.MIN_COUNT: ("at least", "значений не меньше"),
    component.MAX_COUNT: ("at most", "значений не больше"),
    _EXACTLY: ("exactly", "значений ровно"),
}


def _merged(constraints: tuple[Constraint, ...]) -> tuple[Constraint, ...]:
    """Put a lower and an upper bound that are one number into one constraint."""
    least = next((one for one in constraints if one.component == component.MIN_COUNT), None)
    most = next((one for one in constraints if one.component == component.MAX_COUNT), None)
    if least is None or most is None or least.number != most.number:
        return constraints
    rest = tuple(one for one in constraints if one not in (least, most))
    return (least._replace(component=_EXACTLY), *rest)
