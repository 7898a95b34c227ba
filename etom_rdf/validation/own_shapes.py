"""Read the shapes of a user's own, and name the file in which one cannot be run."""

import re
from collections.abc import Iterable, Sequence

import pyoxigraph

from etom_rdf.errors import EtomError, InputError
from etom_rdf.model import PathText, read_file
from etom_rdf.namespaces import RDF, SH
from etom_rdf.rdf_input import RdfDocument
from etom_rdf.text import Text
from etom_rdf.validation.location import term_of
from etom_rdf.validation.shapes.errors import ShapesError

# What a file with nothing but prefixes for shapes elsewhere says.
_DECLARING = frozenset({f"{SH}declare", f"{SH}prefix", f"{SH}namespace"})
_BLANK_NODE = re.compile(r"'?(?:_:)?\b([A-Za-z0-9]{8,})\b'?")


def read_shapes(paths: Iterable[PathText]) -> tuple[tuple[RdfDocument, ...], tuple[InputError, ...]]:
    """Read files of shapes; one that cannot be read or holds no shape becomes an error."""
    documents: list[RdfDocument] = []
    errors: list[InputError] = []
    for path in paths:
        try:
            document = read_file(path)
            if not _holds_shapes(document):
                raise _no_shapes(document.name)
            documents.append(document)
        except InputError as error:
            errors.append(error)
    return tuple(documents), tuple(errors)


def _holds_shapes(document: RdfDocument) -> bool:
    return any(
        (quad.predicate.value.startswith(SH) and quad.predicate.value not in _DECLARING)
        or (quad.predicate.value == f"{RDF}type" and getattr(quad.object, "value", "").startswith(SH))
        for quad in document.quads
    )


def _no_shapes(name: str) -> InputError:
    return InputError(
        Text(
            en="there is no SHACL shape in this file; give shapes with --shapes and models as plain arguments",
            ru="в этом файле нет ни одного правила SHACL; через --shapes укажите правила, а модели — без ключа",
        ),
        file=name,
    )


def blamed(error: ShapesError, documents: Sequence[RdfDocument]) -> EtomError:
    """Say in which file of shapes the one stands that cannot be run.

    pySHACL names it in its words; labels of blank nodes mean nothing to a reader, their line does.
    """
    file, line, told = "", None, error.reason
    nodes: list[pyoxigraph.NamedNode | pyoxigraph.BlankNode] = []
    if error.node is not None and isinstance(
        node := term_of(error.node), (pyoxigraph.NamedNode, pyoxigraph.BlankNode)
    ):
        nodes.append(node)
    for match in _BLANK_NODE.finditer(error.reason.en):
        nodes.append(pyoxigraph.BlankNode(match[1]))
    for node in nodes:
        holder = next((one for one in documents if one.line_of(node) is not None), None)
        if holder is not None:
            label = re.compile(rf"'?(?:_:)?\b{re.escape(node.value)}\b'?")
            if isinstance(node, pyoxigraph.BlankNode):
                told = Text(en=label.sub("[…]", told.en), ru=label.sub("[…]", told.ru))
            if not file:
                file, line = holder.name, _first_line(holder, node)
    if not file:
        file = ", ".join(one.name for one in documents)
    return InputError(
        Text(
            en=f"these shapes cannot be run ({told.en}); mend them or leave out --shapes",
            ru=f"эти правила не удаётся применить ({told.ru}); исправьте их или уберите --shapes",
        ),
        file=file,
        line=line,
    )


def _first_line(document: RdfDocument, node: pyoxigraph.NamedNode | pyoxigraph.BlankNode) -> int | None:
    lines = zip(document.quads, document.lines, strict=True)
    return next((line for quad, line in lines if quad.subject == node), None)
