"""The counts of a line that may be too small: people, contacts and visits of each unit."""

import numpy as np

from bridging.errors import DataError, OptionError
from bridging.structures.arrays import Floats
from bridging.study import Study


def cells_of(study: Study, line: str, by: str | None) -> tuple[tuple[str, ...], Floats, Floats]:
    """Return units, their cells (people by group, all people, contacts by groups), and sizes.

    A size is the people of known group: others can't hide what they are.
    """
    people, contacts = people_of(study, line, by), contacts_of(study, line, by)
    size = len(study.lines[line].groups)
    units = tuple(dict.fromkeys([*people, *contacts]))
    nobody, nothing = np.zeros(size + 1), np.zeros(size * (size + 1) // 2)
    rows = [np.append(people.get(unit, nobody), contacts.get(unit, nothing)) for unit in units]
    cells = np.array(rows).reshape(len(units), len(nobody) + len(nothing))
    known = cells[:, :size].sum(axis=1)
    return units, cells, known if known.any() else cells.sum(axis=1)


def people_of(study: Study, line: str, by: str | None) -> dict[str, Floats]:
    """Return people by group and all people, of each unit."""
    try:
        count = study.count_composition(line, by, "all")
    except (DataError, OptionError):  # nothing says who was where
        return {}
    labels = count.stacked.labels or ("all",)
    counts = count.composition.counts.reshape(len(labels), -1)
    everyone = counts.sum(axis=1) + count.left_out
    return dict(zip(labels, np.column_stack([counts, everyone]), strict=True))


def contacts_of(study: Study, line: str, by: str | None) -> dict[str, Floats]:
    """Return contacts by pair of groups, each counted once, of each unit."""
    matrix = study.mixing(line, by)
    tables = matrix.contacts if matrix.contacts.ndim == 3 else matrix.contacts[np.newaxis]
    size = len(matrix.groups)
    once = tables / np.where(np.eye(size, dtype=bool), 2.0, 1.0)
    rows, columns = np.tril_indices(size)
    return dict(zip(matrix.units or ("all",), once[:, rows, columns], strict=True))


def visits_of(study: Study, line: str, by: str | None) -> dict[str, Floats]:
    """Return visits by group, of each unit."""
    try:
        count = study.count_composition(line, by, "session")
    except (DataError, OptionError):  # nothing says who was where
        return {}
    labels = count.stacked.labels or ("all",)
    counts = count.composition.counts
    sums = counts.reshape(len(labels), -1, counts.shape[-1]).sum(axis=1)
    return dict(zip(labels, sums, strict=True))
