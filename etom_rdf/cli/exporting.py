"""Hand the ontology on: export, trace."""

import argparse
from typing import TYPE_CHECKING

from etom_rdf.cli.terminal import add_command, print_error, wrap, write, write_json
from etom_rdf.errors import NotFoundError
from etom_rdf.text import Text, Voice

if TYPE_CHECKING:
    from etom_rdf.cli.terminal import Commands

MODALITIES = {
    "requirement": Text(en="requirement", ru="требование"),
    "permission": Text(en="permission", ru="разрешение"),
    "statement": Text(en="statement", ru="утверждение"),
}


def add_commands(commands: "Commands", common: argparse.ArgumentParser) -> None:
    """Add the commands of this family."""
    command = add_command(
        commands, common, "trace", trace, summary="show each normative statement and what enforces it",
        example="etom trace 5.2", formats=("text", "json"),
    )  # fmt: skip
    command.add_argument(
        "clause", metavar="CLAUSE", nargs="?", help="a clause, table-1, or an element such as 1.1.1.7"
    )
    command = add_command(
        commands, common, "export", export, summary="write the ontology and the shapes as one file",
        example="etom export --format jsonld -o etom.jsonld",
        formats=("turtle", "jsonld", "rdfxml", "ntriples", "trig"),
    )  # fmt: skip
    command.add_argument(
        "--only",
        choices=("ontology", "shapes"),
        help="leave the other out (default: both, in trig as named graphs)",
    )


def trace(arguments: argparse.Namespace) -> int:
    """Run `etom trace`."""
    from etom_rdf.namespaces import shorten  # noqa: PLC0415
    from etom_rdf.trace import statements  # noqa: PLC0415

    try:
        found = statements(arguments.clause)
    except NotFoundError as error:
        print_error(error, arguments.lang)
        return 1
    if arguments.format == "json":
        write_json([one.as_json() for one in found], arguments.output)
        return 0
    say = Voice(arguments.lang)
    blocks = []
    for one in found:
        lines = [f"{one.number}  {MODALITIES[one.modality].in_language(arguments.lang)}"]
        lines.append(wrap(one.text.in_language(arguments.lang), "    "))
        if one.enforced_by:
            lines.append(
                wrap(
                    f"{say('enforced by', 'обеспечивается')}: {', '.join(map(shorten, one.enforced_by))}",
                    "    ",
                )
            )
        for note in one.notes:
            lines.append(wrap(f"{say('note', 'примечание')}: {note.in_language(arguments.lang)}", "    "))
        blocks.append("\n".join(lines))
    enforced = sum(bool(one.enforced_by) for one in found)
    blocks.append(
        say(
            f"{len(found)} statements, {enforced} enforced",
            f"положений: {len(found)}, обеспечено: {enforced}",
        )
    )
    write("\n\n".join(blocks), arguments.output)
    return 0


def export(arguments: argparse.Namespace) -> int:
    """Run `etom export`."""
    from etom_rdf.exports import export_text  # noqa: PLC0415

    write(export_text(arguments.format, only=arguments.only), arguments.output)
    return 0
