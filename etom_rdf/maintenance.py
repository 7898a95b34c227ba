"""Check the project's own files: the ontology, the shapes, the queries, and what they say of one another."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph

from etom_rdf import __version__
from etom_rdf.errors import EtomError
from etom_rdf.namespaces import ETOM, GOST, OWL, QUERY, RDF, SH, SHAPE, shorten
from etom_rdf.own_files import quads
from etom_rdf.resources import ontology_files, query_files, shape_file, shape_files
from etom_rdf.text import Language, Text, Voice

OWN_RULES = "ontology"
_OURS = (ETOM, GOST, SHAPE, QUERY)
_TERM_KINDS = tuple(
    pyoxigraph.NamedNode(OWL + kind)
    for kind in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")
)


@dataclass(frozen=True, slots=True)
class Problem:
    """Report what is wrong with a file of the project; `code` names the check."""

    code: str
    file: str
    message: Text


@dataclass(frozen=True, slots=True)
class ProjectReport:
    """Gather the problems, and the checks that could not be made and why."""

    problems: tuple[Problem, ...]
    skipped: tuple[EtomError, ...] = ()

    @property
    def exit_code(self) -> int:
        """Return 0 if all is well, 1 if there are problems, 2 if a check could not be made."""
        return 2 if self.skipped else int(bool(self.problems))

    def as_json(self) -> dict[str, object]:
        """Return the form that `etom check --format json` prints."""
        return {
            "problems": [
                {"code": one.code, "file": one.file, "message": one.message.as_json()}
                for one in self.problems
            ],
            "skipped": [one.message.as_json() for one in self.skipped],
        }

    def as_text(self, language: Language) -> str:
        """Write one line a problem, then the result."""
        say = Voice(language)
        lines = [f"{one.file}: {one.code}: {one.message.in_language(language)}" for one in self.problems]
        lines += [
            f"{say('not checked', 'не проверено')}: {one.message.in_language(language)}"
            for one in self.skipped
        ]
        lines.append(say(f"problems: {len(self.problems)}", f"замечаний: {len(self.problems)}"))
        if self.skipped:
            lines[-1] += say(
                f", checks not made: {len(self.skipped)}", f", не выполнено проверок: {len(self.skipped)}"
            )
        return "\n".join(lines)


def check_project(*, with_reasoner: bool = True) -> ProjectReport:
    """Run every check over the files that the package ships.

    With `with_reasoner`, also OWLAPI's profile check and HermiT, which need Java; where that is absent, the
    report says so.
    """
    problems = [
        *canonical_form(),
        *own_rules(),
        *undefined_terms(),
        *unused_terms(),
        *versions(),
    ]
    skipped: list[EtomError] = []
    try:
        problems += profile(with_reasoner=with_reasoner)
    except EtomError as error:
        skipped.append(error)
    return ProjectReport(
        tuple(sorted(problems, key=lambda one: (one.file, one.code, one.message.en))), tuple(skipped)
    )


def canonical_form() -> Iterator[Problem]:
    """Find the Turtle files that are not in canonical form."""
    from etom_rdf.turtle import check_file  # noqa: PLC0415

    for path in (*ontology_files(), *shape_files()):
        finding = check_file(path)
        if finding is not None:
            yield Problem("canonical-form", path.name, finding.message)


def own_rules() -> Iterator[Problem]:
    """Run the shapes for our own files over the ontology and the shapes together."""
    from etom_rdf.model import read_model  # noqa: PLC0415
    from etom_rdf.validation.pyshacl_engine import validated  # noqa: PLC0415
    from etom_rdf.validation.rules import read_rules  # noqa: PLC0415
    from etom_rdf.validation.terms import text_of  # noqa: PLC0415

    rules_file = shape_file(OWN_RULES)
    data = read_model(*ontology_files(), *shape_files())
    for result in validated(data, read_model(rules_file), read_rules([rules_file])):
        focus = shorten(text_of(result.focus))
        message = Text(en=f"{focus}: {result.message.en}", ru=f"{focus}: {result.message.ru}")
        yield Problem(result.code, "ontology", message)


def undefined_terms() -> Iterator[Problem]:
    """Find IRIs of our namespaces that our files use and nothing defines."""
    defined = {
        quad.subject.value for _, quad in _statements() if isinstance(quad.subject, pyoxigraph.NamedNode)
    }
    # A parameter of a constraint component is defined where the component declares it.
    defined |= {
        getattr(quad.object, "value", "") for _, quad in _statements() if quad.predicate.value == f"{SH}path"
    }
    defined |= {QUERY + path.stem for path in query_files()}
    used: dict[tuple[str, str], None] = {}
    for file, quad in _statements():
        for term in (quad.subject, quad.predicate, quad.object):
            if isinstance(term, pyoxigraph.NamedNode) and quad.predicate.value not in _ELSEWHERE:
                used[file, term.value] = None
    for path in query_files():
        used |= {
            (path.name, ETOM + name): None for name in _prefixed(path.read_text(encoding="utf-8"), "etom")
        }
    for file, iri in used:
        if iri.startswith(_OURS) and iri not in defined:
            yield Problem(
                "undefined-term",
                file,
                Text(
                    en=f"{shorten(iri)} is defined nowhere; define it or mend the name",
                    ru=f"{shorten(iri)} нигде не определён; определите его или исправьте имя",
                ),
            )


# Version IRIs name a state of a file, not something in it.
_ELSEWHERE = {f"{OWL}versionIRI"}


def unused_terms() -> Iterator[Problem]:
    """Find classes and properties of the vocabulary that no question and no rule uses."""
    spoken = {
        term.value
        for path in shape_files()
        for quad in quads(path)
        for term in (quad.subject, quad.predicate, quad.object)
        if isinstance(term, (pyoxigraph.NamedNode, pyoxigraph.Literal))
    }
    texts = [path.read_text(encoding="utf-8") for path in query_files()]
    texts += [text for text in spoken if "SELECT" in text]
    used = spoken | {ETOM + name for text in texts for name in _prefixed(text, "etom")}
    for quad in quads(ontology_files()[0]):
        if quad.predicate.value == f"{RDF}type" and quad.object in _TERM_KINDS:
            iri = getattr(quad.subject, "value", "")
            if iri.startswith(ETOM) and iri not in used:
                yield Problem(
                    "unused-term",
                    ontology_files()[0].name,
                    Text(
                        en=f"{shorten(iri)} occurs in no question and no rule; ask with it, check it or drop it",
                        ru=f"{shorten(iri)} нет ни в одном вопросе и правиле; используйте его или удалите",
                    ),
                )


def versions() -> Iterator[Problem]:
    """Compare the version that each file states with that of the package."""
    for path in (*ontology_files(), *shape_files()):
        for quad in quads(path):
            name, stated = quad.predicate.value, getattr(quad.object, "value", "")
            if name in {f"{OWL}versionInfo", f"{OWL}versionIRI"} and stated.rpartition("/")[2] != __version__:
                yield Problem(
                    "version",
                    path.name,
                    Text(
                        en=f"{shorten(name)} says {stated}, the package {__version__}; make them one",
                        ru=f"{shorten(name)} — {stated}, а версия пакета — {__version__}; приведите к одной",
                    ),
                )


def profile(*, with_reasoner: bool) -> Iterator[Problem]:
    """Check that the ontology is in OWL 2 DL and, with a reasoner, that it is consistent.

    Raises MissingToolError where an engine is not installed.
    """
    from etom_rdf.owl_profile import contradictions, dl_violations  # noqa: PLC0415

    files = ontology_files()
    found = dl_violations(files, engine="horned-owl")
    if with_reasoner:
        found += dl_violations(files, engine="owlapi") + contradictions(files)
    for one in found:
        yield Problem(f"owl-{one.code}", Path(one.file).name, one.message)


def _statements() -> Iterator[tuple[str, pyoxigraph.Quad]]:
    for path in (*ontology_files(), *shape_files()):
        for quad in quads(path):
            yield path.name, quad


def _prefixed(text: str, prefix: str) -> set[str]:
    return set(re.findall(rf"\b{prefix}:([A-Za-z][A-Za-z0-9]*)", text))
