"""Write the statements of an RDF file to standard output as N-Triples: `transcode.py PATH FORMAT BASE`.

Large files are parsed by this program in a process of its own, beside the one that judges. It imports nothing but
the parser. What is wrong with the file goes to standard error as JSON, with status 3.
"""

import json
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
    except (SyntaxError, ValueError, OSError, MemoryError) as error:
        told = {
            "words": getattr(error, "msg", None) or str(error),
            "line": getattr(error, "lineno", None),
            "column": getattr(error, "offset", None),
            "prefixes": parser.prefixes,
        }
        sys.stderr.write(json.dumps(told))
        return BAD_INPUT
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
