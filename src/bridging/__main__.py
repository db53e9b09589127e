"""``python -m bridging``: the command ``bridging``."""

import sys

from bridging.cli import main

sys.exit(main())
