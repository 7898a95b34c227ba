"""Write a report for people, and as a SHACL validation report."""

from collections.abc import Iterator
from functools import partial
from itertools import chain
from typing import cast

from etom_rdf.namespaces import PREFIXES
from etom_rdf.text import Language, Text, Voice, plural, wrap
from etom_rdf.validation.kinds import ByKind
from etom_rdf.validation.names import Names
from etom_rdf.validation.pieces import joined
from etom_rdf.validation.report import SEVERITIES, Finding, Report, Source
from etom_rdf.validation.rules import model_rules
from etom_rdf.validation.wording import Wording

SEVERITY_NAMES = {
    "violation": Text(en="violation", ru="нарушение"),
    "warning": Text(en="warning", ru="предупреждение"),
    "info": Text(en="info", ru="сведение"),
}

_KINDS = {
    "table": Text(en="table", ru="таблица"),
    "graph": Text(en="graph", ru="граф"),
    "store": Text(en="store", ru="хранилище"),
}


def as_text(report: Report, language: Language) -> str:
    """Write the findings file by file, each with its place, then what was read and the result."""
    return "".join(text_in_pieces(report, language))


def text_in_pieces(report: Report, language: Language) -> Iterator[str]:
    """Yield the text of a report piece by piece."""
    yield from joined(chain(_findings(report, language), _closing(report, Voice(language))), "\n")


def _closing(report: Report, say: Voice) -> Iterator[str]:
    for source in report.sources:
        yield _source(source, say)
    if report.handed_over:
        codes = ", ".join(report.handed_over)
        yield say(f"shapes run by pySHACL: {codes}", f"правила, применённые с помощью pySHACL: {codes}")
    if report.omitted:
        codes = ", ".join(f"{code}: {count}" for code, count in report.omitted_by_code.items())
        more = say("not listed, since there are too many", "не перечислены, так как их слишком много")
        yield f"{more} (--max-findings): {codes}"
    yield ""
    yield _summary(report, say)


def _source(source: Source, say: Voice) -> str:
    processes = plural(source.processes, "process", "processes")
    stated = plural(source.classifications, "stated classification", "stated classifications")
    kind = _KINDS.get(source.kind)
    return f"{source.file}: {source.kind if kind is None else kind.in_language(say.language)}, " + say(
        f"{processes}, {stated}",
        f"процессов: {source.processes}, указанных отнесений: {source.classifications}",
    )


def _findings(report: Report, language: Language) -> Iterator[str]:
    wording = Wording(report.names, language)
    kinds = ByKind(partial(_kind, names=report.names, say=Voice(language)))
    for one in report.findings:
        file, rule, said = kinds.of(one)
        place = file if one.line is None else f"{file}:{one.line}"
        about = wording.about(one)
        yield f"{place}: {rule}\n{wrap(about, '    ')}\n{said}" if about else f"{place}: {rule}\n{said}"


def _kind(finding: Finding, names: Names, say: Voice) -> tuple[str, str, str]:
    """Return what findings of one kind have in common: their file, severity with rule, and the lines below."""
    clause = f" [{say('clause', 'п.')} {', '.join(finding.clause)}]" if finding.clause else ""
    rule = f"{SEVERITY_NAMES[finding.severity].in_language(say.language)} {finding.code}{clause}"
    said = []
    if finding.path is not None and finding.code not in model_rules():
        # The messages of our rules name the property; those of others may not.
        said.append(f"{say('path', 'путь')}: {names.short_path(finding.path, finding.file)}")
    if message := finding.message.in_language(say.language):
        said.append(message)
    return (
        finding.file or say("(model)", "(модель)"),
        rule,
        "".join(f"{wrap(text, '    ')}\n" for text in said),
    )


def about(finding: Finding, names: Names, language: Language) -> str:
    """Name what one finding is about; see `Wording` for many."""
    return Wording(names, language).about(finding)


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
