"""Put nouns behind numbers as each language wants them."""

from etom_rdf.text import Text


def noun(number: int, en: tuple[str, str], ru: tuple[str, str, str]) -> Text:
    """Choose the form of a noun that a number asks for, without the number.

    `en` holds the forms for one and for more, `ru` those for one, for two and for five.

    >>> forms = {"en": ("rule", "rules"), "ru": ("правило", "правила", "правил")}
    >>> [noun(number, **forms).ru for number in (0, 1, 2, 5, 11, 14, 21, 22, 111)]
    ['правил', 'правило', 'правила', 'правил', 'правил', 'правил', 'правило', 'правила', 'правил']
    >>> noun(1, **forms).en, noun(0, **forms).en
    ('rule', 'rules')
    """
    return Text(en=en[number != 1], ru=ru[_russian_form(number)])


def _russian_form(number: int) -> int:
    """Return 0 for the form of one, 1 for that of two to four, 2 for the rest; 11 to 14 belong to the rest."""
    if number % 100 // 10 == 1 or number % 10 in {0, 5, 6, 7, 8, 9}:
        return 2
    return 0 if number % 10 == 1 else 1
