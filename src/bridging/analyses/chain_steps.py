"""The steps of the chain and their factors, as arithmetic on tables of pairs."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from bridging.structures.arrays import Floats

STEPS = ("reference", "visitors", "visits", "present", "opportunity", "contacts")
FACTORS = {
    "composition": ("reference", "visitors"),
    "frequency": ("visitors", "visits"),
    "co_presence": ("visits", "present"),
    "timing": ("present", "opportunity"),
    "uptake": ("opportunity", "contacts"),
    "activity": ("opportunity", "dealt"),
    "partner_choice": ("dealt", "contacts"),
}
MAIN = ("composition", "frequency", "co_presence", "timing", "uptake")
Masks = npt.NDArray[np.bool_]


def by_kind(table: Floats | None, masks: Masks) -> Floats | None:
    """Sum tables of pairs by kind of pair, of shape (..., kinds).

    Parameters
    ----------
    table : array of float, shape (..., K, K)
    masks : array of bool, shape (kinds, K, K)
        Which cells are of each kind; the first kind is the one others are compared with.
    """
    if table is None:
        return None
    return np.asarray(np.einsum("...gh,kgh->...k", table, masks.astype(np.float64)))


def chain_values(parts: Mapping[str, Floats | None], kind: int) -> dict[str, Floats]:
    """Return every step, factor and θ of one kind of pair.

    Parameters
    ----------
    parts : mapping of str to array of float or None
        Pairs by kind (last axis): `reference`, `visitors`, `visits`, `dealt`, of shape
        (..., kinds), and `pairs`, `met`, `contacts` of each session, (..., C, kinds).
    kind : int
        The kind whose share is followed.

    Returns
    -------
    dict of str to array of shape (...)
        NaN where there is no value. After a step that is zero, later factors are undefined.

    Examples
    --------
    The example of three sessions: same and crossing pairs, those that met, and contacts.

    >>> pairs = np.array([[2, 4], [1, 0], [1, 0]], dtype=float)
    >>> met = np.array([[1, 1], [1, 0], [1, 0]], dtype=float)
    >>> values = chain_values({"pairs": pairs, "met": met, "contacts": met}, 1)
    >>> [round(float(values[name]), 4) for name in ("theta", "present", "opportunity", "contacts")]
    [0.3333, 0.5, 0.4286, 0.25]
    """
    pairs, met, contacts = (parts.get(name) for name in ("pairs", "met", "contacts"))
    values: dict[str, Floats] = {
        name: _share(parts.get(name), kind) for name in ("reference", "visitors", "visits", "dealt")
    }
    values["theta"] = values["present"] = values["opportunity"] = np.asarray(np.nan)
    if pairs is not None and met is not None and contacts is not None:
        values["present"] = _share(pairs.sum(axis=-2), kind)
        up, down = _mantel_haenszel(pairs, met)
        with np.errstate(divide="ignore", invalid="ignore"):
            theta = up[..., kind] / down[..., kind]
        values["theta"] = np.where(np.isfinite(theta), theta, np.nan)
        values["opportunity"] = _share(_without_preference(pairs, contacts, up, down), kind)
    values["contacts"] = _share(None if contacts is None else contacts.sum(axis=-2), kind)
    for name, (before, after) in FACTORS.items():
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = values[after] / values[before]
        values[name] = np.where(np.isfinite(ratio), ratio, np.nan)
    return values


def _share(pairs: Floats | None, kind: int) -> Floats:
    """Return the share of one kind; NaN of nothing."""
    if pairs is None:
        return np.asarray(np.nan)
    total = pairs.sum(axis=-1)
    return np.divide(
        pairs[..., kind], total, out=np.full(np.shape(total), np.nan), where=np.asarray(total > 0)
    )


def _mantel_haenszel(pairs: Floats, met: Floats) -> tuple[Floats, Floats]:
    """Return both sums of the odds ratio of each kind against the first, over sessions.

    A tally can count more contacts than there are pairs; there is no odds then, and the sums are
    NaN.
    """
    apart = pairs - met
    both = pairs + pairs[..., :1]
    weight = np.divide(1.0, both, out=np.zeros_like(both), where=both > 0)
    up = (met * apart[..., :1] * weight).sum(axis=-2)
    down = (met[..., :1] * apart * weight).sum(axis=-2)
    lost = np.asarray((apart < -1e-9).any(axis=(-2, -1)))[..., np.newaxis]
    return np.where(lost, np.nan, up), np.where(lost, np.nan, down)


def _without_preference(pairs: Floats, contacts: Floats, up: Floats, down: Floats) -> Floats:
    """Return contacts by kind had nobody a preference, where and as much as contacts happen.

    A session's liveliness is its contacts over its pairs, a pair of a kind counting for θ of a
    pair of the first kind. With two kinds θ may be without bound: scaled, nothing divides by 0.
    """
    if pairs.shape[-1] == 2:
        scale = np.stack([down[..., 1], up[..., 1]], axis=-1)
        # no session with both kinds says anything of θ: it matters where both occur, or only one
        scale = np.where((scale == 0).all(axis=-1, keepdims=True), _either(pairs), scale)
    else:
        with np.errstate(divide="ignore", invalid="ignore"):
            scale = np.concatenate([np.ones_like(up[..., :1]), (up / down)[..., 1:]], axis=-1)
        unseen = (pairs.sum(axis=-2) == 0) & ~np.isfinite(scale)
        scale = np.where(unseen, 0.0, np.where(np.isfinite(scale), scale, np.nan))
    volume = contacts.sum(axis=-1)
    even = (pairs * scale[..., np.newaxis, :]).sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        lively = np.where(volume == 0, 0.0, volume / even)
    lively = np.where(np.isinf(lively), np.nan, lively)
    return np.asarray((lively[..., np.newaxis] * pairs).sum(axis=-2))


def _either(pairs: Floats) -> Floats:
    """Return 1 for the only kind of pair that ever occurs, NaN where both do."""
    there = (pairs > 0).any(axis=-2)
    alone = there.sum(axis=-1, keepdims=True) <= 1
    return np.where(alone, np.ones_like(there, dtype=np.float64), np.nan)


def crossing_masks(size: int) -> Masks:
    """Return the kinds *same* and *across* of one line.

    Examples
    --------
    >>> crossing_masks(2).astype(int).tolist()
    [[[1, 0], [0, 1]], [[0, 1], [1, 0]]]
    """
    same = np.eye(size, dtype=bool)
    return np.stack([same, ~same])


def group_masks(size: int, group: int) -> Masks:
    """Return the kinds *same* and *across* of the people of one group."""
    row = np.zeros((size, size), dtype=bool)
    row[group] = True
    return crossing_masks(size) & row


def both_masks(first: int, second: int) -> Masks:
    """Return the kinds crossing *none*, *one* and *two* of two lines; groups are their pairs."""
    one, other = np.divmod(np.arange(first * second), second)
    lines = (one[:, np.newaxis] != one).astype(int) + (other[:, np.newaxis] != other)
    return np.stack([lines == number for number in range(3)])


def all_factors(values: Mapping[str, Any], names: Sequence[str] = MAIN) -> Any:
    """Return the product of factors."""
    return np.prod([values[name] for name in names], axis=0)
