"""Keep the project's own files in order: format, check."""

import argparse
from pathlib import Path

from etom_rdf.cli.output import write, write_file, write_json
from etom_rdf.cli.terminal import Commands, print_error
from etom_rdf.errors import EtomError
from etom_rdf.text import Text, Voice


def add_commands(commands: Commands) -> None:
    """Add the commands of this family."""
    say = commands.say
    command = commands.add(
        "format", format_files, example="etom format --check ontology shapes",
        summary=say(
            "write Turtle files in canonical form (for maintainers)",
            "записать файлы Turtle в канонической форме (для разработчиков)",
        ),
        exit_codes=Text(
            en="exit codes: 0 done, 1 with --check: not in canonical form, 2 something could not be read",
            ru="коды завершения: 0 готово, 1 с --check: форма не каноническая, 2 что-то не удалось прочитать",
        ),
    )  # fmt: skip
    command.add_argument(
        "paths", metavar=say("PATH", "ПУТЬ"), nargs="+", type=Path,
        help=say("a Turtle file, or a folder of them", "файл Turtle или каталог с ними"),
    )  # fmt: skip
    command.add_argument(
        "--check", action="store_true",
        help=say(
            "change nothing; 1 if a file is not in canonical form",
            "ничего не менять; 1, если файл не в канонической форме",
        ),
    )  # fmt: skip
    command = commands.add(
        "check", check, example="etom check", formats=("text", "json"),
        summary=say(
            "check the ontology and the shapes themselves (for maintainers)",
            "проверить сами онтологию и правила (для разработчиков)",
        ),
        exit_codes=Text(
            en="exit codes: 0 all in order, 1 findings, 2 something could not be checked",
            ru="коды завершения: 0 всё в порядке, 1 есть замечания, 2 что-то не удалось проверить",
        ),
    )  # fmt: skip
    command.add_argument(
        "--no-reasoner", action="store_true",
        help=say("leave out what needs Java", "без того, чему нужна Java"),
    )  # fmt: skip


def format_files(arguments: argparse.Namespace) -> int:
    """Run `etom format`."""
    from etom_rdf.turtle import canonical_turtle, check_file  # noqa: PLC0415

    say = Voice(arguments.lang)
    said, code = [], 0
    for path in _turtle_files(arguments.paths):
        try:
            finding = check_file(path)
            if finding is None:
                continue
            said.append(f"{path}: " + finding.message.in_language(arguments.lang))
            if arguments.check:
                code = max(code, 1)
            else:
                write_file(str(path), canonical_turtle(path))
                said[-1] = say(f"{path}: written in canonical form", f"{path}: записан в канонической форме")
        except EtomError as error:
            print_error(error, arguments.lang)
            code = 2
    if said:
        write("\n".join(said), arguments.output)
    return code


def _turtle_files(paths: list[Path]) -> list[Path]:
    return [file for path in paths for file in (sorted(path.rglob("*.ttl")) if path.is_dir() else [path])]


def check(arguments: argparse.Namespace) -> int:
    """Run `etom check`."""
    from etom_rdf.maintenance import check_project  # noqa: PLC0415

    report = check_project(with_reasoner=not arguments.no_reasoner)
    if arguments.format == "json":
        write_json(report.as_json(), arguments.output)
    else:
        write(report.as_text(arguments.lang), arguments.output)
    return report.exit_code
