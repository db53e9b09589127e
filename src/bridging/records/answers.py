"""Answers to questions and notes of sessions: whether they can be counted."""

from bridging.records.draft import Draft
from bridging.records.people import check_people_of


def check_answers(draft: Draft) -> None:
    """Check that each answer is of somebody, to a question, and there once."""
    if "responses" not in draft.tables:
        return
    check_people_of(draft, "responses", "participant")
    draft.set_aside(
        "responses",
        draft.tables["responses"]["item"].isna(),
        "item",
        "`item` must be filled in.",
        "It says which question was answered.",
    )
    frame = draft.tables["responses"]
    keys = [name for name in ("participant", "item", "wave") if name in frame]
    draft.set_aside(
        "responses",
        frame.duplicated([*keys, "value"]),
        "value",
        "An answer must be there once; these rows repeat one.",
        "The first row is kept.",
        "warning",
    )
    frame = draft.tables["responses"]
    draft.report(
        "responses",
        frame.duplicated(keys, keep=False),
        "value",
        "Somebody gave several answers to one question; each is counted.",
        "If one answer was asked for, correct the rows, or fill in the wave.",
        "note",
    )
    draft.report(
        "responses",
        frame["value"].isna(),
        "value",
        "Rows without an answer are counted as unknown.",
        "",
        "note",
    )


def check_log(draft: Draft) -> None:
    """Leave out rows of the log that say nothing."""
    if "log" not in draft.tables:
        return
    log = draft.tables["log"]
    empty = log["note"].isna()
    if "signal" in log:
        empty &= log["signal"].isna()
    draft.set_aside(
        "log",
        empty,
        "note",
        "A row of the log must have a note or a signal; these have neither.",
        "",
        "warning",
    )
