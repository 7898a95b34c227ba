"""Write what rules ask of literals as expressions, so that they have a value for every term.

A store looks a term up anew for each time that an expression names its variable, so each is named as rarely as can be.

A store may rewrite what it holds: `01` becomes 1, `1.50` becomes 1.5, `ru-RU` becomes `ru-ru`. Language tags are
compared without regard to case, and a typed literal of a rule as the term that the store itself makes of it. The
form that a rewritten literal once had is lost, and rules that look at it judge what the store holds.
"""

from typing import Final

from etom_rdf.namespaces import XSD
from etom_rdf.validation.fast.values import FORMS, RANGES, comparable, compare
from etom_rdf.validation.terms import LANG_STRING, datatype_of, language_of, literal_term, text_of

_BLANK: Final = r"[\t\n\r ]"
_NOT_EMPTY: Final = "(?=.)"  # few engines look ahead; what durations must not end with is asked apart
_LEAP_YEAR: Final = "([0-9]*([2468][048]|[13579][26]|0[48])|[0-9]*([02468][048]|[13579][26])00)"
_LAST_DAYS: Final = (
    rf"-?([0-9]+-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
    rf"|02-(0[1-9]|1[0-9]|2[0-8]))|{_LEAP_YEAR}-02-29)"
)
_OTHER_ORDERED: Final = {"string": ("string",), "boolean": ("boolean",), "date": ("date",),
                         "dateTime": ("dateTime", "dateTimeStamp")}  # fmt: skip


def is_same(variable: str, term: str) -> str:
    """Compare a variable with a term."""
    same = f"sameTerm({variable}, {term})"
    language = language_of(term)
    if not language:
        return same
    text = literal_term(text_of(term))
    return (
        f"{same} || (isLiteral({variable}) && STR({variable}) = {text} "
        f"&& LCASE(LANG({variable})) = {literal_term(language)})"
    )


def matches(variable: str, pattern: str, flags: str = "") -> str:
    """Search the text of an IRI or literal for a regular expression."""
    flagged = f", {literal_term(flags)}" if flags else ""
    return f"REGEX(STR({variable}), {literal_term(pattern)}{flagged}) && !isBlank({variable})"


def has_datatype(variable: str, datatype: str) -> str:
    """Ask whether a literal has a datatype and is written as it demands."""
    if datatype == LANG_STRING:
        return f'COALESCE(LANG({variable}) != "", false)'
    typed = f'COALESCE(LANG({variable}) = "" && DATATYPE({variable}) = <{datatype}>, false)'
    form = _form(f"STR({variable})", datatype.removeprefix(XSD)) if datatype.startswith(XSD) else ""
    return f"{typed} && {form}" if form else typed


def _form(text: str, name: str) -> str:
    if name in RANGES:
        return f"REGEX({text}, {_whole(r'[+-]?[0-9]+')})" + _within(text, *RANGES[name])
    form = FORMS.get(name)
    if form is None:
        return ""
    written = f"REGEX({text}, {_whole(form)})"
    if _NOT_EMPTY in form:
        return f"{written} && !REGEX({text}, {literal_term(f'[PT]{_BLANK}*$')})"
    if name.startswith("date"):
        day = literal_term(f"^{_BLANK}*{_LAST_DAYS}")
        return f"{written} && REGEX({text}, {day})"
    return written


def _whole(form: str) -> str:
    portable = form.replace(r"\d", "[0-9]").replace("(?:", "(").replace(r"\s", _BLANK).replace(_NOT_EMPTY, "")
    return literal_term(f"^{_BLANK}*({portable}){_BLANK}*$")


def _within(text: str, least: int | None, most: int | None) -> str:
    """Bound an integer by the length and order of its digits, since numbers of a store may be too short for it."""
    digits = _digits(text)
    is_negative = f'(CONTAINS({text}, "-") && {digits} != "")'
    bounds = ""
    if least is not None:
        bound = f"!{is_negative}" if least >= 0 else f"(!{is_negative} || {_at_most(digits, -least)})"
        bounds += f" && {bound}" + (f' && {digits} != ""' if least == 1 else "")
    if most is not None:
        bound = (
            f"({is_negative} || {_at_most(digits, most)})"
            if most > 0
            else f'({is_negative} || {digits} = "")'
        )
        bounds += f" && {bound}" + (f' && {digits} != ""' if most == -1 else "")
    return bounds


def _digits(text: str) -> str:
    return f'REPLACE(REPLACE({text}, {literal_term(_BLANK)}, ""), "^[+-]?0*", "")'


def _at_most(digits: str, most: int) -> str:
    written = str(most)
    return (
        f"(STRLEN({digits}) < {len(written)} || (STRLEN({digits}) = {len(written)} "
        f"&& {digits} <= {literal_term(written)}))"
    )


def is_ordered_to(variable: str, operator: str, bound: str) -> str:
    """Compare a variable with a literal by `<`, `<=`, `>` or `>=`; false for what has no order to it."""
    kind = comparable(bound)
    if kind is None:
        return "false"
    if kind[0] == "number":
        return f"COALESCE(isNumeric({variable}) && {variable} {operator} {bound}, false)"
    types = ", ".join(f"<{XSD}{name}>" for name in _OTHER_ORDERED[kind[0]])
    return f"COALESCE(DATATYPE({variable}) IN ({types}) && {variable} {operator} {bound}, false)"


def are_ordered(first: str, operator: str, second: str) -> str:
    """Compare two variables by `<` or `<=`; false for what has no order."""
    numbers = f"(isNumeric({first}) && isNumeric({second}))"
    kinds = " || ".join(
        f"(DATATYPE({first}) IN ({types}) && DATATYPE({second}) IN ({types}))"
        for names in _OTHER_ORDERED.values()
        for types in [", ".join(f"<{XSD}{name}>" for name in names)]
    )
    return f"COALESCE(({numbers} || {kinds}) && {first} {operator} {second}, false)"


def same_value(first: str, second: str) -> bool:
    """Tell whether two literals differ in nothing but what a store may rewrite."""
    if text_of(first) == text_of(second):
        return language_of(first) == language_of(second) and datatype_of(first) == datatype_of(second)
    return datatype_of(first) == datatype_of(second) and compare(first, second) == 0
