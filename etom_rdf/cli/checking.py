"""Check models: validate."""

import argparse
from typing import TYPE_CHECKING

from etom_rdf.cli.model_reading import (
    add_inputs,
    counter,
    nothing_read,
    progress,
    reading_of,
    refuse_reading_options,
    say_what_was_read,
)
from etom_rdf.cli.option_types import WholeNumber
from etom_rdf.cli.output import write_pieces
from etom_rdf.cli.store_options import add_graphs, add_store_options, opened_store
from etom_rdf.cli.terminal import Commands, print_error
from etom_rdf.errors import EtomError
from etom_rdf.text import Text

if TYPE_CHECKING:
    from etom_rdf.validation import Report

_EXIT_CODES = Text(
    en="exit codes: 0 conforms, 1 violations (with --strict also warnings), 2 something could not be read or "
    "checked",
    ru="коды завершения: 0 соответствует, 1 есть нарушения (с --strict и предупреждения), 2 что-то не удалось "
    "прочитать или проверить",
)


def add_commands(commands: Commands) -> None:
    """Add the commands of this family."""
    say = commands.say
    command = commands.add(
        "validate", validate, example="etom validate model.ttl --lang ru",
        formats=("text", "json", "turtle", "sarif", "junit"),
        summary=say(
            "check process models and their mapping to the standard",
            "проверить модели процессов и их отнесение к стандарту",
        ),
        exit_codes=_EXIT_CODES,
    )  # fmt: skip
    file = say("FILE", "ФАЙЛ")
    add_inputs(commands, command, nargs="*")
    add_store_options(commands, command, timeout=600.0)
    add_graphs(commands, command)
    command.add_argument(
        "--shapes", metavar=file, action="append", default=[],
        help=say("your own SHACL shapes as well", "проверить и по вашим правилам SHACL"),
    )  # fmt: skip
    command.add_argument(
        "--engine", choices=("fast", "pyshacl"), default="fast",
        help=say(
            "who runs the shapes: our executor (default), or the reference, pySHACL, which is slow",
            "чем проверять: нашим исполнителем (по умолчанию) или эталоном, pySHACL, который медлителен",
        ),
    )  # fmt: skip
    command.add_argument(
        "--max-findings", metavar=say("NUMBER", "ЧИСЛО"), type=WholeNumber(say, example=1000), default=100_000,
        help=say(
            "list no more than so many findings, and only count the rest (100000; 0 lists all)",
            "перечислить не больше стольких замечаний, остальные только сосчитать (100000; 0 — перечислить все)",
        ),
    )  # fmt: skip
    command.add_argument(
        "--strict", action="store_true",
        help=say("let warnings fail the run too", "считать нарушениями и предупреждения"),
    )  # fmt: skip


def validate(arguments: argparse.Namespace) -> int:
    """Run `etom validate`."""
    report, is_empty = _checked(arguments)
    from etom_rdf.validation.forms import FORMS_WITH_ERRORS, in_pieces  # noqa: PLC0415

    if is_empty and arguments.format not in FORMS_WITH_ERRORS:
        return 2
    write_pieces(in_pieces(report, arguments.format, arguments.lang), arguments.output)
    return report.exit_code(strict=arguments.strict)


def _checked(arguments: argparse.Namespace) -> "tuple[Report, bool]":
    """Check what the arguments name; tell also whether nothing could be read of it."""
    from etom_rdf.validation.checking import Checking, check_files, check_stored  # noqa: PLC0415
    from etom_rdf.validation.forms import FORMS_WITHOUT_NAMES  # noqa: PLC0415

    how = Checking(
        tuple(arguments.shapes),
        arguments.engine,
        arguments.max_findings or None,
        with_names=arguments.format not in FORMS_WITHOUT_NAMES,
    )
    with opened_store(arguments) as store:
        if (store is None) == (not arguments.files):
            raise _one_of_both()
        if store is not None and arguments.engine != "fast":
            raise EtomError(
                Text(
                    en="a store is checked with queries; leave out --engine, or give files",
                    ru="хранилище проверяется запросами; уберите --engine или укажите файлы",
                )
            )
        if store is not None:
            refuse_reading_options(arguments)
            with progress(arguments.lang):
                report = check_stored(store, how)
            for error in report.errors:
                print_error(error, arguments.lang)
            return report, not report.sources
    with progress(arguments.lang):
        checked = check_files(arguments.files, reading_of(arguments), how, on_file=counter(arguments.lang))
    report, model = checked.report, checked.model
    say_what_was_read(model, arguments.lang, processes_expected=not arguments.shapes)
    for error in report.errors[len(model.errors) :]:
        print_error(error, arguments.lang)
    return report, nothing_read(model)


def _one_of_both() -> EtomError:
    return EtomError(
        Text(
            en="name either files to check, or a store with --store or --endpoint: one of the two",
            ru="укажите либо файлы для проверки, либо хранилище через --store или --endpoint: что-то одно",
        )
    )
