"""Worlds whose truth is known: every factor is found where it was changed, and nowhere else."""

import functools
from itertools import pairwise

import numpy as np
import pytest

import bridging as br
from bridging.analyses.chain_result import MAIN, STEPS
from bridging.simulate.world import Recipe, world_frames, world_lines

PEOPLE, SESSIONS, WORLDS = 40, 20, 200
GROUPS = ("a", "b")
NEIGHBOURHOOD = (0.6, 0.4)
NEUTRAL = {"attendance": (0.3, 0.3), "contact_chance": 0.15}
APART = {**NEUTRAL, "separation": 0.6}

# what is changed, in whom may come or in a knob, and the world it is changed in
CHANGED = {
    "nothing": (NEIGHBOURHOOD, NEUTRAL, None),
    "composition": ((0.8, 0.2), NEUTRAL, "nothing"),
    "frequency": (NEIGHBOURHOOD, {**NEUTRAL, "attendance": (0.36, 0.16)}, "nothing"),
    "co_presence": (NEIGHBOURHOOD, APART, "nothing"),
    "timing": (NEIGHBOURHOOD, {**APART, "liveliness": (0.3, 3.0)}, "co_presence"),
    "partner_choice": (NEIGHBOURHOOD, {**NEUTRAL, "partner_choice": 0.4}, "nothing"),
    "activity": (NEIGHBOURHOOD, {**NEUTRAL, "talkativeness": (1.0, 0.4)}, "nothing"),
}


def make_world(seed, shares, knobs, people=PEOPLE, sessions=SESSIONS):
    """Make a place whose people are drawn from all who may come, and its neighbourhood."""
    rng = np.random.default_rng(seed)
    number = rng.multinomial(people, shares)
    knobs = {"people": people, "sessions": sessions, "shares": tuple(number / people), **knobs}
    reference = {"line": ["origin"] * 2, "group": GROUPS, "share": NEIGHBOURHOOD}
    return br.Study.from_frames(
        **world_frames(rng, **knobs), reference=reference, lines=world_lines(Recipe(**knobs))
    )


def truth_of(shares, knobs, sessions=SESSIONS):
    """Compute each step in a population of which the people are a sample, from the knobs alone."""
    recipe = Recipe(shares=shares, **knobs)
    share, chance = np.asarray(shares), recipe.chances()  # chance to come: slots by groups
    cross = ~np.eye(2, dtype=bool)
    came = share * (1 - ((1 - chance) ** (sessions / 2)).prod(axis=0))
    visits = share * chance.mean(axis=0)
    pairs = np.einsum("sg,sh->sgh", share * chance, share * chance)
    lively = np.resize(recipe.liveliness, 2)[:, np.newaxis, np.newaxis]
    talk = np.outer(*[recipe.per_group("talkativeness")] * 2)
    base = recipe.contact_chance / (1 - recipe.contact_chance)
    odds = base * lively * talk * np.where(cross, recipe.partner_choice, 1)
    contacts = pairs * odds / (1 + odds)
    theta = recipe.partner_choice
    rate = contacts.sum(axis=(1, 2)) / (pairs * np.where(cross, theta, 1)).sum(axis=(1, 2))

    def crossing(table):
        return table[..., cross].sum() / table.sum()

    values = {
        "reference": crossing(np.outer(NEIGHBOURHOOD, NEIGHBOURHOOD)),
        "visitors": crossing(np.outer(came, came)),
        "visits": crossing(np.outer(visits, visits)),
        "present": crossing(pairs),
        "opportunity": crossing(pairs * rate[:, np.newaxis, np.newaxis]),
        "contacts": crossing(contacts),
    }
    for factor, (before, after) in zip(MAIN, pairwise(STEPS), strict=True):
        values[factor] = values[after] / values[before]
    if (talk == 1).all():  # else the odds over all pairs together are not those of each pair
        values["theta"] = theta
    return values


@functools.cache
def chains_of(changed, worlds=WORLDS):
    """Return the chain of each of the worlds."""
    shares, knobs, _ = CHANGED[changed]
    return [
        br.chain(make_world(seed, shares, knobs), "origin", n_resamples=199, seed=seed)[0]
        for seed in range(worlds)
    ]


def truth_with_choice(changed, chains):
    """Add activity and partner choice; partners dealt again are averaged over the worlds.

    Where nobody prefers anybody it is known: all of uptake is activity.
    """
    shares, knobs, _ = CHANGED[changed]
    truth = truth_of(shares, knobs)
    dealt = truth["contacts"]
    if "partner_choice" in knobs:
        known = [part for part in chains if np.isfinite(part["partner_choice"])]
        number = np.array([part.sizes["n_contacts"] for part in known])
        share = np.array([part["contacts"] / part["partner_choice"] for part in known])
        dealt = (number * share).sum() / number.sum()
    activity = dealt / truth["opportunity"]
    return {**truth, "activity": activity, "partner_choice": truth["contacts"] / dealt}


def coverage_of(changed, chains):
    """Return by label how many intervals there are, and the share that holds the truth."""
    truth = truth_with_choice(changed, chains)
    found = {}
    for label, value in truth.items():
        limits = [part.intervals.get(label) for part in chains]
        limits = [one for one in limits if one is not None and not one.undefined]
        if limits:
            held = np.mean([one.low <= value <= one.high for one in limits])
            found[label] = (len(limits), float(held))
    return found


# --- every interval covers, and the factor that was changed is the one found ----------------------


@pytest.mark.slow
@pytest.mark.parametrize("changed", CHANGED)
def test_intervals_of_every_factor_cover_the_truth(changed):
    chains = chains_of(changed)
    found = coverage_of(changed, chains)
    assert {*MAIN, "activity", "partner_choice"} <= set(found)
    for label, (number, held) in found.items():
        assert number >= 0.95 * len(chains), (label, number)
        assert held >= 0.90, (label, held)


@pytest.mark.slow
@pytest.mark.parametrize("changed", [name for name, (_, _, base) in CHANGED.items() if base])
def test_the_factor_that_was_changed_is_the_one_that_differs(changed):
    """The mean log of each factor over the worlds, against the worlds where it was not changed."""
    chains, others = chains_of(changed), chains_of(CHANGED[changed][2])
    factors = {*MAIN, "activity", "partner_choice"}
    mine = {"uptake", changed} if changed in ("partner_choice", "activity") else {changed}
    if changed == "partner_choice":
        mine = {*mine, "activity"}  # who keeps to a small group of their own meets fewer
    for factor in factors:
        one, two = (np.log([part[factor] for part in those]) for those in (chains, others))
        one, two = one[np.isfinite(one)], two[np.isfinite(two)]
        error = np.sqrt(one.var(ddof=1) / len(one) + two.var(ddof=1) / len(two))
        distance = abs(one.mean() - two.mean())
        if factor == changed:
            assert distance > 0.1 and distance > 6 * error, factor
        elif factor not in mine:
            assert distance < 0.03 + 4 * error, factor


@pytest.mark.slow
@pytest.mark.parametrize("people", [20, 40])
@pytest.mark.parametrize("share", [0.5, 0.6, 0.7, 0.8, 0.9])
def test_the_interval_of_who_comes_covers_in_every_sample_there_can_be(people, share):
    """No worlds are drawn: each number of people of a group, weighed by its chance."""
    from scipy.stats import binom

    names = [f"p{number}" for number in range(people)]
    held = weight = 0.0
    for number in range(1, people):
        study = br.Study.from_frames(
            participants={"participant": names, "origin": np.repeat(GROUPS, [number, people - number])},
            attendance={"participant": names},
            lines={"origin": list(GROUPS)},
        )  # fmt: skip
        limits = br.chain(study, "origin", null=False)[0].intervals["visitors"]
        if not limits.undefined:
            chance = binom.pmf(number, people, share)
            weight += chance
            held += chance * (limits.low <= 2 * share * (1 - share) <= limits.high)
    assert weight > 0.6 and held / weight >= 0.89


# --- large worlds: nothing leaks --------------------------------------------------------------------


def large(**knobs):
    study = make_world(11, NEIGHBOURHOOD, {**NEUTRAL, **knobs}, people=240, sessions=60)
    return br.chain(study, "origin", interval=False, null=False)[0]


RARE = {"separation": 0.6, "contact_chance": 0.05, "liveliness": (1.0, 3.0)}


@pytest.mark.parametrize("choice", [0.4, 2.5])
def test_a_change_of_choice_is_uptake_and_no_other_step(choice):
    before, after = large(**RARE), large(**RARE, partner_choice=choice)
    for step in ("visitors", "visits", "present"):
        assert after[step] == before[step]
    assert after["opportunity"] == pytest.approx(before["opportunity"], rel=0.03)
    assert before["uptake"] == pytest.approx(1, abs=0.05)
    assert before["theta"] == pytest.approx(1, rel=0.1)
    assert after["theta"] == pytest.approx(choice, rel=0.1)
    assert abs(np.log(after["uptake"])) > 0.3


def test_a_change_of_volume_is_timing_and_no_other_step():
    quiet = {**RARE, "liveliness": (1.0, 1.0), "partner_choice": 0.5}
    before, after = large(**quiet), large(**{**quiet, "liveliness": (1.0, 6.0)})
    for step in ("visitors", "visits", "present"):
        assert after[step] == before[step]
    assert before["timing"] == pytest.approx(1, abs=0.03)
    truth = truth_of(NEIGHBOURHOOD, {**NEUTRAL, **quiet, "liveliness": (1.0, 6.0)})
    assert after["timing"] == pytest.approx(truth["timing"], rel=0.06)
    assert after["theta"] == pytest.approx(before["theta"], rel=0.12)
    # a volume twice as large in all sessions is no change at all
    twice = large(**{**quiet, "liveliness": (2.0, 2.0)})
    for label in ("opportunity", "timing", "uptake"):
        assert twice[label] == pytest.approx(before[label], rel=0.05)


def test_large_worlds_reach_the_truth_of_their_knobs():
    for name, (shares, knobs, _) in CHANGED.items():
        truth = truth_of(shares, knobs, sessions=60)
        study = make_world(3, shares, knobs, people=300, sessions=60)
        part = br.chain(study, "origin", interval=False, null=False)[0]
        for label, value in truth.items():
            assert part[label] == pytest.approx(value, rel=0.12), (name, label)
