"""Show what models of any kind cover of the standard: coverage, compare."""

import argparse
from typing import TYPE_CHECKING

from etom_rdf.cli.model_reading import add_inputs, nothing_read, point_to_remarks, read_sources
from etom_rdf.cli.output import write, write_json
from etom_rdf.cli.terminal import Commands
from etom_rdf.errors import EtomError
from etom_rdf.text import Language, Text, Voice

if TYPE_CHECKING:
    from etom_rdf.catalogue import Catalogue
    from etom_rdf.comparison import Comparison
    from etom_rdf.coverage_counts import Coverage
    from etom_rdf.process_index import ProcessIndex, ProcessInfo
    from etom_rdf.sources import ReadModels


def add_commands(commands: Commands) -> None:
    """Add the commands of this family."""
    say = commands.say
    command = commands.add(
        "coverage", cover, example="etom coverage models/ --format html -o coverage.html",
        formats=("text", "csv", "json", "svg", "html"),
        summary=say(
            "show which elements and functions are covered, by what, and what is not",
            "показать, какие элементы и функции покрыты, чем, и что не покрыто",
        ),
    )  # fmt: skip
    add_inputs(commands, command)
    command = commands.add(
        "compare", compare, example="etom compare vendor-a.bpmn vendor-b.archimate --format html -o compare.html",
        formats=("text", "csv", "json", "html"),
        summary=say(
            "put the coverage of several models or vendors side by side",
            "сравнить покрытие нескольких моделей или поставщиков",
        ),
    )  # fmt: skip
    add_inputs(commands, command)
    command.add_argument(
        "--by", choices=("input", "file", "component"), default="input",
        help=say(
            "what stands side by side: each argument (default), each file, or each pool, lane or application",
            "что сравнивается: каждый аргумент (по умолчанию), каждый файл или каждый пул, дорожка, приложение",
        ),
    )  # fmt: skip


def cover(arguments: argparse.Namespace) -> int:
    """Run `etom coverage`."""
    from etom_rdf.catalogue import Catalogue  # noqa: PLC0415
    from etom_rdf.coverage_counts import Coverage  # noqa: PLC0415
    from etom_rdf.coverage_forms import written  # noqa: PLC0415
    from etom_rdf.process_index import ProcessIndex  # noqa: PLC0415

    catalogue = Catalogue.load()
    model = read_sources(arguments).model
    if nothing_read(model):
        return 2
    point_to_remarks(len(model.remarks), arguments)
    quads = model.quads
    coverage = Coverage.of(quads, catalogue)
    if arguments.format == "text":
        text = _coverage_text(coverage, ProcessIndex(quads), Voice(arguments.lang))
    else:
        text = written(coverage, quads, arguments.format, language=arguments.lang, catalogue=catalogue)
    write(text, arguments.output)
    return 2 if model.errors else 0


def compare(arguments: argparse.Namespace) -> int:
    """Run `etom compare`."""
    from etom_rdf.catalogue import Catalogue  # noqa: PLC0415
    from etom_rdf.comparison import Comparison  # noqa: PLC0415
    from etom_rdf.coverage_counts import Coverage  # noqa: PLC0415
    from etom_rdf.pages import comparison_page, function_labels  # noqa: PLC0415

    catalogue = Catalogue.load()
    models: list[tuple[str, Coverage]] = []
    failed, remarks = False, 0
    if arguments.by == "input":
        for path in arguments.files:
            one = read_sources(arguments, [path]).model
            failed, remarks = failed or bool(one.errors), remarks + len(one.remarks)
            if one.documents or not one.errors:
                models.append((path, Coverage.of(one.quads, catalogue)))
    else:
        found = read_sources(arguments)
        failed, remarks = bool(found.model.errors), len(found.model.remarks)
        if arguments.by == "file":
            models = [(one.name, Coverage.of(one.quads, catalogue)) for one in found.model.documents]
        else:
            models = _by_component(found, catalogue, arguments.lang)
    point_to_remarks(remarks, arguments)
    if not models:
        raise EtomError(
            Text(
                en="there is nothing to compare; name models, or choose another --by",
                ru="сравнивать нечего; назовите модели или выберите другой --by",
            )
        )
    comparison = Comparison.of(models, function_labels(catalogue))
    if arguments.format == "json":
        write_json(comparison.as_json(), arguments.output)
    elif arguments.format == "csv":
        write(_comparison_csv(comparison), arguments.output)
    elif arguments.format == "html":
        write(comparison_page(comparison, language=arguments.lang), arguments.output)
    else:
        write(_comparison_text(comparison, Voice(arguments.lang)), arguments.output)
    return 2 if failed else 0


def _by_component(
    found: "ReadModels", catalogue: "Catalogue", language: Language
) -> "list[tuple[str, Coverage]]":
    from etom_rdf.coverage_counts import Coverage  # noqa: PLC0415
    from etom_rdf.sources.components import claims_of  # noqa: PLC0415

    whole = Coverage.of([*found.model.quads, *claims_of(found.model)], catalogue)
    return [(name, whole.restricted_to(iris)) for name, iris in _components(found, language)]


def _components(found: "ReadModels", language: Language) -> list[tuple[str, frozenset[str]]]:
    """Return the processes of each component by IRI, and last those that belong to none."""
    from pyoxigraph import NamedNode  # noqa: PLC0415

    from etom_rdf.model import processes  # noqa: PLC0415
    from etom_rdf.sources.components import components_of  # noqa: PLC0415

    components = sorted(components_of(found).items())
    placed = {iri for _, iris in components for iri in iris}
    everyone = {one.value for one in processes(found.model.quads) if isinstance(one, NamedNode)}
    if components and (others := frozenset(everyone - placed)):
        components.append((Voice(language)("(no component)", "(без компонента)"), others))
    return components


def _coverage_text(coverage: "Coverage", index: "ProcessIndex", say: Voice) -> str:
    lines = []
    for one in coverage.elements:
        performed = sum(bool(function.processes) for function in one.functions)
        functions = say(
            f"{performed} of {len(one.functions)} functions", f"функций: {performed} из {len(one.functions)}"
        )
        label = one.label.in_language(say.language)
        lines.append(f"{one.id:<9} {len(one.processes):>4}  {label} ({functions})")
    total = len(coverage.elements)
    covered = total - len(coverage.uncovered)
    lines += [
        "",
        say(f"elements covered: {covered} of {total}", f"покрыто элементов: {covered} из {total}"),
    ]
    if coverage.groups:
        lines += ["", say("groups and areas named instead:", "названы группы и области вместо элементов:")]
        lines += (
            f"    {one.id:<9} {len(one.processes):>4}  {one.label.in_language(say.language)}"
            for one in coverage.groups
        )
    if coverage.unmapped:
        lines += ["", say("processes without mapping:", "процессы без отнесения:")]
        lines += (f"    {_named(index[one], say)}" for one in coverage.unmapped)
    if coverage.not_counted:
        lines += ["", say("references that do not count:", "неучтённые ссылки:")]
        lines += (
            f"    {_named(index[one.process], say)} → {one.reference}: {one.message.in_language(say.language)}"
            for one in coverage.not_counted
        )
    return "\n".join(lines)


def _named(info: "ProcessInfo", say: Voice) -> str:
    name = info.label.in_language(say.language)
    return f"{name} ({info.place})" if info.place else name


def _comparison_text(comparison: "Comparison", say: Voice) -> str:
    heads = [f"[{number}]" for number in range(1, len(comparison.models) + 1)]
    lines = [f"{head:<5} {name}" for head, name in zip(heads, comparison.models, strict=True)]
    lines += ["", " " * 9 + "".join(f"{head:>6}" for head in heads)]
    for row in comparison.elements:
        counts = "".join(f"{count:>6}" for count in row.counts)
        lines.append(f"{row.id:<9}{counts}  {row.label.in_language(say.language)}")
    lines += [
        "",
        f"{say('covered by two or more', 'покрыто двумя и более')}: {', '.join(comparison.overlap) or '—'}",
    ]
    lines.append(f"{say('covered by none', 'не покрыто никем')}: {', '.join(comparison.gaps) or '—'}")
    for name, only in comparison.only_in.items():
        if only:
            lines.append(f"{say('only in', 'только в')} {name}: {', '.join(only)}")
    return "\n".join(lines)


def _comparison_csv(comparison: "Comparison") -> str:
    from etom_rdf.spreadsheets import csv_text  # noqa: PLC0415

    rows: list[tuple[str, ...]] = [("id", "label_en", "label_ru", *comparison.models)]
    rows += (
        (row.id, row.label.en, row.label.ru, *map(str, row.counts))
        for row in (*comparison.elements, *comparison.functions)
    )
    return csv_text(rows)
