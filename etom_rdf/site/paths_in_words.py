"""Say property paths in words: what is followed from a thing to reach its values."""

from etom_rdf.site.names import mention
from etom_rdf.site.phrases import Phrase, either, joined, phrase
from etom_rdf.text import Language, Text
from etom_rdf.validation.shapes.model import Alternative, Inverse, Path, Predicate, Repeated, Sequence

_TIMES = {
    "*": Text(en=" (any number of times)", ru=" (любое число раз)"),
    "+": Text(en=" (once or more)", ru=" (один или несколько раз)"),
    "?": Text(en=" (or nothing)", ru=" (или ничего)"),
}
_BACKWARDS = Text(en=" backwards", ru=" в обратную сторону")


def path_in_words(path: Path, language: Language, *, inner: bool = False) -> Phrase:
    """Say a path; properties are quoted, steps are parted by arrows, and what is `inner` stands in brackets.

    >>> from etom_rdf.namespaces import ETOM
    >>> from etom_rdf.site.phrases import plain
    >>> plain(path_in_words(Sequence((Predicate(ETOM + "runs"), Inverse(Predicate(ETOM + "partOf")))), "en"))
    '‘runs’ → ‘part of’ backwards'
    """
    if isinstance(path, Predicate):
        name = mention(path.iri, language)
        return ("«", name, "»") if language == "ru" else ("‘", name, "’")
    if isinstance(path, Inverse):
        return phrase(path_in_words(path.path, language, inner=True), _BACKWARDS.in_language(language))
    if isinstance(path, Repeated):
        end = _TIMES[path.operator].in_language(language)
        return phrase(path_in_words(path.path, language, inner=True), end)
    if isinstance(path, Sequence):
        found = joined([path_in_words(one, language, inner=True) for one in path.steps], " → ")
    elif isinstance(path, Alternative):
        found = either([path_in_words(one, language, inner=True) for one in path.choices], language)
    return phrase("(", found, ")") if inner else found
