"""What tables and columns hold, in words; a column of one table as ``table.column``."""

TABLE_MEANINGS = {
    "sites": "meeting places, a row for each",
    "sessions": "openings of a site, a row for each",
    "participants": "people, a row for each: visitors, staff and volunteers",
    "attendance": "who was present, a row for each person in each session",
    "encounters": "who was in contact: a row for each person in a meeting, or for each pair",
    "tallies_present": "how many people of each group were present, without names",
    "tallies_contacts": "how many contacts there were between groups, without names",
    "reference": "the population the site could reach, by group",
    "ties": "bonds between people outside the sessions: kept, and not counted as contacts",
    "responses": "answers to questions, a row for each person and question",
    "log": "notes of a session",
    "consent": "who agreed to what the records are used for; who withdrew is left out on reading",
}

COLUMNS = {
    "participant": "a person, by an id that is no name",
    "session": "the opening; may be left out where there is one",
    "site": "the meeting place; may be left out where there is one",
    "line": "the line, as named in `study.toml`",
    "group": "one of the groups of the line",
    "role": "as parent, facilitator, volunteer; see `[roles]` in `study.toml`",
    "source": "one of the two people",
    "target": "the other one",
    "observer": "who wrote it down",
    "wave": "which round of asking",
    "activity": "what went on",
    "sites.site": "the place, by a short name",
    "name": "what people call the place",
    "setting": "what kind of place it is",
    "targeting": "whom the place is meant for",
    "municipality": "where it is",
    "sessions.session": "the opening, by a name that no other has",
    "date": "the day, where `start` and `end` only hold a time: 2026-03-05 or 05/03/2026",
    "start": "when it began: 2026-03-05 14:00, or 14:00 with a column `date`",
    "end": "when it ended",
    "family": "who belongs to one family: the same text for each of them",
    "participants.session": "for people without ids: where they were",
    "arrival": "when the person came: 14:30",
    "departure": "when the person left: 16:00; past midnight 24:30",
    "company": "who came together that day: the same text for each of them. They count as no "
    "opportunity to meet",
    "attendance.role": "the role of that day, where it differs",
    "encounter": "the meeting: the same text in the row of each person in it",
    "encounters.participant": "a person in the meeting",
    "form": "greeting, talk, exchange or another form of contact",
    "minutes": "how long it lasted",
    "weight": "how many contacts the row of a pair stands for, as edge lists have it; 1 if left out",
    "occasion": "what brought it about: child, staff, volunteer, activity, nobody",
    "initiator": "who began it, by id",
    "zone": "where in the place",
    "present": "how many people of the group were present",
    "group_a": "the group of one person",
    "group_b": "the group of the other; may be the same",
    "contacts": "how many contacts there were between the two groups",
    "share": "the share of the group in the population, as 0.4 or 40 %",
    "count": "how many people of the group there are",
    "denominator": "what population it is: families with a child under 4, for example",
    "relation": "what kind of bond",
    "item": "the question",
    "value": "the answer",
    "note": "what was noted",
    "signal": "what it may point to",
    "consent.participant": "a person, by the id of the other tables",
    "consent.purpose": "what was agreed to, as named under `[consent]`; empty is everything",
    "given": "yes or no",
    "consent.date": "when; the last one counts",
}


def meaning(table: str, column: str) -> str:
    """Return what a column of a table holds, empty for a column that is not ours.

    Examples
    --------
    >>> meaning("attendance", "arrival")
    'when the person came: 14:30'
    """
    return COLUMNS.get(f"{table}.{column}") or COLUMNS.get(column, "")
