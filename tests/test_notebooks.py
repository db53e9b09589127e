"""Every notebook runs from top to bottom, and prints what it shows.

Where numbers changed on purpose, `python notebooks/run.py` writes the notebooks anew; read the words
around them again then.
"""

import importlib.util
import json
import re
from pathlib import Path

import nbformat
import pytest

FOLDER = Path(__file__).parents[1] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
TRANSLATED = {"01_first_look": "01_eerste_blik", "02_five_cases": "02_vijf_huizen"}
VERSION = re.compile(r"bridging \d+\.\d+\S*")


@pytest.fixture(scope="module")
def run():
    """Return the function that runs a notebook."""
    spec = importlib.util.spec_from_file_location("run_notebooks", FOLDER / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.run


def read(path):
    return nbformat.read(path, as_version=4)


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def printed(cell, name="stdout"):
    parts = [o.text for o in cell.outputs if o.output_type == "stream" and o.name == name]
    return VERSION.sub("bridging", "".join(parts))


def has_figure(cell):
    return any("image/png" in output.get("data", {}) for output in cell.outputs)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_runs_and_prints_what_it_shows(path, run):
    made = run(path)
    for before, after in zip(code_cells(read(path)), code_cells(made), strict=True):
        assert not [o for o in after.outputs if o.output_type == "error"]
        assert printed(after, "stderr") == ""
        assert has_figure(after) == has_figure(before)
        if "varies" not in before.metadata.get("tags", []):
            assert printed(after) == printed(before)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_asks_draws_and_answers(path):
    notebook = read(path)
    cells = code_cells(notebook)
    words = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    assert any(asked in words[0] for asked in ("**Question:", "**Vraag:"))
    assert any(answer in words[-1] for answer in ("## Answer", "## Antwoord"))
    assert "synthe" in words[0] or path.stem == "05_choose_a_measure"
    assert any(has_figure(cell) for cell in cells)
    assert all(printed(cell) for cell in cells if has_figure(cell)), "a figure without words"
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_names_no_machine_and_asks_no_other_host(path):
    notebook = read(path)
    assert notebook.metadata["language_info"] == {"name": "python"}
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert all(set(cell.metadata) <= {"tags"} for cell in notebook.cells)
    outputs = json.dumps([cell.outputs for cell in code_cells(notebook)])
    assert not re.search(r"/(tmp|home|work|root|Users|var)/|[A-Z]:\\\\", outputs)
    assert "<script" not in outputs and "https://" not in outputs


@pytest.mark.parametrize(("english", "dutch"), TRANSLATED.items())
def test_a_translation_draws_the_same_figures(english, dutch):
    drawn = [
        re.findall(
            r"\bplot\w*\(|\.plot\(", "\n".join(cell.source for cell in code_cells(read(path)))
        )
        for path in (FOLDER / f"{english}.ipynb", FOLDER / f"{dutch}.ipynb")
    ]
    assert drawn[0] == drawn[1]


def test_there_are_notebooks():
    assert len(NOTEBOOKS) >= 8
