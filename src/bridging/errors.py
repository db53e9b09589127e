"""Error and warning classes, and how messages are worded.

A message is one sentence with *must* or *can't*, then what was received, then one hint. Values of
people's records never appear in a message; row numbers do.
"""

from collections.abc import Iterable
from difflib import get_close_matches


class BridgingError(Exception):
    """Base class of every error this package raises on purpose."""


class OptionError(BridgingError, ValueError):
    """An argument has a value that is not allowed."""


class DataError(BridgingError, ValueError):
    """Data can't be used as they are."""


class StudyError(DataError):
    """A study, or a table of it, can't be read."""


class UnknownNameError(BridgingError, KeyError):
    """A name (of a line, measure, site, column) is not known."""

    def __str__(self) -> str:
        """Show the message plainly, where KeyError would quote it."""
        return str(self.args[0]) if self.args else ""


class EngineError(BridgingError, RuntimeError):
    """Records can't be counted where they are: memory or disk ran out, or a file or worker is gone."""


class OutputError(BridgingError, OSError):
    """An output file can't be written."""


class BridgingWarning(UserWarning):
    """Base class of every warning this package gives."""


class ProblemsWarning(BridgingWarning):
    """Some rows of a study can't be used for what is asked."""


def listed(values: Iterable[object], most: int = 8) -> str:
    """Write allowed values for a message: the first eight, and how many more there are."""
    names = [repr(value) for value in values]
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most} more"


def suggestion(name: object, allowed: Iterable[object]) -> str:
    """Return `` Did you mean 'x'?`` for a near miss, else an empty string."""
    near = get_close_matches(str(name), [str(value) for value in allowed], n=1, cutoff=0.6)
    return f" Did you mean {near[0]!r}?" if near else ""


def check_choice(argument: str, value: object, allowed: Iterable[object]) -> None:
    """Raise OptionError unless `value` is one of `allowed`."""
    options = list(allowed)
    if value not in options:
        raise OptionError(
            f"`{argument}` must be one of {listed(options)}, not {value!r}."
            f"{suggestion(value, options)}"
        )


def check_known(kind: str, name: object, known: Iterable[object]) -> None:
    """Raise UnknownNameError unless `name` is among the `known` names of this kind."""
    names = list(known)
    if name not in names:
        there = f"There are: {listed(names)}." if names else "There are none."
        raise UnknownNameError(
            f"`{kind}` must be a known name, not {name!r}.{suggestion(name, names)} {there}"
        )


def row_list(rows: Iterable[int], most: int = 5) -> str:
    """Write row numbers for a message: ``12 rows (first: 4, 19, 20, 77, 78)``."""
    numbers = [int(row) for row in rows]
    if len(numbers) == 1:
        return f"row {numbers[0]}"
    if len(numbers) <= most:
        return f"rows {', '.join(map(str, numbers))}"
    return f"{len(numbers)} rows (first: {', '.join(map(str, numbers[:most]))})"


def a_or_an(name: str) -> str:
    """Write a name with its article."""
    return f"{'an' if name[:1].upper() in 'AEIO' else 'a'} {name}"
