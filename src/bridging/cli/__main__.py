"""``python -m bridging.cli``: the command ``bridging``."""

import sys

from bridging.cli.run import main

if __name__ == "__main__":
    sys.exit(main())
