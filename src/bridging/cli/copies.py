"""Commands that write a study: `new`, `convert`, `pseudonymise` and `simulate`."""

import argparse
import sys
import tomllib
from pathlib import Path
from typing import Any

from bridging.cli.arguments import Parser
from bridging.cli.telling import DONE, PROBLEMS, add_study, read, tell, tell_problems
from bridging.errors import OptionError, OutputError, check_choice, check_known
from bridging.words import TEXTS, say

OTHER_BOOKS = (".ods", ".xls", ".xlsm", ".xlsb")


def add_new(parser: Parser, commands: Any) -> None:
    """Add `bridging new`."""
    command = parser.add_command(commands, "new", new)
    command.add_given("folder", "cli.FOLDER", "cli.new.folder")
    command.add_language("cli.new.language")
    command.add_option("--anonymous", text="cli.new.anonymous", action="store_true")


def add_convert(parser: Parser, commands: Any) -> None:
    """Add `bridging convert`."""
    command = parser.add_command(commands, "convert", convert)
    add_study(command)
    command.add_given("out", "cli.OUT", "cli.convert.out")
    command.add_option(
        "--format",
        text="cli.convert.format",
        choices=("csv", "parquet", "package", "graphs"),
    )
    command.add_language()


def add_pseudonymise(parser: Parser, commands: Any) -> None:
    """Add `bridging pseudonymise`."""
    command = parser.add_command(commands, "pseudonymise", pseudonymise)
    add_study(command)
    command.add_given("out", "cli.OUT", "cli.pseudonymise.out")
    command.add_option("--key", text="cli.pseudonymise.key", shown="cli.FILE", required=True)
    command.add_option(
        "--keep", text="cli.pseudonymise.keep", shown="cli.COLUMN", action="append", default=[]
    )
    command.add_language()


def add_simulate(parser: Parser, commands: Any) -> None:
    """Add `bridging simulate`."""
    command = parser.add_command(commands, "simulate", simulate)
    command.add_given("name", "cli.NAME", "cli.simulate.name")
    command.add_given("out", "cli.OUT", "cli.simulate.out")
    command.add_language()


def new(arguments: argparse.Namespace) -> int:
    """Write what an empty study needs."""
    from bridging.forms import new_study, next_steps

    folder = new_study(arguments.folder, language=arguments.words, anonymous=arguments.anonymous)
    print(folder.resolve())
    # apart from the path, so that a script can read that
    print(next_steps(arguments.folder, language=arguments.words), file=sys.stderr)
    return DONE


def convert(arguments: argparse.Namespace) -> int:
    """Write a study in another form; never over anything."""
    from bridging.archive import write_graphs, write_package
    from bridging.records import write_folder, write_parquet, write_workbook

    target = Path(arguments.out)
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise OutputError(
            f"{str(target)!r} can't be written: it is there already. Choose another name."
        )
    if target.suffix.lower() in OTHER_BOOKS:  # a folder that is called so helps nobody
        check_choice("ending of the file", target.suffix.lower(), (".xlsx",))
    study = read(arguments)
    if target.suffix.lower() == ".xlsx":
        if arguments.format is not None:
            raise OptionError(
                "`--format` is for a folder; a name that ends in .xlsx is a workbook."
            )
        write_workbook(study.records, target)
    elif arguments.format == "parquet":
        write_parquet(study.records, target)
    elif arguments.format == "package":
        write_package(study, target)
    elif arguments.format == "graphs":
        write_graphs(study, target)
    else:
        write_folder(study.records, target)
    status = tell_problems(study, arguments)
    if status == PROBLEMS:
        tell(say("cli.convert.left_out", arguments.words))
    print(target.resolve())
    return status


def pseudonymise(arguments: argparse.Namespace) -> int:
    """Write a copy with pseudonyms, and say what it leaves out and who stands out in it."""
    from bridging.pseudonyms import pseudonymise as write_copy

    study = read(arguments)
    language = arguments.words
    made = write_copy(study, arguments.out, key=arguments.key, keep=arguments.keep)
    for table, column, seems in made.left_out:
        words = {"seems": _known(f"seems.{seems}", seems, language), "column": column}
        name = _known(f"table.{table}", table, language)
        tell(say("cli.pseudonymise.left_out", language, table=name, **words))
    if made.anonymity is not None and made.anonymity.below_k:
        numbers = {"n": made.anonymity.below_k, "all": made.anonymity.n_rows}
        columns = ", ".join(made.anonymity.quasi)
        tell(say("cli.pseudonymise.alike", language, columns=columns, **numbers))
    status = tell_problems(study, arguments)
    print(made.folder.resolve())
    return status


def _known(key: str, name: str, language: str) -> str:
    """Return a text, or the name itself where there is none."""
    return say(key, language) if key in TEXTS[language] else name


def simulate(arguments: argparse.Namespace) -> int:
    """Write a sample study, over the same one at most."""
    from bridging.simulate import write_sample

    folder = Path(arguments.out)
    _refuse_other(folder, arguments.name)
    write_sample(arguments.name, folder)
    print(folder.resolve())
    return DONE


def _refuse_other(folder: Path, name: str) -> None:
    """Refuse a folder that holds anything but the same sample."""
    if not folder.is_dir() or not any(folder.iterdir()):
        return
    from bridging.records.write import written_tables
    from bridging.simulate import SAMPLES

    check_known("name", name, SAMPLES)
    records = SAMPLES[name]().records
    own = {"study.toml", *(f"{table}.csv" for table in written_tables(records))}
    there = {entry.name for entry in folder.iterdir()}
    same = (folder / "study.toml").is_file() and _title(folder) == records.title
    if there - own or not same:
        raise OutputError(
            f"Folder {str(folder)!r} can't be written: it holds something else than the sample "
            f"{name!r}. Choose an empty folder."
        )


def _title(folder: Path) -> str:
    """Return the title in the settings of a folder, empty where they can't be read."""
    try:
        settings = tomllib.loads((folder / "study.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    return str(settings.get("title", ""))
