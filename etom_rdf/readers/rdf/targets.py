"""Name the terms that those of other vocabularies lead to, and what each is read as.

Only classes lead to the vocabulary of eTOM itself. A relation of another vocabulary may hold between things that
are no processes, of which etom:partOf would make processes; so relations lead to general terms, and count where
their ends are processes, or a system and a process.
"""

from typing import Final, Literal

import pyoxigraph as ox

from etom_rdf.namespaces import DCTERMS, ETOM, RDFS

Role = Literal["process", "system"]
# What a property is read as, from its subject: part of the object, behind it, required by it; at a place among the
# parts of a whole; identified, named, described; referring to an element.
Meaning = Literal["part", "behind", "required", "position", "identifier", "name", "text", "reference"]

_DUL: Final = "http://www.ontologydesignpatterns.org/ont/dul/DUL.owl#"

CLASSES: Final[dict[ox.NamedNode, Role]] = {
    ox.NamedNode(f"{ETOM}Process"): "process",
    ox.NamedNode(f"{ETOM}System"): "system",
}
PROPERTIES: Final[dict[ox.NamedNode, Meaning]] = {
    ox.NamedNode(f"{ETOM}classifiedAs"): "reference",
    ox.NamedNode(f"{ETOM}partOf"): "part",
    ox.NamedNode(f"{ETOM}supports"): "required",
    ox.NamedNode(f"{DCTERMS}isPartOf"): "part",
    ox.NamedNode(f"{DCTERMS}isRequiredBy"): "required",
    ox.NamedNode(f"{_DUL}follows"): "behind",
    ox.NamedNode("https://schema.org/position"): "position",
    ox.NamedNode(f"{DCTERMS}identifier"): "identifier",
    ox.NamedNode(f"{RDFS}label"): "name",
    ox.NamedNode(f"{RDFS}comment"): "text",
}
