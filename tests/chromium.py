"""Run Chromium, and see by script how a page looks in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
Scheme = Literal["light", "dark"]
DESKTOP, PHONE = 1400, 390  # pixels
# How far the words of each box of the map that is seen stand out from what is behind them, after WCAG.
CONTRASTS = """() => {
    const linear = part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    const light = colour => {
        const [red, green, blue] = colour.match(/[\\d.]+/g).map(part => linear(part / 255));
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const fill = node => getComputedStyle(node).fill;
    const seen = [...document.querySelectorAll('.sheet [data-role]')].filter(one => one.checkVisibility());
    return seen.map(one => {
        const box = fill(one.querySelector('rect'));
        const hatch = [...one.closest('svg').querySelectorAll('pattern rect')].map(fill);
        const words = light(fill(one.querySelector('text')));
        const ratios = (box.startsWith('url') ? hatch : [box]).map(light).map(ground =>
            (Math.max(ground, words) + 0.05) / (Math.min(ground, words) + 0.05));
        return [one.dataset.id, Math.min(...ratios)];
    });
}"""
# The texts of the map that stand out of their box, and the texts of the page that are cut.
CUT = """() => [
    ...[...document.querySelectorAll('.sheet [data-id]')].filter(one => one.checkVisibility()).flatMap(one => {
        const box = one.querySelector('rect').getBoundingClientRect();
        return [...one.querySelectorAll('text')].filter(text => {
            const words = text.getBoundingClientRect();
            return words.left < box.left || words.right > box.right || words.bottom > box.bottom + 1;
        }).map(text => text.textContent);
    }),
    ...[...document.querySelectorAll('td, th, .cards li, nav a, button')].filter(one =>
        one.checkVisibility() && !one.querySelector('.away') && one.scrollWidth > one.clientWidth + 1
        && one.clientWidth > 0).map(one => one.textContent),
]"""


@contextmanager
def chromium(program: Path) -> "Iterator[Browser]":
    """Run a Chromium that asks nothing of hosts by itself."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield started
        started.close()
