"""A part of a study, counted once for all figures of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from bridging.analyses import Chain, chain
from bridging.explore.choice import Choice
from bridging.explore.texts import explore_text
from bridging.privacy import MINIMUM, Hidden, find_hidden
from bridging.structures import ContactGraph, MixingMatrix
from bridging.study import Study


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What holds for every part.

    Parameters
    ----------
    language : {"en", "nl"}
    audience : {"team", "publication"}, optional
        As each figure does, where left out: the network for publication, the others for the team.
    minimum : int
        The smallest count that is published.
    denominator : str, optional
        Which reference population chains begin with.
    """

    language: str = "en"
    audience: str | None = None
    minimum: int = MINIMUM
    denominator: str | None = None

    def audience_of(self, figure: str) -> str:
        """Return for whom a figure is."""
        return self.audience or ("publication" if figure == "network" else "team")

    @property
    def told(self) -> str:
        """Who the whole is for, in words."""
        return explore_text(self.audience or "team", self.language)


@dataclass(frozen=True, kw_only=True, eq=False)
class Part:
    """A part of a study.

    Parameters
    ----------
    study : Study
        What is drawn.
    beside : Study
        The same with all sites: what is withheld of one site depends on the others.
    forms : tuple of str, optional
        The forms of contact that were chosen.
    unsaid : int
        Encounters left out because their form was not written down.
    rules : Rules
    """

    study: Study
    beside: Study
    forms: tuple[str, ...] | None
    unsaid: int
    rules: Rules
    kept: dict[tuple[str, str], Any] = field(default_factory=dict, repr=False)

    @cached_property
    def graph(self) -> ContactGraph:
        """The people and their contacts."""
        return self.study.contact_graphs()["all"]

    @cached_property
    def n_pairs(self) -> int:
        """How many different pairs were in contact."""
        ends = np.sort(np.column_stack([self.graph.source, self.graph.target]), axis=1)
        return len(np.unique(ends, axis=0))

    def mixing(self, line: str) -> MixingMatrix:
        """Return the contacts by the groups of a line."""
        return self._keep(("mixing", line), lambda: self.study.mixing(line))

    def chain(self, line: str) -> Chain:
        """Return the chain, without what takes draws, or leaving people out one by one."""
        options: Any = {"denominator": self.rules.denominator, "interval": False, "null": False}
        return self._keep(("chain", line), lambda: chain(self.study, line, **options))

    def hidden(self, line: str) -> Hidden:
        """Return the sites that are too small to publish, and whether all together are."""
        minimum = self.rules.minimum
        return self._keep(
            ("hidden", line), lambda: find_hidden(self.beside, line, "site", minimum=minimum)
        )

    def withheld(self, figure: str, line: str) -> bool:
        """Say whether the part is too small for a figure, or would tell of a site that is."""
        if self.rules.audience_of(figure) == "team":
            return False
        sites, hidden = self.study.sites, self.hidden(line)
        return sites[0] in hidden if len(sites) == 1 else hidden.total

    def _keep(self, key: tuple[str, str], count: Callable[[], Any]) -> Any:
        """Count what was not counted yet."""
        if key not in self.kept:
            self.kept[key] = count()
        return self.kept[key]


def take_part(study: Study, choice: Choice, rules: Rules) -> Part:
    """Return the part of a study that a choice stands for."""
    # forms first: one that was not written down at this site can be chosen all the same
    of_forms = study if choice.forms is None else study.select(forms=list(choice.forms))
    beside = of_forms.select(period=choice.period)
    return Part(
        study=beside if choice.site is None else beside.select(sites=choice.site),
        beside=beside,
        forms=choice.forms,
        unsaid=_unsaid(study, choice),
        rules=rules,
    )


def _unsaid(study: Study, choice: Choice) -> int:
    """Count the encounters that a choice of forms leaves out because they have none."""
    encounters = study.records.tables.get("encounters")
    if choice.forms is None or encounters is None or "form" not in encounters:
        return 0
    here = study.select(sites=choice.site, period=choice.period)
    return int(here.records.tables["encounters"]["form"].isna().sum())
