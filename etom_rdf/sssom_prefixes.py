"""Give IRIs short names in a mapping set: with the prefixes of its sources where they have some, else with new ones."""

import re
from collections.abc import Iterable
from pathlib import PurePath
from typing import Final

from etom_rdf.namespaces import ETOM, GOST
from etom_rdf.readers.records import SourceModel
from etom_rdf.readers.sssom.slots import BUILT_IN

ORCID: Final = "https://orcid.org/"

_LOCAL: Final = re.compile(r"\S[^\n\r\t]*")
_PREFIX: Final = re.compile(r"[^\W\d][\w-]*")


class Prefixes:
    """Know the prefixes of one mapping set; `used` are those that stand in it."""

    def __init__(self) -> None:
        self._namespaces = {**BUILT_IN, "gost": GOST, "etom": ETOM, "orcid": ORCID}
        self.used = {"gost"}

    def learn(self, model: SourceModel) -> None:
        """Take over the prefixes that a file names its processes with."""
        for id_, iri in model.iris.items():
            prefix, colon, local = id_.partition(":")
            if (
                colon
                and local
                and iri.endswith(local)
                and _PREFIX.fullmatch(prefix)
                and prefix not in BUILT_IN
            ):
                self._namespaces.setdefault(prefix, iri.removesuffix(local))

    def named(self, iri: str, id_: str, file: str) -> str:
        """Return the short name of what has an id in a file: with the prefix of that, else one like the file's name."""
        prefix = id_.partition(":")[0]
        if self._namespaces.get(prefix) and iri.startswith(self._namespaces[prefix]):
            return self.curie(iri, prefix)
        return self.curie(iri, "".join(re.findall(r"[^\W_]+", PurePath(file).stem)).lower() or "p")

    def curie(self, iri: str, wanted: str) -> str:
        """Write an IRI with a prefix: one that fits it, that which is wanted, or that with a number behind it."""
        fitting = [prefix for prefix, space in self._namespaces.items() if fits(iri, space)]
        if fitting:
            prefix = max(fitting, key=lambda each: (len(self._namespaces[each]), each == wanted))
        else:
            wanted = wanted if _PREFIX.fullmatch(wanted) else f"p{wanted}"
            prefix, number = wanted, 1
            while prefix in self._namespaces:
                number += 1
                prefix = f"{wanted}{number}"
            inner = iri[:-1]  # the sign at the end leaves something behind the prefix
            self._namespaces[prefix] = iri[: max(inner.rfind("#"), inner.rfind("/"), inner.find(":")) + 1]
        self.used.add(prefix)
        return f"{prefix}:{iri.removeprefix(self._namespaces[prefix])}"

    def declared(self, more: Iterable[str] = ()) -> dict[str, str]:
        """Return the prefixes that stand in the set, and `more`, but for those that SSSOM has built in."""
        used = {*self.used, *more}
        return {prefix: self._namespaces[prefix] for prefix in used if prefix not in BUILT_IN}


def fits(iri: str, namespace: str) -> bool:
    """Say whether an IRI can be written with the prefix of a namespace."""
    local = iri.removeprefix(namespace)
    return local != iri and _LOCAL.fullmatch(local) is not None and not local.startswith("//")
