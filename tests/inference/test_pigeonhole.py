"""Weights of pairs against copies of people written out one by one."""

import numpy as np

import bridging as br
from bridging.inference.person_bootstrap import pair_weights, pairs_present


def test_present_pairs_equal_those_among_the_copies():
    rng = np.random.default_rng(0)
    for _ in range(20):
        cluster = rng.integers(0, 4, 7)
        group = rng.integers(0, 3, 7)
        weights = rng.integers(0, 4, 4).astype(float)
        copies = [(p, k) for p in range(7) for k in range(int(weights[cluster[p]]))]
        table = np.zeros((3, 3))
        for p, k in copies:
            for q, l in copies:
                if p != q and (cluster[p] != cluster[q] or k == l):
                    table[group[p], group[q]] += 1
        member = np.zeros((4, 3))
        np.add.at(member, (cluster, group), 1.0)
        np.testing.assert_array_equal(pairs_present(weights[np.newaxis], member)[0], table)


def test_a_pair_is_there_as_often_as_its_two_people():
    weights = np.array([[3.0, 2.0, 0.0]])
    one, two = np.array([0, 0, 1, 2]), np.array([1, 0, 2, 2])
    np.testing.assert_array_equal(pair_weights(weights, one, two), [[6, 3, 0, 0]])


def test_a_session_of_people_of_unknown_group_only_changes_nothing():
    nobody = pairs_present(np.zeros((5, 0)), np.zeros((0, 2)))
    np.testing.assert_array_equal(nobody, np.zeros((5, 2, 2)))

    def found(*strangers):
        study = br.Study.from_frames(
            participants={"participant": list("abcdefu"), "origin": [*"xxxyyy", None]},
            attendance={"participant": [*"abcdef" * 3, *strangers],
                        "session": [*np.repeat([1, 2, 3], 6).tolist(), *(4 for _ in strangers)]},
            encounters={"source": list("abcadab"), "target": list("bcdefde"),
                        "session": [1, 2, 3, 1, 2, 2, 3]},
            lines={"origin": ["x", "y"]},
        )  # fmt: skip
        return br.estimate("ei_index", study, interval="person_bootstrap", n_resamples=99)[0]

    assert found("u").interval == found().interval
    assert found("u").interval.low < found("u").estimate < found("u").interval.high
