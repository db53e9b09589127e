"""The registry of measures: what is known of each, beside its formula."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from inspect import Parameter, getdoc, signature
from typing import Any, Literal, TypeVar, cast

import numpy as np
import numpy.typing as npt

from bridging.errors import OptionError, UnknownNameError, a_or_an, listed, suggestion
from bridging.structures import Composition, ContactGraph, Incidence, MixingMatrix

Structure = Composition | ContactGraph | Incidence | MixingMatrix
Direction = Literal["bridging", "bonding", "segregation", "diversity"]
Part = Literal["whole", "group", "unit", "person"]
Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass(frozen=True, kw_only=True)
class Condition:
    """What must hold for a measure to have a value.

    Parameters
    ----------
    name : str
        Name in code.
    reason, reason_nl : str
        Why there is no value where the condition fails: a clause in English and in Dutch.
    holds : callable
        ``holds(structure, options)`` gives True or False, or an array of them over the stack; an
        array with one more axis (``per_part``) where the condition speaks of groups, units or
        people one by one.
    per_part : bool
        Whether `holds` has the groups (units, people) as its last axis.
    """

    name: str
    reason: str
    reason_nl: str
    holds: Callable[[Any, Mapping[str, Any]], Any]
    per_part: bool = False


@dataclass(frozen=True, kw_only=True)
class Measure:
    """The record of one measure.

    Calling the record calls the measure. A measure gives one value for a structure, or one for each
    of its groups, units or people (`per`; with the option ``pooled=True`` one value again), on the
    last axis. What has no such value (a decomposition, a list of bridges) `gives` a table. A measure
    over `strata` pools the last leading axis (sessions) to one value. A measure that compares contacts
    with the pairs who could have met `counts` each pair once in a session. What compares two `lines`
    takes a table of both.
    """

    name: str
    label: str
    label_nl: str
    formula: str
    range: tuple[float, float]
    higher_means: Direction
    source: str
    needs: tuple[Condition, ...] = ()
    at_random: str | None = None
    aliases: tuple[str, ...] = ()
    per: Part = "whole"
    gives: Literal["value", "table"] = "value"
    counts: Literal["contacts", "pairs"] = "contacts"
    strata: bool = False
    lines: Literal[1, 2] = 1
    structure: type[Structure] = field(default=MixingMatrix)
    function: Callable[..., Any]

    def __call__(self, structure: Any, **options: Any) -> Any:
        """Compute the measure."""
        return self.function(structure, **options)

    @property
    def summary(self) -> str:
        """First line of the docstring."""
        return (getdoc(self.function) or "").split("\n")[0]

    @property
    def options(self) -> dict[str, Any]:
        """Names and defaults of the keyword options."""
        parameters = list(signature(self.function).parameters.values())[1:]
        return {p.name: p.default for p in parameters if p.kind is Parameter.KEYWORD_ONLY}

    def gives_parts(self, options: Mapping[str, Any]) -> bool:
        """Whether the value has one entry for each group (unit, person) with these options."""
        return self.per != "whole" and not options.get("pooled", False)

    def check_options(self, options: Mapping[str, Any]) -> None:
        """Raise OptionError for an option the measure does not have."""
        for name in options:
            if name not in self.options:
                allowed = f"It has: {listed(self.options)}." if self.options else "It has none."
                raise OptionError(
                    f"`{self.name}` can't take the option {name!r}."
                    f"{suggestion(name, self.options)} {allowed}"
                )

    def reasons(
        self, structure: Any, options: Mapping[str, Any], language: str = "en"
    ) -> npt.NDArray[np.object_]:
        """Say why there is no value, in the shape of the value; empty text where there is one."""
        value = np.asarray(self.function(structure, **options))
        result = np.full(value.shape, "", dtype=object)
        for condition in self.needs:
            fails = ~_holds(condition, self, structure, options, value.shape)
            text = condition.reason_nl if language == "nl" else condition.reason
            result[fails & (result == "")] = text
        lost = np.isnan(value.astype(float)) & (result == "")
        result[lost] = "geen getal" if language == "nl" else "not a number"
        return result


_REGISTRY: dict[str, Measure] = {}
_ALIASES: dict[str, str] = {}


def measure(
    *,
    label: str,
    label_nl: str,
    formula: str,
    range: tuple[float, float],
    higher_means: Direction,
    source: str,
    needs: tuple[Condition, ...] = (),
    at_random: str | None = None,
    aliases: tuple[str, ...] = (),
    per: Part = "whole",
    gives: Literal["value", "table"] = "value",
    counts: Literal["contacts", "pairs"] = "contacts",
    strata: bool = False,
    lines: Literal[1, 2] = 1,
) -> Callable[[Function], Function]:
    """Register a function as a measure; where a condition of `needs` fails its value is NaN.

    The function takes one structure and keyword-only options, and returns a number, or an array
    over the stack, with the groups (units, people) as its last axis where it is a measure `per`
    them.
    """

    def register(function: Function) -> Function:
        first = next(iter(signature(function).parameters.values()))

        @wraps(function)
        def guarded(structure: Any, **options: Any) -> Any:
            if not isinstance(structure, first.annotation):
                raise OptionError(
                    f"`{function.__name__}` must have {a_or_an(first.annotation.__name__)}, "
                    f"not {a_or_an(type(structure).__name__)}."
                )
            record.check_options(options)
            if gives == "table":
                return function(structure, **options)
            with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
                value = np.array(function(structure, **options), dtype=float)
            for condition in needs:
                value[~_holds(condition, record, structure, options, value.shape)] = np.nan
            return float(value) if value.ndim == 0 else value

        record = Measure(
            name=function.__name__,
            label=label,
            label_nl=label_nl,
            formula=formula,
            range=range,
            higher_means=higher_means,
            source=source,
            needs=needs,
            at_random=at_random,
            aliases=aliases,
            per=per,
            gives=gives,
            counts=counts,
            strata=strata,
            lines=lines,
            structure=first.annotation,
            function=guarded,
        )
        _REGISTRY[record.name] = record
        _ALIASES.update(dict.fromkeys(aliases, record.name))
        return cast(Function, guarded)

    return register


def _holds(
    condition: Condition,
    record: Measure,
    structure: Any,
    options: Mapping[str, Any],
    shape: tuple[int, ...],
) -> npt.NDArray[np.bool_]:
    """Evaluate a condition in the shape of the value."""
    holds = np.asarray(condition.holds(structure, options), dtype=bool)
    if record.gives_parts(options) and not condition.per_part:
        holds = holds[..., np.newaxis]
    elif condition.per_part and not record.gives_parts(options):
        holds = np.asarray(holds.any(axis=-1))
    return np.broadcast_to(holds, shape)


def all_measures() -> tuple[Measure, ...]:
    """Return every record, in the order of registration."""
    return tuple(_REGISTRY.values())


def get_measure(name: "str | Measure | Callable[..., Any]") -> Measure:
    """Look up a measure by its name, an alias, or the function itself."""
    if isinstance(name, Measure):
        return name
    key = name if isinstance(name, str) else getattr(name, "__name__", repr(name))
    key = _ALIASES.get(key, key)
    if key not in _REGISTRY:
        raise UnknownNameError(
            f"`measure` must be a known measure, not {key!r}."
            f"{suggestion(key, [*_REGISTRY, *_ALIASES])} See bridging.list_measures()."
        )
    return _REGISTRY[key]
