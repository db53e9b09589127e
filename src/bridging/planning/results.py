"""What a plan answers: how likely a finding is, how much is needed, how little can be found."""

import math
from dataclasses import dataclass, fields
from html import escape

import pandas as pd

from bridging.planning.texts import plan_text
from bridging.words import check_language, decimal, of_hundred, percent, whole


@dataclass(frozen=True, kw_only=True)
class Planned:
    """What all plans hold.

    Parameters
    ----------
    sessions : int or None
        None where no number of sessions will do.
    contacts : float
        Pairs in contact, each once a session, in all sessions together.
    people : int
    present : float
        People present in a session, on average.
    power : float
        Share of cases in which the test finds it.
    significance : float
        Level of the test.
    alternative : str
    design_factor : float
        How much larger the variance is because the same pairs meet again.
    rough : bool
        Whether so few contacts can come out otherwise (a variance below 10) that the closed form is
        rough, and promises too much rather than too little.
    large_meetings : bool
        Whether encounters of more than two people were counted as if pairs met apart.
    undefined, undefined_nl : str
        Why there is no number, in English and Dutch.
    """

    sessions: int | None
    contacts: float
    people: int
    present: float
    power: float
    significance: float
    alternative: str
    design_factor: float
    rough: bool = False
    large_meetings: bool = False
    undefined: str = ""
    undefined_nl: str = ""

    def _said(self, language: str) -> list[str]:
        """Return the sentences on what was found; none where nothing was."""
        raise NotImplementedError

    def _common(self, language: str) -> dict[str, str]:
        level = 100 * self.significance
        return {
            "sessions": "" if self.sessions is None else whole(self.sessions, language),
            "contacts": "" if math.isnan(self.contacts) else whole(round(self.contacts), language),
            "power": of_hundred(self.power, language),
            "level": percent(
                self.significance, language, 0 if abs(level - round(level)) < 1e-9 else 1
            ),
        }

    def sentence(self, language: str = "en") -> str:
        """Say it in plain sentences, in English or Dutch."""
        check_language(language)
        reason = self.undefined_nl if language == "nl" else self.undefined
        parts = self._said(language)
        if not parts:
            return plan_text("undefined", language, reason=reason)
        if reason:
            parts.append(plan_text("part", language, reason=reason))
        if self.rough:
            parts.append(plan_text("rough", language))
        if self.large_meetings:
            parts.append(plan_text("meetings", language))
        return " ".join([*parts, plan_text("promise", language)])

    def to_frame(self) -> pd.DataFrame:
        """Return one row with a column for each number."""
        names = [field.name for field in fields(self) if field.name != "undefined_nl"]
        return pd.DataFrame([{name: getattr(self, name) for name in names}])

    def __str__(self) -> str:
        """Show the sentences."""
        return self.sentence()

    def _repr_html_(self) -> str:
        rows = "".join(
            f'<tr><th scope="row">{escape(name)}</th><td>{escape(_shown(value))}</td></tr>'
            for name, value in self.to_frame().iloc[0].items()
            if _shown(value)
        )
        return f"<p>{escape(self.sentence())}</p><table><tbody>{rows}</tbody></table>"


def _shown(value: object) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    return f"{value:.3f}" if isinstance(value, float) else str(value)


@dataclass(frozen=True, kw_only=True)
class Power(Planned):
    """How often the test finds a preference of a given size.

    Parameters
    ----------
    odds : float
        Odds of contact of a pair across against a pair within.
    ratio : float
        Contacts across over the mean of the test.
    method : str
        ``closed form`` or ``simulation``.
    ci_low, ci_high : float
        Of a simulation: the 95 % interval of Clopper and Pearson.
    mean_ratio : float
        Of a simulation: contacts across over the mean of the test, on average.
    n_worlds, n_untested : int
        Simulated worlds, and those in which there was nothing to deal again: nothing was found.
    """

    odds: float
    ratio: float
    method: str = "closed form"
    ci_low: float = float("nan")
    ci_high: float = float("nan")
    mean_ratio: float = float("nan")
    n_worlds: int = 0
    n_untested: int = 0

    def _said(self, language: str) -> list[str]:
        if math.isnan(self.power):
            return []
        sizes = {name: decimal(getattr(self, name), language) for name in ("ratio", "odds")}
        parts = [plan_text("power", language, **self._common(language), **sizes)]
        if self.n_worlds:
            limits = {
                "low": decimal(100 * self.ci_low, language, 0),
                "high": decimal(100 * self.ci_high, language, 0),
            }
            worlds = whole(self.n_worlds, language)
            parts.append(plan_text("power.simulation", language, worlds=worlds, **limits))
        return parts


@dataclass(frozen=True, kw_only=True)
class Plan(Planned):
    """How many sessions and contacts a finding of a given size takes.

    Parameters
    ----------
    odds, ratio : float
        The size, as in `Power`.
    target : float
        The power asked for; `power` is that of the sessions found.
    """

    odds: float
    ratio: float
    target: float

    def _said(self, language: str) -> list[str]:
        if self.sessions is None:
            return []
        values = {name: decimal(getattr(self, name), language) for name in ("ratio", "odds")}
        values = {**self._common(language), **values, "power": of_hundred(self.target, language)}
        return [plan_text("plan", language, **values)]


@dataclass(frozen=True, kw_only=True)
class Detectable(Planned):
    """The smallest preference, or change, that the test finds.

    Parameters
    ----------
    of : str
        ``ratio``: against chance. ``change``: of a later period against an earlier one.
    ratio_below, ratio_above : float
        The nearest to 1 on each side that is found; NaN where none is, or it was not asked for.
    odds_below, odds_above : float
        The same as odds of contact of a pair across against a pair within.
    later_sessions : int or None
        Of the later period.
    """

    of: str
    ratio_below: float
    ratio_above: float
    odds_below: float
    odds_above: float
    later_sessions: int | None = None

    def _said(self, language: str) -> list[str]:
        sides = [(self.ratio_below, self.odds_below), (self.ratio_above, self.odds_above)]
        sizes = [
            plan_text(
                "size", language, ratio=decimal(ratio, language), odds=decimal(odds, language)
            )
            for ratio, odds in sides
            if math.isfinite(ratio)
        ]
        if not sizes:
            return []
        later = "" if self.later_sessions is None else whole(self.later_sessions, language)
        text = plan_text(
            f"detectable.{self.of}",
            language,
            **self._common(language),
            sizes=plan_text("or", language).join(sizes),
            later=later,
        )
        return [text]
