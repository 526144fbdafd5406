"""``python -m simulator`` is ``balint-sim``."""

import sys

from simulator.cli import main

sys.exit(main())
