"""A place as it is planned: how many come, how often, and how much they talk."""

from dataclasses import dataclass

import numpy as np

from bridging.errors import OptionError
from bridging.planning.signal import STEPS, WIDEST, Sessions, expit, mean_chance
from bridging.simulate.world import FAMILY_SIZES, whole_counts
from bridging.structures.arrays import Floats

MOST_NUMBERS = 200  # of people present of a group, that are told apart
RAREST = 1e-7  # sessions rarer than this are left out of the sum
# the mean family of a person: families of one, two and three by their people. Families all of this
# size have as many pairs of different families, and as uneven numbers present
FAMILY = sum(share * size**2 for size, share in enumerate(FAMILY_SIZES, 1)) / sum(
    share * size for size, share in enumerate(FAMILY_SIZES, 1)
)


@dataclass(frozen=True, kw_only=True)
class Place:
    """The numbers of a place with two groups, checked.

    Parameters
    ----------
    people, sessions : int
        People who come at times, and openings.
    present : float
        People present in a session, on average.
    minority : float, 0 to 1
        Share of the smaller group among the people.
    contacts : float
        Pairs in contact in a session, on average.
    families : bool
        Whether people come in families (see `bridging.simulate.world`).
    separation : float, 0 to 1
        How far the groups come to different openings.
    """

    people: int
    sessions: int
    present: float
    minority: float
    contacts: float
    families: bool = False
    separation: float = 0.0

    def __post_init__(self) -> None:
        """Refuse numbers that no place can have."""
        check_whole("people", self.people, 4)
        check_whole("sessions", self.sessions, 1)
        check_range("present", self.present, 0, self.people, " (as many as there are people)")
        check_range("minority", self.minority, 0, 1)
        check_range("contacts", self.contacts, 0, float("inf"))
        check_range("separation", self.separation, 0, 1, ends=True)
        if not isinstance(self.families, bool):
            raise OptionError(f"`families` must be True or False, not {self.families!r}.")
        if self.attendance * (1 + self.separation) > 1 + 1e-12:
            raise OptionError(
                f"`present` can't be {self.present!r} of {self.people} people with a `separation` "
                f"of {self.separation!r}: a group would come to its own sessions more than always. "
                "Lower one of the two."
            )
        if min(self.counts) < 1:
            raise OptionError(
                f"`minority` must leave somebody in both groups, not {self.minority!r} of "
                f"{self.people} people."
            )
        pairs = self._pairs_a_session()
        if self.contacts >= pairs:
            raise OptionError(
                f"`contacts` must be fewer than the pairs who could meet, not {self.contacts!r}: "
                f"with {self.present:g} people present there are about {pairs:.0f} a session."
            )

    @property
    def attendance(self) -> float:
        """Chance that a person comes to an opening."""
        return self.present / self.people

    @property
    def counts(self) -> tuple[int, int]:
        """People of the larger group and of the smaller."""
        more, fewer = whole_counts(self.people, (1 - self.minority, self.minority)).tolist()
        return more, fewer

    def _kinds(self) -> tuple[Floats, Floats]:
        """Return the pairs of each kind of session, of shape (G, 3), and its chance."""
        own, other = 1 + self.separation, 1 - self.separation
        slots = ((own, other), (other, own)) if self.separation else ((1.0, 1.0),)
        pairs, chance = [], []
        for factors in slots:
            (a, in_a, size_a), (b, in_b, size_b) = (
                _comers(count, self.attendance * factor, FAMILY if self.families else 1.0)
                for count, factor in zip(self.counts, factors, strict=True)
            )
            a, b = (x.ravel() for x in np.meshgrid(a, b, indexing="ij"))
            cells = [a * (a - size_a) / 2, a * b, b * (b - size_b) / 2]
            pairs.append(np.stack(cells, axis=1))
            chance.append(np.outer(in_a, in_b).ravel() / len(slots))
        every, likely = np.concatenate(pairs), np.concatenate(chance)
        keep = (likely > RAREST) & (every.sum(axis=1) > 0)
        return every[keep], likely[keep]

    def _pairs_a_session(self) -> float:
        pairs, chance = self._kinds()
        return float((pairs.sum(axis=1) * chance).sum())

    def kinds(self, odds: float, persistence: float) -> tuple[Sessions, float]:
        """Return the kinds of one session, and the chance of contact of a pair within a group.

        Every two people have the same odds of contact in all sessions, but for crossing and what
        lasts between two people, and so high that a session has `contacts` on average.
        """
        pairs, chance = self._kinds()
        log_odds = np.log(np.array([1.0, odds, 1.0]))
        low, high = -2 * WIDEST, 2 * WIDEST  # as in `chances`
        for _ in range(STEPS):
            base = (low + high) / 2
            met = (pairs * mean_chance(base + log_odds, persistence)).sum(axis=1)
            low, high = (base, high) if (met * chance).sum() < self.contacts else (low, base)
        kinds = Sessions(
            pairs=pairs,
            contacts=met,
            times=chance,
            groups=2,
            known=False,
            persistence=persistence,
        )
        return kinds, float(expit(np.asarray(base)))

    def design_factor(self, persistence: float, sessions: int) -> float:
        """Return how much larger the variance is because the same pairs meet again.

        A pair that is together in k sessions has k c (1 - c) + k (k - 1) v as the variance of its
        contacts, with c the mean and v the variance of its lasting chance; k is the number for
        a pair met in some session.
        """
        n, pairs = self.people, self._pairs_a_session()
        together = min(1.0, pairs / (n * (n - 1) / 2))
        base = float(np.log(self.contacts / (pairs - self.contacts)))
        c, square = (
            float(mean_chance(np.asarray(base), persistence, power=power)) for power in (1, 2)
        )
        return 1 + (sessions - 1) * together * (square - c**2) / (c * (1 - c))


def _comers(people: int, chance: float, family: float) -> tuple[Floats, Floats, float]:
    """Return how many of a group may come, the chance of each number, and who comes at once.

    Numbers too rare for the sum are left out; of a great many, neighbours are taken together.
    """
    from scipy.special import gammaln, xlog1py, xlogy

    families = max(1, round(people / family))
    p = min(chance, 1.0)
    reach = 10 * np.sqrt(families * p * (1 - p)) + 100  # ten standard deviations and more
    low, high = max(0.0, families * p - reach), min(families, families * p + reach)
    k = np.arange(np.floor(low), np.ceil(high) + 1)
    # by logs: the number of ways to choose among more than a thousand is too large for a float
    ways = gammaln(families + 1) - gammaln(k + 1) - gammaln(families - k + 1)
    likely = np.exp(ways + xlogy(k, p) + xlog1py(families - k, -p))
    k, likely = k[likely > RAREST], likely[likely > RAREST]
    if len(k) > MOST_NUMBERS:
        begins = np.arange(0, len(k), -(-len(k) // MOST_NUMBERS))
        together = np.add.reduceat(likely, begins)
        k, likely = np.add.reduceat(k * likely, begins) / together, together
    return k * people / families, likely, people / families


def check_whole(name: str, value: object, least: int) -> None:
    """Refuse what is not a whole number from `least`."""
    whole = isinstance(value, int | np.integer) and not isinstance(value, bool)
    if not whole or value < least:  # type: ignore[operator]
        raise OptionError(f"`{name}` must be a whole number of at least {least}, not {value!r}.")


def check_range(
    name: str, value: object, low: float, high: float, hint: str = "", *, ends: bool = False
) -> None:
    """Refuse what is not a number between two limits."""
    number = isinstance(value, int | float | np.number) and not isinstance(value, bool)
    if number and low < value < high:  # type: ignore[operator]
        return
    if number and value == high and (ends or hint):
        return
    if number and value == low and ends:
        return
    if np.isinf(high):
        wanted = f"a number above {low:g}"
    elif ends:
        wanted = f"from {low:g} to {high:g}"
    else:
        wanted = f"above {low:g} and {'at most' if hint else 'below'} {high:g}{hint}"
    raise OptionError(f"`{name}` must be {wanted}, not {value!r}.")
