from math import log

import numpy as np
import pytest

import bridging as br
from bridging.errors import OptionError

measures = br.measures


def test_published_carrington_and_troske(nulls_and_bias):
    published = nulls_and_bias["segregation_test_data1"]
    mix = br.Composition(published["table"])
    assert measures.dissimilarity_adjusted(mix) == pytest.approx(
        published["carrington_troske_D"], abs=1e-12
    )
    exact = measures.mutual_information_adjusted(mix)
    assert exact == pytest.approx(published["M"] - published["E_M_exact"], abs=1e-12)
    rule = measures.mutual_information_adjusted(mix, expectation="miller_madow")
    assert rule == pytest.approx(published["M"] - published["miller_madow"], abs=1e-12)


def test_published_bias_of_one_random_table(oracles):
    # M .0410 of five units of ten: the exact mean by chance is more, so there is no segregation
    mix = br.Composition(oracles.data("bias.5x10")["units_by_group"])
    assert measures.mutual_information(mix) == pytest.approx(
        oracles.value("bias.5x10")["M"], abs=1e-4
    )
    assert measures.mutual_information_adjusted(mix) < 0
    assert measures.theil_h_adjusted(mix) < 0


def test_by_hand():
    # Two of each group over two units of two: by chance D and H are 1/3, M is ln(2)/3.
    apart, even = br.Composition([[2, 0], [0, 2]]), br.Composition([[1, 1], [1, 1]])
    assert measures.dissimilarity_adjusted(apart) == pytest.approx(1)
    assert measures.dissimilarity_adjusted(even) == pytest.approx(-1)
    assert measures.theil_h_adjusted(apart) == pytest.approx(2 / 3)
    assert measures.theil_h_adjusted(even) == pytest.approx(-1 / 3)
    assert measures.mutual_information_adjusted(apart) == pytest.approx(log(2) * 2 / 3)
    # one unit more than another, one group more than the other, four people: 1/8
    rule = measures.mutual_information_adjusted(apart, expectation="miller_madow")
    assert rule == pytest.approx(log(2) - 1 / 8)


def test_empty_units_and_groups_have_no_part_in_the_rule():
    mix = br.Composition([[2, 0], [0, 2]])
    padded = br.Composition([[2, 0, 0], [0, 2, 0], [0, 0, 0]])
    for expectation in ("exact", "miller_madow"):
        options = {"expectation": expectation}
        assert measures.mutual_information_adjusted(padded, **options) == pytest.approx(
            measures.mutual_information_adjusted(mix, **options)
        )


def test_zero_by_chance_on_average():
    rng = np.random.default_rng(5)
    people = np.repeat([0, 1, 2], [20, 30, 50])
    drawn = []
    for _ in range(400):
        rng.shuffle(people)
        drawn.append([[(unit == g).sum() for g in range(3)] for unit in people.reshape(20, 5)])
    stack = br.Composition(drawn)
    for measure in (measures.mutual_information_adjusted, measures.theil_h_adjusted):
        values = measure(stack)
        assert abs(values.mean()) < 4 * values.std() / 20
    plain = measures.dissimilarity(stack)
    assert plain.mean() == pytest.approx(
        measures.expected_dissimilarity(stack)[0], abs=4 * plain.std() / 20
    )
    assert plain.mean() > 0.3


def test_the_table_has_both_beside_each_other():
    mix = br.Composition([[3, 2, 0], [0, 5, 1], [2, 2, 2]])
    table = measures.evenness_expected(mix).set_index("measure")
    assert list(table.index) == ["dissimilarity", "mutual_information", "theil_h"]
    for name in table.index:
        record = measures.get_measure(name)
        assert table.loc[name, "observed"] == record(mix)
        assert table.loc[name, "expected"] == measures.get_measure(record.at_random)(mix)
        assert table.loc[name, "adjusted"] == getattr(measures, f"{name}_adjusted")(mix)
    assert (table["undefined"] == "").all()


def test_undefined():
    alone = br.Composition([[1, 0], [1, 0], [0, 1]])
    reason = "every unit is one person, so that segregation is complete by chance alone"
    record = measures.get_measure("dissimilarity_adjusted")
    assert record.reasons(alone, {}) == reason
    table = measures.evenness_expected(alone)
    assert table["undefined"].tolist() == [reason, "", ""]
    assert np.isnan(table.loc[0, "adjusted"])
    assert table["adjusted"].tolist()[1:] == pytest.approx([0, 0])
    parts = br.Composition([[1.5, 1], [2, 3]])
    corrected = measures.get_measure("mutual_information_adjusted")
    assert corrected.reasons(parts, {}) == "not all counts are whole numbers of people"
    assert np.isfinite(corrected(parts, expectation="miller_madow"))


def test_an_unknown_expectation_is_refused():
    with pytest.raises(OptionError, match="`expectation` must be one of 'exact', 'miller_madow'"):
        measures.mutual_information_adjusted(br.Composition([[1, 2], [2, 1]]), expectation="mm")
