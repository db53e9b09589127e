"""The explorer: a study, what can be chosen of it, and the figures of each choice."""

import sys
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from typing import Any

from bridging.errors import OptionError, a_or_an, check_choice
from bridging.explore.choice import Choice, Offer, choice_text, find_offer
from bridging.explore.drawing import FIGURES, Picture, draw
from bridging.explore.page import choice_html
from bridging.explore.part import Part, Rules, take_part
from bridging.explore.texts import explore_text
from bridging.explore.widgets import Controls, import_widgets, make_controls
from bridging.privacy import MINIMUM, check_audience
from bridging.study import Study
from bridging.words import check_language

MOST_PARTS, MOST_PICTURES = 12, 60  # that are kept


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Explorer:
    """A study to look around in; `bridging.explore` makes one.

    Parameters
    ----------
    study : Study
    rules : Rules
        The language, the audience and the smallest count that is published.
    offer : Offer
        What can be chosen.

    Examples
    --------
    >>> import bridging as br
    >>> found = explore(br.simulate.five_houses(), language="en")
    >>> found.picture("met", Choice(line="origin", site="house-4")).alt.split(". ")[-1]
    'foreign background with foreign background: 55 seen, 55.0 if spread evenly.'
    """

    study: Study
    rules: Rules
    offer: Offer
    parts: dict[Any, Part] = field(default_factory=dict)
    pictures: dict[Any, Picture] = field(default_factory=dict)

    @property
    def default(self) -> Choice:
        """The choice it begins with: the first line, and everything else."""
        return Choice(line=next(iter(self.offer.lines)))

    @cached_property
    def controls(self) -> Controls:
        """The widgets, which can be set by code too.

        Raises
        ------
        OutputError
            ipywidgets is not installed.
        """
        return make_controls(self)

    def picture(self, figure: str, choice: Choice | None = None) -> Picture:
        """Return a figure of a choice, drawn when it is asked for the first time.

        Parameters
        ----------
        figure : {"came", "met", "chain", "network"}
        choice : Choice, optional
            The one it begins with, if left out.

        Raises
        ------
        OptionError, UnknownNameError
            A figure that does not exist, or a choice that can't be made.
        """
        choice = self.default if choice is None else choice
        check_choice("figure", figure, FIGURES)
        self.offer.check(choice)
        key = (figure, choice)
        if key not in self.pictures:
            _make_room(self.pictures, MOST_PICTURES)
            self.pictures[key] = draw(self._part(choice), figure, choice.line)
        return self.pictures[key]

    def _part(self, choice: Choice) -> Part:
        """Return the part of a choice: it is the same for every line."""
        key = (choice.site, choice.period, choice.forms)
        if key not in self.parts:
            _make_room(self.parts, MOST_PARTS)
            self.parts[key] = take_part(self.study, choice, self.rules)
        return self.parts[key]

    def to_html(self, choice: Choice | None = None) -> str:
        """Return all figures of a choice as HTML that needs nothing else, with their words.

        Parameters
        ----------
        choice : Choice, optional
            The one it begins with, if left out.
        """
        choice = self.default if choice is None else choice
        pictures = {figure: self.picture(figure, choice) for figure in FIGURES}
        language = self.rules.language
        title = self.study.title or explore_text("untitled", language)
        said = [choice_text(choice, self.offer, language), self.rules.told]
        if choice == self.default:
            said.append(explore_text("static", language))
        return choice_html(title, said, pictures, language, self._name)

    @property
    def _name(self) -> str:
        return f"bridging-explorer-{id(self)}"

    def __repr__(self) -> str:
        """Say what can be chosen."""
        offer = self.offer
        return (
            f"<Explorer of {self.study.title!r}: lines {list(offer.lines)}, {len(offer.sites)} "
            f"sites, {len(offer.days)} days, forms {list(offer.forms)} to choose from>"
        )

    def _repr_html_(self) -> str:
        return self.to_html()

    def _ipython_display_(self) -> None:
        """Show the figures that need nothing else, and the widgets, which hide them.

        A notebook that was exported has no widgets any more, and shows the figures.
        """
        if not in_notebook():
            print(self)
            return
        widgets, shell = import_widgets(), import_module("IPython.display")
        hide = widgets.HTML(f"<style>.{self._name} {{ display: none; }}</style>")
        shell.display(shell.HTML(self.to_html()))
        shell.display(widgets.VBox([hide, self.controls.box]))


def _make_room(kept: dict[Any, Any], most: int) -> None:
    """Forget what was kept first, where no more can be kept."""
    while len(kept) >= most:
        del kept[next(iter(kept))]


def in_notebook() -> bool:
    """Say whether the code runs in a notebook (or anything else with a kernel)."""
    shell = sys.modules.get("IPython")  # without it no notebook is running
    return shell is not None and getattr(shell.get_ipython(), "kernel", None) is not None


def _check_study(study: object) -> None:
    """Raise OptionError for what has no records at hand."""
    if isinstance(study, Study) and study.has_people:
        return
    hint = "Read one with bridging.read_study."
    if isinstance(study, Study):
        hint = "Take all of it with `.load()`, or some of its sessions with `.sample(200)`."
    raise OptionError(
        "`study` must be a Study with its records at hand, not "
        f"{a_or_an(type(study).__name__)}. {hint}"
    )


def explore(
    study: Study,
    *,
    language: str | None = None,
    audience: str | None = None,
    minimum: int = MINIMUM,
    denominator: str | None = None,
) -> Explorer:
    """Look around in a study: choose a part, and see who came, who met and where it is lost.

    In a notebook there are controls for the line, the place, the period, the kinds of contact and
    the figure: who came (`plot_composition`), who met whom (`plot_mixing`), the chain without
    intervals (`plot_chain`) and the network (`plot_network`). Elsewhere, and in a notebook that was
    exported, the figures of the choice it begins with stand below each other, each with its words.

    Parameters
    ----------
    study : Study
    language : {"en", "nl"}, optional
        As the study says, if left out.
    audience : {"team", "publication"}, optional
        Left out, it is that of the figures themselves: the network only where it can be published,
        the others for use inside the house. For publication, what is too small is withheld in all
        of them; for the team nothing is.
    minimum : int, default 6
        For publication, the smallest count that is shown.
    denominator : str, optional
        Which population the chain begins with, where the reference has several.

    Returns
    -------
    Explorer
        Shown by a notebook. ``.to_html()`` is the page with all figures, ``.picture("chain",
        Choice(line="origin"))`` one figure, and ``.controls`` the widgets.

    Raises
    ------
    DataError
        No line has two groups.
    OptionError
        Something that is no Study, or whose people are not at hand.
    OutputError
        In a notebook: ipywidgets is not installed (``pip install 'bridging[notebook]'``).

    Notes
    -----
    What is too small to publish is found for each choice by itself. Who may set the controls can
    subtract one choice from another: give them to those who may see the records.

    Examples
    --------
    >>> import bridging as br
    >>> found = explore(br.simulate.five_houses())
    >>> found
    <Explorer of 'Vijf huizen (synthetisch)': lines ['origin', 'ses'], 5 sites, 54 days,
    forms ['exchange', 'greeting', 'talk'] to choose from>
    """
    _check_study(study)
    language = check_language(language or study.language)
    check_audience("team" if audience is None else audience, minimum)
    if in_notebook():
        import_widgets()
    rules = Rules(language=language, audience=audience, minimum=minimum, denominator=denominator)
    return Explorer(study=study, rules=rules, offer=find_offer(study, language))
