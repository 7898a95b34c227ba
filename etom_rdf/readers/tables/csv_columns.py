"""Open large registers in CSV to be looked at column by column, where Polars reads them as our own reader does.

That is so for plain files: UTF-8, one row a line, as many cells in each as in the header, and quotes around whole cells
only. What is not, or has fewer bytes than `LARGE`, is read row by row.
"""

import codecs
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from etom_rdf.readers.records import SourceModel
from etom_rdf.readers.tables.columnar import LINE, ColumnTable, cell_name
from etom_rdf.readers.tables.columns import find_header
from etom_rdf.readers.tables.header import Header
from etom_rdf.readers.tables.text import DELIMITERS, LONGEST_CELL, tables_of
from etom_rdf.readers.tables.wanted import checked_columns
from etom_rdf.spreadsheets import SEPARATOR_LINE, plain_cell

if TYPE_CHECKING:
    import polars as pl

LARGE: Final = 4 << 20  # bytes
_PIECE: Final = 4 << 20  # bytes
_HEAD: Final = 1 << 18  # bytes, in which the header has to be
LEAST: Final = 100  # lines of the head: more than the reader looks at to find the header
_MOST_COLUMNS: Final = 100
_NO_TEXT: Final = "\x01"  # divides the columns of a file that is read line by line
_MARKED: Final = "^['=]"  # see `plain_cell`


@dataclass(frozen=True)
class CsvTable(ColumnTable):
    """Hold a plain register in CSV, whose rows stand in the lines below the header."""

    delimiter: str = ","
    columns: Mapping[str, str] = field(default_factory=dict)

    def texts(self, columns: Collection[int]) -> "pl.LazyFrame":
        """Return number and texts of all rows, of some columns."""
        import polars as pl  # noqa: PLC0415

        names = [cell_name(at) for at in range(len(self.header.names))]
        frame = pl.scan_csv(
            self.path,
            has_header=False,
            separator=self.delimiter,
            skip_lines=self.header.line,
            schema=dict.fromkeys(names, pl.String),
            glob=False,
        )
        texts = [_unmarked(pl.col(names[at]).fill_null("")) for at in sorted(columns)]
        return frame.with_row_index(LINE, offset=self.header.line + 1).select(LINE, *texts)

    def whole(self) -> SourceModel:
        """Read the register row by row; raises InputError for more rows than can be read so."""
        from etom_rdf.readers import tables  # noqa: PLC0415

        return tables.read(Path(self.path).read_bytes(), name=self.file, columns=self.columns)


def open_csv(path: str, *, name: str, columns: Mapping[str, str] | None = None) -> CsvTable | None:
    """Open a register; None where it has to be read row by row, if only because Polars is not installed.

    `columns` gives the headers of other names by role. Raises EtomError for unknown roles.
    """
    wanted = checked_columns(columns or {})
    try:
        import polars as pl  # noqa: PLC0415 (an optional package, which loads slowly)
    except ImportError:
        return None
    lines = _plain_lines(path)
    found = None if lines is None else _header(path, wanted)
    if lines is None or found is None:
        return None
    header, delimiter = found
    table = CsvTable(name, path, header, delimiter=delimiter, columns=wanted)
    try:
        rows = table.texts(()).select(pl.len()).collect(engine="streaming").item()
        is_plain = rows == lines - header.line and _has_plain_rows(table)
    except pl.exceptions.PolarsError:
        return None
    return table if is_plain else None


def _plain_lines(path: str) -> int | None:
    """Return the number of lines of a large file; None for one with anything but UTF-8 in lines that hold something."""
    if Path(path).stat().st_size < LARGE:
        return None
    decoder = codecs.getincrementaldecoder("utf-8")()
    count, before = 0, b"\n"
    with Path(path).open("rb") as stream:
        while piece := stream.read(_PIECE):
            if piece.endswith(b"\r"):
                piece += stream.read(1)
            try:
                decoder.decode(piece)
            except UnicodeDecodeError:
                return None
            has_empty = (
                (before == b"\n" and piece.startswith((b"\n", b"\r"))) or b"\n\n" in piece or b"\n\r" in piece
            )
            if has_empty or b"\0" in piece or b"\x01" in piece or piece.count(b"\r") != piece.count(b"\r\n"):
                return None
            count += piece.count(b"\n")
            before = piece[-1:]
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return None
    return count + (before != b"\n")


def _header(path: str, wanted: Mapping[str, str]) -> tuple[Header, str] | None:
    """Return the header and what divides the columns, as the reader finds them, None where that is not plain."""
    with Path(path).open("rb") as stream:
        head = stream.read(_HEAD)
    text = head[: head.rfind(b"\n") + 1].decode("utf-8-sig")
    if text.count("\n") < LEAST or SEPARATOR_LINE.match(text):
        return None
    found = [
        (header, delimiter)
        for table, delimiter in zip(tables_of(text), DELIMITERS, strict=False)
        if (header := find_header(table.head([]), wanted)) is not None
    ]
    header, delimiter = max(found, key=lambda pair: (pair[0].known, len(pair[0].names)), default=(None, ""))
    return None if header is None or not 1 < len(header.names) <= _MOST_COLUMNS else (header, delimiter)


def _has_plain_rows(table: CsvTable) -> bool:
    """Say whether each line from the header on has a cell for each column, and quotes around whole cells only."""
    import polars as pl  # noqa: PLC0415

    lines = pl.scan_csv(
        table.path,
        has_header=False,
        separator=_NO_TEXT,
        quote_char=None,
        schema={"text": pl.String},
        glob=False,
    ).with_row_index(LINE, offset=1)
    sign = rf"\x{ord(table.delimiter):02x}"
    cell = rf'(?:"(?:[^"]|"")*"|[^"{sign}]*)'
    row = rf"^{cell}(?:{sign}{cell}){{{len(table.header.names) - 1}}}\r?$"
    is_plain = pl.col("text").str.contains(row) & (pl.col("text").str.len_bytes() <= LONGEST_CELL)
    below = lines.filter(pl.col(LINE) >= table.header.line)
    return bool(below.select(is_plain.fill_null(value=False).all()).collect(engine="streaming").item())


def _unmarked(text: "pl.Expr") -> "pl.Expr":
    """Take off the marks of spreadsheets, as the reader does."""
    import polars as pl  # noqa: PLC0415

    return text.map_batches(_without_marks, return_dtype=pl.String, is_elementwise=True)


def _without_marks(texts: "pl.Series") -> "pl.Series":
    places = texts.str.contains(_MARKED).arg_true()
    return (
        texts.scatter(places, [plain_cell(text) for text in texts.gather(places)]) if len(places) else texts
    )
