"""How many people are present at a time, whatever their groups."""

from collections.abc import Collection

import numpy as np

from bridging.counting.coding import Visits, pairs_within
from bridging.counting.units import find_units
from bridging.report.counts import TENS
from bridging.report.names import Names
from bridging.structures.arrays import Ints
from bridging.study import Study
from bridging.words import decimal, say, whole


def present(
    study: Study, names: Names, hidden: Collection[str], minimum: int
) -> list[tuple[str, str]]:
    """Say of each site how many visitors were present, and how many pairs of them together.

    For publication (a minimum above 1) only the mean is said: the rest are counts of few. It is
    that of the visits as they are shown, in tens: times the sessions it would give them exactly.
    """
    visits = study.coded.visits
    if visits is None:
        return []
    units = find_units(study.records, "site")
    said = []
    for code, site in enumerate(units.labels):
        sessions = np.flatnonzero(units.code == code)
        if site not in hidden and np.isin(visits.session, sessions).any():
            said.append((names.row(site), _sentence(visits, sessions, names.language, minimum)))
    return said


def _sentence(visits: Visits, sessions: Ints, language: str, minimum: int) -> str:
    mine = np.isin(visits.session, sessions)
    person, session = visits.person[mine], visits.session[mine]
    size = np.bincount(session, minlength=int(sessions.max()) + 1)[sessions]
    if minimum > 1:
        mean = TENS * np.round(size.sum() / TENS + 1e-9) / len(size)
        return say("page.present_mean", language, mean=decimal(float(mean), language, 0))
    i, j = pairs_within(session)
    a, b = person[i].astype(np.int64), person[j].astype(np.int64)
    low, high = np.minimum(a, b), np.maximum(a, b)
    met = len(np.unique(low * (int(person.max()) + 1) + high))
    people = len(np.unique(person))
    return say(
        "page.present",
        language,
        mean=decimal(float(size.mean()), language, 1),
        low=whole(int(size.min()), language),
        high=whole(int(size.max()), language),
        met=whole(met, language),
        pairs=whole(people * (people - 1) // 2, language),
    )
