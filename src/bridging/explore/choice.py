"""What can be chosen of a study, and the part of it that a choice stands for."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from bridging.errors import DataError, OptionError, check_known
from bridging.explore.texts import explore_text
from bridging.study import Study
from bridging.words import TEXTS, day_text


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A part of a study, and the line it is seen along.

    Parameters
    ----------
    line : str
    site : str, optional
        One site; all of them, if left out.
    period : (first, last), optional
        Two dates as ``2025-03-05``, both included; all sessions, if left out.
    forms : tuple of str, optional
        Forms of contact; every contact (those of which the form was not written down too), if left
        out.
    """

    line: str
    site: str | None = None
    period: tuple[str, str] | None = None
    forms: tuple[str, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class Offer:
    """What can be chosen.

    Parameters
    ----------
    lines, sites, forms : mapping of str to str
        Names, and what people read for them. Sites and forms are empty where there is nothing to
        choose: one site, or no forms written down.
    days : tuple of str
        Days with a session, as ``2025-03-05``; empty where there are fewer than two.
    """

    lines: Mapping[str, str]
    sites: Mapping[str, str]
    days: tuple[str, ...]
    forms: Mapping[str, str]

    def check(self, choice: Choice) -> None:
        """Raise UnknownNameError or OptionError for what can't be chosen."""
        if not isinstance(choice, Choice):
            raise OptionError(
                f"`choice` must be a Choice, not a {type(choice).__name__}. "
                "`to_html()` returns the page as text, for you to write to a file."
            )
        check_known("line", choice.line, self.lines)
        if choice.site is not None:
            check_known("site", choice.site, self.sites)
        for form in choice.forms or ():
            check_known("form", form, self.forms)
        if choice.period is not None and not self.days:
            raise OptionError("`period` can't be chosen: the sessions are not of several days.")


def find_offer(study: Study, language: str) -> Offer:
    """Return what can be chosen of a study, in words of a language.

    Raises
    ------
    DataError
        No line has two groups.
    """
    lines = {
        line.name: line.text(language) for line in study.lines.values() if len(line.groups) > 1
    }
    if not lines:
        raise DataError(
            "`study` must have a line with two groups or more to be explored; it has none. "
            "Name one: lines={'origin': ['a', 'b']}."
        )
    sites = site_names(study) if len(study.sites) > 1 else {}
    encounters = study.records.tables.get("encounters")
    forms: dict[str, str] = {}
    if encounters is not None and "form" in encounters:
        written = encounters["form"].dropna().astype(str).unique().tolist()
        words = TEXTS[language]
        forms = {form: words.get(f"form.code.{form}", form) for form in sorted(written)}
    return Offer(lines=lines, sites=sites, days=_days(study), forms=forms)


def site_names(study: Study) -> dict[str, str]:
    """Return what people call the sites."""
    sites = study.records.tables["sites"]
    names = {site: site for site in study.sites}
    if study.sites == ("site",) and study.title:  # nobody named the only site
        names = {"site": study.title}
    if "name" in sites:
        named = sites[sites["name"].notna()]
        names |= dict(zip(named["site"], named["name"], strict=True))
    return names


def _days(study: Study) -> tuple[str, ...]:
    """Return the days with a session, in order; none where they are not of several days."""
    sessions = study.records.tables["sessions"]
    if "start" not in sessions:
        return ()
    days = sessions["start"].dropna().dt.strftime("%Y-%m-%d").unique()
    return tuple(sorted(days)) if len(days) > 1 else ()


def choice_text(choice: Choice, offer: Offer, language: str) -> str:
    """Say a choice in words.

    Examples
    --------
    >>> import bridging as br
    >>> offer = find_offer(br.simulate.five_houses(), "nl")
    >>> chosen = Choice(line="origin", period=("2025-03-03", "2025-03-31"), forms=("talk",))
    >>> choice_text(chosen, offer, "nl")
    'Herkomst · alle plekken · 3 maart 2025 tot en met 31 maart 2025 · gesprek'
    """
    site = explore_text("all_sites", language) if choice.site is None else offer.sites[choice.site]
    days = explore_text("all_days", language)
    if choice.period is not None:
        first, last = (day_words(day, language) for day in choice.period)
        days = first
        if first != last:
            days = explore_text("days", language, first=first, last=last)
    forms = explore_text("all_forms" if choice.forms is None else "no_forms", language)
    if choice.forms:
        forms = ", ".join(offer.forms[form] for form in choice.forms)
    parts = {"line": offer.lines[choice.line], "site": site, "days": days, "forms": forms}
    return explore_text("chosen", language, **parts)


def day_words(day: str, language: str) -> str:
    """Write a day in words."""
    date = pd.Timestamp(day)
    return day_text(date.year, date.month, date.day, language)
