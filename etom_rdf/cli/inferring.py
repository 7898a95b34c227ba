"""Complete models: infer."""

import argparse

from etom_rdf.cli.model_reading import add_inputs, nothing_read, point_to_remarks, read_sources
from etom_rdf.cli.output import write, write_json
from etom_rdf.cli.terminal import Commands


def add_commands(commands: Commands) -> None:
    """Add the command of this family."""
    say = commands.say
    command = commands.add(
        "infer", infer, example="etom infer model.ttl --format turtle", formats=("text", "json", "turtle"),
        summary=say(
            "give the classification that clause 7.2 implies, with its reason",
            "вывести отнесения, которые следуют из пункта 7.2, с основанием",
        ),
    )  # fmt: skip
    add_inputs(commands, command)
    command.add_argument(
        "--engine", choices=("construct", "hermit"), default="construct",
        help=say(
            "a SPARQL query (default), or the HermiT reasoner, which needs Java",
            "запрос SPARQL (по умолчанию) или машина вывода HermiT, которой нужна Java",
        ),
    )  # fmt: skip


def infer(arguments: argparse.Namespace) -> int:
    """Run `etom infer`."""
    from etom_rdf.reasoning import as_json, as_text, as_turtle  # noqa: PLC0415
    from etom_rdf.reasoning import infer as infer_classifications  # noqa: PLC0415

    model = read_sources(arguments).model
    if nothing_read(model):
        return 2
    point_to_remarks(len(model.remarks), arguments)
    found = infer_classifications(model, engine=arguments.engine)
    if arguments.format == "json":
        write_json(as_json(found), arguments.output)
    else:
        write(
            as_turtle(found) if arguments.format == "turtle" else as_text(found, arguments.lang),
            arguments.output,
        )
    return 2 if model.errors else 0
