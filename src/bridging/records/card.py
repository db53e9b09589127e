"""The data card: on what basis records were made, who sees them, and until when they are kept."""

from collections.abc import Mapping
from typing import Any

from bridging.errors import listed, suggestion
from bridging.records.problems import Faults

CARD = ("basis", "seen_by", "kept", "contact")


def read_card(given: Any, faults: Faults) -> dict[str, str]:
    """Return what a ``[card]`` says; collect what is wrong with it.

    Examples
    --------
    >>> read_card({"basis": "consent of those who are recorded"}, Faults())
    {'basis': 'consent of those who are recorded'}
    """
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        faults.add('[card] must hold settings, as basis = "consent of those who are recorded".')
        return {}
    found: dict[str, str] = {}
    for key, value in given.items():
        if key not in CARD:
            faults.add(
                f"[card] can't have a setting {str(key)[:40]!r}.{suggestion(key, CARD)} "
                f"There are: {listed(CARD)}."
            )
        elif not isinstance(value, str):
            faults.add(f"`{key}` of [card] must be text, not {type(value).__name__}.")
        elif value.strip():
            found[key] = value.strip()
    return {key: found[key] for key in CARD if key in found}
