"""Hold what one RDF file says, with the lines where it says it."""

from collections.abc import Mapping, Sequence

import pyoxigraph as ox

from etom_rdf.rdf_input.formats import Format
from etom_rdf.text import Text

Subject = ox.NamedNode | ox.BlankNode
Term = ox.NamedNode | ox.BlankNode | ox.Literal


class RdfDocument:
    """Hold what one file says.

    `quads` keep the names of named graphs, the order of the file and every lexical form; language tags
    are in lower case, as RDF allows and the parser does. Blank nodes are named after the file's name
    and content: the same in every run, and never those of another file. `lines` runs parallel to
    `quads`: the line where the object of the statement ends (in RDF/XML, where its property does); None
    for JSON-LD. `base` is what relative IRIs were resolved against. `notices` say what was converted. `files`
    gives the files of subjects where the whole is a folder with a file for each. None of this changes.
    """

    __slots__ = ("_places", "base", "files", "format", "lines", "name", "notices", "prefixes", "quads")

    def __init__(  # noqa: PLR0913, PLR0917 - all that is known of a file
        self,
        name: str,
        format: Format,  # noqa: A002 - the word of the command line
        quads: Sequence[ox.Quad],
        lines: Sequence[int | None],
        prefixes: dict[str, str],
        base: str | None,
        notices: tuple[Text, ...] = (),
        files: Mapping[Subject, str] | None = None,
    ) -> None:
        self.name = name
        self.format = format
        self.quads = quads
        self.lines = lines
        self.prefixes = prefixes
        self.base = base
        self.notices = notices
        self.files = files or {}
        self._places: dict[object, list[tuple[ox.Quad, int | None]]] = {}

    def file_of(self, subject: Term | None) -> str:
        """Return the name of the file that speaks of a subject."""
        own = None if subject is None or isinstance(subject, ox.Literal) else self.files.get(subject)
        return own or self.name

    def line_of(
        self,
        subject: Subject,
        predicate: ox.NamedNode | None = None,
        object: Term | None = None,  # noqa: A002 - the word of RDF
    ) -> int | None:
        """Return the line of a statement; failing that, of its property; of its subject; or None.

        The first call builds an index of the subjects.
        """
        if not self._places:
            for quad, at in zip(self.quads, self.lines, strict=True):
                self._places.setdefault(quad.subject, []).append((quad, at))
        best, line = -1, None
        for quad, at in self._places.get(subject, ()):
            fits = predicate is not None and quad.predicate == predicate
            rank = fits + (fits and object is not None and quad.object == object)
            if rank > best:
                best, line = rank, at
        return line
