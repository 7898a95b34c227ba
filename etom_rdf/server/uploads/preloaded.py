"""Load, once and before any job, what jobs need: processes are forked from the one that imports this module.

Nothing that starts threads may be loaded here, since threads do not survive a fork; so polars is left out.
"""

from importlib import import_module
from typing import Final

from etom_rdf.server.uploads.check_tasks import warm_up
from etom_rdf.validation.engines import shape_set
from etom_rdf.validation.fast.data import ontology
from etom_rdf.validation.rules import model_rules

# What the program itself loads only for files of a kind.
_MODULES: Final = (
    "etom_rdf.readers.archimate",
    "etom_rdf.readers.bpmn",
    "etom_rdf.readers.graph",
    "etom_rdf.readers.oda",
    "etom_rdf.readers.sssom",
    "etom_rdf.readers.tables.workbook",
    "etom_rdf.readers.xes",
    "etom_rdf.references",
    "etom_rdf.sources",
    "etom_rdf.validation.location",
)

for _name in _MODULES:
    import_module(_name)
shape_set()
ontology()
model_rules()
warm_up()
