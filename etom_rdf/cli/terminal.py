"""Write results and errors, and read what is common to all commands."""

import argparse
import json
import os
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from etom_rdf.errors import EtomError, InputError
from etom_rdf.text import Language, Text

if TYPE_CHECKING:
    from etom_rdf.model import ProcessModel

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

Run = Callable[[argparse.Namespace], int]
WIDTH = 100


def default_language() -> Language:
    """Take the language from the locale: Russian where it says so, else English."""
    locale = next(
        (os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), ""
    )
    return "ru" if locale.lower().startswith("ru") else "en"


def add_command(  # noqa: PLR0913 - one call describes one command
    commands: "Commands",
    common: argparse.ArgumentParser,
    name: str,
    run: Run,
    *,
    summary: str,
    example: str,
    formats: tuple[str, ...] = (),
) -> argparse.ArgumentParser:
    """Add one command with what all share; the first of `formats` is the default."""
    command = commands.add_parser(
        name,
        parents=[common],
        help=summary,
        description=summary[0].upper() + summary[1:] + ".",
        epilog=f"example: {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    if formats:
        command.add_argument(
            "--format",
            choices=formats,
            default=formats[0],
            help=f"form of the output (default: {formats[0]})",
        )
    command.set_defaults(run=run)
    return command


def write(text: str, output: str) -> None:
    """Write the result to stdout or to a file; it ends with one line break."""
    if not text.endswith("\n"):
        text += "\n"
    if output == "-":
        sys.stdout.write(text)
        return
    try:
        Path(output).write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(
            Text(
                en=f"cannot be written ({error.strerror}); choose another place with -o",
                ru=f"не удаётся записать ({error.strerror}); выберите другое место через -o",
            ),
            file=output,
        ) from None


def write_json(value: object, output: str) -> None:
    """Write a result as JSON."""
    write(json.dumps(value, ensure_ascii=False, indent=2), output)


def error_line(error: EtomError, language: Language) -> str:
    """Put an error into one line: `etom: FILE: LINE: what is wrong; what to do`."""
    place = ["etom"]
    if isinstance(error, InputError):
        place += [error.file] + ([] if error.line is None else [str(error.line)])
    return ": ".join([*place, " ".join(error.message.in_language(language).split())])


def print_error(error: EtomError, language: Language) -> None:
    """Say on stderr what went wrong."""
    print(error_line(error, language), file=sys.stderr)  # noqa: T201


def print_reading(model: "ProcessModel", language: Language) -> None:
    """Say on stderr which files could not be read, and what was converted in those that were."""
    for error in model.errors:
        print_error(error, language)
    for document in model.documents:
        for notice in document.notices:
            print_error(InputError(notice, file=document.name), language)


def wrap(text: str, indent: str = "") -> str:
    """Fold a text of one or more paragraphs to the width of the output."""
    return "\n".join(
        textwrap.fill(
            paragraph,
            WIDTH,
            initial_indent=indent,
            subsequent_indent=indent,
            break_on_hyphens=False,
            break_long_words=False,
        )
        for paragraph in text.split("\n")
    )
