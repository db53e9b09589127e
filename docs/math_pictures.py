"""Formulas as pictures inside the page, drawn by matplotlib: nothing to download, nothing to install.

A Sphinx extension with the HTML math renderer ``pictures``. Each formula becomes one `svg` path in
the colour of the text, with its LaTeX as the text alternative.
"""

import re
from functools import cache
from html import escape

from docutils import nodes
from matplotlib.font_manager import FontProperties
from matplotlib.mathtext import MathTextParser
from matplotlib.textpath import TextPath

SIZE = 100  # units of a drawing for one em

# what LaTeX allows and matplotlib does not know, as it knows it
SPELLINGS = (
    (r"\\ge(?![a-z])", r"\\geq"),
    (r"\\le(?![a-z])", r"\\leq"),
    (r"\\ne(?![a-z])", r"\\neq"),
    (r"\\[bB]igg?l(?![a-z])", r"\\left"),
    (r"\\[bB]igg?r(?![a-z])", r"\\right"),
    (r"\\frac(\w)(\w)", r"\\frac{\1}{\2}"),
    (r"\\[td]?frac(?![a-z])", r"\\dfrac"),  # small letters are hard to read
    (r"(\\sum(?:_\w|_\{[^{}]*\}|\^\w|\^\{[^{}]*\})+)", r"\1\\,"),  # else it touches what follows
)


def respell(latex):
    """Write a formula so that matplotlib can draw it."""
    for pattern, spelling in SPELLINGS:
        latex = re.sub(pattern, spelling, latex)
    return " ".join(latex.split())


@cache
def draw(latex):
    """Return a formula as an `svg` element that stands on the line of the text."""
    text = f"${respell(latex)}$"
    font = FontProperties(size=SIZE, math_fontfamily="cm")
    width, height, depth, *_ = MathTextParser("path").parse(text, prop=font)
    path = TextPath((0, 0), text, size=SIZE, prop=font)
    data = "".join(_piece(points, code) for points, code in path.iter_segments(curves=True))
    said = escape(latex, quote=True)
    return (
        f'<svg class="formula" role="img" aria-label="{said}" '
        f'viewBox="0 {depth - height:.0f} {width:.0f} {height:.0f}" '
        f'style="width:{width / SIZE:.2f}em;height:{height / SIZE:.2f}em;'
        f'vertical-align:{-depth / SIZE:.2f}em">'
        f'<path fill="currentColor" d="{data}"/></svg>'
    )


def _piece(points, code):
    """Write one step of a path; the page's y axis points down."""
    letter = {1: "M", 2: "L", 3: "Q", 4: "C"}.get(int(code), "Z")
    if letter == "Z":
        return letter
    return letter + " ".join(
        f"{value if k % 2 == 0 else -value:.0f}" for k, value in enumerate(points)
    )


def visit_inline(self, node):
    """Write a formula within a sentence."""
    self.body.append(draw(node.astext()))
    raise nodes.SkipNode


def visit_block(self, node):
    """Write a formula on a line of its own."""
    self.body.append(f'<div class="formula-block">{draw(node.astext())}</div>\n')
    raise nodes.SkipNode


def setup(app):
    """Register the renderer."""
    app.add_html_math_renderer("pictures", (visit_inline, None), (visit_block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
