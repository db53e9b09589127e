"""`bridging check`: what is wrong in the records, file by file."""

import argparse
from collections.abc import Mapping
from textwrap import fill
from typing import TYPE_CHECKING, Any

import pandas as pd

from bridging.cli.arguments import Parser
from bridging.cli.telling import DONE, PROBLEMS, add_study, read
from bridging.words import problem_words, say

if TYPE_CHECKING:
    from bridging.study import Study

WIDTH = 79
SEVERITIES = ("error", "warning", "note")


def add_check(parser: Parser, commands: Any) -> None:
    """Add the command."""
    command = parser.add_command(commands, "check", check, epilog="cli.check.status")
    add_study(command)
    command.add_language()


def check(arguments: argparse.Namespace) -> int:
    """Print the problems of a study and what it says of itself; return whether there are errors."""
    study = read(arguments)
    problems = study.problems()
    print(problems_text(problems, arguments.words))
    print(f"\n{card_text(study, arguments.words)}")
    return PROBLEMS if (problems["severity"] == "error").any() else DONE


def card_text(study: "Study", language: str) -> str:
    """Lay out why the records were made, who sees them, until when, and what is not said of it."""
    said = (fill(text, WIDTH, subsequent_indent="  ") for text in study.describe_card(language))
    return "\n".join(said)


def problems_text(problems: pd.DataFrame, language: str) -> str:
    """Lay problems out: a heading for each file, its problems under it, errors first.

    Parameters
    ----------
    problems : DataFrame
        As `Study.problems` gives them. Rows are named by number, never by what stands in them.
    language : {"en", "nl"}
    """
    from bridging.report.appendix import UNDERSTOOD, table_text, their_names

    # how columns were understood is told by naming them as the file does
    shown = problems[~problems["problem"].str.startswith(UNDERSTOOD)]
    if not len(shown):
        return say("check.none", language)
    parts = []
    for table, group in shown.groupby("table", sort=False):
        names = their_names(problems[problems["table"] == table])
        rows = [_problem(row, names, language) for row in group.to_dict("records")]
        parts.append("\n".join([table_text(str(table), language), *rows]))
    return "\n\n".join([*parts, _numbers(shown, language)])


def _problem(problem: Mapping[Any, Any], names: Mapping[str, str], language: str) -> str:
    """Lay out one problem: how bad, where, what, and what to do; columns as the file has them."""
    from bridging.report.appendix import with_their_names

    first = [say(f"check.{problem['severity']}", language)]
    if problem["column"]:
        column = names.get(problem["column"], problem["column"])
        first.append(say("check.column", language, column=column))
    if problem["n_rows"]:
        key = "check.row" if problem["n_rows"] == 1 else "check.rows"
        first.append(say(key, language, n=problem["n_rows"], rows=problem["rows"]))
    said = (problem_words(problem[part], language)[0] for part in ("problem", "hint"))
    text = with_their_names(" ".join(said).strip(), names)
    return "\n".join([_filled(", ".join(first), 2), _filled(text, 4)])


def _filled(text: str, indent: int) -> str:
    """Break a text into lines of a terminal; names and paths stay whole."""
    space = " " * indent
    return fill(
        text,
        WIDTH,
        initial_indent=space,
        subsequent_indent=space,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _numbers(problems: pd.DataFrame, language: str) -> str:
    """Say how many problems there are of each kind, and what a row number is."""
    number = problems["severity"].value_counts()
    parts = [
        say(f"check.{name}_{1 if number[name] == 1 else 'n'}", language, n=number[name])
        for name in SEVERITIES
        if name in number
    ]
    told = f"{', '.join(parts)}."
    if (problems["n_rows"] > 0).any():
        told = f"{told} {say('check.numbers', language)}"
    return fill(told, WIDTH)
