"""`plan`: how many sessions and contacts a finding takes."""

from typing import Any

import numpy as np

from bridging.errors import OptionError
from bridging.planning.basis import find_basis, refuse_knobs
from bridging.planning.chance import common_fields, why
from bridging.planning.place import check_range
from bridging.planning.results import Plan
from bridging.planning.size import chance_of_finding, check_test, find_size, signal_of
from bridging.study import Study

MOST = 10_000


def plan(
    study: Study | None = None,
    line: str | None = None,
    *,
    odds: float | None = None,
    ratio: float | None = None,
    power: float = 0.8,
    significance: float = 0.05,
    alternative: str = "two-sided",
    **place: Any,
) -> Plan:
    """Say how many sessions, and contacts, it takes to find a preference of a given size.

    A plan, not a promise: it holds as far as the place turns out as described.

    Parameters
    ----------
    study : Study, optional
        A study: sessions like its own, as many as are needed.
    line : str, optional
        A line of the study; may be left out where there is only one.
    odds, ratio : float
        The size, one of the two, as in `power`.
    power : float, default 0.8
        Share of cases in which it should be found.
    significance : float, default 0.05
    alternative : {"two-sided", "less", "greater"}
    **place
        As in `power`, without `sessions`.

    Returns
    -------
    Plan
        The fewest sessions that do; `sessions` is None with a reason where none up to 10 000 do.

    Raises
    ------
    OptionError
        Numbers that are missing, not known, or that no place can have.
    DataError
        A study without attendance or without contacts of people.

    Notes
    -----
    The closed form of `power`. Where pairs last (`persistence`), more sessions of the same people
    tell less and less.

    Examples
    --------
    >>> found = plan(people=20, present=20, minority=0.5, contacts=40, odds=0.5)
    >>> found.sessions, found.contacts, round(found.power, 2)
    (3, 120.0, 0.92)
    """
    check_test(significance, alternative)
    check_range("power", power, significance, 1)
    if "sessions" in place:
        raise OptionError("`sessions` can't be given to a plan: they are what it finds.")
    basis = find_basis(study, line, place if study is not None else {**place, "sessions": 1})
    refuse_knobs(basis)
    found = signal_of(basis)
    odds, ratio = find_size(found, odds, ratio)
    fields: dict[str, Any] = {
        "odds": odds,
        "ratio": ratio,
        "target": power,
        "significance": significance,
        "alternative": alternative,
    }

    other_side = {"less": odds >= 1, "greater": odds <= 1}.get(alternative, odds == 1)
    if other_side:
        raise OptionError(
            f"`odds` and `ratio` must lie on the side that is tested, not at {odds:.2f} and "
            f"{ratio:.2f} with alternative={alternative!r}. At 1 there is nothing to find."
        )

    def reached(sessions: int) -> float:
        design = basis.design(sessions)
        return chance_of_finding(found(odds), sessions, design, significance, alternative)

    nan = float("nan")
    if np.isnan(odds) or found(odds).chance_variance <= 0:
        nothing = {**common_fields(basis, 1), "sessions": None, "contacts": nan}
        return Plan(**fields, **nothing, power=nan, **why("nothing_to_deal"))
    if not reached(MOST) >= power:  # or no number at all
        nothing = {**common_fields(basis, MOST), "sessions": None, "contacts": nan}
        key = "never_enough.pairs" if basis.design(MOST) > 1.05 else "never_enough"
        return Plan(**fields, **nothing, power=reached(MOST), **why(key, most=MOST))
    low, high = 0, MOST  # with `low` sessions it is not found so often, with `high` it is
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if reached(middle) >= power else (middle, high)
    return Plan(
        **fields, **common_fields(basis, high, found(1.0), found(odds)), power=reached(high)
    )
