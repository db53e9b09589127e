"""Figures of the report, each with a text that says what it shows.

To add one: a function here that draws on axes of `_axes` and returns a `Picture`, and a call in
`sections.py`, `front.py` or `evaluation.py` where it belongs.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from bridging.analyses import Chain, ChainComparison, Finding, Findings, Reach
from bridging.analyses.chain_steps import STEPS
from bridging.figures import (
    alt_text,
    chain_alternative,
    comparison_alternative,
    findings_alternative,
    plot_chain,
    plot_comparison,
    plot_composition,
    plot_findings,
    plot_mixing,
    plot_reach,
    plot_returns,
    returns_alternative,
)
from bridging.figures.returns import MOST_PANELS
from bridging.privacy import small
from bridging.report.counts import TENS
from bridging.report.facts import LineFacts
from bridging.report.line_counts import ALL, Floats, People
from bridging.report.names import Names
from bridging.report.reached import compared_units, mix_said, only_units
from bridging.structures import Composition, MixingMatrix
from bridging.words import say, whole

MOST_PICTURES = 8


@dataclass(frozen=True)
class Picture:
    """A picture.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    alt : str
        What it shows, for those who can't see it.
    caption : str
    """

    figure: Any
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
    return Picture(ax.figure, alt_text(data, **shared), say(key, names.language, line=line))


def _shown_unknown(facts: LineFacts, unknown: Floats) -> Floats:
    """For publication, round how many people are of unknown group; leave a few out."""
    if facts.minimum == 1:
        return unknown
    return np.where(small(unknown, facts.minimum), 0.0, TENS * np.round(unknown / TENS + 1e-9))


def reference_picture(facts: LineFacts, names: Names) -> Picture | None:
    """Shares among visitors beside the reference, of the places that have one."""
    units = [] if facts.reach is None else compared_units(facts.reach)
    if facts.reach is None or not units:
        return None
    language = names.language
    shown = only_units(facts.reach, units)
    shown = replace(shown, unit_names=names.rows(tuple(units)))
    height = 1.6 + 0.42 * len(units) * len(facts.line.groups)
    ax = plot_reach(shown, "visitors", _axes(height), language)
    caption = say("page.figure_reference", language, line=names.line(facts.line))
    said = [f"{names.row(unit)}: {mix_said(shown, unit, language)}" for unit in units]
    alt = " ".join([say("reach.alt.visitors", language), *said])
    return Picture(ax.figure, alt, caption)


def return_picture(reach: Reach, names: Names) -> Picture:
    """How soon visitors came back, by site: everybody together, as no line comes into it."""
    import matplotlib.pyplot as plt

    language = names.language
    curves = reach.curves[reach.curves["group"] == ALL]
    there = set(curves.loc[curves["part"] == "return", "unit"])
    units = [unit for unit in reach.units if unit in there]
    shown = only_units(replace(reach, curves=curves), units[:MOST_PANELS])
    shown = replace(shown, unit_names=names.rows(shown.units))
    axes = plot_returns(shown, language=language)
    figure = np.atleast_1d(axes)[0].figure
    plt.close(figure)  # it is drawn, and nothing stays open
    caption = say("page.figure_return", language)
    if len(units) > MOST_PANELS:
        some = say("page.figure_some", language, n=MOST_PANELS, of=whole(len(units), language))
        caption = f"{caption} {some}"
    return Picture(figure, returns_alternative(shown, language=language), caption)


def met_pictures(facts: LineFacts, names: Names) -> list[Picture]:
    """All sites together, or each site that can be shown where the total can't be."""
    mixing = facts.mixing
    if mixing is None:
        return []
    last = facts.rows[-1]
    rows = [last] if last not in facts.hidden else [r for r in facts.rows if r not in facts.hidden]
    rows = [row for row in rows if _several_groups(mixing, facts.rows.index(row))]
    return [_met_picture(facts, row, names) for row in rows[:MOST_PICTURES]]


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
    return Picture(ax.figure, alt_text(mixing, language, unit=row, names=called), caption)


def chain_pictures(facts: LineFacts, names: Names) -> list[Picture]:
    """The chain of each site that has two steps or more: where bridging is lost."""
    parts = [part for part in facts.chain.parts if _drawable(part)]
    return [
        _chain_picture(facts.chain.keep([part]), facts, names) for part in parts[:MOST_PICTURES]
    ]


def _drawable(part: Any) -> bool:
    return sum(bool(np.isfinite(part[step])) for step in STEPS) > 1


def _chain_picture(found: Chain, facts: LineFacts, names: Names) -> Picture:
    language, site = names.language, names.row(found[0].unit)
    called = {found[0].unit: site, facts.line.name: names.line(facts.line)}
    ax = plot_chain(found, _axes(5.0), language, names=called)
    caption = say("page.figure_chain", language, line=names.line(facts.line), site=site)
    return Picture(ax.figure, chain_alternative(found, language, names=called), caption)


def findings_picture(facts: LineFacts, names: Names) -> Picture | None:
    """Partner choice of each site, where any site has a value of it."""
    found: Findings | None = facts.findings
    if found is None or not any(map(_has_dot, found.items)):
        return None
    language, line = names.language, names.line(facts.line)
    called = {**names.rows(tuple(item.unit for item in found.items))}
    shown = replace(found, items=tuple(replace(item, line="") for item in found.items))
    ax = plot_findings(shown, _axes(2.1 + 0.42 * len(shown)), language, names=called)
    alt = findings_alternative(shown, language, names=called)
    return Picture(ax.figure, alt, say("page.figure_findings", language, line=line))


def _has_dot(item: Finding) -> bool:
    """Say whether a finding has partner choice with an interval to draw."""
    there = item.interval is not None and not item.interval.undefined
    return there and item.finding != "no opportunity"


def change_picture(found: ChainComparison, caption: str, called: Any, language: str) -> Picture:
    """What made the difference between two periods."""
    ax = plot_comparison(found, _axes(4.2), language, names=called)
    return Picture(ax.figure, comparison_alternative(found, language, names=called), caption)
