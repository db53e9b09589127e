"""What `findings` returns: a finding for each place and line, with the numbers it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

import numpy as np
import pandas as pd

from bridging.inference import Interval

FINDINGS = (
    "no opportunity",
    "bridging",
    "little contact across",
    "too little data",
    "too few people to publish",
)
COLUMNS = (
    "line", "unit", "finding", "across", "visits_with_someone_across", "bridging_contacts",
    "bonding_contacts", "contacts_per_visit", "partner_choice", "ci_low", "ci_high", "p_value",
    "delta", "least_opportunity", "ci_level", "detectable_ratio", "more_contacts", "n_participants",
    "n_sessions", "n_contacts", "n_left_out", "consolidation", "reason",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What can be said of one place and line, and the numbers it rests on.

    Parameters
    ----------
    line, unit : str
    finding : str
        One of `FINDINGS`.
    across : str
        ``impossible`` where nobody from across the line was ever there to meet, ``possible`` where
        somebody was and no contact across was seen, ``observed``; empty where that is not known.
    visits_with_someone_across : float
        Share of the visits at which somebody from across the line could be met.
    bridging_contacts, bonding_contacts : float
        Contacts across the line, and within groups: each in its own right.
    contacts_per_visit, partner_choice : float
    interval : Interval or None
        Of partner choice.
    p_value : float
    delta, least_opportunity, level : float
        The thresholds of the rule, and the level of the interval.
    detectable_ratio : float
        The ratio that this much data would tell from 1 four times in five.
    more_contacts : float
        Contacts that would have been needed beside these for a finding, either way, had partner
        choice stayed as it is.
    sizes : mapping
    on_edge : bool
        Whether p lies so near to 1 - `level` that other draws of the test, with another seed, could
        give another finding.
    consolidation : float
        How far the line and the one it goes together with most coincide among the people of the
        study (Cramér's V, Bergsma's correction); NaN where there is one line.
    reason, reason_nl : str
        What is missing.
    """

    line: str
    unit: str
    finding: str
    across: str
    visits_with_someone_across: float
    bridging_contacts: float
    bonding_contacts: float
    contacts_per_visit: float
    partner_choice: float
    interval: Interval | None
    p_value: float
    delta: float
    least_opportunity: float
    level: float
    detectable_ratio: float
    more_contacts: float
    sizes: dict[str, Any]
    on_edge: bool = False
    consolidation: float = float("nan")
    reason: str = ""
    reason_nl: str = ""

    def row(self) -> dict[str, Any]:
        """Return the finding as a row."""
        own = {name: getattr(self, name) for name in COLUMNS if hasattr(self, name)}
        there = self.interval is not None and not self.interval.undefined
        return {
            **own,
            "ci_low": self.interval.low if there and self.interval else np.nan,
            "ci_high": self.interval.high if there and self.interval else np.nan,
            "ci_level": self.level,
            **self.sizes,
        }


@dataclass(frozen=True, kw_only=True)
class Findings:
    """The findings of a study, in the order of its lines and units; nothing is ranked or pooled."""

    items: tuple[Finding, ...]
    audience: str
    weight: str = "encounters"
    consolidation: Mapping[tuple[str, str], float] = field(default_factory=dict)
    made: Mapping[str, str] = field(default_factory=dict)
    withdrawn: int | None = 0  # None: a few, too few to publish

    def __len__(self) -> int:
        """Count the findings."""
        return len(self.items)

    def __getitem__(self, place: int) -> Finding:
        """Return one finding."""
        return self.items[place]

    def to_frame(self) -> pd.DataFrame:
        """Return one row for each line and unit, with the thresholds and the numbers used."""
        return pd.DataFrame([item.row() for item in self.items], columns=list(COLUMNS))

    def sentence(self, language: str = "en") -> str:
        """Say every finding in plain sentences."""
        from bridging.words.findings import finding_sentences

        return " ".join(finding_sentences(self, language))

    def method_text(self, language: str = "en") -> str:
        """Return a paragraph for a method section."""
        from bridging.words import method_text

        return method_text(self, language)

    def plot(self, ax: Any = None, language: str = "en") -> Any:
        """Draw partner choice of each place with its interval and the thresholds."""
        from bridging.figures.findings import plot_findings

        return plot_findings(self, ax=ax, language=language)

    def __str__(self) -> str:
        """Show the sentences."""
        return self.sentence()

    def _repr_html_(self) -> str:
        shown = [
            "line",
            "unit",
            "finding",
            "across",
            "partner_choice",
            "ci_low",
            "ci_high",
            "reason",
        ]
        table = self.to_frame()[shown].to_html(
            index=False, float_format="{:.2f}".format, na_rep="", escape=True
        )
        return f"<p>{escape(self.sentence())}</p>{table}"
