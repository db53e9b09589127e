import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import bridging as br
from bridging.errors import DataError, OptionError
from bridging.inference import bootstrap_bias

ORACLES = Path(__file__).parents[2].parent / "shared" / "oracles"


@pytest.fixture(scope="module")
def schools():
    if not ORACLES.exists():
        pytest.skip(f"the published numbers are not at {ORACLES}")
    long = pd.read_csv(ORACLES / "data" / "segregation_schools00.csv")
    wide = long.pivot_table(index="school", columns="race", values="n", aggfunc="sum", fill_value=0)
    return br.Composition(wide.to_numpy(), wide.index, wide.columns)


@pytest.fixture(scope="module")
def published():
    entries = json.loads((ORACLES / "measures.json").read_text(encoding="utf-8"))
    return {entry["id"]: entry["value"] for entry in entries}


@pytest.mark.parametrize(("measure", "key"), [("mutual_information", "M"), ("theil_h", "H")])
def test_published_m_and_h_of_schools_without_bias(schools, published, measure, key):
    printed = published["mh.schools00.bootstrap"][key]
    found = bootstrap_bias(measure, schools, n_resamples=300, confidence_level=0.9, seed=1)
    # a standard error of .0008 over 500 and 300 draws: .00006 on the bias, and the last digit
    assert found.bias == pytest.approx(printed["bias"], abs=2.5e-4)
    assert found.corrected == pytest.approx(printed["est"], abs=1e-3)
    assert found.std_error == pytest.approx(printed["se"], rel=0.15)
    assert [found.low, found.high] == pytest.approx(printed["CI"], abs=1e-3)
    assert found.estimate == br.measures.get_measure(measure)(schools)
    assert found.n_lost == 0


def test_published_local_segregation_without_bias(schools, published):
    printed = published["local.schools00.race"]
    found = bootstrap_bias("local_segregation", schools, of="group", n_resamples=200, seed=2)
    share = schools.sizes / schools.sizes.sum()
    for i, race in enumerate(schools.groups):
        # four Monte Carlo errors of 200 and 500 draws, and the last digit
        error = 4 * found.std_error[i] * np.sqrt(1 / 200 + 1 / 500) + 6e-4
        assert found.corrected[i] == pytest.approx(printed[race]["ls"], abs=error)
        assert share[i] == pytest.approx(printed[race]["p"], abs=6e-5)


def test_a_seed_gives_the_same_numbers():
    mix = br.Composition([[9, 5], [4, 7], [6, 2]])
    one, again, other = (bootstrap_bias("theil_h", mix, n_resamples=50, seed=s) for s in (1, 1, 2))
    assert one == again
    assert one.bias != other.bias
    assert one.corrected == pytest.approx(one.estimate - one.bias)


def test_large_and_even_has_the_bias_of_miller_and_madow():
    mix = br.Composition([[500, 500], [300, 300], [700, 700]])
    found = bootstrap_bias("mutual_information", mix, n_resamples=400, seed=3)
    assert found.bias == pytest.approx(2 / (2 * 3000), rel=0.25)


def test_lost_draws_are_counted():
    # one person of group b: about 1/e of the draws are without, and have no D
    mix = br.Composition([[10, 1], [20, 0]])
    found = bootstrap_bias("dissimilarity", mix, n_resamples=400, seed=4)
    assert found.n_lost / 400 == pytest.approx(np.exp(-1), abs=0.1)
    assert np.isfinite(found.corrected)
    nothing = bootstrap_bias("isolation", br.Composition([[3, 2, 0], [1, 4, 0]]), n_resamples=30)
    assert nothing.n_lost.tolist()[2] == 30
    assert np.isnan(nothing.corrected).tolist() == [False, False, True]


def test_bad_input():
    mix = br.Composition([[9, 5], [4, 7]])
    with pytest.raises(OptionError, match="must give values of a Composition"):
        bootstrap_bias("ei_index", mix)
    with pytest.raises(OptionError, match="must give values of a Composition"):
        bootstrap_bias("evenness_expected", mix)
    with pytest.raises(OptionError, match="`composition` must be a Composition, not a list"):
        bootstrap_bias("theil_h", [[1, 2]])
    with pytest.raises(OptionError, match="`n_resamples` must be a whole number from 2, not 1"):
        bootstrap_bias("theil_h", mix, n_resamples=1)
    with pytest.raises(OptionError, match="`confidence_level` must be between 0 and 1, not 95"):
        bootstrap_bias("theil_h", mix, confidence_level=95)
    with pytest.raises(OptionError, match="can't take the option 'order'"):
        bootstrap_bias("theil_h", mix, order=1)
    with pytest.raises(DataError, match="`composition` must be one table, not a stack of"):
        bootstrap_bias("theil_h", br.Composition(np.ones((2, 2, 2))))
    with pytest.raises(DataError, match="`composition` must have people in whole numbers"):
        bootstrap_bias("theil_h", br.Composition([[1.5, 1], [1, 2]]))
