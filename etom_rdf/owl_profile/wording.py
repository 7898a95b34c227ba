"""Say in both languages what the engines find, and why one could not look."""

import re
from dataclasses import dataclass
from typing import Final, Literal

from etom_rdf.errors import EtomError, MissingToolError
from etom_rdf.namespaces import shorten
from etom_rdf.text import Text

Engine = Literal["horned-owl", "owlapi", "hermit", "imports"]
# The engine's name of a rule, and the term, axiom or triple that breaks it.
Fault = tuple[str, str]

NAMELESS: Final = "[…]"
# horned-owl is given these names for the anonymous individuals that it would drop.
ANONYMOUS: Final = "urn:x-anonymous:"

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


def violation(engine: Engine, fault: Fault, file: str) -> Violation:
    """Return a fault with what to do about it."""
    code, subject = fault
    advice = next(text for pattern, text in _ADVICE.items() if re.search(pattern, code))
    message = Text(en=f"{subject}: {advice.en}", ru=f"{subject}: {advice.ru}")
    return Violation(engine, code, subject, file, message)


def readable(text: str) -> str:
    """Shorten the IRIs in what an engine says.

    >>> readable("SubClassOf(<https://w3id.org/etom/ns/Area> <urn:x-anonymous:b1>)")
    'SubClassOf(etom:Area […])'
    """
    # OWLAPI numbers what it cannot read and calls it an error.
    text = re.sub(rf"<(?:{ANONYMOUS}|http://org.semanticweb.owlapi/error#)[^>]*>", NAMELESS, text)
    return re.sub(r"<([^<>\s]+)>", lambda iri: iri[0] if shorten(iri[1]) == iri[1] else shorten(iri[1]), text)


def missing_tool(tool: str, package: str) -> MissingToolError:
    """Return the error for a tool that is absent and comes with a package."""
    command = f'pip install "{package}"'
    text = Text(en=f"{tool} is not installed; run {command}", ru=f"{tool} не установлен; выполните {command}")
    return MissingToolError(text, tool=tool)


def engine_failure(engine: str, name: str, reason: str) -> EtomError:
    """Return the error for a file that an engine could not read, with the last line of its reason."""
    line = (reason.strip().splitlines() or [""])[-1]
    return EtomError(
        Text(
            en=f"{engine} could not read {name} ({line}); correct the file",
            ru=f"{engine} не удалось прочитать {name} ({line}); исправьте файл",
        )
    )
