"""Make the pages of the site: a pure function from the standard, the ontology and models to pages."""

from etom_rdf.site.whole import Page, Site

__all__ = ["Page", "Site"]
