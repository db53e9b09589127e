"""`bridging measures`."""

import argparse
from textwrap import fill
from typing import Any

from bridging.cli.arguments import Parser
from bridging.cli.telling import DONE
from bridging.words import decimal, higher_text, meaning_text, measure_label, say

WIDTH = 79


def add_measures(parser: Parser, commands: Any) -> None:
    """Add the command."""
    parser.add_command(commands, "measures", measures).add_language()


def measures(arguments: argparse.Namespace) -> int:
    """Print the measures by the structure that they are computed on."""
    from bridging.measures import all_measures

    structure = ""
    for measure in sorted(all_measures(), key=lambda one: (one.structure.__name__, one.name)):
        if measure.structure.__name__ != structure:
            structure = measure.structure.__name__
            print(structure)
        print(measure_text(measure, arguments.words))
    return DONE


def measure_text(measure: Any, language: str) -> str:
    """Lay out one measure: its name, label and range, what it says, and what a higher value is."""
    low, high = (_end(end, language) for end in measure.range)
    between = say("measures.between", language, low=low, high=high)
    first = f"{measure.name}: {measure_label(measure, language)}, {between}"
    said = f"{meaning_text(measure, language)} {higher_text(measure, language)}"
    return f"{_filled(first, 2)}\n{_filled(said, 4)}"


def _end(value: float, language: str) -> str:
    """Write an end of a range: whole, but for a few."""
    return decimal(value, language, 0 if value % 1 == 0 or value % 1 != value % 1 else 2)


def _filled(text: str, indent: int) -> str:
    space = " " * indent
    return fill(text, WIDTH, initial_indent=space, subsequent_indent=space)
