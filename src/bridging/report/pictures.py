"""Figures of the page as pictures with a text beside them."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from bridging.figures import (
    alt_text,
    plot_composition,
    plot_estimates,
    plot_mixing,
    to_data_uri,
)
from bridging.privacy import small
from bridging.report.counts import TENS
from bridging.report.facts import ALL, Floats, LineFacts, People
from bridging.report.names import Names
from bridging.report.said import after_name, contacts_said
from bridging.results import Result, Results
from bridging.structures import Composition, MixingMatrix
from bridging.words import no_opportunity, say

MOST_MIXING = 8


@dataclass(frozen=True)
class Picture:
    """A picture: its address (which holds the picture itself), and what it shows."""

    src: str
    alt: str
    caption: str


def _axes(height: float) -> Any:
    """Return axes that no other code knows of, so that nothing stays open."""
    from matplotlib.figure import Figure

    return Figure(figsize=(7.2, height), layout="constrained").subplots()


def came_picture(facts: LineFacts, people: People, names: Names) -> Picture:
    """Visitors by site and group; all sites together only where there is no other row."""
    keep = [k for k, row in enumerate(people.rows) if row != ALL or len(people.rows) == 1]
    rows = tuple(people.rows[k] for k in keep)
    data = Composition(people.counts[keep], rows, facts.groups(names.language))
    hidden = [row for row in rows if row in facts.hidden]
    shared: dict[str, Any] = {
        "unknown": _shown_unknown(facts, people.unknown[keep]),
        "visits": facts.visits_counted,
        "hidden": hidden,
        "names": names.rows(rows),
        "language": names.language,
    }
    ax = plot_composition(data, ax=_axes(1.5 + 0.5 * len(rows)), **shared)
    line = names.line(facts.line)
    key = "page.figure_composition" + ("_visits" if facts.visits_counted else "")
    caption = say(key, names.language, line=line)
    return Picture(to_data_uri(ax), alt_text(data, **shared), caption)


def _shown_unknown(facts: LineFacts, unknown: Floats) -> Floats:
    """For publication, round how many people are of unknown group; leave a few out."""
    if facts.minimum == 1:
        return unknown
    return np.where(small(unknown, facts.minimum), 0.0, TENS * np.round(unknown / TENS + 1e-9))


def met_pictures(facts: LineFacts, names: Names) -> list[Picture]:
    """All sites together, or each site that can be shown where the total can't be."""
    mixing = facts.mixing
    if mixing is None:
        return []
    last = facts.rows[-1]
    rows = [last] if last not in facts.hidden else [r for r in facts.rows if r not in facts.hidden]
    rows = [row for row in rows if _several_groups(mixing, facts.rows.index(row))][:MOST_MIXING]
    return [_met_picture(facts, row, names) for row in rows]


def _several_groups(mixing: MixingMatrix, at: int) -> bool:
    """Say whether there is more to see than contacts of one group."""
    return int((mixing.contacts[at].sum(axis=0) > 0).sum()) > 1


def _met_picture(facts: LineFacts, row: str, names: Names) -> Picture:
    mixing = facts.mixing
    assert mixing is not None
    language = names.language
    called = dict(zip(mixing.groups, facts.groups(language), strict=True))
    axes = _axes(1.4 + 0.7 * len(mixing.groups))
    ax = plot_mixing(mixing, axes, language, unit=row, names=called)
    caption = say("page.figure_mixing", language, line=names.line(facts.line), site=names.row(row))
    return Picture(to_data_uri(ax), alt_text(mixing, language, unit=row, names=called), caption)


def bonds_picture(facts: LineFacts, names: Names) -> Picture | None:
    """The bridging share of each row with its interval and value under chance."""
    items = [item for item in facts.results if item.measure.name == "bridging_share"]
    if not any(np.isfinite(item.estimate) and not no_opportunity(item) for item in items):
        return None
    shown = Results(_ordered(items, facts.rows))
    called = names.rows(facts.rows)
    height = 1.6 + 0.42 * len(shown)
    ax = plot_estimates(shown, _axes(height), names.language, names=called)
    line = names.line(facts.line)
    said = [f"{names.row(row)}: {text}" for row in facts.rows if (text := _alt(facts, row, names))]
    alt = " ".join([say("alt.estimates", names.language), *said])
    return Picture(to_data_uri(ax), alt, say("page.figure_estimates", names.language, line=line))


def _alt(facts: LineFacts, row: str, names: Names) -> str:
    """Say what a row of the figure shows, with no number that the page withholds."""
    if row in facts.hidden:
        return say("page.withheld_why", names.language) + "."
    return after_name(contacts_said(facts, row, names.language))


def _ordered(items: list[Result], rows: tuple[str, ...]) -> list[Result]:
    return sorted(items, key=lambda item: rows.index(item.unit) if item.unit in rows else -1)
