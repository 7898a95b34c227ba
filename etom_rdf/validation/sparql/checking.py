"""Report what a store violates: findings with the names that their records have, and what could not be checked."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from etom_rdf.errors import EtomError, StoreError
from etom_rdf.model import CLASSIFYING, PROCESS_CLASSES
from etom_rdf.namespaces import ETOM, RDF, RDFS, SKOS
from etom_rdf.rdf_input import RdfDocument
from etom_rdf.stores import Store
from etom_rdf.text import Text
from etom_rdf.validation.engines import ShapeSet, results_of, shape_set
from etom_rdf.validation.fast.evaluation import Outcome, Outcomes
from etom_rdf.validation.names import Names
from etom_rdf.validation.report import Finding, Report, ShaclTerms, Source, sorted_findings
from etom_rdf.validation.result import Result
from etom_rdf.validation.sparql.background import chunks, predicates
from etom_rdf.validation.sparql.executor import check_in_store
from etom_rdf.validation.terms import is_blank, is_iri, language_of, text_of

_SOURCE_ID: Final = f"<{ETOM}sourceId>"
_NAMING: Final = (_SOURCE_ID, f"<{RDFS}label>", f"<{SKOS}prefLabel>")
_NOTE: Final = Text(
    en=" (A blank node: its label holds for this answer of the store only.)",
    ru=" (Это пустой узел: его обозначение действительно только для этого ответа хранилища.)",
)


def check_store(store: Store, own: Sequence[RdfDocument] = (), *, max_findings: int | None = None) -> Report:
    """Check the content of a store, together with the ontology, against our rules and a user's own shapes.

    Only findings travel. The ontology need not be in the store. What a query cannot ask, and a store that fails,
    become errors of the report. More findings than `max_findings` are counted only. Raises ShapesError for shapes
    that are not well-formed.
    """
    chosen = shape_set(own)
    errors: list[EtomError] = [_not_in_sparql(code) for code in _handed_over(chosen)]
    outcomes = Outcomes(max_findings)
    try:
        with ThreadPoolExecutor(1) as pool:
            counting = pool.submit(_source, store)
            found = _sorted_out(check_in_store(store, chosen.shapes, chosen.fast), errors)
            outcomes.take(found)
            source, uses_vocabulary = counting.result()
        findings, names = _findings(store, results_of(outcomes.kept))
    except StoreError as error:
        return Report(errors=(*errors, error))
    return Report(
        sorted_findings(findings),
        (source,),
        tuple({str(error): error for error in errors}.values()),
        nothing_to_check=not own and not uses_vocabulary,
        omitted=outcomes.omitted,
        names=names,
    )


def _sorted_out(found: Iterator[Outcome | EtomError], errors: list[EtomError]) -> Iterator[Outcome]:
    for one in found:
        if isinstance(one, EtomError):
            errors.append(one)
        else:
            yield one


def _handed_over(chosen: ShapeSet) -> list[str]:
    return sorted({shape.code for shape in chosen.handed_over})


def _source(store: Store) -> tuple[Source, bool]:
    """Count processes and classifications; tell whether the store uses the vocabulary at all."""
    classes = " ".join(f"<{iri}>" for iri in sorted(PROCESS_CLASSES))
    ways = [f"{{ VALUES ?class {{ {classes} }} ?process <{RDF}type> ?class }}"]
    ways += (f"{{ ?process <{predicate}> ?value }}" for predicate in sorted(CLASSIFYING))
    processes = _number(store, f"SELECT (COUNT(DISTINCT ?process) AS ?n) WHERE {{ {' UNION '.join(ways)} }}")
    stated = sum(
        _number(store, f"SELECT (COUNT(*) AS ?n) WHERE {{ ?process <{ETOM}{name}> ?value }}")
        for name in ("classifiedAs", "qualifiedClassification")
    )
    uses = processes > 0 or any(one.startswith(f"<{ETOM}") for one in predicates(store))
    return Source(store.name, "store", processes=processes, classifications=stated), uses


def _number(store: Store, query: str) -> int:
    ((number,),) = store.select(query)
    return int(text_of(str(number)))


def _findings(store: Store, results: Sequence[Result]) -> tuple[list[Finding], Names]:
    records: dict[str, str] = {}
    labels: dict[str, dict[str, str]] = {}
    nodes = sorted({result.focus for result in results if is_iri(result.focus)})
    for chunk in chunks(nodes):
        query = (
            f"SELECT DISTINCT ?node ?property ?text WHERE {{ VALUES ?node {{ {' '.join(chunk)} }} "
            # A table of properties would have some stores read the whole graph to join with it.
            f"?node ?property ?text FILTER (?property IN ({', '.join(_NAMING)})) }}"
        )
        for node, predicate, value in store.select(query):
            if str(predicate) == _SOURCE_ID:
                records.setdefault(str(node), text_of(str(value)))
            else:
                said = labels.setdefault(text_of(str(node)), {})
                said.setdefault(language_of(str(value))[:2], text_of(str(value)))
    return [_finding(result, records) for result in results], Names(labels=labels)


def _finding(result: Result, records: dict[str, str]) -> Finding:
    message = result.message
    if is_blank(result.focus):
        message = Text(en=message.en + _NOTE.en, ru=message.ru + _NOTE.ru)
    return Finding(
        code=result.code,
        severity=result.severity,
        focus=text_of(result.focus),
        path=result.path,
        # SHACL gives the focus again as the value of a rule on the node as a whole.
        value=None if result.value in (None, result.focus) else text_of(result.value),
        message=message,
        clause=result.clause,
        record=records.get(result.focus),
        terms=ShaclTerms(result.shape, result.component, result.focus, result.value),
    )


def _not_in_sparql(code: str) -> EtomError:
    return EtomError(
        Text(
            en=f"the shape {code} has a part (sh:sparql or the like) that is not turned into a query to a store; "
            "check the model as files for it",
            ru=f"в правиле {code} есть часть (sh:sparql и подобные), которая не переводится в запрос к хранилищу; "
            "проверьте по нему модель в файлах",
        )
    )
