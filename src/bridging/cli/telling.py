"""What commands share: reading a study, and saying what is wrong with it."""

import argparse
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bridging.cli.language import settings_language
from bridging.errors import check_choice
from bridging.words import say

if TYPE_CHECKING:
    from bridging.cli.arguments import Parser
    from bridging.study import Study

DONE, PROBLEMS, WRONG = 0, 1, 2
ENDINGS = (".csv", ".xlsx", ".txt")


def tell(text: str) -> None:
    """Say something on standard error."""
    print(f"bridging: {text}", file=sys.stderr)


def add_study(parser: "Parser") -> None:
    """Add the study that a command is about."""
    parser.add_given("study", "cli.STUDY", "cli.study")


def add_audience(parser: "Parser", default: str | None) -> None:
    """Add for whom the numbers are; without a default that depends on the output."""
    said = default or parser.say("cli.audience_default")
    parser.add_option(
        "--audience",
        text="cli.audience",
        values={"default": said},
        choices=("team", "publication"),
        default=default,
    )
    parser.add_option("--minimum", text="cli.minimum", type=int, default=6, metavar="N")
    parser.add_option("--after", text="cli.after", shown="cli.STUDY", action="append", default=[])


def add_seed(parser: "Parser") -> None:
    """Add the start of the random numbers."""
    parser.add_option("--seed", text="cli.seed", type=int, default=0, metavar="N")


def read(arguments: argparse.Namespace) -> "Study":
    """Read the study of a call; from then on its language is spoken, unless one was asked for."""
    from bridging.study import read_study

    asked = arguments.language
    arguments.words = asked or settings_language(arguments.study) or arguments.words
    study = read_study(arguments.study)
    arguments.words = asked or study.language
    return study.published_after(*map(read_study, getattr(arguments, "after", [])))


def tell_problems(study: "Study", arguments: argparse.Namespace) -> int:
    """Say on standard error how many rows can't be used; return the exit status."""
    problems = study.problems()
    errors = problems[problems["severity"] == "error"]
    if not len(errors):
        return DONE
    language = arguments.words
    kinds = say("check.kinds" if len(errors) > 1 else "check.kind", language, n=len(errors))
    number = int(errors["n_rows"].sum())
    key = {0: "check.told", 1: "check.told_row"}.get(number, "check.told_rows")
    command = f"bridging check {shlex.quote(arguments.study)}"
    tell(say(key, language, kinds=kinds, n=number, command=command))
    return PROBLEMS


def check_ending(output: str) -> None:
    """Refuse a name that would say of a table that it is something else."""
    if suffix := Path(output).suffix.lower():
        check_choice("ending of the file", suffix, ENDINGS)


def write_table(frame: Any, output: str) -> None:
    """Write a table in which no text is a formula, and say where it lies.

    The file is a workbook where its name ends in .xlsx, else CSV; `check_ending` refused others.
    """
    from bridging.report.output import write_whole
    from bridging.results.written import csv_table, excel_bytes

    path = Path(output)
    as_workbook = path.suffix.lower() == ".xlsx"
    write_whole(path, excel_bytes(frame) if as_workbook else csv_table(frame))
    print(path.resolve())
