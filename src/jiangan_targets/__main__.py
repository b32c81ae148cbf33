"""`python -m jiangan_targets`, and the installed command."""

import sys

from jiangan_targets.cli.app import main

if __name__ == "__main__":
    sys.exit(main())
