"""One result: an estimate, with its interval and what chance would give."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from bridging.inference import Interval, NullSummary
from bridging.measures import Measure
from bridging.results.columns import results_frame


@dataclass(frozen=True, kw_only=True)
class Sizes:
    """On how much data a result rests."""

    participants: int | None = None
    sessions: int | None = None
    contacts: float | None = None
    groups: int | None = None
    left_out: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Result:
    """One estimate, with its interval and what chance would give.

    Parameters
    ----------
    measure : Measure
        The record of the measure, so that label, range and source travel along.
    line, unit, group : str
        What it speaks of; `unit` and `group` are ``all`` where nothing was split.
    estimate : float
        The raw value, never altered by a correction; NaN with a reason in `undefined`.
    interval : Interval or None
    null : NullSummary or None
    sizes : Sizes
        Numbers of people, sessions and contacts, and of contacts left out by reason.
    options : mapping
        Options of the measure and of the count.
    seed : int or None
    version, fingerprint : str
        Of the package and of the data.
    undefined, undefined_nl : str
        Why there is no value, in English and Dutch.
    p_adjusted : float
        The p-value, adjusted for the other tests of the same measure made with it.
    extra : mapping
        Anything else that belongs to this result.
    """

    measure: Measure
    line: str = ""
    unit: str = "all"
    group: str = "all"
    estimate: float
    interval: Interval | None = None
    null: NullSummary | None = None
    sizes: Sizes = field(default_factory=Sizes)
    options: Mapping[str, Any] = field(default_factory=dict)
    seed: int | None = None
    version: str = ""
    fingerprint: str = ""
    undefined: str = ""
    undefined_nl: str = ""
    p_adjusted: float = float("nan")
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def left_out(self) -> int:
        """How many contacts (or people) were left out, for any reason."""
        return sum(self.sizes.left_out.values())

    def to_frame(self) -> pd.DataFrame:
        """Return one row with the columns every result has."""
        return results_frame([self])

    def sentence(self, language: str = "en") -> str:
        """Say the result in one plain sentence, in English or Dutch."""
        from bridging.words import result_sentence

        return result_sentence(self, language)

    def method_text(self, language: str = "en") -> str:
        """Return a paragraph for a method section: measure, interval, null, version, seed."""
        from bridging.words import method_text

        return method_text([self], language)

    def plot(self, ax: Any = None, language: str = "en", kind: str = "estimates") -> Any:
        """Draw the estimate with its interval; with ``kind="null"``, all that chance gives."""
        from bridging.results.several import Results

        return Results([self]).plot(ax=ax, language=language, kind=kind)

    def __str__(self) -> str:
        """Show the sentence."""
        return self.sentence()

    def _repr_html_(self) -> str:
        from bridging.results.several import Results

        return Results([self])._repr_html_()
