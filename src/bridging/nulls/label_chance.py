"""What a tie adds when labels are dealt by chance, split into parts that do not vary together."""

from dataclasses import dataclass

import numpy as np

from bridging.structures.arrays import Floats, Ints

PIECE = 256  # people multiplied at once


@dataclass(frozen=True, kw_only=True)
class Chance:
    """What a tie between two people of given strata adds by chance.

    Parameters
    ----------
    slopes : array of float, shape (C, K, K)
        What a tie adds to each statistic, by the groups of its ends.
    counts : array of float, shape (S, K)
        People by stratum and group.
    """

    slopes: Floats
    counts: Floats

    def partner(self, s: Ints, t: Ints) -> Floats:
        """Return the chance of the other end's group h given that of one end g, (B, K, K)."""
        same = (s == t)[:, np.newaxis, np.newaxis]
        left = self.counts[t][:, np.newaxis, :] - same * np.eye(self.counts.shape[1])
        return left / (self.counts[t].sum(axis=1)[:, np.newaxis, np.newaxis] - same)

    def mean_and_ends(self, s: Ints, t: Ints) -> tuple[Floats, Floats]:
        """Return the mean (B, C), and what the group of the end in s changes (B, K, C).

        Within a stratum the other end can't be the same person, so that her group says a little
        about the other's: that is shared out over both ends.
        """
        given = np.einsum("bgh,cgh->bgc", self.partner(s, t), self.slopes)
        people = self.counts[s].sum(axis=1)
        share = self.counts[s] / people[:, np.newaxis]
        mean = np.einsum("bg,bgc->bc", share, given)
        same = s == t
        factor = np.ones(len(s))
        factor[same] = (people[same] - 1) / np.maximum(people[same] - 2, 1)
        factor[same & (people < 3)] = 0.0  # two people always make the same pair of groups
        ends = factor[:, np.newaxis, np.newaxis] * (given - mean[:, np.newaxis, :])
        return mean, ends

    def of_ends(self, s: int, degree: Floats, ends: Floats) -> Floats:
        """Return the covariance of what the groups of the people of a stratum change, (C, C).

        Each person adds 2 Σ_t degree_t · ends_t(group): a sum over a random assignment, whose
        variance is that of Hoeffding (1951).
        """
        people = len(degree)
        if people < 2 or not len(ends):
            return np.zeros((len(self.slopes), len(self.slopes)))
        deviation = _short(degree - degree.mean(axis=0))
        labels, statistics = ends.shape[1:]
        effect = 2 * (deviation @ ends.reshape(len(ends), -1)).reshape(-1, labels, statistics)
        effect *= np.sqrt(self.counts[s] / (people - 1))[np.newaxis, :, np.newaxis]
        flat = effect.reshape(-1, statistics)
        return flat.T @ flat

    def of_rest(self, s: Ints, t: Ints, pairs: Floats) -> Floats:
        """Return the covariance of what the two groups change together, (C, C)."""
        mean, ends = self.mean_and_ends(s, t)
        _, others = self.mean_and_ends(t, s)
        rest = np.moveaxis(self.slopes, 0, 2) - mean[:, np.newaxis, np.newaxis, :]
        rest = rest - ends[:, :, np.newaxis, :] - others[:, np.newaxis, :, :]
        share = self.counts[s] / self.counts[s].sum(axis=1)[:, np.newaxis]
        chance = share[:, :, np.newaxis] * self.partner(s, t)
        flat = rest.reshape(-1, len(self.slopes))
        weight = 4 * pairs[:, np.newaxis, np.newaxis] * chance
        return flat.T @ (weight.reshape(-1, 1) * flat)


def _short(deviation: Floats) -> Floats:
    """Return a matrix with the same products of columns and no more rows than columns."""
    if len(deviation) <= deviation.shape[1]:
        return deviation
    products = np.zeros((deviation.shape[1], deviation.shape[1]))
    # small pieces: large products are spread over threads that wait for each other where it is busy
    for begin in range(0, len(deviation), PIECE):
        piece = deviation[begin : begin + PIECE]
        products += piece.T @ piece
    values, vectors = np.linalg.eigh(products)
    return np.sqrt(np.maximum(values, 0.0))[:, np.newaxis] * vectors.T
