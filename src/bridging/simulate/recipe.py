"""The knobs of a world, and which of them no world can have."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from bridging.errors import OptionError

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

SES_GROUPS = ("low", "middle", "high")


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """The knobs of a world; `world` says what each of them changes."""

    sites: int = 1
    sessions: int = 24
    people: int = 60
    families: bool = False
    groups: Sequence[str] = ("a", "b")
    shares: Sequence[float] = (0.6, 0.4)
    attendance: float | Sequence[float] = 0.25
    separation: float = 0.0
    contact_chance: float = 0.1
    talkativeness: float | Sequence[float] = 1.0
    talkativeness_spread: float = 0.0
    partner_choice: float = 1.0
    persistence: float = 0.0
    liveliness: Sequence[float] = (1.0,)
    unknown: float = 0.0
    ses_shares: Sequence[float] | None = None
    association: float = 0.0
    ses_choice: float = 1.0

    def __post_init__(self) -> None:
        """Refuse knobs that no world can have."""
        _check_recipe(self)

    def per_group(self, knob: str) -> Floats:
        """Return one value for each group of a knob given once or by group."""
        return np.broadcast_to(
            np.asarray(getattr(self, knob), dtype=float), (len(self.groups),)
        ).copy()

    def chances(self) -> Floats:
        """Chance to come to an opening, of shape (slots, groups); there is a slot per group."""
        own = np.eye(len(self.groups), dtype=bool)
        others = len(self.groups) - 1
        factor = np.where(own, 1 + self.separation * others, 1 - self.separation)
        return np.asarray(self.per_group("attendance") * factor)


def _check_recipe(recipe: Recipe) -> None:
    for knob, least in (("sites", 1), ("sessions", 1), ("people", 2)):
        value = getattr(recipe, knob)
        if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < least:
            raise OptionError(
                f"`{knob}` must be a whole number of at least {least}, not {value!r}."
            )
    if len(recipe.groups) < 2 or len(set(recipe.groups)) != len(recipe.groups):
        raise OptionError(
            f"`groups` must be two or more different names, not {list(recipe.groups)!r}."
        )
    _check_shares("shares", recipe.shares, len(recipe.groups))
    if recipe.ses_shares is not None:
        _check_shares("ses_shares", recipe.ses_shares, len(SES_GROUPS))
    for knob in ("separation", "unknown", "association", "contact_chance"):
        _check_range(knob, [getattr(recipe, knob)], 1.0)
    if recipe.contact_chance == 1:
        raise OptionError("`contact_chance` must be below 1, not 1.0: odds need a chance to miss.")
    for knob in ("attendance", "talkativeness"):
        values = getattr(recipe, knob)
        if np.ndim(values) and len(values) != len(recipe.groups):
            raise OptionError(
                f"`{knob}` must be one number, or one for each of {len(recipe.groups)} groups, "
                f"not {len(values)} numbers."
            )
        _check_range(knob, np.atleast_1d(values), 1.0 if knob == "attendance" else np.inf)
    for knob in ("talkativeness_spread", "partner_choice", "persistence", "ses_choice"):
        _check_range(knob, [getattr(recipe, knob)], np.inf)
    if not len(recipe.liveliness):
        raise OptionError("`liveliness` must hold at least one factor, not none.")
    _check_range("liveliness", recipe.liveliness, np.inf)
    highest = float(recipe.chances().max())
    if highest > 1 + 1e-12:
        raise OptionError(
            f"`attendance` can't be so high with this `separation`: a group would come to its own "
            f"slot with chance {highest:.2f}. Lower one of the two."
        )


def _check_range(knob: str, values: Any, most: float) -> None:
    array = np.asarray(values, dtype=float)
    if not np.all((array >= 0) & (array <= most) & np.isfinite(array)):
        upper = "at least 0" if np.isinf(most) else f"from 0 to {most:g}"
        raise OptionError(f"`{knob}` must be {upper}, not {array.tolist()}.")


def _check_shares(knob: str, shares: Sequence[float], count: int) -> None:
    if len(shares) != count or min(shares) < 0 or abs(sum(shares) - 1) > 1e-9:
        raise OptionError(
            f"`{knob}` must be {count} shares that add up to 1, not {list(shares)!r}."
        )
