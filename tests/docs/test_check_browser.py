"""What the check of the site in a browser finds: pages with one fault each, and one without.

The built site itself is checked by `python3 dev.py docs`.
"""

from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture
def checks(monkeypatch):
    """The modules of docs that open pages."""
    monkeypatch.syspath_prepend(str(DOCS))
    import browser
    import check_browser

    if browser.find_chromium() is None:
        pytest.skip("no Chromium on this machine")
    return check_browser


@pytest.fixture
def axe(checks):
    found = checks.find_axe()
    if found is None:
        pytest.skip("no axe-core: npm install --no-save axe-core")
    return found


def write(folder, body, name="index.html", head=""):
    text = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>t</title>{head}</head>'
    )
    text += f"<body><main><h1>A page</h1>{body}</main></body></html>"
    (folder / name).write_text(text, encoding="utf-8")


LINKS = '<a href="#a">first</a> <button>second</button> <a href="#c">third</a>'
TWO = '<a href="#a">first</a><a href="#b">second</a>'
RUN = "<script>{}</script>"


def test_a_page_without_faults_passes(checks, axe, tmp_path):
    write(tmp_path, f"{LINKS}<p>Words.</p>")
    assert checks.check_in_browser(tmp_path, axe) == []


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (RUN.format("console.error('it broke')"), "console: it broke"),
        (RUN.format("nothing.there()"), "console: ReferenceError: nothing is not defined"),
        ('<img src="http://127.0.0.1:9/p.png" alt="p">', "asked of another host: http://127.0.0.1:9/p.png"),
        ('<img src="nowhere.png" alt="p">', "console: not loaded: net::ERR_FILE_NOT_FOUND"),
        ('<a href="#a">a</a><a href="#b" tabindex="5">b</a>', "keyboard goes back to: <a href=\"#a\""),
        (f'{TWO}<style>a:focus {{ outline: none }}</style>', "focus can't be seen: <a href=\"#a\""),
        (
            TWO + RUN.format(
                "document.links[0].onkeydown = event => event.preventDefault()"
            ),
            "keyboard does not reach: <a href=\"#b\"",
        ),
    ],
)  # fmt: skip
def test_each_fault_is_named(checks, tmp_path, body, problem):
    write(tmp_path, body)
    found = checks.check_in_browser(tmp_path)
    assert any(text.startswith(f"index.html: {problem}") for text in found), found


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ('<img src="data:image/png;base64,AAAA">', "light, image-alt"),
        ('<p style="color: #bbb; background: white">pale</p>', "light, color-contrast"),
        (
            "<style>@media (prefers-color-scheme: dark) { p { color: #333; background: black } }"
            "</style><p>dark on dark</p>",
            "dark, color-contrast",
        ),
    ],
)
def test_the_rules_hold_on_a_light_and_a_dark_screen(checks, axe, tmp_path, body, problem):
    write(tmp_path, body)
    found = checks.check_in_browser(tmp_path, axe)
    assert any(text.startswith(f"index.html: {problem}") for text in found), found


def test_pages_of_single_functions_are_opened_and_no_more(checks, tmp_path):
    (tmp_path / "made" / "api").mkdir(parents=True)
    trap = '<a href="#a">a</a><a href="#b" tabindex="5">b</a>'
    write(tmp_path, trap + RUN.format("console.error('it broke')"), "made/api/bridging.x.html")
    assert checks.check_in_browser(tmp_path) == ["made/api/bridging.x.html: console: it broke"]


def test_a_search_that_finds_nothing_is_named(checks, tmp_path):
    write(tmp_path, '<div id="search-results"></div>', "search.html")
    found = checks.check_in_browser(tmp_path)
    assert found == [
        f"search.html: {word!r} does not lead to {page}" for word, page in checks.SEARCHED.items()
    ]


def test_many_faults_of_a_kind_are_named_shortly(checks):
    said = list(checks.shortened([f"console: {n}" for n in (1, 1, 2, 3, 4, 5)]))
    assert said == ["console: 1", "console: 2", "console: 3", "... and 2 more of this kind"]
