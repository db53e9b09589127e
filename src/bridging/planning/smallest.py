"""`detectable`: the smallest preference, or change, that a place of this size can show."""

from typing import Any

import numpy as np

from bridging.errors import OptionError, check_choice
from bridging.planning.basis import find_basis, refuse_knobs
from bridging.planning.chance import common_fields, why
from bridging.planning.place import check_range, check_whole
from bridging.planning.results import Detectable
from bridging.planning.size import (
    STRONGEST,
    TOO_FEW,
    can_move,
    chance_of_finding,
    check_test,
    quantile,
    signal_of,
    solve,
)
from bridging.study import Study

KINDS = ("ratio", "change")
TRIED = 8  # preferences tried on each side of chance


def detectable(
    study: Study | None = None,
    line: str | None = None,
    *,
    of: str = "ratio",
    power: float = 0.8,
    significance: float = 0.05,
    alternative: str = "two-sided",
    later_sessions: int | None = None,
    **place: Any,
) -> Detectable:
    """Say how small a preference, or a change between two periods, can be found.

    A plan, not a promise: it holds as far as the place turns out as described.

    Parameters
    ----------
    study : Study, optional
        A study whose sessions, people present and contacts are taken as they are.
    line : str, optional
        A line of the study; may be left out where there is only one.
    of : {"ratio", "change"}
        A preference against chance, or the change of a later period against an earlier one.
    power : float, default 0.8
        Share of cases in which it should be found.
    significance : float, default 0.05
    alternative : {"two-sided", "less", "greater"}
        With ``less`` and ``greater`` one side only.
    later_sessions : int, optional
        Sessions of the later period; as many as in the first, if left out.
    **place
        As in `power`.

    Returns
    -------
    Detectable
        On each side of 1 the nearest ratio and odds that are found; of a change, the factor by
        which they change. NaN with a reason where none is.

    Raises
    ------
    OptionError
        Numbers that are missing, not known, or that no place can have.
    DataError
        A study without attendance or without contacts of people.

    Notes
    -----
    A change is compared on the log scale, from a first period at chance: the standard error of
    the difference is the root of the sum of both variances. The periods are taken as independent;
    where the same people come in both, persons differ less than that.

    Examples
    --------
    >>> found = detectable(people=20, present=20, minority=0.5, sessions=5, contacts=40)
    >>> round(found.odds_below, 2), round(found.ratio_below, 2)
    (0.64, 0.83)
    """
    check_choice("of", of, KINDS)
    check_test(significance, alternative)
    check_range("power", power, significance, 1)
    if later_sessions is not None:
        if of != "change":
            raise OptionError("`later_sessions` must come with of='change', not with of='ratio'.")
        check_whole("later_sessions", later_sessions, 1)
    basis = find_basis(study, line, place)
    refuse_knobs(basis)
    found, sessions = signal_of(basis), basis.sessions
    design = basis.design(sessions)
    fields: dict[str, Any] = {
        "of": of,
        **common_fields(basis, sessions, found(1.0)),
        "power": power,
        "significance": significance,
        "alternative": alternative,
        "later_sessions": (later_sessions or sessions) if of == "change" else None,
    }
    nan = float("nan")
    sides: dict[str, Any] = {
        "ratio_below": nan,
        "ratio_above": nan,
        "odds_below": nan,
        "odds_above": nan,
    }
    even = found(1.0)
    if can_move(even, sessions, design) < TOO_FEW:
        key = "nothing_to_deal" if even.chance_variance <= 0 else "too_few"
        return Detectable(**fields, **sides, **why(key))
    wanted = {"less": ("below",), "greater": ("above",)}.get(alternative, ("below", "above"))
    if of == "change":
        later = later_sessions or sessions
        reach = (quantile(1 - significance / len(wanted)) + quantile(power)) * np.sqrt(
            design / sessions + basis.design(later) / later
        )
        # the log ratio moves by its variance for one step of the log odds
        for side in wanted:
            sign = -1 if side == "below" else 1
            step = sign * float(reach) / np.sqrt(even.chance_variance)
            sides[f"odds_{side}"] = float(np.exp(step))
            sides[f"ratio_{side}"] = float(np.exp(step * even.chance_variance / even.across))
        return Detectable(**fields, **sides)

    def lacking(odds: float) -> float:
        return chance_of_finding(found(odds), sessions, design, significance, alternative) - power

    for side in wanted:
        end = -STRONGEST if side == "below" else STRONGEST
        tried = np.linspace(0, end, TRIED + 1)
        enough = [k for k, x in enumerate(tried) if k and lacking(float(np.exp(x))) >= 0]
        if enough:  # the first that is found, whatever still stronger ones do
            low, high = sorted((float(tried[enough[0] - 1]), float(tried[enough[0]])))
            odds = solve(lacking, low, high)
            fields["rough"] |= common_fields(basis, sessions, found(odds))["rough"]
            sides[f"odds_{side}"], sides[f"ratio_{side}"] = odds, found(odds).ratio
    lost = sum(np.isnan(sides[f"odds_{side}"]) for side in wanted)
    reason: dict[str, Any] = why("too_small" if lost == len(wanted) else "one_side") if lost else {}
    return Detectable(**fields, **sides, **reason)
