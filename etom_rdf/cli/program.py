"""Build the parser of all commands, run one of them, and turn every failure into one line and an exit code."""

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from etom_rdf import __version__
from etom_rdf.cli import (
    checking,
    covering,
    drawing,
    exporting,
    importing,
    loading,
    lookup,
    maintaining,
    questions,
)
from etom_rdf.cli.argument_messages import speaking
from etom_rdf.cli.output import refuse_output
from etom_rdf.cli.terminal import Commands, HelpFormatter, Parser, asked_language, print_error
from etom_rdf.errors import EtomError
from etom_rdf.text import Language, Text, Voice

EXIT_UNREADABLE = 2


def run(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    language = asked_language(sys.argv[1:] if argv is None else argv)
    try:
        with speaking(language):
            arguments = build_parser(language).parse_args(argv)
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


def build_parser(language: Language = "en") -> argparse.ArgumentParser:
    """Build the parser of all commands."""
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
    subparsers = parser.add_subparsers(
        title=say("commands", "команды"), metavar=say("COMMAND", "КОМАНДА"), required=True
    )
    commands = Commands(subparsers, say)
    for family in (
        lookup,
        questions,
        importing,
        covering,
        checking,
        drawing,
        loading,
        exporting,
        maintaining,
    ):
        family.add_commands(commands)
    return parser


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
