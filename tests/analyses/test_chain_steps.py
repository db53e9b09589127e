"""The arithmetic of the chain: by hand, against other software, and what may not leak."""

import numpy as np
import pytest
from statsmodels.stats.contingency_tables import StratifiedTable

from bridging.analyses.chain_steps import (
    FACTORS,
    MAIN,
    STEPS,
    all_factors,
    both_masks,
    by_kind,
    chain_values,
    crossing_masks,
    group_masks,
)

PAIRS = np.array([[2, 4], [1, 0], [1, 0]], dtype=float)
MET = np.array([[1, 1], [1, 0], [1, 0]], dtype=float)


def steps_of(pairs, met, contacts=None, kind=1, **tables):
    parts = {"pairs": np.asarray(pairs, float), "met": np.asarray(met, float)}
    parts["contacts"] = parts["met"] if contacts is None else np.asarray(contacts, float)
    parts |= {name: np.asarray(table, float) for name, table in tables.items()}
    return chain_values(parts, kind)


def random_parts(rng, stack=(), sessions=6, kinds=2):
    """Pairs, those that met, and contacts, with something to say about θ."""
    pairs = rng.integers(2, 9, (*stack, sessions, kinds)).astype(float)
    met = np.minimum(rng.integers(0, 6, pairs.shape), pairs)
    met[..., 0, :] = 1
    return {
        "pairs": pairs,
        "met": met,
        "contacts": met * rng.integers(1, 4, pairs.shape),
        **{
            name: rng.integers(1, 20, (*stack, kinds)).astype(float)
            for name in ("reference", "visitors", "visits", "dealt")
        },
    }


def test_the_three_sessions_by_hand():
    values = steps_of(PAIRS, MET, visitors=[2, 4], visits=[8, 16])
    known = {"visitors": 2 / 3, "visits": 2 / 3, "present": 1 / 2, "opportunity": 3 / 7}
    known |= {"contacts": 1 / 4, "theta": 1 / 3, "frequency": 1, "co_presence": 3 / 4}
    known |= {"timing": 6 / 7, "uptake": 7 / 12}
    assert {name: float(values[name]) for name in known} == pytest.approx(known, abs=1e-14)
    assert np.isnan(values["reference"]) and np.isnan(values["composition"])
    # what summing each session's even spread would have said, of the same people present
    even = (MET.sum(axis=1) * PAIRS[:, 1] / PAIRS.sum(axis=1)).sum() / MET.sum()
    assert even == pytest.approx(1 / 3)


@pytest.mark.parametrize("seed", range(5))
def test_theta_is_the_pooled_odds_ratio_of_statsmodels(seed):
    parts = random_parts(np.random.default_rng(seed))
    pairs, met = parts["pairs"], parts["met"]
    tables = [[[m[1], p[1] - m[1]], [m[0], p[0] - m[0]]] for p, m in zip(pairs, met, strict=True)]
    known = StratifiedTable(np.array(tables).transpose(1, 2, 0)).oddsratio_pooled
    assert chain_values(parts, 1)["theta"] == pytest.approx(known, rel=1e-12)


@pytest.mark.parametrize("kinds", [2, 3])
@pytest.mark.parametrize("seed", range(10))
def test_the_factors_multiply_to_the_contacts_over_the_first_step(seed, kinds):
    parts = random_parts(np.random.default_rng(seed), kinds=kinds)
    for kind in range(kinds):
        values = chain_values(parts, kind)
        assert all_factors(values) == pytest.approx(
            float(values["contacts"] / values["reference"]), rel=1e-12
        )
        both = values["activity"] * values["partner_choice"]
        assert both == pytest.approx(float(values["uptake"]), rel=1e-12)


@pytest.mark.parametrize("kinds", [2, 3])
def test_the_kinds_of_a_step_add_up_to_one(kinds):
    parts = random_parts(np.random.default_rng(3), kinds=kinds)
    for step in STEPS:
        total = sum(float(chain_values(parts, kind)[step]) for kind in range(kinds))
        assert total == pytest.approx(1, abs=1e-12)


@pytest.mark.parametrize("kinds", [2, 3])
def test_a_stack_gives_what_a_loop_gives(kinds):
    stack = random_parts(np.random.default_rng(8), stack=(7,), kinds=kinds)
    together = chain_values(stack, 1)
    for place in range(7):
        alone = chain_values({name: table[place] for name, table in stack.items()}, 1)
        for name, value in alone.items():
            assert together[name][place] == pytest.approx(float(value), rel=1e-12)


def test_odds_without_bound_are_the_limit_of_large_odds():
    """Crossing pairs met, no other did: θ has no value, what an even chance would give has one."""
    pairs, met = np.array([[3, 4], [2, 5]]), np.array([[0, 2], [0, 1]])
    values = steps_of(pairs, met)
    assert np.isnan(values["theta"])
    lively = met.sum(axis=1) / (pairs[:, 0] + 1e12 * pairs[:, 1])
    limit = (lively * pairs[:, 1]).sum() / (lively * pairs.sum(axis=1)).sum()
    assert values["opportunity"] == pytest.approx(limit, rel=1e-9)


def test_odds_of_nothing_leave_what_nobody_prefers():
    """No crossing pair met: θ is 0, and opportunity weighs sessions by the others that met."""
    pairs, met = np.array([[3, 4], [2, 5]]), np.array([[1, 0], [1, 0]])
    values = steps_of(pairs, met)
    assert (values["theta"], values["contacts"], values["uptake"]) == (0, 0, 0)
    assert values["opportunity"] == pytest.approx((4 / 3 + 5 / 2) / (7 / 3 + 7 / 2))


def test_without_any_odds_there_is_no_opportunity():
    """Every pair met where both kinds were there: nothing tells them apart."""
    values = steps_of([[1, 2], [3, 0]], [[1, 2], [1, 0]])
    for name in ("theta", "opportunity", "timing", "uptake"):
        assert np.isnan(values[name])
    assert values["present"] == pytest.approx(1 / 3) and values["contacts"] == 0.5


def test_one_kind_of_pair_alone_needs_no_odds():
    values = steps_of([[0, 2], [0, 3]], [[0, 1], [0, 1]])
    assert np.isnan(values["theta"])
    assert [float(values[s]) for s in ("present", "opportunity", "contacts")] == [1, 1, 1]


def test_after_a_zero_step_later_factors_have_no_value():
    values = steps_of([[3, 0], [2, 0]], [[1, 0], [1, 0]], visitors=[2, 4], visits=[3, 5])
    assert values["co_presence"] == 0 and values["present"] == 0 and values["opportunity"] == 0
    for factor in ("timing", "uptake", "activity", "partner_choice"):
        assert np.isnan(values[factor])


def test_more_meetings_than_pairs_have_no_odds():
    values = steps_of([[3, 4], [2, 5]], [[5, 1], [1, 1]])
    assert np.isnan(values["theta"]) and np.isnan(values["opportunity"])
    assert values["contacts"] == 2 / 8


def test_nothing_is_known_of_nothing():
    values = chain_values({}, 1)
    assert set(values) == {*STEPS, *FACTORS, "theta", "dealt"}
    assert all(np.isnan(value) for value in values.values())


# --- what may not leak --------------------------------------------------------------------------

LEAK_PAIRS = np.array([[30, 6], [12, 24], [20, 16], [34, 2]], dtype=float)


def expected_contacts(lively, theta):
    """The contacts of each kind to be expected; the odds of a crossing pair are θ times larger."""
    odds = np.multiply.outer(np.asarray(lively, float), [1.0, theta])
    return LEAK_PAIRS * odds / (1 + odds)


def even_spread(met):
    share = LEAK_PAIRS[:, 1] / LEAK_PAIRS.sum(axis=1)
    return (met.sum(axis=1) * share).sum() / met.sum()


@pytest.mark.parametrize("theta", [0.25, 0.5, 2, 4])
def test_choice_does_not_leak_into_where_contacts_happen(theta):
    lively = np.array([1, 8, 3, 2]) / 1000
    neutral, changed = expected_contacts(lively, 1), expected_contacts(lively, theta)
    before, after = steps_of(LEAK_PAIRS, neutral), steps_of(LEAK_PAIRS, changed)
    assert after["theta"] == pytest.approx(theta, rel=1e-9)
    assert after["present"] == before["present"]
    assert after["opportunity"] == pytest.approx(float(before["opportunity"]), rel=0.01)
    assert before["uptake"] == pytest.approx(1, rel=1e-9)
    # the even spread of each session would have moved with it, and hidden a part of the change
    assert abs(even_spread(changed) / even_spread(neutral) - 1) > 0.05


@pytest.mark.parametrize("theta", [0.3, 1, 3])
def test_volume_in_some_sessions_is_timing_and_nothing_else(theta):
    even = np.array([2, 2, 2, 2]) / 1000
    busy = even * [1, 10, 1, 1]
    before = steps_of(LEAK_PAIRS, expected_contacts(even, theta))
    after = steps_of(LEAK_PAIRS, expected_contacts(busy, theta))
    assert after["present"] == before["present"]
    assert before["timing"] == pytest.approx(1, rel=0.01)
    truth = (busy * LEAK_PAIRS[:, 1]).sum() / (busy * LEAK_PAIRS.sum(axis=1)).sum()
    assert after["opportunity"] == pytest.approx(truth, rel=0.01)
    assert after["timing"] > 1.5
    assert after["theta"] == pytest.approx(float(before["theta"]), rel=1e-9)


def test_volume_in_all_sessions_changes_nothing():
    lively = np.array([1, 8, 3, 2]) / 1000
    before = steps_of(LEAK_PAIRS, expected_contacts(lively, 0.5))
    after = steps_of(LEAK_PAIRS, expected_contacts(2 * lively, 0.5))
    for name in ("present", "opportunity", "contacts", "timing", "uptake", "theta"):
        assert after[name] == pytest.approx(float(before[name]), rel=0.01)


# --- kinds of pairs -----------------------------------------------------------------------------


@pytest.mark.parametrize("size", [2, 3, 5])
def test_the_groups_put_together_are_the_line(size):
    line = crossing_masks(size)
    assert (line.sum(axis=0) == 1).all()
    together = np.sum([group_masks(size, group).astype(int) for group in range(size)], axis=0)
    assert (together == line.astype(int)).all()


def test_two_lines_by_hand():
    """Groups a low, a high, b low, b high."""
    none, one, two = both_masks(2, 2).astype(int)
    assert none.tolist() == np.eye(4, dtype=int).tolist()
    assert two.tolist() == np.eye(4, dtype=int)[::-1].tolist()
    assert one.tolist() == [[0, 1, 1, 0], [1, 0, 0, 1], [1, 0, 0, 1], [0, 1, 1, 0]]


def test_lines_of_different_length():
    masks = both_masks(2, 3)
    assert masks.shape == (3, 6, 6) and (masks.sum(axis=0) == 1).all()
    assert masks.sum(axis=(1, 2)).tolist() == [6, 6 * (1 + 2), 6 * 2]


def test_tables_are_summed_by_kind():
    table = np.arange(9.0).reshape(3, 3)
    assert by_kind(table, crossing_masks(3)).tolist() == [12, 24]
    assert by_kind(np.stack([table, 2 * table]), crossing_masks(3)).tolist() == [[12, 24], [24, 48]]
    assert by_kind(None, crossing_masks(3)) is None
    assert tuple(FACTORS)[:5] == MAIN
