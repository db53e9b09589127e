"""Where the numbers of a plan come from: a place that is described, or a study that was made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from bridging.counting.mixing import MixingCount
from bridging.errors import DataError, OptionError, suggestion
from bridging.planning.place import Place, check_range, check_whole
from bridging.planning.signal import Sessions
from bridging.structures.arrays import Floats
from bridging.study import Study

NEEDED = ("people", "sessions", "present", "minority", "contacts")
OF_PLACE = (*NEEDED, "families", "separation", "persistence", "design_factor")
OF_WORLD = ("talkativeness", "talkativeness_spread", "liveliness", "unknown")  # simulation only


@dataclass(frozen=True, kw_only=True)
class Basis:
    """What a plan rests on.

    Parameters
    ----------
    kinds : function of odds
        The kinds of sessions, with the times each occurs in one session.
    design : function of a number of sessions
        How much larger the variance is because the same pairs meet again.
    sessions : int
    contacts, present : float
        Pairs in contact and people present in a session, on average.
    people : int
    place : Place or None
        None where a study was given.
    persistence : float
    knobs : mapping
        What only a simulation can use.
    large_meetings : bool
        Whether encounters of more than two people were recorded.
    """

    kinds: Callable[[float], Sessions]
    design: Callable[[int], float]
    sessions: int
    contacts: float
    present: float
    people: int
    place: Place | None = None
    persistence: float = 0.0
    knobs: Mapping[str, Any]
    large_meetings: bool = False


def find_basis(study: Study | None, line: str | None, given: Mapping[str, Any]) -> Basis:
    """Return what a plan rests on, from a study or from the numbers given.

    Raises
    ------
    OptionError
        Numbers that are missing, not known, or not possible together.
    DataError
        A study without presence or without encounters of people.
    """
    for name in given:
        if name not in (*OF_PLACE, *OF_WORLD):
            known = (*OF_PLACE, *OF_WORLD)
            raise OptionError(
                f"A plan can't take {name!r}.{suggestion(name, known)} "
                f"It takes: {', '.join(OF_PLACE)}."
            )
    declared = given.get("design_factor")
    if declared is not None:
        check_range("design_factor", declared, 0, float("inf"))
    if study is not None:
        return _of_study(study, line, given)
    if line is not None:
        raise OptionError(f"`line` can't be {line!r} without a study. Give the study, or leave it.")
    missing = [name for name in NEEDED if name not in given]
    if missing:
        raise OptionError(
            f"A plan must have {', '.join(f'`{name}`' for name in missing)}, or a study to take "
            "them from."
        )
    place = Place(
        **{field.name: given[field.name] for field in fields(Place) if field.name in given}
    )
    persistence = given.get("persistence", 0.0)
    check_range("persistence", persistence, 0, 5, ends=True)

    def design(sessions: int) -> float:
        return place.design_factor(persistence, sessions) if declared is None else declared

    return Basis(
        kinds=lambda odds: place.kinds(odds, persistence)[0],
        design=design,
        sessions=place.sessions,
        contacts=float(place.contacts),
        present=float(place.present),
        people=place.people,
        place=place,
        persistence=persistence,
        knobs={name: given[name] for name in OF_WORLD if name in given},
    )


def refuse_knobs(basis: Basis) -> None:
    """Refuse what only a simulation can use."""
    if basis.knobs:
        raise OptionError(
            f"The closed form can't take `{next(iter(basis.knobs))}`. "
            "Use power(..., method='simulation'), or leave it out."
        )


def _of_study(study: Study, line: str | None, given: Mapping[str, Any]) -> Basis:
    """Take the numbers from a study: each of its sessions is a kind."""
    if not isinstance(study, Study):
        raise OptionError(f"`study` must be a Study, not a {type(study).__name__}.")
    taken = [name for name in given if name not in ("sessions", "design_factor")]
    if taken:
        raise OptionError(
            f"`{taken[0]}` can't be given with a study: it is taken from it. "
            "Only `sessions` and `design_factor` can."
        )
    if "sessions" in given:
        check_whole("sessions", given["sessions"], 1)
    count = study.count_mixing(line, weight="pairs")
    visits, cells = count.coded.visits, count.cells
    if visits is None or cells.opportunities is None or cells.present is None:
        raise DataError(
            "A plan must know who was present in each session, and the study has no attendance. "
            "Give people, sessions, present, minority and contacts instead."
        )
    if not len(count.pairs.a):
        raise DataError(
            "A plan must have contacts of people, and the study has none on this line. "
            "Give people, sessions, present, minority and contacts instead."
        )
    groups = len(count.line.groups)
    i, j = np.triu_indices(groups)
    pairs = cells.opportunities[:, i, j] / np.where(i == j, 2, 1)
    # where all pairs met nothing can move; a chance of 1 has no odds
    contacts = np.minimum(cells.contacts.sum(axis=(1, 2)) / 2, pairs.sum(axis=1) * (1 - 1e-6))
    observed = len(np.unique(visits.session))
    there = contacts > 0
    kinds = Sessions(
        pairs=pairs[there],
        contacts=contacts[there],
        times=np.full(int(there.sum()), 1 / observed),
        groups=groups,
        known=True,
    )
    declared = given.get("design_factor")
    found = observed_design_factor(count, cells.session, contacts / pairs.sum(axis=1).clip(1))

    def design(sessions: int) -> float:
        """Pairs that met again in few sessions meet again more often in many."""
        if declared is not None:
            return float(declared)
        return 1 + (found - 1) * (sessions - 1) / max(observed - 1, 1)

    members = np.zeros(0, dtype=np.int64)
    if count.coded.contacts is not None:
        members = np.bincount(count.coded.contacts.encounter)
    return Basis(
        kinds=lambda odds: kinds,
        design=design,
        sessions=given.get("sessions", observed),
        contacts=float(contacts.sum() / observed),
        present=float(cells.present.sum() / observed),
        people=len(np.unique(visits.person[count.group[visits.person] >= 0])),
        knobs={},
        large_meetings=bool((members > 2).any()),
    )


def observed_design_factor(count: MixingCount, session: Any, rate: Floats) -> float:
    """Return how much more the contacts of a pair vary than if each session were on its own.

    Pearson's dispersion of the contacts of each pair, against the sessions the two were together in
    (not having come together), how lively these were, and how much each of the two talks. Never
    below 1.

    Parameters
    ----------
    count : MixingCount
        Contacts counted once for each pair and session.
    session : array of int, shape (C,)
        The session of each rate.
    rate : array of float, shape (C,)
        Contacts per pair present.
    """
    from scipy.sparse import coo_array, csr_array

    visits = count.coded.visits
    assert visits is not None
    people, sessions = len(count.coded.people), len(count.coded.sessions)
    by_session = np.zeros(sessions)
    by_session[session] = rate
    known = count.group[visits.person] >= 0
    person, when, company = (
        values[known] for values in (visits.person, visits.session, visits.company)
    )
    together = company >= 0
    code = np.unique(np.stack([when[together], company[together]]), axis=1, return_inverse=True)[
        1
    ].ravel()

    def summed(values: Floats) -> Any:
        """Sum a value of sessions over those each two people shared, without coming together."""
        every = csr_array((np.ones(len(person)), (person, when)), shape=(people, sessions))
        shared = (every * values) @ every.T
        if len(code):
            own = csr_array(
                (np.ones(len(code)), (person[together], code)), shape=(people, int(code.max()) + 1)
            )
            weight = np.zeros(int(code.max()) + 1)
            weight[code] = values[when[together]]
            shared = shared - (own * weight) @ own.T
        return shared

    even = summed(by_session).tocoo()
    spread = summed(by_session * (1 - by_session)).tocsr()
    a, b = even.coords
    keep = (a < b) & (even.data > 1e-12)
    a, b, expected = a[keep], b[keep], even.data[keep]
    met = coo_array((np.ones(len(count.pairs.a)), (count.pairs.a, count.pairs.b)), (people, people))
    talked = np.bincount(np.r_[count.pairs.a, count.pairs.b], minlength=people)
    could = np.bincount(np.r_[a, b], weights=np.r_[expected, expected], minlength=people)
    talks = talked / np.where(could > 0, could, 1.0)
    scale = talks[a] * talks[b]
    seen = np.asarray(met.tocsr()[a, b]).ravel()
    variance = float((np.asarray(spread[a, b]).ravel() * scale).sum())
    free = len(a) - int((could > 0).sum())  # a rate of talk was fitted for each person
    if variance <= 0 or free < 1:
        return 1.0
    dispersion = float(((seen - expected * scale) ** 2).sum()) / variance * len(a) / free
    return max(1.0, dispersion)
