from math import log

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import bridging as br
from bridging.errors import OptionError

local, nested = br.measures.local_segregation, br.measures.nested_segregation
information = br.measures.mutual_information
TABLES = st.tuples(st.integers(2, 6), st.integers(2, 4)).flatmap(
    lambda shape: arrays(np.int64, shape, elements=st.integers(0, 12))
)


def compared(counts):
    """Whether two groups and two units have people."""
    return (counts.sum(axis=0) > 0).sum() >= 2 and (counts.sum(axis=1) > 0).sum() >= 2


def test_published_levels_of_schools(oracles, schools):
    table = nested(schools["00"], levels=schools["levels00"]).set_index("level")
    published = oracles.value("mh.schools00.nested")
    for level, key in (
        ("state", "state"),
        ("district", "district|state"),
        ("unit", "school|state,district"),
    ):
        assert table.loc[level, "mutual_information"] == pytest.approx(
            published[key]["M"], abs=5e-8
        )
        assert table.loc[level, "theil_h"] == pytest.approx(published[key]["H"], abs=5e-9)
    assert table["share"].sum() == pytest.approx(1)


def test_published_parts_between_and_within_states(segregation_readme, schools):
    levels = {"state": schools["levels00"]["state"]}
    table = nested(schools["00"], levels=levels).set_index("level")
    for level, key in (("state", "between_state"), ("unit", "within_state")):
        for name, symbol in (("mutual_information", "M"), ("theil_h", "H")):
            value = segregation_readme[key]["computed"][symbol]
            assert table.loc[level, name] == pytest.approx(value, abs=1e-9)
            printed = segregation_readme[key]["published"][symbol]
            assert table.loc[level, name] == pytest.approx(printed, abs=5e-4)


def test_local_segregation_of_races(segregation_readme, schools):
    published = segregation_readme["local_by_race"]
    races, values = schools["00"].groups, local(schools["00"], of="group")
    for race, value in zip(races, values, strict=True):
        assert value == pytest.approx(published["computed_not_debiased"][race], abs=1e-9)
    share = schools["00"].sizes / schools["00"].sizes.sum()
    assert share @ values == pytest.approx(published["sum_check"], abs=1e-9)


@given(TABLES)
def test_local_values_add_up_to_mutual_information(counts):
    assume(compared(counts))
    mix, total = br.Composition(counts), information(br.Composition(counts))
    for of, axis in (("unit", 1), ("group", 0)):
        weight = counts.sum(axis=axis) / counts.sum()
        values = local(mix, of=of)
        assert np.array_equal(np.isnan(values), weight == 0)
        assert weight @ np.nan_to_num(values) == pytest.approx(total, abs=1e-9)
        assert local(mix, of=of, pooled=True) == pytest.approx(total, abs=1e-12)
    turned = br.Composition(counts.T)
    assert local(mix, of="group") == pytest.approx(local(turned), nan_ok=True)


def test_local_segregation_by_hand():
    # Shares 3/10 and 7/10. Monday (3, 2): 3/5 ln 2 + 2/5 ln(4/7). Friday (0, 5): ln(10/7).
    mix = br.Composition([[3, 2], [0, 5]])
    monday, friday = 3 / 5 * log(2) + 2 / 5 * log(4 / 7), log(10 / 7)
    assert local(mix).tolist() == pytest.approx([monday, friday])
    # Units half each. First group, all on Monday: ln 2. Second (2/7, 5/7): 2/7 ln 4/7 + 5/7 ln 10/7.
    second = 2 / 7 * log(4 / 7) + 5 / 7 * log(10 / 7)
    assert local(mix, of="group").tolist() == pytest.approx([log(2), second])


def test_an_empty_unit_or_group_is_undefined():
    record = br.measures.get_measure("local_segregation")
    mix = br.Composition([[2, 1, 0], [1, 3, 0], [0, 0, 0]])
    reason = "there is nobody in the unit, or of the group"
    assert record.reasons(mix, {}).tolist() == ["", "", reason]
    assert record.reasons(mix, {"of": "group"}).tolist() == ["", "", reason]
    assert np.isfinite(record(mix, pooled=True))


@pytest.mark.parametrize("seed", range(6))
def test_within_parts_are_weighted_means(seed):
    # M within is the mean of M in the larger units by people; H within that of H by people and
    # entropy: p_s E_s / E.
    rng = np.random.default_rng(seed)
    counts, place = rng.integers(0, 9, (7, 3)), rng.integers(0, 3, 7)
    table = nested(br.Composition(counts), levels={"place": place}).set_index("level")
    share = counts.sum(axis=0) / counts.sum()
    whole = -(share * np.log(share)).sum()
    m_within, h_within = 0.0, 0.0
    for one in np.unique(place):
        inside = counts[place == one]
        weight = inside.sum() / counts.sum()
        if (inside.sum(axis=1) > 0).sum() > 1 and (inside.sum(axis=0) > 0).sum() > 1:
            mix = br.Composition(inside)
            entropy = br.measures.shannon_entropy(mix)
            m_within += weight * information(mix)
            h_within += weight * entropy / whole * br.measures.theil_h(mix)
    assert table.loc["unit", "mutual_information"] == pytest.approx(m_within)
    assert table.loc["unit", "theil_h"] == pytest.approx(h_within)
    assert table["mutual_information"].sum() == pytest.approx(information(br.Composition(counts)))
    assert table["theil_h"].sum() == pytest.approx(br.measures.theil_h(br.Composition(counts)))


def test_labels_speak_within_their_larger_unit():
    # "centre" of one city is not that of the other
    mix = br.Composition([[3, 1], [1, 3], [4, 2], [2, 4]])
    cities, same = ["x", "x", "y", "y"], ["centre", "edge", "centre", "edge"]
    own = ["x centre", "x edge", "y centre", "y edge"]
    one = nested(mix, levels={"city": cities, "part": same})
    assert one.equals(nested(mix, levels={"city": cities, "part": own}))
    assert one["mutual_information"].tolist()[2] == 0


def test_without_levels_all_is_between_the_units():
    mix = br.Composition([[3, 2], [0, 5]])
    table = nested(mix)
    assert table["level"].tolist() == ["unit"]
    assert table.loc[0, "theil_h"] == pytest.approx(br.measures.theil_h(mix))
    nothing = nested(br.Composition([[3, 0], [1, 0]]))
    assert nothing.loc[0, "undefined"] == "there are people of one group only"
    assert np.isnan(nothing.loc[0, "theil_h"])
    even = nested(br.Composition([[1, 1], [1, 1]]))
    assert even.loc[0, "theil_h"] == 0 and np.isnan(even.loc[0, "share"])


def test_bad_options():
    mix = br.Composition([[3, 2], [0, 5]])
    with pytest.raises(OptionError, match="`levels` must have 2 labels for 'city', one for each"):
        nested(mix, levels={"city": ["x"]})
    with pytest.raises(OptionError, match="`of` must be one of 'unit', 'group', not 'units'"):
        local(mix, of="units")
