"""Sort the functions that a mention names to the ids beside them."""

import re
from collections.abc import Sequence
from typing import Final

from etom_rdf.readers.records import Mention
from etom_rdf.references.taking import Taking
from etom_rdf.references.values import Found

_BARE_FUNCTION: Final = re.compile("[fFpP][0-9]{1,3}")
_LISTED: Final = re.compile(r"[,;|\s]+")


def functions_of(taking: Taking, mention: Mention, found: Sequence[Found]) -> list[list[str]]:
    """Return the IRIs of functions for each id: those of that element; with the first, those of no other."""
    if mention.function is None and not any(one.functions for one in found):
        return [[] for _ in found]
    texts = [function for one in found for function in one.functions]
    if mention.function and not taking.standard.is_empty(mention.function):
        texts += _LISTED.split(mention.function)
    ids = [one.parsed.normal for one in found]
    if len(ids) == 1:  # f1 beside one id is a function of that
        texts = [f"{ids[0]}-{text.lower()}" if _BARE_FUNCTION.fullmatch(text) else text for text in texts]
    known = {text: taking.standard.function(text) for text in texts if text}
    unknown = [text for text, function in known.items() if function is None]
    if unknown:
        taking.tell("Mapping-function-no-id", mention, ", ".join(unknown))
    functions = dict(function for function in known.values() if function is not None)
    sorted_out: list[list[str]] = [[] for _ in ids]
    for iri, element in functions.items():
        sorted_out[ids.index(element) if element in ids else 0].append(iri)
    return sorted_out
