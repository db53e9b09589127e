"""The figures of a part of a study, each with its words, or the reason why there is none."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from bridging.errors import BridgingError
from bridging.explore.choice import site_names
from bridging.explore.part import Part
from bridging.explore.texts import explore_text
from bridging.figures import (
    alt_text,
    chain_alternative,
    groups_alternative,
    mixing_alternative,
    network_alternative,
    plot_chain,
    plot_composition,
    plot_groups,
    plot_mixing,
    plot_network,
    to_data_uri,
)
from bridging.figures.composition import composition_rows
from bridging.figures.groups import MOST_GROUPS
from bridging.figures.mixing import mixing_height
from bridging.structures import Composition
from bridging.words import whole

FIGURES = ("came", "met", "chain", "network")
OF_CONTACTS = ("met", "chain", "network")
MOST_PAIRS = 600  # in contact, that are drawn before a reader has to wait for the picture


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A figure, as a page shows it.

    Parameters
    ----------
    image : str
        A ``data:`` address of the figure; empty where there is none.
    alt : str
        What it shows, for those who can't see it; where there is no figure, why.
    note : str
        What to know of it.
    """

    image: str = ""
    alt: str
    note: str = ""


def draw(part: Part, figure: str, line: str) -> Picture:
    """Draw one figure of a part along a line; where that can't be, say why.

    Parameters
    ----------
    part : Part
    figure : {"came", "met", "chain", "network"}
    line : str
    """
    reason = _reason(part, figure, line)
    if reason:
        return Picture(alt=explore_text(reason, part.rules.language))
    drawers = {"came": _came, "met": _met, "chain": _chain, "network": _network}
    try:
        drawn, alt = drawers[figure](part, line)
    except BridgingError as error:
        return Picture(alt=str(error))
    return Picture(image=to_data_uri(drawn), alt=alt, note=" ".join(_notes(part, figure)))


def _reason(part: Part, figure: str, line: str) -> str:
    """Return the text that says why there is no figure; nothing, where there is one."""
    if not len(part.study.records.tables["sessions"]):
        return "empty"
    if figure in OF_CONTACTS and part.forms == ():
        return "tick"
    if figure == "network" and not part.graph.people:
        return "nobody"
    # who came has a bar for each site, and says itself which are withheld
    return "withheld" if figure != "came" and part.withheld(figure, line) else ""


def _notes(part: Part, figure: str) -> list[str]:
    """Say what to know of a figure: what is left out, and what it does not show."""
    language, notes = part.rules.language, []
    if figure == "chain":
        notes.append(explore_text("fast", language))
    if figure == "came" and part.rules.audience_of(figure) == "publication":
        notes.append(explore_text("known", language))
    if figure == "network" and part.n_pairs > MOST_PAIRS:
        pairs = whole(part.n_pairs, language)
        notes.append(explore_text("many", language, pairs=pairs))
    if figure in OF_CONTACTS and part.unsaid:
        notes.append(explore_text("unsaid", language, n=whole(part.unsaid, language)))
    tallied = "tallies_contacts" in part.study.records.tables
    if figure in OF_CONTACTS and part.forms is not None and tallied:
        notes.append(explore_text("tallied", language))
    return notes


def _axes(height: float) -> Any:
    """Return axes that no other code knows of, so that nothing stays open."""
    from matplotlib.figure import Figure

    return Figure(figsize=(7.2, height), layout="constrained").subplots()


def _came(part: Part, line: str) -> tuple[Any, str]:
    """Draw people by group, a bar for each site; of unknown group only inside the house."""
    tables, language = part.study.records.tables, part.rules.language
    rows, groups, counts, unknown = composition_rows(part.study, line, "site", None, language)
    team = part.rules.audience_of("came") == "team"
    tallied = tables.get("tallies_present")
    data = Composition(counts, units=rows, groups=groups)
    shared: dict[str, Any] = {
        "language": language,
        "unknown": unknown if team else np.zeros(len(rows)),
        "hidden": () if team else part.hidden(line).units,
        "names": site_names(part.study),
        "visits": tallied is not None and bool((tallied["line"] == line).any()),
    }
    ax = plot_composition(data, ax=_axes(1.5 + 0.5 * len(rows)), **shared)
    return ax, alt_text(data, **shared)


def _met(part: Part, line: str) -> tuple[Any, str]:
    """Draw the contacts between groups."""
    matrix, shared = part.mixing(line), _of_groups(part, line)
    height = mixing_height(list(shared["names"].values()))
    return plot_mixing(matrix, _axes(height), **shared), mixing_alternative(matrix, **shared)


def _chain(part: Part, line: str) -> tuple[Any, str]:
    """Draw the steps from who could come to who met."""
    found, language = part.chain(line), part.rules.language
    names = {line: part.study.lines[line].text(language)}
    ax = plot_chain(found, _axes(5.0), language, names=names)
    return ax, chain_alternative(found, language, names=names)


def _network(part: Part, line: str) -> tuple[Any, str]:
    """Draw people and the pairs in contact; groups, where there are too many pairs."""
    options: Any = {"audience": part.rules.audience_of("network"), "minimum": part.rules.minimum}
    language = part.rules.language
    if part.n_pairs <= MOST_PAIRS:
        ax = plot_network(part.study, line, None, _axes(6.0), language, **options)
        return ax, network_alternative(part.study, line, None, language, **options)
    matrix, shared = part.mixing(line), _of_groups(part, line) | options
    if len(matrix.groups) > MOST_GROUPS:
        height = mixing_height(list(shared["names"].values()))
        return plot_mixing(matrix, _axes(height), **shared), mixing_alternative(matrix, **shared)
    return plot_groups(matrix, _axes(5.0), **shared), groups_alternative(matrix, **shared)


def _of_groups(part: Part, line: str) -> dict[str, Any]:
    """Return what figures of a mixing matrix are told: the words for the groups."""
    chosen, language = part.study.lines[line], part.rules.language
    names = dict(zip(chosen.groups, chosen.group_texts(language), strict=True))
    return {"language": language, "names": names}
