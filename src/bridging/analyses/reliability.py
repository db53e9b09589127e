"""How far two observers of the same sessions agree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from bridging.counting.observers import (
    MatchedEncounters,
    contact_of_present_pairs,
    match_encounters,
    sessions_of_both,
)
from bridging.errors import DataError, OptionError, check_known
from bridging.inference.reliability import agreement
from bridging.study import Study

USUAL = ("form", "occasion")  # what is compared of matched encounters
NO_PRESENCE = (
    "who was present is not recorded, so that it is not known which pairs could have met",
    "wie aanwezig was is niet genoteerd, zodat niet geweten is welke paren elkaar konden ontmoeten",
)
NOT_RECORDED = (
    "it was not recorded",
    "het werd niet genoteerd",
)


@dataclass(frozen=True, kw_only=True, eq=False)
class ObserverAgreement:
    """How far two observers agree.

    Parameters
    ----------
    a, b : str
        The observers.
    sessions : tuple of str
        The sessions that both watched.
    encounters : DataFrame
        One row: `both` (encounters matched), `only_a`, `only_b`, and `share`, the matched of all
        that either recorded, 2 both / (2 both + only_a + only_b).
    pairs : DataFrame
        One row: pairs present together in which `both`, `only_a`, `only_b` or `neither` saw
        contact; `positive`, the agreement on contact, 2 both / (2 both + only_a + only_b), and
        `negative`, the agreement on no contact. Missing where presence is not recorded.
    coefficients : DataFrame
        Rows by `about` (``contact``: whether a pair present together was in contact;
        ``form``, ``occasion``, ...: of matched encounters) and coefficient, with the columns of
        `agreement`.
    """

    a: str
    b: str
    sessions: tuple[str, ...]
    encounters: pd.DataFrame
    pairs: pd.DataFrame
    coefficients: pd.DataFrame


def observer_agreement(
    study: Study,
    *,
    a: str | None = None,
    b: str | None = None,
    about: Sequence[str] | None = None,
    weights: Mapping[str, Any] | None = None,
    categories: Mapping[str, Sequence[Any]] | None = None,
    start: str = "start",
    end: str = "end",
    least_members: float = 0.5,
    least_overlap: float = 0.5,
    confidence_level: float = 0.95,
) -> ObserverAgreement:
    """Compare what two observers recorded in the sessions that both watched.

    First the encounters of the two are matched: the same session, overlapping members and, where
    times are recorded, overlapping time. Then their agreement is measured: did they see the same
    pairs in contact, of those present together, and do they call the contacts they both saw
    by the same form and occasion.

    Parameters
    ----------
    study : Study
        With a column `observer` of encounters. The people of the roles that count are compared;
        use ``study.select(roles="all")`` for everybody.
    a, b : str, optional
        The observers; may be left out where there are just two.
    about : sequence of str, optional
        Columns of encounters to compare in the matched ones; the form and the occasion where they
        are recorded, if left out.
    weights, categories : mapping of str to ..., optional
        For columns of `about`, see `agreement`: ``weights={"form": "linear"},
        categories={"form": ["greeting", "talk", "exchange"]}``.
    start, end : str
        Columns of encounters with clock times, if there are any.
    least_members : float
        Least share of members of either encounter who are in both, above 0 and at most 1.
    least_overlap : float
        Least share of time, see `match_encounters`.
    confidence_level : float

    Returns
    -------
    ObserverAgreement

    Raises
    ------
    DataError
        No observers are recorded, or no session was watched by both.
    OptionError
        More than two observers and none named; the same one twice; shares that can't be.
    UnknownNameError
        An observer or a column that does not occur.

    Notes
    -----
    Standard errors are over sessions: the pairs of a session share people and observers, so that
    with few sessions intervals are wide, and with one there is none. A session counts as
    watched by an observer who recorded anything in it: who saw nothing at all can say so in the log.

    Encounters recorded by two observers are counted twice by every other analysis: leave out
    one of the records there.

    Examples
    --------
    >>> import bridging as br
    >>> study = br.Study.from_frames(
    ...     participants={"participant": ["an", "bo", "cy"], "origin": ["a", "b", "b"]},
    ...     attendance={"participant": ["an", "bo", "cy"]},
    ...     encounters={
    ...         "source": ["an", "an", "bo"],
    ...         "target": ["bo", "bo", "cy"],
    ...         "form": ["talk", "greeting", "talk"],
    ...         "observer": ["eva", "tom", "tom"],
    ...     },
    ...     lines={"origin": ["a", "b"]},
    ... )
    >>> found = observer_agreement(study, a="eva", b="tom")
    >>> found.encounters[["both", "only_a", "only_b"]].to_numpy().tolist()
    [[1.0, 0.0, 1.0]]
    >>> found.pairs[["both", "only_a", "only_b", "neither"]].to_numpy().tolist()
    [[1.0, 0.0, 1.0, 1.0]]
    """
    a, b = _observers(study, a, b)
    sessions = sessions_of_both(study.records, a, b)
    if not sessions:
        raise DataError(
            "No session can be compared: the two observers must have watched at least one together. "
            "Let two observers record the same sessions."
        )
    encounters = study.records.tables["encounters"]
    about = [name for name in USUAL if name in encounters] if about is None else about
    for column in about:
        check_known("about", column, encounters.columns)
    matched = match_encounters(
        study.records,
        study.coded,
        a,
        b,
        sessions=sessions,
        start=start,
        end=end,
        least_members=least_members,
        least_overlap=least_overlap,
    )
    pairs = contact_of_present_pairs(study.records, study.coded, a, b, sessions=sessions)
    tables = [_about_contact(pairs, study.coded.visits is not None, confidence_level)]
    for column in about:
        table = _about_column(
            encounters,
            matched,
            column,
            weights=(weights or {}).get(column, "identity"),
            categories=(categories or {}).get(column),
            confidence_level=confidence_level,
        )
        tables.append(table)
    return ObserverAgreement(
        a=a,
        b=b,
        sessions=tuple(sessions),
        encounters=_encounter_counts(matched),
        pairs=_pair_counts(pairs, study.coded.visits is not None),
        coefficients=pd.concat(tables, ignore_index=True),
    )


def _observers(study: Study, a: str | None, b: str | None) -> tuple[str, str]:
    """Return the two observers, the only two where none is named."""
    if a is None or b is None:
        encounters = study.records.tables.get("encounters", pd.DataFrame())
        names = sorted(encounters["observer"].dropna().unique()) if "observer" in encounters else []
        if len(names) != 2 or (a, b) != (None, None):
            raise OptionError(
                "`a` and `b` must both be given where there are not just two observers: there are "
                f"{len(names)}. See the column `observer` of the encounters."
            )
        return str(names[0]), str(names[1])
    if a == b:
        raise OptionError(f"`a` and `b` must be different observers, not {a!r} twice.")
    return str(a), str(b)


def _about_contact(pairs: pd.DataFrame, known: bool, level: float) -> pd.DataFrame:
    """Compare whether pairs present together were in contact."""
    found = agreement(
        pairs[["a", "b"]].astype(bool),
        categories=[False, True],
        clusters=pairs["session"].tolist(),
        confidence_level=level,
    )
    return _told(found, "contact", None if known else NO_PRESENCE)


def _about_column(
    encounters: pd.DataFrame,
    matched: MatchedEncounters,
    column: str,
    *,
    weights: Any,
    categories: Sequence[Any] | None,
    confidence_level: float,
) -> pd.DataFrame:
    """Compare what the two wrote in a column of the encounters that both recorded."""
    values = encounters[column].astype(object)
    values = values.where(values.notna(), None).to_numpy(dtype=object)
    ratings = pd.DataFrame({"a": values[matched.first], "b": values[matched.second]}, dtype=object)
    found = agreement(
        ratings,
        weights=weights,
        categories=categories,
        clusters=encounters["session"].to_numpy(dtype=object)[matched.first].tolist(),
        confidence_level=confidence_level,
    )
    nothing = len(ratings) > 0 and bool(ratings.isna().to_numpy().all())
    return _told(found, column, NOT_RECORDED if nothing else None)


def _told(found: pd.DataFrame, about: str, reason: tuple[str, str] | None) -> pd.DataFrame:
    """Say what the coefficients are about, and why they have no value where that is known."""
    if reason is not None:
        found = found.assign(undefined=reason[0], undefined_nl=reason[1])
    found.insert(0, "about", about)
    return found


def _encounter_counts(matched: MatchedEncounters) -> pd.DataFrame:
    both = len(matched.first)
    one, other = len(matched.only_first), len(matched.only_second)
    return pd.DataFrame(
        {
            "both": [float(both)],
            "only_a": [float(one)],
            "only_b": [float(other)],
            "share": [_share(both, one + other)],
        }
    )


def _pair_counts(pairs: pd.DataFrame, known: bool) -> pd.DataFrame:
    a, b = (pairs[name].to_numpy(dtype=bool) for name in ("a", "b"))
    both, neither = float((a & b).sum()), float((~a & ~b).sum())
    one, other = float((a & ~b).sum()), float((~a & b).sum())
    row = {
        "both": both,
        "only_a": one,
        "only_b": other,
        "neither": neither,
        "positive": _share(both, one + other),
        "negative": _share(neither, one + other),
    }
    return pd.DataFrame([row if known else dict.fromkeys(row, np.nan)])


def _share(alike: float, different: float) -> float:
    """Return the agreement on one answer, NaN where neither gave it."""
    total = 2 * alike + different
    return float(2 * alike / total) if total else float("nan")
