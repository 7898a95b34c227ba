"""Word what goes wrong with stores, so that each error says what to do."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from etom_rdf.errors import QueryError, StoreError
from etom_rdf.stores.markup import one_line
from etom_rdf.text import Text

_REASONS: Final = {
    errno.EACCES: Text(
        en="you may not do this with the store; change the permissions or ask the owner",
        ru="нет прав на это действие с хранилищем; измените права или обратитесь к владельцу",
    ),
    errno.ENOSPC: Text(
        en="the disk is full, and the store is as it was; free some space and load again",
        ru="на диске нет места, хранилище осталось прежним; освободите место и повторите загрузку",
    ),
    errno.EFBIG: Text(
        en="a file would exceed the size that is allowed here, and the store is as it was; raise the limit (ulimit -f)",
        ru="файл превысил бы разрешённый размер, хранилище осталось прежним; увеличьте предел (ulimit -f)",
    ),
    errno.ENOTDIR: Text(
        en="this is a file, not the directory of a store; name a directory",
        ru="это файл, а не каталог хранилища; укажите каталог",
    ),
}
# RocksDB says what the operating system told it, in words.
_WORDS: Final = (
    ("No space left", errno.ENOSPC),
    ("Disk quota", errno.ENOSPC),
    ("File too large", errno.EFBIG),
    ("Permission denied", errno.EACCES),
)


def store_error(place: Path, message: Text) -> StoreError:
    """Return the error for a store in a directory."""
    return StoreError(message, file=str(place))


def no_store(directory: Path) -> StoreError:
    """Return the error for a directory that is no store."""
    if not directory.exists():
        en, ru = "there is no such store", "такого хранилища нет"
    elif not directory.is_dir():
        return store_error(directory, _REASONS[errno.ENOTDIR])
    else:
        en, ru = "this directory is no store of etom", "этот каталог — не хранилище etom"
    return store_error(
        directory,
        Text(
            en=f"{en}; etom load --store DIR FILE makes one",
            ru=f"{ru}; его создаёт etom load --store КАТАЛОГ ФАЙЛ",
        ),
    )


def system_fault(place: Path, error: OSError) -> StoreError:
    """Turn what the operating system or RocksDB says into one line with what to do."""
    number = error.errno
    for words, meaning in _WORDS:
        if words in str(error):
            number = meaning
    number = {errno.EPERM: errno.EACCES, errno.EROFS: errno.EACCES, errno.EDQUOT: errno.ENOSPC}.get(
        number or 0, number
    )
    if number == errno.EEXIST and not place.is_dir():
        number = errno.ENOTDIR
    if number in _REASONS:
        return store_error(place, _REASONS[number])
    words = one_line(error.strerror or str(error))
    return store_error(
        place,
        Text(
            en=f"the store cannot be used ({words}); check the disk, or build it anew in another directory",
            ru=f"хранилищем нельзя пользоваться ({words}); проверьте диск или создайте его заново в другом каталоге",
        ),
    )


@contextmanager
def system_faults(place: Path) -> Iterator[None]:
    """Raise StoreError for what the operating system or RocksDB raises inside the block."""
    try:
        yield
    except OSError as error:
        raise system_fault(place, error) from None


def other_form(place: str, wanted: str) -> QueryError:
    """Return the error for a query that gives something else than what was called for."""
    return QueryError(
        Text(
            en=f"{place}: the query is of another form than {wanted}; ask it in that form",
            ru=f"{place}: запрос не вида {wanted}; запишите его в этом виде",
        )
    )
