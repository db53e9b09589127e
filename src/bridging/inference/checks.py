"""Checks of the numbers and options that functions of inference are given."""

from typing import Any

import numpy as np

from bridging.errors import DataError, OptionError
from bridging.structures.arrays import Floats


def as_floats(name: str, values: Any) -> Floats:
    """Return numbers as an array of float; NaN and negative numbers are left to the caller.

    Raises
    ------
    DataError
        Text, complex numbers, dates, or rows of different lengths.

    Examples
    --------
    >>> as_floats("p", [0.5, 1]).tolist()
    [0.5, 1.0]
    """
    try:
        raw = np.asarray(values)
        if raw.dtype.kind not in "biufO" or any(
            isinstance(value, str) for value in (raw.flat if raw.dtype == object else ())
        ):
            raise TypeError("text, dates or complex numbers")
        return np.array(raw, dtype=np.float64)
    except (TypeError, ValueError, OverflowError):
        raise DataError(f"`{name}` must hold numbers only, in rows of the same length.") from None


def check_whole(name: str, value: object, least: int) -> None:
    """Refuse what is not a whole number from `least`."""
    whole = isinstance(value, int | np.integer) and not isinstance(value, bool)
    if not whole or value < least:  # type: ignore[operator]
        raise OptionError(f"`{name}` must be a whole number from {least}, not {value!r}.")


def check_number(name: str, value: object, least: float = 0.0, most: float = np.inf) -> None:
    """Refuse what is not a number from `least` to `most`.

    Examples
    --------
    >>> check_number("hits", 2.5)
    """
    number = isinstance(value, int | float | np.number) and not isinstance(value, bool)
    if not number or not least <= value <= most:  # type: ignore[operator]
        kind = "share" if (least, most) == (0, 1) else "number"
        wanted = f"from {least:g}" + ("" if np.isinf(most) else f" to {most:g}")
        raise OptionError(f"`{name}` must be a {kind} {wanted}, not {value!r}.")


def check_level(name: str, level: object) -> None:
    """Refuse what is not a confidence level."""
    number = isinstance(level, int | float | np.number) and not isinstance(level, bool)
    if not number or not 0 < level < 1:  # type: ignore[operator]
        raise OptionError(f"`{name}` must be between 0 and 1, not {level!r}. Use 0.95 for 95 %.")
