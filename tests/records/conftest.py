"""Studies small enough to check by eye, and how problems are looked at."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from bridging.records import Records, from_frames, read_folder

Frames = dict[str, pd.DataFrame]

IDS = ("anna-1", "bilal-2", "carla-3", "dries-4")


@pytest.fixture
def frames() -> Frames:
    """Four people of two groups, three sessions, four contacts."""
    a, b, c, d = IDS
    return {
        "participants": pd.DataFrame({"participant": IDS, "origin": ["north"] * 2 + ["south"] * 2}),
        "sessions": pd.DataFrame({"session": ["s1", "s2", "s3"], "site": ["house"] * 3}),
        "attendance": pd.DataFrame(
            {
                "participant": [a, b, c, d, a, b, c, d],
                "session": ["s1"] * 4 + ["s2"] * 2 + ["s3"] * 2,
            }
        ),
        "encounters": pd.DataFrame(
            {
                "source": [a, a, a, c],
                "target": [c, b, b, d],
                "session": ["s1", "s1", "s2", "s3"],
                "minutes": [5.0, 2.5, 10.0, 1.0],
            }
        ),
    }


@pytest.fixture
def read(frames: Frames) -> Callable[..., Records]:
    """Read the small study with some tables replaced (None leaves one out)."""

    def with_tables(lines: Any = None, roles: Any = None, **tables: Any) -> Records:
        lines = {"origin": ["north", "south"]} if lines is None else lines
        return from_frames({**frames, **tables}, lines=lines, roles=roles)

    return with_tables


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """Write files into a folder; text is written as UTF-8, bytes as they are."""

    def with_files(settings: str | None = "", **files: str | bytes) -> Path:
        if settings is not None:
            (tmp_path / "study.toml").write_text(settings, encoding="utf-8")
        for name, content in files.items():
            file = tmp_path / (name if "." in name else f"{name}.csv")
            file.write_bytes(content.encode() if isinstance(content, str) else content)
        return tmp_path

    return with_files


@pytest.fixture
def read_files(folder: Callable[..., Path]) -> Callable[..., Records]:
    """Write files into a folder and read it."""

    def with_files(settings: str | None = "", **files: str | bytes) -> Records:
        return read_folder(folder(settings, **files))

    return with_files


@pytest.fixture
def told() -> Callable[..., list[str]]:
    """Write the problems of a study as lines, to compare with what people should read."""

    def as_lines(records: Records, *severities: str) -> list[str]:
        problems = records.problems
        if severities:
            problems = problems[problems["severity"].isin(severities)]
        return [
            f"{p['severity']} | {p['table']} | {p['rows']} | {p['column']} | {p['problem']} | {p['hint']}"
            for p in problems.to_dict("records")
        ]

    return as_lines
