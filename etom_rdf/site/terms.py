"""Make the glossary and the pages of terms."""

from functools import partial
from itertools import pairwise
from typing import Final

from etom_rdf.catalogue import Term
from etom_rdf.linked_data.page_addresses import of_entry
from etom_rdf.site.context import Context, Pages
from etom_rdf.site.downloads import rdf_of
from etom_rdf.site.formal import formal
from etom_rdf.site.standard import every_statement
from etom_rdf.text import Text

_GLOSSARY: Final = Text(en="Terms and definitions", ru="Термины и определения")


def pages(context: Context) -> Pages:
    """Return the glossary and the page of each term."""
    terms = context.catalogue.terms
    around = pairwise((None, *terms, None))
    beside = [(before, after) for (before, _), (_, after) in pairwise(around)]
    return {
        "terms/": partial(context.render, "terms.html.j2", "terms/", terms=terms),
        **{
            of_entry(one): partial(_page, context, one, near) for one, near in zip(terms, beside, strict=True)
        },
    }


def _page(context: Context, term: Term, beside: tuple[Term | None, Term | None]) -> str:
    return context.render(
        "term.html.j2",
        of_entry(term),
        trail=(("terms/", context(_GLOSSARY)),),
        term=term,
        made=[formal(iri) for iri in term.formalized_as],
        requirements=[one for one in every_statement() if term.id in one.subjects],
        before=beside[0],
        after=beside[1],
        rdf=rdf_of(context, term.iri),
    )
