"""What was collected, and how complete it is."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from bridging.counting.coding import role_test, text_column
from bridging.counting.pairs import contact_pairs
from bridging.counting.units import Units, find_units
from bridging.errors import DataError, OptionError
from bridging.records import Line
from bridging.study import Study

Ints = npt.NDArray[np.int64]
RECORDED = {
    "attendance": ("arrival", "departure", "company"),
    "encounters": ("minutes", "form", "occasion", "initiator", "zone"),
}


@dataclass(frozen=True, kw_only=True, eq=False)
class Collected:
    """What was collected.

    Parameters
    ----------
    sites : DataFrame
        Columns `unit, sessions, visits, visitors, contacts`: one row per site. A visit is a person
        in a session, a visitor a different person, a contact a pair in an encounter. Missing where
        nothing was recorded that says it.
    unknown : DataFrame
        Columns `line, unit, people, unknown, share`: people of unknown group; the unit ``all`` is
        the whole study.
    recorded : DataFrame
        Columns `table, column, rows, filled, share`: how often a column was filled in.
    left_out : DataFrame
        Columns `line, unit, reason, contacts`: contacts left out, by reason; the unit ``all`` is
        the whole study.
    problems : DataFrame
        Columns `severity, problems, rows`.
    """

    sites: pd.DataFrame
    unknown: pd.DataFrame
    recorded: pd.DataFrame
    left_out: pd.DataFrame
    problems: pd.DataFrame


def collected(study: Study) -> Collected:
    """Count what was collected at each site, and how complete it is.

    Examples
    --------
    >>> import bridging as br
    >>> study = br.Study.from_frames(
    ...     participants={"participant": ["an", "bo", "cy"], "origin": ["a", "", "b"]},
    ...     attendance={"participant": ["an", "bo", "cy"]},
    ...     encounters={"source": ["an", "an"], "target": ["bo", "cy"]},
    ...     lines={"origin": ["a", "b"]},
    ... )
    >>> found = collected(study)
    >>> found.sites[["visits", "visitors", "contacts"]].to_numpy().tolist()
    [[3.0, 3.0, 2.0]]
    >>> found.left_out["reason"].tolist(), found.left_out["unit"].tolist()
    (['unknown', 'unknown'], ['site', 'all'])
    """
    lines = [line for line in study.lines.values() if line.groups]
    return Collected(
        sites=_sites(study, lines),
        unknown=_unknown(study, lines),
        recorded=_recorded(study),
        left_out=_left_out(study, lines),
        problems=_problems(study),
    )


def _sites(study: Study, lines: list[Line]) -> pd.DataFrame:
    """Count sessions, visits, different visitors and contacts of each site."""
    sites = study.sites
    units = find_units(study.records, "site")
    place = np.array([sites.index(label) for label in units.labels], dtype=np.int64)
    of_session = place[units.code] if len(place) else np.zeros(0, dtype=np.int64)
    frame = pd.DataFrame(
        {
            "unit": list(sites),
            "sessions": np.bincount(of_session, minlength=len(sites)),
            "visits": _visits(study, lines, of_session),
            "visitors": _visitors(study, of_session),
            "contacts": _contacts(study, lines, units, of_session),
        }
    )
    return frame.astype({"unit": object})


def _nothing(study: Study) -> Any:
    return np.full(len(study.sites), np.nan)


def _visits(study: Study, lines: list[Line], of_session: Ints) -> Any:
    """Count people in sessions, from attendance and (of other sessions) from tallies."""
    visits, table = study.coded.visits, study.records.tables.get("tallies_present")
    if visits is None and table is None:
        return _nothing(study)
    number = np.zeros(len(study.sites))
    if visits is not None:
        number += np.bincount(of_session[visits.session], minlength=len(number))
    if table is not None and lines:
        rows = _first_line(table, lines)
        session = _session_codes(study, rows)
        fresh = np.ones(len(rows), dtype=bool)
        if visits is not None:
            fresh = ~np.isin(session, visits.session)
        present = rows["present"].fillna(0).to_numpy(dtype=float)
        np.add.at(number, of_session[session[fresh]], present[fresh])
    return number


def _first_line(table: pd.DataFrame, lines: list[Line]) -> pd.DataFrame:
    """Return the tallies of the first line that has any: each line counts the same people."""
    name = next((line.name for line in lines if (table["line"] == line.name).any()), "")
    return table[table["line"] == name]


def _session_codes(study: Study, rows: pd.DataFrame) -> Ints:
    index = pd.Index(study.coded.sessions, dtype=object)
    return np.asarray(index.get_indexer(rows["session"]), dtype=np.int64)


def _visitors(study: Study, of_session: Ints) -> Any:
    """Count different people of each site: present, else in contact, else listed."""
    coded = study.coded
    if coded.visits is not None:
        person, session = coded.visits.person, coded.visits.session
    elif coded.contacts is not None:
        person, session = coded.contacts.person, coded.contacts.session
    else:
        return _listed(study)
    pairs = np.unique(np.stack([of_session[session], person]), axis=1)
    return np.bincount(pairs[0], minlength=len(study.sites)).astype(float)


def _listed(study: Study) -> Any:
    """Count the people listed at each site, where the list says at which, and is all there is."""
    people, sites = study.records.tables["participants"], study.sites
    roles = None if study.roles is None else list(study.roles)
    counts = role_test(study.records, roles)(text_column(people, "role", len(people)))
    if study.records.tables.get("tallies_present") is not None or not len(people):
        return _nothing(study)
    if len(sites) == 1:
        return np.array([float(counts.sum())])
    if "site" not in people:
        return _nothing(study)
    place = pd.Index(sites, dtype=object).get_indexer(people["site"][counts].astype(object))
    return np.bincount(place[place >= 0], minlength=len(sites)).astype(float)


def _contacts(study: Study, lines: list[Line], units: Units, of_session: Ints) -> Any:
    """Count pairs in encounters, and tallied contacts."""
    table = study.records.tables.get("tallies_contacts")
    if study.coded.contacts is None and table is None:
        return _nothing(study)
    number = np.zeros(len(study.sites))
    if study.coded.contacts is not None:
        whole = Units(level="all", labels=("all",), code=np.zeros(0, dtype=np.int64))
        pairs = contact_pairs(study.coded, None, whole, "encounters")
        np.add.at(number, of_session[pairs.session], 1.0)
    if table is not None and lines:
        rows = _first_line(table, lines)
        tallied = rows["contacts"].fillna(0).to_numpy(dtype=float)
        np.add.at(number, of_session[_session_codes(study, rows)], tallied)
    return number


def _unknown(study: Study, lines: list[Line]) -> pd.DataFrame:
    """Count people of unknown group of each line, by site and in all."""
    rows: list[dict[str, Any]] = []
    for line in lines:
        for by in ("site", None):
            try:
                count = study.count_composition(line.name, by, "all")
            except (DataError, OptionError):  # nothing says who was where
                continue
            labels = count.stacked.labels or ("all",)
            known = count.composition.counts.reshape(len(labels), -1).sum(axis=1)
            for label, number, missing in zip(labels, known, count.left_out, strict=True):
                rows.append(_share(line.name, label, float(number + missing), int(missing)))
    return pd.DataFrame(rows, columns=["line", "unit", "people", "unknown", "share"])


def _share(line: str, unit: str, people: float, unknown: int) -> dict[str, Any]:
    share = unknown / people if people else np.nan
    return {"line": line, "unit": unit, "people": people, "unknown": unknown, "share": share}


def _recorded(study: Study) -> pd.DataFrame:
    """Say how often columns that are not required were filled in."""
    rows = []
    for name, columns in RECORDED.items():
        table = study.records.tables.get(name)
        if table is None:
            continue
        for column in columns:
            filled = int(table[column].notna().sum()) if column in table else 0
            share = filled / len(table) if len(table) else np.nan
            rows.append((name, column, len(table), filled, share))
    return pd.DataFrame(rows, columns=["table", "column", "rows", "filled", "share"])


def _left_out(study: Study, lines: list[Line]) -> pd.DataFrame:
    """Count contacts left out of each line, by site and reason."""
    rows = [
        (line.name, unit, reason, int(number))
        for line in lines
        for by in ("site", None)
        for count in [study.count_mixing(line.name, by)]
        for reason, numbers in count.left_out.items()
        for unit, number in zip(count.units.labels, numbers, strict=True)
        if number
    ]
    return pd.DataFrame(rows, columns=["line", "unit", "reason", "contacts"])


def _problems(study: Study) -> pd.DataFrame:
    """Count problems and their rows by severity."""
    problems = study.problems()
    by = problems.groupby("severity", sort=False)["n_rows"]
    order = [name for name in ("error", "warning", "note") if name in set(problems["severity"])]
    frame = pd.DataFrame({"problems": by.size(), "rows": by.sum()}).reindex(order)
    return frame.rename_axis("severity").reset_index()
