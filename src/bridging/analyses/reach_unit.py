"""What is said of one unit of a study: all the parts of its reach, put together."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from bridging.analyses.reach_followed import TIMED, followed_rows
from bridging.analyses.reach_newcomers import newcomer_rows, regular_rows
from bridging.analyses.reach_reference import find_reference
from bridging.analyses.reach_return import find_stays
from bridging.analyses.reach_rows import Reason, Row
from bridging.analyses.reach_times import opening_order, time_rows
from bridging.analyses.reach_visitors import (
    count_visitors,
    reference_rows,
    targeting_rows,
    visitor_rows,
)
from bridging.counting.units import natural
from bridging.counting.visitors import Visitors
from bridging.errors import DataError, OptionError, check_known
from bridging.inference.checks import check_level
from bridging.records import Line
from bridging.structures.arrays import Ints
from bridging.study import Study


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What was asked, checked."""

    study: Study
    line: Line
    denominator: str | None
    regular: int
    away: int
    within: tuple[int, ...]
    age_bands: tuple[int, ...]
    age_limit: int
    level: float
    n_resamples: int
    seed: int


class Places:
    """Visits with their site, opening and times."""

    def __init__(
        self, study: Study, visitors: Visitors, by: str | None, keys: Ints, no_order: Reason | None
    ) -> None:
        self.by, self.visitors, self.keys, self.no_order = by, visitors, keys, no_order
        self.sessions = study.records.tables["sessions"]
        sites = pd.Index(study.records.tables["sites"]["site"], dtype=object)
        self.site = np.asarray(sites.get_indexer(self.sessions["site"]), dtype=np.int64)
        self.sites = tuple(sites)
        visits = study.coded.visits
        nothing = np.full(len(visitors.session), np.nan)
        named = visitors.source == "attendance" and visits is not None
        self.arrival = visits.arrival if named and visits is not None else nothing
        self.departure = visits.departure if named and visits is not None else nothing
        self.fresh = self._first_visits()

    def _first_visits(self) -> Ints:
        """Say of each visit whether it is the first: 0 is, 1 is not, -1 is not known."""
        visitors = self.visitors
        if visitors.source != "attendance" or self.no_order is not None:
            return np.full(len(visitors.session), -1, dtype=np.int64)
        order = opening_order(self.sessions, self.site, visitors.recorded, self.keys)
        when, where = order[visitors.session], self.site[visitors.session]
        pair = np.unique(np.stack([visitors.person, where], axis=1), axis=0, return_inverse=True)[1]
        pair = pair.reshape(-1)
        first = np.full(int(pair.max(initial=-1)) + 1, np.iinfo(np.int64).max)
        np.minimum.at(first, pair[when >= 0], when[when >= 0])
        # at the first opening that was recorded, everybody seems new
        return np.where(when > 0, np.where(when == first[pair], 0, 1), -1)

    def sites_of(self, at: int) -> list[str]:
        """Return the sites of a unit: those of its sessions."""
        if self.visitors.source == "list":
            unit = self.visitors.labels[at]
            return [unit] if self.by == "site" and unit in self.sites else list(self.sites)
        mine = self.visitors.sessions_of(at)
        return [self.sites[code] for code in np.unique(self.site[mine])]


def unit_rows(asked: Asked, places: Places, at: int) -> tuple[list[Row], list[pd.DataFrame]]:
    """Return what is said of one unit, and the curves of who came back and stayed away."""
    visitors, unit = places.visitors.of(at), places.visitors.labels[at]
    mine = places.visitors.unit == at
    rows = _who(asked, visitors, unit, places.sites_of(at))
    rows += time_rows(
        visitors,
        places.sessions,
        places.arrival[mine],
        places.departure[mine],
        asked.line.groups,
        unit,
        asked.level,
    )
    more, curves = _again(asked, places, visitors, unit, places.fresh[mine])
    return rows + more, curves


def _who(asked: Asked, visitors: Visitors, unit: str, sites: Sequence[str]) -> list[Row]:
    """Count visitors in three ways, and set them beside the reference and the targeting."""
    groups = asked.line.groups
    reference = find_reference(asked.study.records, asked.line, sites, asked.denominator)
    counted = count_visitors(visitors, len(groups))
    rows = reference_rows(reference, groups, unit)
    for one in counted:
        rows += visitor_rows(
            one,
            reference,
            groups,
            unit=unit,
            level=asked.level,
            n_resamples=asked.n_resamples,
            seed=asked.seed,
        )
    main = next((one for one in counted if one.reason is None), counted[-1])
    said = targeting_of(asked.study, sites)
    return rows + targeting_rows(main, said, groups, unit, asked.level)


def _again(
    asked: Asked, places: Places, visitors: Visitors, unit: str, fresh: Ints
) -> tuple[list[Row], list[pd.DataFrame]]:
    """Say who is new, who is a regular, who came back and who stayed away."""
    groups, level, why = asked.line.groups, asked.level, places.no_order
    if visitors.source != "attendance":
        why = Reason("no_attendance" if visitors.source == "list" else "no_names")
    if why is not None:
        parts = (("newcomers", "visits"), ("regulars", "persons"), *((p, "persons") for p in TIMED))
        return [Row(unit=unit, part=part, of=of, reason=why) for part, of in parts], []
    order = opening_order(places.sessions, places.site, visitors.recorded, places.keys)
    stays = find_stays(visitors, order, places.site, asked.away)
    rows = newcomer_rows(visitors, fresh, groups, unit, level)
    rows += regular_rows(stays, groups, unit, asked.regular, level)
    lost = float((order[visitors.session] < 0).sum())
    if lost:
        n = float(len(visitors.session))
        rows.append(
            Row(unit=unit, part="left_out", of="visits", name="no_order", estimate=lost, n=n)
        )
    more, curves = followed_rows(
        stays,
        groups,
        unit=unit,
        away=asked.away,
        within=asked.within,
        level=level,
        n_resamples=asked.n_resamples,
        seed=asked.seed,
    )
    return rows + more, curves


def session_keys(study: Study, order: str) -> tuple[Ints, Reason | None]:
    """Return what sessions are ordered by as whole numbers, -1 where missing; and why not."""
    sessions = study.records.tables["sessions"]
    check_known("order", order, [name for name in sessions if name != "row"])
    values = sessions[order]
    missing = values.isna().to_numpy()
    if order in ("start", "end"):
        moments = values.to_numpy(dtype="datetime64[us]")
        keys = np.unique(moments.astype(np.int64), return_inverse=True)[1].reshape(-1)
    else:
        text = values.astype(object).where(values.notna(), "").astype(str)
        rank = {name: i for i, name in enumerate(sorted(set(text), key=natural))}
        keys = np.array([rank[name] for name in text], dtype=np.int64)
    keys = np.where(missing, -1, keys)
    return keys, Reason("no_order") if missing.all() else None


def targeting_of(study: Study, sites: Sequence[str]) -> str:
    """Return whom the sites say they are for, where they all say the same."""
    table = study.records.tables["sites"]
    if "targeting" not in table or not sites:
        return ""
    said = table.set_index("site")["targeting"].reindex(list(sites))
    same = said.notna().all() and (said == said.iloc[0]).all()
    return str(said.iloc[0]) if same else ""


def checked_line(study: Study, name: str | None) -> Line:
    """Return a line that has groups to compare."""
    line = study.line(name)
    if not line.groups:
        raise DataError(
            f"The line {line.name!r} can't be counted by groups: it is numeric. "
            "Give it cut points: cuts = [...] and groups = [...]."
        )
    if len(line.groups) < 2:
        raise DataError(
            f"The line {line.name!r} must have at least two groups to compare, not "
            f"{len(line.groups)}. List in `groups` those that could come, too."
        )
    return line


def check_numbers(
    regular: int,
    away: int,
    within: Sequence[int],
    age_bands: Sequence[int],
    age_limit: int,
    level: float,
    n_resamples: int,
    seed: int,
) -> None:
    """Refuse numbers that can't be."""
    for name, value, least in (
        ("regular", regular, 2),
        ("away", away, 1),
        ("age_limit", age_limit, 1),
        ("n_resamples", n_resamples, 1),
        ("seed", seed, 0),
    ):
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            raise OptionError(f"`{name}` must be a whole number from {least}, not {value!r}.")
    for name, values in (("within", within), ("age_bands", age_bands)):
        whole = isinstance(values, Sequence) and all(
            isinstance(v, int) and not isinstance(v, bool) and v > 0 for v in values
        )
        if not whole or isinstance(values, str) or not len(values):
            raise OptionError(f"`{name}` must be whole numbers from 1, not {values!r}.")
    if max(age_bands) >= age_limit:
        raise OptionError(
            f"`age_limit` must be above every end of `age_bands`, not {age_limit}: it is the age to "
            "which children are let in exceptionally."
        )
    check_level("confidence_level", level)
