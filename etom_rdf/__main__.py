"""Run the command line: `python -m etom_rdf`."""

import sys

from etom_rdf.cli import main

sys.exit(main())
