"""The page opened in a real browser."""

import shutil
import subprocess

import pytest

import bridging as br

CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")


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


@pytest.mark.parametrize(
    ("language", "question"), [("en", "Who meets?"), ("nl", "Wie ontmoet wie?")]
)
def test_the_sample_report_opens_without_errors(language, question, tmp_path):
    page = tmp_path / "report.html"
    br.report(br.simulate.five_houses(), page, language=language, n_resamples=19)
    shown, log = open_page(page, tmp_path / "profile", "--dump-dom")
    assert "CONSOLE" not in log
    assert f"3. {question}</h2>" in shown and "<figcaption>" in shown


def test_the_page_prints_and_has_a_picture(tmp_path):
    page, picture, printed = (tmp_path / name for name in ("r.html", "r.png", "r.pdf"))
    br.report(br.simulate.five_houses(), page, n_resamples=19)
    size = "--window-size=400,2000"
    open_page(page, tmp_path / "one", f"--screenshot={picture}", size)
    open_page(page, tmp_path / "two", "--no-pdf-header-footer", f"--print-to-pdf={printed}")
    assert picture.stat().st_size > 20_000
    assert printed.read_bytes().startswith(b"%PDF")
