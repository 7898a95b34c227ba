"""Keep the project's own files in order: format, check."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from etom_rdf.cli.terminal import add_command, print_error, write, write_json
from etom_rdf.errors import EtomError
from etom_rdf.text import Voice

if TYPE_CHECKING:
    from etom_rdf.cli.terminal import Commands


def add_commands(commands: "Commands", common: argparse.ArgumentParser) -> None:
    """Add the commands of this family."""
    command = add_command(
        commands, common, "format", format_files, summary="write Turtle files in canonical form (for maintainers)",
        example="etom format --check ontology shapes",
    )  # fmt: skip
    command.add_argument(
        "paths", metavar="PATH", nargs="+", type=Path, help="a Turtle file, or a folder of them"
    )
    command.add_argument(
        "--check", action="store_true", help="change nothing; 1 if a file is not in canonical form"
    )
    command = add_command(
        commands, common, "check", check, summary="check the ontology and the shapes themselves (for maintainers)",
        example="etom check", formats=("text", "json"),
    )  # fmt: skip
    command.add_argument("--no-reasoner", action="store_true", help="leave out what needs Java")


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
                path.write_text(canonical_turtle(path), encoding="utf-8")
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
