"""Weights of pairs against copies of people written out one by one."""

import numpy as np

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
