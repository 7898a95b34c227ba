"""Fetch the SPARQL editor with npm into build/assets/yasgui, for the wheel or for a checkout.

npm takes exactly the versions of package-lock.json and refuses whatever has another SHA-512 than it states; no
script of any package runs. The editor is one script with the packages below it inside, so the texts of all their
licences go along.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "build" / "assets" / "yasgui"
EDITOR = "node_modules/@zazuko/yasgui"
FILES = ("yasgui.min.css", "yasgui.min.js")
NO_NPM = (
    "the SPARQL editor is fetched with npm, and there is none here: install npm, "
    "or set ETOM_WITHOUT_EDITOR=1 to build without the editor"
)


def vendor(target: Path = TARGET) -> Path:
    """Fill the folder anew, and return it; raise SystemExit where npm is absent or fails."""
    npm = shutil.which("npm")
    if npm is None:
        sys.exit(NO_NPM)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, work / name)
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        if subprocess.run(command, cwd=work, check=False).returncode:
            sys.exit(
                "npm could not fetch the SPARQL editor; see above, or set ETOM_WITHOUT_EDITOR=1 to build without it"
            )
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        for name in FILES:
            shutil.copy(work / EDITOR / "build" / name, target / name)
        (target / "LICENCES.txt").write_text(licences(work), encoding="utf-8")
    return target


def licences(work: Path) -> str:
    """Gather the licences of the installed packages: name, version, terms, authors, and the text."""
    lock = json.loads((work / "package-lock.json").read_text(encoding="utf-8"))
    parts = ["Licences of the SPARQL editor and of the packages inside it\n"]
    for path in sorted(filter(None, lock["packages"])):
        about = json.loads((work / path / "package.json").read_text(encoding="utf-8"))
        terms = _terms(about)
        text = next((one.read_text(encoding="utf-8", errors="replace") for one in _texts(work / path)), None)
        if text is None:
            text = f"{_author(about)}\n\nThe package states {terms} and carries no text of it."
            text += (
                f" The text of MIT:\n\n{(HERE / 'MIT.txt').read_text(encoding='utf-8')}"
                if terms == "MIT"
                else ""
            )
        parts.append(f"{'=' * 72}\n{about['name']} {about['version']}: {terms}\n\n{text.strip()}\n")
    return "\n".join(parts)


def _terms(about: dict[str, Any]) -> str:
    """Return what a package says of its licence; the oldest ones list several."""
    listed = about.get("licenses", [])
    return about.get("license") or " or ".join(one["type"] for one in listed) or "see the text"


def _texts(package: Path) -> list[Path]:
    found = (one for one in package.iterdir() if one.is_file())
    return sorted(one for one in found if one.name.lower().startswith(("licen", "copying", "mit-license")))


def _author(about: dict[str, Any]) -> str:
    author = about.get("author", "")
    return str(author["name"] if isinstance(author, dict) else author)


if __name__ == "__main__":
    vendor()
