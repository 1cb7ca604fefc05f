"""Workers are started afresh and import their work by name: they need the root on their path."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2]))
