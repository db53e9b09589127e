"""The session-level tensor: contacts and opportunities in cells of unit × session."""

from dataclasses import dataclass

import numpy as np

from bridging.structures.arrays import Floats, Ints


@dataclass(frozen=True, kw_only=True)
class Cells:
    """The session-level tensor: one table for each cell of unit × session.

    All tables are symmetric with the diagonal counted from both ends; where contacts are directed,
    `contacts` count once, from the row to the column, and opportunities are ordered pairs: the same
    numbers.

    Parameters
    ----------
    unit, session : array of int, shape (C,)
        What each cell is; a session occurs once for each unit it has a part in.
    contacts : array of float, shape (C, K, K)
    opportunities : array of float, shape (C, K, K), or None
        None where presence is not known.
    present : array of float, shape (C, K), or None
        People present by group.
    """

    unit: Ints
    session: Ints
    contacts: Floats
    opportunities: Floats | None
    present: Floats | None

    @property
    def expected(self) -> Floats | None:
        """Each cell's contacts spread evenly over its opportunities, of shape (C, K, K)."""
        if self.opportunities is None:
            return None
        return spread(self.contacts, self.opportunities)


def spread(contacts: Floats, opportunities: Floats) -> Floats:
    """Spread the contacts of each cell evenly over its opportunities."""
    total = contacts.sum(axis=(-2, -1))
    pairs = opportunities.sum(axis=(-2, -1))
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = np.where(total == 0, 0.0, np.where(pairs > 0, total / pairs, np.nan))
    return np.asarray(rate[..., np.newaxis, np.newaxis] * opportunities)


def sum_by(values: Floats, code: Ints, size: int) -> Floats:
    """Sum the rows of `values` by code, of shape (size, ...)."""
    result = np.zeros((size, *values.shape[1:]))
    np.add.at(result, code, values)
    return result


def all_pairs(present: Floats) -> Floats:
    """Pairs among the people present by group, of shape (..., K, K)."""
    table = present[..., :, np.newaxis] * present[..., np.newaxis, :]
    diagonal = np.eye(present.shape[-1])
    return np.asarray(table - diagonal * present[..., np.newaxis, :])
