"""Bring process models, the ontology and the shapes into memory."""

import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from etom_rdf.errors import EtomError, InputError
from etom_rdf.namespaces import ETOM, GOST, RDF
from etom_rdf.rdf_input import RdfDocument, from_rdflib, read_rdf, to_rdflib
from etom_rdf.resources import ontology_files, shape_file
from etom_rdf.text import Text

if TYPE_CHECKING:
    import pyoxigraph
    from rdflib import Graph

    from etom_rdf.abridged import AbridgedFile

PathText = str | os.PathLike[str]

# The properties that make a subject a process even where no type is stated.
CLASSIFYING = tuple(
    ETOM + name for name in ("classifiedAs", "performs", "processId", "qualifiedClassification")
)
_STATED = (f"{ETOM}classifiedAs", f"{ETOM}qualifiedClassification")
PROCESS_CLASSES = tuple(ETOM + name for name in ("Process", "BusinessProcess", "EndToEndProcess"))

# Our namespaces as people misspell them: http, www, # or nothing at the end.
_NEARLY_OURS = re.compile(r"https?://(?:www\.)?w3id\.org/etom/(?:ns|gost-r-53633)[/#]{0,2}", re.IGNORECASE)
_ADDRESS = re.compile(r"(?!file:)[A-Za-z][A-Za-z0-9+.-]+://")


class Remark(NamedTuple):
    """Report what was noticed while a file was read, before any rule looked at it.

    `focus` is the IRI of the process, or the file where it is about no process; `record` is its id in the file.
    """

    code: str
    severity: Literal["violation", "warning", "info"]
    message: Text
    focus: str
    file: str | None = None
    line: int | None = None
    record: str | None = None
    value: str | None = None


class ProcessModel(NamedTuple):
    """Hold the files of one run: what was read, and what could not be.

    The files are one model: a process in one may be a part or a step of something in another. `notices` say
    what was passed over though nothing is wrong with it. Of files that are not RDF, `remarks` say what was
    doubtful in them, `kinds` what they are and `skipped` how many records could not be read, by file. Of the files
    in `abridged` the documents and remarks are a short form.
    """

    documents: tuple[RdfDocument, ...]
    errors: tuple[InputError, ...] = ()
    notices: tuple[InputError, ...] = ()
    remarks: tuple[Remark, ...] = ()
    kinds: Mapping[str, str] = {}
    skipped: Mapping[str, int] = {}
    abridged: "tuple[AbridgedFile, ...]" = ()

    @property
    def quads(self) -> "list[pyoxigraph.Quad]":
        """Return the statements of all files, with their named graphs."""
        return [quad for document in self.documents for quad in document.quads]

    @property
    def graph(self) -> "Graph":
        """Return the union of all graphs of all files, made anew."""
        return to_rdflib(self.documents)

    @property
    def uses_vocabulary(self) -> bool:
        """Say whether any statement uses a class or property of the vocabulary."""
        return any(map(_uses_vocabulary, self.documents))

    def slips(self, *, processes_expected: bool = True) -> tuple[EtomError, ...]:
        """Say where a model has nothing of ours, or has it in a namespace that is nearly ours."""
        if processes_expected and self.documents and not self.uses_vocabulary:
            is_rdf = any(document.name not in self.kinds for document in self.documents)
            return (_nothing_of_ours(self.documents) if is_rdf else _no_process(self.documents),)
        return tuple(
            _misspelt(document, near)
            for document in self.documents
            if not _uses_vocabulary(document) and (near := near_namespaces(document))
        )


def read_files(paths: Iterable[PathText]) -> ProcessModel:
    """Read the files of one run; a file that cannot be read becomes an error, and the others are read.

    A file that is given twice is read once.
    """
    documents: list[RdfDocument] = []
    errors: list[InputError] = []
    given, notices = each_once(paths)
    for path in given:
        try:
            documents.append(read_file(path))
        except InputError as error:
            errors.append(error)
    return ProcessModel(tuple(documents), tuple(errors), notices)


def each_once(paths: Iterable[PathText]) -> tuple[list[str], tuple[InputError, ...]]:
    """Return the names without those that lead to a file again, and notices of these."""
    names: list[str] = []
    notices: list[InputError] = []
    seen: set[str] = set()
    for path in paths:
        name = os.fsdecode(path)
        real = name if name in ("", "-") else os.path.realpath(name)
        if real in seen:
            again = Text(en="given more than once; it was read once", ru="указан повторно; прочитан один раз")
            notices.append(InputError(again, file=name))
        else:
            seen.add(real)
            names.append(name)
    return names, tuple(notices)


def read_file(path: PathText) -> RdfDocument:
    """Read one RDF file that a user named; raises InputError, also for a name that can be no file."""
    refuse_name(path)
    return read_rdf(path)


def refuse_name(path: PathText) -> None:
    """Raise InputError for a name that can be no file: an empty one, an address of the web, a closed stdin."""
    name = os.fsdecode(path)
    problem: Text | None = None
    if not name.strip():
        problem = Text(
            en="the file name is empty; name a file, or - for stdin",
            ru="пустое имя файла; укажите файл или - для стандартного ввода",
        )
    elif _ADDRESS.match(name):
        problem = Text(
            en="nothing is fetched from the web; download it and give the file",
            ru="из сети ничего не загружается; скачайте и укажите файл",
        )
    elif name == "-" and sys.stdin is None:
        problem = Text(
            en="standard input is closed; give a file or pipe something in",
            ru="стандартный ввод закрыт; укажите файл или подайте что-нибудь на ввод",
        )
    if problem is not None:
        raise InputError(problem, file=name)


def no_model(path: str) -> InputError:
    """Return what to say of a folder in which nothing can be read."""
    return InputError(
        Text(
            en="there is no model here; see that the path is the right one",
            ru="здесь нет ни одной модели; посмотрите, тот ли это путь",
        ),
        file=path,
    )


def near_namespaces(document: RdfDocument) -> tuple[str, ...]:
    """Return the namespaces of a file that are nearly ours, in order."""
    found = {
        near[0]
        for quad in document.quads
        for term in quad.triple
        if (near := _NEARLY_OURS.match(getattr(term, "value", ""))) and near[0] not in (ETOM, GOST)
    }
    return tuple(sorted(found))


def _uses_vocabulary(document: RdfDocument) -> bool:
    return any(
        quad.predicate.value.startswith(ETOM)
        or (quad.predicate.value == f"{RDF}type" and getattr(quad.object, "value", "").startswith(ETOM))
        for quad in document.quads
    )


def _nothing_of_ours(documents: Sequence[RdfDocument]) -> EtomError:
    if not any(True for document in documents for _ in document.quads):
        nothing = Text(
            en="no statement was found; check that this is the right file, and that it has any",
            ru="утверждений не нашлось; проверьте, тот ли это файл и есть ли они в нём",
        )
        return _of_one_or_all(documents, nothing)
    near = sorted({one for document in documents for one in near_namespaces(document)})
    listed = ", ".join(f"<{one}>" for one in near)
    message = Text(
        en=f"nothing was found to check; is the prefix of the vocabulary <{ETOM}>?"
        + (f" The data use {listed} instead" if near else ""),
        ru=f"не нашлось ничего, что можно проверить; префикс словаря — <{ETOM}>?"
        + (f" В данных вместо него {listed}" if near else ""),
    )
    return _of_one_or_all(documents, message)


def _no_process(documents: Sequence[RdfDocument]) -> EtomError:
    message = Text(
        en="no process was found; check that this is the right file, and that it has any",
        ru="процессов не нашлось; проверьте, тот ли это файл и есть ли они в нём",
    )
    return _of_one_or_all(documents, message)


def _of_one_or_all(documents: Sequence[RdfDocument], message: Text) -> EtomError:
    return InputError(message, file=documents[0].name) if len(documents) == 1 else EtomError(message)


def _misspelt(document: RdfDocument, near: Sequence[str]) -> InputError:
    listed = ", ".join(f"<{one}>" for one in near)
    return InputError(
        Text(
            en=f"{listed} is nearly one of our namespaces, but not one; write <{ETOM}> or <{GOST}>",
            ru=f"{listed} — почти наше пространство имён, но не оно; пишите <{ETOM}> или <{GOST}>",
        ),
        file=document.name,
    )


def read_model(*paths: PathText) -> "Graph":
    """Read process models from RDF files into one graph, nothing but what the files say.

    Data in named graphs counts. Raises InputError for the first file that cannot be read.

    >>> len(read_model(ontology_files()[0])) > 500
    True
    """
    return to_rdflib([read_file(path) for path in paths])


def document_of(graph: "Graph") -> RdfDocument:
    """Treat a graph as a file without a name and without lines; the graph stays as it is."""
    quads = from_rdflib(graph)
    return RdfDocument("", "ntriples", quads, [None] * len(quads), prefixes={}, base=None)


def load_ontology() -> "Graph":
    """Return a fresh graph of the whole ontology: vocabulary, content, glossary, requirements, alignments."""
    return read_model(*ontology_files())


def load_shapes(stems: Sequence[str] = ("process-model",)) -> "Graph":
    """Return a fresh graph of the rules for process models, or of other files of `shapes/`."""
    return read_model(*(shape_file(stem) for stem in stems))


def processes(quads: "Iterable[pyoxigraph.Quad]") -> "dict[object, int]":
    """Find the processes among statements, each with the number of classifications that it states."""
    found: dict[object, int] = {}
    for subject, predicate, _ in dict.fromkeys(_telling(quads)):
        found[subject] = found.get(subject, 0) + (predicate in _STATED)
    return found


def _telling(quads: "Iterable[pyoxigraph.Quad]") -> "Iterator[tuple[object, str, object]]":
    """Yield the statements that make their subject a process, possibly repeated."""
    for quad in quads:
        predicate = quad.predicate.value
        if predicate in CLASSIFYING or (
            predicate == f"{RDF}type" and getattr(quad.object, "value", None) in PROCESS_CLASSES
        ):
            yield quad.subject, predicate, quad.object
