"""Commands that estimate: `profile` and `chain`."""

import argparse
from textwrap import fill
from typing import TYPE_CHECKING, Any

from bridging.cli.arguments import Parser
from bridging.cli.profile_text import WIDTH, profile_text
from bridging.cli.telling import (
    add_audience,
    add_seed,
    add_study,
    check_ending,
    read,
    tell_problems,
    write_table,
)
from bridging.words import chain_sentences

if TYPE_CHECKING:
    from bridging.records import Line
    from bridging.study import Study


def add_profile(parser: Parser, commands: Any) -> None:
    """Add `bridging profile`."""
    _add_split(parser.add_command(commands, "profile", profile), "cli.profile.shown")


def add_chain(parser: Parser, commands: Any) -> None:
    """Add `bridging chain`."""
    _add_split(parser.add_command(commands, "chain", chain), "cli.chain.shown")


def _add_split(command: Parser, shown: str) -> None:
    """Add what both commands take."""
    add_study(command)
    command.add_option("--line", text="cli.line", shown="cli.LINE")
    command.add_option("--by", text="cli.by", shown="cli.COLUMN")
    command.add_option(
        *("-o", "--output"),
        text="cli.output",
        shown="cli.FILE",
        values={"shown": command.say(shown)},
    )
    command.add_language()
    add_audience(command, None)
    add_seed(command)


def profile(arguments: argparse.Namespace) -> int:
    """Print a table of measures, or write it with every column."""
    _check_output(arguments)
    study = read(arguments)
    from bridging.estimate import profile as estimate_profile
    from bridging.privacy import suppress_study

    results = estimate_profile(study, arguments.line, arguments.by, seed=arguments.seed)
    results = suppress_study(
        results, study, arguments.by, audience=_audience(arguments), minimum=arguments.minimum
    )
    status = tell_problems(study, arguments)
    if arguments.output is None:
        names = _site_names(study, arguments)
        for line in study.lines.values():
            names |= _names(line, arguments.words)
        tallied = study.coded.visits is None  # nobody knows who: people are counted at each visit
        print(profile_text(results, arguments.words, names, tallied))
    else:
        write_table(results.to_frame(), arguments.output)
    return status


def chain(arguments: argparse.Namespace) -> int:
    """Print a chain in sentences, or write it with every column."""
    _check_output(arguments)
    study = read(arguments)
    import pandas as pd

    from bridging.analyses import chain as follow
    from bridging.estimators.choose import lines_of
    from bridging.privacy import REASON, REASON_NL, find_hidden, suppress
    from bridging.words.chain import chain_place

    lines = [arguments.line] if arguments.line else lines_of(study, None)
    frames, said = [], []
    for line in lines:
        found = follow(study, line, arguments.by, seed=arguments.seed)
        hidden = find_hidden(
            study,
            line,
            arguments.by,
            audience=_audience(arguments),
            minimum=arguments.minimum,
        )
        frames.append(suppress(found.to_frame(), hidden))
        shown = [part for part in found.parts if part.unit not in hidden]
        names = _site_names(study, arguments) | _names(study.lines[line], arguments.words)
        said += chain_sentences(found.keep(shown), arguments.words, names=names)
        gone = [part for part in found.parts if part.unit in hidden]
        reason = REASON_NL if arguments.words == "nl" else REASON
        places = (chain_place(part, arguments.words, names) for part in gone)
        said += [f"{place}: {reason}." for place in dict.fromkeys(places)]
    status = tell_problems(study, arguments)
    if arguments.output is None:
        print("\n\n".join(fill(text, WIDTH, break_on_hyphens=False) for text in said))
    else:
        write_table(pd.concat(frames), arguments.output)
    return status


def _site_names(study: "Study", arguments: argparse.Namespace) -> dict[str, str]:
    """Return what sites are called, where they are looked at apart."""
    from bridging.report.names import Names

    return Names(study, arguments.words).of_site if arguments.by == "site" else {}


def _names(line: "Line", language: str) -> dict[str, str]:
    """Return what a line and its groups are called in a language."""
    return {
        line.name: line.text(language),
        **dict(zip(line.groups, line.group_texts(language), strict=True)),
    }


def _audience(arguments: argparse.Namespace) -> str:
    """Return for whom the numbers are: a file travels further than a screen."""
    return arguments.audience or ("team" if arguments.output is None else "publication")


def _check_output(arguments: argparse.Namespace) -> None:
    """Refuse a file that can't be written, or a wrong minimum, before anything is computed."""
    from bridging.privacy import check_audience
    from bridging.report.output import check_output

    if arguments.output is not None:
        check_output(arguments.output)
        check_ending(arguments.output)
    check_audience(_audience(arguments), arguments.minimum)
