"""Partners dealt again once for all that is asked of a study."""

from collections import OrderedDict
from hashlib import blake2b
from weakref import finalize

import numpy as np

from bridging.counting.dealing import Dealing, lay_out
from bridging.counting.mixing import MixingCount
from bridging.estimators.rewire import Rewire
from bridging.structures.arrays import Ints

MOST_KEPT = 10_000_000  # numbers kept for a study; the oldest go first

# by the identity of a study's codes, and gone when they are
_KEPT: dict[int, OrderedDict[bytes, Rewire]] = {}


def rewire_of(
    count: MixingCount, weight: str, n_resamples: int, seed: int, family: Ints | None
) -> Rewire:
    """Deal the partners of a count again, or return what was dealt for the same before.

    What is kept are statistics of the draws, as long as the study lives, for its chain, findings,
    profile and report are about the same draws.

    Parameters
    ----------
    count : MixingCount
    weight : {"encounters", "minutes", "pairs"}
    n_resamples, seed : int
    family : array of int, shape (P,), or None
        The family of each person.

    Raises
    ------
    OptionError
        Contacts that are directed.
    """
    dealing, coded = lay_out(count, weight), count.coded
    if id(coded) not in _KEPT:
        _KEPT[id(coded)] = OrderedDict()
        finalize(coded, _KEPT.pop, id(coded), None)
    kept = _KEPT[id(coded)]
    key = _digest(dealing, count, n_resamples, seed, family)
    if key not in kept:
        kept[key] = Rewire(dealing, count, n_resamples, seed, family)
    found = kept[key]
    kept.move_to_end(key)
    while sum(one.numbers for one in kept.values()) > MOST_KEPT:
        kept.popitem(last=False)
    return found


def _digest(
    dealing: Dealing, count: MixingCount, n_resamples: int, seed: int, family: Ints | None
) -> bytes:
    """Return a number made of all that the draws and their statistics depend on."""
    deal = dealing.deal
    whole = (len(count.line.groups), len(count.units.labels), n_resamples, seed, dealing.once)
    found = blake2b(repr(whole).encode(), digest_size=16)
    for values in (
        deal.person, deal.contact, deal.stratum, deal.company, deal.keys, deal.alike,
        dealing.first, dealing.second, dealing.weight, dealing.unit, dealing.units,
        count.group, family,
    ):  # fmt: skip
        found.update(b"none" if values is None else np.ascontiguousarray(values).tobytes())
        found.update(b"." if values is None else str(values.shape).encode())
    return found.digest()
