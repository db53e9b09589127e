"""The command line: parse, call, print."""

import argparse
import shlex
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bridging.errors import BridgingError, OutputError
from bridging.version import __version__

if TYPE_CHECKING:
    from bridging.study import Study

DONE, PROBLEMS, WRONG = 0, 1, 2
EPILOG = "Exit status: 0 done, 1 problems in the data, 2 wrong call or a file that can't be used."


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status.

    Parameters
    ----------
    argv : sequence of str, optional
        The arguments; those of the process, if left out.

    Examples
    --------
    >>> main(["report", "no-such-folder"])
    2
    """
    parser = _parser()
    try:
        arguments = parser.parse_args(argv)
    except SystemExit as stop:  # argparse has printed what it had to say
        return int(stop.code or 0)
    command: Callable[[argparse.Namespace], int] | None = arguments.run
    if command is None:
        parser.print_help(sys.stderr)
        return WRONG
    try:
        status = command(arguments)
        sys.stdout.flush()
        return status
    except BrokenPipeError:  # whoever read the output has had enough
        _close_output()
        return DONE
    except BridgingError as error:
        _tell(f"bridging: {error}")
    except OSError as error:
        _tell(f"bridging: {error.strerror or error}")
    except KeyboardInterrupt:
        _tell("bridging: stopped")
        return 130
    return WRONG


def _close_output() -> None:
    """Point standard output at nothing, so that Python says nothing when it closes it."""
    import os
    from contextlib import suppress

    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _tell(text: str) -> None:
    print(text, file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bridging",
        description="Do people meet across the lines that divide them, and if not, where is it "
        "lost?",
        epilog=EPILOG,
    )
    parser.add_argument("--version", action="version", version=f"bridging {__version__}")
    parser.set_defaults(run=None)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for add in (
        *(_add_new, _add_report, _add_check, _add_profile, _add_chain, _add_convert),
        *(_add_pseudonymise, _add_measures, _add_simulate),
    ):
        add(commands)
    return parser


def _command(commands: Any, name: str, text: str, run: Callable[[argparse.Namespace], int]) -> Any:
    parser = commands.add_parser(name, help=text, description=f"{text}.", epilog=EPILOG)
    parser.set_defaults(run=run)
    return parser


def _add_study(parser: Any) -> None:
    parser.add_argument("study", metavar="STUDY", help="a workbook, or a folder with study.toml")


def _add_audience(parser: Any, default: str | None) -> None:
    said = default or "publication with -o, else team"
    parser.add_argument(
        "--audience",
        choices=("team", "publication"),
        default=default,
        help=f"for publication, numbers of few people are withheld (default: {said})",
    )
    parser.add_argument(
        "--minimum",
        type=int,
        default=6,
        metavar="N",
        help="the smallest count that is published (default: %(default)s)",
    )


def _add_seed(parser: Any) -> None:
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="default: %(default)s")


def _add_new(commands: Any) -> None:
    text = "Write a workbook to fill in, a form for a tablet and a tally sheet"
    parser = _command(commands, "new", text, _new)
    parser.add_argument("folder", metavar="FOLDER", help="where to write them")
    parser.add_argument(
        "--language", choices=("en", "nl"), default="en", help="of the forms (default: %(default)s)"
    )
    parser.add_argument(
        "--anonymous", action="store_true", help="count people and contacts, and name nobody"
    )


def _add_convert(commands: Any) -> None:
    text = "Write a study anew: a workbook where OUT ends in .xlsx, else a folder"
    parser = _command(commands, "convert", text, _convert)
    _add_study(parser)
    parser.add_argument("out", metavar="OUT", help="a workbook or folder that is not there yet")
    parser.add_argument(
        "--format",
        choices=("csv", "parquet", "package"),
        default="csv",
        help="of the tables in a folder; package: CSV with a datapackage.json (default: %(default)s)",
    )


def _add_pseudonymise(commands: Any) -> None:
    text = "Write a copy of a study to share, with pseudonyms for ids"
    parser = _command(commands, "pseudonymise", text, _pseudonymise)
    _add_study(parser)
    parser.add_argument("out", metavar="OUT", help="a folder that is not there yet")
    parser.add_argument(
        "--key",
        required=True,
        metavar="FILE",
        help="the key, outside OUT; made where it is not there. Keep it apart, or destroy it",
    )
    parser.add_argument(
        "--keep",
        action="append",
        default=[],
        metavar="COLUMN",
        help="a column that stays although it looks like names, dates of birth or free text",
    )


def _add_report(commands: Any) -> None:
    parser = _command(commands, "report", "Write a report about a study", _report)
    _add_study(parser)
    parser.add_argument(
        "-o",
        "--output",
        default="report.html",
        metavar="FILE",
        help="the file to write: .html, .docx (Word) or .pdf (default: %(default)s)",
    )
    parser.add_argument(
        "--language", choices=("en", "nl"), help="of the report (default: as the study says)"
    )
    parser.add_argument(
        "--kind",
        choices=("monitoring", "evaluation"),
        default="monitoring",
        help="an evaluation compares periods too (default: %(default)s)",
    )
    parser.add_argument(
        "--split",
        metavar="DATE",
        help="for an evaluation: a date, as 2025-04-15, or a column of the sessions with periods",
    )
    _add_audience(parser, "publication")
    _add_seed(parser)


def _add_check(commands: Any) -> None:
    parser = _command(commands, "check", "Show what is wrong in the records of a study", _check)
    _add_study(parser)
    parser.add_argument(
        "--language", choices=("en", "nl"), help="of the answer (default: as the study says)"
    )


def _add_profile(commands: Any) -> None:
    parser = _command(commands, "profile", "Estimate the measures of a study", _profile)
    _add_study(parser)
    _add_split(parser, "a table")


def _add_chain(commands: Any) -> None:
    parser = _command(commands, "chain", "Say where bridging is lost, step by step", _chain)
    _add_study(parser)
    _add_split(parser, "sentences")
    parser.add_argument(
        "--language", choices=("en", "nl"), help="of the sentences (default: as the study says)"
    )


def _add_split(parser: Any, shown: str) -> None:
    parser.add_argument("--line", metavar="LINE", help="one line (default: every line)")
    parser.add_argument(
        "--by",
        metavar="COLUMN",
        help="a column of sites, sessions, participants or encounters (default: all together)",
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE", help=f"a CSV file with every column, instead of {shown}"
    )
    _add_audience(parser, None)
    _add_seed(parser)


def _add_measures(commands: Any) -> None:
    _command(commands, "measures", "List the measures", _measures)


def _add_simulate(commands: Any) -> None:
    parser = _command(commands, "simulate", "Make a sample study anew", _simulate)
    parser.add_argument("name", metavar="NAME", help="five-houses or southern-women")
    parser.add_argument("out", metavar="OUT", help="the folder to write")


def _new(arguments: argparse.Namespace) -> int:
    from bridging.forms import new_study

    folder = new_study(arguments.folder, language=arguments.language, anonymous=arguments.anonymous)
    print(folder.resolve())
    return DONE


def _convert(arguments: argparse.Namespace) -> int:
    from bridging.archive import write_package
    from bridging.records import write_folder, write_parquet, write_workbook

    target = Path(arguments.out)
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise OutputError(
            f"{str(target)!r} can't be written: it is there already. Choose another name."
        )
    study = _read(arguments.study)
    if target.suffix.lower() == ".xlsx":
        write_workbook(study.records, target)
    elif arguments.format == "parquet":
        write_parquet(study.records, target)
    elif arguments.format == "package":
        write_package(study, target)
    else:
        write_folder(study.records, target)
    status = _tell_problems(study, arguments.study)
    if status == PROBLEMS:
        _tell("bridging: rows that can't be used are not in the copy.")
    print(target.resolve())
    return status


def _pseudonymise(arguments: argparse.Namespace) -> int:
    from bridging.pseudonyms import pseudonymise

    study = _read(arguments.study)
    made = pseudonymise(study, arguments.out, key=arguments.key, keep=arguments.keep)
    for table, column, seems in made.left_out:
        _tell(f"bridging: left out, because it looks like {seems}: {table}, column {column}")
    if made.anonymity is not None and made.anonymity.below_k:
        _tell(
            f"bridging: {made.anonymity.below_k} of {made.anonymity.n_rows} participants share "
            f"their {', '.join(made.anonymity.quasi)} with fewer than four others: who knows them "
            "may find them."
        )
    status = _tell_problems(study, arguments.study)
    print(made.folder.resolve())
    return status


def _report(arguments: argparse.Namespace) -> int:
    from bridging.report.output import check_output

    check_output(arguments.output)
    study = _read(arguments.study)
    from bridging.report import report

    path = report(
        study,
        arguments.output,
        language=arguments.language,
        audience=arguments.audience,
        kind=arguments.kind,
        split=arguments.split,
        minimum=arguments.minimum,
        seed=arguments.seed,
    )
    status = _tell_problems(study, arguments.study)
    print(path.resolve())
    return status


def _read(folder: str) -> "Study":
    from bridging.study import read_study

    return read_study(folder)


def _tell_problems(study: "Study", folder: str) -> int:
    """Say on standard error how many rows can't be used; return the exit status."""
    problems = study.problems()
    errors = problems[problems["severity"] == "error"]
    if not len(errors):
        return DONE
    from bridging.words import say

    language = study.language
    kinds = say("check.kinds" if len(errors) > 1 else "check.kind", language, n=len(errors))
    number = int(errors["n_rows"].sum())
    key = {0: "check.told", 1: "check.told_row"}.get(number, "check.told_rows")
    command = f"bridging check {shlex.quote(folder)}"
    _tell(f"bridging: {say(key, language, kinds=kinds, n=number, command=command)}")
    return PROBLEMS


def _check(arguments: argparse.Namespace) -> int:
    study = _read(arguments.study)
    from bridging.words import say

    language = arguments.language or study.language
    problems = study.problems()
    if not len(problems):
        print(say("check.none", language))
        return DONE
    for severity, group in problems.groupby("severity", sort=False):
        print(say(f"check.{severity}", language))
        for problem in group.to_dict("records"):
            print(_problem(problem, language))
    return PROBLEMS if (problems["severity"] == "error").any() else DONE


def _problem(problem: Any, language: str) -> str:
    """Lay out one problem: where, what, and what to do; row numbers, never what stands there."""
    from textwrap import fill

    from bridging.report.appendix import table_text
    from bridging.words import problem_words, say

    where = [table_text(problem["table"], language)]
    if problem["column"]:
        where.append(say("check.column", language, column=problem["column"]))
    if problem["n_rows"]:
        key = "check.row" if problem["n_rows"] == 1 else "check.rows"
        where.append(say(key, language, n=problem["n_rows"], rows=problem["rows"]))
    said = (problem_words(problem[part], language)[0] for part in ("problem", "hint"))
    text = fill(" ".join(said).strip(), 78, initial_indent="    ", subsequent_indent="    ")
    return f"  {', '.join(where)}\n{text}"


def _profile(arguments: argparse.Namespace) -> int:
    if arguments.output is not None:
        from bridging.report.output import check_output

        check_output(arguments.output)
    study = _read(arguments.study)
    from bridging.estimate import profile
    from bridging.privacy import check_audience, suppress_study

    audience = arguments.audience or ("team" if arguments.output is None else "publication")
    check_audience(audience, arguments.minimum)
    results = profile(study, arguments.line, arguments.by, seed=arguments.seed)
    results = suppress_study(
        results, study, arguments.by, audience=audience, minimum=arguments.minimum
    )
    status = _tell_problems(study, arguments.study)
    if arguments.output is None:
        print(results)
    else:
        _write_csv(results.to_frame(), arguments.output)
    return status


def _chain(arguments: argparse.Namespace) -> int:
    if arguments.output is not None:
        from bridging.report.output import check_output

        check_output(arguments.output)
    study = _read(arguments.study)
    import pandas as pd

    from bridging.analyses import chain
    from bridging.privacy import check_audience, find_hidden, suppress

    audience = arguments.audience or ("team" if arguments.output is None else "publication")
    check_audience(audience, arguments.minimum)
    lines = [arguments.line] if arguments.line else [k for k, v in study.lines.items() if v.groups]
    frames, said = [], []
    for line in lines:
        found = chain(study, line, arguments.by, seed=arguments.seed)
        hidden = find_hidden(
            study, line, arguments.by, audience=audience, minimum=arguments.minimum
        )
        frames.append(suppress(found.to_frame(), hidden))
        shown = [part for part in found.parts if part.unit not in hidden]
        said.append(found.keep(shown).sentence(arguments.language or study.language))
    status = _tell_problems(study, arguments.study)
    if arguments.output is None:
        print("\n\n".join(text for text in said if text))
    else:
        _write_csv(pd.concat(frames), arguments.output)
    return status


def _write_csv(frame: Any, output: str) -> None:
    from bridging.report.output import write_whole

    write_whole(Path(output), frame.to_csv(index=False, lineterminator="\n"))
    print(Path(output).resolve())


def _measures(arguments: argparse.Namespace) -> int:
    from bridging.measures import list_measures

    table = list_measures().sort_values(["structure", "measure"], kind="stable")
    for structure, group in table.groupby("structure", sort=False):
        print(f"{structure}")
        for row in group.to_dict("records"):
            print(_measure(row))
    return DONE


def _measure(row: Any) -> str:
    """Lay out one measure: name, label and range, and what it asks."""
    from textwrap import fill

    ends = (f"{row[end]:g}".replace("-", "−") for end in ("low", "high"))
    first = (
        f"  {row['measure']}: {row['label']}, {' to '.join(ends)}, higher is {row['higher_means']}"
    )
    return f"{first}\n{fill(row['summary'], 78, initial_indent='    ', subsequent_indent='    ')}"


def _simulate(arguments: argparse.Namespace) -> int:
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
    from bridging.errors import check_known
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
    import tomllib

    try:
        settings = tomllib.loads((folder / "study.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    return str(settings.get("title", ""))


if __name__ == "__main__":
    sys.exit(main())
