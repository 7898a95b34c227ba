"""Write small SSSOM tables, read them, and tell what came out."""

from etom_rdf.namespaces import GOST
from etom_rdf.readers import sssom
from etom_rdf.readers.records import SourceModel

HEADER = f"""\
#curie_map:
#  gost: {GOST}
#  op: https://operator.example/process/
#mapping_set_id: https://operator.example/mapping
#license: https://creativecommons.org/licenses/by/4.0/
"""
COLUMNS = ("subject_id", "predicate_id", "object_id", "mapping_justification")
BROAD = "skos:broadMatch"
MANUAL = "semapv:ManualMappingCuration"


def table(*rows: tuple[str, ...], columns: tuple[str, ...] = COLUMNS, header: str = HEADER) -> bytes:
    return (header + "".join("\t".join(cells) + "\n" for cells in (columns, *rows))).encode()


def read(*rows: tuple[str, ...], columns: tuple[str, ...] = COLUMNS, header: str = HEADER) -> SourceModel:
    return sssom.read(table(*rows, columns=columns, header=header), name="map.sssom.tsv")


def one(subject: str, predicate: str, object_: str, **slots: str) -> SourceModel:
    """Read a file of one row."""
    columns = (*COLUMNS, *slots)
    return read((subject, predicate, object_, MANUAL, *slots.values()), columns=columns)


def codes(model: SourceModel) -> list[str]:
    return [notice.code for notice in model.notices]


def statements(model: SourceModel) -> list[tuple[str, str, str, bool]]:
    return [(each.subject, each.key, each.text, each.negated) for each in model.mentions]
