"""Sessions and sites: those that are listed, and those that are only named or implied."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from bridging.records.columns import ROW
from bridging.records.draft import NO_ROW, Draft, made_table
from bridging.records.schema import SESSION_TABLES
from bridging.records.text import missing_text, text_column
from bridging.records.typed import NO_MOMENT

NAMING_TABLES = (*SESSION_TABLES, "participants")
SESSION_HINT = "Add the session to sessions, or correct its name."


ALL = "all"


def settle_places(draft: Draft) -> None:
    """Make the tables of sites and sessions, and give every row its session."""
    for name in NAMING_TABLES:
        _drop_unused(draft, name)
    for name, column in (("sites", "site"), ("sessions", "session")):
        _check_names(draft, name, column)
    if "sessions" in draft.given:
        _check_sessions(draft)
    else:
        draft.tables["sessions"] = _implied_sessions(draft)
    for name in SESSION_TABLES:
        if name in draft.tables:
            _fill_session(draft, name)
    _place_sessions(draft)
    _settle_sites(draft)
    for name, column in (("sites", "site"), ("sessions", "session")):
        if (draft.tables[name][column] == ALL).any():
            draft.faults.add(
                f"A {column} can't be called {ALL!r}: that stands for all of them together. "
                "Give it another name."
            )
    _drop_sites_of_rows(draft)


def _drop_unused(draft: Draft, name: str) -> None:
    """Drop a session or site column that was never filled in."""
    if name in draft.tables:
        frame = draft.tables[name]
        unused = [
            column
            for column in ("session", "site")
            if column in frame and len(frame) and frame[column].isna().all()
        ]
        draft.tables[name] = frame.drop(columns=unused)


def _check_names(draft: Draft, name: str, column: str) -> None:
    if name not in draft.given:
        return
    draft.set_aside(
        name, draft.tables[name][column].isna(), column, f"`{column}` must be filled in.", ""
    )
    draft.set_aside(
        name,
        draft.tables[name][column].duplicated(),
        column,
        f"`{column}` must be different in every row; these repeat one.",
        "The first row is kept.",
    )


def _check_sessions(draft: Draft) -> None:
    """Set aside rows that name a session which is not listed."""
    known = draft.tables["sessions"]["session"]
    for name in NAMING_TABLES:
        frame = draft.tables.get(name)
        if frame is None or "session" not in frame:
            continue
        unknown = frame["session"].notna() & ~frame["session"].isin(known)
        problem = "`session` must be one of the sessions."
        if name != "participants":
            draft.set_aside(name, unknown, "session", problem, SESSION_HINT)
            continue
        draft.report(
            name,
            unknown,
            "session",
            problem,
            f"{SESSION_HINT} It is read as missing; the row stays.",
        )
        draft.tables[name] = frame.assign(session=frame["session"].mask(unknown))


def _implied_sessions(draft: Draft) -> pd.DataFrame:
    """Return the sessions that are named; else one for each site; else one."""
    sessions = draft.named("session", NAMING_TABLES)
    sites = draft.named("site", ("sites", *NAMING_TABLES))
    if sessions:
        made = made_table(session=sessions)
    elif sites:
        made = made_table(session=sites, site=sites)
    else:
        made = made_table(session=["session"])
    nothing = np.full(len(made), NO_MOMENT)
    return made.assign(start=nothing, end=nothing)


def _fill_session(draft: Draft, name: str) -> None:
    """Give every row of a table a session, or set it aside."""
    column = "session"
    if column not in draft.tables[name]:
        column = "site"
        session = _session_without_column(draft, name)
        if session is None:
            return
        draft.tables[name] = draft.tables[name].assign(session=session)
    several = len(draft.tables["sessions"]) > 1
    draft.set_aside(
        name,
        draft.tables[name]["session"].isna(),
        column,
        f"`{column}` must be filled in, because there is more than one {column}."
        if several
        else f"`{column}` must be filled in where other rows have it.",
        "",
    )


def _session_without_column(draft: Draft, name: str) -> pd.Series | None:
    """Return the session of each row where it follows from there being one, or from the site."""
    frame, sessions = draft.tables[name], draft.tables["sessions"]
    if len(sessions) == 1:
        return text_column(np.full(len(frame), sessions["session"].iloc[0], dtype=object))
    site = frame.get("site", _site_of_people(draft, name))
    placed = sessions.get("site", missing_text(len(sessions)))
    if site is None or placed.isna().any() or placed.duplicated().any():
        either = " or 'site'" if site is None and not placed.duplicated().any() else ""
        draft.faults.add(
            f"Table {draft.problems.labels.get(name, name)!r} must have a column 'session'{either}, "
            f"because there are {len(sessions)} sessions. Add it, or leave out the others."
        )
        return None
    return site.map(pd.Series(sessions["session"].to_numpy(), index=placed.to_numpy()))


def _site_of_people(draft: Draft, name: str) -> pd.Series | None:
    """Return the site that participants give for the people of each row, if they do."""
    people = draft.tables.get("participants")
    if people is None or "site" not in people:
        return None
    people = people.dropna(subset=["participant", "site"])
    site = pd.Series(people["site"].to_numpy(), index=people["participant"].to_numpy())
    frame = draft.tables[name]
    if "source" in frame and "target" in frame:
        return _site_of_pairs(draft, name, site)
    if "encounter" in frame and "participant" in frame:
        return frame["participant"].map(site).groupby(frame["encounter"]).transform("first")
    return frame["participant"].map(site) if "participant" in frame else None


def _site_of_pairs(draft: Draft, name: str, site: pd.Series) -> pd.Series:
    frame = draft.tables[name]
    one, other = frame["source"].map(site), frame["target"].map(site)
    draft.set_aside(
        name,
        one.notna() & other.notna() & (one != other),
        "site",
        "People who meet must be at the same site; participants gives them different ones.",
        "Add a column `session`.",
    )
    return draft.tables[name]["source"].map(site)


def _place_sessions(draft: Draft) -> None:
    """Give sessions the site that their rows name, and set aside rows that name another."""
    sessions = draft.tables["sessions"]
    site = sessions.get("site", missing_text(len(sessions)))
    for name in NAMING_TABLES:
        frame = draft.tables.get(name)
        if frame is not None and {"session", "site"} <= set(frame.columns):
            pairs = frame[["session", "site"]].dropna()
            first = pairs.drop_duplicates("session").set_index("session")["site"]
            site = site.fillna(sessions["session"].map(first))
    draft.tables["sessions"] = sessions.assign(site=text_column(site))
    by_session = pd.Series(site.to_numpy(), index=sessions["session"].to_numpy())
    for name in NAMING_TABLES:
        frame = draft.tables.get(name)
        if frame is None or not {"session", "site"} <= set(frame.columns):
            continue
        own = frame["session"].map(by_session)
        elsewhere = frame["site"].notna() & own.notna() & (frame["site"] != own)
        if name == "participants":
            elsewhere &= frame["participant"].isna()
        draft.set_aside(
            name,
            elsewhere,
            "site",
            "A session must be at one site; these rows put it at another.",
            "Give sessions at different sites different names.",
        )


def _settle_sites(draft: Draft) -> None:
    """Make or complete the table of sites, and leave no session without one."""
    named = draft.named("site", ("sessions", "participants"))
    if "sites" not in draft.given:
        draft.tables["sites"] = made_table(site=named)
    else:
        _add_unlisted(draft, named)
    sessions, sites = draft.tables["sessions"], draft.tables["sites"]
    without = sessions["site"].isna()
    if not without.any():
        return
    if len(sites) > 1:
        listed = "sessions" in draft.given
        draft.problems.add(
            "sessions" if listed else "sites",
            sessions[ROW].to_numpy()[without] if listed else None,
            "site",
            "Every session must have a site, because there is more than one.",
            "Sessions without one are put at a site named 'site'.",
        )
    site = sites["site"].iloc[0] if len(sites) == 1 else "site"
    draft.tables["sessions"] = sessions.assign(site=sessions["site"].fillna(site))
    _append_sites(draft, {site} - set(sites["site"]))


def _add_unlisted(draft: Draft, named: list[str]) -> None:
    known = draft.tables["sites"]["site"]
    for table in ("sessions", "participants"):
        frame = draft.tables.get(table)
        if frame is not None and "site" in frame:
            unlisted = frame["site"].notna() & ~frame["site"].isin(known)
            rows = frame[ROW].to_numpy()[unlisted]
            draft.problems.add(
                table,
                rows[rows != NO_ROW],
                "site",
                "`site` must be one of the sites.",
                "It was added to them. Add a row to sites, or correct the name.",
                "warning",
            )
            if (rows == NO_ROW).any():
                draft.problems.add(
                    "sites",
                    None,
                    "site",
                    "Every site that other tables name must be listed; some are not.",
                    "They were added. Add a row to sites, or correct the name.",
                    "warning",
                )
    _append_sites(draft, dict.fromkeys(name for name in named if name not in set(known)))


def _append_sites(draft: Draft, names: Iterable[str]) -> None:
    added = list(names)
    if added:
        sites = draft.tables["sites"]
        draft.tables["sites"] = pd.concat([sites, made_table(site=added)], ignore_index=True)


def _drop_sites_of_rows(draft: Draft) -> None:
    """Drop the site from rows that have a session: the session has it."""
    for name in SESSION_TABLES:
        if name in draft.tables:
            draft.tables[name] = draft.tables[name].drop(columns="site", errors="ignore")
