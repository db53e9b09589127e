"""What the documentation says is what the code has."""

import re
import runpy
from pathlib import Path

from bridging.measures import all_measures

ROOT = Path(__file__).parents[1]


def test_the_tables_are_those_of_the_records(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
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


def test_the_data_page_has_every_column_and_dutch_name():
    from bridging.records.schema import TABLES

    text = (ROOT / "docs" / "data.md").read_text("utf-8")
    for table in TABLES.values():
        part = text.split(f"## {table.name}\n")[1].split("\n## ")[0]
        for column in table.columns:
            for name in (column.name, *column.aliases):
                assert f"`{name}`" in part, (table.name, name)


def test_the_examples_of_the_readme_are_records_without_problems(tmp_path):
    import bridging as br

    blocks = re.findall(r"```csv\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.S)
    assert len(blocks) == 2 and all(len(block.splitlines()) == 5 for block in blocks)
    for name, block in zip(("attendance", "encounters"), blocks, strict=True):
        (tmp_path / f"{name}.csv").write_text(block, encoding="utf-8")
    people = "participant,origin\np01,BE\np02,x\np03,\n"
    (tmp_path / "participants.csv").write_text(people, encoding="utf-8")
    (tmp_path / "study.toml").write_text('[lines.origin]\ngroups = ["BE", "x"]\n', encoding="utf-8")
    study = br.read_study(tmp_path)
    assert study.problems().empty
    assert study.mixing("origin").contacts.sum() == 2


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
