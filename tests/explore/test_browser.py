"""What is left of the explorer without widgets, opened in a browser."""

from pathlib import Path

import pytest

import bridging as br
from bridging.explore import Choice, explore

DOCS = Path(__file__).parents[2] / "docs"
PAGE = """<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>t</title></head>
<body><main><h1>1</h1><h2>2</h2><h3>3</h3>{body}</main></body></html>"""


@pytest.fixture
def checks(monkeypatch):
    """The modules of docs that open pages."""
    monkeypatch.syspath_prepend(str(DOCS))
    import browser
    import check_browser

    if browser.find_chromium() is None:
        pytest.skip("no Chromium on this machine")
    return check_browser


def test_the_static_page_is_read_by_everybody(checks, tmp_path):
    """No errors, nothing asked of another host, the rules of axe where they are, the keyboard."""
    for language, audience in (("nl", "team"), ("en", None)):
        found = explore(br.simulate.five_houses(), language=language, audience=audience)
        page = PAGE.format(language=language, body=found.to_html())
        (tmp_path / f"{language}.html").write_text(page, encoding="utf-8")
    assert checks.check_in_browser(tmp_path, checks.find_axe()) == []


def test_each_figure_is_drawn_by_the_browser(checks, tmp_path):
    from browser import Browser

    found = explore(br.simulate.five_houses(), audience="team")
    sizes = {}
    with Browser() as browser:
        for name, choice in (("all", None), ("one", Choice(line="ses", site="house-5"))):
            file = tmp_path / f"{name}.html"
            body = found.to_html(choice)
            file.write_text(PAGE.format(language="nl", body=body), encoding="utf-8")
            page = browser.open(file.as_uri())
            sizes[name] = page.run(
                "[...document.images].map(image => [image.naturalWidth, image.naturalHeight])"
            )
    for drawn in sizes.values():
        assert len(drawn) == 4 and all(width > 300 and height > 100 for width, height in drawn)
