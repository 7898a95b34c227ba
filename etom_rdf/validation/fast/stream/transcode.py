"""Write the statements of an RDF file to standard output as N-Triples: `transcode.py PATH FORMAT BASE`.

Large files are parsed by this program in a process of its own, beside the one that judges. It imports nothing but
the parser. Status 3 says that something is wrong with the file; what it is, the careful reader says.
"""

import os
import sys

import pyoxigraph

BAD_INPUT = 3


def main(path: str, format_name: str, base: str) -> int:
    """Parse and write; return the exit status."""
    parser = pyoxigraph.parse(path=path, format=getattr(pyoxigraph.RdfFormat, format_name), base_iri=base)
    try:
        with os.fdopen(1, "wb", buffering=1 << 18) as out:
            pyoxigraph.serialize(parser, out, pyoxigraph.RdfFormat.N_TRIPLES)
    except BrokenPipeError:
        return 1
    except (SyntaxError, ValueError, OSError, MemoryError):
        return BAD_INPUT
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
