"""Compare the identifiers of clause 5.2 in queries."""

import re
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
_AFTER_PREFIX: Final = 8  # where SUBSTR begins behind six digits and a point
_GROUP: Final = "1.1.1."


def text(variable: str) -> str:
    """Write the text of an IRI or literal; a blank node has none."""
    return f'IF(isBlank({variable}), "", STR({variable}))'


def without_prefix(written: str) -> str:
    """Leave the six digits of a developer out of the text of an identifier."""
    return f"IF(REGEX({written}, {_PREFIX}), SUBSTR({written}, {_AFTER_PREFIX}), {written})"


class Numbers:
    """Write comparisons of identifiers; the background says which are defined and which element has which."""

    def __init__(self, background: Background, written: Routes) -> None:
        self._background = background
        self._routes = written

    def is_not_below(self, part: str, whole: str) -> Condition:
        """Ask for identifiers of two processes of which the first does not lie below the second."""
        first, second = self._routes.fresh(), self._routes.fresh()
        # Each as a set of its own: stores join these faster than they look them up one by one.
        pattern = " ".join(
            f"{{ SELECT {process} {number} WHERE {{ {self._routes.statement(process, _PROCESS_ID, number)} }} }}"
            for process, number in ((part, first), (whole, second))
        )
        one, other = without_prefix(f"STR({first})"), without_prefix(f"STR({second})")
        return Exists(
            pattern,
            Test(
                # The first is what most have, and costs least.
                f'!STRSTARTS({text(first)}, CONCAT({text(second)}, ".")) && REGEX(STR({first}), {_WELL_FORMED}) '
                f'&& REGEX(STR({second}), {_WELL_FORMED}) && !STRSTARTS({one}, CONCAT({other}, "."))'
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
        return f"STRSTARTS({value}, {number}) || STRSTARTS({number}, {value})"

    def placed(self, element: str, number: str) -> tuple[str, ...]:
        """Write patterns for the numbers of elements that have their place on the map: what is known of them.

        Where the model has too many of its own to be known beforehand, a second one asks the store.
        """
        notation, place = self._routes.fresh(), self._routes.fresh()
        asked = (
            f"{element} <{_NOTATION}> {notation} . {element} <{_IN_AREA}>|<{_EXTENDS}> {place} . "
            f'BIND (CONCAT({without_prefix(text(notation))}, ".") AS {number})'
        )
        known = self._table(element, number, outside=True)
        return (known,) if self._background.placed is not None else (known, asked)

    def _table(self, element: str, number: str, *, outside: bool) -> str:
        graph = self._background.graph
        rows = [
            f"({one} {_dotted(text_of(notation))})"
            for one, notation in self._background.pairs(_NOTATION)
            if graph.objects(one, _IN_AREA) or graph.objects(one, _EXTENDS)
        ]
        rows += [f"({one} {_dotted(said)})" for one, said in self._background.placed or ()]
        if outside:
            rows += [f"({one} {_dotted(text_of(one)[len(GOST) :])})" for one in self._background.outside]
        return f"VALUES ({element} {number}) {{ {' '.join(rows)} }}"

    def _by_notation(self, element: str, number: str) -> str:
        _, *asked = self.placed(element, number)
        return union_of(self._table(element, number, outside=False), *asked)

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


def _dotted(identifier: str) -> str:
    return literal_term(re.sub("^[0-9]{6}[.]", "", identifier) + ".")
