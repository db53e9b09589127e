"""Lines that a rule makes of other columns of a study."""

from collections.abc import Collection, Mapping, Sequence

from bridging.errors import suggestion
from bridging.records.draft import Draft
from bridging.records.lines import Line
from bridging.records.made.rule import Made, apply_rule
from bridging.records.made.rules import RULES
from bridging.records.people import adopt_line_columns
from bridging.records.problems import Faults
from bridging.records.schema import TABLES

READ_AS_UNKNOWN = "The value is read as unknown."


def check_made_columns(
    lines: Mapping[str, Line], there: Sequence[str], counted: Collection[str], faults: Faults
) -> None:
    """Refuse made lines whose columns are missing, or that would write over another column.

    Parameters
    ----------
    lines : mapping of str to Line
    there : sequence of str
        Columns of participants and attendance.
    counted : collection of str
        Lines that tallies or the reference name: they need no columns.
    faults : Faults
    """
    written: dict[str, str] = {}
    for line in lines.values():
        if not line.made:
            continue
        missing = [column for column in line.columns.values() if column not in there]
        if missing and line.column not in there and line.name not in counted:
            faults.add(
                f"Line {line.name!r} must have the columns that {line.made!r} needs; "
                f"{missing[0]!r} can't be found.{suggestion(missing[0], there)} "
                "Name them with `columns`."
            )
        if line.column in written or line.column in TABLES["participants"].names():
            of = f"line {written[line.column]!r}" if line.column in written else "participants"
            faults.add(
                f"Line {line.name!r} must have a `column` of its own for what {line.made!r} makes; "
                f"{line.column!r} is one of {of}."
            )
        written[line.column] = line.name


def make_lines(draft: Draft, lines: Mapping[str, Line]) -> None:
    """Write the groups of made lines into participants, where their raw columns are there."""
    for line in lines.values():
        if line.made:
            _make(draft, line)


def _make(draft: Draft, line: Line) -> None:
    raw = {column: Line(name=column) for column in line.columns.values()}
    adopt_line_columns(draft, raw)  # from attendance, where they are kept there
    people = draft.tables["participants"]
    if not set(raw) <= set(people.columns):
        if line.column in people:
            draft.problems.add(
                "participants",
                None,
                line.column,
                f"Line {line.name!r} was taken as made by {line.made!r}: not all the columns that "
                "it needs are there.",
                "",
                "note",
            )
        return
    columns = {name: people[column] for name, column in line.columns.items()}
    made = apply_rule(RULES[line.made], columns, line.values, line.unknown)
    _report(draft, line, made)
    draft.tables["participants"] = people.assign(**{line.column: made.values})


def _report(draft: Draft, line: Line, made: Made) -> None:
    """Report what can't be read, who can't be decided, and what was there and differs."""
    rule, people = RULES[line.made], draft.tables["participants"]
    for name, unread in made.unread.items():
        column = line.columns[name]
        problem = f"`{column}` must be {rule.inputs[name].called}, for line {line.name!r}."
        hint = f"{READ_AS_UNKNOWN} Add another spelling to `values`, of unknown to `unknown`."
        draft.report("participants", unread, column, problem, hint)
    undecided = (
        f"Line {line.name!r} is unknown in these rows: some of what {line.made!r} needs is "
        "unknown, and would decide."
    )
    draft.report("participants", made.undecided, line.column, undecided, "", "note")
    if line.column in people:
        given = line.codes(people[line.column])
        differs = (given >= 0) & (given != line.codes(made.values))
        problem = (
            f"`{line.column}` must be what {line.made!r} makes of its columns, for line "
            f"{line.name!r}; these rows differ."
        )
        draft.report(
            "participants", differs, line.column, problem, "What it makes is used.", "warning"
        )
