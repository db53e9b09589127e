"""People by the groups of two lines."""

import numpy as np

from bridging.counting.coding import Coded, group_codes, role_test, text_column
from bridging.errors import DataError
from bridging.records import Line, Records
from bridging.structures import Composition


def count_cross_table(
    records: Records, coded: Coded, line_a: Line, line_b: Line, roles: list[str] | None
) -> Composition:
    """Count different people by the groups of one line (units) and of another (groups).

    They are the people present, or (without attendance) listed; who is of unknown group on either
    line is left out.
    """
    for line in (line_a, line_b):
        if not line.groups:
            raise DataError(
                f"The line {line.name!r} can't be counted by groups: it is numeric. "
                "Give it cut points: cuts = [...] and groups = [...]."
            )
    if coded.visits is not None:
        there = np.unique(coded.visits.person)
        a, b = (group_codes(records, coded, line)[there] for line in (line_a, line_b))
    else:
        people = records.tables["participants"]
        people = people[role_test(records, roles)(text_column(people, "role", len(people)))]
        unknown = np.full(len(people), -1, dtype=np.int64)
        a, b = (
            np.asarray(line.codes(people[line.column])) if line.column in people else unknown
            for line in (line_a, line_b)
        )
    known = (a >= 0) & (b >= 0)
    counts = np.zeros((len(line_a.groups), len(line_b.groups)))
    np.add.at(counts, (a[known], b[known]), 1)
    return Composition(counts, line_a.groups, line_b.groups)
