"""Document the rules: what each looks at and demands, how a finding looks, and a model that breaks it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from itertools import groupby
from typing import Final

from etom_rdf.catalogue import natural_key
from etom_rdf.linked_data.page_addresses import of_clause, of_iri
from etom_rdf.namespaces import DCTERMS, ETOM, RDFS, SHAPE, SKOS
from etom_rdf.own_files import iris, texts
from etom_rdf.resources import failing_example, shape_files
from etom_rdf.site.context import Context, Pages
from etom_rdf.site.downloads import rdf_of
from etom_rdf.site.names import label, named_node, shapes
from etom_rdf.site.phrases import Phrase
from etom_rdf.site.shape_words import demands, target_in_words, targets
from etom_rdf.site.standard import every_statement, title_of_clause
from etom_rdf.text import Text
from etom_rdf.trace import Statement
from etom_rdf.validation import model_rules, validate
from etom_rdf.validation.rendering import SEVERITY_NAMES, about
from etom_rdf.validation.report import SEVERITIES, Finding, Report
from etom_rdf.validation.rules import Rule, read_rules

PATH: Final = "rules/"
_TITLE: Final = Text(en="Rules", ru="Правила")
_ANY: Final = Text(en="Any statement", ru="Любые утверждения")


@dataclass(frozen=True, slots=True)
class _Shown:
    """Hold one finding as `etom validate` prints it."""

    finding: Finding
    subject: str


def pages(context: Context) -> Pages:
    """Return the list of all rules and the page of each."""
    return {
        PATH: partial(_list, context),
        **{f"{PATH}{rule.code}/": partial(_page, context, rule) for rule in all_rules().values()},
    }


@cache
def all_rules() -> Mapping[str, Rule]:
    """Return the rules for models and those for the ontology itself, by code."""
    return read_rules(shape_files())


def _list(context: Context) -> str:
    own = model_rules()
    for_models = [rule for rule in all_rules().values() if rule.code in own]
    for_ontology = [rule for rule in all_rules().values() if rule.code not in own]
    return context.render(
        "rules.html.j2",
        PATH,
        parts=[("models", _by_subject(for_models)), ("ontology", _by_subject(for_ontology))],
        counts=[(name, sum(rule.severity == name for rule in for_models)) for name in SEVERITIES],
        severities=SEVERITY_NAMES,
        blocks=_blocks(),
    )


def _by_subject(some: list[Rule]) -> list[tuple[Text, list[Rule]]]:
    """Group rules by what they look at, which their codes begin with: most rules first, those on anything last."""
    ordered = sorted(some, key=lambda rule: (_subject(rule).en, rule.code))
    groups = [(subject, list(group)) for subject, group in groupby(ordered, key=_subject)]
    return sorted(groups, key=lambda pair: (pair[0] == _ANY, -len(pair[1])))


def _subject(rule: Rule) -> Text:
    beginning = rule.code.partition("-")[0]
    found = label(ETOM + beginning) or label(f"{ETOM}{beginning}Process")
    return _ANY if found is None else Text(en=found.en.capitalize(), ru=found.ru.capitalize())


@dataclass(frozen=True, slots=True)
class _Block:
    """Describe a part that rules are built from: a form of identifiers, or a condition of ours."""

    name: str
    label: Text
    definition: Text | None
    clauses: tuple[str, ...]


def _blocks() -> list[_Block]:
    found: list[_Block] = []
    for node in shapes():
        iri = getattr(node, "value", "")
        names = texts(shapes().objects(node, f"{RDFS}label"))
        if not iri.startswith(SHAPE) or not names:
            continue
        definitions = texts(shapes().objects(node, f"{SKOS}definition"))
        found.append(
            _Block(
                name=iri.removeprefix(SHAPE),
                label=names[0],
                definition=definitions[0] if definitions else None,
                clauses=_local(iris(shapes().objects(node, f"{DCTERMS}source"))),
            )
        )
    return sorted(found, key=lambda one: one.name.casefold())


def _local(clauses: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted((one.rpartition("/")[2].removeprefix("clause-") for one in clauses), key=natural_key))


def _page(context: Context, rule: Rule) -> str:
    codes = list(all_rules())
    position = codes.index(rule.code)
    node = named_node(SHAPE + rule.code)
    example = failing_example(rule.code)
    return context.render(
        "rule.html.j2",
        f"{PATH}{rule.code}/",
        trail=((PATH, context(_TITLE)),),
        rule=rule,
        severities=SEVERITY_NAMES,
        clauses=[(of_clause(one), title_of_clause(one)) for one in _local(rule.clause)],
        targets=_targets(context, rule),
        demands=demands(rule.code, context.language),
        notes=texts(shapes().objects(node, f"{SKOS}editorialNote")),
        enforces=_enforced(rule),
        example=example.read_text(encoding="utf-8") if example else None,
        findings=_findings(context, rule),
        rdf=rdf_of(context, SHAPE + rule.code),
        place=of_iri,
        before=codes[position - 1] if position else None,
        after=codes[position + 1] if position + 1 < len(codes) else None,
        names=all_rules(),
    )


def _targets(context: Context, rule: Rule) -> list[Phrase]:
    found = (target_in_words(target, context.language) for target in targets(rule.code))
    return list(dict.fromkeys(found))


def _enforced(rule: Rule) -> list[Statement]:
    return [one for one in every_statement() if SHAPE + rule.code in one.enforced_by]


def _findings(context: Context, rule: Rule) -> list[_Shown]:
    report = _report(rule.code)
    if report is None:
        return []
    return [_Shown(one, about(one, report.names, context.language)) for one in report.findings]


@cache
def _report(code: str) -> Report | None:
    """Check the example that breaks a rule, as `etom validate` does."""
    example = failing_example(code)
    return validate(example) if example else None
