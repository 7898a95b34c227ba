"""Check and complete models: validate, infer."""

import argparse
from typing import TYPE_CHECKING

from etom_rdf.cli.terminal import add_command, print_error, print_reading, write, write_json

if TYPE_CHECKING:
    from etom_rdf.cli.terminal import Commands


def add_commands(commands: "Commands", common: argparse.ArgumentParser) -> None:
    """Add the commands of this family."""
    command = add_command(
        commands, common, "validate", validate, summary="check process models and their mapping to the standard",
        example="etom validate model.ttl --lang ru", formats=("text", "json", "turtle"),
    )  # fmt: skip
    command.add_argument(
        "files", metavar="FILE", nargs="+", help="RDF; the files of one run are one model; - is stdin"
    )
    command.add_argument(
        "--shapes", metavar="FILE", action="append", default=[], help="your own SHACL shapes as well"
    )
    command.add_argument("--strict", action="store_true", help="let warnings fail the run too")
    command = add_command(
        commands, common, "infer", infer, summary="give the classification that clause 7.2 implies, with its reason",
        example="etom infer model.ttl --format turtle", formats=("text", "json", "turtle"),
    )  # fmt: skip
    command.add_argument("files", metavar="FILE", nargs="+", help="RDF; - is stdin")
    command.add_argument(
        "--engine", choices=("construct", "hermit"), default="construct",
        help="a SPARQL query (default), or the HermiT reasoner, which needs Java",
    )  # fmt: skip


def validate(arguments: argparse.Namespace) -> int:
    """Run `etom validate`."""
    from etom_rdf.model import read_files  # noqa: PLC0415
    from etom_rdf.validation import check_model  # noqa: PLC0415

    model = read_files(arguments.files)
    report = check_model(model, shapes=arguments.shapes)
    print_reading(model, arguments.lang)
    for error in report.errors[len(model.errors) :]:
        print_error(error, arguments.lang)
    if arguments.format == "json":
        write(report.to_json(), arguments.output)
    elif arguments.format == "turtle":
        from etom_rdf.validation.rendering import as_turtle  # noqa: PLC0415

        write(as_turtle(report), arguments.output)
    else:
        from etom_rdf.validation.rendering import as_text  # noqa: PLC0415

        write(as_text(report, arguments.lang), arguments.output)
    return report.exit_code(strict=arguments.strict)


def infer(arguments: argparse.Namespace) -> int:
    """Run `etom infer`."""
    from etom_rdf.model import read_files  # noqa: PLC0415
    from etom_rdf.reasoning import as_json, as_text, as_turtle  # noqa: PLC0415
    from etom_rdf.reasoning import infer as infer_classifications  # noqa: PLC0415

    model = read_files(arguments.files)
    print_reading(model, arguments.lang)
    found = infer_classifications(model, engine=arguments.engine)
    if arguments.format == "json":
        write_json(as_json(found), arguments.output)
    else:
        write(
            as_turtle(found) if arguments.format == "turtle" else as_text(found, arguments.lang),
            arguments.output,
        )
    return 2 if model.errors else 0
