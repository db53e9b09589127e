"""What all tests share: no window for figures, and the published numbers where they are at hand."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import matplotlib
import pandas as pd
import pytest

matplotlib.use("Agg")

ORACLES = Path(__file__).parents[1].parent / "shared" / "oracles"


@pytest.fixture(scope="session")
def published() -> Callable[[str], Any]:
    """Return a reader of files of published numbers: ``published("qap.json")`` or a CSV's table."""
    if not ORACLES.exists():
        pytest.skip(f"the published numbers are not at {ORACLES}")

    def read(name: str) -> Any:
        if name.endswith(".csv"):
            return pd.read_csv(ORACLES / "data" / name)
        return json.loads((ORACLES / name).read_text(encoding="utf-8"))

    return read
