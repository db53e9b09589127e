"""The page opened in a real browser, and held against the rules of accessibility."""

import html
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

import bridging as br

CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
RUN = """<script>axe.run(document, {resultTypes: ["violations", "incomplete"]}).then(found => {
  const told = document.createElement("pre");
  told.id = "axe-found";
  told.textContent = JSON.stringify(["violations", "incomplete"].flatMap(kind => found[kind].map(
    rule => [kind, rule.id, rule.nodes.slice(0, 3).map(node => node.html.slice(0, 200))])));
  document.body.append(told);
});</script></body>"""


def axe_script():
    """Where the rules of axe-core lie: named by AXE_CORE, or in a node_modules folder."""
    named = os.environ.get("AXE_CORE")
    root = Path(__file__).parents[2]
    places = [root / "node_modules", Path("/usr/lib/node_modules"), Path("/usr/share/nodejs")]
    found = [Path(named)] if named else []
    found += [place / "axe-core" / "axe.min.js" for place in places]
    return next((path for path in found if path.is_file()), None)


def open_page(path, folder, *options):
    """Open a page headless; return what the browser wrote to its two outputs."""
    command = [
        CHROMIUM,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--enable-logging=stderr",
        "--v=0",
        f"--user-data-dir={folder}",
        *options,
        path.as_uri(),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    return done.stdout, done.stderr


TALLIES = {
    "tallies_present": {"line": ["g"] * 2, "group": ["a", "b"], "present": [14, 13]},
    "tallies_contacts": {
        "line": ["g"] * 3, "group_a": list("aab"), "group_b": list("abb"), "contacts": [15, 13, 12],
    },
}  # fmt: skip
STUDIES = {
    "five houses": br.simulate.five_houses,
    "southern women": br.simulate.southern_women,
    "tallies": lambda: br.Study.from_frames(**TALLIES, lines={"g": ["a", "b"]}),
}


@pytest.mark.parametrize(
    ("language", "question"), [("en", "Who meets?"), ("nl", "Wie ontmoet wie?")]
)
def test_the_sample_report_opens_without_errors(language, question, tmp_path):
    page = tmp_path / "report.html"
    br.report(br.simulate.five_houses(), page, language=language, n_resamples=19)
    shown, log = open_page(page, tmp_path / "profile", "--dump-dom")
    assert "CONSOLE" not in log
    assert f"<bdi>{question}</bdi></h3>" in shown and "<figcaption>" in shown


def test_the_page_prints_and_has_a_picture(tmp_path):
    page, picture, printed = (tmp_path / name for name in ("r.html", "r.png", "r.pdf"))
    br.report(br.simulate.five_houses(), page, n_resamples=19)
    size = "--window-size=400,2000"
    open_page(page, tmp_path / "one", f"--screenshot={picture}", size)
    open_page(page, tmp_path / "two", "--no-pdf-header-footer", f"--print-to-pdf={printed}")
    assert picture.stat().st_size > 20_000
    assert printed.read_bytes().startswith(b"%PDF")


@pytest.mark.skipif(axe_script() is None, reason="no axe-core: npm install --no-save axe-core")
@pytest.mark.parametrize("audience", ["team", "publication"])
@pytest.mark.parametrize("name", STUDIES)
def test_the_rules_of_axe_hold(name, audience, tmp_path):
    page = tmp_path / "report.html"
    br.report(STUDIES[name](), page, audience=audience, n_resamples=19)
    script = axe_script().read_text(encoding="utf-8").replace("</script", "<\\/script")
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("</body>", f"<script>{script}</script>{RUN}"), encoding="utf-8")
    shown, _ = open_page(
        page, tmp_path / "profile", "--virtual-time-budget=20000", "--window-size=1200,900",
        "--dump-dom",
    )  # fmt: skip
    found = re.search(r'<pre id="axe-found">(.*?)</pre>', shown, re.DOTALL)
    assert found is not None, "the rules did not run"
    assert json.loads(html.unescape(found[1])) == []
