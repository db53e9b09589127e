"""Settings of the documentation site: `python3 dev.py docs` builds it into docs/_build."""

import re
import sys
from pathlib import Path

DOCS = Path(__file__).parent
sys.path.insert(0, str(DOCS))

from make_pages import DUTCH_NOTEBOOKS, make_pages  # noqa: E402  (it lies in this folder)

from bridging.version import __version__  # noqa: E402

# pages whose text is Dutch, for voices that read them aloud
DUTCH = [f"nl/{page.stem}" for page in (DOCS / "nl").glob("*.md")]
DUTCH += [f"made/notebooks/{name}" for name in DUTCH_NOTEBOOKS]

project = "bridging"
author = "The bridging developers"
copyright = "The bridging developers"
version = release = __version__
language = "en"

extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "sphinx.ext.napoleon",
    "math_pictures",
]
exclude_patterns = ["_build", "templates", "Thumbs.db", ".DS_Store"]
nitpicky = True
# types in docstrings are words, as "array of shape (..., K, K)", and no names of classes
nitpick_ignore_regex = [("py:.*", ".*")]

# pages: Markdown whose code runs at each build; committed notebooks are shown as they are
myst_enable_extensions = ["dollarmath", "deflist", "colon_fence"]
myst_heading_anchors = 3
nb_execution_mode = "force"
nb_execution_excludepatterns = ["*.ipynb"]
nb_execution_timeout = 600
nb_execution_raise_on_error = True
nb_merge_streams = True
nb_ipywidgets_js = {}  # else they come from elsewhere
suppress_warnings = ["config.cache", "mystnb.unknown_mime_type"]

autosummary_generate = True
autodoc_typehints = "none"  # docstrings say what is asked, with shapes and units
autodoc_preserve_defaults = True
napoleon_google_docstring = False
napoleon_use_rtype = False

# the site asks nothing of any other host
html_math_renderer = "pictures"
html_theme = "furo"
html_title = f"bridging {__version__}"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_js_files = ["site.js"]
templates_path = ["templates"]
html_context = {"dutch": DUTCH}
html_show_search_summary = False  # else each page found is fetched, which files are not allowed to
html_copy_source = False
html_show_sourcelink = False
html_theme_options = {"top_of_page_buttons": []}
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"

make_pages(DOCS)


def link_sources(app, document, source):
    """Make the keys in the tables of measures links to the list of sources."""
    if document == "measures":
        rows = re.compile(r"(?:\| |<br>)([a-z]+\d{4}[a-z]?(?:[;, ]+[a-z]+\d{4}[a-z]?)*) \|$", re.M)
        key = re.compile(r"[a-z]+\d{4}[a-z]?")
        source[0] = rows.sub(
            lambda cell: key.sub(lambda found: f"[{found[0]}](#{found[0]})", cell[0]), source[0]
        )


def setup(app):
    """Add what settings can't say."""
    app.connect("source-read", link_sources)
