"""Measure how soon the pages of `etom serve` can be used, in Chromium on the loopback interface.

Each page is opened in a browser context of its own, with an empty cache; the first opening of a page after the start of
the server, which makes the page, is told apart from the median of those that follow.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
PAGES = (
    "",
    "elements/1.1.1.5/",
    "columns/F/",
    "terms/",
    "requirements/",
    "requirements/5.2-1/",
    "vocabulary/",
    "rules/",
    "rules/Process-element-known/",
    "queries/",
    "queries/coverage-by-element/",
    "editor/",
    "check/",
    f"search/?q={quote('счет')}",
    "about/",
)
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
# Milliseconds from the request; bytes are those of the answers with their heads, of the page and of all it asks for.
TIMINGS = """() => {
    const [page] = performance.getEntriesByType('navigation');
    const [paint] = performance.getEntriesByName('first-contentful-paint');
    const asked = performance.getEntriesByType('resource');
    const sent = asked.reduce((sum, one) => sum + one.transferSize, page.transferSize);
    return [paint ? paint.startTime : page.domInteractive, page.domInteractive, page.loadEventEnd, sent];
}"""
PAINTED = (
    "() => performance.getEntriesByName('first-contentful-paint').length && performance.timing.loadEventEnd"
)


@dataclass(frozen=True, slots=True)
class Opening:
    """Hold milliseconds until the first content is seen, the page is interactive and all is loaded, and bytes sent."""

    painted: float
    interactive: float
    loaded: float
    sent: int


def measure(browser: "Browser", address: str) -> Opening:
    """Open an address with an empty cache."""
    context = browser.new_context(viewport={"width": 1300, "height": 900}, bypass_csp=True)
    try:
        page = context.new_page()
        page.goto(address)
        page.wait_for_function(PAINTED)
        painted, interactive, loaded, sent = page.evaluate(TIMINGS)
        return Opening(painted, interactive, loaded, int(sent))
    finally:
        context.close()


def rows(browser: "Browser", address: str, rounds: int) -> Iterator[tuple[str, Opening, list[Opening]]]:
    """Measure every page in both languages, each opened once for the first time and then `rounds` times."""
    for path in (f"{language}/{path}" for language in ("ru", "en") for path in PAGES):
        first = measure(browser, address + path)
        yield path, first, [measure(browser, address + path) for _ in range(rounds)]


def main() -> None:
    """Print the table."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=3, help="openings after the first (default: 3)")
    parser.add_argument("models", nargs="*", default=[str(ROOT / "examples" / "operator" / "model.ttl")])
    arguments = parser.parse_args()
    chromium = next(filter(None, map(which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        sys.exit("no Chromium: install the system's package `chromium`")
    sys.path.insert(0, str(ROOT / "tests"))
    from servers import etom_server  # noqa: PLC0415

    print("| page | first opening: interactive, ms | painted, ms | interactive, ms | loaded, ms | KB |")
    print("|---|--:|--:|--:|--:|--:|")
    slowest = 0.0
    with (
        TemporaryDirectory() as folder,
        etom_server(Path(folder), *arguments.models) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        measure(browser, f"{server.address}health")  # the browser's own start
        for path, first, later in rows(browser, server.address, arguments.rounds):
            slowest = max(slowest, first.interactive)
            print(row(path, first, later), flush=True)
        browser.close()
    print(f"\nThe slowest first opening is interactive after {slowest:.0f} ms.")


def row(path: str, first: Opening, later: list[Opening]) -> str:
    """Write a row of the table: the first opening, then medians of the others."""
    painted, interactive, loaded = (
        median(getattr(one, name) for one in later) for name in ("painted", "interactive", "loaded")
    )
    cells = (first.interactive, painted, interactive, loaded, later[-1].sent / 1000)
    return f"| {unquote(path)} | " + " | ".join(f"{cell:.0f}" for cell in cells) + " |"


if __name__ == "__main__":
    main()
