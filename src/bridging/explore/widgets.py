"""The controls of the explorer in a notebook."""

from dataclasses import dataclass
from html import escape
from importlib import import_module
from typing import TYPE_CHECKING, Any

from bridging.errors import OutputError
from bridging.explore.choice import Choice, choice_text, day_words
from bridging.explore.drawing import FIGURES
from bridging.explore.page import picture_html, pictures_html
from bridging.explore.texts import explore_text

if TYPE_CHECKING:
    from bridging.explore.explorer import Explorer

ALL_SITES = ""  # a menu shows nothing for an option whose value is None
# two dates in words are cut off otherwise
ROOM_FOR_DATES = "<style>.bridging-period .widget-readout { min-width: 22em; }</style>"
ALL = "all"  # figures, below each other; that takes as long as the four one by one


@dataclass(frozen=True, kw_only=True, eq=False)
class Controls:
    """What can be set, and what is shown for it; each is a widget of ipywidgets.

    Parameters
    ----------
    line, figure : Dropdown, ToggleButtons
    site, period : Dropdown, SelectionRangeSlider, or None
        None where there is nothing to choose.
    forms : dict of str to Checkbox
    shown : HTML
        The figure of the choice, or all four.
    box : VBox
        All together.
    """

    line: Any
    site: Any
    period: Any
    forms: dict[str, Any]
    figure: Any
    shown: Any
    box: Any

    @property
    def choice(self) -> Choice:
        """What is chosen. All forms, and all days, are no choice: nothing is left out for them."""
        ticked = tuple(form for form, tick in self.forms.items() if tick.value)
        days = None if self.period is None else self.period.value
        if days is not None and days == (self.period.options[0][1], self.period.options[-1][1]):
            days = None
        return Choice(
            line=self.line.value,
            site=None if self.site is None else self.site.value or None,
            period=days,
            forms=None if len(ticked) == len(self.forms) else ticked,
        )


def import_widgets() -> Any:
    """Return ipywidgets.

    Raises
    ------
    OutputError
        It is not installed.
    """
    try:
        return import_module("ipywidgets")
    except ImportError as error:
        raise OutputError(
            "The study can't be explored in a notebook: the library 'ipywidgets' is not installed. "
            "Install it with: pip install 'bridging[notebook]'"
        ) from error


def make_controls(explorer: "Explorer") -> Controls:
    """Return controls that show a figure of the explorer, or all, whenever something is set."""
    widgets = import_widgets()
    offer, language = explorer.offer, explorer.rules.language

    def text(key: str) -> str:
        return explore_text(key, language)

    line = _menu(widgets, text("line"), offer.lines)
    site = _menu(widgets, text("site"), {ALL_SITES: text("all_sites"), **offer.sites})
    days = [(day_words(day, language), day) for day in offer.days]
    period = widgets.SelectionRangeSlider(
        options=days or [("", "")],
        index=(0, max(len(days) - 1, 0)),
        description=text("period"),
        continuous_update=False,
        layout=widgets.Layout(width="50em", max_width="100%"),
    )
    period.add_class("bridging-period")
    period_box = widgets.VBox([period, widgets.HTML(ROOM_FOR_DATES)])
    snug = widgets.Layout(width="auto", margin="0 1em 0 0")
    forms = {
        form: widgets.Checkbox(value=True, description=name, indent=False, layout=snug)
        for form, name in offer.forms.items()
    }
    figure = widgets.ToggleButtons(
        options=[(text(name), name) for name in (*FIGURES, ALL)],
        description=text("figure"),
        style={"button_width": "auto"},
    )
    ticks = widgets.HBox([widgets.Label(text("forms")), *forms.values()])
    shown = widgets.HTML()
    there = [line, *([site] if offer.sites else []), *([period_box] if days else [])]
    there += [*([ticks] if forms else []), figure, shown]
    controls = Controls(
        line=line,
        site=site if offer.sites else None,
        period=period if days else None,
        forms=forms,
        figure=figure,
        shown=shown,
        box=widgets.VBox(there),
    )
    _listen(controls, explorer)
    return controls


def _menu(widgets: Any, name: str, options: Any) -> Any:
    """Return a menu of names, by what people read for them."""
    return widgets.Dropdown(
        options=[(text, value) for value, text in options.items()], description=name
    )


def _listen(controls: Controls, explorer: "Explorer") -> None:
    """Show the figure that is chosen, now and at every change."""
    language = explorer.rules.language

    def show(_: object = None) -> None:
        choice = controls.choice
        said = [choice_text(choice, explorer.offer, language), explorer.rules.told]
        head = "".join(f"<p>{escape(text)}</p>" for text in said)
        if controls.figure.value == ALL:
            pictures = {figure: explorer.picture(figure, choice) for figure in FIGURES}
            controls.shown.value = head + pictures_html(pictures, language)
        else:
            picture = explorer.picture(controls.figure.value, choice)
            controls.shown.value = head + picture_html(picture, language)

    watched = [controls.line, controls.site, controls.period, controls.figure]
    for widget in [*watched, *controls.forms.values()]:
        if widget is not None:
            widget.observe(show, names="value")
    show()
