"""Draw: pictogram, map."""

import argparse

from etom_rdf.cli.model_reading import add_inputs, nothing_read, point_to_remarks, read_sources
from etom_rdf.cli.output import write
from etom_rdf.cli.terminal import EXIT_CODES_OF_LOOK_UPS, Commands, print_error
from etom_rdf.errors import NotFoundError


def add_commands(commands: Commands) -> None:
    """Add the commands of this family."""
    say = commands.say
    command = commands.add(
        "pictogram", pictogram, example="etom pictogram 1.1.1.5 -o order-handling.svg", formats=("svg",),
        summary=say("draw the matrix pictogram of clause 5.1", "нарисовать матричную пиктограмму пункта 5.1"),
        exit_codes=EXIT_CODES_OF_LOOK_UPS,
    )  # fmt: skip
    command.add_argument(
        "id", metavar="ID",
        help=say(
            "an element, group or area, for example 1.1.1.5 or CRM",
            "элемент, группа или область, например 1.1.1.5 или CRM",
        ),
    )  # fmt: skip
    command = commands.add(
        "map", draw_map, example="etom map model.ttl --lang ru -o map.svg", formats=("svg",),
        summary=say(
            "draw the whole map, coloured by coverage where models are given",
            "нарисовать всю карту, с раскраской по охвату, если даны модели",
        ),
    )  # fmt: skip
    add_inputs(commands, command, nargs="*")


def pictogram(arguments: argparse.Namespace) -> int:
    """Run `etom pictogram`."""
    from etom_rdf.catalogue import Catalogue  # noqa: PLC0415
    from etom_rdf.pictogram import pictogram as draw  # noqa: PLC0415

    try:
        svg = draw(arguments.id, language=arguments.lang, catalogue=Catalogue.load())
    except NotFoundError as error:
        print_error(error, arguments.lang)
        return 1
    write(svg, arguments.output)
    return 0


def draw_map(arguments: argparse.Namespace) -> int:
    """Run `etom map`."""
    from etom_rdf.catalogue import Catalogue  # noqa: PLC0415
    from etom_rdf.process_map import map_svg  # noqa: PLC0415

    catalogue = Catalogue.load()
    if not arguments.files:
        write(map_svg(language=arguments.lang, catalogue=catalogue), arguments.output)
        return 0
    from etom_rdf.coverage_counts import Coverage  # noqa: PLC0415

    model = read_sources(arguments).model
    if nothing_read(model):
        return 2
    point_to_remarks(len(model.remarks), arguments)
    coverage = Coverage.of(model.quads, catalogue)
    write(map_svg(language=arguments.lang, catalogue=catalogue, coverage=coverage), arguments.output)
    return 2 if model.errors else 0
