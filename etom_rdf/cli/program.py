"""Build the parser of all commands, run one of them, and turn every failure into one line and an exit code."""

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from typing import Final

from etom_rdf import __version__
from etom_rdf.cli.argument_messages import speaking
from etom_rdf.cli.output import refuse_output
from etom_rdf.cli.terminal import Commands, HelpFormatter, Parser, add_language, asked_language, print_error
from etom_rdf.errors import EtomError
from etom_rdf.text import Language, Text, Voice

EXIT_UNREADABLE = 2

# The modules of commands in the order of the help. A run loads the one that its command stands in.
_FAMILIES: Final[Mapping[str, tuple[str, ...]]] = {
    "lookup": ("show", "tree", "find", "id"),
    "questions": ("queries", "query"),
    "importing": ("import",),
    "covering": ("coverage", "compare"),
    "checking": ("validate",),
    "inferring": ("infer",),
    "drawing": ("pictogram", "map"),
    "loading": ("load",),
    "serving": ("serve",),
    "publishing": ("site",),
    "exporting": ("trace", "export"),
    "maintaining": ("format", "check"),
}


def run(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    words = sys.argv[1:] if argv is None else argv
    language = asked_language(words)
    try:
        with speaking(language):
            arguments = build_parser(language, command=words[0] if words else None).parse_args(argv)
        refuse_output(arguments.output, _inputs(arguments))
        code: int = arguments.run(arguments)
        _flush()
    except SystemExit:
        # argparse has printed its help, which may have found no room.
        return _flushed_exit(language)
    except EtomError as error:
        print_error(error, language)
        code = EXIT_UNREADABLE
        _forget_output()
    except BrokenPipeError:
        # The reader has left (as `head` does); nothing more to say to it.
        _forget_output()
        return 0
    except OSError as error:
        print_error(_system_error(error), language)
        _forget_output()
        return EXIT_UNREADABLE
    return code


def build_parser(language: Language = "en", *, command: str | None = None) -> argparse.ArgumentParser:
    """Build the parser of all commands, or only of those that stand in one module with a command."""
    say = Voice(language)
    parser = Parser(
        prog="etom",
        description=say(
            "GOST R 53633.3-2009 (eTOM level 2, CRM) as linked data: look it up, check models against it.",
            "ГОСТ Р 53633.3—2009 (eTOM уровня 2, CRM) как связанные данные: справки и проверка моделей.",
        ),
        epilog=say(
            "etom COMMAND --help shows an example of each command and its exit codes.",
            "etom КОМАНДА --help выводит пример команды и её коды завершения.",
        ),
        formatter_class=HelpFormatter,
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"etom-rdf {__version__}",
        help=say("show the version and exit", "вывести версию и завершить работу"),
    )
    add_language(parser, say)
    subparsers = parser.add_subparsers(
        title=say("commands", "команды"), metavar=say("COMMAND", "КОМАНДА"), required=True
    )
    commands = Commands(subparsers, say)
    for family in _families(command):
        import_module(f"etom_rdf.cli.{family}").add_commands(commands)
    return parser


def _families(command: str | None) -> tuple[str, ...]:
    """Return the modules to load for a command: all of them for what is none, so that the help names every one."""
    return tuple(family for family, names in _FAMILIES.items() if command in names) or tuple(_FAMILIES)


def _inputs(arguments: argparse.Namespace) -> list[str]:
    """Return the names of all files that a command reads."""
    names = [*getattr(arguments, "files", ()), *getattr(arguments, "data", ())]
    names += [*getattr(arguments, "shapes", ()), *getattr(arguments, "paths", ())]
    names += getattr(arguments, "vocabulary", ())
    names += [arguments.query] if hasattr(arguments, "query") else []
    return [str(name) for name in names]


def _flush() -> None:
    if sys.stdout is not None:
        sys.stdout.flush()


def _flushed_exit(language: Language) -> int:
    _, exit_, _ = sys.exc_info()
    try:
        _flush()
    except BrokenPipeError:
        _forget_output()
    except OSError as error:
        print_error(_system_error(error), language)
        _forget_output()
        return EXIT_UNREADABLE
    assert exit_ is not None
    raise exit_


def _forget_output() -> None:
    """Drop what could not be written, so that Python does not try again at its end."""
    try:
        _flush()
    except OSError:
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _system_error(error: OSError) -> EtomError:
    reason = error.strerror or str(error)
    return EtomError(
        Text(
            en=f"reading or writing failed ({reason}); check the disk and what the streams are tied to",
            ru=f"чтение или запись не удались ({reason}); проверьте диск и перенаправление потоков",
        )
    )
