"""Write results: to stdout, or to a file that is whole or not there at all."""

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from etom_rdf.errors import EtomError, InputError
from etom_rdf.text import Text


def refuse_output(output: str, inputs: Iterable[str]) -> None:
    """Raise InputError for an output without a name, or one that would replace what the command reads."""
    if output == "":
        raise EtomError(
            Text(
                en="the name after -o is empty; write a file name, or - for stdout",
                ru="после -o пустое имя; укажите имя файла или - для стандартного вывода",
            )
        )
    if output == "-":
        return
    for name in inputs:
        if name not in ("", "-") and _is_same_file(output, name):
            raise InputError(
                Text(
                    en=f"this is an input of the command ({name}), which the result would replace; choose another "
                    "file with -o",
                    ru=f"это входной файл команды ({name}), и результат затёр бы его; выберите другой файл через -o",
                ),
                file=output,
            )


def _is_same_file(one: str, other: str) -> bool:
    if os.path.realpath(one) == os.path.realpath(other):
        return Path(one).is_file()
    try:
        return Path(one).is_file() and Path(one).samefile(other)
    except OSError:
        return False


def write(text: str, output: str) -> None:
    """Write the result to stdout or to a file; it ends with one line break."""
    write_pieces((text,), output)


def write_pieces(pieces: Iterable[str], output: str) -> None:
    """Write a result that is made piece by piece, as `write` does."""
    if output != "-":
        _write_file(output, map(_encoded, _ended(pieces)))
        return
    if sys.stdout is None:
        raise _not_written("stdout", _CLOSED)
    try:
        sys.stdout.writelines(_ended(pieces))
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _not_written("stdout", error.strerror) from None


def _ended(pieces: Iterable[str]) -> Iterator[str]:
    last = ""
    for piece in pieces:
        yield piece
        last = piece or last
    if not last.endswith("\n"):
        yield "\n"


def write_json(value: object, output: str) -> None:
    """Write a result as JSON."""
    import json  # noqa: PLC0415

    write(json.dumps(value, ensure_ascii=False, indent=2), output)


def write_file(name: str, text: str) -> None:
    """Write a file as `write_bytes` does."""
    write_bytes(name, _encoded(text))


def _encoded(text: str) -> bytes:
    # The bytes as they are: CSV has line ends of its own on every system.
    return text.encode("utf-8", errors="backslashreplace")


def write_bytes(name: str, data: bytes) -> None:
    """Write a file in one step: whoever reads it sees the old content or the new one, never half of it.

    A link keeps leading where it led. Raises InputError.
    """
    _write_file(name, (data,))


def _write_file(name: str, pieces: Iterable[bytes]) -> None:
    try:
        path = Path(os.path.realpath(name))
        mode = _mode(path)
    except OSError as error:
        raise _not_written(name, error.strerror) from None
    except ValueError:  # NUL
        raise _not_written(name, _NO_NAME) from None
    try:
        if mode is None:
            with path.open("wb") as file:  # a device or a pipe, which cannot be replaced
                file.writelines(pieces)
            return
        _replace(path, pieces, mode)
    except OSError as error:
        raise _not_written(name, error.strerror) from None


def _mode(path: Path) -> int | None:
    """Return the permissions that the file has or will have; None for what is no ordinary file."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
    return stat.S_IMODE(mode) if stat.S_ISREG(mode) else None


def _replace(path: Path, pieces: Iterable[bytes], mode: int) -> None:
    from tempfile import NamedTemporaryFile  # noqa: PLC0415

    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name[:100]}.", delete=False) as file:
        try:
            file.writelines(pieces)
            file.flush()
            Path(file.name).chmod(mode)
            Path(file.name).replace(path)
        except BaseException:
            with suppress(OSError):
                Path(file.name).unlink()
            raise


_CLOSED = Text(en="closed", ru="поток закрыт")
_NO_NAME = Text(en="no file name", ru="это не имя файла")


def _not_written(name: str, reason: Text | str | None) -> InputError:
    """Return the error; the system gives its reasons in one language."""
    en, ru = reason if isinstance(reason, Text) else (reason, reason)
    return InputError(
        Text(
            en=f"cannot be written ({en}); choose another place",
            ru=f"не удаётся записать ({ru}); выберите другое место",
        ),
        file=name,
    )
