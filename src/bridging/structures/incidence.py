"""Incidence: who was in which session or meeting."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from bridging.errors import DataError
from bridging.structures.arrays import Floats, Ints, as_labels

if TYPE_CHECKING:
    import scipy.sparse


@dataclass(frozen=True, init=False, eq=False, repr=False)
class Incidence:
    """People by sessions (or meetings, or teams), kept as pairs of codes.

    Parameters
    ----------
    people, sessions : sequence of str
        Labels; the codes below point into them.
    person, session : array-like of int, shape (R,)
        One entry for each attendance.
    company : array-like of int, shape (R,), optional
        People with the same code in the same session came together; -1 came alone.
    groups : mapping of line name to sequence of str, optional
        The groups of each line, in their order.
    codes : mapping of line name to array-like of int, shape (P,), optional
        The group of each person on each line; -1 is unknown.
    values : mapping of name to array-like of float, shape (P,), optional
        Numbers of each person, such as an age; NaN is unknown.

    Raises
    ------
    DataError
        Codes that point to nobody, to no session or to no group; labels that do not fit.

    Examples
    --------
    >>> import bridging as br
    >>> meetings = br.Incidence(
    ...     ["an", "bo", "cy"], ["first", "second"], [0, 1, 1, 2], [0, 0, 1, 1],
    ...     groups={"origin": ["a", "b"]}, codes={"origin": [0, 0, 1]},
    ... )
    >>> meetings.to_sparse().toarray().tolist()
    [[1.0, 0.0], [1.0, 1.0], [0.0, 1.0]]
    """

    people: tuple[str, ...]
    sessions: tuple[str, ...]
    person: Ints
    session: Ints
    company: Ints
    groups: Mapping[str, tuple[str, ...]]
    codes: Mapping[str, Ints]
    values: Mapping[str, Floats]

    def __init__(
        self,
        people: Iterable[object],
        sessions: Iterable[object],
        person: Any,
        session: Any,
        company: Any = None,
        *,
        groups: Mapping[str, Iterable[object]] | None = None,
        codes: Mapping[str, Any] | None = None,
        values: Mapping[str, Any] | None = None,
    ) -> None:
        people, sessions = list(people), list(sessions)
        set_ = object.__setattr__
        set_(self, "people", as_labels("people", people, len(people), "person"))
        set_(self, "sessions", as_labels("sessions", sessions, len(sessions), "session"))
        ends = [np.asarray(places, dtype=np.int64) for places in (person, session)]
        for name, places, size in zip(
            ("person", "session"), ends, (len(people), len(sessions)), strict=True
        ):
            if places.ndim != 1 or len(places) != len(ends[0]):
                raise DataError(f"`{name}` must be a list of codes, one for each attendance.")
            if len(places) and (places.min() < 0 or places.max() >= size):
                raise DataError(f"`{name}` must hold codes from 0 to {size - 1}.")
        set_(self, "person", ends[0])
        set_(self, "session", ends[1])
        together = np.full(len(ends[0]), -1) if company is None else np.asarray(company)
        if together.shape != ends[0].shape:
            raise DataError("`company` must be a list of codes, one for each attendance.")
        set_(self, "company", together.astype(np.int64))
        labels = {name: tuple(map(str, names)) for name, names in (groups or {}).items()}
        set_(self, "groups", {n: as_labels("groups", g, len(g), "") for n, g in labels.items()})
        set_(self, "codes", _checked_codes(self.groups, codes or {}, len(people)))
        set_(self, "values", {n: _numbers(n, v, len(people)) for n, v in (values or {}).items()})

    @property
    def line(self) -> str:
        """The only line of the people; an error where there are none or several."""
        if len(self.codes) != 1:
            raise DataError(
                f"`line` must be given: the people have {len(self.codes)} lines {list(self.codes)}."
            )
        return next(iter(self.codes))

    def without(self, people: Sequence[int] | Ints) -> "Incidence":
        """Return the attendances of the others: some people (by place) are left out."""
        stay = np.ones(len(self.people), dtype=bool)
        stay[np.asarray(people, dtype=np.int64)] = False
        place = np.cumsum(stay) - 1
        keep = stay[self.person]
        return Incidence(
            np.array(self.people, dtype=object)[stay],
            self.sessions,
            place[self.person[keep]],
            self.session[keep],
            self.company[keep],
            groups=self.groups,
            codes={line: code[stay] for line, code in self.codes.items()},
            values={name: numbers[stay] for name, numbers in self.values.items()},
        )

    def to_sparse(self) -> "scipy.sparse.csr_array":
        """Return a sparse 0/1 array of shape (people, sessions)."""
        import scipy.sparse

        matrix = scipy.sparse.csr_array(
            (np.ones(len(self.person)), (self.person, self.session)),
            shape=(len(self.people), len(self.sessions)),
        )
        matrix.sum_duplicates()
        matrix.data[:] = 1.0
        return matrix

    def __repr__(self) -> str:
        """Name the numbers of people, sessions and attendances."""
        return (
            f"<Incidence: {len(self.people)} people, {len(self.sessions)} sessions, "
            f"{len(self.person)} attendances>"
        )

    def _repr_html_(self) -> str:
        from bridging.words.markup import people_table

        return (
            f"<p>{len(self.people)} people, {len(self.sessions)} sessions, {len(self.person)} "
            f"attendances</p>{people_table(self.groups, self.codes)}"
        )


def _checked_codes(
    groups: Mapping[str, tuple[str, ...]], codes: Mapping[str, Any], people: int
) -> dict[str, Ints]:
    """Refuse codes without groups, or that do not point to people and groups."""
    if set(groups) != set(codes):
        raise DataError(
            f"`groups` and `codes` must have the same lines, not {list(groups)} and {list(codes)}."
        )
    checked = {}
    for line, values in codes.items():
        code = np.asarray(values, dtype=np.int64)
        if code.shape != (people,):
            raise DataError(f"`codes` must have one code for each of the {people} people.")
        if len(code) and (code.min() < -1 or code.max() >= len(groups[line])):
            raise DataError(f"`codes` must hold codes from -1 to {len(groups[line]) - 1}.")
        checked[line] = code
    return checked


def _numbers(name: str, values: Any, people: int) -> Floats:
    """Return numbers of people, NaN for unknown; unlike counts they may be negative."""
    try:
        numbers = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError):
        raise DataError(f"`values` must be numbers; {name!r} holds something else.") from None
    if numbers.shape != (people,):
        raise DataError(f"`values` must have one number for each of the {people} people.")
    if np.isinf(numbers).any():
        raise DataError(f"`values` must be finite; {name!r} holds infinite numbers.")
    return numbers
