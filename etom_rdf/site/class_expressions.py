"""Say class expressions of OWL in words: what is true of each thing of the class."""

import pyoxigraph

from etom_rdf.namespaces import OWL
from etom_rdf.own_files import Node
from etom_rdf.site.names import mention, ontology
from etom_rdf.site.phrases import Mention, Phrase, either, joined, phrase
from etom_rdf.text import Language, Voice

_VOWELS = "aeio"


def predicate(node: Node, language: Language) -> Phrase:
    """Say a class expression as the predicate of a sentence, such as ‘is a partner’.

    Raises ValueError for a kind of expression that the vocabulary does not use so far.

    >>> from etom_rdf.site.phrases import plain
    >>> plain(predicate(pyoxigraph.NamedNode("https://w3id.org/etom/ns/Area"), "en"))
    'is an area'
    """
    if isinstance(node, pyoxigraph.NamedNode):
        return _is_a([node], language)
    said = ontology()
    if (union := said.value(node, f"{OWL}unionOf")) is not None:
        members = said.members(union)
        if all(isinstance(one, pyoxigraph.NamedNode) for one in members):
            return _is_a(members, language)
        either_word, or_word = (" либо ", ", либо ") if language == "ru" else ("either ", ", or ")
        return phrase(either_word.lstrip(), joined([predicate(one, language) for one in members], or_word))
    if (both := said.value(node, f"{OWL}intersectionOf")) is not None:
        and_word = " и " if language == "ru" else " and "
        return joined([predicate(one, language) for one in said.members(both)], and_word)
    return _restriction(node, language)


def is_any_of(classes: list[Node], language: Language) -> Phrase:
    """Name classes as alternatives, each with its article in English and in quotes in Russian."""
    return either([_one(mention(one, language), language) for one in classes], language)


def _is_a(classes: list[Node], language: Language) -> Phrase:
    verb = Voice(language)("is ", "относится к классу ")
    return phrase(verb, is_any_of(classes, language))


def _one(thing: Mention, language: Language) -> Phrase:
    if language == "ru":
        return ("«", thing, "»")
    return ("an " if thing.name[0] in _VOWELS else "a ", thing)


def _restriction(node: Node, language: Language) -> Phrase:
    said = ontology()
    say = Voice(language)
    prop = said.value(node, f"{OWL}onProperty")
    assert prop is not None
    name = mention(prop, language)
    if (value := said.value(node, f"{OWL}hasValue")) is not None:
        given = mention(value, language)
        if language == "ru":
            return ("имеет в свойстве «", name, "» значение «", given, "»")
        return ("has ", given, " under ‘", name, "’")
    filler = said.value(node, f"{OWL}someValuesFrom")
    if filler is None:
        raise ValueError(f"{node}: a kind of restriction that has no words yet")
    inverse = said.value(prop, f"{OWL}inverseOf")
    if inverse is not None:
        return _named_by(mention(inverse, language), filler, language)
    if not isinstance(filler, pyoxigraph.NamedNode):
        start = say("has under ‘", "имеет в свойстве «"), name
        which = say("’ at least one thing that ", "» хотя бы одно значение, которое ")
        return phrase(start, which, predicate(filler, language))
    kind = mention(filler, language)
    if language == "ru":
        return ("имеет в свойстве «", name, "» хотя бы одно значение класса «", kind, "»")
    return ("has at least one ", kind, " under ‘", name, "’")


def _named_by(name: Mention, filler: Node, language: Language) -> Phrase:
    say = Voice(language)
    return phrase(
        say("is the value of ‘", "служит значением свойства «"),
        name,
        say("’ for at least one ", "» хотя бы для одного объекта класса «"),
        mention(filler, language),
        say("", "»"),
    )


def allowed(node: Node, language: Language) -> Phrase:
    """Say what the values of a property are: classes, a kind of data, or a list of words."""
    said = ontology()
    if isinstance(node, pyoxigraph.NamedNode):
        return (mention(node, language),)
    listed = said.value(node, f"{OWL}oneOf") or said.value(node, f"{OWL}unionOf")
    members = said.members(listed)
    return either([(mention(one, language),) for one in members], language)
