"""Hand the ontology on: export, trace."""

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from etom_rdf.cli.output import write, write_json
from etom_rdf.cli.terminal import EXIT_CODES_OF_LOOK_UPS, Commands, print_error
from etom_rdf.errors import NotFoundError
from etom_rdf.text import Language, Voice, plural, wrap

if TYPE_CHECKING:
    from etom_rdf.trace import Statement


def add_commands(commands: Commands) -> None:
    """Add the commands of this family."""
    say = commands.say
    command = commands.add(
        "trace", trace, example="etom trace 5.2", formats=("text", "json"),
        summary=say(
            "show each normative statement and what enforces it",
            "показать каждое нормативное положение и то, чем оно обеспечено",
        ),
        exit_codes=EXIT_CODES_OF_LOOK_UPS,
    )  # fmt: skip
    command.add_argument(
        "clause", metavar=say("CLAUSE", "ПУНКТ"), nargs="?",
        help=say(
            "a clause, table-1, a statement such as 5.2-2, or an element such as 1.1.1.7",
            "пункт, table-1, положение, например 5.2-2, или элемент, например 1.1.1.7",
        ),
    )  # fmt: skip
    command = commands.add(
        "export", export, example="etom export --format jsonld -o etom.jsonld",
        formats=("turtle", "jsonld", "rdfxml", "ntriples", "trig"),
        summary=say(
            "write the ontology and the shapes as one file", "записать онтологию и правила одним файлом"
        ),
    )  # fmt: skip
    command.add_argument(
        "--only", choices=("ontology", "shapes"),
        help=say(
            "leave the other out (default: both, in trig as named graphs)",
            "без второго (по умолчанию вместе, в trig — именованными графами)",
        ),
    )  # fmt: skip


def trace(arguments: argparse.Namespace) -> int:
    """Run `etom trace`."""
    from etom_rdf.trace import statements  # noqa: PLC0415

    try:
        found = statements(arguments.clause)
    except NotFoundError as error:
        print_error(error, arguments.lang)
        return 1
    if arguments.format == "json":
        write_json([one.as_json() for one in found], arguments.output)
        return 0
    write(
        "\n\n".join([*(_block(one, arguments.lang) for one in found), _summary(found, arguments.lang)]),
        arguments.output,
    )
    return 0


def _block(one: "Statement", language: Language) -> str:
    from etom_rdf.namespaces import shorten  # noqa: PLC0415
    from etom_rdf.trace import MODALITIES  # noqa: PLC0415

    say = Voice(language)
    head = f"{one.number}  {MODALITIES[one.modality].in_language(language)}"
    if one.clause.startswith("table-"):
        head += f", {say('Table', 'таблица')} {one.clause.removeprefix('table-')}"
    lines = [head, wrap(one.text.in_language(language), "    ")]
    for made, names in (
        (say("enforced by", "обеспечивается"), one.enforced_by),
        (say("shown by", "показывает запрос"), one.shown_by),
    ):
        if names:
            lines.append(wrap(f"{made}: {', '.join(map(shorten, names))}", "    "))
    notes = (f"{say('note', 'примечание')}: {note.in_language(language)}" for note in one.notes)
    lines += [wrap(note, "    ") for note in notes]
    return "\n".join(lines)


def _summary(found: "Sequence[Statement]", language: Language) -> str:
    enforced = sum(bool(one.enforced_by) for one in found)
    shown = sum(bool(one.shown_by and not one.enforced_by) for one in found)
    rest = len(found) - enforced - shown
    return Voice(language)(
        f"{plural(len(found), 'statement', 'statements')}: {enforced} enforced, {shown} only shown by a query, "
        f"{rest} with a note why not",
        f"положений: {len(found)}; обеспечено: {enforced}, только показывается запросом: {shown}, "
        f"с примечанием, почему это невозможно: {rest}",
    )


def export(arguments: argparse.Namespace) -> int:
    """Run `etom export`."""
    from etom_rdf.exports import export_text  # noqa: PLC0415

    write(export_text(arguments.format, only=arguments.only), arguments.output)
    return 0
