"""A choice as HTML that needs nothing else: figures with their words."""

from collections.abc import Sequence
from html import escape

from bridging.explore.drawing import Picture
from bridging.explore.texts import explore_text

WIDEST = "max-width: 100%; height: auto;"


def picture_html(picture: Picture, language: str) -> str:
    """Return a figure with its note and its words; or the reason why there is none.

    Examples
    --------
    >>> picture_html(Picture(alt="Nothing was recorded."), "en")
    '<p><em>Nothing was recorded.</em></p>'
    """
    alt = escape(picture.alt)
    if not picture.image:
        return f"<p><em>{alt}</em></p>"
    note = f"<p>{escape(picture.note)}</p>" if picture.note else ""
    words = explore_text("words", language)
    return (
        f'<img src="{picture.image}" alt="{alt}" style="{WIDEST}">{note}'
        f"<details><summary>{words}</summary><p>{alt}</p></details>"
    )


def pictures_html(pictures: dict[str, Picture], language: str) -> str:
    """Return figures below each other, each under its name."""
    return "\n".join(
        f"<h4>{escape(explore_text(figure, language))}</h4>{picture_html(picture, language)}"
        for figure, picture in pictures.items()
    )


def choice_html(
    title: str, chosen: Sequence[str], pictures: dict[str, Picture], language: str, name: str
) -> str:
    """Return all figures of a choice below each other.

    Parameters
    ----------
    title : str
        Of the study.
    chosen : sequence of str
        The choice in words, and what to know of it.
    pictures : dict of figure to Picture
    language : {"en", "nl"}
    name : str
        A class of the whole, by which the widgets can find it.
    """
    parts = [
        f'<section class="{name}" lang="{language}">',
        f"<p><strong>{escape(title)}</strong></p>",
        *(f"<p>{escape(text)}</p>" for text in chosen),
    ]
    return "\n".join([*parts, pictures_html(pictures, language), "</section>"])
