"""A line: a social boundary with its groups, and how its values are read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from bridging.errors import StudyError, listed, suggestion
from bridging.records.made.rules import RULES
from bridging.records.text import Objects, as_text, by_unique
from bridging.records.values import read_numbers

UNKNOWN = -1
NOT_LISTED = -2

Codes = npt.NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Line:
    """A social line: a column of the participants, and the groups it divides them into.

    Parameters
    ----------
    name : str
    column : str, default: the name
        The column of participants that holds the line.
    groups : tuple of str
        The groups, in order. A numeric line has one more than it has cuts, and none without cuts.
    label : mapping of str to str
        What people read, per language (``en``, ``nl``).
    group_labels : mapping of str to tuple of str
        What people read for the groups, per language, in the order of `groups`. Frames and codes
        keep the groups as they are.
    values : mapping of str to str
        Recoding of what the column holds, applied before anything else.
    unknown : tuple of str
        Spellings of unknown; an empty cell always is.
    ordered, numeric : bool
        Whether the groups have an order; whether the column holds numbers.
    cuts : tuple of float
        For a numeric line, where one group ends and the next begins: a value equal to a cut
        belongs to the group above it.
    made : str
        Name of the rule that makes the line of other columns, as ``statbel_origin``
        (`bridging.records.made`). The groups, their order and the labels are those of the rule;
        `values` and `unknown` are applied to its columns.
    columns : mapping of str to str
        For a line that is made: what the rule needs, and the column of participants that holds
        it (of the same name, if left out). `column` is where the groups go.
    """

    name: str
    column: str = ""
    groups: tuple[str, ...] = ()
    label: Mapping[str, str] = field(default_factory=dict)
    group_labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    ordered: bool = False
    numeric: bool = False
    cuts: tuple[float, ...] = ()
    made: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Fill in the column, and refuse a line that contradicts itself."""
        object.__setattr__(self, "column", self.column or self.name)
        object.__setattr__(self, "groups", tuple(self.groups))
        object.__setattr__(self, "unknown", tuple(self.unknown))
        object.__setattr__(self, "cuts", tuple(float(cut) for cut in self.cuts))
        labels = {language: tuple(texts) for language, texts in self.group_labels.items()}
        object.__setattr__(self, "group_labels", labels)
        if self.made:
            self._take_over_rule()
        fault = self._made_fault() or self._fault()
        if fault:
            raise StudyError(f"Line {self.name!r} {fault}")

    def _take_over_rule(self) -> None:
        """Fill in what the rule says: groups, order, labels, and columns of the same name."""
        if self.made not in RULES:
            raise StudyError(
                f"Line {self.name!r} can't be made by {self.made!r}.{suggestion(self.made, RULES)} "
                f"There are: {listed(RULES)}."
            )
        rule = RULES[self.made]
        named = dict(self.columns)
        columns = {name: named.pop(name, "") or name for name in rule.inputs} | named
        object.__setattr__(self, "columns", columns)
        object.__setattr__(self, "groups", self.groups or rule.groups)
        object.__setattr__(self, "ordered", self.ordered or rule.ordered)
        object.__setattr__(self, "label", {**rule.label, **self.label})
        object.__setattr__(self, "group_labels", {**rule.group_labels, **self.group_labels})

    def _made_fault(self) -> str:
        """Say what is wrong with how the line is made."""
        if not self.made:
            if self.columns:
                return "can't have `columns` unless a rule makes it. Name the rule in `made`."
            return ""
        rule = RULES[self.made]
        for name in self.columns:
            if name not in rule.inputs:
                return (
                    f"can't have {name!r} in `columns`.{suggestion(name, rule.inputs)} "
                    f"{self.made!r} needs: {listed(rule.inputs)}."
                )
        if self.numeric:
            return f"can't be numeric: {self.made!r} makes groups."
        if self.groups != rule.groups:
            return (
                f"must have the groups of {self.made!r}, not {list(self.groups)}. "
                "Leave `groups` out; `group_labels` say what people read."
            )
        if self.column in self.columns.values():
            return (
                f"must have a `column` of its own for what {self.made!r} makes; {self.column!r} is "
                f'one that it reads. Add column = "{self.made}".'
            )
        return ""

    def _fault(self) -> str:
        both = set(self.groups) & {"", *self.unknown}
        if len(set(self.groups)) != len(self.groups):
            return f"must name each group once, not {list(self.groups)}."
        if both:
            return f"can't have {sorted(both)} both as a group and as a spelling of unknown."
        if self.cuts and not self.numeric:
            return "can't have `cuts` unless it is numeric. Add numeric = true."
        if list(self.cuts) != sorted(set(self.cuts)) or not np.isfinite(self.cuts).all():
            return f"must have `cuts` that are numbers going up, not {list(self.cuts)}."
        if self.numeric and self.groups and len(self.cuts) != len(self.groups) - 1:
            return (
                f"must have {len(self.groups) - 1} `cuts` for its {len(self.groups)} groups, "
                f"not {len(self.cuts)}. Each cut is where one group ends and the next begins."
            )
        return self._label_fault()

    def _label_fault(self) -> str:
        """Say what is wrong with the labels of groups; groups found in the data come later."""
        for language, texts in self.group_labels.items():
            if not self.groups and not self.cuts:
                return "must list its `groups` to have `group_labels` for them."
            if self.groups and len(texts) != len(self.groups):
                return (
                    f"must have {len(self.groups)} `group_labels` in {language!r}, one for each "
                    f"group in the same order, not {len(texts)}."
                )
            if "" in texts or len(set(texts)) != len(texts):
                return f"must have a different label in {language!r} for each group."
        return ""

    def codes(self, values: Any) -> Codes:
        """Return the group of each value as its place in `groups`, -1 where unknown.

        Parameters
        ----------
        values : pandas.Series
            What the line's column holds, in any type.

        Returns
        -------
        numpy.ndarray of int64, shape (n,)
            Values that are not in `groups` are unknown too; see `not_listed`.
        """
        codes = self._codes(values)
        return np.maximum(codes, UNKNOWN)

    def not_listed(self, values: Any) -> npt.NDArray[np.bool_]:
        """Return where a value is neither one of the groups nor a spelling of unknown."""
        return self._codes(values) == NOT_LISTED

    def text(self, language: str) -> str:
        """Return the label in a language; the name where there is none."""
        return self.label.get(language) or self.name

    def group_texts(self, language: str) -> tuple[str, ...]:
        """Return what the groups are called in a language; the groups where nothing is given."""
        return self.group_labels.get(language) or self.groups

    def _codes(self, values: Any) -> Codes:
        codes: Codes = by_unique(as_text(values), self._codes_of, UNKNOWN)
        return codes

    def _codes_of(self, values: Objects) -> Codes:
        recoded = [self.values.get(value, value) for value in values]
        known = dict.fromkeys(("", *self.unknown), UNKNOWN)
        known |= {group: code for code, group in enumerate(self.groups)}
        codes = np.array([known.get(value, NOT_LISTED) for value in recoded], dtype=np.int64)
        if self.numeric:
            numbers, _ = read_numbers(np.array(recoded, dtype=object))
            read = ~np.isnan(numbers) & (codes == NOT_LISTED)
            places = np.searchsorted(self.cuts, numbers[read], side="right")
            codes[read] = places if self.groups else UNKNOWN
        return codes


def present_values(line: Line, values: pd.Series) -> list[str]:
    """Return the different values of a column after recoding, without the unknown ones."""
    different = as_text(values).dropna().unique()
    recoded = {line.values.get(value, value) for value in different}
    return sorted(recoded - {"", *line.unknown})
