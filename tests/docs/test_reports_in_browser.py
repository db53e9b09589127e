"""Reports in both languages and for both audiences, as a browser, a keyboard and a voice meet them."""

import csv
import time
from pathlib import Path

import pytest

import bridging as br

DOCS = Path(__file__).parents[2] / "docs"
CELLS = """(() => {
  const link = document.querySelector("a[download]");
  const tables = [...document.querySelectorAll("table")].filter(
    table => table.compareDocumentPosition(link) & Node.DOCUMENT_POSITION_FOLLOWING);
  link.click();
  return [link.download, [...tables.at(-1).rows].map(
    row => [...row.cells].map(cell => cell.innerText.trim()))];
})()"""


@pytest.fixture
def checks(monkeypatch):
    """The modules of docs that open pages."""
    monkeypatch.syspath_prepend(str(DOCS))
    import browser
    import check_browser

    if browser.find_chromium() is None:
        pytest.skip("no Chromium on this machine")
    return check_browser


@pytest.mark.parametrize("audience", ["team", "publication"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_report_is_read_by_everybody(checks, language, audience, tmp_path):
    """Nothing on the console or from another host; the order of the keyboard; axe, light and dark."""
    page = tmp_path / "report.html"
    study = br.simulate.five_houses()
    br.report(study, page, language=language, audience=audience, n_resamples=19)
    assert checks.check_in_browser(tmp_path, checks.find_axe()) == []


def test_a_table_is_downloaded_as_it_stands(checks, tmp_path):
    from browser import Browser

    page = tmp_path / "report.html"
    br.report(br.simulate.five_houses(), page, language="en", audience="team", n_resamples=19)
    with Browser() as browser:
        shown = browser.open(page.as_uri())
        behaviour = {"behavior": "allow", "downloadPath": str(tmp_path)}
        browser.call("Browser.setDownloadBehavior", **behaviour)
        name, table = shown.run(CELLS)
        until = time.monotonic() + 30
        while not (tmp_path / name).exists() and time.monotonic() < until:
            shown.listen(0.1)
        assert shown.said == [] and shown.asked == []
    with (tmp_path / name).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) == len(table) > 2
    assert rows == table
