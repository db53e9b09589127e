"""Random numbers by place: the same number whatever was asked for before."""

import numpy as np
import numpy.typing as npt

from bridging.structures.arrays import Ints

Words = npt.NDArray[np.uint64]

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
FIRST, SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
HALF, LOW = np.uint64(32), np.uint64(0xFFFFFFFF)


def starts(base: int, keys: Ints) -> Words:
    """Return where the stream of each key begins.

    Parameters
    ----------
    base : int
        Drawn once from the user's seed.
    keys : array of int, shape (S,)

    Returns
    -------
    array of uint64, shape (S,)
    """
    return words(words(np.asarray(keys).astype(np.uint64) ^ np.uint64(base)) ^ np.uint64(base))


def words(place: Words) -> Words:
    """Return 64 random bits for each place of a stream (SplitMix64).

    Place k of a stream is its start plus k. Numbers of a place never depend on the others, so that
    blocks and threads of any size give the same draws.

    References
    ----------
    Steele, Lea & Flood (2014), "Fast splittable pseudorandom number generators".

    Examples
    --------
    The first number of the published generator with seed 0 is place 1.

    >>> import numpy as np
    >>> hex(int(words(np.array([1], dtype=np.uint64))[0]))
    '0xe220a8397b1dcdaf'
    """
    bits = place * GOLDEN
    rest = bits >> np.uint64(30)
    bits ^= rest
    bits *= FIRST
    np.right_shift(bits, np.uint64(27), out=rest)
    bits ^= rest
    bits *= SECOND
    np.right_shift(bits, np.uint64(31), out=rest)
    bits ^= rest
    return bits


def picks(bits: Words, below: Words | np.uint64) -> tuple[Ints, Ints]:
    """Return two whole numbers from 0 to `below` - 1 for each word, one of each half.

    A half has 32 bits, so that no number is likelier than another by more than `below` in four
    thousand million.
    """
    high = bits >> HALF
    high *= below
    high >>= HALF
    low = bits & LOW
    low *= below
    low >>= HALF
    return high.view(np.int64), low.view(np.int64)
