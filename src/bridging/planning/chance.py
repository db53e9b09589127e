"""`power`: how often the test finds a preference of a given size."""

from typing import Any

import numpy as np

from bridging.errors import OptionError, check_choice
from bridging.estimate import estimate
from bridging.inference.sequential import monte_carlo_error
from bridging.planning.basis import Basis, find_basis, refuse_knobs
from bridging.planning.place import check_whole
from bridging.planning.results import Power
from bridging.planning.signal import Signal
from bridging.planning.size import (
    LEAST_VARIANCE,
    can_move,
    chance_of_finding,
    check_test,
    find_size,
    signal_of,
)
from bridging.planning.texts import plan_text
from bridging.simulate import world
from bridging.study import Study

METHODS = ("closed form", "simulation")


def power(
    study: Study | None = None,
    line: str | None = None,
    *,
    odds: float | None = None,
    ratio: float | None = None,
    significance: float = 0.05,
    alternative: str = "two-sided",
    method: str = "closed form",
    n_worlds: int = 200,
    n_resamples: int = 199,
    seed: int = 0,
    **place: Any,
) -> Power:
    """Say how often the default test would find a preference of a given size.

    A plan, not a promise: it holds as far as the place turns out as described.

    Parameters
    ----------
    study : Study, optional
        A study whose sessions, people present and contacts are taken as they are. Without it they
        are described by `place`.
    line : str, optional
        A line of the study; may be left out where there is only one.
    odds : float
        Odds of contact of a pair across the line against a pair within, both present: 1 is no
        preference, below 1 people keep to their own. Give this or `ratio`.
    ratio : float
        Contacts across over what the test expects by chance, given who was present and how much
        each talked (partner choice). It lies nearer to 1 than the odds do: a group that keeps to
        its own also talks less where it has few to talk to, and the test allows for that.
    significance : float, default 0.05
        Level of the test.
    alternative : {"two-sided", "less", "greater"}
    method : {"closed form", "simulation"}
        The closed form is immediate. The simulation makes worlds (`bridging.simulate.world`) and
        tests each with `bridging.estimate`; it takes minutes and more knobs.
    n_worlds, n_resamples, seed : int
        Of the simulation: worlds, draws of each test, and where to begin.
    **place
        `people` who come at times, `sessions`, `present` (people in a session on average),
        `minority` (share of the smaller group) and `contacts` (pairs in contact in a session on
        average); if wanted `families`, `separation` and `persistence` (see
        `bridging.simulate.world`) and `design_factor` (how many times larger the variance is
        because the same pairs meet again, instead of what follows from `persistence`). With a study
        only `sessions` and `design_factor`; with a simulation also `talkativeness`,
        `talkativeness_spread`, `liveliness` and `unknown`.

    Returns
    -------
    Power

    Raises
    ------
    OptionError
        Numbers that are missing, not known, or that no place can have.
    DataError
        A study without attendance or without contacts of people.

    Notes
    -----
    The closed form is that of a logistic regression of contact on crossing among the pairs present,
    with the activity of each group in each session taken out, since the test keeps it. So a session
    with one person of a group tells nothing: whoever talks with her crosses the line. Few contacts
    in a session tell less, since few can be dealt otherwise. Groups are taken to talk as much as
    their odds of contact make them. In a study, pairs that meet again more than chance are found
    from its contacts. In simulated worlds it was within some .05 of what was found, but too hopeful
    where few contacts can come out otherwise: .65 for .52 with 6 people present and 2.5 contacts in
    each of 24 sessions. Such results are marked `rough`.

    Examples
    --------
    Ten of each group present and 40 contacts in each of 5 sessions.

    >>> plan = power(people=20, present=20, minority=0.5, sessions=5, contacts=40, odds=0.5)
    >>> round(plan.power, 2), round(plan.ratio, 2)
    (0.99, 0.75)
    """
    check_test(significance, alternative)
    check_choice("method", method, METHODS)
    basis = find_basis(study, line, place)
    if method != "simulation":
        refuse_knobs(basis)
    found = signal_of(basis)
    odds, ratio = find_size(found, odds, ratio)
    design = basis.design(basis.sessions)
    used = () if method == "simulation" or np.isnan(odds) else (found(1.0), found(odds))
    fields: dict[str, Any] = {
        "odds": odds,
        "ratio": ratio,
        "method": method,
        **common_fields(basis, basis.sessions, *used),
        "significance": significance,
        "alternative": alternative,
    }
    if np.isnan(odds) or found(odds).chance_variance <= 0:
        return Power(**fields, power=float("nan"), **why("nothing_to_deal"))
    if method == "closed form":
        chance = chance_of_finding(found(odds), basis.sessions, design, significance, alternative)
        reason = why("too_few") if np.isnan(chance) else {}
        return Power(**fields, power=chance, **reason)
    for name, value, least in (("n_worlds", n_worlds, 1), ("n_resamples", n_resamples, 19),
                               ("seed", seed, 0)):  # fmt: skip
        check_whole(name, value, least)
    if 1 / (1 + n_resamples) * (2 if alternative == "two-sided" else 1) > significance:
        raise OptionError(
            f"`n_resamples` can't be {n_resamples!r}: with so few draws no p is as low as "
            f"{significance:g}. Take 199 or more."
        )
    return Power(
        **fields, **_simulated(basis, odds, significance, alternative, n_worlds, n_resamples, seed)
    )


def common_fields(basis: Basis, sessions: int, *signals: Signal) -> dict[str, Any]:
    """Return what every plan says of what it rests on: the signals of one session it used."""
    moves = [can_move(one, sessions, basis.design(sessions)) for one in signals]
    return {
        "sessions": sessions,
        "contacts": sessions * basis.contacts,
        "people": basis.people,
        "present": basis.present,
        "design_factor": basis.design(sessions),
        "rough": any(move < LEAST_VARIANCE for move in moves),
        "large_meetings": basis.large_meetings,
    }


def why(key: str, **values: object) -> dict[str, Any]:
    """Return a reason in both languages."""
    return {
        "undefined": plan_text(key, "en", **values),
        "undefined_nl": plan_text(key, "nl", **values),
    }


def _simulated(
    basis: Basis,
    odds: float,
    significance: float,
    alternative: str,
    n_worlds: int,
    n_resamples: int,
    seed: int,
) -> dict[str, Any]:
    """Test worlds of this kind, with a bar on a terminal."""
    from tqdm import tqdm

    if basis.place is None:
        raise OptionError(
            "`method` can't be 'simulation' with a study: worlds are made from numbers. "
            "Give people, sessions, present, minority and contacts."
        )
    place = basis.place
    knobs = {
        "people": place.people,
        "sessions": place.sessions,
        "shares": tuple(count / place.people for count in place.counts),
        "attendance": place.attendance,
        "separation": place.separation,
        "families": place.families,
        "persistence": basis.persistence,
        "partner_choice": odds,
        "contact_chance": place.kinds(odds, basis.persistence)[1],
        **basis.knobs,
    }
    p, ratios = np.full(n_worlds, np.nan), np.full(n_worlds, np.nan)
    seeds = np.random.default_rng(seed).integers(2**31, size=n_worlds).tolist()
    for number, world_seed in enumerate(tqdm(seeds, disable=None, leave=False, desc="power")):
        result = estimate(
            "bridging_share",
            world(seed=world_seed, **knobs),
            interval=None,
            n_resamples=n_resamples,
            seed=number,
            alternative=alternative,
        )[0]
        if result.null is not None and result.null.mean > 0:
            p[number], ratios[number] = result.null.p_value, result.estimate / result.null.mean
    tested = ~np.isnan(p)
    if not tested.any():
        return {
            "power": float("nan"),
            "n_worlds": n_worlds,
            "n_untested": n_worlds,
            **why("no_test"),
        }
    there = int((p[tested] <= significance).sum())
    low, high = _exact_interval(there, n_worlds)
    return {
        "power": there / n_worlds,
        "ci_low": low,
        "ci_high": high,
        "mean_ratio": float(np.mean(ratios[tested])),
        "n_worlds": n_worlds,
        "n_untested": int((~tested).sum()),
    }


def _exact_interval(found: int, of: int) -> tuple[float, float]:
    """Return the interval of Clopper and Pearson, that of (1 + b) / (1 + m)."""
    exact = monte_carlo_error((1 + found) / (1 + of), of, alternative="greater")
    return exact.low, exact.high
