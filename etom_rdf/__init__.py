"""Work with the Russian national standard of the eTOM process map as linked data.

The names below are the public interface; each is loaded when it is first used, so that importing the
package costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

_HOME = {
    "Catalogue": "catalogue",
    "Element": "catalogue",
    "ElementId": "identifiers",
    "EtomError": "errors",
    "Finding": "validation",
    "Report": "validation",
    "coverage": "coverage_counts",
    "load_ontology": "model",
    "load_shapes": "model",
    "read_model": "model",
    "run_query": "querying",
    "validate": "validation",
}

__all__ = [
    "Catalogue",
    "Element",
    "ElementId",
    "EtomError",
    "Finding",
    "Report",
    "__version__",
    "coverage",
    "load_ontology",
    "load_shapes",
    "read_model",
    "run_query",
    "validate",
]

if TYPE_CHECKING:
    from etom_rdf.catalogue import Catalogue as Catalogue
    from etom_rdf.catalogue import Element as Element
    from etom_rdf.coverage_counts import coverage as coverage
    from etom_rdf.errors import EtomError as EtomError
    from etom_rdf.identifiers import ElementId as ElementId
    from etom_rdf.model import load_ontology as load_ontology
    from etom_rdf.model import load_shapes as load_shapes
    from etom_rdf.model import read_model as read_model
    from etom_rdf.querying import run_query as run_query
    from etom_rdf.validation import Finding as Finding
    from etom_rdf.validation import Report as Report
    from etom_rdf.validation import validate as validate


def __getattr__(name: str) -> object:
    try:
        home = _HOME[name]
    except KeyError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
    return getattr(import_module(f"{__name__}.{home}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
