"""Who a place reaches: who comes, against the neighbourhood; when; and who comes back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np
import pandas as pd

from bridging.analyses.reach_families import child_rows, father_rows, find_children
from bridging.analyses.reach_followed import CURVES
from bridging.analyses.reach_people import find_fathers
from bridging.analyses.reach_rows import Reason, Row, to_table
from bridging.analyses.reach_sentences import reach_sentences
from bridging.analyses.reach_unit import (
    Asked,
    Places,
    check_numbers,
    checked_line,
    session_keys,
    unit_rows,
)
from bridging.counting.visitors import find_visitors
from bridging.records import Line
from bridging.study import Study
from bridging.version import __version__
from bridging.words import check_language


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Reach:
    """Who a place reaches.

    Parameters
    ----------
    line : Line
    by : str or None
        What made the units.
    units : tuple of str
    rows : tuple of Row
        All numbers, each with its limits or the reason why there is none.
    curves : DataFrame
        Columns `unit, part, group, openings, at_risk, estimate, ci_low, ci_high`: the share that
        had come back (``return``) or stayed away (``drop_out``) so many openings after their first
        visit, to the last opening to which anybody was followed.
    unit_names : mapping of str to str
        What people call the units.
    options : mapping
        What was declared: what counts as a regular, as staying away, and which columns said what.
    seed : int
    version, fingerprint : str
        Of the package and of the data.
    withdrawn : int
        How many people withdrew their consent, and are in no number.
    """

    line: Line
    by: str | None
    units: tuple[str, ...]
    rows: tuple[Row, ...]
    curves: pd.DataFrame
    unit_names: Mapping[str, str]
    options: Mapping[str, Any]
    seed: int
    version: str
    fingerprint: str
    withdrawn: int = 0

    def to_frame(self) -> pd.DataFrame:
        """Return one row for each number.

        Returns
        -------
        DataFrame
            Columns `unit, part, of, group, name, estimate, ci_low, ci_high, n, undefined`: what is
            counted (`of`), and on how many of it the number rests (`n`).
        """
        return to_table(self.rows)

    def method_text(self, language: str = "en") -> str:
        """Return a paragraph for a method section."""
        from bridging.words import method_text

        return method_text(self, language)

    def sentence(self, language: str = "en") -> str:
        """Say it in a few plain sentences for each unit, in English or Dutch."""
        check_language(language)
        return "\n".join(reach_sentences(self, unit, language) for unit in self.units)

    def plot(self, part: str = "visitors", ax: Any = None, language: str = "en") -> Any:
        """Draw the visitors beside the reference, or the curves of ``return`` or ``drop_out``.

        Several units have curves on axes each; `ax` is for one.
        """
        from bridging.figures.reach import plot_reach

        return plot_reach(self, part, ax=ax, language=language)

    def __str__(self) -> str:
        """Show the sentences."""
        return self.sentence()

    def __repr__(self) -> str:
        """Name what it speaks of."""
        return f"<Reach on {self.line.name!r}: {len(self.units)} units, {len(self.rows)} numbers>"

    def _repr_html_(self) -> str:
        words = "".join(f"<p>{escape(part)}</p>" for part in self.sentence().split("\n"))
        table = self.to_frame().to_html(index=False, float_format="%.3f", na_rep="", border=0)
        return f"<div>{words}<details><summary>numbers</summary>{table}</details></div>"


def reach(
    study: Study,
    line: str | None = None,
    *,
    by: str | None = None,
    denominator: str | None = None,
    order: str = "start",
    regular: int = 3,
    away: int = 4,
    within: Sequence[int] = (1, 2, 4, 8),
    fathers: Mapping[str, Sequence[str]] | None = None,
    child_column: str | None = None,
    age_bands: Sequence[int] = (3, 4, 6),
    age_limit: int = 8,
    confidence_level: float = 0.95,
    n_resamples: int = 999,
    seed: int = 0,
) -> Reach:
    """Say whom a place reaches, when they are there, and whether they come back.

    Visitors are counted as families, as persons and as visits, and set beside the reference of the
    line. Groups are described by their presence: nothing here says who would or would not want to
    come. People of unknown group are left out of shares, and counted.

    Parameters
    ----------
    study : Study
    line : str, optional
        The line; may be left out where there is only one.
    by : str, optional
        A column of sites, sessions or participants: each of its values apart.
    denominator : str, optional
        Which population, where the reference has several for the line.
    order : str, default "start"
        The column of sessions that puts them in order; sessions of a site with the same value are
        one opening. Without an order it is not known who came back when.
    regular : int, default 3
        Visits from which a person is called a regular.
    away : int, default 4
        Openings missed in a row that count as staying away.
    within : sequence of int, default (1, 2, 4, 8)
        Openings after the first visit at which the shares who came back, and who stayed away, are
        given; the whole curves are in `curves`.
    fathers : mapping of a column to values, optional
        What says that a participant is a father: ``{"relation": ["father"]}``. Left out: the first
        of the columns `relation`, `relatie`, `carer_role`, `carer`, `role` in which fathers or
        mothers occur.
    child_column : str, optional
        What says how old children are, as a date of birth or an age in years. Left out: `birth`,
        `geboortedatum`, `age`, `leeftijd`, ... of people with the role of a child, else
        `child_birth`, `child_age`, ... of visitors.
    age_bands : sequence of int, default (3, 4, 6)
        Ends of the age bands in years: 3 is before the third birthday.
    age_limit : int, default 8
        The age to which children are let in exceptionally.
    confidence_level : float
    n_resamples : int, default 999
        Draws of the tests that can't be worked out exactly.
    seed : int

    Returns
    -------
    Reach

    Raises
    ------
    DataError
        The line has no groups to compare, or nothing says who came.
    OptionError
        `by` is a column of encounters; numbers that can't be; a population must be chosen.
    UnknownNameError
        A line or column that does not occur.

    Notes
    -----
    *Intervals.* Families are drawn independently; people and visits of a family are not. Limits are
    exact (Clopper and Pearson) for families and for people who came alone, and for the others at
    the number of people alone that would say as much.

    *Test.* Families drawn from the reference at random would give a mix at least as far from it
    so often; exact where families weigh the same. The reference is taken as known.

    *Return.* A person is followed at each site she comes to. Whoever came for the first time shortly
    before the records end has had little time to return: shares are those of Kaplan and Meier, in
    openings of the site since the first visit. Groups are compared by the log-rank statistic, with
    groups dealt among families. A first visit is the first that was recorded: at a site that was
    open before, some who came earlier pass for newcomers. Shares of first visits therefore leave
    out the first opening, where everybody is new.

    *Staying away* is missing `away` openings in a row for the first time; some come back later.

    References
    ----------
    Clopper and Pearson (1934); Korn and Graubard (1998); Goodman (1965); Kaplan and Meier (1958);
    Williams (1995); Neuhaus (1993).

    Examples
    --------
    >>> import bridging as br
    >>> study = br.Study.from_frames(
    ...     participants={"participant": ["an", "bo", "cy", "di"], "origin": ["a", "b", "b", "b"]},
    ...     sessions={"session": ["1", "2"], "start": ["2025-03-03 09:00", "2025-03-10 09:00"],
    ...               "end": ["2025-03-03 11:00", "2025-03-10 11:00"]},
    ...     attendance={"participant": ["an", "bo", "cy", "bo", "di"],
    ...                 "session": ["1", "1", "1", "2", "2"]},
    ...     reference={"line": ["origin", "origin"], "group": ["a", "b"], "share": [0.5, 0.5]},
    ...     lines={"origin": ["a", "b"]},
    ... )
    >>> found = reach(study)
    >>> table = found.to_frame()
    >>> persons = table.query("part == 'visitors' and of == 'persons'").set_index(["name", "group"])
    >>> persons.loc["ratio", "estimate"].to_dict()
    {'a': 0.5, 'b': 1.5}
    >>> persons.loc[("p_value", "all"), "estimate"].item()  # as far as 1 of 4 lie 10 of 16 mixes
    0.625
    >>> table.query("part == 'return' and group == 'all' and name == 'within_1'")["estimate"].item()
    0.333...
    """
    chosen = checked_line(study, line)
    check_numbers(regular, away, within, age_bands, age_limit, confidence_level, n_resamples, seed)
    asked = Asked(
        study=study,
        line=chosen,
        denominator=denominator,
        regular=regular,
        away=away,
        within=tuple(sorted(within)),
        age_bands=tuple(sorted(age_bands)),
        age_limit=age_limit,
        level=confidence_level,
        n_resamples=n_resamples,
        seed=seed,
    )
    visitors = find_visitors(
        study.records, study.coded, chosen, study.clusters, roles=study.roles, by=by
    )
    keys, no_order = session_keys(study, order)
    said = find_fathers(study.records, fathers)
    children = find_children(
        study.records, visitors, visitors.units, study.clusters.code, child_column
    )
    places = Places(study, visitors, by, keys, no_order)
    rows: list[Row] = []
    curves: list[pd.DataFrame] = []
    for at in range(len(visitors.labels)):
        more, curve = unit_rows(asked, places, at)
        sessions = study.records.tables["sessions"]
        unit, mine = visitors.labels[at], visitors.of(at)
        more += father_rows(mine, said, sessions, unit, confidence_level)
        more += child_rows(
            children,
            at,
            unit=unit,
            bands=asked.age_bands,
            limit=age_limit,
            when=keys.astype(np.float64),
            level=confidence_level,
        )
        rows, curves = rows + more, curves + curve
    return Reach(
        line=chosen,
        by=by,
        units=visitors.labels,
        rows=tuple(rows),
        curves=pd.concat(curves, ignore_index=True) if curves else pd.DataFrame(columns=CURVES),
        unit_names=_unit_names(study, visitors.labels, by),
        options={
            "denominator": denominator,
            "order": order,
            "regular": regular,
            "away": away,
            "within": asked.within,
            "fathers": None if said is None else {said.column: said.values},
            "child_column": None if isinstance(children, Reason) else children.column,
            "age_bands": asked.age_bands,
            "age_limit": age_limit,
            "confidence_level": confidence_level,
            "n_resamples": n_resamples,
        },
        seed=seed,
        version=__version__,
        fingerprint=study.fingerprint,
        withdrawn=study.withdrawn,
    )


def _unit_names(study: Study, units: tuple[str, ...], by: str | None) -> dict[str, str]:
    """Return what people call the units: the names of sites, else the values themselves."""
    names = {unit: unit for unit in units}
    sites = study.records.tables["sites"]
    if by == "site" and "name" in sites:
        named = sites[sites["name"].notna()]
        names |= dict(zip(named["site"], named["name"], strict=True))
    return {unit: names[unit] for unit in units}
