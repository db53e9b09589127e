"""When the groups are there: the mix of who is present by weekday and hour."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from bridging.errors import OptionError
from bridging.figures.glass import HIDDEN, UNKNOWN, draw_glass, glass_key, write_in
from bridging.figures.hour_slots import WHOLE, Slot, hour_slots
from bridging.figures.openings import (
    Openings,
    check_axes,
    group_text,
    openings_of,
    panels_of_sites,
    site_names,
)
from bridging.figures.style import NO_NAMES, SOFT, plain, wrapped
from bridging.study import Study
from bridging.words import check_language, decimal, percent, say, whole

MOST_SITES = 12
ABREAST = 3
LEAST_COLUMNS = 7  # as wide as a panel alone is at least


def plot_hours(
    study: Study,
    line: str | None = None,
    ax: Any = None,
    language: str = "en",
    *,
    group: str | None = None,
    audience: str = "team",
    minimum: int = 6,
    names: Mapping[str, str] = NO_NAMES,
) -> Any:
    """Draw a table of weekdays and hours: how many were present, filled to the share of a group.

    Hours are those between arrival and departure where they are written down, else those of the
    opening; where not even these are known, an opening counts as a whole. Below each weekday
    stands on how many openings it rests. Each site has a panel, in the order of the study.

    Parameters
    ----------
    study : Study
        Of at most twelve sites.
    line : str, optional
        May be left out where there is only one.
    ax : matplotlib.axes.Axes, optional
        Only for one site.
    language : {"en", "nl"}
    group : str, optional
        The group whose share fills the cells; the one with the fewest visits, if left out.
    audience : {"team", "publication"}
        For publication, hours of a week with too few different people show no number.
    minimum : int, default 6
        The smallest count that is published.
    names : mapping of str to str, optional
        What to call sites and groups, where not by their own names.

    Returns
    -------
    matplotlib.axes.Axes, or an array of them where there are several sites

    Raises
    ------
    DataError
        No opening has a date.
    OptionError
        More than twelve sites, or axes for several.
    """
    check_language(language)
    openings = openings_of(study, line, group, audience, minimum)
    tables = hour_slots(study, openings, audience, minimum)
    if len(tables) > MOST_SITES:
        raise OptionError(
            f"`study` must have at most {MOST_SITES} sites for one figure of hours, not "
            f"{len(tables)}. Choose some with study.select(sites=[...])."
        )
    check_axes(ax, len(tables))
    every = [slot for slots in tables.values() for slot in slots]
    rows, columns = _rows(every), sorted({slot.weekday for slot in every})
    axes = [ax] if ax is not None else _new_panels(len(tables), len(rows), len(columns))
    called = site_names(study, names)
    for panel, (site, slots) in zip(axes, tables.items(), strict=True):
        reason = say(_why_none(study, openings, site), language)
        _panel(panel, slots, rows, columns, len(axes) == 1, reason, language)
        title = wrapped(called[site], 80 if len(axes) == 1 else 30, 2)
        plain(panel.set_title(title, fontsize=10, loc="left"))
    if ax is None:
        note, kinds = say("figure.hours.note", language), {slot.kind for slot in every}
        glass_key(axes[0].figure, group_text(openings, language, names), kinds, language, note)
    return axes[0] if len(axes) == 1 else np.array(axes)


def hours_alternative(
    study: Study,
    line: str | None = None,
    language: str = "en",
    *,
    group: str | None = None,
    audience: str = "team",
    minimum: int = 6,
    names: Mapping[str, str] = NO_NAMES,
) -> str:
    """Describe the figure of hours in words.

    The options are those of the figure.

    Examples
    --------
    >>> import bridging as br
    >>> house = br.simulate.five_houses().select(sites=["house-5"])
    >>> hours_alternative(house, "origin").split("; ")[1][:21]
    'Mon 10:00: 17 present'
    """
    check_language(language)
    openings = openings_of(study, line, group, audience, minimum)
    called, name = site_names(study, names), group_text(openings, language, names)
    texts = [say("alt.hours", language, group=name)]
    for site, slots in hour_slots(study, openings, audience, minimum).items():
        parts = [_slot_text(slot, name, language) for slot in slots]
        reason = say(_why_none(study, openings, site), language)
        texts.append(f"{called[site]}: {'; '.join(parts) or reason}.")
    return " ".join(texts)


def _why_none(study: Study, openings: Openings, site: str) -> str:
    """Return the key of why a site has no hours: nobody wrote down who came, or when it was."""
    table = study.records.tables["sessions"]
    dated = ((table["site"] == site) & table["start"].notna()).to_numpy()
    recorded = bool(openings.recorded[(table["site"] == site).to_numpy()].any())
    return "figure.not_dated" if recorded and not dated.any() else "figure.not_attended"


def _rows(slots: list[Slot]) -> list[int]:
    """Return the hours from the first to the last, and the row of whole openings."""
    hours = [slot.hour for slot in slots if slot.hour != WHOLE]
    rows = list(range(min(hours), max(hours) + 1)) if hours else []
    return rows + [WHOLE] * any(slot.hour == WHOLE for slot in slots)


def _new_panels(sites: int, rows: int, columns: int) -> list[Any]:
    """Return a panel for each site."""
    abreast = min(sites, ABREAST)
    down = math.ceil(sites / abreast)
    height = down * (0.3 * rows + 1.0) + 0.9
    return panels_of_sites(sites, abreast, height)


def _panel(
    ax: Any,
    slots: list[Slot],
    rows: list[int],
    columns: list[int],
    alone: bool,
    reason: str,
    language: str,
) -> None:
    """Draw the hours of one site."""
    for slot in slots:
        left, top = columns.index(slot.weekday), rows.index(slot.hour)
        box = (left + 0.04, top + 0.06, 0.92, 0.88)
        draw_glass(ax, box, 0.0 if math.isnan(slot.share) else slot.share, slot.kind)
        if slot.kind != HIDDEN:
            text = _people(slot.present, language)
            write_in(ax, left + 0.5, top + 0.5, text, 8, hatched=slot.kind == UNKNOWN)
    labels = _column_labels(slots, columns, language)
    ax.set_xticks([k + 0.5 for k in range(len(columns))], labels, fontsize=8)
    # an hour begins at the line above its row; a whole opening is named beside it
    places = [k + (0.5 if hour == WHOLE else 0.0) for k, hour in enumerate(rows)]
    whole_one = say("figure.whole_opening", language)
    hours = [whole_one if hour == WHOLE else f"{hour:02d}:00" for hour in rows]
    ax.set_yticks(places, hours, fontsize=8)
    ax.set_xlim(0, max(len(columns), LEAST_COLUMNS if alone else 1))
    ax.set_ylim(max(len(rows), 1), 0)
    ax.tick_params(length=0)
    for side in ax.spines.values():
        side.set_visible(False)
    if not slots:
        note = ax.text(0.5, 0.5, "", transform=ax.transAxes, ha="center", va="center",
                       fontsize=8.5, color=SOFT, style="italic")  # fmt: skip
        plain(note, wrapped(reason, 24))


def _column_labels(slots: list[Slot], columns: list[int], language: str) -> list[str]:
    """Name each weekday, with its number of openings below."""
    names = say("figure.weekdays", language).split()
    labels = []
    for weekday in columns:
        number = max((slot.openings for slot in slots if slot.weekday == weekday), default=0)
        times = say("figure.openings", language, n=whole(number, language)) if number else ""
        labels.append(f"{names[weekday]}\n{times}")
    return labels


def _people(number: float, language: str) -> str:
    """Write how many were there on average: with a decimal below ten."""
    return decimal(number, language, 1 if number < 9.95 else 0)


def _slot_text(slot: Slot, group: str, language: str) -> str:
    """Say one cell."""
    name = say("figure.weekdays", language).split()[slot.weekday]
    if slot.hour != WHOLE:
        name = f"{name} {slot.hour:02d}:00"
    if slot.kind == HIDDEN:
        return say("alt.hours_cell_hidden", language, slot=name)
    told = {"slot": name, "people": _people(slot.present, language)}
    if math.isnan(slot.share):
        return say("alt.hours_cell_unknown", language, **told)
    return say("alt.hours_cell", language, share=percent(slot.share, language), group=group, **told)
