"""Checks of records against each other: presence, contacts, families, roles."""

from collections.abc import Mapping

import pandas as pd

from bridging.errors import listed, suggestion
from bridging.records.columns import ROW
from bridging.records.draft import Draft, is_among
from bridging.records.people import check_people_of
from bridging.records.typed import read_times

WITH_ROLES = ("participants", "attendance")


def check_attendance(draft: Draft) -> None:
    """Check who was present: known people, once per session, with times that can be."""
    if "attendance" not in draft.tables:
        return
    check_people_of(draft, "attendance", "participant")
    draft.set_aside(
        "attendance",
        draft.tables["attendance"].duplicated(["participant", "session"]),
        "participant",
        "A person must be in a session once; these rows repeat one.",
        "The first row is kept.",
        "warning",
    )
    draft.tables["attendance"] = read_times(draft.tables["attendance"], draft.problems)


def check_contacts(draft: Draft, absent: str) -> None:
    """Check that who is met was present, and that who began an encounter was in it."""
    if "members" not in draft.tables:
        return
    _check_initiator(draft)
    if "attendance" in draft.given:
        _check_presence(draft, absent)


def _check_initiator(draft: Draft) -> None:
    encounters, members = draft.tables["encounters"], draft.tables["members"]
    if "initiator" not in encounters:
        return
    initiator = encounters["initiator"]
    place = pd.Series(encounters.index)
    inside = is_among((place, initiator), (members["encounter_index"], members["participant"]))
    outside = initiator.notna().to_numpy() & ~inside
    draft.report(
        "encounters",
        outside,
        "initiator",
        "`initiator` must be one of the people of the encounter.",
        "It is read as missing; the encounter stays.",
        "warning",
    )
    draft.tables["encounters"] = encounters.assign(initiator=initiator.mask(outside))


def _check_presence(draft: Draft, absent: str) -> None:
    members, attendance = draft.tables["members"], draft.tables["attendance"]
    session = draft.tables["encounters"]["session"].take(members["encounter_index"])
    there = is_among(
        (session.reset_index(drop=True), members["participant"]),
        (attendance["session"], attendance["participant"]),
    )
    problem = "People who meet must be in attendance for the session; somebody here is not."
    hint = "Add them to attendance. "
    if absent == "add":
        hint += "They are counted as present, because absent is 'add'."
    else:
        hint += "Their contacts are left out of what is compared with presence."
    rows = members[ROW].to_numpy()[~there]
    # of pairs, the row names two people, each in a column of its own
    column = "" if pd.Index(members[ROW]).has_duplicates else "participant"
    draft.problems.add("encounters", rows, column, problem, hint, "warning")


def note_families(draft: Draft) -> None:
    """Say when people of one family count as people who could meet."""
    attendance, people = draft.tables.get("attendance"), draft.tables["participants"]
    if attendance is None or "company" in attendance or "family" not in people:
        return
    known = people.dropna(subset=["participant", "family"])
    family = attendance["participant"].map(
        pd.Series(known["family"].to_numpy(), index=known["participant"].to_numpy())
    )
    visits = pd.DataFrame({"session": attendance["session"], "family": family})
    together = visits["family"].notna() & visits.duplicated(keep=False)
    draft.report(
        "attendance",
        together,
        "company",
        "Members of one family attend together, and `company` is not recorded.",
        "They count as people who could meet. Fill in `company` with who came together.",
        "note",
    )


def check_roles(draft: Draft, roles: Mapping[str, tuple[str, ...]]) -> None:
    """Say which roles of the settings nobody has, where that may be a mistake.

    It may where somebody has nearly that role, and where nobody is staff. Else it is no matter:
    a form names all roles there can be.
    """
    wanted = [role for names in roles.values() for role in names]
    if not wanted:
        return
    found = draft.named("role", WITH_ROLES)
    others = [role for role in found if role not in wanted]
    near = [role for role in wanted if role not in found and suggestion(role, others)]
    staff = roles.get("staff", ())
    if not found and not any(len(draft.tables.get(name, ())) for name in WITH_ROLES):
        return  # tallies: nobody could have a role
    if not found:
        problem = "Roles are named in the settings, and no table has a column `role` filled in."
        hint = "Everybody is read as a visitor."
    elif near or (staff and not set(staff) & set(found)):
        problem = f"Roles are named in the settings that nobody has: {listed(near or staff)}."
        hint = "Check their spelling. Whoever has a role that is not named is read as a visitor."
    else:
        return
    draft.problems.add("participants", None, "role", problem, hint, "warning")
