import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import bridging as br
from bridging.errors import UnknownNameError

isolation, exposure = br.measures.isolation, br.measures.exposure
eta_squared = br.measures.eta_squared
TABLES = st.tuples(st.integers(2, 6), st.integers(2, 4)).flatmap(
    lambda shape: arrays(np.int64, shape, elements=st.integers(0, 12))
)


def everybody_somewhere(counts):
    """Whether all groups, and at least two units, have people."""
    return (counts.sum(axis=0) > 0).all() and (counts.sum(axis=1) > 0).sum() >= 2


def mix_of_counties(oracles):
    counties = oracles.table("divseg_de_county.csv").filter(like="pop_").to_numpy()
    return br.Composition(np.stack([counties[:, 0], counties[:, 1:].sum(axis=1)], axis=1))


@pytest.mark.parametrize(
    ("key", "measure"),
    [
        ("divseg.isolation", isolation),
        ("divseg.interaction", exposure),
        ("divseg.correlation", eta_squared),
    ],
)
def test_published_values_of_counties(oracles, key, measure):
    assert measure(mix_of_counties(oracles))[0] == oracles.near(key)


def test_peer_on_four_groups():
    # PySAL segregation 2.5.4, MultiNormExposure and MultiRelativeDiversity; Isolation, Interaction
    # and CorrelationR of the first group
    mix = br.Composition(
        [
            [27, 5, 34, 14],
            [9, 22, 35, 35],
            [35, 12, 1, 31],
            [28, 31, 1, 2],
            [20, 14, 18, 37],
            [8, 21, 13, 12],
            [32, 6, 13, 5],
        ]
    )
    assert br.measures.normalised_exposure(mix) == pytest.approx(0.1137735160044864)
    assert br.measures.relative_diversity(mix) == pytest.approx(0.11370539404718039)
    assert isolation(mix)[0] == pytest.approx(0.39013366097885416)
    assert exposure(mix)[0] == pytest.approx(0.6098663390211458)
    assert eta_squared(mix)[0] == pytest.approx(0.12226419162978737)


def test_unbiased_isolation_of_small_units(nulls_and_bias):
    published = nulls_and_bias["coworker_isolation_unbiased"]
    size = published["K"]
    units = np.repeat(np.arange(size + 1), published["counts"])
    mix = br.Composition(np.stack([units, size - units], axis=1))
    naive, unbiased = eta_squared(mix), eta_squared(mix, unbiased=True)
    assert naive.tolist() == pytest.approx([published["naive"]] * 2, abs=1e-9)
    assert unbiased.tolist() == pytest.approx([published["unbiased_moments"]] * 2, abs=1e-9)
    assert abs(unbiased[0] - published["true_sample"]) < 0.002  # and naive is off by 0.18


def loop(counts, company):
    """Same share around each person, person by person; NaN for people without anybody."""
    around = []
    for unit in counts:
        for group, number in enumerate(unit):
            others = unit.sum() - (1 if company else 0)
            same = number - (1 if company else 0)
            around += [(group, same / others if others else np.nan)] * number
    return around


@given(TABLES, st.booleans())
def test_isolation_is_the_mean_over_people(counts, company):
    assume(everybody_somewhere(counts))
    mix, people = br.Composition(counts), loop(counts, company)
    values = isolation(mix, self_contact=not company)
    for group in range(counts.shape[1]):
        own = [share for g, share in people if g == group and not np.isnan(share)]
        assert values[group] == pytest.approx(np.mean(own) if own else np.nan, nan_ok=True)
    shares = [share for _, share in people if not np.isnan(share)]
    if shares:
        pooled = isolation(mix, self_contact=not company, pooled=True)
        assert pooled == pytest.approx(np.mean(shares))


@given(TABLES, st.booleans())
def test_exposures_to_all_groups_add_up_to_one(counts, itself):
    assume(everybody_somewhere(counts))
    mix = br.Composition(counts)
    to_each = [exposure(mix, to=group, self_contact=itself) for group in mix.groups]
    total = np.sum(to_each, axis=0)
    assert total[~np.isnan(total)] == pytest.approx(1)
    own = isolation(mix, self_contact=itself)
    assert np.diag(to_each) == pytest.approx(own, nan_ok=True)
    assert exposure(mix, self_contact=itself) == pytest.approx(1 - own, nan_ok=True)


@given(TABLES)
def test_exposure_balances(counts):
    # X times the exposure of x to y equals Y times that of y to x
    assume(everybody_somewhere(counts))
    mix, sizes = br.Composition(counts), counts.sum(axis=0)
    to_each = np.stack([exposure(mix, to=group) for group in mix.groups], axis=1)
    flow = sizes[:, np.newaxis] * to_each
    assert flow == pytest.approx(flow.T)


@given(TABLES)
def test_eta_squared_from_isolation_and_the_multigroup_indices_from_it(counts):
    assume(everybody_somewhere(counts))
    mix = br.Composition(counts)
    share = counts.sum(axis=0) / counts.sum()
    eta = eta_squared(mix)
    assert eta == pytest.approx((isolation(mix) - share) / (1 - share), abs=1e-9)
    assert br.measures.normalised_exposure(mix) == pytest.approx(share @ eta, abs=1e-9)
    weight = share * (1 - share)
    relative = br.measures.relative_diversity(mix)
    assert relative == pytest.approx(weight @ eta / weight.sum(), abs=1e-9)
    assert eta_squared(mix, pooled=True) == pytest.approx(relative, abs=1e-9)
    units = counts.sum(axis=1)
    inside = np.nan_to_num(br.measures.blau(mix.by_unit()))
    blau = units @ inside / units.sum() / br.measures.blau(mix)
    assert relative == pytest.approx(1 - blau, abs=1e-9)


@given(TABLES)
def test_unbiased_eta_squared_from_isolation_among_others(counts):
    counts = counts[counts.sum(axis=1) >= 2]
    assume(len(counts) >= 2 and everybody_somewhere(counts))
    mix, share = br.Composition(counts), counts.sum(axis=0) / counts.sum()
    expected = (isolation(mix, self_contact=False) - share) / (1 - share)
    assert eta_squared(mix, unbiased=True) == pytest.approx(expected, abs=1e-9)


def test_unbiased_eta_squared_is_about_zero_by_chance():
    # Every deal of two of each group over two units of two: apart in 2 of 6 cases, where it is 1,
    # and even in 4, where it is (0 - 1/2) / (1/2) = -1. The mean is -1/3 = -1/(T - 1).
    apart, even = br.Composition([[2, 0], [0, 2]]), br.Composition([[1, 1], [1, 1]])
    values = [eta_squared(mix, unbiased=True)[0] for mix in (apart, even)]
    assert values == pytest.approx([1, -1])
    # many people: the mean of random deals goes to 0, that of the plain form does not
    rng = np.random.default_rng(3)
    people = np.repeat([0, 1], [300, 500])
    drawn = []
    for _ in range(200):
        rng.shuffle(people)
        first = (people.reshape(200, 4) == 0).sum(axis=1)
        drawn.append(np.stack([first, 4 - first], axis=1))
    stack = br.Composition(drawn)
    unbiased = eta_squared(stack, unbiased=True)[:, 0]
    assert abs(unbiased.mean() + 1 / 799) < 3 * unbiased.std() / np.sqrt(200)
    assert eta_squared(stack)[:, 0].mean() == pytest.approx(1 / 4, abs=0.01)


def test_people_who_are_alone_are_left_out_among_others():
    # b is only ever alone; a has two in one unit, whose company is each other.
    mix = br.Composition([[2, 0], [0, 1], [1, 1]])
    values = isolation(mix, self_contact=False)
    assert values.tolist() == pytest.approx([2 / 3, 0])
    alone = br.Composition([[2, 0], [0, 1], [0, 1]])
    record = br.measures.get_measure("isolation")
    options = {"self_contact": False}
    assert isolation(alone, **options)[0] == 1 and np.isnan(isolation(alone, **options)[1])
    assert record.reasons(alone, options).tolist() == [
        "",
        "nobody of the group had anybody else in the unit",
    ]
    assert isolation(alone, self_contact=False, pooled=True) == 1
    eta = br.measures.get_measure("eta_squared")
    assert eta.reasons(alone, {"unbiased": True}).tolist() == [
        "nobody outside the group had anybody else in the unit",
        "nobody of the group had anybody else in the unit",
    ]


def test_reasons():
    isolated = br.measures.get_measure("isolation")
    assert isolated.reasons(br.Composition([[2, 0], [1, 0]]), {}).tolist() == [
        "there are people of one group only",
        "there are people of one group only",
    ]
    three = br.Composition([[2, 1, 0], [1, 3, 0]])
    assert isolated.reasons(three, {}, "nl").tolist() == ["", "", "er is niemand van de groep"]
    reason = "there is nobody of the group that others would be exposed to"
    exposed = br.measures.get_measure("exposure")
    assert set(exposed.reasons(three, {"to": "group 3"})) == {reason}
    halves = br.Composition([[2.5, 1], [1, 3]])
    assert np.isfinite(isolation(halves)).all()
    reasons = isolated.reasons(halves, {"self_contact": False})
    assert set(reasons) == {"not all counts are whole numbers of people"}


def test_an_unknown_group_is_refused():
    with pytest.raises(UnknownNameError, match="not 'groep 1'. Did you mean 'group 1'"):
        exposure(br.Composition([[1, 2]]), to="groep 1")


def test_exposure_to_one_group_by_hand():
    # Units (2, 1, 1) and (0, 3, 1). a to b: 1/4. c to b: half of 1/4 and half of 3/4. b itself:
    # a quarter of 1/4 and three quarters of 3/4. Pooled: people of a and c, (2 * 1/4 + 1) / 4.
    mix = br.Composition([[2, 1, 1], [0, 3, 1]], groups=["a", "b", "c"])
    assert exposure(mix, to="b").tolist() == pytest.approx([1 / 4, 10 / 16, 1 / 2])
    assert exposure(mix, to="b", pooled=True) == pytest.approx(3 / 8)
