"""What makes two chains differ: each factor's part in the difference."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np
import pandas as pd

from bridging.analyses.chain import chain
from bridging.analyses.chain_result import Chain, ChainPart
from bridging.analyses.chain_steps import MAIN
from bridging.errors import DataError, OptionError
from bridging.inference import Interval, jackknife
from bridging.inference.decompositions import lmdi_decomposition, shapley_decomposition
from bridging.inference.scales import PLAIN
from bridging.study import Study

COLUMNS = (
    "line", "unit_a", "unit_b", "group", "crossing", "label", "a", "b", "contribution", "ci_low",
    "ci_high", "ci_level", "counterfactual", "method", "undefined",
)  # fmt: skip
NO_CONTACTS = (
    "one of the two has no contacts, or no presence",
    "een van beide heeft geen contacten, of geen aanwezigheid",
)
NOT_KNOWN = (
    "a step between the first and the contacts is not known in one of the two",
    "een stap tussen de eerste en de contacten is in een van beide niet bekend",
)
ROUNDING = 1e-9
START = "start"


@dataclass(frozen=True, kw_only=True)
class ChainDifference:
    """The difference of two chains, split over what came first and the five factors.

    Parameters
    ----------
    a, b : ChainPart
    start : str
        The first step both have: ``reference``, or ``visitors`` where one has no reference.
    contributions : mapping of label to float
        ``start`` and each factor; they sum to the difference b - a of the share of contacts.
    intervals : mapping of label to Interval
    counterfactuals : mapping of label to float
        The share of contacts of b, had this factor been as in a.
    method : str
        ``lmdi``, or ``shapley`` where a step is zero.
    undefined, undefined_nl : str
    """

    a: ChainPart
    b: ChainPart
    start: str
    contributions: Mapping[str, float]
    intervals: Mapping[str, Interval]
    counterfactuals: Mapping[str, float]
    method: str
    undefined: str = ""
    undefined_nl: str = ""

    @property
    def difference(self) -> float:
        """The share of contacts of b minus that of a."""
        return self.b["contacts"] - self.a["contacts"]

    def value(self, part: ChainPart, label: str) -> float:
        """Return a factor of one of the two, or the first step."""
        return part[self.start if label == START else label]


@dataclass(frozen=True, kw_only=True)
class ChainComparison:
    """Differences of chains, one for each pair that belongs together."""

    parts: tuple[ChainDifference, ...]
    level: float

    def __len__(self) -> int:
        """Count the differences."""
        return len(self.parts)

    def __getitem__(self, place: int) -> ChainDifference:
        """Return one difference."""
        return self.parts[place]

    def to_frame(self) -> pd.DataFrame:
        """Return one row for the first step and each factor of each difference."""
        rows = []
        for part in self.parts:
            for label in (START, *_factors(part.start)):
                limits = part.intervals.get(label)
                rows.append(
                    {
                        "line": part.b.line,
                        "unit_a": part.a.unit,
                        "unit_b": part.b.unit,
                        "group": part.b.group,
                        "crossing": part.b.crossing,
                        "label": part.start if label == START else label,
                        "a": part.value(part.a, label),
                        "b": part.value(part.b, label),
                        "contribution": part.contributions.get(label, np.nan),
                        "ci_low": np.nan if limits is None else limits.low,
                        "ci_high": np.nan if limits is None else limits.high,
                        "ci_level": self.level,
                        "counterfactual": part.counterfactuals.get(label, np.nan),
                        "method": part.method,
                        "undefined": part.undefined or ("" if limits is None else limits.undefined),
                    }
                )
        return pd.DataFrame(rows, columns=list(COLUMNS))

    def sentence(self, language: str = "en") -> str:
        """Say the difference and what made it, in plain sentences."""
        from bridging.words.comparison import comparison_sentences

        return " ".join(comparison_sentences(self, language))

    def plot(self, ax: Any = None, language: str = "en") -> Any:
        """Draw each factor's part in the difference."""
        from bridging.figures.comparison import plot_comparison

        return plot_comparison(self, ax=ax, language=language)

    def __str__(self) -> str:
        """Show the sentences."""
        return self.sentence()

    def _repr_html_(self) -> str:
        table = self.to_frame().to_html(index=False, float_format="{:.3f}".format, na_rep="")
        return f"<p>{escape(self.sentence())}</p>{table}"


def compare_chains(
    a: Study | Chain,
    b: Study | Chain,
    line: str | None = None,
    by: str | None = None,
    *,
    confidence_level: float = 0.95,
    **options: Any,
) -> ChainComparison:
    """Split the difference in bridging between two sites, waves or conditions over the chain.

    Parameters
    ----------
    a, b : Study or Chain
        ``study.select(...)`` gives a part of a study; a chain is one made by `bridging.chain` with
        intervals.
    line, by, **options
        As of `chain`, where studies are given.
    confidence_level : float

    Returns
    -------
    ChainComparison
        The contributions sum to the difference b - a of the share of contacts that cross, exactly:
        by logarithmic means, where no step is zero, else by Shapley values. Intervals leave each
        person (family) out of both at once.

    Raises
    ------
    OptionError
        Something that is neither a study nor a chain.
    DataError
        The two have no line, group and unit in common.

    Notes
    -----
    A factor that is undefined in one of the two, because a step before it is zero there, is taken as
    in the other: it had nothing to act on, and no part of the difference is laid to it.

    References
    ----------
    Ang (2005), "The LMDI approach to decomposition analysis"; Shorrocks (2013), "Decomposition
    procedures for distributional analysis".

    Examples
    --------
    >>> import bridging as br
    >>> one, two = (br.simulate.world(seed=1, people=20, sessions=8, partner_choice=choice)
    ...             for choice in (1.0, 0.3))
    >>> found = br.compare_chains(one, two, "origin", null=False)
    >>> bool(abs(found.to_frame()["contribution"].sum() - found[0].difference) < 1e-12)
    True
    """
    if not 0 < confidence_level < 1:
        raise OptionError(f"`confidence_level` must be between 0 and 1, not {confidence_level!r}.")
    sides = []
    for name, side in (("a", a), ("b", b)):
        if isinstance(side, Study):
            side = chain(side, line, by, confidence_level=confidence_level, **options)
        if not isinstance(side, Chain):
            raise OptionError(f"`{name}` must be a Study or a Chain, not a {type(side).__name__}.")
        sides.append(side)
    pairs = _pairs(*sides)
    if not pairs:
        raise DataError(
            "`a` and `b` must have a chain in common (line, group and unit); they have none."
        )
    return ChainComparison(
        parts=tuple(_difference(one, other, confidence_level) for one, other in pairs),
        level=confidence_level,
    )


def _pairs(a: Chain, b: Chain) -> list[tuple[ChainPart, ChainPart]]:
    """Put together what has the same line, group and crossing, and the same unit or the only one."""
    alone = all(len({part.unit for part in side.parts}) == 1 for side in (a, b))
    return [
        (one, other)
        for one in a.parts
        for other in b.parts
        if (one.line, one.group, one.crossing) == (other.line, other.group, other.crossing)
        and (alone or one.unit == other.unit)
    ]


def _factors(start: str) -> tuple[str, ...]:
    return MAIN if start == "reference" else MAIN[1:]


def _difference(a: ChainPart, b: ChainPart, level: float) -> ChainDifference:
    """Split one difference."""
    both = np.isfinite(a["reference"]) and np.isfinite(b["reference"])
    start = "reference" if both else "visitors"
    labels = (START, *_factors(start))
    one, other = ({name: part[start if name == START else name] for name in labels}
                  for part in (a, b))  # fmt: skip
    contributions, method = _split(one, other)
    reason = ("", "")
    if not (np.isfinite(a["contacts"]) and np.isfinite(b["contacts"])):
        reason = NO_CONTACTS
    elif not _adds_up(contributions, b["contacts"] - a["contacts"]):
        reason = NOT_KNOWN
    if reason[0]:
        return ChainDifference(
            a=a, b=b, start=start, contributions={}, intervals={}, counterfactuals={}, method="",
            undefined=reason[0], undefined_nl=reason[1],
        )  # fmt: skip
    return ChainDifference(
        a=a,
        b=b,
        start=start,
        contributions=contributions,
        intervals=_intervals(a, b, start, labels, contributions, level),
        counterfactuals=_counterfactuals(one, other),
        method=method,
    )


def _split(a: Mapping[str, float], b: Mapping[str, float]) -> tuple[dict[str, float], str]:
    """Split the difference of two products; what is undefined in one is as in the other."""
    one = {name: a[name] if np.isfinite(a[name]) else b[name] for name in a}
    other = {name: b[name] if np.isfinite(b[name]) else one[name] for name in a}
    # undefined in both: it acts in neither
    one = {name: value if np.isfinite(value) else 1.0 for name, value in one.items()}
    other = {name: value if np.isfinite(value) else 1.0 for name, value in other.items()}
    if min(*one.values(), *other.values()) > 0:
        return lmdi_decomposition(one, other), "lmdi"
    parts = shapley_decomposition(lambda **factors: np.prod(list(factors.values())), one, other)
    return {name: float(value) for name, value in parts.items()}, "shapley"


def _adds_up(contributions: Mapping[str, float], difference: float) -> bool:
    """Say whether the parts are those of the difference: not where a step is not known."""
    return bool(abs(sum(contributions.values()) - difference) < ROUNDING)


def _counterfactuals(a: Mapping[str, float], b: Mapping[str, float]) -> dict[str, float]:
    """Return the share of contacts of b with each factor as in a; NaN where that is no share.

    A factor can make up for a small step before it, and then be too large for another place.
    """
    shares = {
        name: float(np.prod([a[name] if other == name else b[other] for other in b])) for name in b
    }
    return {name: share if share <= 1 else float("nan") for name, share in shares.items()}


def _intervals(
    a: ChainPart,
    b: ChainPart,
    start: str,
    labels: tuple[str, ...],
    contributions: Mapping[str, float],
    level: float,
) -> dict[str, Interval]:
    """Leave each person out of both at once, and split the difference anew."""
    if not (a.names and b.names):
        return {}
    places = [{name: place for place, name in enumerate(part.names)} for part in (a, b)]
    left = []
    for name in dict.fromkeys([*a.names, *b.names]):
        sides = []
        for part, place in zip((a, b), places, strict=True):
            at = place.get(name)
            sides.append(
                {
                    label: part[key] if at is None else float(part.without[key][at])
                    for label in (*labels, "contacts")
                    for key in (start if label == START else label,)
                }
            )
        shares = [side.pop("contacts") for side in sides]
        parts = _split(*sides)[0]
        known = _adds_up(parts, shares[1] - shares[0])
        left.append(parts if known else dict.fromkeys(labels, float("nan")))
    return {
        label: jackknife(
            contributions[label],
            np.array([one[label] for one in left]),
            scale=PLAIN,
            pairs=False,
            level=level,
            method="leave-out jackknife of both",
        )
        for label in labels
    }
