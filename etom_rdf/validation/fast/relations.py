"""Follow what ties processes to elements and functions, and elements to one another."""

from collections.abc import Iterable, Sequence
from typing import Final

from etom_rdf.namespaces import ETOM, GOST, SKOS
from etom_rdf.validation.graph import View
from etom_rdf.validation.terms import literal_term, text_of

CLASSIFIED_AS: Final = f"{ETOM}classifiedAs"
_QUALIFIED: Final = f"{ETOM}qualifiedClassification"
ELEMENT: Final = f"{ETOM}element"
PERFORMS: Final = f"{ETOM}performs"
FUNCTION: Final = f"{ETOM}function"
FUNCTION_OF: Final = f"{ETOM}functionOf"
EXTENDS: Final = f"{ETOM}extends"
_BROADER: Final = f"{SKOS}broader"
_IN_AREA: Final = f"{ETOM}inArea"
_IN_SCHEME: Final = f"{SKOS}inScheme"
_NOTATION: Final = f"{SKOS}notation"
_SCHEME: Final = f"<{GOST}scheme>"


class Relations:
    """Ask a view anew each time."""

    def stated(self, view: View, process: str) -> list[str]:
        """Return what a process is said to be classified as."""
        return _said(view, process, CLASSIFIED_AS, ELEMENT)

    def performed(self, view: View, process: str) -> list[str]:
        """Return the functions that a process performs."""
        return _said(view, process, PERFORMS, FUNCTION)

    def derived(self, view: View, process: str) -> list[str]:
        """Return the elements whose functions a process performs."""
        return [
            one for function in self.performed(view, process) for one in view.objects(function, FUNCTION_OF)
        ]

    def is_defined(self, view: View, number: str) -> bool:
        """Tell whether the standard defines a number."""
        return any(
            _SCHEME in view.objects(one, _IN_SCHEME) for one in view.subjects(_NOTATION, literal_term(number))
        )

    def notations(self, view: View, element: str) -> Sequence[str]:
        """Return the ids of an element or own element that has its place on the map."""
        if not (tuple(view.objects(element, _IN_AREA)) or tuple(view.objects(element, EXTENDS))):
            return ()
        return [text_of(one) for one in view.objects(element, _NOTATION)]

    def meets(self, view: View, element: str, another: str) -> bool:
        """Tell whether an element, or what it extends, is another or lies below it, or is extended by it."""
        if element in view.objects(another, EXTENDS):
            return True
        waiting = [element, *view.objects(element, EXTENDS)]
        seen = set(waiting)
        while waiting:
            node = waiting.pop()
            if node == another:
                return True
            for above in view.objects(node, _BROADER):
                if above not in seen:
                    seen.add(above)
                    waiting.append(above)
        return False

    def any_meets(self, view: View, elements: Iterable[str], others: Iterable[str]) -> bool:
        """Tell whether any of some elements meets any of others."""
        for one in elements:
            for other in others:
                if self.meets(view, one, other):
                    return True
        return False


class Remembered(Relations):
    """Ask the one view that it is for once: models name the same elements again and again.

    Of processes the last one is remembered, at which several rules look one after the other.
    """

    def __init__(self) -> None:
        self._met: dict[tuple[str, str], bool] = {}
        self._defined: dict[str, bool] = {}
        self._notations: dict[str, Sequence[str]] = {}
        self._stated: tuple[str, list[str]] = "", []
        self._performed: tuple[str, list[str]] = "", []

    def stated(self, view: View, process: str) -> list[str]:
        """Return what a process is said to be classified as."""
        if self._stated[0] != process:
            self._stated = process, super().stated(view, process)
        return self._stated[1]

    def performed(self, view: View, process: str) -> list[str]:
        """Return the functions that a process performs."""
        if self._performed[0] != process:
            self._performed = process, super().performed(view, process)
        return self._performed[1]

    def is_defined(self, view: View, number: str) -> bool:
        """Tell whether the standard defines a number."""
        found = self._defined.get(number)
        if found is None:
            found = self._defined[number] = super().is_defined(view, number)
        return found

    def notations(self, view: View, element: str) -> Sequence[str]:
        """Return the ids of an element or own element that has its place on the map."""
        found = self._notations.get(element)
        if found is None:
            found = self._notations[element] = super().notations(view, element)
        return found

    def meets(self, view: View, element: str, another: str) -> bool:
        """Tell whether an element, or what it extends, is another or lies below it, or is extended by it."""
        if element == another:
            return True
        pair = element, another
        found = self._met.get(pair)
        if found is None:
            found = self._met[pair] = super().meets(view, element, another)
        return found


def _said(view: View, process: str, plainly: str, qualified: str) -> list[str]:
    """Return what is said of a process plainly, and in its qualified classifications, each once."""
    found = list(view.objects(process, plainly))
    for node in view.objects(process, _QUALIFIED):
        found += view.objects(node, qualified)
    return list(dict.fromkeys(found))
