"""Incidence: who was in which session."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from bridging.errors import DataError
from bridging.structures.arrays import Ints, as_labels

if TYPE_CHECKING:
    import scipy.sparse


@dataclass(frozen=True, init=False, eq=False, repr=False)
class Incidence:
    """People by sessions, kept as pairs of codes.

    Parameters
    ----------
    people, sessions : sequence of str
        Labels; the codes below point into them.
    person, session : array-like of int, shape (R,)
        One entry for each attendance.
    company : array-like of int, shape (R,), optional
        People with the same code in the same session came together; -1 came alone.
    """

    people: tuple[str, ...]
    sessions: tuple[str, ...]
    person: Ints
    session: Ints
    company: Ints

    def __init__(
        self,
        people: Iterable[object],
        sessions: Iterable[object],
        person: Any,
        session: Any,
        company: Any = None,
    ) -> None:
        people, sessions = list(people), list(sessions)
        set_ = object.__setattr__
        set_(self, "people", as_labels("people", people, len(people), "person"))
        set_(self, "sessions", as_labels("sessions", sessions, len(sessions), "session"))
        codes = [np.asarray(values, dtype=np.int64) for values in (person, session)]
        for name, values, size in zip(
            ("person", "session"), codes, (len(people), len(sessions)), strict=True
        ):
            if values.ndim != 1 or len(values) != len(codes[0]):
                raise DataError(f"`{name}` must be a list of codes, one for each attendance.")
            if len(values) and (values.min() < 0 or values.max() >= size):
                raise DataError(f"`{name}` must hold codes from 0 to {size - 1}.")
        set_(self, "person", codes[0])
        set_(self, "session", codes[1])
        together = np.full(len(codes[0]), -1) if company is None else np.asarray(company)
        if together.shape != codes[0].shape:
            raise DataError("`company` must be a list of codes, one for each attendance.")
        set_(self, "company", together.astype(np.int64))

    def to_sparse(self) -> "scipy.sparse.csr_array":
        """Return a sparse 0/1 array of shape (people, sessions)."""
        import scipy.sparse

        matrix = scipy.sparse.csr_array(
            (np.ones(len(self.person)), (self.person, self.session)),
            shape=(len(self.people), len(self.sessions)),
        )
        matrix.data[:] = 1.0
        return matrix

    def __repr__(self) -> str:
        """Name the numbers of people, sessions and attendances."""
        return (
            f"<Incidence: {len(self.people)} people, {len(self.sessions)} sessions, "
            f"{len(self.person)} attendances>"
        )
