"""Who was present at each opening, as figures of time need it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from bridging.counting.visitors import Visitors, find_visitors
from bridging.errors import OptionError, check_known
from bridging.figures.style import WIDTH, new_panels
from bridging.privacy import find_hidden
from bridging.records import Line
from bridging.structures.arrays import Floats
from bridging.study import Study

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Openings:
    """The openings of a study, in the order of its sessions.

    Parameters
    ----------
    line : Line
    group : int
        The place in the line of the group whose share is shown.
    visitors : Visitors
        By site.
    number : array of float, shape (S, K + 1)
        People present by session and group, those of unknown group last.
    recorded : array of bool, shape (S,)
        Whether somebody wrote down who was present.
    hidden : array of bool, shape (S,)
        Whether the numbers are withheld.
    """

    line: Line
    group: int
    visitors: Visitors
    number: Floats
    recorded: Flags
    hidden: Flags

    @property
    def present(self) -> Floats:
        """How many were present, of shape (S,); NaN where that was not recorded."""
        return np.where(self.recorded, self.number.sum(axis=1), np.nan)

    @property
    def share(self) -> Floats:
        """The share of the group among those of known group, NaN where there is nobody."""
        known = self.number[:, :-1].sum(axis=1)
        part = self.number[:, self.group]
        return np.divide(part, known, out=np.full(len(known), np.nan), where=known > 0)


def openings_of(
    study: Study,
    line: str | None,
    group: str | None,
    audience: str,
    minimum: int,
) -> Openings:
    """Count who was present at each opening, and say which openings are withheld.

    Without `group` the share is that of the group with the fewest visits: the one that can be
    absent. It is the same at every site, so that panels can be laid beside each other.
    """
    chosen = study.line_with_groups(line)
    if group is not None:
        check_known("group", group, chosen.groups)
    visitors = find_visitors(
        study.records, study.coded, chosen, study.clusters, roles=study.roles, by="site"
    )
    number = visitors.tallied.copy()
    if visitors.source == "attendance":
        # unknown groups have code -1, which is the last column
        np.add.at(number, (visitors.session, visitors.group), 1.0)
    place = chosen.groups.index(group) if group is not None else _fewest(number)
    return Openings(
        line=chosen,
        group=place,
        visitors=visitors,
        number=number,
        recorded=visitors.recorded,
        hidden=_hidden(study, chosen.name, audience, minimum),
    )


def _fewest(number: Floats) -> int:
    """Return the group with the fewest visits, of those that came at all; the first of equals."""
    visits = number[:, :-1].sum(axis=0)
    return int(np.argmin(np.where(visits > 0, visits, np.inf)))


def _hidden(study: Study, line: str, audience: str, minimum: int) -> Flags:
    """Say which sessions are withheld: those of a withheld site, and those too small to show.

    Each site is looked at alone, so that its total less the openings shown tells nothing.
    """
    by_site = find_hidden(study, line, "site", audience=audience, minimum=minimum)
    gone: set[str] = set()
    where = study.records.tables["sessions"]
    for site in study.sites if audience != "team" else ():
        mine = list(where.loc[where["site"] == site, "session"])
        if site in by_site:
            gone.update(mine)
        elif mine:
            one = study.select(sites=[site])
            part = find_hidden(one, line, "session", audience=audience, minimum=minimum)
            gone.update(part.units)
    return np.array([session in gone for session in study.coded.sessions], dtype=bool)


def site_names(study: Study, names: Mapping[str, str]) -> dict[str, str]:
    """Return what each site is called: as asked, else its name in the table, else its id."""
    sites = study.records.tables["sites"]
    called = {site: site for site in study.sites}
    if "name" in sites:
        named = sites[sites["name"].notna()]
        called |= dict(zip(named["site"], named["name"].astype(str), strict=True))
    return {site: names.get(site, name) for site, name in called.items()}


def group_text(openings: Openings, language: str, names: Mapping[str, str]) -> str:
    """Return what the group whose share is shown is called."""
    line = openings.line
    name = line.groups[openings.group]
    return names.get(name, line.group_texts(language)[openings.group])


def check_axes(ax: Any, sites: int) -> None:
    """Refuse axes that were given for several sites."""
    if ax is not None and sites > 1:
        raise OptionError(
            f"`ax` can't show {sites} sites. Choose one with study.select(sites=[...]), or leave "
            "`ax` out."
        )


def panels_of_sites(sites: int, abreast: int, height: float) -> list[Any]:
    """Return a panel for each site, with room for the title of the one below."""
    axes = new_panels(sites, abreast, (WIDTH, height))
    axes[0].figure.get_layout_engine().set(h_pad=0.08)
    return list(axes)
