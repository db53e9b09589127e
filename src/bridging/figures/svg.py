"""Figures as SVG text, the same bytes every time."""

import warnings
from base64 import b64encode
from io import BytesIO
from typing import Any

SETTINGS: Any = {"svg.hashsalt": "bridging", "svg.fonttype": "none"}
NO_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}


def to_svg(figure: Any) -> str:
    """Return a figure (or the figure of axes) as SVG, without dates or random names.

    Text stays text, so that a browser shapes scripts which matplotlib can't.
    """
    import matplotlib as mpl

    figure = getattr(figure, "figure", None) or figure
    buffer = BytesIO()
    with mpl.rc_context(SETTINGS), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        warnings.filterwarnings("ignore", message="Matplotlib currently does not support")
        figure.savefig(buffer, format="svg", metadata=NO_METADATA)
    return buffer.getvalue().decode("utf-8")


def to_data_uri(figure: Any) -> str:
    """Return a figure as a ``data:`` address for an HTML image."""
    encoded = b64encode(to_svg(figure).encode("utf-8")).decode("ascii")
    return f"data:image/svg+xml;base64,{encoded}"
