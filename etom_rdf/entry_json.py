"""Give the entries of the catalogue their JSON form, the same for the command line and for the server."""

from etom_rdf.catalogue import Catalogue, Entry, Function, Term


def entry_as_json(entry: Entry, catalogue: Catalogue) -> dict[str, object]:
    """Return an entry of the catalogue in its JSON form."""
    head = {"id": entry.id, "iri": entry.iri, "kind": entry.kind, "label": entry.label.as_json()}
    if isinstance(entry, Function):
        return head | {
            "element": entry.element,
            "ordinal": entry.ordinal,
            "basis": entry.basis,
            "source_text": entry.source_text,
        }
    if isinstance(entry, Term):
        return head | {
            "number": entry.number,
            "alternatives": [text.as_json() for text in entry.alternatives],
            "definition": entry.definition.as_json(),
            "notes": [note.as_json() for note in entry.notes],
            "formalized_as": list(entry.formalized_as),
        }
    return head | {
        "notation": entry.notation,
        "level": entry.level,
        "alternatives": [text.as_json() for text in entry.alternatives],
        "definition": None if entry.definition is None else entry.definition.as_json(),
        "area": entry.area,
        "parent": entry.parent,
        "children": [child.id for child in catalogue.children(entry.id)],
        "verticals": list(entry.verticals),
        "functions": [
            {"id": function.id, "label": function.label.as_json(), "basis": function.basis}
            for function in entry.functions
        ],
        "clauses": list(entry.clauses),
        "replaced_by": list(entry.replaced_by),
        "notes": [note.as_json() for note in entry.notes],
    }


def match_as_json(entry: Entry, place: str) -> dict[str, object]:
    """Return what a search has found in its JSON form: the entry in short, and where the words stand in it."""
    return {
        "id": entry.id,
        "iri": entry.iri,
        "kind": entry.kind,
        "label": entry.label.as_json(),
        "found_in": place,
    }
