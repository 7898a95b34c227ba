"""Name the namespaces of the project and the outside terms it uses, as plain strings.

Plain strings, so that a command which only looks something up pays for no RDF library.
"""

from typing import Final

ETOM: Final = "https://w3id.org/etom/ns/"
GOST: Final = "https://w3id.org/etom/gost-r-53633/"
SHAPE: Final = "https://w3id.org/etom/shape/"
QUERY: Final = "https://w3id.org/etom/query/"

DCTERMS: Final = "http://purl.org/dc/terms/"
OWL: Final = "http://www.w3.org/2002/07/owl#"
PROV: Final = "http://www.w3.org/ns/prov#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
SH: Final = "http://www.w3.org/ns/shacl#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
XKOS: Final = "http://rdf-vocabulary.ddialliance.org/xkos#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"

PREFIXES: Final = {
    "dcterms": DCTERMS,
    "etom": ETOM,
    "gost": GOST,
    "owl": OWL,
    "prov": PROV,
    "query": QUERY,
    "rdf": RDF,
    "rdfs": RDFS,
    "sh": SH,
    "shape": SHAPE,
    "skos": SKOS,
    "xkos": XKOS,
    "xsd": XSD,
}
_NAMESPACES: Final = tuple(PREFIXES.values())


def shorten(iri: str) -> str:
    """Write an IRI with the prefix of its namespace, or return it as it is.

    >>> shorten("https://w3id.org/etom/gost-r-53633/1.1.1.5")
    'gost:1.1.1.5'
    >>> shorten("https://example.org/x")
    'https://example.org/x'
    """
    if not iri.startswith(_NAMESPACES):
        return iri
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and len(iri) > len(namespace) and "/" not in iri[len(namespace) :]:
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri
