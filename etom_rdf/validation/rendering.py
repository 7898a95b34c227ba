"""Write a report for people, and as a SHACL validation report."""

from itertools import groupby
from typing import cast

from etom_rdf.namespaces import ETOM, PREFIXES
from etom_rdf.text import Language, Text, Voice, plural, wrap
from etom_rdf.validation.names import Names
from etom_rdf.validation.report import SEVERITIES, Finding, Report, Source
from etom_rdf.validation.rules import model_rules

SEVERITY_NAMES = {
    "violation": Text(en="violation", ru="нарушение"),
    "warning": Text(en="warning", ru="предупреждение"),
    "info": Text(en="info", ru="сведение"),
}


def as_text(report: Report, language: Language) -> str:
    """Write the findings file by file, each with its place, then what was read and the result."""
    say = Voice(language)
    blocks = []
    for file, findings in groupby(report.findings, key=lambda finding: finding.file):
        for finding in findings:
            blocks.append(_finding(finding, file or say("(model)", "(модель)"), report.names, language))
    blocks += [_source(source, say) for source in report.sources]
    if report.handed_over:
        codes = ", ".join(report.handed_over)
        blocks.append(
            say(f"shapes run by pySHACL: {codes}", f"правила, применённые с помощью pySHACL: {codes}")
        )
    if report.omitted:
        codes = ", ".join(f"{code}: {count}" for code, count in report.omitted_by_code.items())
        more = say("not listed, since there are too many", "не перечислены, так как их слишком много")
        blocks.append(f"{more} (--max-findings): {codes}")
    return "\n".join([*blocks, "", _summary(report, say)])


def _source(source: Source, say: Voice) -> str:
    processes = plural(source.processes, "process", "processes")
    stated = plural(source.classifications, "stated classification", "stated classifications")
    return f"{source.file}: {source.kind}, " + say(
        f"{processes}, {stated}",
        f"процессов: {source.processes}, указанных отнесений: {source.classifications}",
    )


def _finding(finding: Finding, file: str, names: Names, language: Language) -> str:
    say = Voice(language)
    place = file if finding.line is None else f"{file}:{finding.line}"
    clause = f" [{say('clause', 'п.')} {', '.join(finding.clause)}]" if finding.clause else ""
    lines = [f"{place}: {SEVERITY_NAMES[finding.severity].in_language(language)} {finding.code}{clause}"]
    lines.append(wrap(about(finding, names, language), "    "))
    if finding.path is not None and finding.code not in model_rules():
        # The messages of our rules name the property; those of others may not.
        lines.append(wrap(f"{say('path', 'путь')}: {names.short_path(finding.path, finding.file)}", "    "))
    if finding.message.in_language(language):
        lines.append(wrap(finding.message.in_language(language), "    "))
    return "\n".join(lines) + "\n"


def about(finding: Finding, names: Names, language: Language) -> str:
    """Name what a finding is about: its focus with label and record, and its value.

    Rules about terms have the vocabulary as a whole for focus, which says nothing to a reader.
    """
    focus = "" if finding.focus == ETOM else names.short(finding.focus, finding.file)
    if label := names.label(finding.focus, language):
        focus += f" «{label}»" if language == "ru" else f" ‘{label}’"
    if finding.record is not None:
        focus = f"{focus} ({finding.record})"
    value = "" if finding.value is None else names.short(finding.value, finding.file)
    return " → ".join(part for part in (focus, value) if part)


def _summary(report: Report, say: Voice) -> str:
    counts = report.counts
    numbers = ", ".join(
        say(
            f"{counts[severity]} {severity}{'' if counts[severity] == 1 or severity == 'info' else 's'}",
            f"{_RUSSIAN_PLURALS[severity]}: {counts[severity]}",
        )
        for severity in SEVERITIES
    )
    if report.conforms and report.nothing_to_check:
        verdict = say("nothing to check", "проверять нечего")
    elif report.conforms:
        verdict = say("conforms to GOST R 53633.3-2009", "соответствует ГОСТ Р 53633.3—2009")
    elif report.conforms is None:
        verdict = say("not everything could be checked", "проверено не всё")
    else:
        verdict = say("does not conform to GOST R 53633.3-2009", "не соответствует ГОСТ Р 53633.3—2009")
    return f"{verdict} ({numbers})"


_RUSSIAN_PLURALS = {"violation": "нарушений", "warning": "предупреждений", "info": "сведений"}


def as_turtle(report: Report) -> str:
    """Write the findings as a `sh:ValidationReport` in canonical Turtle, every message in both languages.

    The path of a rule is copied from our shapes; of a path in a user's shape only a single predicate is given.
    """
    from rdflib import RDF, SH, BNode, Graph, Literal, URIRef  # noqa: PLC0415
    from rdflib.term import Node  # noqa: PLC0415
    from rdflib.util import from_n3  # noqa: PLC0415

    from etom_rdf.model import load_shapes  # noqa: PLC0415
    from etom_rdf.turtle import canonical_turtle  # noqa: PLC0415

    def node_of(text: str) -> Node:
        return cast("Node", from_n3(text))

    shapes = load_shapes(("process-model", "model-alone"))
    graph = Graph(bind_namespaces="none")
    for prefix in ("etom", "gost", "sh", "shape"):
        graph.bind(prefix, PREFIXES[prefix])
    top = BNode("report")
    graph.add((top, RDF.type, SH.ValidationReport))
    # SHACL calls a report with any result non-conforming, a warning or an info included.
    graph.add((top, SH.conforms, Literal(not report.findings and not report.errors)))
    for number, finding in enumerate(report.findings):
        node, terms = BNode(f"result{number}"), finding.terms
        if terms is None:
            continue
        graph.add((top, SH.result, node))
        graph.add((node, RDF.type, SH.ValidationResult))
        graph.add((node, SH.resultSeverity, SH[finding.severity.capitalize()]))
        graph.add((node, SH.focusNode, node_of(terms.focus)))
        graph.add((node, SH.sourceShape, node_of(terms.shape)))
        graph.add((node, SH.sourceConstraintComponent, node_of(terms.component)))
        if terms.value is not None:
            graph.add((node, SH.value, node_of(terms.value)))
        for language, message in finding.message.as_json().items():
            graph.add((node, SH.resultMessage, Literal(message, lang=language)))
        path = shapes.value(node_of(terms.shape), SH.path)
        if finding.path is not None and path is not None:
            graph.add((node, SH.resultPath, path))
            graph += shapes.cbd(path) if isinstance(path, BNode) else ()
        elif finding.path is not None and "<" not in finding.path:
            graph.add((node, SH.resultPath, URIRef(finding.path)))
    return canonical_turtle(graph)
