import numpy as np
import pytest

import bridging as br
from bridging.counting.seconds import seconds_in_contact
from bridging.errors import DataError, OptionError
from bridging.inference.confusion import (
    confusion_shares,
    corrected_counts,
    corrected_mixing,
    draw_confusion,
)
from bridging.inference.misclassification import (
    corrected_bridging,
    corrected_contacts,
    rogan_gladen,
)
from bridging.inference.simex import simex

Q3 = np.array([[0.9, 0.08, 0.02], [0.1, 0.8, 0.1], [0.05, 0.15, 0.8]])


def test_published_rogan_and_gladen(published):
    known = published("reliability.json")["computed"]["rogan_gladen"]
    found = rogan_gladen(known["apparent"], sensitivity=known["sens"], specificity=known["spec"])
    assert found.estimate == pytest.approx(known["true"], abs=1e-12)
    assert np.isnan(found.std_error)  # nothing is said to be estimated


def test_rogan_and_gladens_error_is_that_of_simulated_samples():
    rng = np.random.default_rng(1)
    true, sensitivity, specificity = 0.3, 0.8, 0.9
    apparent = true * sensitivity + (1 - true) * (1 - specificity)
    n, m, k = 400, 150, 200
    p, se, sp = (rng.binomial(size, share, 20_000) / size for size, share in (
        (n, apparent), (m, sensitivity), (k, specificity)))  # fmt: skip
    estimates = (p + sp - 1) / (se + sp - 1)
    found = rogan_gladen(
        apparent,
        sensitivity=sensitivity,
        specificity=specificity,
        n=n,
        n_sensitivity=m,
        n_specificity=k,
    )
    assert found.estimate == pytest.approx(true)
    # the delta method, and 20 000 draws (a Monte Carlo error of .5 %)
    assert found.std_error == pytest.approx(estimates.std(), rel=0.04)
    assert found.ci_high - found.estimate == pytest.approx(1.96 * found.std_error, rel=1e-3)


def test_counts_and_tables_come_back():
    people = np.array([50.0, 30.0, 20.0])
    assert corrected_counts(Q3.T @ people, Q3) == pytest.approx(people)
    table = np.array([[40.0, 10.0, 5.0], [10.0, 20.0, 8.0], [5.0, 8.0, 6.0]])
    recorded = Q3.T @ table @ Q3
    assert corrected_mixing(recorded, Q3) == pytest.approx(table)
    stack = np.stack([recorded, 2 * recorded])
    assert corrected_mixing(stack, Q3)[1] == pytest.approx(2 * table)
    assert corrected_mixing(recorded, np.stack([Q3, np.eye(3)]))[1] == pytest.approx(recorded)


def test_the_recorded_table_is_on_average_qt_m_q():
    """People keep their wrong group in all their contacts, and still the mean is so."""
    rng = np.random.default_rng(2)
    true = rng.integers(3, size=30)
    edges = [(i, j) for i in range(30) for j in range(i) if rng.random() < 0.3]
    i, j = np.array(edges).T

    def table(codes):
        found = np.zeros((3, 3))
        np.add.at(found, (codes[i], codes[j]), 1)
        np.add.at(found, (codes[j], codes[i]), 1)  # the diagonal from both ends
        return found

    draws = [
        table((rng.random((30, 1)) >= Q3.cumsum(axis=1)[true, :-1]).sum(axis=1))
        for _ in range(4000)
    ]
    error = np.std(draws, axis=0) / np.sqrt(4000)
    assert (np.abs(np.mean(draws, axis=0) - Q3.T @ table(true) @ Q3) < 4.5 * error).all()


def test_shares_of_a_validation_sample_and_their_draws():
    counts = np.array([[90, 10], [3, 37]])
    assert confusion_shares(counts) == pytest.approx(np.array([[0.9, 0.1], [0.075, 0.925]]))
    draws = draw_confusion(counts, n_draws=20_000, rng=np.random.default_rng(3))
    assert draws.sum(axis=-1) == pytest.approx(1)
    # the mean and variance of Beta(90.5, 10.5)
    assert draws[:, 0, 0].mean() == pytest.approx(90.5 / 101, abs=1e-3)
    variance = 90.5 * 10.5 / (101**2 * 102)
    assert draws[:, 0, 0].var() == pytest.approx(variance, rel=0.05)


def test_bridging_share_corrected_for_groups():
    q = np.array([[0.9, 0.1], [0.2, 0.8]])
    true = np.array([[60.0, 20.0], [20.0, 50.0]])
    found = corrected_bridging(q.T @ true @ q, 1000 * q)
    assert found.estimate == pytest.approx(40 / 150)
    assert found.recorded > found.estimate  # errors look like bridging here
    assert found.ci_low < found.estimate < found.ci_high
    wider = corrected_bridging(q.T @ true @ q, 50 * q)
    assert wider.std_error > 3 * found.std_error  # 1000 against 50 per group: about 4.5 times
    assert corrected_bridging(q.T @ true @ q, 50 * q) == wider  # the same seed


def test_corrections_that_are_refused():
    recorded = [[40, 10], [10, 40]]
    useless = corrected_bridging(recorded, [[50, 50], [49, 51]])
    assert np.isnan(useless.estimate) and useless.recorded == pytest.approx(0.2)
    assert "determinant 0.01, at least 0.10 is needed" in useless.undefined
    assert "determinant 0,01, minstens 0,10" in useless.undefined_nl
    nobody = corrected_bridging(recorded, [[50, 5], [0, 0]])
    assert nobody.undefined == "a category does not occur in the validation sample"
    tiny = corrected_bridging(recorded, [[2, 1], [1, 2]])
    assert np.isfinite(tiny.estimate) and np.isnan(tiny.ci_low)
    assert tiny.undefined.startswith("the validation sample is too small")
    empty = corrected_bridging([[0, 0], [0, 0]], [[9, 1], [1, 9]])
    assert np.isnan(empty.estimate) and empty.undefined
    worse = rogan_gladen(0.3, sensitivity=0.4, specificity=0.5)
    assert np.isnan(worse.estimate) and "tells the categories hardly apart" in worse.undefined


@pytest.mark.parametrize("errors", [(0.0, 0.0), (0.01, 0.02), (0.1, 0.15)])
def test_the_interval_holds_the_truth_and_its_estimate(errors):
    """Over validation samples: nearly always without errors, else about as often as it says."""
    rng = np.random.default_rng(6)
    q = np.array([[1 - errors[0], errors[0]], [errors[1], 1 - errors[1]]])
    true = np.array([[50.0, 20.0], [20.0, 60.0]])
    held = 0
    for _ in range(400):
        validation = [rng.multinomial(80, row) for row in q]
        found = corrected_bridging(q.T @ true @ q, validation, n_draws=500)
        assert 0 <= found.ci_low <= found.estimate <= found.ci_high <= 1
        held += found.ci_low - 1e-12 <= 40 / 150 <= found.ci_high + 1e-12
    assert held / 400 > 0.95 - 3 * np.sqrt(0.95 * 0.05 / 400)
    if errors == (0.0, 0.0):
        assert held == 400  # no sample shows an error, so that the estimate is the truth


def test_a_validation_sample_without_errors_has_its_estimate_as_upper_limit():
    found = corrected_bridging([[40, 10], [10, 30]], [[50, 0], [0, 40]])
    assert found.estimate == found.ci_high == pytest.approx(20 / 90)
    assert (
        0.1 < found.ci_low < found.estimate
    )  # errors make bridging: fewer cross, if there are any


def test_shares_and_contacts_that_cannot_be_are_cut_off_or_refused():
    ordinary = corrected_bridging([[40, 10], [10, 30]], [[50, 5], [3, 40]])
    assert ordinary.ci_low == 0 < ordinary.estimate < ordinary.ci_high < 0.2
    below = corrected_bridging([[40, 6], [6, 30]], [[50, 5], [3, 40]])
    q = confusion_shares([[50, 5], [3, 40]])
    assert corrected_mixing([[40, 6], [6, 30]], q)[0, 1] < 0
    assert (below.estimate, below.ci_low) == (0, 0) and below.ci_high > 0 and not below.undefined
    # an error in ten makes 18 % cross where nobody does: 2 % can't be
    other = corrected_bridging([[49, 1], [1, 49]], [[450, 50], [30, 400]])
    assert np.isnan([other.estimate, other.ci_low, other.ci_high, other.std_error]).all()
    assert "the errors here are others" in other.undefined and "trekkingen" in other.undefined_nl
    perfect, made_up = [[90, 0], [0, 90]], [[40, 40], [30, 90]]
    table = corrected_contacts([100, 5], [1000, 1000], [perfect, made_up]).set_index("quantity")
    assert table["estimate"].isna().to_dict() == {
        "same": False, "across": True, "bridging_share": True}  # fmt: skip
    assert (table["undefined"] != "").to_dict() == table["estimate"].isna().to_dict()
    # 82 of 100 seen with a sensitivity of .8: 102.5 of 100 pairs, cut off at all of them
    most = corrected_contacts([80, 82], [1000, 100], [perfect, [[80, 20], [0, 90]]])
    most = most.set_index("quantity")["estimate"]
    assert most["across"] == 100 and most["bridging_share"] == pytest.approx(100 / 180)


def test_why_rogan_and_gladen_have_no_interval():
    exact = rogan_gladen(0.3, sensitivity=0.9, specificity=0.8)
    assert exact.estimate == pytest.approx(0.1 / 0.7) and np.isnan(exact.ci_low)
    assert "no number of observations was given" in exact.undefined
    assert "geen aantal waarnemingen" in exact.undefined_nl
    sure = rogan_gladen(0, sensitivity=1, specificity=1, n=5)
    assert np.isnan(sure.ci_high) and "shares of 0 or 1" in sure.undefined and sure.undefined_nl
    assert not rogan_gladen(0.3, sensitivity=0.9, specificity=0.8, n=50).undefined


def test_simex_refuses_the_records_that_the_matrix_method_refuses():
    for q in ([[0.5, 0.5], [0.5, 0.5]], [[0.3, 0.7], [0.3, 0.7]], [[0.54, 0.46], [0.46, 0.54]]):
        found = simex(np.mean, [0, 1, 1], q)
        other = corrected_bridging([[40, 10], [10, 30]], 100 * np.array(q))
        assert found.undefined == other.undefined != ""
        assert found.undefined_nl == other.undefined_nl
        assert np.isnan([found.estimate, found.std_error]).all() and np.isnan(found.means[1:]).all()
        assert found.recorded == found.means[0] == pytest.approx(2 / 3)
    least = simex(np.mean, [0, 1, 1], [[0.54, 0.46], [0.46, 0.54]], least_determinant=0.05)
    assert np.isfinite(least.estimate) and not least.undefined
    many = simex(lambda g: np.array([g.mean(), g.max()]), [0, 1], [[0.5, 0.5], [0.5, 0.5]])
    assert many.estimate.shape == (2,) and many.means.shape == (5, 2)


SURE = [[9, 1], [1, 9]]


@pytest.mark.parametrize(
    ("error", "message", "call"),
    [
        (DataError, "two tables of the same groups", lambda: corrected_bridging([[1]], SURE)),
        (DataError, "two tables of the same groups", lambda: corrected_bridging([SURE], SURE)),
        (DataError, "`contacts` must hold numbers", lambda: corrected_bridging("x", SURE)),
        (DataError, "`validation` must hold numbers", lambda: corrected_bridging(SURE, "x")),
        (DataError, "`validation` must hold", lambda: corrected_bridging(SURE, [[1], [1, 2]])),
        (OptionError, "`n_draws` must", lambda: corrected_bridging(SURE, SURE, n_draws=0)),
        (OptionError, "`n_draws` must", lambda: corrected_bridging(SURE, SURE, n_draws=1)),
        (OptionError, "`seed` must", lambda: corrected_bridging(SURE, SURE, seed=-1)),
        (OptionError, "`least_det", lambda: corrected_bridging(SURE, SURE, least_determinant="x")),
        (OptionError, "`confid", lambda: corrected_bridging(SURE, SURE, confidence_level=95)),
        (OptionError, "`seed` must",
         lambda: corrected_contacts([1, 2], [5, 5], [SURE, SURE], seed=-1)),
        (DataError, "`contacts` must be from 0",
         lambda: corrected_contacts([np.nan, 2], [5, 5], [SURE, SURE])),
        (DataError, "`pairs` must hold", lambda: corrected_contacts([1, 2], "x", [SURE, SURE])),
        (DataError, "`counts` must have a number", lambda: corrected_counts([1, 2, 3], np.eye(2))),
        (DataError, "`counts` must hold", lambda: corrected_counts("x", np.eye(2))),
        (DataError, "must tell the groups apart",
         lambda: corrected_counts([5, 5], [[0.5, 0.5], [0.5, 0.5]])),
        (DataError, "as many groups", lambda: corrected_mixing([[1]], np.eye(2))),
        (OptionError, "`n` must be a number from 1, not 0",
         lambda: rogan_gladen(0.3, sensitivity=0.9, specificity=0.9, n=0)),
        (OptionError, "`sensitivity` must be a share",
         lambda: rogan_gladen(0.3, sensitivity="x", specificity=0.9)),
        (OptionError, "`codes` must be from -1", lambda: simex(np.mean, [0, np.nan], np.eye(2))),
        (OptionError, "`codes` must be from -1", lambda: simex(np.mean, [0, 0.5], np.eye(2))),
        (DataError, "`codes` must hold numbers", lambda: simex(np.mean, ["a"], np.eye(2))),
        (DataError, "`levels` must hold numbers",
         lambda: simex(np.mean, [0, 1], np.eye(2), levels="abc")),
        (OptionError, "`seed` must", lambda: simex(np.mean, [0, 1], np.eye(2), seed=-1)),
        (OptionError, "`n_resamples` must",
         lambda: simex(np.mean, [0, 1], np.eye(2), n_resamples="x")),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_a_sentence(error, message, call):
    with pytest.raises(error, match=message):
        call()


def test_badges_corrected_by_type_of_pair(published):
    """One sensitivity for all pairs leaves the bias; one for each type gives the video's share."""
    oracle = published("rfid_validity.json")
    people = published("goldfish_rfid_participants.csv").sort_values("actor")["group"].to_numpy()
    frames = [published(f"goldfish_rfid_{name}.csv") for name in ("rfid", "video")]
    first, last = (
        int(frames[1][name].agg(how)) for name, how in (("Start", "min"), ("End", "max"))
    )
    badge, video = (
        seconds_in_contact(f["NodeA"] - 1, f["NodeB"] - 1, f["Start"], f["End"],
                           people=11, first=first, last=last)
        for f in frames
    )  # fmt: skip
    i, j = np.triu_indices(11, 1)
    cross = people[i] != people[j]

    def tables(of):
        return [[(badge & video)[of].sum(), (~badge & video)[of].sum()],
                [(badge & ~video)[of].sum(), (~badge & ~video)[of].sum()]]  # fmt: skip

    contacts = [badge[~cross].sum(), badge[cross].sum()]
    pairs = [badge[~cross].size, badge[cross].size]
    by_type = corrected_contacts(contacts, pairs, [tables(~cross), tables(cross)])
    by_type = by_type.set_index("quantity").loc["bridging_share"]
    video_share, badge_share = (
        oracle["talk_time_cross_group"][source][0] for source in ("video", "rfid")
    )
    assert by_type["recorded"] == pytest.approx(badge_share)
    assert by_type["estimate"] == pytest.approx(video_share)
    assert by_type["ci_low"] < video_share < by_type["ci_high"]
    pooled = corrected_contacts(contacts, pairs, [tables(cross | ~cross)] * 2)
    pooled = pooled.set_index("quantity").loc["bridging_share", "estimate"]
    assert pooled < badge_share + 0.02  # nowhere near .41


def test_simex_of_a_share_is_the_matrix_method():
    codes = np.repeat([0, 1, -1], [5800, 4200, 30])
    q = np.array([[0.9, 0.1], [0.15, 0.85]])
    found = simex(lambda g: (g == 0).sum() / (g >= 0).sum(), codes, q, n_resamples=60, seed=1)
    exact = corrected_counts([5800, 4200], q)[0] / 10_000
    # the true curve is that of .75 ** level: a parabola through it is .005 off at level 0
    assert found.estimate == pytest.approx(exact, abs=0.01)
    assert found.levels == (1.0, 1.5, 2.0, 2.5, 3.0)
    stays = (exact - 0.6) * 0.75 ** np.array(found.levels) + 0.6
    assert found.means == pytest.approx(stays, abs=0.003)


def test_simex_of_a_regression_undoes_attenuation():
    rng = np.random.default_rng(4)
    group = rng.integers(2, size=20_000)
    outcome = 1.0 * group + rng.normal(size=20_000)
    recorded = np.where(rng.random(20_000) < 0.1, 1 - group, group)

    def slope(codes):
        x = codes - codes.mean()
        beta = x @ outcome / (x @ x)
        residual = outcome - outcome.mean() - beta * x
        return beta, residual @ residual / (len(x) - 2) / (x @ x)

    found = simex(slope, recorded, [[0.9, 0.1], [0.1, 0.9]], with_variance=True, n_resamples=40)
    assert found.recorded == pytest.approx(0.8, abs=0.05)  # 1 - .1 - .1 of the slope
    # the parabola leaves about .01 of the .2; a standard error of .02
    assert found.estimate == pytest.approx(1.0, abs=0.06)
    assert 0.014 < found.std_error < 0.04


def test_simex_of_a_measure_of_contacts():
    rng = np.random.default_rng(5)
    true = np.repeat([0, 1], 200)
    i, j = rng.integers(400, size=(2, 20_000))
    keep = (i != j) & ((true[i] == true[j]) | (rng.random(20_000) < 0.2))
    i, j = i[keep], j[keep]

    def share(codes):
        table = np.zeros((2, 2))
        np.add.at(table, (codes[i], codes[j]), 1)
        np.add.at(table, (codes[j], codes[i]), 1)
        return br.measures.bridging_share(br.MixingMatrix(table))

    recorded = np.where(rng.random(400) < 0.08, 1 - true, true)
    found = simex(share, recorded, [[0.92, 0.08], [0.08, 0.92]], n_resamples=30)
    assert found.recorded > share(true) + 0.05
    assert found.estimate == pytest.approx(share(true), abs=0.03)


def test_simex_counts_lost_draws_and_keeps_its_seed():
    codes = np.array([0] * 12 + [1])

    def ones(g):
        return g.mean() if g.sum() else np.nan

    options = {"confusion": [[0.95, 0.05], [0.05, 0.95]], "n_resamples": 50}
    found = simex(ones, codes, seed=2, **options)
    assert found.n_lost > 0 and np.isfinite(found.estimate)
    assert simex(ones, codes, seed=2, **options).estimate == found.estimate
    assert simex(ones, codes, seed=3, **options).estimate != found.estimate


def test_bad_input():
    with pytest.raises(DataError, match="`validation` must have as many rows as columns"):
        confusion_shares([[1, 2, 3]])
    with pytest.raises(DataError, match="`validation` must be counts from 0"):
        confusion_shares([[1, -2], [3, 1]])
    with pytest.raises(DataError, match="`confusion` must have rows that add up to 1"):
        corrected_counts([5, 5], [[9, 1], [2, 8]])
    with pytest.raises(DataError, match="must tell the groups apart to be undone"):
        corrected_mixing([[5, 5], [5, 5]], [[0.5, 0.5], [0.5, 0.5]])
    with pytest.raises(DataError, match="must be of two types of pairs, within and across"):
        corrected_contacts([1, 2, 3], [5, 5, 5], np.ones((3, 2, 2)))
    with pytest.raises(DataError, match="from 0 to the number of `pairs`"):
        corrected_contacts([6, 2], [5, 5], np.ones((2, 2, 2)))
    with pytest.raises(OptionError, match="`sensitivity` must be a share from 0 to 1, not 85"):
        rogan_gladen(0.3, sensitivity=85, specificity=0.9)
    codes, q = [0, 1, 0], [[0.9, 0.1], [0.1, 0.9]]
    with pytest.raises(DataError, match="that can come in smaller steps"):
        simex(np.mean, codes, [[0.2, 0.8], [0.8, 0.2]])
    with pytest.raises(OptionError, match="`codes` must be from -1"):
        simex(np.mean, [0, 2], q)
    with pytest.raises(OptionError, match="`levels` must be more than 2 for a quadratic curve"):
        simex(np.mean, codes, q, levels=[1, 2])
    with pytest.raises(OptionError, match="`levels` must be above 0"):
        simex(np.mean, codes, q, levels=[0, 1, 2])
    with pytest.raises(OptionError, match="`extrapolation` must be one of"):
        simex(np.mean, codes, q, extrapolation="cubic")
    with pytest.raises(OptionError, match="`n_resamples` must be a whole number from 2"):
        simex(np.mean, codes, q, n_resamples=1)
