"""Teams: the people of each session as points, and when there is a faultline to speak of."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np

from bridging.measures._meetings import once_each
from bridging.measures._subgroups import MOST_SPLIT, features
from bridging.measures.conditions import Options
from bridging.measures.record import Condition
from bridging.structures import Incidence
from bridging.structures.arrays import Floats, Ints


def teams(incidence: Incidence, options: Options) -> list[tuple[Ints, Floats]]:
    """Return the people of each session whose attributes are all known, and their points."""
    points = features(
        incidence,
        options.get("attributes"),
        options.get("weights"),
        options.get("rescale", "sd"),
    )
    rows = once_each(incidence)
    known = np.asarray(~np.isnan(points).any(axis=1))
    rows = rows[known[incidence.person[rows]]]
    person, session = incidence.person[rows], incidence.session[rows]
    ends = np.searchsorted(session, np.arange(len(incidence.sessions) + 1))
    return [(person[a:b], points[person[a:b]]) for a, b in pairwise(ends.tolist())]


def per_team(
    incidence: Incidence, options: Options, value: Callable[[Floats], float], most: float
) -> Floats:
    """Compute a value for each session that can have one."""
    return np.array(
        [
            value(points) if 3 <= len(points) <= most and differ(points) else np.nan
            for _, points in teams(incidence, options)
        ]
    )


def differ(points: Floats) -> bool:
    """Say whether the people differ at all."""
    return bool(len(points) and (np.ptp(points, axis=0) > 1e-12).any())


def _three_people(incidence: Incidence, options: Options) -> Any:
    return np.array([len(points) >= 3 for _, points in teams(incidence, options)], dtype=bool)


def _people_differ(incidence: Incidence, options: Options) -> Any:
    return np.array([differ(points) for _, points in teams(incidence, options)], dtype=bool)


def _few_people(incidence: Incidence, options: Options) -> Any:
    sizes = [len(points) for _, points in teams(incidence, options)]
    return np.array(sizes, dtype=np.int64) <= MOST_SPLIT


def _all_of(*conditions: Callable[[Incidence, Options], Any]) -> Callable[..., Any]:
    def holds(incidence: Incidence, options: Options) -> Any:
        return np.all([condition(incidence, options) for condition in conditions], axis=0)

    return holds


THREE_PEOPLE = Condition(
    name="three_people",
    reason="there were fewer than three people whose attributes are known",
    reason_nl="er waren minder dan drie mensen van wie de kenmerken bekend zijn",
    holds=_three_people,
    per_part=True,
)
PEOPLE_DIFFER = Condition(
    name="people_differ",
    reason="the people there do not differ on these attributes",
    reason_nl="de mensen daar verschillen niet op deze kenmerken",
    holds=_people_differ,
    per_part=True,
)
FEW_PEOPLE = Condition(
    name="few_people",
    reason=f"there were more than {MOST_SPLIT} people: not all splits can be tried",
    reason_nl=f"er waren meer dan {MOST_SPLIT} mensen: niet alle verdelingen zijn te proberen",
    holds=_few_people,
    per_part=True,
)
SOME_TEAM = Condition(
    name="some_team",
    reason="in no session were there three people of known attributes who differ",
    reason_nl="in geen sessie waren er drie mensen met bekende kenmerken die verschillen",
    holds=_all_of(_three_people, _people_differ),
    per_part=True,
)
SOME_SMALL_TEAM = Condition(
    name="some_small_team",
    reason=f"in no session were there 3 to {MOST_SPLIT} people of known attributes who differ",
    reason_nl=f"in geen sessie waren er 3 tot {MOST_SPLIT} mensen met bekende kenmerken die verschillen",
    holds=_all_of(_three_people, _people_differ, _few_people),
    per_part=True,
)
WITH_SPLITS = (THREE_PEOPLE, PEOPLE_DIFFER, FEW_PEOPLE, SOME_SMALL_TEAM)
