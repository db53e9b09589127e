"""The likelihood of which rows of a set were chosen, given how many."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bridging.structures.arrays import Floats, Ints

Bools = npt.NDArray[np.bool_]
HALVINGS = 50


@dataclass(frozen=True, kw_only=True)
class Block:
    """Sets of like size side by side: S sets of at most n rows, shorter ones filled up.

    `place` is the row of each cell in the data, -1 where a set is filled up; `number` how many were
    chosen in each set.
    """

    place: Ints
    there: Bools
    chosen: Floats
    values: Floats
    number: Ints


@dataclass(frozen=True, kw_only=True)
class Sums:
    """The log likelihood, its gradient, and minus its Hessian."""

    log_likelihood: float
    gradient: Floats
    information: Floats


@dataclass(frozen=True, kw_only=True)
class ChoiceSets:
    """Sets in which some rows were chosen and others were not; the rest say nothing."""

    blocks: tuple[Block, ...]
    n_sets: int
    n_chosen: int

    @classmethod
    def of(cls, choice_set: Ints, chosen: Floats, design: Floats) -> "ChoiceSets":
        """Sort the rows into sets, and the sets into blocks of like size."""
        _, code = np.unique(choice_set, return_inverse=True)
        code = code.ravel()
        size, number = np.bincount(code), np.bincount(code, weights=chosen).astype(np.int64)
        order = np.argsort(code, kind="stable")
        start = np.cumsum(size) - size
        telling = np.flatnonzero((number > 0) & (number < size))
        level = np.ceil(np.log2(np.maximum(size, 1))).astype(int)
        blocks = []
        for value in np.unique(level[telling]):
            mine = telling[level[telling] == value]
            column = np.arange(size[mine].max())
            there = column < size[mine][:, np.newaxis]
            place = np.where(
                there, order[np.where(there, start[mine][:, np.newaxis] + column, 0)], -1
            )
            blocks.append(
                Block(
                    place=place,
                    there=there,
                    chosen=np.where(there, chosen[place], 0.0),
                    values=np.where(there[:, :, np.newaxis], design[place], 0.0),
                    number=number[mine],
                )
            )
        return cls(blocks=tuple(blocks), n_sets=len(telling), n_chosen=int(number[telling].sum()))

    def by_row(self, estimate: Floats) -> Iterator[tuple[Ints, Floats, Floats, Floats]]:
        """Yield rows, what describes them around the mean of their set, rest, and curvature.

        The rest is chosen or not, less the chance to be chosen.
        """
        for block in self.blocks:
            chance = _chances(block, estimate)
            weight = chance * (1 - chance)
            total = weight.sum(axis=1, keepdims=True)
            mean = np.einsum("sn,snk->sk", weight, block.values) / total
            around = block.values - mean[:, np.newaxis]
            # a set of n rows that are alike has n / (n - 1) times the information of its rows
            n = block.there.sum(axis=1, keepdims=True)
            there = block.there
            yield (
                block.place[there],
                around[there],
                (block.chosen - chance)[there],
                (weight * n / (n - 1))[there],
            )


def choice_sums(sets: ChoiceSets, estimate: Floats) -> Sums:
    """Sum the likelihood over sets, with its derivatives.

    Rows are taken as chosen independently, with a constant for each set that makes the expected
    number right: given the number, that constant drops out, and no sum over subsets can overflow.
    The distribution of the number, and of the sums over the chosen with it, is built row by row.
    """
    k = len(estimate)
    log_likelihood, gradient, information = 0.0, np.zeros(k), np.zeros((k, k))
    for block in sets.blocks:
        chance = _tilted(block, estimate)
        centre = np.einsum("sn,snk->sk", chance, block.values) / block.number[:, np.newaxis]
        values = np.where(block.there[:, :, np.newaxis], block.values - centre[:, np.newaxis], 0.0)
        number, first, second = _number_and_moments(block, chance, values)
        if not (number > 0).all():  # so far out that the sum of the chances can't be made right
            return Sums(log_likelihood=-np.inf, gradient=0 * gradient, information=0 * information)
        with np.errstate(divide="ignore", invalid="ignore"):
            own = np.where(block.chosen > 0, np.log(chance), np.log1p(-chance))
        log_likelihood += float(own[block.there].sum() - np.log(number).sum())
        mean = first / number[:, np.newaxis]
        gradient += np.einsum("sn,snk->k", block.chosen, values) - mean.sum(axis=0)
        information += (second / number[:, np.newaxis, np.newaxis]).sum(axis=0) - mean.T @ mean
    return Sums(log_likelihood=log_likelihood, gradient=gradient, information=information)


def _tilted(block: Block, estimate: Floats) -> Floats:
    """Return independent chances whose sum over each set is the number chosen; 0 where filled up."""
    linear = block.values @ estimate
    high = np.where(block.there, linear, -np.inf).max(axis=1)
    low = np.where(block.there, linear, np.inf).min(axis=1)
    room = np.log(block.there.shape[1]) + 1
    least, most = -high - room, -low + room
    for _ in range(HALVINGS):
        middle = (least + most) / 2
        total = _chance(block, linear + middle[:, np.newaxis]).sum(axis=1)
        least = np.where(total < block.number, middle, least)
        most = np.where(total < block.number, most, middle)
    return _chance(block, linear + ((least + most) / 2)[:, np.newaxis])


def _chance(block: Block, linear: Floats) -> Floats:
    with np.errstate(over="ignore"):
        return np.where(block.there, 1 / (1 + np.exp(-linear)), 0.0)


def _number_and_moments(
    block: Block, chance: Floats, values: Floats
) -> tuple[Floats, Floats, Floats]:
    """Return the chance of the number chosen, and with it the first and second moment of the sum.

    Adding a row to the set, its number and sum stay as they are, or rise by 1 and by the row.
    """
    sets, n, k = values.shape
    most = int(block.number.max())
    number = np.zeros((sets, most + 1))
    first, second = np.zeros((sets, most + 1, k)), np.zeros((sets, most + 1, k, k))
    number[:, 0] = 1.0
    for row in range(n):
        x, p = values[:, row, np.newaxis], chance[:, row, np.newaxis]
        reached = min(row + 1, most)
        here, before = slice(1, reached + 1), slice(0, reached)
        zero, one, two = number[:, before], first[:, before], second[:, before]
        with_x = one[..., np.newaxis] * x[:, :, np.newaxis]
        up_two = two + with_x + np.swapaxes(with_x, -1, -2)
        up_two += zero[..., np.newaxis, np.newaxis] * (x[..., np.newaxis] * x[:, :, np.newaxis])
        up_one = one + x * zero[..., np.newaxis]
        up_zero = zero.copy()
        p1, p2 = p[..., np.newaxis], p[..., np.newaxis, np.newaxis]
        number *= 1 - p
        first *= 1 - p1
        second *= 1 - p2
        number[:, here] += p * up_zero
        first[:, here] += p1 * up_one
        second[:, here] += p2 * up_two
    at = np.arange(sets), block.number
    return number[at], first[at], second[at]


def _chances(block: Block, estimate: Floats) -> Floats:
    """Return each row's chance to be among the chosen, given their number.

    It is chosen, and the rows before and after it give the rest of the number.
    """
    chance = _tilted(block, estimate)
    sets, n = chance.shape
    most = int(block.number.max())
    before = np.zeros((n + 1, sets, most + 1))
    after = np.zeros((n + 1, sets, most + 1))
    before[0, :, 0] = after[n, :, 0] = 1.0
    for row in range(n):
        before[row + 1] = _one_more(before[row], chance[:, row])
    for row in reversed(range(n)):
        after[row] = _one_more(after[row + 1], chance[:, row])
    left = block.number[:, np.newaxis] - 1 - np.arange(most + 1)  # for the rows after
    rest = np.take_along_axis(after[1:], np.maximum(left, 0)[np.newaxis], axis=2) * (left >= 0)
    both = (before[:-1] * rest).sum(axis=2).T
    whole = before[n][np.arange(sets), block.number]
    return np.asarray(chance * both / whole[:, np.newaxis])


def _one_more(number: Floats, chance: Floats) -> Floats:
    """Add a row to the distribution of the number chosen."""
    p = chance[:, np.newaxis]
    after = number * (1 - p)
    after[:, 1:] += number[:, :-1] * p
    return np.asarray(after)
