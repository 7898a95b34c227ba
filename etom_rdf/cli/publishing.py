"""Write the pages as files for any web server: site."""

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from etom_rdf.cli.model_reading import add_inputs, nothing_read, point_to_remarks, read_sources
from etom_rdf.cli.output import write, write_bytes
from etom_rdf.cli.terminal import Commands
from etom_rdf.errors import InputError
from etom_rdf.text import Text, Voice, plural

if TYPE_CHECKING:
    from etom_rdf.site import Site

# The list of the files that were written, by which a folder is known for a site of ours.
LIST: Final = ".etom-site.json"


def add_commands(commands: Commands) -> None:
    """Add the command of this family."""
    say = commands.say
    command = commands.add(
        "site", site, example="etom site build/site examples/operator/model.ttl",
        summary=say(
            "write the pages and the data as static files for any web server",
            "записать страницы и данные как статические файлы для любого веб-сервера",
        ),
    )  # fmt: skip
    command.add_argument(
        "folder", metavar=say("DIR", "КАТАЛОГ"), type=Path,
        help=say(
            "where to write; a site that is there is brought up to date",
            "куда записать; сайт, который там уже есть, будет обновлён",
        ),
    )  # fmt: skip
    add_inputs(commands, command, nargs="*")
    command.add_argument(
        "--force", action="store_true",
        help=say(
            "write among other files, and over those of the same names",
            "записать рядом с другими файлами и поверх одноимённых",
        ),
    )  # fmt: skip


def site(arguments: argparse.Namespace) -> int:
    """Run `etom site`."""
    folder: Path = arguments.folder
    earlier = _earlier(folder)
    if earlier is None and not arguments.force:
        raise InputError(
            Text(
                en="holds other files than a site; name an empty or a new folder, or add --force to write among them",
                ru="в каталоге не сайт, а другие файлы; укажите пустой или новый каталог или добавьте --force, "
                "чтобы записать рядом с ними",
            ),
            file=str(folder),
        )
    made, code = _made(arguments)
    if made is None:
        return code
    paths = _publish(folder, _contents(made), earlier or [])
    say = Voice(arguments.lang)
    count = len(paths)
    write(say(f"{folder}: {plural(count, 'file', 'files')}", f"{folder}: файлов: {count}"), arguments.output)
    return code


def _made(arguments: argparse.Namespace) -> "tuple[Site | None, int]":
    """Make the site, coloured by the models that were named, with the exit code that reading them gives."""
    from etom_rdf.catalogue import Catalogue  # noqa: PLC0415
    from etom_rdf.site import Site  # noqa: PLC0415

    catalogue = Catalogue.load()
    if not arguments.files:
        return Site(catalogue=catalogue), 0
    from etom_rdf.coverage_counts import Coverage  # noqa: PLC0415

    model = read_sources(arguments).model
    if nothing_read(model):
        return None, 2
    point_to_remarks(len(model.remarks), arguments)
    coverage = Coverage.of(model.quads, catalogue)
    return Site(catalogue=catalogue, coverage=coverage, quads=model.quads), 2 if model.errors else 0


def _contents(made: "Site") -> Iterator[tuple[str, bytes]]:
    """Go through all files of the site with what they hold: the pages, what they need, and the data."""
    from etom_rdf.linked_data.addresses import as_file  # noqa: PLC0415
    from etom_rdf.linked_data.publishing import files  # noqa: PLC0415

    for path in made.paths():
        page = made.page(path)
        assert page is not None
        yield as_file(path), page.body
    yield from files(made.linked_data)


def _earlier(folder: Path) -> list[str] | None:
    """Return the files of the site that a folder holds, or None where it holds other things than a site."""
    import json  # noqa: PLC0415

    try:
        if not folder.exists() or not any(folder.iterdir()):
            return []
        listed = json.loads((folder / LIST).read_bytes())
    except (FileNotFoundError, ValueError):
        return None
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(
            Text(
                en=f"cannot be written to ({reason}); name a folder",
                ru=f"записать сюда нельзя ({reason}); укажите каталог",
            ),
            file=str(folder),
        ) from None
    # The list is only trusted to name files inside of the folder.
    plain = isinstance(listed, list) and all(
        isinstance(one, str) and ".." not in one.split("/") for one in listed
    )
    return [one for one in listed if not one.startswith("/")] if plain else None


def _publish(folder: Path, contents: Iterable[tuple[str, bytes]], earlier: list[str]) -> list[str]:
    """Bring a folder up to date: write what is new or differs, each file in one step, and remove what is gone.

    The list of files is written first and last, so that what an interrupted run leaves is known for a site.
    """
    folder.mkdir(parents=True, exist_ok=True)
    held = dict(contents)
    _list(folder, {*held, *earlier})
    for name, content in sorted(held.items()):
        path = folder / name
        if not _holds(path, content):
            path.parent.mkdir(parents=True, exist_ok=True)
            write_bytes(str(path), content)
    for name in sorted({*earlier} - {*held}, reverse=True):
        _remove(folder, folder / name)
    _list(folder, held)
    return sorted(held)


def _list(folder: Path, names: Iterable[str]) -> None:
    import json  # noqa: PLC0415

    write_bytes(str(folder / LIST), json.dumps(sorted(names), indent=0).encode() + b"\n")


def _holds(path: Path, content: bytes) -> bool:
    """Tell whether a file is what it should be; then its time stays, and copies of the site need no update."""
    return path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content


def _remove(folder: Path, path: Path) -> None:
    """Remove a file that the site no longer has, and the folders that are empty then."""
    path.unlink(missing_ok=True)
    for parent in path.parents:
        if parent == folder or any(parent.iterdir()):
            return
        parent.rmdir()
