"""`bridging report`."""

import argparse
from typing import Any

from bridging.cli.arguments import Parser
from bridging.cli.telling import add_audience, add_seed, add_study, read, tell_problems


def add_report(parser: Parser, commands: Any) -> None:
    """Add the command."""
    command = parser.add_command(commands, "report", report)
    add_study(command)
    command.add_option(
        *("-o", "--output"), text="cli.report.output", shown="cli.FILE", default="report.html"
    )
    command.add_language()
    command.add_option(
        "--kind",
        text="cli.report.kind",
        choices=("monitoring", "evaluation"),
        default="monitoring",
    )
    command.add_option("--split", text="cli.report.split", shown="cli.DATE")
    add_audience(command, "publication")
    add_seed(command)


def report(arguments: argparse.Namespace) -> int:
    """Write the report of a study."""
    from bridging.report.output import check_output

    check_output(arguments.output)
    study = read(arguments)
    from bridging.report import report as write_report

    path = write_report(
        study,
        arguments.output,
        language=arguments.language,
        audience=arguments.audience,
        kind=arguments.kind,
        split=arguments.split,
        minimum=arguments.minimum,
        seed=arguments.seed,
    )
    status = tell_problems(study, arguments)
    print(path.resolve())
    return status
