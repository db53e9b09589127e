"""The choice of partners in a chain: partners dealt again, its test and its interval."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from bridging.analyses.chain_steps import Masks, by_kind
from bridging.counting.chain import ChainCount, Without
from bridging.counting.mixing import MixingCount
from bridging.estimators.rewire import Rewire
from bridging.estimators.rewire_kept import rewire_of
from bridging.inference import Interval, inverted_interval, jackknife, monte_carlo_p
from bridging.inference.inverted import reaching, too_little
from bridging.inference.scales import PLAIN
from bridging.structures.arrays import Floats, Ints


def deal_again(
    count: MixingCount, weight: str, n_resamples: int, seed: int, family: Ints | None
) -> Rewire | None:
    """Deal partners again; None where nobody can be dealt."""
    tallied = set(count.tallied.unit.tolist())
    if not len(count.pairs.a) or len(tallied) == len(count.units.labels):
        return None
    return rewire_of(count, weight, n_resamples, seed, family)


@dataclass(frozen=True, kw_only=True)
class Chances:
    """What dealing partners again gives of every kind of contact asked for, from one pass."""

    rewire: Rewire
    statistics: Floats  # (n + 1, U, kinds): the observed arrangement, then the draws
    deviations: Floats  # (U, kinds)
    dealt: Floats  # (U, K, K)


def chances_of(rewire: Rewire, kinds: Sequence[np.ndarray]) -> Chances:
    """Go through the draws once for all units and kinds of contact."""
    masks = np.stack(kinds).astype(np.float64)
    slopes = np.repeat((masks + masks.swapaxes(1, 2))[np.newaxis] / 2, rewire.units, axis=0)
    return Chances(
        rewire=rewire,
        statistics=rewire.statistics(slopes),
        deviations=rewire.deviations(slopes),
        dealt=rewire.dealt(),
    )


def choice_of(
    chances: Chances,
    place: int,
    values: dict[str, float],
    counted: ChainCount,
    masks: Masks,
    kind: int,
    level: float,
) -> tuple[float, Interval | None]:
    """Return p of the number of contacts of a kind, partners dealt again, and the interval of choice.

    No interval where partner choice has no value; p is NaN where dealing changes nothing.
    """
    unit, choice = counted.unit, values["partner_choice"]
    if not chances.rewire.informative[unit]:
        return float("nan"), None
    statistic = chances.statistics[:, unit, place]
    p = monte_carlo_p(statistic[0], statistic[1:])
    if not np.isfinite(choice):
        return p, None
    across = by_kind(chances.dealt[unit], masks)
    assert across is not None
    dealt = float(across[kind]) / 2
    deviation = float(chances.deviations[unit, place]) / dealt
    met = counted.count.pairs_in_contact(unit, counted.clusters.family)
    found = inverted_interval(statistic[0], statistic[1:], deviation, level=level, clusters=met)
    note, note_nl = too_little(int(chances.rewire.movable[unit]))
    return p, replace(found, note=note, note_nl=note_nl)


def reaching_of(
    choice: Interval,
    values: dict[str, float],
    without: dict[str, Floats],
    left: Without | None,
    masks: Masks,
    kind: int,
    families: bool,
) -> Interval:
    """Let the interval of partner choice reach as far as leaving people out does."""
    dealt = None if left is None else by_kind(left.dealt, masks)
    if left is None or dealt is None:
        return choice
    # of numbers of contacts, as where it stands alone: dealt meetings of several people can leave
    # another number of contacts than there were
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = without["contacts"] * left.n_contacts / (dealt[..., kind] / 2)
    left_out = jackknife(
        values["partner_choice"], ratio, scale=PLAIN, pairs=True, level=choice.level
    )
    return reaching(choice, left_out, families=families)
