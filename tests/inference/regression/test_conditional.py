"""Conditional logit, against sums over all subsets and what goldfish prints."""

import itertools

import numpy as np
import pytest

from bridging import BridgingError
from bridging.inference.regression import conditional_logit, dyadic_covariance
from bridging.inference.regression.choice_sets import ChoiceSets, choice_sums


@pytest.fixture
def small():
    """Sets of 2 to 7 rows with 0 to all of them chosen."""
    rng = np.random.default_rng(3)
    size = rng.integers(2, 8, 40)
    sets = rng.permutation(np.repeat(np.arange(40), size))
    design = rng.normal(size=(len(sets), 2))
    chosen = (rng.random(len(sets)) < 1 / (1 + np.exp(-design @ [1.0, -0.5]))).astype(float)
    return sets, chosen, design


def by_subsets(sets, chosen, design, beta):
    """Log likelihood, gradient and information by listing every subset of the right size."""
    total, gradient, information = 0.0, 0.0, 0.0
    for one in np.unique(sets):
        x, y = design[sets == one], chosen[sets == one]
        sums = np.array(
            [x[list(part)].sum(0) for part in itertools.combinations(range(len(x)), int(y.sum()))]
        )
        chance = np.exp(sums @ beta)
        total += y @ x @ beta - np.log(chance.sum())
        chance /= chance.sum()
        gradient = gradient + y @ x - chance @ sums
        information = information + (sums.T * chance) @ sums
        information = information - np.outer(chance @ sums, chance @ sums)
    return total, gradient, information


@pytest.mark.parametrize("beta", [np.zeros(2), np.array([1.3, -2.0])])
def test_likelihood_and_derivatives_by_all_subsets(small, beta):
    found = choice_sums(ChoiceSets.of(*small), beta)
    total, gradient, information = by_subsets(*small, beta)
    assert found.log_likelihood == pytest.approx(total)
    np.testing.assert_allclose(found.gradient, gradient, atol=1e-10)
    np.testing.assert_allclose(found.information, information, atol=1e-10)


def test_the_fit_is_the_top_and_its_scores_are_those_of_rows(small):
    fit = conditional_logit(*small)
    total, gradient, information = by_subsets(*small, fit.estimate)
    np.testing.assert_allclose(gradient, 0, atol=1e-6)
    np.testing.assert_allclose(fit.covariance, np.linalg.inv(information), rtol=1e-6)
    assert fit.log_likelihood == pytest.approx(total)
    np.testing.assert_allclose(fit.parts.scores.sum(axis=0), 0, atol=1e-6)
    sets, chosen, design = small
    for one in np.unique(sets):
        mine = sets == one
        _, of_set, _ = by_subsets(sets[mine], chosen[mine], design[mine], fit.estimate)
        np.testing.assert_allclose(fit.parts.scores[mine].sum(axis=0), of_set, atol=1e-9)


def test_the_order_of_rows_and_what_is_common_to_a_set_have_no_meaning(small):
    sets, chosen, design = small
    order = np.random.default_rng(1).permutation(len(sets))
    fit = conditional_logit(*small)
    other = conditional_logit(sets[order] * 7 - 3, chosen[order], design[order] + sets[order, None])
    np.testing.assert_allclose(other.estimate, fit.estimate, atol=1e-8)


def test_large_sets_do_not_overflow():
    """600 rows, 300 of them chosen: more subsets than there are numbers."""
    rng = np.random.default_rng(2)
    x = rng.normal(size=(600, 1))
    chosen = np.zeros(600)
    chosen[np.argsort(x[:, 0] + rng.logistic(size=600))[300:]] = 1
    fit = conditional_logit(np.zeros(600, dtype=int), chosen, x)
    import statsmodels.api as sm

    free = sm.Logit(chosen, sm.add_constant(x)).fit(disp=0)
    # with one constant for 600 rows the free one is too large by about 1/600
    assert fit.estimate[0] == pytest.approx(free.params[1], rel=0.005)


def choices_of_calls(published, *, unknown_is_same):
    """Build calls among 84 students: who is called, of 83 others.

    Inertia and reciprocity are calls before in that and the other direction; friendship is that of
    the last questionnaire before the call.
    """
    actors = published("goldfish_social_evolution_actors.csv")
    calls = published("goldfish_social_evolution_calls.csv")
    friends = published("goldfish_social_evolution_friendship.csv")
    place = {label: i for i, label in enumerate(actors["label"])}
    grade, floor = actors["gradeType"].to_numpy(), actors["floor"].to_numpy()
    same_grade = (grade[:, None] == grade).astype(float)
    if unknown_is_same:
        same_grade += np.isnan(grade)[:, None] & np.isnan(grade)
    same_floor = (floor[:, None] == floor).astype(float)
    n = len(actors)
    called, friend = np.zeros((n, n)), np.zeros((n, n))
    waves = list(friends.sort_values("time", kind="stable").itertuples(index=False))
    sets, chosen, rows = [], [], []
    for number, call in enumerate(calls.itertuples(index=False)):
        while waves and waves[0].time < call.time:
            wave = waves.pop(0)
            friend[place[wave.sender], place[wave.receiver]] = wave.replace
        i, j = place[call.sender], place[call.receiver]
        others = np.delete(np.arange(n), i)
        sets.append(np.full(n - 1, number))
        chosen.append(others == j)
        terms = [called[i], called[:, i], friend[i], friend[:, i], same_grade[i], same_floor[i]]
        rows.append(np.stack(terms, axis=1)[others])
        called[i, j] = 1
    return np.concatenate(sets), np.concatenate(chosen), np.concatenate(rows)


def matches(fit, block, tolerance):
    np.testing.assert_allclose(fit.estimate, block["coef"], atol=tolerance)
    np.testing.assert_allclose(np.sqrt(np.diag(fit.covariance)), block["se"], atol=tolerance)


@pytest.fixture(scope="module")
def goldfish(published):
    return published("dynam_choice_conditional_logit.json")


def test_partner_choice_of_calls(published, goldfish):
    """Unknown grades are not the same as each other: the block with honest missing values."""
    sets, chosen, design = choices_of_calls(published, unknown_is_same=False)
    simple = conditional_logit(sets, chosen, design[:, 2:3])
    assert (simple.n_sets, simple.n_chosen) == (439, 439)
    matches(simple, goldfish["published"]["simple"], 5e-6)
    assert simple.log_likelihood == pytest.approx(
        goldfish["published"]["simple"]["loglik"], abs=0.05
    )
    full = conditional_logit(sets, chosen, design)
    block = goldfish["computed"]["friend_events_strictly_before"]["complex"]
    matches(full, block, 5e-6)
    assert full.log_likelihood == pytest.approx(block["loglik"], abs=1e-6)


def test_published_calls_take_unknown_for_the_same(published, goldfish):
    fit = conditional_logit(*choices_of_calls(published, unknown_is_same=True))
    matches(fit, goldfish["published"]["complex"], 5e-6)
    assert fit.log_likelihood == pytest.approx(
        goldfish["published"]["complex"]["loglik"], abs=0.005
    )


def test_separation_has_no_value_and_says_why():
    sets = np.repeat(np.arange(6), 3)
    chosen = np.tile([1, 0, 0], 6)
    same = np.tile([1.0, 0.0, 0.0], 6)
    fit = conditional_logit(
        sets, chosen, np.column_stack([same, np.random.default_rng(1).normal(size=18)])
    )
    assert np.isnan(fit.estimate).all()
    assert "without error" in fit.undefined and fit.undefined_nl


def test_quasi_separation_has_no_value_either():
    rng = np.random.default_rng(5)
    sets = np.repeat(np.arange(30), 4)
    rare = np.zeros(120)
    rare[::12] = 1.0
    chosen = np.tile([0, 1, 0, 0], 30)
    fit = conditional_logit(sets, chosen, np.column_stack([rare, rng.normal(size=120)]))
    assert fit.undefined


def test_sets_without_a_choice_say_nothing(small):
    fit = conditional_logit(np.zeros(3, dtype=int), np.ones(3), np.arange(3.0)[:, None])
    assert np.isnan(fit.estimate).all() and "no set" in fit.undefined
    sets, chosen, design = small
    more = conditional_logit(
        np.concatenate([sets, [99, 99, 98]]),
        np.concatenate([chosen, [0, 0, 1]]),
        np.concatenate([design, np.ones((3, 2))]),
    )
    np.testing.assert_allclose(more.estimate, conditional_logit(*small).estimate)


def test_errors_for_people_in_many_sets():
    """Clustered by pair where each set is one person's choice: against the sum by hand."""
    rng = np.random.default_rng(8)
    rows = [(s, i, j) for s in range(30) for i in [s % 10] for j in range(10) if j != i]
    sets, first, second = np.array(rows).T
    x = rng.normal(size=(len(rows), 1))
    chosen = np.zeros(len(rows))
    for s in range(30):
        mine = np.flatnonzero(sets == s)
        chosen[mine[np.argmax(x[mine, 0] + rng.gumbel(size=9))]] = 1
    fit = conditional_logit(sets, chosen, x)
    members = np.column_stack([first, second])
    found = dyadic_covariance(fit, members, kind="pair")
    score = fit.parts.scores[:, 0]
    pair = np.minimum(first, second) * 10 + np.maximum(first, second)
    meat = sum(score[pair == one].sum() ** 2 for one in np.unique(pair))
    assert found.std_error.iloc[0] == pytest.approx(np.sqrt(meat) * fit.covariance[0, 0])
    default = dyadic_covariance(fit, members)
    assert default.std_error.iloc[0] >= found.std_error.iloc[0]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([0, 0], [1, 0], np.ones((3, 1))), "must have the same rows"),
        (([0, 0], [1, 2], np.ones((2, 1))), "must be 1"),
        (([0, 0], [1, 0], np.array([[np.nan], [1.0]])), "1 rows have others"),
        (([0, 0, 1, 1], [1, 0, 1, 0], np.array([[1.0], [1], [2], [2]])), "differ within the sets"),
    ],
)
def test_what_can_not_be_fitted(arguments, message):
    with pytest.raises(BridgingError, match=message):
        conditional_logit(*arguments)
