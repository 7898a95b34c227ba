"""Write small ArchiMate models, read them, and tell what came out."""

from io import BytesIO
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

from etom_rdf.readers import archimate
from etom_rdf.readers.records import SourceModel

XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
ARCHI = f'<archimate:model {XSI} xmlns:archimate="http://www.archimatetool.com/archimate">\n'
EXCHANGE = f'<model {XSI} xmlns="http://www.opengroup.org/xsd/archimate/3.0/">\n'


def read(data: str | bytes) -> SourceModel:
    source = BytesIO(data if isinstance(data, bytes) else data.encode())
    return archimate.read(source, name="model.archimate")


def element(kind: str, written_id: str, inside: str = "", name: str = "") -> str:
    attributes = f'xsi:type="archimate:{kind}" id={quoteattr(written_id)} name={quoteattr(name)}'
    return f"<element {attributes}>{inside}</element>\n"


def relation(kind: str, source: str, target: str) -> str:
    return (
        f'<element xsi:type="archimate:{kind}Relationship" id="r-{kind}-{source}-{target}" source="{source}" '
        f'target="{target}"/>\n'
    )


def archi(*parts: str) -> SourceModel:
    return read(ARCHI + "".join(parts) + "</archimate:model>")


def exchange(*parts: str) -> SourceModel:
    return read(EXCHANGE + "\n".join(parts) + "\n</model>")


def network(*relations: tuple[str, str, str], **elements: str) -> SourceModel:
    """Write and read elements, their ids of one letter by kind, and relationships as kind, source and target."""
    return archi(
        *(element(kind, each) for kind, ids in elements.items() for each in ids),
        *(relation(*each) for each in relations),
    )


def prop(key: str, value: str) -> str:
    return f"<property key={quoteattr(key)} value={quoteattr(value)}/>"


def codes(model: SourceModel) -> list[str]:
    return [notice.code for notice in model.notices]


def zipped(
    content: str | bytes, member: str = "model.xml", *others: str, method: int = ZIP_DEFLATED
) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", method) as archive:
        archive.writestr(member, content)
        for other in others:
            archive.writestr(other, content)
    return packed.getvalue()


def supports(model: SourceModel) -> dict[str, tuple[str, ...]]:
    return {system.id: system.supports for system in model.systems}
