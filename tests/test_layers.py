"""Imports point to what stands higher in the house, never back."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "bridging"

# from the ground up; a module may import from its own layer and from those before it
LAYERS = [
    "version",
    "errors",
    "words",
    "structures",
    "measures",
    "nulls",
    "inference",
    "results",
    "records",
    "forms",
    "counting",
    "study",
    "opened",
    "archive",
    "privacy",
    "anonymity",
    "pseudonyms",
    "estimators",
    "estimate",
    "tabulate",
    "analyses",
    "cases",
    "simulate",
    "planning",
    "figures",
    "explore",
    "report",
    "cli",
    "__main__",
]
# the numbers and the records know nothing of each other; they meet in counting
NUMBERS = {"structures", "measures", "nulls", "inference", "results"}
# inside functions, results may show themselves
SHOWING = {
    ("results", "figures"),
    ("results", "words"),
    ("results", "report"),
    ("analyses", "figures"),
    ("study", "opened"),  # lazy tables make an opened study
}


def imports(tree):
    """Yield (imported module, whether it stands at the top of the file)."""
    top = set(map(id, tree.body))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, id(node) in top
        elif isinstance(node, ast.Import):
            for name in node.names:
                yield name.name, id(node) in top


def layer_of(module):
    parts = module.split(".")
    return parts[1] if parts[0] == "bridging" and len(parts) > 1 else None


def files():
    return sorted(p for p in SOURCE.rglob("*.py") if p != SOURCE / "__init__.py")


@pytest.mark.parametrize("path", files(), ids=lambda p: str(p.relative_to(SOURCE)))
def test_imports_go_one_way(path):
    own = path.relative_to(SOURCE).parts[0].removesuffix(".py")
    assert own in LAYERS, f"{own} has no place in the house"
    for module, top in imports(ast.parse(path.read_text(encoding="utf-8"))):
        other = layer_of(module)
        if other is None:
            assert module != "bridging", f"{path.name} imports the whole package"
            continue
        if (own, other) in SHOWING and not top:
            continue
        assert LAYERS.index(other) <= LAYERS.index(own), f"{path.name} imports {module}"
        if own == "records":
            assert other not in NUMBERS, f"{path.name} imports {module}"


def test_no_circle_and_no_heavy_import():
    code = (
        "import sys, bridging; heavy = [m for m in "
        "('statsmodels', 'scipy.stats', 'matplotlib', 'openpyxl', 'duckdb', 'jinja2') "
        "if m in sys.modules]; print(heavy)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def seconds_to_import(names):
    """Time an import in a fresh interpreter that may write bytecode."""
    code = f"import time; t = time.perf_counter(); import {names}; print(time.perf_counter() - t)"
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    return float(done.stdout)


def test_the_import_is_quick():
    """Under 0.7 s, or (on a busy or slow machine) little more than the libraries it stands on."""
    ours, theirs = [], []
    for _ in range(5):
        theirs.append(seconds_to_import("numpy, pandas, scipy.sparse, networkx"))
        ours.append(seconds_to_import("bridging"))
    assert min(ours) < max(0.7, 1.4 * min(theirs))


def test_public_names_exist():
    import bridging as br

    for name in br.__all__:
        assert hasattr(br, name)
