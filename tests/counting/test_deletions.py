"""Tables without a person must equal a recount of the study without her."""

import numpy as np
import pytest

import bridging as br
from bridging.counting.deletions import without_each, without_each_session


def without(frames, people):
    """Remove people from every table."""
    return {
        name: table[~table["participant"].isin(people)] if "participant" in table else table
        for name, table in frames.items()
    }


def same(one, two):
    for name in ("contacts", "opportunities", "expected", "sizes"):
        np.testing.assert_allclose(getattr(one, name), getattr(two, name), atol=1e-9, err_msg=name)


@pytest.mark.parametrize("by", [None, "site", "form", "area"])
@pytest.mark.parametrize("weight", ["encounters", "minutes"])
@pytest.mark.parametrize("seed", range(4))
def test_leaving_out_a_person_equals_recounting(frames_of, study_of, seed, by, weight):
    frames = frames_of(seed, meetings=False, times=seed == 3)
    study = study_of(frames)
    count = study.count_mixing("origin", by, weight)
    people = np.arange(len(study.coded.people))
    checked = 0
    for part in without_each(count, people):
        for k, code in enumerate(part.clusters):
            rest = study_of(without(frames, [study.coded.people[code]])).mixing(
                "origin", by, weight
            )
            label = count.units.labels[part.unit]
            if by is not None and label not in rest.units:
                continue
            unit = (slice(None),) if by is None else (rest.units.index(label),)
            for name in ("contacts", "opportunities", "expected"):
                np.testing.assert_allclose(
                    getattr(part.matrix, name)[k], getattr(rest, name)[unit], atol=1e-9
                )
            np.testing.assert_allclose(part.matrix.sizes[k], rest.sizes[unit])
            checked += 1
    assert checked > 5


@pytest.mark.parametrize("seed", range(4))
def test_leaving_out_a_family_equals_recounting(frames_of, study_of, seed):
    frames = frames_of(seed, meetings=False)
    study = study_of(frames)
    cluster = study.clusters.code
    assert study.clusters.families
    (part,) = without_each(study.count_mixing("origin"), cluster)
    for k, code in enumerate(part.clusters):
        members = [p for p, c in zip(study.coded.people, cluster, strict=True) if c == code]
        rest = study_of(without(frames, members)).mixing("origin")
        for name in ("contacts", "opportunities", "expected", "sizes"):
            np.testing.assert_allclose(
                getattr(part.matrix, name)[k], getattr(rest, name), atol=1e-9
            )


@pytest.mark.parametrize("seed", range(3))
def test_leaving_out_minutes_of_presence_equals_recounting(frames_of, study_of, seed):
    frames = frames_of(seed, meetings=False, times=True)
    study = study_of(frames)
    (part,) = without_each(
        study.count_mixing("origin", opportunity="minutes"), np.arange(len(study.coded.people))
    )
    for k, code in enumerate(part.clusters):
        rest = study_of(without(frames, [study.coded.people[code]])).mixing(
            "origin", opportunity="minutes"
        )
        np.testing.assert_allclose(part.matrix.opportunities[k], rest.opportunities, atol=1e-9)
        np.testing.assert_allclose(part.matrix.expected[k], rest.expected, atol=1e-9)


def test_leaving_out_a_session_equals_recounting(frames_of, study_of):
    study = study_of(frames_of(2))
    (part,) = without_each_session(study.count_mixing("origin"))
    names = [study.coded.sessions[code] for code in part.clusters]
    for k, name in enumerate(names):
        rest = study.select(sessions=[n for n in names if n != name]).mixing("origin")
        np.testing.assert_allclose(part.matrix.contacts[k], rest.contacts, atol=1e-9)
        np.testing.assert_allclose(part.matrix.expected[k], rest.expected, atol=1e-9)


def test_the_jackknife_of_a_ratio_by_hand(frames_of, study_of):
    """c · Σ(θ₋ᵢ − mean)² on the log scale with c = (N−2)/2N and t(N−1), worked with plain numpy."""
    from scipy.stats import t

    frames = frames_of(6, people=16, sessions=14, meetings=False)
    frames["participants"] = frames["participants"].drop(columns="family")
    study = study_of(frames)
    result = br.estimate("bridging_ratio", study, "origin", null=None)[0]
    people = [
        p
        for p, g, role in frames["participants"][["participant", "origin", "role"]].itertuples(
            index=False
        )
        if g != "?" and role != "staff" and p in set(frames["attendance"]["participant"])
    ]
    values = np.log(
        [
            br.measures.bridging_ratio(study_of(without(frames, [p])).mixing("origin"))
            for p in people
        ]
    )
    n = len(people)
    error = np.sqrt((n - 2) / (2 * n) * ((values - values.mean()) ** 2).sum())
    reach = t.ppf(0.975, n - 1) * error
    assert result.interval.n_clusters == n
    assert result.interval.low == pytest.approx(np.exp(np.log(result.estimate) - reach))
    assert result.interval.high == pytest.approx(np.exp(np.log(result.estimate) + reach))
    assert "leave-person-out" in result.interval.method and "log" in result.interval.method
