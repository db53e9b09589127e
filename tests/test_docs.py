"""What the documentation says is what the code has."""

import re
import runpy
from pathlib import Path

from bridging.measures import all_measures

ROOT = Path(__file__).parents[1]


def test_the_tables_are_those_of_the_records():
    made = runpy.run_path(str(ROOT / "docs" / "make_tables.py"))
    assert made["stale"]() == [], "run python docs/make_tables.py"


def test_every_source_is_in_the_bibliography():
    keys = set(re.findall(r"@\w+\{([^,]+),", (ROOT / "docs/references.bib").read_text("utf-8")))
    from bridging.nulls import all_nulls

    used = {k for m in all_measures() for k in re.split(r"[;, ]+", m.source)}
    used |= {null.source for null in all_nulls()}
    assert used <= keys


def test_deviations_name_tests_that_exist():
    text = (ROOT / "docs" / "deviations.md").read_text("utf-8")
    files = set(re.findall(r"`(tests/[\w/]+\.py)", text))
    assert files
    assert all((ROOT / name).exists() for name in files)


def test_the_readme_runs():
    """The Python of the README, from the first import to the last line, in the project's folder."""
    import os

    import matplotlib

    matplotlib.use("Agg")
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.S)
    here, space = Path.cwd(), {}
    try:
        os.chdir(ROOT)
        for block in blocks:
            block = re.sub(r'br\.report\(study, "report\.html".*\)', "pass", block)
            exec(compile(block, "README.md", "exec"), space)
    finally:
        os.chdir(here)
    assert "study" in space
