"""The people, visits and contacts of an opened study as whole numbers, kept in memory.

Text stays where it is: a person, a session, a visit and an encounter are each a number. So partners
can be dealt again and people left out one by one, in a tenth of the memory of the whole study.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from bridging.counting.clusters import Clusters
from bridging.counting.coding import Coded, Contacts, Visits, coded_of_members
from bridging.counting.opened.mixing import units_of
from bridging.counting.opened.pairs import pairs_of
from bridging.counting.opened.tables import OpenTables
from bridging.counting.units import Units
from bridging.errors import DataError
from bridging.records import Line
from bridging.structures.arrays import Ints


@dataclass(frozen=True, kw_only=True)
class KeptPeople:
    """What is kept of an opened study's people.

    Parameters
    ----------
    tables : OpenTables
    ids : array, shape (P,)
        The people as the tables name them, sorted.
    coded : Coded
    clusters : Clusters
    """

    tables: OpenTables
    ids: Any
    coded: Coded
    clusters: Clusters

    def groups(self, line: Line) -> Ints:
        """Return the group of each person on a line (or on two at once), -1 unknown."""
        return self.tables.kept(
            ("groups", line.name), lambda: self._of_people(self.tables.people(line), "group")
        )

    def units(self, by: str | None) -> Units:
        """Return what `by` splits by; a column of participants by person."""
        found = units_of(self.tables, by)
        if found.level == "encounter":
            raise DataError(
                f"`by` can't be {by!r}, a column of encounters, while people are kept: leave "
                "`with_people()` out, or load the study."
            )
        if found.level != "person":
            return found
        code = self._of_people(self.tables.people(None, by), "unit")
        return Units(level="person", labels=found.labels, code=code)

    def _of_people(self, frame: Any, column: str) -> Ints:
        with self.tables.engine.told():
            found = self.tables.engine.collect(frame.select("participant", column))
        values = np.full(len(self.ids), -1, dtype=np.int64)
        place = np.searchsorted(self.ids, found["participant"])
        values[place] = np.asarray(found[column], dtype=np.int64)
        return values


def keep_people(tables: OpenTables) -> KeptPeople:
    """Fetch the people, visits and contacts as whole numbers."""
    with tables.engine.told():
        return _kept_people(tables)


def _kept_people(tables: OpenTables) -> KeptPeople:
    engine, people = tables.engine, tables.people(None)
    found = engine.collect(people.select("participant", "takes_part"))
    order = np.argsort(found["participant"], kind="stable")
    ids = found["participant"][order]
    counts = np.asarray(found["takes_part"], dtype=np.int64)[order] == 1
    codes = engine.keep(engine.lookup({"participant": ids, "person": np.arange(len(ids))}))
    sessions = tuple(str(name) for name in tables.records.tables["sessions"]["session"])
    coded = coded_of_members(
        people=tuple(str(name) for name in ids),
        sessions=sessions,
        counts=counts,
        every_visit=_visits(tables, codes),
        contacts=_contacts(tables, codes),
        absent=tables.records.absent,
    )
    return KeptPeople(tables=tables, ids=ids, coded=coded, clusters=_clusters(tables, coded, ids))


def _visits(tables: OpenTables, codes: Any) -> tuple[Visits, Any] | None:
    visits = tables.visits(None)
    if visits is None:
        return None
    found = tables.engine.collect(visits.join(codes, on="participant", how="inner"))
    person, session = (np.asarray(found[n], dtype=np.int64) for n in ("person", "at"))
    order = np.lexsort((person, session))
    company = np.full(len(person), -1, dtype=np.int64)
    if "company" in found:
        named = np.array([name is not None for name in found["company"]], dtype=bool)
        name = np.unique(found["company"][named].astype(str), return_inverse=True)[1]
        both = session[named] * (int(name.max(initial=0)) + 1) + name
        company[named] = np.unique(both, return_inverse=True)[1]
    missing = np.full(len(person), np.nan)
    times = [
        np.asarray(found.get(f"{name}_minutes", missing), dtype=np.float64)
        for name in ("arrival", "departure")
    ]
    kept = Visits(
        person=person[order],
        session=session[order],
        company=company[order],
        arrival=times[0][order],
        departure=times[1][order],
    )
    return kept, np.asarray(found["takes_part"], dtype=np.int64)[order] == 1


def _contacts(tables: OpenTables, codes: Any) -> Contacts:
    import narwhals as nw

    if tables.encounters is None:
        raise DataError("People can't be kept for their contacts: the study has no encounters.")
    if tables.long:
        raise DataError(
            "People can be kept where encounters have `source` and `target`; here a meeting has a "
            "row for each person. Load the study, or a sample of it."
        )
    timed = "minutes" in tables.columns("encounters")
    pairs = pairs_of(tables, tables.encounters, "minutes" if timed else "encounters", None)
    pairs = tables.coded_sessions(pairs.filter(nw.col("a") != nw.col("b")))
    for end in ("a", "b"):
        one = codes.select(
            nw.col("participant").alias(end), nw.col("person").alias(f"person_{end}")
        )
        pairs = pairs.join(one, on=end, how="inner")
    wanted = ["person_a", "person_b", "at", *(["minutes"] if timed else [])]
    found = tables.engine.collect(pairs.select(*wanted))
    ends = [np.asarray(found[f"person_{end}"], dtype=np.int64) for end in ("a", "b")]
    at = np.asarray(found["at"], dtype=np.int64)
    order = np.lexsort((np.maximum(*ends), np.minimum(*ends), at))  # engines have no order
    minutes = np.full(len(at), np.nan)
    if timed:
        minutes = np.array([np.nan if v is None else v for v in found["minutes"]], dtype=np.float64)
    number = np.arange(len(at))
    return Contacts(
        encounter=np.repeat(number, 2),
        person=np.stack([ends[0][order], ends[1][order]], axis=1).ravel(),
        session=np.repeat(at[order], 2),
        minutes=np.repeat(minutes[order], 2),
        began=np.zeros(2 * len(at), dtype=bool),
    )


def _clusters(tables: OpenTables, coded: Coded, ids: Any) -> Clusters:
    """Return the families, or the people where no family is known."""
    import narwhals as nw

    alone = Clusters(code=np.arange(len(ids)), names=coded.people, families=False)
    if "family" not in tables.columns("participants"):
        return alone
    assert tables.participants is not None
    named = tables.participants.filter(~nw.col("participant").is_null())
    text = nw.col("family").cast(nw.String).fill_null("").alias("family")
    found = tables.engine.collect(named.select("participant", text))
    family = np.array([str(name).strip() for name in found["family"]], dtype=object)
    if not (family != "").any():
        return alone
    family = family[np.argsort(found["participant"], kind="stable")]
    own = [
        ("family", name) if name else ("person", person)
        for name, person in zip(family, coded.people, strict=True)
    ]
    names = tuple(dict.fromkeys(own))
    place = {name: code for code, name in enumerate(names)}
    return Clusters(code=np.array([place[name] for name in own]), names=names, families=True)
