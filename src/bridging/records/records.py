"""The records of one study, checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from bridging.records.lines import Line


@dataclass(frozen=True, kw_only=True, eq=False)
class Records:
    """The tables of one study, checked, with its lines and what was wrong with it.

    Every table has a RangeIndex and a column `row`: the row number in the file as a spreadsheet
    shows it (the header is row 1), or the position in the data frame.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        Always `participants`, `sites` and `sessions`; the others where they were given. Encounters
        have one row each; `members` has one row per person of an encounter, with the position of
        the encounter in `encounter_index`.
    lines : mapping of str to Line
    problems : pandas.DataFrame
        Columns `table, rows, n_rows, column, problem, hint, severity`.
    title, language, purpose : str
    synthetic : bool
        Whether the people are made up.
    roles : mapping of str to tuple of str
        Class of people (as ``staff``) to the roles that belong to it.
    absent : {"leave_out", "add"}
        What is done with contacts of people not recorded as present.
    consent : str
        The purpose of the table consent that is that of the study; empty where any counts.
    card : mapping of str to str
        The data card: basis, seen_by, kept, contact; what was not said is not there.
    withdrawn : int
        How many people of the study withdrew their consent, and are in no table.
    source : str
        Where the records came from: the name of a folder, or "data frames".
    """

    tables: Mapping[str, pd.DataFrame]
    lines: Mapping[str, Line]
    problems: pd.DataFrame
    title: str
    synthetic: bool
    language: str
    purpose: str
    roles: Mapping[str, tuple[str, ...]]
    absent: str = "leave_out"
    consent: str = ""
    card: Mapping[str, str] = field(default_factory=dict)
    withdrawn: int = 0
    source: str = "data frames"
