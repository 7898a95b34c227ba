"""Draw: pictogram, map."""

import argparse
from typing import TYPE_CHECKING

from etom_rdf.catalogue import Catalogue
from etom_rdf.cli.terminal import add_command, print_error, print_reading, write
from etom_rdf.errors import NotFoundError

if TYPE_CHECKING:
    from etom_rdf.cli.terminal import Commands


def add_commands(commands: "Commands", common: argparse.ArgumentParser) -> None:
    """Add the commands of this family."""
    command = add_command(
        commands, common, "pictogram", pictogram, summary="draw the matrix pictogram of clause 5.1",
        example="etom pictogram 1.1.1.5 -o order-handling.svg", formats=("svg",),
    )  # fmt: skip
    command.add_argument("id", metavar="ID", help="an element, group or area, for example 1.1.1.5 or CRM")
    command = add_command(
        commands, common, "map", draw_map, summary="draw the whole map, coloured by coverage where models are given",
        example="etom map model.ttl --lang ru -o map.svg", formats=("svg",),
    )  # fmt: skip
    command.add_argument("files", metavar="FILE", nargs="*", help="process models in RDF; - is stdin")


def pictogram(arguments: argparse.Namespace) -> int:
    """Run `etom pictogram`."""
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
    from etom_rdf.process_map import map_svg  # noqa: PLC0415

    catalogue = Catalogue.load()
    if not arguments.files:
        write(map_svg(language=arguments.lang, catalogue=catalogue), arguments.output)
        return 0
    from etom_rdf.coverage_counts import Coverage  # noqa: PLC0415
    from etom_rdf.model import read_files  # noqa: PLC0415

    model = read_files(arguments.files)
    print_reading(model, arguments.lang)
    coverage = Coverage.of(model.quads, catalogue)
    write(map_svg(language=arguments.lang, catalogue=catalogue, coverage=coverage), arguments.output)
    return 2 if model.errors else 0
