import numpy as np
import pandas as pd
import pytest

import bridging as br


def make_frames(seed, people=12, sessions=8, times=False, meetings=True):
    """Untidy records: families, companies, unknown groups, staff, absent people, big meetings."""
    rng = np.random.default_rng(seed)
    names = [f"p{i}" for i in range(people)]
    participants = pd.DataFrame(
        {
            "participant": names,
            "family": [f"f{i // 2}" if i % 3 else None for i in range(people)],
            "role": ["staff" if i == 0 else None for i in range(people)],
            "origin": rng.choice(["a", "b", "c", "?"], people, p=[0.4, 0.3, 0.2, 0.1]),
            "area": rng.choice(["north", "south"], people),
        }
    )
    attendance, encounters, number = [], [], 0
    for s in range(sessions):
        here = rng.permutation(people)[: rng.integers(4, people)]
        company = rng.integers(0, 4, len(here))
        for p, c in zip(here, company, strict=True):
            row = {"participant": names[p], "session": f"s{s}", "company": f"c{c}" if c else None}
            if times:
                start = int(rng.integers(0, 60))
                row |= {"arrival": start, "departure": start + int(rng.integers(5, 60))}
            attendance.append(row)
        for _ in range(rng.integers(1, 9)):
            size = int(rng.integers(2, 5)) if meetings else 2
            who = (
                rng.permutation(people)[:size]
                if rng.random() < 0.2
                else rng.permutation(here)[:size]
            )
            for p in who:
                encounters.append(
                    {
                        "encounter": f"e{number}",
                        "participant": names[p],
                        "session": f"s{s}",
                        "minutes": 1 + number % 7,
                        "form": ["talk", "greeting"][number % 2],
                    }
                )
            number += 1
    table = pd.DataFrame({"session": [f"s{s}" for s in range(sessions)]})
    table["site"] = ["x" if s % 2 else "y" for s in range(sessions)]
    return {
        "participants": participants,
        "sessions": table,
        "attendance": pd.DataFrame(attendance),
        "encounters": pd.DataFrame(encounters),
    }


def make_study(frames, **options):
    return br.Study.from_frames(
        **frames,
        lines={"origin": {"groups": ["a", "b", "c"], "unknown": ["?"]}},
        roles={"staff": ["staff"]},
        **options,
    )


@pytest.fixture
def frames_of():
    return make_frames


@pytest.fixture
def study_of():
    return make_study
