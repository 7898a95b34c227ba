"""Offer the package on the command line: `etom COMMAND …`.

stdout is the result, stderr is for diagnostics. Exit codes: 0 conforms or found, 1 violations (for look-ups:
not found, malformed), 2 something could not be read or checked.
"""

import argparse
import os
import sys
from collections.abc import Sequence

from etom_rdf import __version__
from etom_rdf.cli import checking, drawing, exporting, lookup, maintaining, questions
from etom_rdf.cli.terminal import default_language, print_error
from etom_rdf.errors import EtomError

EXIT_UNREADABLE = 2
EXIT_INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    arguments = build_parser().parse_args(argv)
    try:
        code: int = arguments.run(arguments)
        sys.stdout.flush()
    except EtomError as error:
        print_error(error, arguments.lang)
        return EXIT_UNREADABLE
    except BrokenPipeError:
        # The reader has left (as `head` does); nothing more to say to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    return code


def build_parser() -> argparse.ArgumentParser:
    """Build the parser of all commands."""
    parser = argparse.ArgumentParser(
        prog="etom",
        description="GOST R 53633.3-2009 (eTOM level 2, CRM) as linked data: look it up, check models against it.",
        epilog="etom COMMAND --help shows an example of each command.",
    )
    parser.add_argument("--version", action="version", version=f"etom-rdf {__version__}")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--lang",
        choices=("ru", "en"),
        default=default_language(),
        help="language of the output (default: the locale's)",
    )
    common.add_argument("-o", "--output", metavar="FILE", default="-", help="write there instead of stdout")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for family in (lookup, questions, checking, drawing, exporting, maintaining):
        family.add_commands(commands, common)
    return parser
