"""Hold what is common to all commands: their frame, their language, how they report errors."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from etom_rdf.errors import EtomError, InputError
from etom_rdf.text import Language, Text, Voice

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

    Subparsers = argparse._SubParsersAction["Parser"]

Run = Callable[[argparse.Namespace], int]

EXIT_CODES = Text(
    en="exit codes: 0 done, 2 something could not be read or written",
    ru="коды завершения: 0 готово, 2 что-то не удалось прочитать или записать",
)
EXIT_CODES_OF_LOOK_UPS = Text(
    en="exit codes: 0 found, 1 not found, 2 something could not be read or written",
    ru="коды завершения: 0 найдено, 1 не найдено, 2 что-то не удалось прочитать или записать",
)


class Parser(argparse.ArgumentParser):
    """Let a failure to print help be seen, over which argparse passes."""

    def _print_message(self, message: str, file: "SupportsWrite[str] | None" = None) -> None:
        stream = file or sys.stderr
        if stream is not None:
            stream.write(message)


class HelpFormatter(argparse.RawDescriptionHelpFormatter):
    """Leave the longest name of a command room beside its explanation, and keep the lines of examples."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=28, width=100)

    def format_help(self) -> str:
        """Count the indent of the commands, which argparse forgets when it measures their names."""
        self._action_max_length += 2
        return super().format_help()


class Commands(NamedTuple):
    """Collect the commands; `say` is the language of their help."""

    subparsers: "Subparsers"
    say: Voice

    def add(  # noqa: PLR0913 - one call describes one command
        self,
        name: str,
        run: Run,
        *,
        summary: str,
        example: str,
        formats: tuple[str, ...] = (),
        exit_codes: Text = EXIT_CODES,
        has_result: bool = True,
    ) -> argparse.ArgumentParser:
        """Add one command with what all share; the first of `formats` is the default.

        A command without a result, as a server is, has no use for a file to write it to.
        """
        say = self.say
        codes = exit_codes.in_language(say.language)
        command = self.subparsers.add_parser(
            name,
            help=summary,
            description=summary[0].upper() + summary[1:] + ".",
            epilog=f"{say('example', 'пример')}: {example}\n{codes}",
            formatter_class=HelpFormatter,
        )
        add_language(command, say)
        if has_result:
            command.add_argument(
                "-o", "--output", metavar=say("FILE", "ФАЙЛ"),
                help=say("write there instead of stdout", "записать туда, а не на стандартный вывод"),
            )  # fmt: skip
        if formats:
            command.add_argument(
                "--format",
                choices=formats,
                default=formats[0],
                help=say(
                    f"form of the output (default: {formats[0]})", f"вид вывода (по умолчанию {formats[0]})"
                ),
            )
        command.set_defaults(run=run, output="-")
        return command


def add_language(parser: argparse.ArgumentParser, say: Voice) -> None:
    """Add the option that stands before or behind the name of a command; see `asked_language`."""
    parser.add_argument(
        "--lang",
        choices=("ru", "en"),
        default=say.language,
        help=say("language of the output (default: the locale's)", "язык вывода (по умолчанию — системный)"),
    )


def default_language() -> Language:
    """Take the language from the locale: Russian where it says so, else English."""
    locale = next(
        (os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), ""
    )
    return "ru" if locale.lower().startswith("ru") else "en"


def asked_language(argv: Sequence[str]) -> Language:
    """Find the language before the arguments are parsed: what --lang says, else the locale's.

    >>> asked_language(["show", "1.1.1.5", "--lang", "ru"]), asked_language(["--lang=en"])
    ('ru', 'en')
    """
    asked: Language = default_language()
    for word, following in zip(argv, [*argv[1:], ""], strict=False):
        if word == "--":
            break
        value = following if word == "--lang" else word.removeprefix("--lang=")
        if word.startswith("--lang") and value in ("ru", "en"):
            asked = "ru" if value == "ru" else "en"
    return asked


def error_line(error: EtomError, language: Language) -> str:
    """Put an error into one line: `etom: FILE: LINE: what is wrong; what to do`."""
    place = ["etom"]
    if isinstance(error, InputError):
        place += [error.file or "''"] + ([] if error.line is None else [str(error.line)])
    return ": ".join([*place, " ".join(error.message.in_language(language).split())])


def print_error(error: EtomError, language: Language) -> None:
    """Say on stderr what went wrong; where stderr is closed or full, the exit code has to do."""
    if sys.stderr is None:
        return
    try:
        print(error_line(error, language), file=sys.stderr)  # noqa: T201
    except OSError:
        return


def standard_input(language: Language) -> str:
    """Read the text that stands on stdin, without a byte order mark.

    Raises InputError where stdin is closed.
    """
    if sys.stdin is None:
        say = Voice(language)
        sentence = Text(
            en="standard input is closed; give a file or pipe something in",
            ru="стандартный ввод закрыт; укажите файл или подайте что-нибудь на ввод",
        )
        raise InputError(sentence, file=say("stdin", "стандартный ввод"))
    return sys.stdin.buffer.read().decode("utf-8-sig", errors="backslashreplace")
