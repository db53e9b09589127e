"""The registry of null models: what each keeps, and which question it answers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from bridging.errors import UnknownNameError, listed, suggestion
from bridging.structures.arrays import Ints

Bools = npt.NDArray[np.bool_]

Function = TypeVar("Function", bound=Callable[..., object])


@dataclass(frozen=True, kw_only=True)
class Deal:
    """Contacts as slots to deal people to.

    A contact of two people is two slots, a meeting of four is four. Slots are sorted by stratum
    and, within it, by contact.

    Parameters
    ----------
    person : array of int, shape (Z,)
        Who holds each slot.
    contact : array of int, shape (Z,)
        The contact each slot belongs to, numbered from 0 in slot order.
    stratum : array of int, shape (Z,)
        The session (of a unit) each slot belongs to; people are dealt within it.
    company : array of int, shape (Z,)
        People of a stratum with the same code came together; -1 came alone.
    keys : array of int, shape (S,)
        A number for each stratum that does not change when other strata come or go: each is dealt
        from a stream of its own.
    alike : array of bool, shape (S,), optional
        Strata whose contacts all weigh the same, so that it only matters who meets whom and not in
        which of the contacts; none, if left out.
    """

    person: Ints
    contact: Ints
    stratum: Ints
    company: Ints
    keys: Ints
    alike: Bools | None = None


@dataclass(frozen=True, kw_only=True)
class NullModel:
    """The record of one null model."""

    name: str
    label: str
    label_nl: str
    keeps: tuple[str, ...]
    question: str
    question_nl: str
    source: str
    function: Callable[..., object]


_REGISTRY: dict[str, NullModel] = {}


def null_model(
    *,
    label: str,
    label_nl: str,
    keeps: tuple[str, ...],
    question: str,
    question_nl: str,
    source: str,
) -> Callable[[Function], Function]:
    """Register a null model; `keeps` are names of facts that a common test checks."""

    def register(function: Function) -> Function:
        name = getattr(function, "__name__", "")
        _REGISTRY[name] = NullModel(
            name=name,
            label=label,
            label_nl=label_nl,
            keeps=keeps,
            question=question,
            question_nl=question_nl,
            source=source,
            function=function,
        )
        return function

    return register


def all_nulls() -> tuple[NullModel, ...]:
    """Return every record."""
    return tuple(_REGISTRY.values())


def get_null(name: str) -> NullModel:
    """Look up a null model by its name."""
    if name not in _REGISTRY:
        raise UnknownNameError(
            f"`null` must be one of {listed(_REGISTRY)}, 'default' or None, not {name!r}."
            f"{suggestion(name, _REGISTRY)}"
        )
    return _REGISTRY[name]
