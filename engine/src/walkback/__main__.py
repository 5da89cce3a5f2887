"""`python -m walkback` is the command `walkback`."""

import sys

from walkback.cli import main

if __name__ == "__main__":
    sys.exit(main())
