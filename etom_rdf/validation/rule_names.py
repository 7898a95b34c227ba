"""Call in words what a finding's code stands for."""

from etom_rdf.readers.notice_names import NAMES
from etom_rdf.references.rules import RULES
from etom_rdf.text import Text
from etom_rdf.validation.rules import model_rules


def name_of_rule(code: str) -> Text | None:
    """Return what our rules and the readers call what they check; None for a code of a user's own shapes.

    >>> name_of_rule("Source-no-rows").en, name_of_rule("my-own-shape")
    ('Table has rows', None)
    """
    rule = model_rules().get(code) or RULES.get(code)
    return NAMES.get(code) if rule is None else rule.name
