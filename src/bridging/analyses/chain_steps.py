"""The steps of the chain and their factors, as arithmetic on tables of pairs."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from bridging.structures.arrays import Floats, Ints

CELLS = 4_000_000  # cells of sessions without each cluster held at once
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
    sums: dict[str, Floats] = {}
    even = None
    if pairs is not None and met is not None and contacts is not None:
        sums = {name: term.sum(axis=-2) for name, term in _terms(pairs, met, contacts).items()}
        spread, bound = _spread(pairs, contacts.sum(axis=-1), _scale(sums)[..., np.newaxis, :])
        even = np.where(bound.any(axis=-1, keepdims=True), np.nan, spread.sum(axis=-2))
    elif contacts is not None:
        sums = {"contacts": contacts.sum(axis=-2)}
    return _values(parts, sums, even, kind)


def values_without(
    parts: Mapping[str, Floats | None],
    left: Mapping[str, Floats | None],
    cluster: Ints,
    session: Ints,
    kind: int,
) -> dict[str, Floats]:
    """Return the same without each of N clusters of people, from the sessions they leave changed.

    Parameters
    ----------
    parts : mapping of str to array of float or None
        As of `chain_values`, of the whole.
    left : mapping of str to array of float or None
        `visitors`, `visits`, `dealt` without each cluster, of shape (N, kinds), and what each
        leaves of a session: `pairs`, `met`, `contacts`, of shape (R, kinds). Where presence is
        not known, `pairs` and `met` are None, and visitors NaN.
    cluster, session : array of int, shape (R,)
        Which cluster leaves which session so.
    kind : int

    Returns
    -------
    dict of str to array of shape (N,)
    """
    number = len(left["visitors"])  # type: ignore[arg-type]
    tables: list[Sequence[Any]] = [
        [one["pairs"], one["met"], one["contacts"]] for one in (parts, left)
    ]
    before, after = tables
    present = before[0] is not None
    whole, changed = (_terms(*one) if present else {"contacts": one[2]} for one in tables)

    def summed(name: str) -> Floats:
        """Take out what the sessions were, put in what they are; of nothing exactly nothing."""
        result = []
        for k in range(whole[name].shape[-1]):
            of_session, now = whole[name][:, k], changed[name][:, k]
            then = of_session[session]
            total = of_session.sum() + np.bincount(cluster, now - then, number)
            some = (of_session != 0).sum() + np.bincount(cluster, 0.0 + (now != 0), number)
            some -= np.bincount(cluster, 0.0 + (then != 0), number)
            result.append(np.where(some > 0, total, 0.0))
        return np.stack(result, axis=-1)

    sums = {name: summed(name) for name in whole}
    even = _even_without(before, after, sums, cluster, session) if present else None
    values = _values({**left, "reference": parts.get("reference")}, sums, even, kind)
    return {name: np.broadcast_to(value, number) for name, value in values.items()}


def _even_without(
    before: Sequence[Any],
    after: Sequence[Any],
    sums: Mapping[str, Floats],
    cluster: Ints,
    session: Ints,
) -> Floats:
    """Return contacts had nobody a preference, without each cluster, of shape (N, kinds).

    The odds change with every cluster, and so does each session; but sessions with the same pairs
    are as one, and only the few that a cluster was at are taken out and put in again.
    """
    (pairs, _, contacts), (pairs_left, _, contacts_left) = before, after
    volume, volume_left = contacts.sum(axis=-1), contacts_left.sum(axis=-1)
    scale = _scale(sums)
    total, bound = _spread_over_all(pairs, volume, scale)
    changes = ((-1.0, pairs[session], volume[session]), (1.0, pairs_left, volume_left))
    for sign, some, much in changes:
        spread, without_bound = _spread(some, much, scale[cluster])
        bound += sign * np.bincount(cluster, 0.0 + without_bound, len(scale))
        for k in range(spread.shape[1]):
            total[:, k] += sign * np.bincount(cluster, spread[:, k], len(scale))
    none = (sums["lively"] == 0) & ~np.isnan(total)
    total = np.where(none, 0.0, np.maximum(total, 0.0))
    return np.where(bound[:, np.newaxis] > 0.5, np.nan, total)


def _spread_over_all(pairs: Floats, volume: Floats, scale: Floats) -> tuple[Floats, Floats]:
    """Sum what `_spread` gives of all sessions, for each of N scales; sessions alike are as one."""
    alike, which = np.unique(pairs, axis=0, return_inverse=True)
    which = which.reshape(-1)
    of_alike = np.asarray(np.bincount(which, weights=volume, minlength=len(alike)), dtype=float)
    lively = np.bincount(which[volume > 0], minlength=len(alike))
    total, bound = np.zeros(scale.shape), np.zeros(len(scale))
    rows = max(1, CELLS // max(alike.size, 1))
    for at in range(0, len(scale), rows):
        part = slice(at, at + rows)
        spread, without_bound = _spread(alike, of_alike, scale[part, np.newaxis])
        bound[part] = (without_bound * lively).sum(axis=-1)
        for k in range(alike.shape[1]):
            # side by side in memory, so that a sum does not depend on how many are summed at once
            total[part, k] = np.ascontiguousarray(spread[..., k]).sum(axis=-1)
    return total, bound


def _values(
    parts: Mapping[str, Floats | None], sums: Mapping[str, Floats], even: Floats | None, kind: int
) -> dict[str, Floats]:
    """Put steps, factors and θ together."""
    values: dict[str, Floats] = {
        name: _share(parts.get(name), kind) for name in ("reference", "visitors", "visits", "dealt")
    }
    values["theta"] = values["present"] = np.asarray(np.nan)
    if even is not None:
        values["present"] = _share(sums["pairs"], kind)
        with np.errstate(divide="ignore", invalid="ignore"):
            theta = sums["up"][..., kind] / sums["down"][..., kind]
        known = np.isfinite(theta) & (sums["over"][..., 0] == 0)
        values["theta"] = np.where(known, theta, np.nan)
    values["opportunity"] = _share(even, kind)
    values["contacts"] = _share(sums.get("contacts"), kind)
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


def _terms(pairs: Floats, met: Floats, contacts: Floats) -> dict[str, Floats]:
    """Return what each session adds to the sums that the values are made from.

    `up` and `down` are those of the odds ratio (Mantel and Haenszel) of each kind against the
    first; `over` says that a tally counts more contacts than there are pairs, of which there is no
    odds; `seen` that there are pairs of a kind, `lively` that contacts happen beside them.
    """
    apart = pairs - met
    both = pairs + pairs[..., :1]
    weight = np.divide(1.0, both, out=np.zeros_like(both), where=both > 0)
    over = (apart < -1e-9).any(axis=-1, keepdims=True)
    volume = contacts.sum(axis=-1, keepdims=True)
    return {
        "pairs": pairs,
        "contacts": contacts,
        "up": met * apart[..., :1] * weight,
        "down": met[..., :1] * apart * weight,
        "over": over.astype(np.float64),
        "seen": (pairs > 0).astype(np.float64),
        "lively": ((pairs > 0) & (volume > 0)).astype(np.float64),
    }


def _scale(sums: Mapping[str, Floats]) -> Floats:
    """Return for how many pairs of the first kind a pair of each kind counts, up to a factor.

    With two kinds θ may be without bound: scaled, nothing divides by 0.
    """
    lost = sums["over"] > 0
    up, down = (np.where(lost, np.nan, sums[name]) for name in ("up", "down"))
    if up.shape[-1] == 2:
        scale = np.stack([down[..., 1], up[..., 1]], axis=-1)
        # no session with both kinds says anything of θ: it matters where both occur, or only one
        alone = (sums["seen"] > 0).sum(axis=-1, keepdims=True) <= 1
        either = np.where(alone, np.ones_like(scale), np.nan)
        return np.where((scale == 0).all(axis=-1, keepdims=True), either, scale)
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = np.concatenate([np.ones_like(up[..., :1]), (up / down)[..., 1:]], axis=-1)
    unseen = (sums["seen"] == 0) & ~np.isfinite(scale)
    return np.where(unseen, 0.0, np.where(np.isfinite(scale), scale, np.nan))


def _spread(pairs: Floats, volume: Floats, scale: Floats) -> tuple[Floats, Masks]:
    """Return contacts by kind had nobody a preference, where and as much as contacts happen.

    A session's liveliness is its contacts over its pairs, a pair of a kind counting for θ of a
    pair of the first kind. Where contacts happen and no pair counts, it is without bound: said by
    the second array.
    """
    even = np.zeros(np.broadcast_shapes(pairs.shape, scale.shape)[:-1])
    for k in range(pairs.shape[-1]):
        even += pairs[..., k] * scale[..., k]
    with np.errstate(divide="ignore", invalid="ignore"):
        lively = np.where(volume == 0, 0.0, volume / even)
    bound = np.asarray(np.isinf(lively))
    return np.where(bound, 0.0, lively)[..., np.newaxis] * pairs, bound


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
