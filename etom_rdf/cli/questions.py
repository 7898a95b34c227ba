"""Ask: queries, query."""

import argparse
from typing import TYPE_CHECKING

from etom_rdf.cli.terminal import add_command, print_reading, write, write_json
from etom_rdf.errors import QueryError
from etom_rdf.text import Text

if TYPE_CHECKING:
    from etom_rdf.cli.terminal import Commands


def add_commands(commands: "Commands", common: argparse.ArgumentParser) -> None:
    """Add the commands of this family."""
    add_command(
        commands, common, "queries", list_queries, summary="list the questions of the query library",
        example="etom queries --lang ru", formats=("text", "json"),
    )  # fmt: skip
    command = add_command(
        commands, common, "query", query, summary="answer a question of the library, or a query of your own",
        example="etom query functions-of-element id=1.1.1.5", formats=("table", "csv", "json", "turtle"),
    )  # fmt: skip
    command.add_argument(
        "query", metavar="NAME|FILE", help="a name that `etom queries` lists, or a SPARQL file"
    )
    command.add_argument("parameters", metavar="NAME=VALUE", nargs="*", help="the parameters of the question")
    command.add_argument(
        "--data", metavar="FILE", nargs="+", action="extend", default=[], help="process models in RDF"
    )


def list_queries(arguments: argparse.Namespace) -> int:
    """Run `etom queries`."""
    from etom_rdf.querying import queries  # noqa: PLC0415

    found = queries()
    if arguments.format == "json":
        write_json(
            [
                {
                    "name": one.name,
                    "question": one.question.as_json(),
                    "parameters": [
                        {"name": parameter.name, "type": parameter.type, "example": parameter.example}
                        for parameter in one.parameters
                    ],
                    "returns": list(one.returns),
                }
                for one in found
            ],
            arguments.output,
        )
        return 0
    blocks = []
    for one in found:
        # The language is the output's unless it is said.
        shown = (parameter for parameter in one.parameters if parameter.name != "language")
        usage = " ".join([one.name, *(f"{parameter.name}={parameter.example}" for parameter in shown)])
        blocks.append(f"{usage}\n    {one.question.in_language(arguments.lang)}")
    write("\n".join(blocks), arguments.output)
    return 0


def query(arguments: argparse.Namespace) -> int:
    """Run `etom query`."""
    from etom_rdf.model import read_files  # noqa: PLC0415
    from etom_rdf.querying import load_query, run_query  # noqa: PLC0415

    found = load_query(arguments.query)
    given = dict(map(_pair, arguments.parameters))
    if any(parameter.name == "language" for parameter in found.parameters):
        given.setdefault("language", arguments.lang)
    model = read_files(arguments.data)
    print_reading(model, arguments.lang)
    answer = run_query(found, data=model.quads, parameters=given)
    if arguments.format == "json":
        write_json(answer.as_json(), arguments.output)
    elif arguments.format == "csv":
        write(answer.as_csv(), arguments.output)
    elif arguments.format == "turtle" or answer.graph is not None:
        write(answer.as_turtle(), arguments.output)
    else:
        write(answer.as_table(), arguments.output)
    return 2 if model.errors else 0


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise QueryError(
            Text(
                en=f"{text!r} is not a parameter; write NAME=VALUE, and files after --data",
                ru=f"{text!r} — не параметр; пишите ИМЯ=ЗНАЧЕНИЕ, а файлы указывайте после --data",
            )
        )
    return name, value
