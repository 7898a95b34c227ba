"""Say in words what an identifier was found to be."""

from etom_rdf.catalogue import Catalogue, Entry
from etom_rdf.identifiers import ElementId, ParsedId, Status, shown
from etom_rdf.text import Language, Text, wrap

STATUS_NAMES: dict[Status, Text] = {
    "standard": Text(en="standard", ru="стандартный"),
    "retired": Text(en="retired", ru="исключён"),
    "unknown": Text(en="unknown", ru="неизвестен"),
    "outside": Text(en="outside", ru="вне этой части"),
    "own": Text(en="own", ru="собственный"),
    "extended": Text(en="extended", ru="расширенный"),
    "nonstandard-prefix": Text(en="nonstandard-prefix", ru="нестандартный префикс"),
    "ambiguous": Text(en="ambiguous", ru="неоднозначен"),
    "placeholder": Text(en="placeholder", ru="образец без значений"),
    "malformed": Text(en="malformed", ru="записан неверно"),
    "empty": Text(en="empty", ru="пусто"),
}


def _nearest(id_: ElementId, catalogue: Catalogue) -> Entry | None:
    """Return what the standard defines under an id, or else the nearest element above it."""
    while id_.normal not in catalogue:
        parent = id_.parent
        if parent is None or parent.level < 2:
            return None
        id_ = parent
    return catalogue[id_.normal]


def explained(parsed: ParsedId, catalogue: Catalogue, language: Language) -> str:
    """Give the lines that `etom id` prints for one text."""
    label = ""
    if parsed.normal is not None and parsed.normal in catalogue:
        label = "  " + catalogue[parsed.normal].label.in_language(language)
    elif (
        parsed.status == "extended"
        and parsed.id is not None
        and (known := _nearest(parsed.id.base, catalogue))
    ):
        label = f"  → {known.id} {known.label.in_language(language)}"
    quote = Text(en=f"‘{shown(parsed.input)}’", ru=f"«{shown(parsed.input)}»").in_language(language)
    lines = [f"{parsed.normal or quote}  {STATUS_NAMES[parsed.status].in_language(language)}{label}"]
    return "\n".join([*lines, *(wrap(note.message.in_language(language), "    ") for note in parsed.notes)])
