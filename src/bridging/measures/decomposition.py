"""Where segregation lies: in which units and groups, and at which level."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from bridging.errors import OptionError, check_choice
from bridging.measures._information import entropy, information, x_log_x
from bridging.measures._tables import each_place, why_undefined
from bridging.measures.conditions import SOMEBODY, TWO_GROUPS, TWO_UNITS, Options
from bridging.measures.record import Condition, measure
from bridging.structures import Composition
from bridging.structures.arrays import Floats, Ints


def _part_has_people(composition: Composition, options: Options) -> Any:
    axis = -2 if options.get("of") == "group" else -1
    return composition.counts.sum(axis=axis) > 0


PART_HAS_PEOPLE = Condition(
    name="part_has_people",
    reason="there is nobody in the unit, or of the group",
    reason_nl="er is niemand in de eenheid, of van de groep",
    holds=_part_has_people,
    per_part=True,
)


@measure(
    label="Local segregation",
    label_nl="Lokale segregatie",
    formula=r"L_u = \sum_g p_{g|u} \ln \frac{p_{g|u}}{P_g}",
    range=(0, np.inf),
    higher_means="segregation",
    needs=(SOMEBODY, TWO_GROUPS, TWO_UNITS, PART_HAS_PEOPLE),
    per="unit",
    source="mora2011",
    aliases=("local_segregation_index",),
)
def local_segregation(
    composition: Composition, *, of: str = "unit", pooled: bool = False
) -> float | Floats:
    """How far the mix of a unit is from that of the whole, or the spread of a group from it.

    Parameters
    ----------
    composition : Composition
        People by unit and group, of shape (..., U, K).
    of : {"unit", "group"}
        A value for each unit, from its mix of groups, or for each group, from its spread over the
        units.
    pooled : bool
        Give the mean with the people of the units (groups) as weights, which is the
        `mutual_information` either way.

    Returns
    -------
    array of shape (..., U) or (..., K), or (...) where pooled
        In nats: 0 where the unit has the mix of the whole; ln(1/P) where it has only people of a
        group of share P. NaN for a unit or group without people, and where only one group, or only
        one unit, has people.

    Raises
    ------
    OptionError
        `of` is neither a unit nor a group.

    Notes
    -----
    Small units lie far from the whole by chance alone. A correction for that can make values
    negative.

    References
    ----------
    Mora and Ruiz-Castillo (2011), "Entropy-based segregation indices".

    Examples
    --------
    Shares 3/10 and 7/10 over all; 3/5 and 2/5 on Monday: 3/5 ln 2 + 2/5 ln 4/7; only the second
    group on Friday: ln 10/7.

    >>> import bridging as br
    >>> mix = br.Composition([[3, 2], [0, 5]], units=["Monday", "Friday"])
    >>> br.measures.local_segregation(mix).round(6).tolist()
    [0.192042, 0.356675]
    """
    check_choice("of", of, ("unit", "group"))
    counts = composition.counts
    if pooled:
        return information(counts)
    if of == "group":
        counts = np.swapaxes(counts, -1, -2)
    people = counts.sum(axis=-1, keepdims=True)
    share = counts / people
    whole = counts.sum(axis=-2, keepdims=True) / counts.sum(axis=(-2, -1), keepdims=True)
    logs = np.log(np.where(whole > 0, whole, 1.0))
    return np.asarray(np.maximum((x_log_x(share) - share * logs).sum(axis=-1), 0))


@measure(
    label="Segregation by level",
    label_nl="Segregatie per niveau",
    formula=r"M = M_B + \sum_s p_s M_s, \quad H = H_B + \sum_s p_s \frac{E_s}{E} H_s",
    range=(0, np.inf),
    higher_means="segregation",
    needs=(SOMEBODY, TWO_GROUPS, TWO_UNITS),
    gives="table",
    source="mora2011",
    aliases=("nested_decomposition",),
)
def nested_segregation(
    composition: Composition, *, levels: Mapping[str, Sequence[object]] | None = None
) -> pd.DataFrame:
    """Split the segregation over units into that between larger units and that within them.

    Parameters
    ----------
    composition : Composition
        People by unit and group, of shape (..., U, K).
    levels : mapping of name to labels, optional
        For each higher level, from the largest to the smallest, the label of every unit: such as
        ``{"city": [...], "site": [...]}``. A label speaks within its larger unit: the first site of
        one city is not that of another.

    Returns
    -------
    DataFrame
        One row per level, the units last (and per place of a stack), with the columns ``level``,
        ``mutual_information`` and ``theil_h`` (what that level adds: segregation between its
        units within those of the level above, weighted by people for M, and by people and
        entropy for H), ``share`` (of the total; NaN where that is 0) and ``undefined`` (why there
        is no value). The rows add up to `mutual_information` and `theil_h` of the units.

    Raises
    ------
    OptionError
        A level that does not have one label for each unit.

    References
    ----------
    Theil (1971); Mora and Ruiz-Castillo (2011), "Entropy-based segregation indices".

    Examples
    --------
    Two days in each of two places with one group each: all segregation is between the places.

    >>> import bridging as br
    >>> mix = br.Composition([[2, 0], [1, 0], [0, 1], [0, 2]])
    >>> table = br.measures.nested_segregation(mix, levels={"place": ["x", "x", "y", "y"]})
    >>> table["level"].tolist(), table["theil_h"].round(6).tolist()
    (['place', 'unit'], [1.0, 0.0])
    """
    names, codes = ["unit"], [np.arange(len(composition.units))]
    if levels is not None:
        names, codes = [*levels, "unit"], [*_nested(levels, len(composition.units)), codes[0]]
    rows = []
    for place, one in each_place(composition):
        reason = why_undefined((TWO_GROUPS, TWO_UNITS), one, {})
        totals = np.array([information(_summed(one.counts, code)) for code in codes])
        added = np.full(len(codes), np.nan) if reason else np.diff(totals, prepend=0.0)
        added = np.where(added < 0, 0.0, added)  # rounding
        whole, mixed = added.sum(), float(entropy(one.sizes))
        for name, value in zip(names, added, strict=True):
            rows.append(
                {
                    **place,
                    "level": name,
                    "mutual_information": value,
                    "theil_h": value / mixed,
                    "share": value / whole if whole > 0 else np.nan,
                    "undefined": reason,
                }
            )
    return pd.DataFrame(rows)


def _nested(levels: Mapping[str, Sequence[object]], size: int) -> list[Ints]:
    """Return the larger unit of each unit at each level, numbered within those above it."""
    codes, above = [], np.zeros(size, dtype=np.int64)
    for name, labels in levels.items():
        given = list(labels)
        if len(given) != size:
            raise OptionError(
                f"`levels` must have {size} labels for {name!r}, one for each unit, "
                f"not {len(given)}."
            )
        own = pd.factorize(np.array([str(label) for label in given], dtype=object))[0]
        above = np.unique(above * size + own, return_inverse=True)[1].astype(np.int64)
        codes.append(above)
    return codes


def _summed(counts: Floats, code: Ints) -> Floats:
    """Sum the units with the same code."""
    result = np.zeros((int(code.max(initial=-1)) + 1, counts.shape[-1]))
    np.add.at(result, code, counts)
    return result
