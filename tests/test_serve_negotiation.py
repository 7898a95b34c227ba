"""The form and the language of an answer are those most wanted."""

import pytest

from etom_rdf.server.messages.negotiation import best_language, best_media_type


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "text/turtle"),
        ("", "text/turtle"),
        ("*/*", "text/turtle"),
        ("text/*", "text/turtle"),
        ("application/*", "application/ld+json"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", "text/html"),
        ("text/html;q=0.4, application/n-triples;q=0.6", "application/n-triples"),
        ("application/rdf+xml, text/turtle", "application/rdf+xml"),
        ('application/ld+json;profile="a,b;q=0"', "application/ld+json"),
        ("text/turtle;q=0, */*;q=0.1", "application/ld+json"),
        ("*/*, text/turtle;q=0.1", "application/ld+json"),
        ("TEXT/HTML;Q=1", "text/html"),
        ("text/turtle;q=high", "text/turtle"),
        ("text/turtle;q=0", None),
        ("*/*;q=0.000", None),
        ("image/png", None),
        (",,;", "text/turtle"),
    ],
)
def test_the_form_is_the_one_most_wanted(accept: str | None, expected: str | None) -> None:
    offered = (
        "text/turtle",
        "application/ld+json",
        "application/rdf+xml",
        "application/n-triples",
        "text/html",
    )
    assert best_media_type(accept, offered) == expected


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "en"),
        ("*", "en"),
        ("de", "en"),
        ("ru", "ru"),
        ("ru-RU", "ru"),
        ("rus", "en"),
        ("en;q=0.5, ru;q=0.6", "ru"),
        ("ru;q=0", "en"),
        ("ru, en", "ru"),
        ("de, en;q=0.7, ru;q=0.7", "en"),
        ("en-US,en;q=0.9,ru;q=0.8", "en"),
    ],
)
def test_the_language_is_the_one_most_wanted(accept: str | None, expected: str) -> None:
    assert best_language(accept) == expected
