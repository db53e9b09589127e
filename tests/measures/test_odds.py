from math import exp, log

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from statsmodels.stats.contingency_tables import StratifiedTable

import bridging as br
from bridging.errors import OptionError


def reason(name, structure, language="en", **options):
    return br.measures.get_measure(name).reasons(structure, options, language)


# Odds ratio within groups


def test_published_odds_ratio(oracles, classroom):
    assert br.measures.odds_ratio_within(classroom) == oracles.near("orwg.classroom")


def test_published_odds_ratio_of_mutual_choices(oracles, mutual):
    assert br.measures.odds_ratio_within(mutual) == oracles.near("orwg.classroom.mutual")


def test_published_odds_ratio_of_one(oracles):
    data = oracles.data("orwg.trivial")
    table = br.MixingMatrix(data["mixing"], sizes=data["group_sizes"], directed=True)
    assert br.measures.odds_ratio_within(table) == oracles.near("orwg.trivial")


def test_odds_ratio_by_hand():
    # Three and two people, undirected: 3 + 1 pairs within, 6 between. Met: 2 within, 3 between.
    # (2/2) / (3/3) = 1. Present together: 2 + 1 within and 4 between: (2/1) / (3/1) = 2/3.
    table = br.MixingMatrix(
        [[2, 3], [3, 2]], sizes=[3, 2], opportunities=[[4, 4], [4, 2]], groups=["a", "b"]
    )
    value = br.measures.odds_ratio_within
    assert value(table, universe="all") == pytest.approx(1)
    assert value(table, universe="present") == pytest.approx(2 / 3)
    assert value(table) == pytest.approx(2 / 3)
    assert value(br.MixingMatrix([[2, 3], [3, 2]], sizes=[3, 2])) == pytest.approx(1)


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (br.MixingMatrix([[2, 1], [1, 0]]), "it is not known which pairs could have met"),
        (br.MixingMatrix([[0, 0], [0, 0]], sizes=[2, 2]), "there are no contacts"),
        (
            br.MixingMatrix([[4, 1], [1, 0]], sizes=[2, 2]),
            "there are more contacts than pairs that could have met",
        ),
        (
            br.MixingMatrix([[0, 1], [1, 0]], sizes=[1, 1]),
            "pairs within groups and pairs between groups were not both possible",
        ),
        (
            br.MixingMatrix([[2, 0], [0, 0]], sizes=[3, 2]),
            "there are no contacts between groups, so the ratio has no upper limit",
        ),
        (
            br.MixingMatrix([[2, 1], [1, 2]], sizes=[2, 2]),
            "every pair within groups met, so the ratio has no upper limit",
        ),
    ],
)
def test_odds_ratio_that_is_undefined(table, said):
    assert np.isnan(br.measures.odds_ratio_within(table))
    assert reason("odds_ratio_within", table) == said
    assert reason("odds_ratio_within", table, "nl") != said


def test_odds_ratio_of_a_universe_that_is_not_known():
    only_sizes = br.MixingMatrix([[2, 3], [3, 2]], sizes=[3, 2])
    only_present = br.MixingMatrix([[2, 3], [3, 2]], opportunities=[[4, 4], [4, 2]])
    said = "it is not known which pairs could have met"
    assert reason("odds_ratio_within", only_sizes, universe="present") == said
    assert reason("odds_ratio_within", only_present, universe="all") == said


def test_odds_ratio_refuses_another_universe():
    table = br.MixingMatrix([[2, 3], [3, 2]], sizes=[3, 2])
    with pytest.raises(OptionError, match="`universe` must be one of .*Did you mean 'present'"):
        br.measures.odds_ratio_within(table, universe="presents")


@given(st.integers(2, 12), st.integers(2, 12), st.data())
def test_log_odds_ratio_is_the_logit_difference(first, second, data):
    # The coefficient of "same group" in a logistic regression on pairs: logit d_w - logit d_b.
    within_first, within_second = first * (first - 1) // 2, second * (second - 1) // 2
    within, between = within_first + within_second, first * second
    met_first = data.draw(st.integers(0, within_first))
    met_second = data.draw(st.integers(0, within_second))
    met_across = data.draw(st.integers(1, between - 1))
    assume(0 < met_first + met_second < within)
    table = br.MixingMatrix(
        [[2 * met_first, met_across], [met_across, 2 * met_second]], sizes=[first, second]
    )

    def logit(p):
        return log(p / (1 - p))

    coefficient = logit((met_first + met_second) / within) - logit(met_across / between)
    assert br.measures.odds_ratio_within(table) == pytest.approx(exp(coefficient))


# Yule


@given(st.data())
def test_yule_q_from_the_odds_ratio(data):
    table = data.draw(arrays(np.int64, (3, 3), elements=st.integers(0, 3)))
    sizes = data.draw(st.lists(st.integers(2, 6), min_size=3, max_size=3))
    mixing = br.MixingMatrix(table, sizes=sizes, directed=True)
    ratio, q = br.measures.odds_ratio_within(mixing), br.measures.yule_q(mixing)
    assume(not np.isnan(ratio))
    assert q == pytest.approx((ratio - 1) / (ratio + 1))


def test_yule_q_where_the_odds_ratio_has_no_limit():
    nothing_across = br.MixingMatrix([[2, 0], [0, 0]], sizes=[3, 2])
    all_within = br.MixingMatrix([[2, 1], [1, 2]], sizes=[2, 2])
    for table in (nothing_across, all_within):
        assert np.isnan(br.measures.odds_ratio_within(table))
        assert br.measures.yule_q(table) == 1
    all_across = br.MixingMatrix([[2, 6], [6, 0]], sizes=[3, 2])
    assert br.measures.yule_q(all_across) == -1


def test_yule_q_leaves_people_paired_with_themselves_out():
    # Classroom with 13 and 13: U_w = 2 * 156. With the diagonal it would be 2 * 169.
    table = br.MixingMatrix([[40, 2], [5, 41]], sizes=[13, 13], directed=True)
    odds = (81 * (338 - 7)) / (7 * (312 - 81))
    assert br.measures.yule_q(table) == pytest.approx((odds - 1) / (odds + 1))


def test_yule_q_where_all_met_is_undefined():
    table = br.MixingMatrix([[2, 4], [4, 2]], sizes=[2, 2])
    assert reason("yule_q", table) == "every pair that could have met did"


# Mantel and Haenszel


def present(sessions):
    """Make a stack of sessions from people of two groups, contacts within (of the first) and across."""
    contacts, pairs = [], []
    for (n, m), within, across in sessions:
        contacts.append([[2 * within, across], [across, 0]])
        pairs.append([[n * (n - 1), n * m], [n * m, m * (m - 1)]])
    return br.MixingMatrix(contacts, opportunities=pairs)


def test_mantel_haenszel_of_four_sessions():
    # 4 contacts of (3, 2) people, 1 across; 3 of (4, 1), 1 across; 1 of (1, 1), across; 2 of (5, 0).
    # a d / n: 1 * 1/10 + 1 * 4/10; b c / n: 5 * 3/10 + 3 * 2/10: .5 / 2.1.
    stack = present([((3, 2), 3, 1), ((4, 1), 2, 1), ((1, 1), 0, 1), ((5, 0), 2, 0)])
    assert br.measures.mantel_haenszel(stack) == pytest.approx(0.5 / 2.1, abs=1e-10)
    assert br.measures.mantel_haenszel(stack) == pytest.approx(0.238095, abs=5e-7)
    table = br.measures.mantel_haenszel_table(stack)
    assert table.loc[0, ["n_sessions", "n_informative"]].tolist() == [4, 2]


def test_mantel_haenszel_of_a_study():
    # The three sessions of the design: only the first informs, and gives 1/3.
    study = br.Study.from_frames(
        participants={"participant": ["a1", "a2", "b1", "b2"], "origin": ["a", "a", "b", "b"]},
        attendance={
            "participant": ["a1", "a2", "b1", "b2", "a1", "a2", "b1", "b2"],
            "session": [1, 1, 1, 1, 2, 2, 3, 3],
        },
        encounters={
            "source": ["a1", "a1", "a1", "b1"],
            "target": ["b1", "a2", "a2", "b2"],
            "session": [1, 1, 2, 3],
        },
        lines={"origin": ["a", "b"]},
    )
    stack = study.mixing("origin", by="session", weight="pairs")
    assert br.measures.mantel_haenszel(stack) == pytest.approx(1 / 3)
    with pytest.raises(OptionError, match="can't be estimated: it gives one value for a stack"):
        br.estimate("mantel_haenszel", study)


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("seed", range(8))
def test_mantel_haenszel_as_in_statsmodels(seed, directed):
    rng = np.random.default_rng(seed)
    sizes = rng.integers(2, 6, (6, 3))
    pairs = sizes[:, :, None] * sizes[:, None, :] - sizes[:, :, None] * np.eye(3, dtype=int)
    contacts = rng.binomial(pairs, 0.4)
    if not directed:
        upper = np.triu(contacts, 1)
        contacts = upper + np.swapaxes(upper, 1, 2)
        within = sizes * (sizes - 1) // 2
        contacts[:, [0, 1, 2], [0, 1, 2]] = 2 * rng.binomial(within, 0.5)
    stack = br.MixingMatrix(contacts, opportunities=pairs, directed=directed)
    scale = 1 if directed else 2
    tables = []
    for met, possible in zip(contacts, pairs, strict=True):
        c, same = np.trace(met) / scale, np.trace(possible) / scale
        a, cross = met.sum() / scale - c, possible.sum() / scale - same
        tables.append([[a, cross - a], [c, same - c]])
    peer = StratifiedTable(np.array(tables).transpose(1, 2, 0))
    assert br.measures.mantel_haenszel(stack) == pytest.approx(peer.oddsratio_pooled)
    row = br.measures.mantel_haenszel_table(stack, confidence_level=0.9).iloc[0]
    assert row["log_std_error"] == pytest.approx(peer.logodds_pooled_se)
    low, high = peer.oddsratio_pooled_confint(alpha=0.1)
    assert (row["ci_low"], row["ci_high"]) == pytest.approx((low, high))


def test_mantel_haenszel_of_one_table_is_its_odds_ratio():
    # Crossing over same: one over the odds ratio within.
    table = br.MixingMatrix([[2, 3], [3, 2]], sizes=[4, 3])
    within = br.measures.odds_ratio_within(table)
    assert br.measures.mantel_haenszel(table) == pytest.approx(1 / within)


def test_mantel_haenszel_of_a_stack_of_stacks():
    one = present([((3, 2), 3, 1), ((4, 1), 2, 1)])
    two = present([((3, 2), 1, 2), ((4, 1), 2, 2)])
    stack = br.MixingMatrix(
        np.stack([one.contacts, two.contacts]),
        opportunities=np.stack([one.opportunities, two.opportunities]),
    )
    expected = [br.measures.mantel_haenszel(one), br.measures.mantel_haenszel(two)]
    assert br.measures.mantel_haenszel(stack).tolist() == pytest.approx(expected)
    assert br.measures.mantel_haenszel_table(stack)["odds_ratio"].tolist() == (
        pytest.approx(expected)
    )


@pytest.mark.parametrize(
    ("stack", "said"),
    [
        (
            br.MixingMatrix([[[2, 1], [1, 0]]]),
            "it is not known of every session which pairs could have met",
        ),
        (present([((3, 2), 0, 0)]), "there are no contacts"),
        (
            present([((3, 2), 1, 1), ((1, 1), 0, 2)]),
            "in some session there are more contacts than pairs that could have met",
        ),
        (
            present([((3, 0), 2, 0), ((1, 1), 0, 1)]),
            "in no session could pairs across and pairs within both meet and both not meet",
        ),
        (
            present([((3, 2), 0, 3)]),
            "no session had a pair across that did not meet where a pair within did, so the ratio "
            "has no upper limit",
        ),
    ],
)
def test_mantel_haenszel_that_is_undefined(stack, said):
    assert np.isnan(br.measures.mantel_haenszel(stack))
    assert reason("mantel_haenszel", stack) == said
    assert reason("mantel_haenszel", stack, "nl") not in ("", said)
    row = br.measures.mantel_haenszel_table(stack).iloc[0]
    assert row["undefined"] == said and np.isnan(row["log_std_error"])


def test_mantel_haenszel_refuses_a_level():
    with pytest.raises(OptionError, match="`confidence_level` must be between 0 and 1, not 95."):
        br.measures.mantel_haenszel_table(present([((3, 2), 1, 1)]), confidence_level=95)
