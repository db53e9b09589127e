"""Drawing the people again: the pigeonhole bootstrap of pairs."""

import numpy as np

from bridging.structures.arrays import Floats, Ints


def pair_weights(weights: Floats, one: Ints, two: Ints) -> Floats:
    """Return how often each pair of people is there, when its people are drawn again.

    A person (family) drawn twice is there as two copies. A pair of two people is there as often as
    the product of how often each was drawn; a pair within a family as often as the family, for each
    copy brings its own and copies do not meet each other: a person has no pair with herself.

    Parameters
    ----------
    weights : array of float, shape (B, N)
        How often each person (family) is drawn.
    one, two : array of int, shape (M,)
        The person (family) of each end of each pair.

    Returns
    -------
    array of float, shape (B, M)

    References
    ----------
    Owen (2007), "The pigeonhole bootstrap"; for pairs: Davezies, D'Haultfoeuille and Guyonvarch
    (2021), "Empirical process results for exchangeable arrays".

    Examples
    --------
    The first is drawn twice, the second once; the last pair is within the first family.

    >>> pair_weights(np.array([[2.0, 1.0]]), np.array([0, 0]), np.array([1, 0]))
    array([[2., 2.]])
    """
    first = weights[:, one]
    return np.asarray(np.where(one == two, first, first * weights[:, two]))


def pairs_present(weights: Floats, member: Floats) -> Floats:
    """Count the pairs of people present in a session by group, when its people are drawn again.

    Parameters
    ----------
    weights : array of float, shape (B, C)
        How often each person (family) who was there is drawn.
    member : array of float, shape (C, K)
        How many people of each group each of them brought.

    Returns
    -------
    array of float, shape (B, K, K)
        Symmetric, with the diagonal counted from both ends.

    Examples
    --------
    Two people of one group, the first drawn twice: her copies do not meet, so 2 · 1 pairs, from both
    ends.

    >>> pairs_present(np.array([[2.0, 1.0]]), np.array([[1.0], [1.0]]))
    array([[[4.]]])
    """
    people = weights @ member
    within = np.einsum("cg,ch->cgh", member, member)
    alone = np.einsum("cg,gh->cgh", member, np.eye(member.shape[1]))
    # written out, since -1 is no size where nobody of a known group was there
    shape = (len(member), member.shape[1] ** 2)
    table = people[:, :, np.newaxis] * people[:, np.newaxis, :]
    own = weights**2 @ within.reshape(shape) - weights @ (within - alone).reshape(shape)
    return np.asarray(table - own.reshape(table.shape))
