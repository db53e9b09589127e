"""Studies to draw again: untidy records with families, companies, unknown groups and staff."""

import numpy as np
import pandas as pd
import pytest

import bridging as br


@pytest.fixture
def untidy():
    """Return a maker of studies."""

    def make(seed, people=12, sessions=7, families=True, times=False):
        rng = np.random.default_rng(seed)
        names = [f"p{i}" for i in range(people)]
        participants = pd.DataFrame(
            {
                "participant": names,
                "role": ["staff" if i == 0 else None for i in range(people)],
                "origin": rng.choice(["a", "b", "c", "?"], people, p=[0.4, 0.3, 0.2, 0.1]),
            }
        )
        if families:
            participants["family"] = [f"f{i // 2}" if i % 3 else None for i in range(people)]
        attendance, encounters = [], []
        for s in range(sessions):
            here = rng.permutation(people)[: rng.integers(5, people)]
            for p, c in zip(here, rng.integers(0, 4, len(here)), strict=True):
                row = {
                    "participant": names[p],
                    "session": f"s{s}",
                    "company": f"c{c}" if c else None,
                }
                if times:
                    start = int(rng.integers(0, 60))
                    row |= {"arrival": start, "departure": start + int(rng.integers(5, 60))}
                attendance.append(row)
            for _ in range(rng.integers(2, 9)):
                source, target = rng.permutation(here)[:2]
                encounters.append({"source": names[source], "target": names[target],
                                   "session": f"s{s}", "minutes": int(rng.integers(1, 9))})  # fmt: skip
        return {
            "participants": participants,
            "sessions": pd.DataFrame({"session": [f"s{s}" for s in range(sessions)],
                                      "site": ["x" if s % 2 else "y" for s in range(sessions)]}),
            "attendance": pd.DataFrame(attendance),
            "encounters": pd.DataFrame(encounters),
        }  # fmt: skip

    return make


@pytest.fixture
def study_of():
    """Return a maker of a study from frames."""

    def make(frames):
        return br.Study.from_frames(
            **frames,
            lines={"origin": {"groups": ["a", "b", "c"], "unknown": ["?"]}},
            roles={"staff": ["staff"]},
        )

    return make
