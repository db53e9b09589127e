"""The command line: parse, call, print."""

from bridging.cli.commands import make_parser
from bridging.cli.run import main

__all__ = ["main", "make_parser"]
