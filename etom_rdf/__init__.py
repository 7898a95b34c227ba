"""Work with the Russian national standard of the eTOM process map as linked data.

The names below are the public interface; each is loaded when it is first used, so that importing the
package costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

_HOME = {
    "EtomError": "errors",
    "ElementId": "identifiers",
}

__all__ = ["ElementId", "EtomError", "__version__"]

if TYPE_CHECKING:
    from etom_rdf.errors import EtomError
    from etom_rdf.identifiers import ElementId


def __getattr__(name: str) -> object:
    try:
        home = _HOME[name]
    except KeyError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
    return getattr(import_module(f"{__name__}.{home}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
