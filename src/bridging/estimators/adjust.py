"""P-values adjusted for how many tests were done."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from bridging.inference import NullSummary
from bridging.inference.multiplicity import benjamini_hochberg, holm, max_t
from bridging.results import Result
from bridging.structures.arrays import Floats


def adjust(items: Sequence[Result], by: str | None) -> list[Result]:
    """Adjust the p-values of each measure over its lines, units and groups; drop the draws.

    Over units (`by`) the share of false findings is kept (Benjamini and Hochberg). Over lines and
    groups of the same people the chance of any false finding is: by the largest statistic where
    draws are at hand (maxT), else by Holm.
    """
    families: dict[str, list[int]] = {}
    for place, item in enumerate(items):
        if item.null is not None and np.isfinite(item.null.p_value):
            families.setdefault(item.measure.name, []).append(place)
    adjusted = np.full(len(items), np.nan)
    for places in families.values():
        nulls = [null for place in places if (null := items[place].null) is not None]
        adjusted[places] = np.maximum(_family(nulls, by), [null.p_value for null in nulls])
    return [
        replace(
            item,
            p_adjusted=float(p),
            null=None if item.null is None else replace(item.null, draws=None),
        )
        for item, p in zip(items, adjusted, strict=True)
    ]


def _family(nulls: Sequence[NullSummary], by: str | None) -> Floats:
    """Adjust the p-values of one family of tests."""
    p = np.array([null.p_value for null in nulls])
    if by is not None:
        return benjamini_hochberg(p)
    draws = [null.draws for null in nulls if null.draws is not None]
    if len(draws) < len(nulls):
        return holm(p)
    observed = [null.statistic for null in nulls]
    return max_t(observed, np.stack(draws, axis=1), alternative=nulls[0].alternative)
