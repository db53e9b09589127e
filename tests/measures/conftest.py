"""Numbers that papers and other software print, where they are at hand."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import bridging as br
from bridging import Composition

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


@pytest.fixture
def classroom(oracles: Oracles) -> br.MixingMatrix:
    """Nominations among 13 girls and 13 boys."""
    nodes = oracles.table("netseg_classroom-vdb.csv").set_index("id")["gender"]
    assert nodes.value_counts().to_dict() == {"Boy": 13, "Girl": 13}
    edges = oracles.table("netseg_classroom-edb.csv")[["from", "to"]]
    return br.ContactGraph.from_edges(edges, {"gender": nodes.to_dict()}, directed=True).mixing()


@pytest.fixture
def mutual(oracles: Oracles) -> br.MixingMatrix:
    """The nominations of the classroom that are mutual, as contacts."""
    boys, between, girls = oracles.value("mix.classroom.mutual")
    return br.MixingMatrix([[2 * boys, between], [between, 2 * girls]], sizes=[13, 13])


@pytest.fixture(scope="session")
def nulls_and_bias(oracles: Oracles) -> dict[str, Any]:
    return json.loads((ORACLES / "nulls_and_bias.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def schools(oracles: Oracles) -> dict[str, Any]:
    """Pupils by school and race in 2000 and 2005, and the state and district of the schools."""
    found: dict[str, Any] = {}
    for year in ("00", "05"):
        long = oracles.table(f"segregation_schools{year}.csv")
        wide = long.pivot_table(
            index="school", columns="race", values="n", aggfunc="sum", fill_value=0
        )
        where = long.drop_duplicates("school").set_index("school").loc[wide.index]
        found[year] = Composition(wide.to_numpy(), wide.index, wide.columns)
        found[f"levels{year}"] = {level: list(where[level]) for level in ("state", "district")}
    return found


@pytest.fixture(scope="session")
def segregation_readme(oracles: Oracles) -> dict[str, Any]:
    return json.loads((ORACLES / "segregation_readme.json").read_text(encoding="utf-8"))
