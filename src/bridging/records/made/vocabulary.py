"""What a cell of a raw column can mean: one meaning, some, or (unknown) any."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from bridging.records.schema import plain
from bridging.records.text import as_text, factorized

ANY_OTHER = "*"

Meanings = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A raw column, read.

    Parameters
    ----------
    possible : tuple of tuple of str
        Different sets of meanings that cells leave possible.
    codes : numpy.ndarray of int64, shape (n,)
        Which of them each cell leaves.
    unread : numpy.ndarray of bool, shape (n,)
        Cells that are written in no known way; they leave everything possible.
    known : numpy.ndarray of bool, shape (n,)
        Cells that rule out something.
    """

    possible: tuple[Meanings, ...]
    codes: npt.NDArray[np.int64]
    unread: npt.NDArray[np.bool_]
    known: npt.NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """The ways in which something is written, and what each can mean.

    Parameters
    ----------
    called : str
        What a cell must be, for messages.
    meanings : tuple of str
        Everything that can be the case; an unknown cell means any of them.
    written : mapping of str to tuple of str
        Spelling (small letters, underscores for spaces and hyphens) to what it leaves possible.
    """

    called: str
    meanings: Meanings
    written: Mapping[str, Meanings]

    def read(self, cells: Any, values: Mapping[str, str], unknown: Sequence[str]) -> Reading:
        """Read a column; `values` and `unknown` are those of a line, ``*`` any other spelling."""
        codes, different = factorized(as_text(cells))
        found = [self._possible(cell, values, unknown) for cell in different]
        found.append(self.meanings)  # the last is where code -1, a missing cell, points
        sets = [self.meanings if meanings is None else meanings for meanings in found]
        possible = tuple(dict.fromkeys(sets))
        place = np.array([possible.index(meanings) for meanings in sets], dtype=np.int64)
        return Reading(
            possible=possible,
            codes=place[codes],
            unread=np.array([meanings is None for meanings in found])[codes],
            known=np.array([meanings != self.meanings for meanings in sets])[codes],
        )

    def _possible(
        self, cell: str, values: Mapping[str, str], unknown: Sequence[str]
    ) -> Meanings | None:
        """Return what a cell leaves possible; None where it is written in no known way."""
        meant = values.get(cell, cell)
        if meant == "" or meant in unknown:
            return self.meanings
        meanings = self.written.get(plain(meant))
        if meanings is None and ANY_OTHER in values:
            meant = values[ANY_OTHER]
            return self.meanings if meant in unknown else self.written.get(plain(meant))
        return meanings


def spelled(**written: str) -> dict[str, Meanings]:
    """Return each spelling (in a text, separated by spaces) with the meaning that has its name."""
    return {
        spelling: (meaning,)
        for meaning, spellings in written.items()
        for spelling in spellings.split()
    }
