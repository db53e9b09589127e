"""What makes two chains differ: exact sums, by hand, the knob that was turned, and bad input."""

from itertools import permutations
from math import factorial

import numpy as np
import pytest
from scipy.stats import t as student

import bridging as br
from bridging.analyses.compare_chains import COLUMNS, _counterfactuals
from bridging.errors import DataError, OptionError

FACTORS = ["start", "frequency", "co_presence", "timing", "uptake"]


def made(groups, present, contacts, **more):
    """A study of `{person: group}`, `{session: people}` and (session, one, other)."""
    return br.Study.from_frames(
        participants={"participant": list(groups), "origin": list(groups.values())},
        attendance={
            "participant": [p for there in present.values() for p in there],
            "session": [s for s, there in present.items() for _ in there],
        },
        encounters={
            "session": [s for s, _, _ in contacts],
            "source": [one for _, one, _ in contacts],
            "target": [other for _, _, other in contacts],
        },
        lines={"origin": ["a", "b"]},
        **more,
    )


GROUPS = {"a1": "a", "a2": "a", "b1": "b", "b2": "b"}


def three_sessions():
    return made(
        GROUPS,
        {"1": ["a1", "a2", "b1", "b2"], "2": ["a1", "a2"], "3": ["b1", "b2"]},
        [("1", "a1", "b1"), ("1", "a1", "a2"), ("2", "a1", "a2"), ("3", "b1", "b2")],
    )


def one_session():
    """All four at once: 4 of 6 pairs cross; of 3 contacts 2 do."""
    return made(
        GROUPS,
        {"1": ["a1", "a2", "b1", "b2"]},
        [("1", "a1", "b1"), ("1", "a2", "b2"), ("1", "a1", "a2")],
    )


def compared(*sides, **options):
    return br.compare_chains(*sides, "origin", null=False, **options)


def test_by_hand():
    """From 2/3 · 1 · 3/4 · 6/7 · 7/12 = 1/4 to 2/3 · 1 · 1 · 1 · 1 = 2/3."""
    found = compared(three_sessions(), one_session())[0]
    a = dict(zip(FACTORS, [2 / 3, 1, 3 / 4, 6 / 7, 7 / 12], strict=True))
    b = dict(zip(FACTORS, [2 / 3, 1, 1, 1, 1], strict=True))
    assert {name: found.value(found.a, name) for name in FACTORS} == pytest.approx(a)
    assert {name: found.value(found.b, name) for name in FACTORS} == pytest.approx(b)
    assert found.difference == pytest.approx(2 / 3 - 1 / 4)
    mean = (2 / 3 - 1 / 4) / np.log((2 / 3) / (1 / 4))  # of both shares, logarithmic
    known = {name: mean * np.log(b[name] / a[name]) for name in FACTORS}
    assert found.contributions == pytest.approx(known, abs=1e-12)
    assert (found.method, found.start) == ("lmdi", "visitors")
    # with the uptake of a, all else as in b: 2/3 · 7/12
    assert found.counterfactuals["uptake"] == pytest.approx(7 / 18)
    assert found.counterfactuals["co_presence"] == pytest.approx(1 / 2)


def test_turned_round_the_signs_change():
    there, back = (
        compared(*sides)[0].contributions
        for sides in ((three_sessions(), one_session()), (one_session(), three_sessions()))
    )
    assert back == pytest.approx({name: -value for name, value in there.items()}, abs=1e-12)


def shapley(a, b):
    """Change one factor after the other, in every order."""
    parts = dict.fromkeys(a, 0.0)
    for order in permutations(a):
        now = dict(a)
        for name in order:
            before = np.prod(list(now.values()))
            now[name] = b[name]
            parts[name] += (np.prod(list(now.values())) - before) / factorial(len(a))
    return parts


def test_a_step_that_is_zero_is_split_in_every_order():
    """Nobody of b comes when a does: co-presence does it, and what follows did nothing there."""
    never = made(
        GROUPS,
        {"1": ["a1", "a2"], "2": ["b1", "b2"]},
        [("1", "a1", "a2"), ("2", "b1", "b2")],
    )
    found = compared(never, three_sessions())[0]
    assert found.method == "shapley"
    b = dict(zip(FACTORS, [2 / 3, 1, 3 / 4, 6 / 7, 7 / 12], strict=True))
    a = {**b, "co_presence": 0.0}
    assert found.contributions == pytest.approx(shapley(a, b), abs=1e-12)
    assert found.contributions["co_presence"] == pytest.approx(1 / 4)
    assert np.isnan(found.a["timing"]) and found.contributions["timing"] == 0
    assert np.isnan(found.counterfactuals["timing"])


def random_world(rng):
    """Families, unknown groups, few openings, and often a step that is zero."""
    return br.simulate.world(
        seed=int(rng.integers(1000)),
        people=int(rng.integers(15, 40)),
        sessions=int(rng.integers(4, 12)),
        families=bool(rng.integers(2)),
        unknown=0.1,
        contact_chance=rng.uniform(0.1, 0.5),
        separation=rng.choice([0.0, 0.5, 1.0]),
        partner_choice=rng.choice([0.0, 0.3, 1.0, 2.0]),
        talkativeness_spread=0.5,
        ses_shares=(0.4, 0.4, 0.2),
    )


def test_parts_are_exactly_the_difference():
    """On worlds by chance: one line, each group of a line, two lines at once; both methods."""
    methods = dict.fromkeys(["lmdi", "shapley", ""], 0)
    for seed in range(8):
        rng = np.random.default_rng(seed)
        one, other = random_world(rng), random_world(rng)
        for line, per_group in (("origin", False), ("ses", True), (["origin", "ses"], False)):
            found = br.compare_chains(
                one, other, line, null=False, interval=False, per_group=per_group
            )
            for part in found.parts:
                methods[part.method] += 1
                total = sum(part.contributions.values())
                if part.undefined:
                    assert part.contributions == {} and part.undefined_nl
                else:
                    assert total == pytest.approx(part.difference, abs=1e-12)
    assert min(methods["lmdi"], methods["shapley"]) >= 8


KNOBS = {
    "visitors": {"shares": (0.5, 0.5)},
    "frequency": {"attendance": (0.5, 0.1)},
    "co_presence": {"separation": 0.7},
    "uptake": {"partner_choice": 0.25},
}


@pytest.mark.parametrize("label", KNOBS)
def test_the_factor_that_was_changed_is_the_one_found(label):
    base = {"people": 80, "sessions": 40, "shares": (0.8, 0.2), "attendance": 0.3}
    base |= {"contact_chance": 0.15, "seed": 5}
    one, other = (br.simulate.world(**{**base, **knobs}) for knobs in ({}, KNOBS[label]))
    frame = compared(one, other, interval=False).to_frame().set_index("label")
    sizes = frame["contribution"].abs()
    assert sizes.idxmax() == label
    assert sizes[label] > 0.7 * sizes.sum()


def test_livelier_openings_of_one_group_are_timing():
    base = {"people": 80, "sessions": 40, "separation": 0.8, "contact_chance": 0.1, "seed": 3}
    # openings take turns: the second is that of the small group, which then is less alone
    one = br.simulate.world(**base, shares=(0.9, 0.1))
    other = br.simulate.world(**base, shares=(0.9, 0.1), liveliness=(0.2, 3.0))
    frame = compared(one, other, interval=False).to_frame().set_index("label")
    assert frame["contribution"].abs().idxmax() == "timing"


def test_intervals_leave_each_person_out_of_both_at_once():
    """Two waves of one house: computed anew from studies without each person."""
    groups = {"a1": "a", "a2": "a", "a3": "a", "b1": "b", "b2": "b", "b3": "b", "b4": "b"}
    waves = [
        (
            {"1": ["a1", "a2", "a3", "b1", "b2", "b3"], "2": ["a1", "a2", "b1", "b2", "b3"]},
            [
                ("1", "a1", "b1"), ("1", "a2", "b2"), ("1", "a3", "b3"), ("1", "a1", "a2"),
                ("1", "b1", "b3"), ("1", "a3", "b2"), ("2", "a1", "b2"), ("2", "b1", "b2"),
                ("2", "a2", "b3"), ("2", "a1", "a2"),
            ],
        ),
        (
            {"1": ["a1", "a2", "a3", "b1", "b2", "b4"], "2": ["a1", "a3", "b1", "b2", "b4"]},
            [
                ("1", "a1", "a2"), ("1", "b1", "b2"), ("1", "a1", "b2"), ("1", "a2", "a3"),
                ("1", "a3", "b1"), ("1", "b2", "b4"), ("1", "a2", "b4"), ("2", "a1", "a3"),
                ("2", "b1", "b4"), ("2", "a3", "b2"), ("2", "a1", "b1"),
            ],
        ),
    ]  # fmt: skip

    def without(person):
        sides = []
        for present, contacts in waves:
            kept = {s: [p for p in there if p != person] for s, there in present.items()}
            met = [contact for contact in contacts if person not in contact]
            sides.append(made({p: g for p, g in groups.items() if p != person}, kept, met))
        return sides

    found = compared(*without(None))[0]
    left = [compared(*without(person), interval=False)[0].contributions for person in groups]
    n = len(groups)
    for label, value in found.contributions.items():
        values = np.array([one[label] for one in left])
        error = np.sqrt((n - 1) / n * ((values - values.mean()) ** 2).sum())
        limits = found.intervals[label]
        if error < 1e-12:
            assert limits.undefined
            continue
        reach = student.ppf(0.975, n - 1) * error
        assert (limits.low, limits.high) == pytest.approx((value - reach, value + reach))


def test_a_factor_that_makes_up_for_a_small_step_has_no_share_above_one():
    a, b = ({"start": 0.1, "uptake": 9.0}, {"start": 0.8, "uptake": 1.0})
    shares = _counterfactuals(a, b)
    assert shares["start"] == pytest.approx(0.1) and np.isnan(shares["uptake"])


# --- what is not known, and bad input -------------------------------------------------------------


def test_a_step_that_is_not_known_is_not_laid_to_others():
    """Contacts without attendance: both shares are known, and no step before them in one."""
    bare = br.Study.from_frames(
        participants={"participant": list(GROUPS), "origin": list(GROUPS.values())},
        encounters={"source": ["a1", "a1"], "target": ["a2", "b1"]},
        lines={"origin": ["a", "b"]},
    )
    part = compared(bare, three_sessions())[0]
    assert part.difference == pytest.approx(-1 / 4)
    assert part.contributions == {} and "not known" in part.undefined
    frame = compared(bare, three_sessions()).to_frame()
    assert frame["contribution"].isna().all() and frame["undefined"].str.contains("known").all()


def test_without_contacts_there_is_no_difference_to_split():
    quiet = made(GROUPS, {"1": list(GROUPS)}, [])
    part = compared(quiet, three_sessions())[0]
    assert "no contacts" in part.undefined and "contacten" in part.undefined_nl
    assert np.isnan(part.difference)


def test_chains_can_be_given_and_units_go_together():
    study = br.simulate.world(seed=3, sites=2, people=20, sessions=6)
    whole = br.chain(study, "origin", "site", null=False)
    again = br.compare_chains(whole, whole)
    assert [(part.a.unit, part.b.unit) for part in again.parts] == [
        ("site-1", "site-1"),
        ("site-2", "site-2"),
    ]
    assert all(abs(part.difference) < 1e-12 for part in again.parts)
    apart = br.compare_chains(whole.only(unit="site-1"), whole.only(unit="site-2"))
    assert (apart[0].a.unit, apart[0].b.unit) == ("site-1", "site-2")
    frame = apart.to_frame()
    assert list(frame.columns) == list(COLUMNS)
    assert frame["label"].tolist() == ["visitors", *FACTORS[1:]]


def test_bad_input():
    study = three_sessions()
    with pytest.raises(OptionError, match="`b` must be a Study or a Chain, not a dict"):
        br.compare_chains(study, {"origin": 1}, "origin")
    with pytest.raises(OptionError, match="`confidence_level` must be between 0 and 1, not 95"):
        br.compare_chains(study, study, "origin", confidence_level=95)
    two = br.simulate.world(seed=1, sites=2, people=12, sessions=4)
    chains = [br.chain(two, "origin", "site", interval=False, null=False).only(unit="site-1")]
    chains.append(br.chain(two, "origin", "slot", interval=False, null=False))
    with pytest.raises(DataError, match="must have a chain in common"):
        br.compare_chains(*chains)
    other = br.simulate.five_houses().select(sites=["house-5"])
    with pytest.raises(DataError, match="must have a chain in common"):
        br.compare_chains(
            br.chain(study, "origin", interval=False, null=False),
            br.chain(other, "ses", interval=False, null=False),
        )
