"""Arrivals, departures and durations as minutes, read as records read them."""

from typing import Any

import numpy as np

from bridging.counting.engines import Engine, Frame
from bridging.counting.engines.engine import mapped
from bridging.structures.arrays import Floats

A_DAY = 24 * 60
ENDS = ("arrival", "departure")


def plain_minutes(name: str, kind: Any) -> Any:
    """Return a column of numbers, or of durations as their minutes."""
    import narwhals as nw

    column = nw.col(name)
    if kind == nw.Duration:
        return column.dt.total_microseconds().cast(nw.Float64) / 60e6
    return column


def with_times(engine: Engine, frame: Frame) -> tuple[Frame, list[str]]:
    """Add `arrival_minutes` and `departure_minutes` to visits; also return which were added.

    Times that can't be are missing: negative or endless ones, and both where a departure is before
    the arrival. They compare within a session (`at`) alone.

    Parameters
    ----------
    engine : Engine
    frame : Frame
        With `at`, and `arrival` and `departure` where they are known.
    """
    there = frame.collect_schema().names()
    names = [name for name in ENDS if name in there]
    with_day: set[bool] = set()

    def minutes(values: Any) -> Floats:
        clock, day = _clock_and_day(values)
        with_day.update((~np.isnan(day[~np.isnan(clock)])).tolist())
        return clock + np.nan_to_num(day) * A_DAY

    for name in names:
        frame = _as_cells(frame, name)
        frame = mapped(engine, frame, name, minutes, f"{name}_minutes")
    if len(with_day) == 2:  # those without a day are of the first day of their session
        frame = _since_first_day(engine, frame, names)
    if len(names) == 2:
        frame = _without_early_departures(frame)
    return frame, [f"{name}_minutes" for name in names]


def _as_cells(frame: Frame, name: str) -> Frame:
    """Return times of which each can be written: durations as minutes, nothing endless."""
    import narwhals as nw

    kind = frame.collect_schema()[name]
    if kind == nw.Duration:
        return frame.with_columns(plain_minutes(name, kind).alias(name))
    if kind.is_float():
        number, endless = nw.col(name), float("inf")
        inside = (number > -endless) & (number < endless)
        return frame.with_columns(nw.when(inside).then(number).alias(name))
    return frame


def _clock_and_day(values: Any) -> tuple[Floats, Floats]:
    """Read times of day and moments: minutes, and the day (since 1970) where there is one."""
    from bridging.records.values import read_clock

    known = np.array([value is not None for value in values], dtype=bool)
    clock, day = np.full(len(values), np.nan), np.full(len(values), np.nan)
    if known.any():
        minutes, days, _, _ = read_clock(values[known])
        since = days.astype("datetime64[D]").astype("int64").astype(float)
        clock[known] = np.where(minutes < 0, np.nan, minutes)
        day[known] = np.where(np.isnat(days), np.nan, since)
    return clock, day


def _since_first_day(engine: Engine, frame: Frame, names: list[str]) -> Frame:
    """Count minutes from the first midnight of a session where a day is known."""
    import narwhals as nw

    for name in names:
        frame = mapped(engine, frame, name, lambda v: _clock_and_day(v)[1], f"{name}_day")
    days = [frame.select("at", nw.col(f"{name}_day").alias("first_day")) for name in names]
    known = ~(nw.col("first_day").is_null() | nw.col("first_day").is_nan())
    first = nw.concat(days).filter(known).group_by("at").agg(nw.col("first_day").min())
    frame = frame.join(first, on="at", how="left")
    for name in names:
        minutes, day = nw.col(f"{name}_minutes"), nw.col(f"{name}_day")
        dated = ~(day.is_null() | day.is_nan())
        since = nw.when(dated).then(minutes - nw.col("first_day") * A_DAY).otherwise(minutes)
        frame = frame.with_columns(since.alias(f"{name}_minutes"))
    return frame


def _without_early_departures(frame: Frame) -> Frame:
    """Take both times as missing where a departure is before the arrival."""
    import narwhals as nw

    arrival, departure = (nw.col(f"{name}_minutes") for name in ENDS)
    known = ~(arrival.is_null() | arrival.is_nan() | departure.is_null() | departure.is_nan())
    early = (known & (departure < arrival)).fill_null(False)
    missing = nw.lit(None).cast(nw.Float64)
    return frame.with_columns(
        *[nw.when(early).then(missing).otherwise(nw.col(f"{name}_minutes")).alias(f"{name}_minutes")
          for name in ENDS]
    )  # fmt: skip
