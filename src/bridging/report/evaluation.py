"""Before and after: what differs between periods, and at which step."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from bridging.analyses import Chain, ChainPart, chain, compare_chains
from bridging.errors import DataError, OptionError, listed
from bridging.estimate import compare
from bridging.privacy import Hidden, find_hidden
from bridging.records import Line
from bridging.report.document import MISSING, NOTE, Block, Heading, Said, Words
from bridging.report.facts import counted_lines, deal_lines
from bridging.report.line_counts import (
    ALL,
    Asked,
    hide_few_pairs,
    is_tallied,
    mixing_counts,
    stacked_mixing,
)
from bridging.report.names import Names
from bridging.report.pictures import MOST_PICTURES, change_picture
from bridging.report.said import by_sentence
from bridging.report.tables import period_table
from bridging.study import Study
from bridging.words import day_text, result_sentence, say
from bridging.words.comparison import comparison_sentences

LEAST_PERIODS = 2


@dataclass(frozen=True)
class Period:
    """A part of the study in time: what it is called, and its sessions."""

    name: str
    text: str
    study: Study


def periods(study: Study, split: str | None, language: str) -> list[Period]:
    """Split a study in periods: before and from a date, or by a column of the sessions.

    Parameters
    ----------
    study : Study
    split : str or None
        A date as ``2025-04-15``, or the name of a column of the sessions (a wave, a period).
    language : {"en", "nl"}

    Raises
    ------
    OptionError
        No split, or one that is neither a date nor a column.
    DataError
        There are not two periods with sessions.
    """
    sessions = study.records.tables["sessions"]
    if split is None:
        raise OptionError(
            "`split` must be given for an evaluation: a date, as '2025-04-15', or a column of the "
            "sessions that says in which period each was."
        )
    day = _day(split)
    if day is None:
        found = _by_column(sessions, split)
    else:
        found = _by_date(sessions, day, language)
    if len(found) < LEAST_PERIODS:
        raise DataError(
            f"`split` must make two periods or more; {split!r} makes {len(found)}. "
            "Choose a date between the first and the last session."
        )
    return [
        Period(
            name=say("page.period_name", language, n=number),
            text=text,
            study=study.select(sessions=list(ids)),
        )
        for number, (text, ids) in enumerate(found.items(), start=1)
    ]


def without_period(study: Study, found: Sequence[Period]) -> list[str]:
    """Return the sessions that are in none of the periods: of no date that could be read, or value."""
    placed = {
        session
        for period in found
        for session in period.study.records.tables["sessions"]["session"]
    }
    sessions = study.records.tables["sessions"]["session"]
    return [session for session in sessions if session not in placed]


def no_period_said(study: Study, split: str | None, language: str) -> str:
    """Say how many sessions are in none of the periods; nothing where each is in one."""
    n = len(without_period(study, periods(study, split, language)))
    if not n:
        return ""
    key = "page.no_period" + ("" if _day(str(split)) is not None else "_column")
    return say(key + ("_1" if n == 1 else ""), language, n=n, column=split)


def _day(split: str) -> pd.Timestamp | None:
    """Return the date that is meant, None where it is none."""
    try:
        return pd.to_datetime(split, format="%Y-%m-%d")
    except ValueError:
        return None


def _by_date(sessions: pd.DataFrame, day: pd.Timestamp, language: str) -> dict[str, pd.Series]:
    if "start" not in sessions or not sessions["start"].notna().any():
        raise DataError(
            "`split` can't be a date: no session has a start. Give the name of a column of the "
            "sessions that says in which period each was."
        )
    called = day_text(day.year, day.month, day.day, language)
    start = sessions["start"]
    halves = {"before": start < day, "from": start >= day}
    found = {
        say(f"page.{name}_day", language, day=called): sessions.loc[where, "session"]
        for name, where in halves.items()
    }
    return {text: ids for text, ids in found.items() if len(ids)}


def _by_column(sessions: pd.DataFrame, column: str) -> dict[str, pd.Series]:
    """Return the sessions of each value, in the order in which the values first occur."""
    if column not in sessions or column in ("session", "start", "end"):
        known = [name for name in sessions if name not in ("session", "start", "end", "row")]
        raise OptionError(
            "`split` must be a date, as '2025-04-15', or a column of the sessions, not "
            f"{column!r}. The sessions have: {listed(known)}."
        )
    ordered = sessions.sort_values("start", kind="stable") if "start" in sessions else sessions
    known_rows = ordered[ordered[column].notna()]
    return {
        f"{column}: {value}": part["session"]
        for value, part in known_rows.groupby(column, sort=False)
    }


def change_blocks(study: Study, split: str | None, asked: Asked, names: Names) -> list[Block]:
    """Return what differs between each period and the one before it, by line."""
    language = names.language
    found = periods(study, split, language)
    said = []
    for period in found:
        deal_lines(period.study, asked)
        n = len(period.study.records.tables["sessions"])
        number = say("page.n_sessions" + ("_1" if n == 1 else ""), language, n=n)
        said.append((period.name, say("page.period_said", language, text=period.text, n=number)))
    blocks: list[Block] = [Words(say("page.change_intro", language)), Said(tuple(said))]
    if missing := no_period_said(study, split, language):
        blocks.append(Words(missing, MISSING))
    for line in counted_lines(study):
        blocks.append(Heading(names.line(line), 3, f"change-{line.name}"))
        blocks += _of_line(study, line, found, asked, names)
    return [
        *blocks,
        Words(say("compare.reading", language), NOTE),
        Words(say("page.change_note", language), NOTE),
    ]


def _of_line(
    study: Study, line: Line, found: Sequence[Period], asked: Asked, names: Names
) -> list[Block]:
    language = names.language
    apart = [period.study for period in found]
    if rest := without_period(study, found):  # it follows from all and the periods by subtraction
        apart.append(study.select(sessions=rest))
    hidden = _hidden([study, *apart], line, asked)
    parts = [_parts(period.study, line, asked, hidden) for period in found]
    rows = [row for row in _rows(study) if all(row in one for one in parts)]
    blocks: list[Block] = []
    if hidden:
        blocks.append(Words(say("page.change_withheld", language, n=asked.minimum), MISSING))
    if not rows:
        missing = [] if hidden else [Words(say("page.change_nothing", language), MISSING)]
        return [*blocks, *missing]
    said, pictures = [], []
    for before, after, one, other in zip(found, found[1:], parts, parts[1:], strict=False):
        choices = _choices(before, after, line, rows, asked, language)
        for row in rows:
            compared = compare_chains(
                _renamed(one[row], before.name), _renamed(other[row], after.name)
            )
            texts = (
                comparison_sentences(compared, language, names={line.name: ""})[0],
                choices.get(row, ""),
            )
            said.append((row, " ".join(text.lstrip(": ") for text in texts if text)))
            if not compared[0].undefined and np.any(list(compared[0].contributions.values())):
                caption = say(
                    "page.figure_change",
                    language,
                    line=names.line(line),
                    site=names.row(row),
                    a=before.name,
                    b=after.name,
                )
                pictures.append((compared, caption))
    blocks.append(Said(by_sentence(said, names)))
    blocks.append(period_table(line, rows, [p.name for p in found], parts, names))
    drawn = pictures[:MOST_PICTURES]
    return [
        *blocks,
        *(change_picture(one, caption, {line.name: ""}, language) for one, caption in drawn),
    ]


def _choices(
    before: Period, after: Period, line: Line, rows: Sequence[str], asked: Asked, language: str
) -> dict[str, str]:
    """Say the difference in partner choice, which who comes and who is there don't move."""
    found = {}
    for by in ("site", None) if len(rows) > 1 else ("site",):
        results = compare(
            "partner_choice", before.study, after.study, line.name, by,
            n_resamples=asked.n_resamples, seed=asked.seed,
        )  # fmt: skip
        for item in results:
            if item.unit in rows and np.isfinite(item.estimate):
                named = {**item.extra, "name_a": before.name, "name_b": after.name}
                found[item.unit] = result_sentence(
                    replace(item, extra=named), language, where=False
                )
    return found


def _rows(study: Study) -> list[str]:
    return [*study.sites, ALL] if len(study.sites) > 1 else [*study.sites]


def _hidden(studies: Sequence[Study], line: Line, asked: Asked) -> Hidden:
    """Withhold what is too small in any period, outside them or in all: nothing can be subtracted."""
    found = []
    for one in studies:
        hidden = find_hidden(one, line.name, audience=asked.audience, minimum=asked.minimum)
        if asked.least > 1 and _is_recorded(one, line):
            mixing = stacked_mixing(mixing_counts(one, line, len(one.sites) > 1))
            hidden = hide_few_pairs(mixing, hidden, asked.least)
        found.append(hidden)
    return Hidden(
        units=frozenset().union(*(one.units for one in found)),
        total=any(one.total for one in found) or any(one.units for one in found[1:]),
    )


def _is_recorded(study: Study, line: Line) -> bool:
    """Say whether presence or contacts were recorded, by name or as tallies."""
    named = study.coded.visits is not None or study.coded.contacts is not None
    return named or any(
        is_tallied(study, f"tallies_{what}", line) for what in ("present", "contacts")
    )


def _parts(study: Study, line: Line, asked: Asked, hidden: Hidden) -> dict[str, ChainPart]:
    """Return the chain of each row that may be shown."""
    options = {"n_resamples": asked.n_resamples, "seed": asked.seed}
    parts = {part.unit: part for part in chain(study, line.name, "site", **options).parts}  # type: ignore[arg-type]
    if len(study.sites) > 1 and not hidden.total:
        parts |= {ALL: chain(study, line.name, None, **options)[0]}  # type: ignore[arg-type]
    return {row: part for row, part in parts.items() if row not in hidden}


def _renamed(part: ChainPart, name: str) -> Chain:
    """Return a chain of one part that bears the name of its period."""
    return Chain(parts=(replace(part, unit=name),), level=0.95, seed=0, version="", fingerprint="")
