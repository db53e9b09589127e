"""Two observers of the same sessions: which encounters are the same, and which pairs both saw."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd

from bridging.counting.coding import Coded, pairs_within
from bridging.errors import DataError, OptionError, UnknownNameError
from bridging.records import Records
from bridging.records.values import read_clock
from bridging.structures.arrays import Floats, Ints

MINUTES_A_DAY = 24 * 60
OBSERVED = ("encounters", "attendance", "log")  # tables that may say who observed


@dataclass(frozen=True, kw_only=True, eq=False)
class MatchedEncounters:
    """Encounters of two observers in the sessions that both watched.

    Parameters
    ----------
    first, second : array of int, shape (M,)
        Positions in the table of encounters of those that are the same, of each observer.
    similarity : array of float, shape (M,)
        How much of their members, times how much of their time, they share.
    only_first, only_second : array of int
        Positions of those that the other observer did not record.
    """

    first: Ints
    second: Ints
    similarity: Floats
    only_first: Ints
    only_second: Ints


def sessions_of_both(records: Records, a: str, b: str) -> list[str]:
    """Return the sessions in which both observers recorded something.

    Raises
    ------
    DataError
        No encounter has an observer.
    UnknownNameError
        An observer who does not occur.
    """
    encounters = records.tables.get("encounters")
    if encounters is None or "observer" not in encounters or encounters["observer"].isna().all():
        raise DataError(
            "The study must say who observed each encounter; there is no `observer`. "
            "Add a column `observer` to the encounters."
        )
    watched: dict[str, set[str]] = {}
    for name in OBSERVED:
        table = records.tables.get(name)
        if table is None or not {"observer", "session"} <= set(table.columns):
            continue
        for observer, sessions in table.dropna(subset=["session"]).groupby("observer")["session"]:
            watched.setdefault(str(observer), set()).update(sessions)
    for observer in (a, b):
        if observer not in watched:
            raise UnknownNameError(
                f"`observer` must be one who recorded something, not {observer!r}. "
                "See the column `observer` of the encounters."
            )
    both = watched[a] & watched[b]
    return [session for session in records.tables["sessions"]["session"] if session in both]


def match_encounters(
    records: Records,
    coded: Coded,
    a: str,
    b: str,
    *,
    sessions: Collection[str],
    start: str = "start",
    end: str = "end",
    least_members: float = 0.5,
    least_overlap: float = 0.5,
) -> MatchedEncounters:
    """Find which encounters of one observer are those of another.

    Two encounters of a session can be the same where the people in both are at least
    `least_members` of the people in either and, where the times of both are known, the time they
    share is at least `least_overlap` of the time from the first to the last of both. Every encounter
    is matched once at most, so that the sum of the shares (of members, times of time) is greatest.

    Parameters
    ----------
    records, coded : Records, Coded
        Members are the people of the roles that count.
    a, b : str
        The observers.
    sessions : collection of str
        Sessions watched by both.
    start, end : str
        Columns of encounters with clock times; where `end` is missing, `start` and the minutes say
        it. Where there are no times only the members are compared.
    least_members, least_overlap : float, above 0 and at most 1

    Returns
    -------
    MatchedEncounters
    """
    for argument, value in (("least_members", least_members), ("least_overlap", least_overlap)):
        if not 0 < value <= 1:
            raise OptionError(f"`{argument}` must be above 0 and at most 1, not {value!r}.")
    encounters = records.tables["encounters"]
    members = _members(coded)
    times = encounter_times(encounters, start, end)
    observer = encounters["observer"].to_numpy(dtype=object)
    session = encounters["session"].to_numpy(dtype=object)
    found: list[tuple[Ints, Ints, Floats]] = []
    mine: tuple[list[int], list[int]] = ([], [])
    for label in sessions:
        here = [k for k in np.flatnonzero(session == label).tolist() if k in members]
        first = [k for k in here if observer[k] == a]
        second = [k for k in here if observer[k] == b]
        mine[0].extend(first)
        mine[1].extend(second)
        alike = _share_of_members(members, first, second)
        alike[alike < least_members] = 0
        overlap = _share_of_time(times[first], times[second])
        alike[overlap < least_overlap] = 0  # False where a time is not known
        alike *= np.where(np.isnan(overlap), 1.0, overlap)
        found.append(_best_pairs(np.array(first), np.array(second), alike))
    nothing = np.zeros(0, dtype=np.int64)
    one = np.concatenate([nothing, *(f[0] for f in found)]).astype(np.int64)
    other = np.concatenate([nothing, *(f[1] for f in found)]).astype(np.int64)
    rest = [np.setdiff1d(np.array(mine[k], dtype=np.int64), (one, other)[k]) for k in (0, 1)]
    return MatchedEncounters(
        first=one,
        second=other,
        similarity=np.concatenate([np.zeros(0), *(f[2] for f in found)]),
        only_first=rest[0],
        only_second=rest[1],
    )


def _members(coded: Coded) -> dict[int, frozenset[int]]:
    """Return the people of each encounter that counts."""
    contacts = coded.contacts
    if contacts is None:
        return {}
    people: dict[int, set[int]] = {}
    for encounter, person in zip(
        contacts.encounter.tolist(), contacts.person.tolist(), strict=True
    ):
        people.setdefault(encounter, set()).add(person)
    return {encounter: frozenset(those) for encounter, those in people.items()}


def encounter_times(encounters: pd.DataFrame, start: str, end: str) -> Floats:
    """Return start and end of each encounter in minutes, NaN where not known, of shape (E, 2)."""
    begin, finish = (_clock(encounters, name) for name in (start, end))
    if "minutes" in encounters:
        lasting = encounters["minutes"].to_numpy(dtype=float)
        finish = np.where(np.isnan(finish), begin + lasting, finish)
    known = finish >= begin  # False where one is not known, or they can't be
    return np.where(known[:, np.newaxis], np.stack([begin, finish], axis=1), np.nan)


def _clock(encounters: pd.DataFrame, name: str) -> Floats:
    """Read a column of clock times (with dates or not) as minutes."""
    if name not in encounters:
        return np.full(len(encounters), np.nan)
    values = encounters[name].astype(object)
    minutes, days, _, _ = read_clock(values.where(values.notna(), "").to_numpy(dtype=object))
    day = days.astype("datetime64[D]").astype(float)
    return minutes + np.where(np.isnat(days), 0.0, day * MINUTES_A_DAY)


def _share_of_members(
    members: dict[int, frozenset[int]], first: list[int], second: list[int]
) -> Floats:
    """Return the people in both of two encounters over those in either, for each two."""
    shares = [
        [len(members[i] & members[j]) / len(members[i] | members[j]) for j in second] for i in first
    ]
    return np.array(shares, dtype=float).reshape(len(first), len(second))


def _share_of_time(first: Floats, second: Floats) -> Floats:
    """Return the time two intervals share over the time of either, for each two."""
    shared = np.minimum(first[:, np.newaxis, 1], second[:, 1]) - np.maximum(
        first[:, np.newaxis, 0], second[:, 0]
    )
    shared = np.maximum(shared, 0)
    length = first[:, 1] - first[:, 0]
    either = length[:, np.newaxis] + (second[:, 1] - second[:, 0]) - shared
    same = (first[:, np.newaxis] == second).all(axis=2)  # of no length, at the same moment
    return np.where(
        either > 0,
        shared / np.where(either > 0, either, 1),
        np.where(np.isnan(either), np.nan, same.astype(float)),
    )


def _best_pairs(first: Ints, second: Ints, alike: Floats) -> tuple[Ints, Ints, Floats]:
    """Pair up each of one list with one of another at most, with the greatest sum."""
    from scipy.optimize import linear_sum_assignment

    row, column = linear_sum_assignment(alike, maximize=True)
    keep = alike[row, column] > 0
    row, column = row[keep], column[keep]
    return first[row], second[column], alike[row, column]


def contact_of_present_pairs(
    records: Records, coded: Coded, a: str, b: str, *, sessions: Collection[str]
) -> pd.DataFrame:
    """Say for each pair present together whether each observer recorded a contact of them.

    People who came together, or of whom one left before the other arrived (and whom nobody saw in
    contact), are no opportunity and are left out.

    Returns
    -------
    DataFrame
        Columns `session, first, second` (codes of people), and `a` and `b`: whether the observer
        saw them in contact. Empty where presence is not known.
    """
    columns = ["session", "first", "second", "a", "b"]
    visits, contacts = coded.visits, coded.contacts
    if visits is None or contacts is None:
        return pd.DataFrame({name: [] for name in columns})
    there = np.flatnonzero(
        np.isin(np.array(coded.sessions, dtype=object)[visits.session], list(sessions))
    )
    i, j = pairs_within(visits.session[there])
    i, j = there[i], there[j]
    apart = (visits.company[i] < 0) | (visits.company[i] != visits.company[j])
    i, j = i[apart], j[apart]
    low = np.minimum(visits.person[i], visits.person[j])
    high = np.maximum(visits.person[i], visits.person[j])
    pairs = pd.MultiIndex.from_arrays([visits.session[i], low, high])
    observer = records.tables["encounters"]["observer"].to_numpy(dtype=object)
    seen = {}
    for name, who in (("a", a), ("b", b)):
        mine = np.flatnonzero(observer[contacts.encounter] == who)
        mine = mine[np.argsort(contacts.encounter[mine], kind="stable")]
        p, q = pairs_within(contacts.encounter[mine])
        p, q = mine[p], mine[q]
        one, other = contacts.person[p], contacts.person[q]
        met = pd.MultiIndex.from_arrays(
            [contacts.session[p], np.minimum(one, other), np.maximum(one, other)]
        )
        seen[name] = pairs.isin(met)
    shared = np.minimum(visits.departure[i], visits.departure[j]) - np.maximum(
        visits.arrival[i], visits.arrival[j]
    )
    possible = ~(shared <= 0) | seen["a"] | seen["b"]  # a time that is not known excludes nobody
    found = pd.DataFrame(
        {"session": visits.session[i], "first": low, "second": high, "a": seen["a"], "b": seen["b"]}
    )
    return found[possible].reset_index(drop=True)
