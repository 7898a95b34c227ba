"""Build the SPARQL editor into the wheel; an editable install does without."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class EditorHook(BuildHookInterface[Any]):
    """Fetch the editor with npm and add it to the files of the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Stop the build where npm is absent, unless ETOM_WITHOUT_EDITOR=1 asks for a wheel without the editor."""
        if version == "editable":
            return
        if os.environ.get("ETOM_WITHOUT_EDITOR") == "1":
            self.app.display_warning("building without the SPARQL editor, since ETOM_WITHOUT_EDITOR=1")
            return
        subprocess.run([sys.executable, Path(self.root, "assets", "vendor.py")], check=True)
        build_data["force_include"][str(Path(self.root, "build", "assets", "yasgui"))] = (
            "etom_rdf/data/assets/yasgui"
        )
