"""Run the command line as a process of its own: `etom`, or `python -m etom_rdf`."""

import gc
import sys
from typing import Final, NoReturn

from etom_rdf.cli import main

_COLLECT_EVERY: Final = 50_000  # new objects; nearly all that a command makes it keeps to its end


def run() -> NoReturn:
    """Run one command and leave with its exit code."""
    gc.set_threshold(_COLLECT_EVERY)
    try:
        sys.exit(main())
    finally:
        gc.freeze()  # what is left goes with the process: the collector need not look through it before


if __name__ == "__main__":
    run()
