"""Keep the generations of a store in one directory, so that its content changes in one step.

    DIR/etom-store          marks the directory as a store; whoever writes holds a lock on it
    DIR/current             the name of the generation that counts, replaced as a whole
    DIR/generations/7/db    an Oxigraph database, never changed once `current` names it
    DIR/generations/7/used  whoever reads the generation holds a shared lock on it

A new generation is built beside the others and published by one `rename`. A process that is killed, at whatever
moment, leaves the old content or the new, and perhaps a generation that nobody names; the next writer removes
that. A generation that somebody still reads is left alone until the next writer comes. The locks are those of
the operating system and end with the process.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from etom_rdf.errors import StoreError
from etom_rdf.stores.faults import no_store, store_error, system_fault
from etom_rdf.text import Text

MARK: Final = "etom-store"
_ATTEMPTS: Final = 100  # a reader tries again only when a writer has published in between


@dataclass(frozen=True, slots=True)
class Generations:
    """Reach the generations of the store in `directory`."""

    directory: Path

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the only writer, in a directory that is or becomes a store; sweep before and after.

        Where nothing is published in what was no store before, nothing that was made for it stays. Raises
        StoreError for a directory that holds anything else, or where somebody else is writing.
        """
        with self._system_faults():
            is_new = not (self.directory / MARK).exists()
            made = [one for one in (self.directory, *self.directory.parents) if not one.exists()]
            self._become_store()
            with (self.directory / MARK).open("r+b") as mark:
                if not (_lock(mark, shared=False) and _is_open(mark, self.directory / MARK)):
                    raise store_error(
                        self.directory,
                        Text(
                            en="another load is writing into this store; wait until it is done",
                            ru="в это хранилище уже идёт другая загрузка; дождитесь её окончания",
                        ),
                    )
                self._sweep()
                try:
                    yield
                finally:
                    with suppress(OSError):
                        self._sweep()
                        if is_new and not (self.directory / "current").exists():
                            self._undo(made)

    def create(self) -> Path:
        """Make the folder of the next generation, which does not count before it is published."""
        folder = self._folder(str(1 + max((int(name) for name in self._names()), default=0)))
        folder.mkdir(parents=True)
        (folder / "used").touch()
        return folder

    def publish(self, folder: Path) -> None:
        """Let a generation count from now on; it is on the disk before its name is."""
        for path in (*folder.rglob("*"), folder, folder.parent):
            _to_disk(path)
        fresh = self.directory / "current.new"
        fresh.write_text(f"{folder.name}\n", encoding="ascii")
        _to_disk(fresh)
        fresh.replace(self.directory / "current")
        _to_disk(self.directory)

    @contextmanager
    def reading(self) -> Iterator[Path]:
        """Hold the generation that counts now, and return the path of its database.

        Raises StoreError where the directory is not a store, or nothing has been loaded yet.
        """
        with self._system_faults():
            for _ in range(_ATTEMPTS):
                folder = self._folder(self._current())
                with suppress(FileNotFoundError), (folder / "used").open("rb") as used:
                    # A writer may have removed the generation since `current` was read: then there is a newer one.
                    if _lock(used, shared=True) and _is_open(used, folder / "used"):
                        yield folder / "db"
                        return
        raise self._no_content()

    def _become_store(self) -> None:
        self.directory.mkdir(parents=True, exist_ok=True)
        mark = self.directory / MARK
        if not mark.exists():
            if any(self.directory.iterdir()):
                raise store_error(
                    self.directory,
                    Text(
                        en="this directory holds other things and is no store; name an empty or a new one",
                        ru="в этом каталоге лежит другое, это не хранилище; укажите пустой или новый каталог",
                    ),
                )
            mark.touch()

    def _undo(self, made: Iterable[Path]) -> None:
        """Make no store of the directory after all, and remove folders that were made for it, from the innermost."""
        with suppress(FileNotFoundError):
            (self.directory / "generations").rmdir()
        (self.directory / MARK).unlink()
        for folder in made:
            folder.rmdir()

    def _current(self) -> str:
        if not (self.directory / MARK).exists():
            raise no_store(self.directory)
        try:
            name = (self.directory / "current").read_text(encoding="ascii", errors="replace").strip()
        except FileNotFoundError:
            raise self._no_content() from None
        if not name.isdecimal():
            raise self._no_content()
        return name

    def _no_content(self) -> StoreError:
        return store_error(
            self.directory,
            Text(
                en="this store holds nothing yet, or its files were deleted; load it with etom load --store",
                ru="хранилище ещё пусто, либо его файлы удалены; загрузите данные командой etom load --store",
            ),
        )

    def _folder(self, name: str) -> Path:
        return self.directory / "generations" / name

    def _names(self) -> list[str]:
        try:
            return [name for name in os.listdir(self.directory / "generations") if name.isdecimal()]  # noqa: PTH208
        except FileNotFoundError:
            return []

    def _sweep(self) -> None:
        """Remove generations that do not count and that nobody reads; only a writer may."""
        import shutil  # noqa: PLC0415

        try:
            current = self._current()
        except StoreError:
            current = ""
        for name in self._names():
            folder = self._folder(name)
            if name == current:
                continue
            try:
                with (folder / "used").open("rb") as used:
                    if _lock(used, shared=False):
                        shutil.rmtree(folder)
            except FileNotFoundError:
                shutil.rmtree(folder)  # whoever made or removed it was killed half-way

    @contextmanager
    def _system_faults(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise system_fault(self.directory, error) from None


def _lock(file: BinaryIO, *, shared: bool) -> bool:
    """Lock an open file until it is closed; say whether that was possible at once."""
    try:
        import fcntl  # noqa: PLC0415
    except ModuleNotFoundError:
        raise store_error(
            Path(file.name),
            Text(
                en="stores in directories need the file locks of Unix; use a server with --endpoint",
                ru="хранилищам в каталогах нужны файловые блокировки Unix; используйте сервер через --endpoint",
            ),
        ) from None
    try:
        fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_open(file: BinaryIO, path: Path) -> bool:
    """Say whether a path still leads to an open file."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
