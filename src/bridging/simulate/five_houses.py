"""Five synthetic houses, after what a case study says of its five cases.

The source is the summary of J. Simoens, *De professionele omkadering van de
ontmoetingsvrijwilligers in de Huizen van het Kind* (master's thesis, Ghent University, 2018). It
says in words whom each case reaches and gives no counts: every number here is invented, and what
it does not say of a case is unknown in the records.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from bridging.simulate.houses import HOUSES, LINES, UNKNOWN, House
from bridging.simulate.world import Frames
from bridging.study import Study

# Chosen among a hundred so that the mix and the choice of partners in house 5 lie near what was asked.
SEED = 70
PARENT, STAFF, VOLUNTEER = "ouder", "begeleider", "vrijwilliger"
FIRST_WEEK = pd.Timestamp("2025-03-03")
# Easter holidays, Labour Day, Ascension Day and the day after.
CLOSED = [
    *pd.date_range("2025-04-07", "2025-04-21"),
    pd.Timestamp("2025-05-01"),
    *pd.date_range("2025-05-29", "2025-05-30"),
]
MEETING_SIZES = {2: 0.82, 3: 0.13, 4: 0.05}
FORMS = {"greeting": 0.25, "talk": 0.55, "exchange": 0.20}
MEAN_MINUTES = {"greeting": 1, "talk": 7, "exchange": 10}
OCCASIONS = {"child": 0.40, "staff": 0.10, "volunteer": 0.10, "activity": 0.15, "nobody": 0.25}
FAMILY_SIZES = {1: 0.70, 2: 0.25, 3: 0.05}
COMES_ALONG = 0.6
INITIATOR_SEEN = 0.6
NOT_ASKED = 0.05


PURPOSE = (
    "Door een computer gemaakt om het pakket te tonen en te leren kennen. De vijf huizen volgen "
    "wat een casestudie in woorden zegt over haar vijf cases; alle aantallen zijn verzonnen en "
    "zeggen niets over bestaande huizen of mensen."
)


def five_houses() -> Study:
    """Return the shipped study of five synthetic houses, made anew from its seed.

    Examples
    --------
    >>> from bridging.simulate import five_houses
    >>> study = five_houses()
    >>> study.title
    'Vijf huizen (synthetisch)'
    >>> list(study.lines)
    ['origin', 'ses']
    """
    return Study.from_frames(
        **five_houses_frames(np.random.default_rng(SEED)),
        lines=LINES,
        roles={"staff": [STAFF, VOLUNTEER]},
        title="Vijf huizen (synthetisch)",
        synthetic=True,
        language="nl",
        purpose=PURPOSE,
    )


def five_houses_frames(rng: np.random.Generator) -> Frames:
    """Return the tables of the five houses, each house from a stream of its own."""
    made = [
        _house_frames(one, house) for one, house in zip(rng.spawn(len(HOUSES)), HOUSES, strict=True)
    ]
    tables = {name: pd.concat([one[name] for one in made], ignore_index=True) for name in made[0]}
    return {name: table.mask(table == UNKNOWN) for name, table in tables.items()}


def _house_frames(rng: np.random.Generator, house: House) -> Frames:
    sessions = _sessions(house)
    people = _people(rng, house)
    attendance = _attendance(rng, house, people, sessions)
    encounters = _encounters(rng, house, people, attendance)
    came = people["participant"].isin(attendance["participant"])
    return {
        "sites": pd.DataFrame(
            {
                "site": [house.site],
                "name": [f"Huis {house.number} (synthetisch)"],
                "setting": [house.setting],
                "targeting": [house.targeting],
                "case": [f"case {house.number}"],
            }
        ),
        "sessions": sessions,
        "participants": _as_written(rng, house, people)[came],
        "attendance": attendance,
        "encounters": encounters,
        "reference": _reference(house),
    }


def _sessions(house: House) -> pd.DataFrame:
    """One opening a week, outside holidays."""
    first = FIRST_WEEK + pd.Timedelta(days=house.weekday)
    weeks = [first + pd.Timedelta(weeks=week) for week in range(26)]
    days = [day for day in weeks if day not in CLOSED][: len(house.visitors)]
    start = pd.DatetimeIndex(days) + pd.Timedelta(f"{house.start}:00")
    return pd.DataFrame(
        {
            "session": [f"h{house.number}-{day:%m%d}" for day in days],
            "site": house.site,
            "start": start,
            "end": start + pd.Timedelta(hours=2),
            "activity": np.resize(np.array(house.activity, dtype=object), len(days)),
        }
    )


def _people(rng: np.random.Generator, house: House) -> pd.DataFrame:
    """Families of one to three parents, then staff and volunteers. Groups are not written yet.

    `keen` says how readily a family comes, `talk` how much a person talks; `guest` is the family
    that comes once.
    """
    kinds = [kind for kind, count in house.mix.items() for _ in range(count)]
    rows: list[dict[str, Any]] = []
    for number, (origin, ses) in enumerate(rng.permutation(np.array(kinds)), 1):
        family = f"h{house.number}-g{number:02d}"
        keen = rng.gamma(0.8)
        rows += [
            {"family": family, "role": PARENT, "origin": origin, "ses": ses, "keen": keen}
            for _ in range(_drawn(rng, FAMILY_SIZES))
        ]
    if house.once is not None:
        origin, ses = house.once
        family = f"h{house.number}-g{len(kinds) + 1:02d}"
        rows.append({"family": family, "role": PARENT, "origin": origin, "ses": ses, "guest": True})
    team = {"family": None, "origin": UNKNOWN, "ses": UNKNOWN}
    rows += [{**team, "role": role} for role in [STAFF, *[VOLUNTEER] * house.volunteers]]
    people = pd.DataFrame(rows, columns=["family", "role", "origin", "ses", "keen", "guest"])
    people["guest"] = people["guest"].eq(True)
    people.insert(0, "participant", [f"h{house.number}-{n:03d}" for n in range(1, len(rows) + 1)])
    people["talk"] = np.exp(rng.normal(0, 0.4, len(rows)))
    return people


def _attendance(
    rng: np.random.Generator, house: House, people: pd.DataFrame, sessions: pd.DataFrame
) -> pd.DataFrame:
    """Fill every opening with families, up to its number of visitors, and add who of the team is there."""
    visits = []
    quietest = sessions["session"].iloc[int(np.argmin(house.visitors))]
    for session, size in zip(sessions["session"], house.visitors, strict=True):
        guest = house.once is not None and session == quietest
        there = _visitors(rng, house, people, size, guest)
        team = people[(people["role"] == STAFF) | _some_volunteers(rng, people)]
        visits.append(pd.concat([there, team]).assign(session=session))
    attendance = pd.concat(visits, ignore_index=True)
    together = attendance.groupby(["session", "family"])["participant"].transform("size") > 1
    attendance["company"] = attendance["family"].where(together, UNKNOWN)
    columns = ["participant", "session", "arrival", "departure", "company"]
    return _with_clock(rng, house, attendance)[columns]


def _with_clock(rng: np.random.Generator, house: House, attendance: pd.DataFrame) -> pd.DataFrame:
    """Add when people came and went, to five minutes, where the house wrote it down.

    Nobody comes later than 45 minutes after the start or leaves earlier than 35 minutes before
    the end, so that everybody in a session has been there together. The team stays throughout.
    """
    if not house.clock:
        return attendance.assign(arrival=UNKNOWN, departure=UNKNOWN)
    n = len(attendance)
    drawn = pd.DataFrame({"arrival": rng.integers(0, 10, n), "departure": rng.integers(17, 25, n)})
    drawn.loc[attendance["role"] != PARENT, ["arrival", "departure"]] = [0, 24]
    party = attendance["company"].where(attendance["company"] != UNKNOWN, attendance["participant"])
    drawn = drawn.groupby([attendance["session"], party]).transform("first")
    start = pd.Timestamp(f"{FIRST_WEEK:%Y-%m-%d} {house.start}")
    clock = {
        name: (start + pd.to_timedelta(drawn[name] * 5, unit="min")).dt.strftime("%H:%M")
        for name in drawn
    }
    return attendance.assign(**clock)


def _visitors(
    rng: np.random.Generator, house: House, people: pd.DataFrame, size: int, guest: bool
) -> pd.DataFrame:
    """Draw families until `size` people are there; `guest` brings the family that comes once."""
    parents = people[people["role"] == PARENT]
    regular = parents[~parents["guest"]]
    chosen = list(parents.index[parents["guest"] & guest])
    keen = regular.groupby("family")["keen"].first()
    # Sorting waiting times draws families without putting back, by keenness.
    order = keen.index[np.argsort(rng.exponential(size=len(keen)) / keen.to_numpy())]
    for family in order:
        members = regular.index[regular["family"] == family]
        come = [m for n, m in enumerate(members) if n == 0 or rng.random() < COMES_ALONG]
        chosen += come[: size - len(chosen)]
    return people.loc[sorted(chosen)]


def _some_volunteers(rng: np.random.Generator, people: pd.DataFrame) -> "pd.Series[bool]":
    return (people["role"] == VOLUNTEER) & (rng.random(len(people)) < 0.7)


def _encounters(
    rng: np.random.Generator, house: House, people: pd.DataFrame, attendance: pd.DataFrame
) -> pd.DataFrame:
    """Draw the meetings of every opening, and write one row for each member of a meeting."""
    known = people.set_index("participant")
    rows: list[dict[str, Any]] = []
    for session, there in attendance.groupby("session", sort=False):
        present = known.loc[there["participant"]].assign(company=there["company"].to_numpy())
        for number, meeting in enumerate(_meetings(rng, house, present), 1):
            details = {"encounter": f"{session}-{number:02d}", "session": session}
            rows += [
                {**details, "participant": member, **meeting.details} for member in meeting.members
            ]
    columns = ["encounter", "participant", "session", "form", "minutes", "occasion", "initiator"]
    return pd.DataFrame(rows)[columns]


@dataclass(frozen=True)
class Meeting:
    """Who met, and what was written down about it."""

    members: list[str]
    details: dict[str, Any]


def _meetings(rng: np.random.Generator, house: House, present: pd.DataFrame) -> list[Meeting]:
    """Draw the meetings of one opening: among visitors, and of the team with a visitor."""
    visitors = present[present["role"] == PARENT]
    team = present[present["role"] != PARENT]
    meetings = []
    for _ in range(rng.poisson(house.meetings * len(visitors))):
        members = _members(rng, house, visitors, _drawn(rng, MEETING_SIZES))
        if len(members) > 1:
            occasion = _drawn(rng, OCCASIONS)
            members += _broker(rng, team, occasion) if len(members) == 2 else []
            meetings.append(_written_down(rng, members, occasion))
    for _ in range(rng.poisson(0.35 * len(visitors))):
        helper = str(rng.choice(team.index.to_numpy(dtype=object)))
        visitor = str(rng.choice(visitors.index.to_numpy(dtype=object)))
        occasion = "staff" if team.at[helper, "role"] == STAFF else "volunteer"
        meetings.append(_written_down(rng, [helper, visitor], occasion))
    return meetings


def _members(
    rng: np.random.Generator, house: House, visitors: pd.DataFrame, size: int
) -> list[str]:
    """Draw the members of a meeting one by one, nobody beside a person she came with."""
    chosen: list[int] = []
    talk = visitors["talk"].to_numpy()
    company = visitors["company"].to_numpy(dtype=object)
    while len(chosen) < size:
        weight = talk.copy()
        weight[chosen] = 0
        for one in chosen:
            weight[(company == company[one]) & (company != UNKNOWN)] = 0
            for line, choice in (("origin", house.choice_origin), ("ses", house.choice_ses)):
                group = visitors[line].to_numpy(dtype=object)
                weight[group != group[one]] *= choice
        if not weight.sum() > 0:
            break
        chosen.append(int(rng.choice(len(talk), p=weight / weight.sum())))
    return [str(visitors.index[one]) for one in chosen]


def _broker(rng: np.random.Generator, team: pd.DataFrame, occasion: str) -> list[str]:
    """Half of the meetings that staff or a volunteer brought about have that person in them."""
    role = {"staff": STAFF, "volunteer": VOLUNTEER}.get(occasion)
    helpers = team.index[team["role"] == role].to_numpy(dtype=object)
    return [str(rng.choice(helpers))] if len(helpers) and rng.random() < 0.5 else []


def _written_down(rng: np.random.Generator, members: list[str], occasion: str) -> Meeting:
    form = _drawn(rng, FORMS)
    minutes = min(1 + int(rng.poisson(MEAN_MINUTES[form] - 1)), 30)
    initiator = str(rng.choice(members)) if rng.random() < INITIATOR_SEEN else UNKNOWN
    details = {"form": form, "minutes": minutes, "occasion": occasion, "initiator": initiator}
    return Meeting(members, details)


def _as_written(rng: np.random.Generator, house: House, people: pd.DataFrame) -> pd.DataFrame:
    """Write the groups as this house spells them; of some families one was not asked for."""
    families = people["family"].nunique()
    code = pd.factorize(people["family"])[0]
    written = people[["participant", "family", "role"]].copy()
    for line in LINES:
        spelled = people[line].map(lambda group: house.spelling.get(group, group))
        not_asked = (rng.random(families) < NOT_ASKED)[code]
        spelled[not_asked & ~people["guest"]] = house.spelling[UNKNOWN]
        written[line] = spelled.where(people["role"] == PARENT, UNKNOWN)
    written["family"] = written["family"].fillna(UNKNOWN)
    return written


def _reference(house: House) -> pd.DataFrame:
    """Families of the neighbourhood by group, for the lines that are known of this house."""
    rows = [
        {"line": line, "group": group, "count": count, "site": house.site}
        for line, counts in house.reference.items()
        for group, count in counts.items()
    ]
    table = pd.DataFrame(rows, columns=["line", "group", "count", "site"])
    return table.assign(denominator="gezinnen met een kind onder 4 jaar (verzonnen)")


def _drawn(rng: np.random.Generator, shares: dict[Any, float]) -> Any:
    """Draw one of the keys by its share."""
    keys = list(shares)
    return keys[int(rng.choice(len(keys), p=list(shares.values())))]
