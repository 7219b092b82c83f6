"""`python -m pathviz` is the same as the installed command `pathviz`."""

import sys

from pathviz.cli import main

if __name__ == "__main__":
    sys.exit(main())
