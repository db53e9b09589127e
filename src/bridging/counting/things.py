"""What can be tabulated: people, visits, encounters, answers and notes, with their columns coded."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from bridging.counting.coding import Coded, group_codes, role_test, text_column
from bridging.counting.composition import units_of_people
from bridging.counting.tallies import attended_sessions, session_codes, tally_rows
from bridging.counting.units import MISSING, Units, find_units, make_units, natural
from bridging.errors import DataError, OptionError, check_known
from bridging.records import Line, Records
from bridging.records.schema import plain
from bridging.structures.arrays import Floats, Ints

THINGS = ("people", "visits", "encounters", "responses", "log")
OWN = {
    "visits": ("attendance", ("arrival", "departure", "company", "role")),
    "encounters": ("encounters", ("form", "minutes", "occasion", "zone", "observer")),
    "responses": ("responses", ("item", "value", "wave")),
    "log": ("log", ("signal", "observer")),
}
TABLE_OF = {"encounters": "encounters", "responses": "responses", "log": "log"}
# waves that are called by their place in time
FIRST = ("before", "pre", "baseline", "start", "voor", "voormeting", "nulmeting", "begin")
LAST = ("after", "post", "follow_up", "end", "na", "nameting", "vervolgmeting", "einde")
NOT_COUNTED = ("row", "participant", "encounter", "initiator", "note")
NO_TALLIES = (
    "Tallied people are not counted here: they are tallied line by line, so that they can be "
    "counted by one line and by columns of sessions and sites."
)


@dataclass(frozen=True)
class Split:
    """A column by which things are counted: its labels, and the label of each entry."""

    labels: tuple[str, ...]
    code: Ints


@dataclass(frozen=True, kw_only=True)
class Things:
    """One entry for each thing in each place where it may be counted, of shape (R,).

    Parameters
    ----------
    splits : tuple of Split
        One for each column asked for.
    thing : array of int
        Entries of one thing have one number; it is counted once in a cell.
    cluster : array of int
        What belongs together: the person, or the session of tallies, encounters and notes.
    person : array of int
        Who is counted; -1 for tallies, encounters and notes.
    number : array of float
        1, or for a tally how many people it counts.
    notes : tuple of str
        What was left out.
    """

    splits: tuple[Split, ...]
    thing: Ints
    cluster: Ints
    person: Ints
    number: Floats
    notes: tuple[str, ...] = ()


def choose_things(records: Records, lines: Mapping[str, Line], names: Sequence[str]) -> str:
    """Say what is counted, from the columns: those of one table only count its rows."""
    for of in ("responses", "log", "encounters", "visits"):
        table, columns = OWN[of]
        own = [n for n in columns if n != "role" and n in records.tables.get(table, ())]
        if any(name in own and name not in lines for name in names):
            return of
    return "people"


def gather_things(
    records: Records,
    coded: Coded,
    lines: Mapping[str, Line],
    names: Sequence[str],
    of: str,
    roles: list[str] | None,
) -> Things:
    """Return what is counted with the columns asked for.

    Raises
    ------
    UnknownNameError
        A column that does not occur.
    DataError, OptionError
        There are no such things, or a column that does not belong to them.
    """
    for name in names:
        if name in NOT_COUNTED:
            raise OptionError(
                f"Things can't be counted by {name!r}: it tells single people, encounters or notes "
                "apart. Choose a column that they share."
            )
        if name in lines and not lines[name].groups:
            raise DataError(f"The line {name!r} can't be counted by groups. Give it `cuts`.")
    table = TABLE_OF.get(of)
    if table is not None and table not in records.tables:
        raise DataError(f"{of.capitalize()} can't be counted: the study has no table {table!r}.")
    gather: Callable[..., Things] = {
        "people": _people,
        "visits": _visits,
        "encounters": _encounters,
        "responses": _responses,
        "log": _log,
    }[of]
    return gather(records, coded, lines, names, roles)


def _people(
    records: Records,
    coded: Coded,
    lines: Mapping[str, Line],
    names: Sequence[str],
    roles: list[str] | None,
) -> Things:
    """Different people who came; people listed, where nothing says who came."""
    if coded.visits is not None or "tallies_present" in records.tables:
        return _visits(records, coded, lines, names, roles, once=True)
    people = records.tables["participants"]
    people = people[role_test(records, roles)(text_column(people, "role", len(people)))]
    splits = []
    for name in names:
        if name in lines:
            splits.append(_of_line(lines[name], people.get(lines[name].column), len(people)))
        else:
            units = units_of_people(records, people, name)
            splits.append(Split(units.labels, units.code))
    each = np.arange(len(people))
    return Things(
        splits=tuple(splits), thing=each, cluster=each, person=each, number=np.ones(len(people))
    )


def _visits(
    records: Records,
    coded: Coded,
    lines: Mapping[str, Line],
    names: Sequence[str],
    roles: list[str] | None,
    once: bool = False,
) -> Things:
    """Visits, an entry for each; or with `once` the different people behind them."""
    tallied = _tallied(records, coded, lines, names)
    visits = coded.visits
    if visits is None and (tallied is None or isinstance(tallied, str)):
        if "tallies_present" in records.tables:
            raise DataError(f"{NO_TALLIES} Ask for a line that was tallied.")
        raise DataError("Visits can't be counted: the study has no attendance.")
    nobody = np.zeros(0, dtype=np.int64)
    person = nobody if visits is None else visits.person
    session = nobody if visits is None else visits.session
    splits = [_of_visit(records, coded, lines, name, person, session) for name in names]
    found = Things(
        splits=tuple(splits),
        thing=person if once else np.arange(len(person)),
        cluster=person,
        person=person,
        number=np.ones(len(person)),
        notes=(tallied,) if isinstance(tallied, str) else (),
    )
    return found if tallied is None or isinstance(tallied, str) else _together(found, tallied)


def _together(seen: Things, tallied: Things) -> Things:
    """Put tallied people after those who were seen."""
    first = int(max(seen.thing.max(initial=-1), seen.cluster.max(initial=-1))) + 1
    pairs = zip(seen.splits, tallied.splits, strict=True)
    return Things(
        splits=tuple(_joined(mine, other) for mine, other in pairs),
        thing=np.concatenate([seen.thing, tallied.thing + first]),
        cluster=np.concatenate([seen.cluster, tallied.cluster + first]),
        person=np.concatenate([seen.person, tallied.person]),
        number=np.concatenate([seen.number, tallied.number]),
    )


def _of_visit(
    records: Records,
    coded: Coded,
    lines: Mapping[str, Line],
    name: str,
    person: Ints,
    session: Ints,
) -> Split:
    """Code the column of a visit: a line, or of sessions, sites, people or the visit itself."""
    if name in lines:
        return _with_unknown(lines[name].groups, group_codes(records, coded, lines[name])[person])
    attendance = records.tables.get("attendance", pd.DataFrame())
    own = name in attendance and name not in ("session", "site")
    if own and (name == "role" or name not in records.tables["participants"]):
        places = pd.MultiIndex.from_arrays(
            [
                pd.Index(coded.people, dtype=object).get_indexer(attendance["participant"]),
                pd.Index(coded.sessions, dtype=object).get_indexer(attendance["session"]),
            ]
        ).get_indexer(pd.MultiIndex.from_arrays([person, session]))
        values = text_column(attendance, name, len(attendance))
        found = pd.Series(np.where(places >= 0, values[places], None), dtype=object)
        if name == "role":  # the role of that day, else her own
            people = records.tables["participants"]
            people = people[people["participant"].notna()]
            found = found.where(
                found.notna(), pd.Series(text_column(people, "role", len(people))[person])
            )
        return _of_values(found)
    units = find_units(records, name)
    if units.level == "encounter":
        raise OptionError(
            f"People and visits can't be counted by {name!r}, a column of encounters. "
            'Count of="encounters".'
        )
    return Split(units.labels, _place(units, person, session))


def _tallied(
    records: Records, coded: Coded, lines: Mapping[str, Line], names: Sequence[str]
) -> Things | str | None:
    """Return tallied people of sessions without attendance, or why they can't be counted."""
    asked = [name for name in names if name in lines]
    if "tallies_present" not in records.tables:
        return None
    rows = tally_rows(records, "tallies_present", lines[asked[0]]) if len(asked) == 1 else None
    if rows is None:
        return NO_TALLIES
    session = session_codes(rows["session"], coded.sessions)
    rest = ~attended_sessions(coded)[session]
    rows, session = rows[rest], session[rest]
    if not len(rows):
        return None
    splits = []
    for name in names:
        if name in lines:
            splits.append(_of_line(lines[name], rows["group"], len(rows)))
            continue
        units = find_units(records, name)
        if units.level != "session":
            return NO_TALLIES
        splits.append(Split(units.labels, units.code[session]))
    each = np.arange(len(rows))
    return Things(
        splits=tuple(splits),
        thing=each,
        cluster=session,
        person=_nobody(each),
        number=rows["present"].to_numpy(dtype=float),
    )


def _encounters(
    records: Records,
    coded: Coded,
    lines: Mapping[str, Line],
    names: Sequence[str],
    roles: list[str] | None,
) -> Things:
    """Encounters in which at least two people take part whose roles count."""
    if coded.contacts is None:
        raise DataError("Encounters can't be counted: the study has none.")
    encounter, first = np.unique(coded.contacts.encounter, return_index=True)
    session = coded.contacts.session[first]
    splits = []
    for name in names:
        units = None if name in lines else find_units(records, name)
        if units is None or units.level == "person":
            raise OptionError(
                f"Encounters can't be counted by {name!r}, in which their people may differ. "
                "Count them by pairs of groups with study.mixing."
            )
        code = units.code[encounter] if units.level == "encounter" else units.code[session]
        splits.append(Split(units.labels, code))
    return Things(
        splits=tuple(splits),
        thing=encounter,
        cluster=session,
        person=_nobody(encounter),
        number=np.ones(len(encounter)),
    )


def _responses(
    records: Records,
    coded: Coded,
    lines: Mapping[str, Line],
    names: Sequence[str],
    roles: list[str] | None,
) -> Things:
    """Answers of people whose own role counts."""
    answers = records.tables["responses"]
    person = pd.Index(coded.people, dtype=object).get_indexer(answers["participant"])
    keep = (person >= 0) & np.append(coded.counts, False)[person]
    answers, person = answers[keep], person[keep]
    people = records.tables["participants"]
    people = people[people["participant"].notna()]
    splits = []
    for name in names:
        if name in lines:
            codes = group_codes(records, coded, lines[name])[person]
            splits.append(_with_unknown(lines[name].groups, codes))
        elif name in answers:
            splits.append(_of_values(answers[name], _in_time(answers[name], name)))
        else:
            known = [c for c in (*answers.columns, *people.columns, *lines) if c not in NOT_COUNTED]
            check_known("column", name, list(dict.fromkeys(known)))
            splits.append(_of_values(people[name].iloc[person]))
    return Things(
        splits=tuple(splits),
        thing=np.arange(len(person)),
        cluster=person,
        person=person,
        number=np.ones(len(person)),
    )


def _log(
    records: Records,
    coded: Coded,
    lines: Mapping[str, Line],
    names: Sequence[str],
    roles: list[str] | None,
) -> Things:
    """Notes of sessions."""
    log = records.tables["log"]
    session = pd.Index(coded.sessions, dtype=object).get_indexer(log["session"])
    splits = []
    for name in names:
        if name in log and name not in ("session", "site"):
            splits.append(_of_values(log[name]))
            continue
        units = None if name in lines else find_units(records, name)
        if units is None or units.level != "session":
            raise OptionError(
                f"Notes can't be counted by {name!r}: they belong to sessions, not to people or "
                "encounters. Choose a column of log, sessions or sites."
            )
        splits.append(Split(units.labels, units.code[session]))
    each = np.arange(len(log))
    return Things(
        splits=tuple(splits),
        thing=each,
        cluster=session,
        person=_nobody(each),
        number=np.ones(len(log)),
    )


def _nobody(things: Ints) -> Ints:
    """Say of things that no single person stands behind each."""
    return np.full(len(things), -1, dtype=np.int64)


def _place(units: Units, person: Ints, session: Ints) -> Ints:
    """Return the label of each visit."""
    return units.code[session] if units.level == "session" else units.code[person]


def _of_line(line: Line, values: pd.Series | None, size: int) -> Split:
    codes = np.full(size, -1, dtype=np.int64) if values is None else line.codes(values)
    return _with_unknown(line.groups, codes)


def _with_unknown(groups: tuple[str, ...], codes: Ints) -> Split:
    """Put unknown after the groups, where there is any."""
    labels = (*groups, MISSING) if (codes < 0).any() else groups
    return Split(labels, np.where(codes < 0, len(groups), codes))


def _of_values(values: pd.Series, order: pd.Series | None = None) -> Split:
    units = make_units("all", values, order)
    return Split(units.labels, units.code)


def _in_time(values: pd.Series, name: str) -> pd.Series | None:
    """Put the waves that say so before the others, or after them."""
    if name != "wave":
        return None
    waves = sorted(
        map(str, values.dropna().unique()),
        key=lambda wave: [natural(part) for part in re.split(r"(\d+)", wave)],  # 2 before 10
    )
    waves.sort(key=lambda wave: (plain(wave) in LAST) - (plain(wave) in FIRST))
    return pd.Series(waves, dtype=object)


def _joined(mine: Split, other: Split) -> Split:
    """Put two lists of entries under one list of labels, unknown last."""
    labels = list(dict.fromkeys([*mine.labels, *other.labels]))
    labels.sort(key=lambda label: label == MISSING)
    place = {label: number for number, label in enumerate(labels)}
    codes = [
        np.array([place[label] for label in split.labels], dtype=np.int64)[split.code]
        for split in (mine, other)
    ]
    return Split(tuple(labels), np.concatenate(codes))
