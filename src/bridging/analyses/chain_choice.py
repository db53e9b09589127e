"""The choice of partners in a chain: partners dealt again, its test and its interval."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from bridging.analyses.chain_steps import Masks, by_kind, crossing_masks
from bridging.counting.chain import ChainCount, Without
from bridging.counting.mixing import MixingCount
from bridging.estimators.rewire import Rewire, numbers_kept
from bridging.estimators.rewire_kept import MOST_KEPT, rewire_of
from bridging.estimators.rewire_pass import Pass, go_through
from bridging.inference import Interval, inverted_interval, jackknife, monte_carlo_p
from bridging.inference.inverted import reaching, too_little
from bridging.inference.scales import PLAIN
from bridging.structures.arrays import Floats, Ints
from bridging.study import Study


def deal_again(
    count: MixingCount, weight: str, n_resamples: int, seed: int, family: Ints | None
) -> Rewire | None:
    """Deal partners again; None where nobody can be dealt."""
    tallied = set(count.tallied.unit.tolist())
    if not len(count.pairs.a) or len(tallied) == len(count.units.labels):
        return None
    return rewire_of(count, weight, n_resamples, seed, family)


def deal_ahead(
    study: Study, lines: Sequence[str], bys: Sequence[str | None], n_resamples: int, seed: int
) -> None:
    """Deal partners again, once for the chains of several lines and units that will be made.

    Of a large study for as many of them as are kept together; others are dealt for their own chain.
    """
    needed: list[Pass] = []
    room, family = MOST_KEPT, study.clusters.family
    for line, by in product(lines, bys):
        count = study.count_mixing(line, by)
        groups, units = len(count.line.groups), len(count.units.labels)
        room -= numbers_kept(len(count.pairs.a), groups, units, n_resamples)
        if room < 0:
            break
        rewire = deal_again(count, "encounters", n_resamples, seed, family)
        if rewire is not None:
            needed += rewire.needed(_slopes(rewire, [crossing_masks(groups)[1]]))
    go_through(needed)


@dataclass(frozen=True, kw_only=True)
class Chances:
    """What dealing partners again gives of every kind of contact asked for, from one pass."""

    rewire: Rewire
    statistics: Floats  # (n + 1, U, kinds): the observed arrangement, then the draws
    deviations: Floats  # (U, kinds)
    dealt: Floats  # (U, K, K)


def chances_of(rewire: Rewire, kinds: Sequence[np.ndarray]) -> Chances:
    """Go through the draws once for all units and kinds of contact."""
    slopes = _slopes(rewire, kinds)
    return Chances(
        rewire=rewire,
        statistics=rewire.statistics(slopes),
        deviations=rewire.deviations(slopes),
        dealt=rewire.dealt(),
    )


def _slopes(rewire: Rewire, kinds: Sequence[np.ndarray]) -> Floats:
    """Return what a contact adds to the number of each kind, in every unit."""
    masks = np.stack(kinds).astype(np.float64)
    return np.repeat((masks + masks.swapaxes(1, 2))[np.newaxis] / 2, rewire.units, axis=0)


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
