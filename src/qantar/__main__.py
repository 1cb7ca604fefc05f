"""``python -m qantar`` is the command."""

from qantar.cli import main

main()
