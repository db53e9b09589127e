"""Plans: against known power, against every arrangement of small sessions, against worlds."""

from collections import defaultdict
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from scipy.stats import binom, norm
from statsmodels.stats.power import normal_power_het, normal_sample_size_one_tail

from bridging.errors import BridgingError, DataError, OptionError
from bridging.planning import Power, detectable, plan, power
from bridging.planning.place import Place
from bridging.planning.signal import Sessions, information, movable, signal
from bridging.planning.texts import TEXTS
from bridging.simulate import world
from bridging.study import Study

HOUSE = {"people": 60, "present": 15, "minority": 0.4, "contacts": 12}
# two groups of 200, all present and few contacts a pair: contacts are as good as independent
CROWD = {"people": 400, "present": 400, "minority": 0.5, "contacts": 200}


def one_session(a, b, contacts):
    """A session of a and b people in which everybody can meet everybody."""
    pairs = np.array([[a * (a - 1) / 2, a * b, b * (b - 1) / 2]])
    return Sessions(
        pairs=pairs, contacts=np.array([float(contacts)]), times=np.ones(1), groups=2, known=True
    )


# Known power


@pytest.mark.parametrize("odds", [0.6, 0.75, 1.5])
@pytest.mark.parametrize("alternative", ["two-sided", "less", "greater"])
def test_power_of_equal_groups_is_that_of_one_proportion(odds, alternative):
    """Half of the pairs cross, and both groups stay as active: a test of a half."""
    p, n = odds / (1 + odds), 400
    known = normal_power_het(
        p - 0.5, n, 0.05, std_null=0.5, std_alternative=np.sqrt(p * (1 - p)),
        alternative={"less": "smaller", "greater": "larger"}.get(alternative, alternative),
    )  # fmt: skip
    found = power(**CROWD, sessions=2, odds=odds, alternative=alternative)
    assert found.power == pytest.approx(known, abs=0.006)
    assert found.ratio == pytest.approx(p / 0.5, abs=0.003)
    assert found.contacts == n


def test_power_of_equal_groups_is_that_of_the_exact_binomial_test():
    n, odds = 400, 0.75
    # one-sided at 5 %: reject at or below the largest count that is rare enough
    limit = binom.ppf(0.05, n, 0.5) - 1
    found = power(**CROWD, sessions=2, odds=odds, alternative="less",
                  significance=float(binom.cdf(limit, n, 0.5)))  # fmt: skip
    # a normal distribution in the place of a binomial one of 400: up to half a contact
    assert found.power == pytest.approx(binom.cdf(limit, n, odds / (1 + odds)), abs=0.02)


def test_plan_of_equal_groups_is_the_known_sample_size():
    p = 0.6 / 1.6
    n = normal_sample_size_one_tail(
        p - 0.5, 0.8, 0.025, std_null=0.5, std_alternative=np.sqrt(p * (1 - p))
    )
    assert n == pytest.approx(123, abs=1)
    found = plan(**{**CROWD, "contacts": 10}, odds=0.6)
    # of ten contacts a session, 9 / 9.5 of the variance is left
    assert found.contacts == pytest.approx(n * 9.5 / 9, abs=10)
    assert found.sessions == round(found.contacts / 10)


def test_a_change_of_equal_groups_is_that_of_two_log_odds():
    """By hand: the log odds of a half of n contacts has variance 4 / n."""
    found = detectable(**CROWD, sessions=2, of="change", later_sessions=1)
    step = (norm.ppf(0.975) + norm.ppf(0.8)) * np.sqrt(4 / 400 + 4 / 200)
    assert np.log(found.odds_above) == pytest.approx(step, rel=0.01)
    assert np.log(found.odds_below) == pytest.approx(-step, rel=0.01)
    # a step of the log odds moves the log of a share of a half by a half
    assert np.log(found.ratio_above) == pytest.approx(step / 2, rel=0.01)


# What a session tells


def test_information_by_hand():
    """Two groups: 1 / (1/w_ab + 1/(4 w_aa) + 1/(4 w_bb))."""
    session = one_session(3, 4, 5)
    left = information(np.array([[2.0, 6.0, 3.0], [0, 6, 3]]), session.members, session.crossing)
    np.testing.assert_allclose(left, [1 / (1 / 6 + 1 / 8 + 1 / 12), 0.0], atol=1e-12)


def test_information_of_three_groups_is_the_residual_of_a_regression():
    session = Sessions(
        pairs=np.ones((1, 6)), contacts=np.ones(1), times=np.ones(1), groups=3, known=True
    )
    weights = np.array([1.0, 2, 3, 4, 5, 6])
    x, z = session.crossing.astype(float), session.members
    root = np.sqrt(weights)
    fit = np.linalg.lstsq(z * root[:, None], x * root, rcond=None)[0]
    residual = x * root - (z * root[:, None]) @ fit
    found = information(weights[np.newaxis], z, session.crossing)
    assert found[0] == pytest.approx(residual @ residual)


def every_graph(a, b, contacts):
    """Crossing contacts of every way to have so many contacts, by who has how many."""
    people = a + b
    pairs = list(combinations(range(people), 2))
    by_degrees = defaultdict(list)
    for chosen in combinations(pairs, contacts):
        degrees = [0] * people
        for i, j in chosen:
            degrees[i] += 1
            degrees[j] += 1
        by_degrees[tuple(degrees)].append(sum((i < a) != (j < a) for i, j in chosen))
    return by_degrees


@pytest.mark.parametrize(
    ("a", "b", "contacts"), [(3, 3, 4), (3, 3, 5), (2, 4, 4), (2, 4, 6), (3, 4, 5), (2, 3, 3)]
)
def test_chance_variance_is_that_of_every_arrangement(a, b, contacts):
    """The mean variance of crossing contacts over all graphs of the same degrees.

    The closed form holds the contacts of each group, the test those of each person, and the
    correction for few contacts is that of independent ones: within 15 % even here.
    """
    graphs = every_graph(a, b, contacts)
    total = sum(map(len, graphs.values()))
    exact = sum(np.var(crossing) * len(crossing) for crossing in graphs.values()) / total
    assert signal(one_session(a, b, contacts), 1.0).chance_variance == pytest.approx(
        exact, rel=0.15
    )


def test_a_group_of_one_and_a_session_of_one_contact_tell_nothing():
    assert all(np.var(v) == 0 for v in every_graph(1, 5, 4).values())
    assert signal(one_session(1, 5, 4), 0.5).chance_variance == 0
    assert signal(one_session(6, 6, 1), 0.5).chance_variance == 0
    nothing = power(people=4, present=4, minority=0.25, sessions=50, contacts=2, odds=0.5)
    assert np.isnan(nothing.power)
    assert nothing.undefined.startswith("in no session are there two people of each group")
    assert nothing.undefined_nl and nothing.sentence("nl").startswith("Er is geen plan: in geen")
    for other in (
        plan(people=4, present=4, minority=0.25, contacts=2, odds=0.5),
        detectable(people=4, present=4, minority=0.25, sessions=50, contacts=2),
        power(people=4, present=4, minority=0.25, sessions=50, contacts=2, ratio=0.5),
    ):
        assert other.undefined == nothing.undefined


def test_few_contacts_by_summing_poisson_chances():
    """4 stubs of two groups are dealt by hand: 2 of 3 ways cross twice, so the variance is 8/9."""
    # of m contacts between two halves (m - 1) / (m - 1/2) of m / 4 is left, on average over the
    # stubs of each group: for m = 2 these are 2 of each in 6 of 16 cases, else nothing moves
    assert movable(np.array([2.0]), known=True)[0] * 2 / 4 == pytest.approx(6 / 16 * 8 / 9)
    rng = np.random.default_rng(1)
    drawn = rng.poisson(3.0, size=200_000).astype(float)
    mean = (drawn * movable(drawn, known=True)).mean() / 3.0
    assert movable(np.array([3.0]), known=False)[0] == pytest.approx(mean, abs=0.005)


def test_the_activity_of_groups_is_held():
    """The log odds of the fitted contacts has no preference left, and each group as many."""
    session = one_session(8, 12, 30)
    found = signal(session, 0.4)
    even = found.across - found.excess / movable(session.contacts, True)[0]
    # by hand: cells of the preference, then the crossing count without one, by halving
    pairs = session.pairs[0]
    low, high = 1e-6, 0.999
    for _ in range(100):
        c = (low + high) / 2
        o = c / (1 - c)
        met = pairs * np.array([o / (1 + o), 0.4 * o / (1 + 0.4 * o), o / (1 + o)])
        low, high = (c, high) if met.sum() < 30 else (low, c)
    first, second = 2 * met[0] + met[1], 2 * met[2] + met[1]
    x_low, x_high = 0.0, min(first, second, pairs[1])
    for _ in range(100):
        x = (x_low + x_high) / 2
        cells = np.array([(first - x) / 2, x, (second - x) / 2]) / pairs
        log_odds = np.log(cells / (1 - cells))
        x_low, x_high = (x, x_high) if 2 * log_odds[1] < log_odds[0] + log_odds[2] else (x_low, x)
    assert found.across == pytest.approx(met[1])
    assert even == pytest.approx(x)


# Plans agree with each other


def test_power_plan_and_detectable_agree():
    smallest = detectable(**HOUSE, sessions=24)
    for side in ("below", "above"):
        odds, ratio = getattr(smallest, f"odds_{side}"), getattr(smallest, f"ratio_{side}")
        assert power(**HOUSE, sessions=24, odds=odds).power == pytest.approx(0.8)
        by_ratio = power(**HOUSE, sessions=24, ratio=ratio)
        assert by_ratio.odds == pytest.approx(odds)
    assert smallest.odds_below < 1 < smallest.odds_above
    needed = plan(**HOUSE, odds=0.7)
    assert needed.power == power(**HOUSE, sessions=needed.sessions, odds=0.7).power >= 0.8
    assert power(**HOUSE, sessions=needed.sessions - 1, odds=0.7).power < 0.8
    one = detectable(**HOUSE, sessions=24, alternative="less")
    assert smallest.odds_below < one.odds_below < 1
    assert np.isnan(one.odds_above) and one.undefined == ""


def test_power_at_no_preference_is_the_level():
    for alternative in ("two-sided", "less", "greater"):
        found = power(**HOUSE, sessions=24, odds=1.0, alternative=alternative, significance=0.1)
        assert found.power == pytest.approx(0.1)
        assert found.ratio == pytest.approx(1.0)


def test_the_strongest_preference_is_found():
    assert power(**HOUSE, sessions=24, odds=1e-9).power == pytest.approx(1.0)
    assert power(**HOUSE, sessions=24, odds=1e9).power == pytest.approx(1.0)
    assert power(**HOUSE, sessions=24, odds=1e-9, alternative="greater").power < 1e-6


def test_what_makes_it_harder():
    base = power(**HOUSE, sessions=24, odds=0.6).power
    harder = [
        power(**{**HOUSE, "minority": 0.1}, sessions=24, odds=0.6).power,
        power(**HOUSE, sessions=12, odds=0.6).power,
        power(**HOUSE, sessions=24, odds=0.6, separation=0.8).power,
        power(**HOUSE, sessions=24, odds=0.6, persistence=1.5).power,
        power(**HOUSE, sessions=24, odds=0.6, families=True).power,
        power(**HOUSE, sessions=24, odds=0.8).power,
    ]
    assert max(harder) < base
    # a variance twice as large is half as many sessions
    assert power(**HOUSE, sessions=24, odds=0.6, design_factor=2).power == pytest.approx(
        power(**HOUSE, sessions=12, odds=0.6).power
    )


def test_the_same_pairs_again_and_again():
    """More sessions of the same few people say less and less: the design factor grows with them."""
    few = {"people": 8, "present": 6, "minority": 0.5, "contacts": 4}
    never = plan(**few, odds=0.9, persistence=3.0)
    assert never.sessions is None and np.isnan(never.contacts)
    assert "the same pairs meet again and again" in never.undefined
    assert "dezelfde paren" in never.sentence("nl")
    assert plan(**few, odds=0.9).sessions is not None
    factors = [power(**few, odds=0.9, sessions=s, persistence=1).design_factor for s in (1, 11, 21)]
    assert factors[0] == 1
    assert factors[2] - 1 == pytest.approx(2 * (factors[1] - 1))


def test_too_small_says_so():
    found = detectable(people=6, present=3, minority=0.4, contacts=1, sessions=2)
    assert np.isnan([found.ratio_below, found.ratio_above]).all()
    assert found.undefined.startswith("so few contacts could come out otherwise that no formula")
    assert np.isnan(power(people=6, present=3, minority=0.4, contacts=1, sessions=2, odds=3).power)
    few = {"people": 20, "present": 6, "minority": 0.3, "contacts": 3}
    assert (
        "however strong, would be found"
        in detectable(**few, sessions=10, significance=1e-9).sentence()
    )
    rough = power(**few, sessions=20, odds=0.5)
    assert rough.rough and "rough" in rough.sentence() and "ruw" in rough.sentence("nl")
    assert not power(**HOUSE, sessions=24, odds=0.5).rough
    # two of a group seldom come together, so that on one side little can be found
    uneven = detectable(people=40, present=10, minority=0.1, contacts=6, sessions=40)
    assert np.isnan(uneven.ratio_below) and uneven.ratio_above > 1
    assert "Note: on one side of chance no preference" in uneven.sentence()


@pytest.mark.parametrize(
    ("people", "present"), [(60, 15), (10**6, 10), (3000, 1500), (10**9, 40), (12, 12)]
)
def test_pairs_of_a_large_place_are_those_of_two_binomials(people, present):
    """Whoever comes on her own: n (n - 1) / 2 p^2 pairs of a group, n m p^2 pairs across."""
    place = Place(people=people, sessions=1, present=present, minority=0.4, contacts=1.0)
    pairs, chance = place._kinds()
    n, m, p = *place.counts, present / people
    wanted = np.array([n * (n - 1) / 2, n * m, m * (m - 1) / 2]) * p**2
    assert chance @ pairs == pytest.approx(wanted, rel=2e-4)
    assert len(chance) <= 200**2 and (people > 60 or chance.sum() == pytest.approx(1, abs=1e-4))


def test_a_large_place_of_which_few_come_has_a_plan():
    few = {"present": 10, "minority": 0.4, "contacts": 5, "sessions": 24, "odds": 0.6}
    found = [power(**few, people=people).power for people in (10**4, 10**6)]
    assert found[0] == pytest.approx(found[1], abs=1e-3)  # as good as Poisson in both
    # sums of many contacts go on where the formula for a great many begins
    edge = movable(np.array([999.9, 1000.1]), known=False)
    assert edge[1] - edge[0] == pytest.approx(0.5 * 0.2 / 1000**2, rel=0.01)


# A study


def test_a_study_says_what_a_place_like_it_says():
    study = world(seed=3, people=60, sessions=24, attendance=0.25, contact_chance=0.1)
    contacts = study.mixing(weight="pairs").n_contacts / 24
    present = len(study.records.tables["attendance"]) / 24
    numbers = {"people": 60, "present": present, "minority": 0.4, "contacts": float(contacts)}
    found, like = power(study, odds=0.7), power(**numbers, sessions=24, odds=0.7)
    assert (found.people, found.sessions) == (60, 24)
    assert found.contacts == pytest.approx(like.contacts)
    assert found.present == pytest.approx(present)
    assert found.power == pytest.approx(like.power, abs=0.05)
    assert found.ratio == pytest.approx(like.ratio, abs=0.02)
    assert found.design_factor == pytest.approx(1, abs=0.1)
    double = power(study, odds=0.7, sessions=48)
    assert double.power > found.power and double.contacts == pytest.approx(2 * found.contacts)
    needed = plan(study, "origin", odds=0.7)
    assert power(study, odds=0.7, sessions=needed.sessions).power >= 0.8
    assert detectable(study).odds_below < 1


def test_pairs_that_last_are_found_in_a_study():
    factors = [
        power(
            world(seed=seed, persistence=persistence, talkativeness_spread=0.7, families=True),
            odds=0.7,
        ).design_factor
        for persistence in (0.0, 2.0)
        for seed in (1, 2)
    ]
    assert max(factors[:2]) < 1.1 < 1.2 < min(factors[2:])


def test_a_study_of_three_groups_and_meetings():
    study = world(seed=1, groups=("a", "b", "c"), shares=(0.5, 0.3, 0.2), people=60, sessions=30)
    found = power(study, odds=0.5)
    assert 0.5 < found.power <= 1 and 0.5 < found.ratio < 1
    tables = {name: study.records.tables[name] for name in ("participants", "attendance")}
    people = tables["attendance"].query("session == session.iloc[0]")["participant"].tolist()
    meeting = Study.from_frames(
        participants=tables["participants"][["participant", "origin"]],
        attendance=tables["attendance"][["participant", "session"]],
        encounters={
            "encounter": ["e1"] * 3 + ["e2"] * 2 + ["e3"] * 2,
            "participant": [*people[:3], *people[1:3], *people[3:5]],
            "session": [tables["attendance"]["session"].iloc[0]] * 7,
        },
        lines={"origin": ["a", "b", "c"]},
    )
    assert power(meeting, odds=0.5).large_meetings
    meeting_too = replace(found, large_meetings=True)
    assert "more than two people" in meeting_too.sentence()
    assert "meer dan twee mensen" in meeting_too.sentence("nl")


def test_a_study_without_presence_or_contacts():
    people = {"participant": ["an", "bo"], "origin": ["a", "b"]}
    lines = {"origin": ["a", "b"]}
    unknown = Study.from_frames(
        participants=people, encounters={"source": ["an"], "target": ["bo"]}, lines=lines
    )
    with pytest.raises(DataError, match="must know who was present in each session"):
        power(unknown, odds=0.5)
    silent = Study.from_frames(
        participants=people, attendance={"participant": ["an", "bo"]}, lines=lines
    )
    with pytest.raises(DataError, match="must have contacts of people"):
        detectable(silent)


# What comes back


def test_results_read_in_both_languages_and_as_a_table():
    found = power(**HOUSE, sessions=24, odds=0.7, significance=0.025)
    assert "24 sessions with about 288 contacts" in found.sentence()
    assert "a level of 2.5%" in found.sentence() and "niveau van 2,5%" in found.sentence("nl")
    for result in (
        found,
        plan(**HOUSE, ratio=0.8),
        detectable(**HOUSE, sessions=24),
        detectable(**HOUSE, sessions=24, of="change", later_sessions=12),
    ):
        assert result.sentence().endswith("as described.")
        assert "geen belofte" in result.sentence("nl")
        assert str(result) == result.sentence()
        frame = result.to_frame()
        assert len(frame) == 1 and frame["people"].item() == 60
        html = result._repr_html_()
        assert html.startswith("<p>") and "undefined" not in html
        with pytest.raises(AttributeError):
            result.power = 1.0
    assert "80 of 100" in plan(**HOUSE, ratio=0.8).sentence()
    with pytest.raises(OptionError, match="`language` must be one of"):
        found.sentence("fr")
    assert set(TEXTS["en"]) == set(TEXTS["nl"])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: power(odds=0.5), "must have `people`, `sessions`, `present`, `minority`"),
        (lambda: power(**HOUSE, sessions=9), "must have one of `odds` and `ratio`, not none"),
        (lambda: power(**HOUSE, sessions=9, odds=1, ratio=1), "`odds` and `ratio`, not both"),
        (lambda: power(**HOUSE, sessions=9, odds=0), "`odds` must be a number above 0, not 0"),
        (lambda: power(**HOUSE, sessions=9, ratio=3), "`ratio` must be one that a preference can"),
        (lambda: power(**HOUSE, sessions=0, odds=2), "`sessions` must be a whole number of at"),
        (lambda: power(**HOUSE, sesions=9, odds=2), "can't take 'sesions'. Did you mean 'sessions'"),
        (lambda: power(**HOUSE, sessions=9, odds=2, method="exact"), "`method` must be one of"),
        (lambda: power(**HOUSE, sessions=9, odds=2, alternative="more"), "`alternative` must be"),
        (lambda: power(**HOUSE, sessions=9, odds=2, significance=5), "`significance` must be"),
        (lambda: power(**HOUSE, sessions=9, odds=2, design_factor=0), "`design_factor` must be"),
        (lambda: power(**HOUSE, sessions=9, odds=2, persistence=-1), "`persistence` must be"),
        (lambda: power(**HOUSE, sessions=9, odds=2, families="yes"), "`families` must be True or"),
        (lambda: power(**HOUSE, sessions=9, odds=2, talkativeness=2), "can't take `talkativeness`"),
        (lambda: plan(**HOUSE, odds=2, talkativeness=2), "closed form can't take `talkativeness`"),
        (lambda: power(**{**HOUSE, "present": 70}, sessions=9, odds=2), "`present` must be above"),
        (lambda: power(**{**HOUSE, "minority": 0.001}, sessions=9, odds=2), "`minority` must leave"),
        (lambda: power(**{**HOUSE, "contacts": 200}, sessions=9, odds=2), "`contacts` must be fewer"),
        (lambda: power(**{**HOUSE, "present": 40}, sessions=9, odds=2, separation=1.0),
         "`present` can't be 40 of 60 people with a `separation`"),
        (lambda: power(line="origin", **HOUSE, sessions=9, odds=2), "`line` can't be 'origin'"),
        (lambda: power([], odds=2), "`study` must be a Study, not a list"),
        (lambda: power(world(seed=1), people=9, odds=2), "`people` can't be given with a study"),
        (lambda: power(world(seed=1), odds=2, method="simulation"), "`method` can't be 'simulation'"),
        (lambda: power(**HOUSE, sessions=9, odds=2, method="simulation", n_worlds=0), "`n_worlds`"),
        (lambda: power(**HOUSE, sessions=9, odds=2, method="simulation", n_resamples=19),
         "`n_resamples` can't be 19: with so few draws"),
        (lambda: plan(**HOUSE, sessions=9, odds=2), "`sessions` can't be given to a plan"),
        (lambda: plan(**HOUSE, odds=2, alternative="less"), "must lie on the side that is tested"),
        (lambda: plan(**HOUSE, odds=1), "At 1 there is nothing to find"),
        (lambda: plan(**HOUSE, odds=2, power=0.01), "`power` must be above 0.05 and below 1"),
        (lambda: plan(**HOUSE, odds=2, power=None), "`power` must be above 0.05 and below 1, not N"),
        (lambda: detectable(**HOUSE, sessions=9, power=None), "`power` must be above 0.05 and"),
        (lambda: detectable(**HOUSE, sessions=9, power="x"), "`power` must be above 0.05 and below"),
        (lambda: detectable(**HOUSE, sessions=9, of="odds"), "`of` must be one of"),
        (lambda: detectable(**HOUSE, sessions=9, later_sessions=9), "`later_sessions` must come"),
    ],
)  # fmt: skip
def test_bad_input(call, message):
    with pytest.raises(BridgingError) as error:
        call()
    assert message in str(error.value)
    assert isinstance(error.value, OptionError)


# Worlds


def test_a_simulation_says_how_often_it_was_found():
    numbers = {"people": 20, "present": 10, "minority": 0.5, "contacts": 8, "sessions": 4}
    one, again = (
        power(**numbers, odds=0.05, method="simulation", n_worlds=6, n_resamples=39, seed=2)
        for _ in range(2)
    )
    assert isinstance(one, Power) and one == again
    assert one.power * 6 == round(one.power * 6)
    assert 0 <= one.ci_low <= one.power <= one.ci_high <= 1
    assert one.mean_ratio < 0.8 and one.n_untested == 0
    assert "6 simulated worlds" in one.sentence() and "6 gesimuleerde" in one.sentence("nl")


def test_worlds_of_a_place_have_the_contacts_it_says():
    place = Place(people=60, sessions=200, present=15, minority=0.3, contacts=12.0)
    for persistence in (0.0, 1.0):
        chance = place.kinds(0.5, persistence)[1]
        study = world(
            seed=1, people=60, sessions=200, shares=(0.7, 0.3), attendance=place.attendance,
            contact_chance=chance, partner_choice=0.5, persistence=persistence,
        )  # fmt: skip
        assert study.mixing(weight="pairs").n_contacts / 200 == pytest.approx(12, rel=0.08)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("changes", "odds"),
    [
        ({}, 0.7),
        ({"minority": 0.2}, 0.6),
        ({"separation": 0.6}, 0.6),
        ({"families": True}, 0.65),
        ({"persistence": 1.0}, 0.65),
        ({"people": 30, "present": 6, "contacts": 2.5, "sessions": 48}, 0.5),
        ({}, 1.4),
    ],
)
def test_the_closed_form_is_what_worlds_show(changes, odds):
    numbers = {**HOUSE, "sessions": 24, **changes}
    closed = power(**numbers, odds=odds)
    made = power(**numbers, odds=odds, method="simulation", n_worlds=200, n_resamples=199)
    # three Monte Carlo errors, and .04 for what the closed form leaves out
    error = 3 * np.sqrt(made.power * (1 - made.power) / 200)
    assert closed.power == pytest.approx(made.power, abs=error + 0.04)
    assert closed.ratio == pytest.approx(made.mean_ratio, abs=0.02)


@pytest.mark.slow
def test_the_closed_form_is_too_hopeful_where_few_contacts_can_move_and_says_so():
    numbers = {"people": 30, "present": 6, "minority": 0.4, "contacts": 2.5, "sessions": 24}
    closed = power(**numbers, odds=0.4)
    made = power(**numbers, odds=0.4, method="simulation", n_worlds=200, n_resamples=199)
    assert closed.rough
    assert made.power < closed.power < made.power + 0.25
