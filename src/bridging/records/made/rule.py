"""A rule that makes a line of raw columns, and keeps unknown what it can't decide."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from bridging.errors import DataError, row_list
from bridging.records.made.vocabulary import Meanings, Reading, Vocabulary
from bridging.records.text import text_column


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A published definition of who belongs to which group.

    Parameters
    ----------
    name : str
        As it is written in ``made``, and stored with the line.
    groups : tuple of str
    group_labels : mapping of str to tuple of str
        What people read for the groups, per language, in the order of `groups`.
    label : mapping of str to str
        What people read for the line, per language.
    inputs : mapping of str to Vocabulary
        What has to be known, and how it is written.
    decide : callable
        From what is known (one meaning for each input, in order) to the group; None where the
        definition does not say.
    ordered : bool
        Whether the groups have an order.
    source : str
        Who published the definition, and where.
    """

    name: str
    groups: tuple[str, ...]
    group_labels: Mapping[str, tuple[str, ...]]
    label: Mapping[str, str]
    inputs: Mapping[str, Vocabulary]
    decide: Callable[..., str | None]
    ordered: bool = False
    source: str

    def decided(self, possible: Sequence[Meanings]) -> str | None:
        """Return the group that everything possible leads to; None where it leads to several."""
        groups = {self.decide(*known) for known in product(*possible)}
        return groups.pop() if len(groups) == 1 else None


@dataclass(frozen=True, kw_only=True)
class Made:
    """The values that a rule made.

    Parameters
    ----------
    values : pandas.Series of text
        The group of each row; missing where it is unknown.
    unread : mapping of str to numpy.ndarray of bool, shape (n,)
        For each input, the cells written in no known way. They were read as unknown.
    undecided : numpy.ndarray of bool, shape (n,)
        Rows of which something is known, and not enough.
    """

    values: pd.Series
    unread: Mapping[str, npt.NDArray[np.bool_]]
    undecided: npt.NDArray[np.bool_]


def apply_rule(
    rule: Rule,
    columns: Mapping[str, Any],
    values: Mapping[str, str] | None = None,
    unknown: Sequence[str] = (),
) -> Made:
    """Make the values of a line.

    Parameters
    ----------
    rule : Rule
    columns : mapping of str to array-like, each of shape (n,)
        A column for each input of the rule.
    values : mapping of str to str, optional
        Recoding of what the columns hold; ``*`` stands for every spelling that is not known.
    unknown : sequence of str
        Spellings of unknown; an empty cell always is.

    Raises
    ------
    DataError
        Columns of different lengths.
    """
    lengths = {len(columns[name]) for name in rule.inputs}
    if len(lengths) > 1:
        raise DataError(
            f"The columns for {rule.name!r} must have one length, not {sorted(lengths)}. "
            "Take them from one table."
        )
    readings = {
        name: vocabulary.read(columns[name], values or {}, unknown)
        for name, vocabulary in rule.inputs.items()
    }
    groups = _groups(rule, list(readings.values()))
    index = next((c.index for c in columns.values() if isinstance(c, pd.Series)), None)
    known = np.any([reading.known for reading in readings.values()], axis=0)
    return Made(
        values=text_column(groups, index=index).rename(rule.name),
        unread={name: reading.unread for name, reading in readings.items()},
        undecided=known & pd.isna(groups),
    )


def _groups(rule: Rule, readings: Sequence[Reading]) -> npt.NDArray[np.object_]:
    """Return the group of each row: decided once for rows of which the same is known."""
    same = np.stack([reading.codes for reading in readings], axis=1)
    different, place = np.unique(same, axis=0, return_inverse=True)
    decided = [
        rule.decided([r.possible[code] for r, code in zip(readings, row, strict=True)])
        for row in different
    ]
    return np.array(decided, dtype=object)[place.reshape(-1)]


def made_values(
    rule: Rule,
    columns: Mapping[str, Any],
    values: Mapping[str, str] | None = None,
    unknown: Sequence[str] = (),
) -> pd.Series:
    """Return the group of each row, and refuse cells that are written in no known way.

    Raises
    ------
    DataError
        Cells that can't be read (named by row), or columns of different lengths.
    """
    made = apply_rule(rule, columns, values, unknown)
    for name, unread in made.unread.items():
        if unread.any():
            raise DataError(
                f"`{name}` must be {rule.inputs[name].called}; {row_list(np.flatnonzero(unread))} "
                "can't be read. Recode other spellings with `values`, or name those of unknown in "
                "`unknown`."
            )
    return made.values
