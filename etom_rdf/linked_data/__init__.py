"""Answer the IRIs under https://w3id.org/etom/: what is said of each, in the forms that clients ask for.

Nothing here knows of HTTP or of a server: paths come in, descriptions and bytes go out.
"""

from etom_rdf.linked_data.addresses import relative
from etom_rdf.linked_data.descriptions import Description
from etom_rdf.linked_data.forms import FORMS, SPARQL, Form, by_media_type
from etom_rdf.linked_data.publishing import DOWNLOADS, Download, download, files
from etom_rdf.linked_data.resolution import LinkedData
from etom_rdf.linked_data.shipped import BASE

__all__ = [
    "BASE",
    "DOWNLOADS",
    "FORMS",
    "SPARQL",
    "Description",
    "Download",
    "Form",
    "LinkedData",
    "by_media_type",
    "download",
    "files",
    "relative",
]
