"""Hold what a worker works with."""

from dataclasses import dataclass

import pyoxigraph as ox

from etom_rdf.server.execution.confinement import Confinement


@dataclass(frozen=True, slots=True)
class Workspace:
    """Pair the data, to be asked only unless the worker is used once, with what confines the worker."""

    store: ox.Store
    confinement: Confinement
