"""Compare the identifiers of clause 5.2 in queries."""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Final

from etom_rdf.namespaces import ETOM, GOST, SKOS
from etom_rdf.validation.sparql.background import Background
from etom_rdf.validation.sparql.conditions import TRUE, Condition, Exists, Test, both, either, negation
from etom_rdf.validation.sparql.routes import Routes
from etom_rdf.validation.terms import literal_term, text_of

_NOTATION: Final = f"{SKOS}notation"
_IN_AREA: Final = f"{ETOM}inArea"
_EXTENDS: Final = f"{ETOM}extends"
_PROCESS_ID: Final = f"{ETOM}processId"
_WELL_FORMED: Final = literal_term("^([0-9]{6}[.])?[12][.][123]([.][1-9][0-9]*){0,3}$")
_OF_STANDARD: Final = literal_term("^([0-9]{6}[.])?1[.][123]([.][1-9][0-9]*){0,3}$")
_EXTENDED: Final = literal_term("^[0-9]{6}[.]1[.][123]([.][1-9][0-9]*){2,3}$")
_PREFIX: Final = literal_term("^[0-9]{6}[.]")
_LAST_STEP: Final = literal_term("[.][0-9]+$")
_AT_ELEMENT: Final = literal_term("^[0-9]{6}[.](1[.][0-9]+[.][0-9]+[.][0-9]+)([.][0-9]+)*$")
_AFTER_PREFIX: Final = 8  # where SUBSTR begins behind six digits and a point
_GROUP: Final = "1.1.1."


def text(variable: str) -> str:
    """Write the text of an IRI or literal; a blank node has none."""
    return f'IF(isBlank({variable}), "", STR({variable}))'


def without_prefix(written: str) -> str:
    """Leave the six digits of a developer out of the text of an identifier."""
    return f"IF(REGEX({written}, {_PREFIX}), SUBSTR({written}, {_AFTER_PREFIX}), {written})"


def unless_same(one: str, other: str, test: str) -> str:
    """Write a test that is false for two variables that hold the same, as most do: to see that costs least.

    It stays in one piece: stores take the parts of a conjunction to where their variables come from, and have them
    evaluated there for everything.
    """
    return f"IF(COALESCE(sameTerm({one}, {other}), false), false, {test})"


class Numbers:
    """Write comparisons of identifiers; the background says which are defined and which element has which."""

    def __init__(self, background: Background, written: Routes) -> None:
        self._background = background
        self._routes = written

    def is_not_below(self, part: str, whole: str) -> Condition:
        """Ask for identifiers of two processes of which the first does not lie below the second."""
        first, second, above = self._routes.fresh(), self._routes.fresh(), self._routes.fresh()
        # Each as a set of its own: stores join these faster than they look them up one by one.
        pattern = (
            f"{{ SELECT {part} {first} {above} WHERE {{ {self._routes.statement(part, _PROCESS_ID, first)} "
            f'BIND (REPLACE(STR({first}), {_LAST_STEP}, "") AS {above}) }} }} '
            f"{{ SELECT {whole} {second} WHERE {{ {self._routes.statement(whole, _PROCESS_ID, second)} }} }}"
        )
        one, other = without_prefix(f"STR({first})"), without_prefix(f"STR({second})")
        return Exists(
            pattern,
            Test(
                # Most parts lie one step below, and to tell terms apart costs least.
                unless_same(
                    above,
                    second,
                    f'!STRSTARTS(STR({first}), CONCAT(STR({second}), ".")) && REGEX(STR({first}), {_WELL_FORMED}) '
                    f'&& REGEX(STR({second}), {_WELL_FORMED}) && !STRSTARTS({one}, CONCAT({other}, "."))',
                )
            ),
        )

    def is_undefined(self, value: str, group: str) -> str:
        """Write that an identifier extends something in a group of which the standard defines no such number."""
        within = text_of(group) + "."
        defined = literal_term(self._prefixed_and_defined(within))
        extending = literal_term(f"^[0-9]{{6}}[.]{within.replace('.', '[.]')}")
        # Most identifiers name what is defined, so that is asked first.
        return (
            f"!REGEX({text(value)}, {defined}) && REGEX(STR({value}), {extending}) "
            f"&& REGEX(STR({value}), {_EXTENDED})"
        )

    def _prefixed_and_defined(self, within: str) -> str:
        known = (one[len(within) :] for one in self._background.defined_numbers if one.startswith(within))
        numbers = "|".join(one for one in known if one.isdecimal()) or "0"
        return f"^[0-9]{{6}}[.]{within.replace('.', '[.]')}({numbers})([.]|$)"

    def counted(self, value: str) -> str:
        """Write an identifier without prefix and with a point at its end, to be compared by `agree`.

        It is empty for what is no identifier of the standard, or extends what the standard does not define.
        """
        defined = literal_term(self._prefixed_and_defined(_GROUP))
        extending = literal_term(f"^[0-9]{{6}}[.]{_GROUP.replace('.', '[.]')}")
        own = without_prefix(f"STR({value})")
        return (
            f"IF(REGEX({text(value)}, {_OF_STANDARD}) && (REGEX(STR({value}), {defined}) "
            f'|| !REGEX(STR({value}), {extending})), CONCAT({own}, "."), "")'
        )

    def agree(self, value: str, number: str) -> str:
        """Write that an identifier lies on one branch of the map with another; both end with a point.

        An empty one agrees with everything.
        """
        # For Virtuoso nothing begins with an empty text.
        return f'STRSTARTS({value}, {number}) || STRSTARTS(CONCAT("/", {number}), CONCAT("/", {value}))'

    def placed(self, element: str, number: str) -> tuple[str, ...]:
        """Write patterns for the numbers of elements that have their place on the map: what is known of them.

        Where the model has too many of its own to be known beforehand, a second one asks the store.
        """
        known = _table(element, number, self.known)
        return (
            (known,) if self._background.model.placed is not None else (known, self._asked(element, number))
        )

    @cached_property
    def known(self) -> dict[str, list[str]]:
        """Return the numbers, written as terms with a point at their end, of the elements that are known."""
        found = {one: list(numbers) for one, numbers in self._of_ontology.items()}
        for one, said in self._background.model.placed or ():
            found.setdefault(one, []).append(_dotted(said))
        for one in self._background.model.outside:
            found.setdefault(one, []).append(_dotted(text_of(one)[len(GOST) :]))
        return found

    @cached_property
    def _of_ontology(self) -> dict[str, list[str]]:
        graph = self._background.graph
        found: dict[str, list[str]] = {}
        for one, notation in self._background.pairs(_NOTATION):
            if graph.objects(one, _IN_AREA) or graph.objects(one, _EXTENDS):
                found.setdefault(one, []).append(_dotted(text_of(notation)))
        return found

    def _asked(self, element: str, number: str) -> str:
        notation, place = self._routes.fresh(), self._routes.fresh()
        return (
            f"{element} <{_NOTATION}> {notation} . {element} <{_IN_AREA}>|<{_EXTENDS}> {place} . "
            f'BIND (CONCAT({without_prefix(text(notation))}, ".") AS {number})'
        )

    def _by_notation(self, element: str, number: str) -> str:
        """Write the numbers of one element, which is bound, without those that lie outside."""
        return union_of(_table(element, number, self._of_ontology), self._asked(element, number))

    def of_element(self, value: str) -> str:
        """Write the number of the element under which an identifier with a prefix lies; it ends with a point."""
        return f'REPLACE(STR({value}), {_AT_ELEMENT}, "$1.")'

    def differs(self, value: str, number: str) -> str:
        """Write that an identifier does not lie on one branch of the map with a number that ends with a point."""
        # Most identifiers begin with the number, after their prefix; comparing these costs least.
        dotted = f'CONCAT(STR({value}), ".")'
        same = f"STRSTARTS(SUBSTR({dotted}, {_AFTER_PREFIX}), {number}) && REGEX(STR({value}), {_PREFIX})"
        return f"!({same}) && !({self.agree(self.counted(value), number)})"

    def agrees(self, value: str, element: str) -> Condition:
        """Ask whether an identifier agrees with a number of an element; without a place its local name counts."""
        number, another = self._routes.fresh(), self._routes.fresh()
        own = self.counted(value)
        by_notation = Exists(
            f"{{ {self._by_notation(element, number)} }}",
            Test(f'{number} != "." && ({self.agree(own, number)})'),
            bound=True,
        )
        local = without_prefix(f"STRAFTER({text(element)}, {literal_term(GOST)})")
        unplaced = negation(Exists(f"{{ {self._by_notation(element, another)} }}", TRUE, bound=True))
        dotted = f'CONCAT({local}, ".")'
        return either(by_notation, both(Test(f'{local} != "" && ({self.agree(own, dotted)})'), unplaced))


def union_of(*patterns: str) -> str:
    """Write patterns of which any may match."""
    return " UNION ".join(f"{{ {one} }}" for one in patterns)


def _table(element: str, number: str, known: Mapping[str, Iterable[str]]) -> str:
    rows = " ".join(f"({one} {said})" for one, numbers in known.items() for said in numbers)
    return f"VALUES ({element} {number}) {{ {rows} }}"


def _dotted(identifier: str) -> str:
    return literal_term(re.sub("^[0-9]{6}[.]", "", identifier) + ".")
