"""Open registers of processes in Parquet, whose columns have types where those of text have none."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from etom_rdf.errors import EtomError, InputError
from etom_rdf.identifiers import shown
from etom_rdf.rdf_input.formats import bad_input
from etom_rdf.readers.records import SourceModel
from etom_rdf.readers.tables.columnar import LINE, ColumnTable, cell_name, reading
from etom_rdf.readers.tables.columns import find_header, missing_columns
from etom_rdf.readers.tables.grid import CellKind, Row, Table
from etom_rdf.readers.tables.register import Register
from etom_rdf.readers.tables.rows import add_table
from etom_rdf.readers.tables.wanted import checked_columns
from etom_rdf.text import Text

if TYPE_CHECKING:
    import polars as pl

MAGIC: Final = b"PAR1"
_NEEDED: Final = Text(
    en='Parquet is read with Polars, which is not installed; run pip install "etom-rdf[tables]", or give the register '
    "as CSV",
    ru='для чтения Parquet нужен Polars, а он не установлен; выполните pip install "etom-rdf[tables]" или дайте реестр '
    "в CSV",
)


@dataclass(frozen=True)
class ParquetTable(ColumnTable):
    """Hold a register in Parquet, whose header stands in line 0 before row 1."""

    def texts(self, columns: Collection[int]) -> "pl.LazyFrame":
        """Return number and texts of all rows, of some columns."""
        import polars as pl  # noqa: PLC0415

        frame = pl.scan_parquet(self.path, glob=False).with_row_index(LINE, offset=1)
        types = _types(self.path, self.file)
        texts = [
            _text(name, kind).fill_null("").alias(cell_name(at))
            for at, (name, kind) in enumerate(types.items())
            if at in columns
        ]
        return frame.select(pl.col(LINE), *texts)

    def whole(self) -> SourceModel:
        """Read the register row by row; raises InputError for more rows than can be read so."""
        register = Register(self.file)
        add_table(register, Table(lambda _: self.rows()), self.header, sheet=None)
        return register.model()


def open_parquet(path: str, *, name: str, columns: Mapping[str, str] | None = None) -> ParquetTable:
    """Open a register; `columns` gives the headers of other names by role.

    Raises InputError where Polars is not installed, for a damaged file, for one without the columns of a register,
    and where one of these holds no texts, numbers or dates.
    """
    wanted = checked_columns(columns or {})
    types = _types(path, name)
    head = Row(0, list(types))
    header = find_header([head], wanted, may_be_text=False)
    if header is None:
        raise _no_register(name, head, wanted)
    kinds = {at: kind for at, one in enumerate(types.values()) if (kind := _kind(one)) is not None}
    whole_numbers = frozenset(at for at, one in enumerate(types.values()) if one.is_integer())
    table = ParquetTable(name, path, header, kinds, whole_numbers)
    for at in table.used:
        dtype = list(types.values())[at]
        if not _is_readable(dtype):
            raise bad_input(
                name,
                None,
                f"column ‘{shown(header.names[at])}’ holds {dtype}, where one text a row is needed; write it as text",
                f"в столбце «{shown(header.names[at])}» тип {dtype}, а нужен один текст на строку; запишите его "
                "текстом",
            )
    return table


def is_register(path: str, columns: Mapping[str, str]) -> bool:
    """Say whether a file has the columns of a register; of a damaged one its reader has to speak."""
    try:
        return find_header([Row(0, list(_types(path, path)))], columns, may_be_text=False) is not None
    except InputError:
        return True


def _types(path: str, file: str) -> "dict[str, pl.DataType]":
    try:
        import polars as pl  # noqa: PLC0415 (an optional package, which loads slowly)
    except ImportError:
        raise InputError(_NEEDED, file=file) from None
    with reading(file):
        return dict(pl.scan_parquet(path, glob=False).collect_schema())


def _kind(dtype: "pl.DataType") -> CellKind | None:
    if dtype.is_numeric():
        return "number"
    return "date" if str(dtype).startswith("Date") else None


def _is_readable(dtype: "pl.DataType") -> bool:
    """Say whether a value is one text, number, date or the like: neither bytes nor several in one."""
    return not (dtype.is_nested() or str(dtype) in ("Binary", "Object") or str(dtype).startswith("Duration"))


def _text(name: str, dtype: "pl.DataType") -> "pl.Expr":
    """Return the texts that a spreadsheet would show for the values of a column."""
    import polars as pl  # noqa: PLC0415

    column = pl.col(name)
    if not _is_readable(dtype) or str(dtype) == "Null":
        return pl.lit("")
    if dtype.is_float():
        return column.fill_nan(None).cast(pl.String).str.strip_suffix(".0")
    if _kind(dtype) == "date":
        return column.dt.to_string("%d.%m.%Y")
    if str(dtype) == "Time":
        return column.dt.to_string("%H:%M")
    if str(dtype) == "Boolean":
        return pl.when(column).then(pl.lit("TRUE")).when(~column).then(pl.lit("FALSE"))
    return column if str(dtype) == "String" else column.cast(pl.String)


def _no_register(file: str, head: Row, wanted: Mapping[str, str]) -> EtomError:
    have = ", ".join(f"‘{shown(cell)}’" for cell in head.cells[:10])
    missing, _ = missing_columns([head], wanted)
    if missing:
        lacks = ", ".join(f"‘{shown(one)}’" for one in missing)
        return bad_input(
            file,
            None,
            f"there is no column {lacks}, but {have}; correct --columns or the names of the columns",
            f"нет столбца {lacks}, есть {have}; исправьте --columns или имена столбцов",
        )
    return bad_input(
        file,
        None,
        f"none of the columns is known to be one of a register ({have}); name them, for example ‘ID’, ‘Process "
        "name’, ‘eTOM element’, or say which they are with --columns",
        f"среди столбцов нет столбцов реестра ({have}); назовите их, например «Код», «Наименование процесса», "
        "«Элемент eTOM», или укажите их в --columns",
    )
