"""What a regression on pairs gives back: a table of odds ratios, and what to be careful about."""

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np
import pandas as pd

from bridging.counting.pair_sessions import PairSessions
from bridging.errors import BridgingWarning
from bridging.inference.regression import DyadicCovariance, dyadic_covariance

COLUMNS = ("term", "estimate", "odds_ratio", "std_error", "ci_low", "ci_high", "p_value")
FEW_PEOPLE = 20


@dataclass(frozen=True, kw_only=True, eq=False)
class ContactModel:
    """A regression on pairs of people.

    Parameters
    ----------
    table : DataFrame
        Columns `term, estimate, odds_ratio, std_error, ci_low, ci_high, p_value`, one row per term.
        `estimate` is a log odds ratio; its error and limits are on that scale.
    n_rows, n_contacts, n_people, n_pairs, n_sessions : int
        What the model rests on. Sessions in which all pairs met, or none, say nothing about
        who meets whom and are not counted.
    left_out : mapping of str to int
        Contacts left out, by reason; `unknown` are those of people whose group is not known.
    unknown : int
        Pairs present together that were left out because a group is not known.
    warnings, warnings_nl : tuple of str
        What to be careful about.
    method : str
    undefined, undefined_nl : str
        Why there is no estimate, where there is none: the table is then empty.
    """

    table: pd.DataFrame
    n_rows: int
    n_contacts: int
    n_people: int
    n_pairs: int
    n_sessions: int
    left_out: Mapping[str, int]
    unknown: int
    warnings: tuple[str, ...] = ()
    warnings_nl: tuple[str, ...] = ()
    method: str = ""
    undefined: str = ""
    undefined_nl: str = ""

    def _repr_html_(self) -> str:
        from bridging.words import p_text
        from bridging.words.markup import html_table

        rests = (
            f"{self.n_contacts} contacts of {self.n_pairs} pairs ({self.n_rows} rows), "
            f"{self.n_people} people, {self.n_sessions} sessions. {self.method}"
        )
        notes = [text for text in (self.undefined, *self.warnings) if text]
        said = "".join(f"<p>{escape(text)}</p>" for text in (rests, *notes))
        if self.undefined:
            return said
        with np.errstate(over="ignore"):
            low, high = np.exp(self.table["ci_low"]), np.exp(self.table["ci_high"])
        rows = [
            (term, f"{ratio:.2f}", f"{least:.2f} to {most:.2f}", p_text(p).removeprefix("p = "))
            for term, ratio, least, most, p in zip(
                self.table["term"], self.table["odds_ratio"], low, high, self.table["p_value"],
                strict=True,
            )
        ]  # fmt: skip
        return html_table(["term", "odds ratio", "limits", "p"], rows) + said


def reported(
    fit: Any,
    rows: PairSessions,
    terms: tuple[str, ...],
    about: Mapping[str, Any],
    method: str,
    *,
    errors: str,
    level: float,
    separated: tuple[str, ...] = (),
) -> ContactModel:
    """Make the errors of a fit, and its table.

    Parameters
    ----------
    fit : fit of `bridging.inference.regression`
    rows : PairSessions
        The rows of the fit.
    terms : tuple of str
        The terms to report: levels of sessions are not.
    about : mapping
        The numbers that `ContactModel` gives.
    method : str
    errors : str
        As `kind` of `dyadic_covariance`.
    level : float
        Of the intervals.
    separated : tuple of str
        Terms that tell contacts without error.
    """
    members = np.stack([rows.first, rows.second], axis=1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", BridgingWarning)  # said in the result
        found = dyadic_covariance(fit, members, kind=errors)
    names = list(terms)
    estimate, limits = found.estimate[names].to_numpy(), found.conf_int(level).loc[names]
    with np.errstate(over="ignore"):
        odds_ratio = np.exp(estimate)
    columns = (
        names,
        estimate,
        odds_ratio,
        found.std_error[names].to_numpy(),
        limits["low"].to_numpy(),
        limits["high"].to_numpy(),
        found.p_value[names].to_numpy(),
    )
    english, dutch = _cautions(found, terms, separated)
    return ContactModel(
        table=pd.DataFrame(dict(zip(COLUMNS, columns, strict=True))),
        warnings=english,
        warnings_nl=dutch,
        method=f"{method}; {found.method}",
        **about,
    )


def without_estimate(about: Mapping[str, Any], reason: tuple[str, str]) -> ContactModel:
    """Return an empty table that says why, in English and Dutch."""
    empty = pd.DataFrame({name: pd.Series(dtype=float) for name in COLUMNS})
    return ContactModel(
        table=empty.astype({"term": object}), undefined=reason[0], undefined_nl=reason[1], **about
    )


def _cautions(
    found: DyadicCovariance, names: tuple[str, ...], separated: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Say what to be careful about, in English and Dutch."""
    said = []
    if separated:
        listed = ", ".join(separated)
        said.append(
            (
                f"Separation: contacts can be told without error along {listed}; Firth's penalised "
                "likelihood keeps the odds ratio finite, and its size says little.",
                f"Separatie: contacten volgen zonder fout uit {listed}; Firths gepenaliseerde "
                "likelihood houdt de odds ratio eindig, en haar grootte zegt weinig.",
            )
        )
    if found.n_people < FEW_PEOPLE:
        said.append(
            (
                f"Few people: {found.n_people}. Errors and p-values are rough below {FEW_PEOPLE}.",
                f"Weinig mensen: {found.n_people}. Standaardfouten en p-waarden zijn ruw onder "
                f"{FEW_PEOPLE}.",
            )
        )
    for name in names:
        if name in found.undefined:
            said.append(
                (
                    f"No error for {name}: {found.undefined[name]}.",
                    f"Geen standaardfout voor {name}: {found.undefined_nl[name]}.",
                )
            )
    return tuple(english for english, _ in said), tuple(dutch for _, dutch in said)
