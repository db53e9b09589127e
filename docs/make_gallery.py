"""The gallery: every figure on the sample study, with its question, its words and its code.

Figures stand in lists named `FIGURES` in docs/gallery_figures*.py, each of (name, question,
function). The function takes no argument, and returns the axes or the figure, or a pair of that and
its text alternative.
"""

import importlib
import inspect
from html import escape
from textwrap import dedent

HEAD = """# Gallery

Each figure answers one question. All are of the shipped sample study, whose places, people and
numbers are **made up**. Places stand in the order of the records, never in an order of merit. Every
figure takes `language="nl"`, and is meant to be read in grey print too.

The code under a figure draws it and puts it into words. It begins with

```python
from pathlib import Path

import bridging as br
from bridging.figures import *

ROOT = Path(".")  # the folder of the project
SAMPLE = ROOT / "data" / "sample" / "five-houses"
```
"""


def make_gallery(docs, made):
    """Draw the figures of every list there is, and write the page."""
    import matplotlib

    matplotlib.use("Agg")
    folder = made / "figures"
    folder.mkdir()
    parts = [HEAD]
    for file in sorted(docs.glob("gallery_figures*.py")):
        for name, question, function in importlib.import_module(file.stem).FIGURES:
            parts.append(show(name, question, function, folder))
    (made / "gallery.md").write_text("\n".join(parts), encoding="utf-8")


def show(name, question, function, folder):
    """Draw one figure into the folder, and return its part of the page."""
    import matplotlib.pyplot as plt

    drawn = function()
    drawn, words = drawn if isinstance(drawn, tuple) else (drawn, "")
    first = next(iter(drawn.flat)) if hasattr(drawn, "flat") else drawn  # of several axes
    figure = getattr(first, "figure", None) or first
    file = folder / f"{'-'.join(name.lower().split())}.png"
    figure.savefig(file, dpi=130, metadata={"Software": None})
    plt.close("all")
    words = " ".join((words or f"{name}: {question}").split())
    return "\n".join(
        [
            f"## {name}",
            "",
            f"*{question}*",
            "",
            f"```{{image}} figures/{file.name}",
            f":alt: {words}",
            "```",
            "",
            f"<details><summary>In words</summary><p>{escape(words)}</p></details>",
            "",
            "```python",
            dedent(inspect.getsource(function)).strip(),
            "```",
            "",
        ]
    )
