"""Who is left out as a whole: families where they are known, else people."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from bridging.counting.coding import Coded
from bridging.records import Records
from bridging.structures.arrays import Ints


@dataclass(frozen=True, kw_only=True)
class Clusters:
    """The people that are left out together: the cluster of each person, and its name."""

    code: Ints
    names: tuple[Any, ...]
    families: bool

    @property
    def family(self) -> Ints | None:
        """The family of each person; None where no family is known."""
        return self.code if self.families else None


def find_clusters(records: Records, coded: Coded) -> Clusters:
    """Return the family of each person, or the person where no family is known."""
    table = records.tables["participants"]
    named = table[table["participant"].notna()]
    if "family" not in table or not named["family"].notna().any():
        people = coded.people
        return Clusters(code=np.arange(len(people)), names=people, families=False)
    family = named["family"].astype(object)
    own = [
        ("person", person) if pd.isna(name) else ("family", str(name))
        for person, name in zip(coded.people, family, strict=True)
    ]
    names = tuple(dict.fromkeys(own))
    place = {name: i for i, name in enumerate(names)}
    return Clusters(code=np.array([place[name] for name in own]), names=names, families=True)
