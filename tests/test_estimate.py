"""The front door: one call gives the estimate, its interval and what chance would give."""

import numpy as np
import pandas as pd
import pytest

import bridging as br
from bridging.errors import DataError, OptionError, UnknownNameError
from bridging.estimate import PROFILE
from bridging.results import COLUMNS
from bridging.simulate import world


@pytest.fixture(scope="module")
def study():
    return world(seed=3, sites=2, sessions=10, people=30, contact_chance=0.2)


@pytest.fixture(scope="module")
def line(study):
    return next(iter(study.lines))


def test_the_frame_always_has_the_same_columns(study, line):
    for results in (
        br.estimate("ei_index", study, line, by="site", n_resamples=49),
        br.estimate("coleman_homophily", study, line, null=None),
        br.profile(br.MixingMatrix([[4, 1], [1, 0]])),
        br.estimate("blau", br.Composition([[3, 1]])),
    ):
        frame = results.to_frame()
        assert tuple(frame.columns) == COLUMNS
        assert len(frame) == len(results)


def test_the_estimate_is_never_altered_by_what_stands_beside_it(study, line):
    bare = br.measures.bridging_ratio(study.mixing(line))
    for null, interval in ((None, None), ("default", None), (None, "default")):
        result = br.estimate(
            "bridging_ratio", study, line, null=null, interval=interval, n_resamples=49
        )[0]
        assert result.estimate == bare
        assert (result.null is None) == (null is None)
        assert (result.interval is None) == (interval is None)


def test_same_seed_same_numbers(study, line):
    one, two, other = (
        br.estimate("bridging_share", study, line, n_resamples=99, seed=seed).to_frame()
        for seed in (5, 5, 6)
    )
    pd.testing.assert_frame_equal(one, two)
    assert one["null_mean"][0] != other["null_mean"][0]


def test_a_profile_gives_the_same_as_each_measure_alone(study, line):
    profile = br.profile(study, line, by="site", n_resamples=49, seed=2)
    for name in PROFILE:
        alone = br.estimate(name, study, line, by="site", n_resamples=49, seed=2)
        pd.testing.assert_frame_equal(alone.to_frame(), profile[name].to_frame())


def test_shares_and_indices_that_say_the_same_have_the_same_p(study, line):
    same = {"measures": ["bridging_share", "ei_index", "bridging_ratio"], "n_resamples": 199}
    tested = br.profile(study, line, interval=None, **same)
    assert len({result.null.p_value for result in tested}) == 1
    share, ei, ratio = br.profile(study, line, **same)
    assert share.null.p_value == pytest.approx(ei.null.p_value)
    # beside an interval p is the larger of the two
    assert min(share.null.p_value, ratio.null.p_value) >= tested[0].null.p_value
    assert 2 * share.null.mean - 1 == pytest.approx(ei.null.mean)
    assert 2 * share.interval.low - 1 == pytest.approx(ei.interval.low)


def test_what_does_not_depend_on_partners_has_no_null(study, line):
    assert br.estimate("expected_bridging_share", study, line, n_resamples=49)[0].null is None
    assert br.estimate("theil_h", study, line)[0].null is None


def test_by_gives_what_selecting_gives(study, line):
    by_site = br.estimate("bridging_ratio", study, line, by="site", null=None)
    for result in by_site:
        alone = br.estimate("bridging_ratio", study.select(sites=result.unit), line, null=None)[0]
        assert alone.estimate == pytest.approx(result.estimate)
        assert alone.interval.low == pytest.approx(result.interval.low)
        assert alone.sizes == result.sizes


def test_a_site_alone_has_the_same_p_as_beside_others(study, line):
    for result in br.estimate("bridging_share", study, line, by="site", n_resamples=99):
        alone = br.estimate(
            "bridging_share", study.select(sites=result.unit), line, n_resamples=99
        )[0]
        assert alone.null == result.null


def test_the_order_of_the_records_does_not_matter(study, line):
    tables = {k: v.drop(columns="row") for k, v in study.records.tables.items()}
    members, encounters = tables["members"], tables["encounters"]
    long = members.assign(
        **{
            name: members["encounter_index"].map(encounters[name])
            for name in ("encounter", "session")
        }
    )[["encounter", "participant", "session"]]
    frames = {
        "participants": tables["participants"],
        "sessions": tables["sessions"],
        "attendance": tables["attendance"],
        "encounters": long,
    }
    results = [
        br.estimate(
            "bridging_share",
            br.Study.from_frames(
                **{
                    n: t.sample(frac=1, random_state=seed) if seed else t for n, t in frames.items()
                },
                lines={line: list(study.lines[line].groups)},
            ),
            line,
            n_resamples=99,
        )[0]
        for seed in (0, 1)
    ]
    assert results[0].null == results[1].null
    assert results[0].interval.low == pytest.approx(results[1].interval.low)


def test_p_is_never_zero():
    apart = world(seed=1, people=40, sessions=24, contact_chance=0.3, partner_choice=0.02)
    result = br.estimate("bridging_share", apart, next(iter(apart.lines)), n_resamples=99)[0]
    assert result.null.p_value == 2 / 100
    assert result.estimate < result.null.mean


def test_the_default_profile_can_be_split_by_encounters(study, line):
    measures = {r.measure.name for r in br.profile(study, line, by="occasion", null=None)}
    assert "ei_index" in measures and "theil_h" not in measures


def test_pairs_are_counted_once_where_they_are_compared_with_pairs_who_could_meet():
    """Somebody talks nine times to the same person: that is one pair."""
    people = [f"p{i}" for i in range(10)]
    ends = [("p0", "p2"), ("p0", "p1"), ("p3", "p4")] + [("p0", "p2")] * 8
    study = br.Study.from_frames(
        participants={"participant": people, "origin": ["a", "b"] * 5},
        attendance={"participant": people},
        encounters={"source": [a for a, _ in ends], "target": [b for _, b in ends]},
        lines={"origin": ["a", "b"]},
    )
    # within: 1 of 20 pairs met; across: 2 of 25. (1 * 23) / (2 * 19)
    assert br.estimate("odds_ratio_within", study).estimate == pytest.approx(23 / 38)


def test_every_line_where_none_is_named():
    both = world(seed=2, people=20, sessions=6, contact_chance=0.3, ses_shares=(0.5, 0.3, 0.2))
    results = br.estimate("ei_index", both, null=None, interval=None)
    assert [result.line for result in results] == list(both.lines)


def test_a_table_given_as_it_is_has_an_estimate_only():
    result = br.estimate("ei", br.MixingMatrix([[40, 2], [5, 41]], directed=True))[0]
    assert result.estimate == pytest.approx(-0.840909, abs=5e-7)
    assert result.null is None and result.interval is None
    assert result.sizes.contacts == 88
    stack = br.MixingMatrix([[[2, 1], [1, 2]], [[0, 0], [0, 0]]], units=["x", "y"])
    frame = br.estimate("ei_index", stack).to_frame()
    assert frame["unit"].tolist() == ["x", "y"]
    assert frame["undefined"].tolist() == ["", "there are no contacts"]


def test_a_graph_and_a_function_are_taken_too():
    graph = br.ContactGraph.from_edges(
        [(1, 2), (2, 3)], labels={"line": {1: "low", 2: "low", 3: "high"}}
    )
    assert br.estimate(br.measures.ei_index, graph).estimate == pytest.approx(0.0)
    frame = br.estimate("economic_connectedness", graph, null=None).to_frame()
    assert frame["group"].tolist() == ["low", "high"]


def test_compare_gives_b_minus_a(study, line):
    a, b = (study.select(sites=site) for site in study.sites)
    result = br.compare("bridging_share", a, b, line)[0]
    values = [br.measures.bridging_share(part.mixing(line)) for part in (a, b)]
    assert result.estimate == pytest.approx(values[1] - values[0])
    assert (result.extra["a"], result.extra["b"]) == pytest.approx(tuple(values))
    assert result.interval.low < result.estimate < result.interval.high
    back = br.compare("bridging_share", b, a, line)[0]
    assert back.interval.low == pytest.approx(-result.interval.high)


def test_compare_of_a_study_with_itself_has_no_spread(study, line):
    result = br.compare("bridging_share", study, study, line)[0]
    assert result.estimate == 0 and "no spread" in result.interval.undefined


def test_compare_by_hand(study, line):
    """Leave each person out of both sides: twelve lines of plain Python."""
    a, b = (study.select(sites=site) for site in study.sites)
    from bridging.counting.deletions import without_each

    values, sides = {}, []
    for part in (a, b):
        count = part.count_mixing(line)
        (deletions,) = without_each(count, np.arange(len(part.coded.people)))
        shares = br.measures.bridging_share(deletions.matrix)
        names = [part.coded.people[code] for code in deletions.clusters]
        sides.append(
            (dict(zip(names, shares, strict=True)), br.measures.bridging_share(count.matrix()))
        )
    everyone = sorted({*sides[0][0], *sides[1][0]})
    values = np.array(
        [sides[1][0].get(n, sides[1][1]) - sides[0][0].get(n, sides[0][1]) for n in everyone]
    )
    n = len(everyone)
    error = np.sqrt((n - 2) / (2 * n) * ((values - values.mean()) ** 2).sum())
    assert br.compare("bridging_share", a, b, line)[0].interval.std_error == pytest.approx(error)


def test_tallies_have_an_interval_over_sessions_and_no_test():
    rng = np.random.default_rng(0)
    sessions = [f"s{i}" for i in range(12)]
    tallied = br.Study.from_frames(
        tallies_present={
            "line": ["origin"] * 24,
            "group": ["a", "b"] * 12,
            "present": rng.integers(2, 8, 24),
            "session": np.repeat(sessions, 2),
        },
        tallies_contacts={
            "line": ["origin"] * 24,
            "group_a": ["a"] * 24,
            "group_b": ["a", "b"] * 12,
            "contacts": rng.integers(1, 6, 24),
            "session": np.repeat(sessions, 2),
        },
        lines={"origin": ["a", "b"]},
    )
    result = br.estimate("bridging_ratio", tallied, "origin")[0]
    assert "leave-session-out" in result.interval.method
    assert result.interval.low < result.estimate < result.interval.high
    assert result.null is None


def test_families_are_left_out_whole():
    families = world(seed=4, people=30, sessions=12, families=True, contact_chance=0.2)
    result = br.estimate("bridging_ratio", families, next(iter(families.lines)), null=None)[0]
    assert "leave-family-out" in result.interval.method
    assert result.interval.n_clusters < result.sizes.participants


@pytest.mark.parametrize("name", ["blau_unbiased", "theil_h", "friending_bias"])
def test_every_kind_of_measure_leaves_families_out_whole(name):
    """The values without each family, from studies that never had it."""
    whole = world(seed=6, people=14, sessions=10, families=True, contact_chance=0.4)
    line = next(iter(whole.lines))
    result = br.estimate(name, whole, line, null=None, interval="jackknife")[0]
    tables = {k: v.drop(columns="row") for k, v in whole.records.tables.items()}
    members, encounters = tables["members"], tables["encounters"]
    values = []
    came = set(tables["attendance"]["participant"])
    families = tables["participants"].set_index("participant")["family"]
    for family in dict.fromkeys(f for p, f in families.items() if p in came):
        gone = set(families.index[families == family])
        hit = members[members["participant"].isin(gone)]["encounter_index"]
        kept = encounters.drop(index=hit.unique()).index
        long = members[members["encounter_index"].isin(kept)].assign(
            encounter=lambda t: t["encounter_index"].map(encounters["encounter"]),
            session=lambda t: t["encounter_index"].map(encounters["session"]),
        )
        rest = br.Study.from_frames(
            participants=tables["participants"][~tables["participants"]["participant"].isin(gone)],
            sessions=tables["sessions"],
            attendance=tables["attendance"][~tables["attendance"]["participant"].isin(gone)],
            encounters=long[["encounter", "participant", "session"]],
            lines={line: list(whole.lines[line].groups)},
        )
        values.append(br.estimate(name, rest, line, null=None, interval=None)[0].estimate)
    n = len(values)
    values, slope = np.array(values), 1 - result.estimate
    if name == "friending_bias":
        values, factor = -np.log(1 - values), (n - 2) / (2 * n)
    else:
        values, factor = np.log(values / (1 - values)), (n - 1) / n
        slope *= result.estimate
    error = slope * np.sqrt(factor * ((values - values.mean()) ** 2).sum())
    assert result.interval.n_clusters == n
    assert result.interval.std_error == pytest.approx(error, rel=1e-6)
    assert "leave-family-out" in result.interval.method


def test_compare_has_an_interval_for_compositions_too(study, line):
    a, b = (study.select(sites=site) for site in study.sites)
    result = br.compare("blau_unbiased", a, b, line)[0]
    assert result.interval.low < result.estimate < result.interval.high


@pytest.mark.parametrize(
    ("error", "message", "call"),
    [
        (UnknownNameError, r"`measure` must be a known measure, not 'ei_indx'\. Did you mean 'ei_index'",
         lambda s, n: br.estimate("ei_indx", s, n)),
        (UnknownNameError, r"`line` must be a known name, not 'orgin'",
         lambda s, n: br.estimate("ei_index", s, "orgin")),
        (UnknownNameError, r"`by` must be a known name, not 'sites'.*Did you mean 'site'",
         lambda s, n: br.estimate("ei_index", s, n, by="sites")),
        (UnknownNameError, r"`null` must be one of 'attendance_swap'",
         lambda s, n: br.estimate("ei_index", s, n, null="rewire")),
        (OptionError, r"`interval` must be one of", lambda s, n: br.estimate("ei_index", s, n, interval="bootstrap")),
        (OptionError, r"`alternative` must be one of",
         lambda s, n: br.estimate("ei_index", s, n, alternative="larger")),
        (OptionError, r"`n_resamples` must be a whole number from 1, not 0",
         lambda s, n: br.estimate("ei_index", s, n, n_resamples=0)),
        (OptionError, r"`seed` must be a whole number from 0, not -1",
         lambda s, n: br.estimate("ei_index", s, n, seed=-1)),
        (OptionError, r"`confidence_level` must be between 0 and 1, not 95",
         lambda s, n: br.estimate("ei_index", s, n, confidence_level=95)),
        (OptionError, r"`ei_index` can't take the option 'poled'",
         lambda s, n: br.estimate("ei_index", s, n, poled=True)),
        (OptionError, r"Did you mean 'pooled'",
         lambda s, n: br.estimate("coleman_homophily", s, n, poled=True)),
        (OptionError, r"`by` can't split a structure",
         lambda s, n: br.estimate("ei_index", s.mixing(n), by="site")),
        (OptionError, r"`ei_index` must have a MixingMatrix, not a Composition",
         lambda s, n: br.estimate("ei_index", s.composition(n))),
        (OptionError, r"`data` must be a Study, MixingMatrix, Composition, ContactGraph or Incidence, not a list",
         lambda s, n: br.estimate("ei_index", [[1, 2], [2, 1]])),
        (OptionError, r"`b` must be a Study, not a MixingMatrix",
         lambda s, n: br.compare("ei_index", s, s.mixing(n), n)),
        (OptionError, r"`by` must be a column of sites, sessions or participants",
         lambda s, n: br.estimate("blau", s, n, by="form")),
        (OptionError, r"compares two lines.*consolidation on study.cross_table\(line_a, line_b\)",
         lambda s, n: br.estimate("consolidation", s, n)),
        (OptionError, r"gives a table.*on a ContactGraph, as study.contact_graphs\(\)\['all'\]",
         lambda s, n: br.estimate("crossings", s, n)),
        (OptionError, r"`of` can't be used here: what is counted for 'blau' takes 'units'\.",
         lambda s, n: br.estimate("blau", s, n, of="visits")),
        (OptionError, r"`weight` can't be used here: .* takes 'units'",
         lambda s, n: br.compare("blau", s, s, n, weight="minutes")),
        (OptionError, r"`units` can't be used here: .* takes 'weight', 'opportunity'",
         lambda s, n: br.profile(s, n, measures=["ei_index"], units="visits")),
        (OptionError, r"`weight` can't be used with a MixingMatrix: it says how a study is counted",
         lambda s, n: br.estimate("ei_index", s.mixing(n), weight="minutes")),
    ],
)  # fmt: skip
def test_wrong_calls_say_what_is_wrong(study, line, error, message, call):
    with pytest.raises(error, match=message):
        call(study, line)


def test_a_study_without_lines_says_so():
    bare = br.Study.from_frames(attendance={"participant": ["an"], "session": ["s"]})
    with pytest.raises(DataError, match=r"can't be estimated: it has no lines"):
        br.estimate("ei_index", bare)


def test_few_draws_do_not_look_like_one_arrangement():
    study = br.Study.from_frames(
        participants={"participant": ["a0", "a1", "a2", "a3", "b0", "b1", "b2", "b3"],
                      "origin": ["a"] * 4 + ["b"] * 4},
        attendance={"participant": ["a0", "a1", "a2", "a3", "b0", "b1", "b2", "b3"]},
        encounters={"source": ["a0", "b0", "a2", "a3"], "target": ["a1", "b1", "b2", "b3"]},
        lines={"origin": ["a", "b"]},
    )  # fmt: skip
    for seed in range(5):
        result = br.estimate("bridging_share", study, n_resamples=1, seed=seed)[0]
        assert not result.null.undefined and result.null.n_resamples == 1


def test_one_tally_does_not_silence_the_named_contacts():
    named = world(seed=3, sites=2, sessions=8, people=24, contact_chance=0.3)
    line = next(iter(named.lines))
    tables = {k: v.drop(columns="row") for k, v in named.records.tables.items()}
    members, encounters = tables["members"], tables["encounters"]
    long = members.assign(
        encounter=members["encounter_index"].map(encounters["encounter"]),
        session=members["encounter_index"].map(encounters["session"]),
    )[["encounter", "participant", "session"]]
    extra = {"session": ["t1"], "site": [named.sites[1]]}
    group = named.lines[line].groups[0]
    both = br.Study.from_frames(
        participants=tables["participants"],
        sessions=pd.concat([tables["sessions"][["session", "site"]], pd.DataFrame(extra)]),
        attendance=tables["attendance"],
        encounters=long,
        tallies_present={"line": [line], "group": [group], "present": [4], "session": ["t1"]},
        tallies_contacts={"line": [line], "group_a": [group], "group_b": [group],
                          "contacts": [2], "session": ["t1"]},
        lines={line: list(named.lines[line].groups)},
    )  # fmt: skip
    one, two = br.estimate("bridging_share", both, line, by="site", n_resamples=49)
    alone = br.estimate("bridging_share", named, line, by="site", n_resamples=49)[0]
    assert one.null == alone.null and "person" in one.interval.method
    assert "tallies" in two.null.undefined and "session" in two.interval.method
    with pytest.raises(DataError, match=r"can't split tallies"):
        br.Study.from_frames(
            participants=tables["participants"].assign(area="x"),
            tallies_present={"line": [line], "group": [group], "present": [4]},
            lines={line: list(named.lines[line].groups)},
        ).composition(line, by="area")


def test_sessions_that_allow_one_arrangement_tell_nothing():
    pairs = br.Study.from_frames(
        participants={"participant": ["an", "bo", "cy"], "origin": ["a", "b", "b"]},
        attendance={"participant": ["an", "bo", "an", "cy"], "session": [1, 1, 2, 2]},
        encounters={"source": ["an", "an"], "target": ["bo", "cy"], "session": [1, 2]},
        lines={"origin": ["a", "b"]},
    )
    result = br.estimate("bridging_share", pairs, "origin")[0]
    assert np.isnan(result.null.p_value)
    assert "more than one arrangement" in result.to_frame()["undefined"][0]
