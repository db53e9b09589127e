"""Alignment: how far the groups of one line, in a session, are those of the other lines too."""

from collections.abc import Sequence
from itertools import pairwise, permutations
from typing import Any

import numpy as np

from bridging.errors import OptionError, check_known
from bridging.measures._meetings import mean_of_known, once_each
from bridging.measures.conditions import Options
from bridging.measures.record import Condition, measure
from bridging.structures import Incidence
from bridging.structures.arrays import Floats, Ints


def _lines(incidence: Incidence, lines: Sequence[str] | None) -> tuple[str, ...]:
    """Return the lines asked for, or all."""
    chosen = tuple(incidence.codes) if lines is None else tuple(lines)
    for line in chosen:
        check_known("line", line, incidence.codes)
    if lines is not None and (len(chosen) < 2 or len(set(chosen)) < len(chosen)):
        raise OptionError(f"`lines` must name at least two different lines, not {list(chosen)}.")
    return chosen


def _teams(incidence: Incidence, options: Options) -> list[Ints]:
    """Return the groups of the people of each session, of shape (people, lines).

    People of whom a group is unknown are left out, and lines on which all are of one group.
    """
    chosen = _lines(incidence, options.get("lines"))
    codes = np.array([incidence.codes[line] for line in chosen], dtype=np.int64)
    codes = codes.reshape(len(chosen), len(incidence.people)).T
    rows = once_each(incidence)
    known = np.asarray((codes >= 0).all(axis=1))
    rows = rows[known[incidence.person[rows]]]
    ends = np.searchsorted(incidence.session[rows], np.arange(len(incidence.sessions) + 1))
    teams = [codes[incidence.person[rows[a:b]]] for a, b in pairwise(ends.tolist())]
    return [team[:, (team != team[:1]).any(axis=0)] for team in teams]


def _three_people(incidence: Incidence, options: Options) -> Any:
    return np.array([len(team) >= 3 for team in _teams(incidence, options)], dtype=bool)


def _two_lines(incidence: Incidence, options: Options) -> Any:
    return np.array([team.shape[1] >= 2 for team in _teams(incidence, options)], dtype=bool)


def _some_team(incidence: Incidence, options: Options) -> Any:
    return _three_people(incidence, options) & _two_lines(incidence, options)


THREE_OF_KNOWN_GROUP = Condition(
    name="three_of_known_group",
    reason="there were fewer than three people whose groups are known",
    reason_nl="er waren minder dan drie mensen van wie de groepen bekend zijn",
    holds=_three_people,
    per_part=True,
)
DIFFER_ON_TWO_LINES = Condition(
    name="differ_on_two_lines",
    reason="the people there do not differ on two lines",
    reason_nl="de mensen daar verschillen niet op twee grenzen",
    holds=_two_lines,
    per_part=True,
)
SOME_DIFFER_ON_TWO_LINES = Condition(
    name="some_differ_on_two_lines",
    reason="in no session were there three people of known groups who differ on two lines",
    reason_nl="in geen sessie waren er drie mensen van bekende groepen die op twee grenzen verschillen",
    holds=_some_team,
    per_part=True,
)


def internal_alignment(table: Ints) -> Floats:
    """Say how far the people of each group (row) are together in one column, from 0 to 1.

    The chi-square against even counts, between its least (counts as even as they can be) and its
    greatest value (all in one column). For one group it is, up to constants that fall out, the
    sum of squared counts. A person alone counts 0: nobody is there to be alike.
    """
    people, columns = table.sum(axis=1), table.shape[1]
    each, left_over = np.divmod(people, columns)
    even = left_over * (each + 1) ** 2 + (columns - left_over) * each**2
    squares = (table**2).sum(axis=1)
    return np.where(people > 1, (squares - even) / np.maximum(people**2 - even, 1), 0.0)


def cross_alignment(table: Ints) -> float:
    """Share of the pairs of people of different groups (rows) who are in the same column."""
    same_group, same_column = table.sum(axis=1) ** 2, table.sum(axis=0) ** 2
    alike = same_column.sum() - (table**2).sum()
    return float(alike / (table.sum() ** 2 - same_group.sum()))


def alignments(team: Ints) -> tuple[Floats, Floats]:
    """Return the internal and the cross alignment of the groups of each line on each other line.

    Parameters
    ----------
    team : array of int, shape (people, L)
        The group of each person on each line; two groups or more on each line.

    Returns
    -------
    tuple of two arrays of shape (L, L)
        Row: the line whose groups are taken. Column: the line on which they are compared; 0 on
        the diagonal. The first is the mean over groups, each once.
    """
    lines = team.shape[1]
    internal, cross = np.zeros((lines, lines)), np.zeros((lines, lines))
    for a, b in permutations(range(lines), 2):
        row, column = (np.unique(team[:, line], return_inverse=True)[1] for line in (a, b))
        table = np.zeros((row.max() + 1, column.max() + 1), dtype=np.int64)
        np.add.at(table, (row, column), 1)
        internal[a, b] = internal_alignment(table).mean()
        cross[a, b] = cross_alignment(table)
    return internal, cross


def _strength(team: Ints) -> float:
    people, lines = team.shape
    if people < 3 or lines < 2:
        return np.nan
    internal, cross = (parts.sum(axis=1) / (lines - 1) for parts in alignments(team))
    return float((internal * (1 - cross)).mean())


@measure(
    label="Faultline strength by alignment (FLS)",
    label_nl="Sterkte van de breuklijn door samenvallende grenzen (FLS)",
    formula=r"\frac1L \sum_l \mathrm{IA}_l (1 - \mathrm{CGAI}_l)",
    range=(0, 1),
    higher_means="segregation",
    needs=(THREE_OF_KNOWN_GROUP, DIFFER_ON_TWO_LINES, SOME_DIFFER_ON_TWO_LINES),
    source="shaw2004",
    aliases=("fls",),
    per="unit",
)
def faultline_alignment(
    incidence: Incidence, *, lines: Sequence[str] | None = None, pooled: bool = False
) -> float | Floats:
    """How far people of one group are alike on the other lines, and unlike the other groups.

    Each line splits a session in its groups. Internal alignment (IA) says how far the people of a
    group are of one group on another line too: 0 where they are spread as evenly as they can be,
    1 where they are all alike. Cross-group alignment (CGAI) is the share of the pairs of people
    of different groups who are alike on the other line. Both are means over the other lines; the
    strength is the mean of IA (1 - CGAI) over lines.

    Parameters
    ----------
    incidence : Incidence
        People by sessions (or meetings, or teams) with lines in `codes`; numbers do not count.
        People of whom a group is unknown are left out.
    lines : sequence of str, optional
        Two lines or more; all, if left out.
    pooled : bool, default False
        Give one value: the mean over sessions that have one, each once.

    Returns
    -------
    array of shape (S,), or float where pooled
        1 where the lines split the people in the same way, nobody alone in a group; 0 where each
        group is as mixed as it can be. NaN for fewer than 3 people, or people who do not differ
        on two lines.

    Raises
    ------
    OptionError
        Fewer than two lines, or a line twice.
    UnknownNameError
        A line that is not there.

    Notes
    -----
    A group of one person has internal alignment 0 and counts as much as a larger one, so lines of
    many groups lower the value in a small session: compare sessions of the same size. Only groups
    of people who were there count, and lines on which these differ.

    References
    ----------
    Shaw (2004), "The development and analysis of a measure of group faultlines".

    Examples
    --------
    Two young women and two old men: the lines split them in the same way. Were one of each the
    other, the two of each sex would differ in age, and the two of each age in sex.

    >>> import bridging as br
    >>> lines = {"sex": ["f", "m"], "age": ["young", "old"]}
    >>> codes = {"sex": [0, 0, 1, 1, 0, 0, 1, 1], "age": [0, 0, 1, 1, 0, 1, 0, 1]}
    >>> teams = br.Incidence(
    ...     range(8), ["same", "crossed"], range(8), [0] * 4 + [1] * 4, groups=lines, codes=codes
    ... )
    >>> br.measures.faultline_alignment(teams).tolist()
    [1.0, 0.0]
    """
    values = np.array([_strength(team) for team in _teams(incidence, {"lines": lines})])
    return mean_of_known(values) if pooled else values
