"""``python -m diplogame``: the command line."""

import sys

from diplogame.cli import main

if __name__ == "__main__":
    sys.exit(main())
