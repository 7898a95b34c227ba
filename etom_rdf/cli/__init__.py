"""Offer the package on the command line: `etom COMMAND …`.

stdout is the result, stderr is for diagnostics. Exit codes: 0 conforms or found, 1 violations (for look-ups:
not found, malformed), 2 something could not be read or checked.
"""

from collections.abc import Sequence

EXIT_INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    try:
        # Loading takes most of a short run, so an interrupt has to be met here as well.
        from etom_rdf.cli.program import run  # noqa: PLC0415

        return run(argv)
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
