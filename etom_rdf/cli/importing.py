"""Turn models of any kind into one graph or one mapping set, or write an empty register: import."""

import argparse
import os
from io import BytesIO
from pathlib import PurePath

from etom_rdf.cli.model_reading import add_inputs, nothing_read, point_to_remarks, read_sources
from etom_rdf.cli.output import write, write_bytes
from etom_rdf.cli.terminal import Commands
from etom_rdf.errors import EtomError, InputError
from etom_rdf.text import Language, Text


def add_commands(commands: Commands) -> None:
    """Add the commands of this family."""
    say = commands.say
    command = commands.add(
        "import", import_files, example="etom import processes.bpmn register.xlsx -o model.ttl",
        formats=("turtle", "ntriples", "jsonld", "sssom"),
        summary=say("turn any readable models into one RDF graph", "собрать любые читаемые модели в один граф RDF"),
    )  # fmt: skip
    add_inputs(commands, command, nargs="*")
    command.add_argument(
        "--template", metavar=say("FILE", "ФАЙЛ"),
        help=say(
            "write an empty register (.xlsx or .csv) to fill in, and stop",
            "записать пустой реестр (.xlsx или .csv) для заполнения и закончить",
        ),
    )  # fmt: skip


def import_files(arguments: argparse.Namespace) -> int:
    """Run `etom import`."""
    if arguments.template is not None:
        _write_template(arguments.template, arguments.lang)
        return 0
    if not arguments.files:
        raise EtomError(
            Text(
                en="no file is given; name models to import, or write an empty register with --template FILE",
                ru="файлы не указаны; назовите модели или создайте пустой реестр через --template ФАЙЛ",
            )
        )
    found = read_sources(arguments)
    if nothing_read(found.model):
        return 2
    point_to_remarks(len(found.model.remarks), arguments)
    if arguments.format == "sssom":
        from etom_rdf.catalogue import Catalogue  # noqa: PLC0415
        from etom_rdf.sssom_writer import write_sssom  # noqa: PLC0415

        labels = {one.id: one.label.en for one in Catalogue.load().elements}
        write(write_sssom(found.resolved, labels=labels), arguments.output)
    else:
        from etom_rdf.model_export import model_text  # noqa: PLC0415

        write(model_text(found.model.quads, arguments.format), arguments.output)
    return 2 if found.model.errors else 0


def _write_template(name: str, language: Language) -> None:
    """Write an empty register; one that is there may be filled in and is never replaced."""
    from etom_rdf.readers.tables.template import TEMPLATE_KINDS, write_template  # noqa: PLC0415

    kind = TEMPLATE_KINDS.get(PurePath(name).suffix.lower())
    if kind is None:
        raise InputError(
            Text(
                en="a register is written as .xlsx or .csv; end the name with one of these",
                ru="реестр записывается в .xlsx или .csv; пусть имя оканчивается так",
            ),
            file=name,
        )
    if os.path.lexists(name):
        raise InputError(
            Text(
                en="this file exists and may be filled in already, so it was left alone; choose another name",
                ru="такой файл уже есть и, возможно, заполнен, поэтому он не тронут; выберите другое имя",
            ),
            file=name,
        )
    content = BytesIO()
    write_template(content, language=language, kind=kind)
    write_bytes(name, content.getvalue())
