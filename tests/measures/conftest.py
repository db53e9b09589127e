"""Numbers that papers and other software print, where they are at hand."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

ORACLES = Path(__file__).parents[2].parent / "shared" / "oracles"


@dataclass(frozen=True)
class Oracles:
    """Published numbers by id, and the tables they belong to."""

    entries: dict[str, dict[str, Any]]

    def value(self, key: str) -> Any:
        return self.entries[key]["value"]

    def data(self, key: str) -> Any:
        return self.entries[key]["data"]

    def near(self, key: str) -> Any:
        """Return the published number with the tolerance of its printed digits."""
        return pytest.approx(self.value(key), abs=self.entries[key]["tol"])

    def table(self, name: str) -> pd.DataFrame:
        return pd.read_csv(ORACLES / "data" / name)


@pytest.fixture(scope="session")
def oracles() -> Oracles:
    if not ORACLES.exists():
        pytest.skip(f"the published numbers are not at {ORACLES}")
    entries = json.loads((ORACLES / "measures.json").read_text(encoding="utf-8"))
    return Oracles({entry["id"]: entry for entry in entries})
