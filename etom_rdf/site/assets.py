"""Give the style sheets, scripts and pictures that the pages refer to."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from etom_rdf.coverage_scale import STEPS
from etom_rdf.site.context import TEMPLATES

_FOLDER: Final = TEMPLATES / "site" / "assets"


def files() -> Mapping[str, Callable[[], bytes]]:
    """Return what makes each file, by its path from the root of the site."""
    found = {path.relative_to(_FOLDER).as_posix(): path for path in sorted(_FOLDER.rglob("*.*"))}
    plain = {f"assets/{name}": path.read_bytes for name, path in found.items()}
    return plain | {"assets/site.css": partial(_style, plain["assets/site.css"])}


def _style(own: Callable[[], bytes]) -> bytes:
    """Put the colours that all our pages share before the style sheet of the site."""
    steps = "".join(f" --step-{i}: {step.fill}; --ink-{i}: {step.ink};" for i, step in enumerate(STEPS, 1))
    palette = (TEMPLATES / "palette.css").read_bytes()
    return f":root {{{steps} }}\n".encode() + palette + own()
