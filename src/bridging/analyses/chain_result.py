"""The result of a chain: its steps and factors, with intervals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from typing import Any

import numpy as np
import pandas as pd

from bridging.analyses.chain_steps import FACTORS, MAIN, STEPS
from bridging.inference import Interval
from bridging.structures.arrays import Floats

VOLUMES = ("contacts_per_visit", "contacts_per_hour")
LABELS = (*STEPS, *FACTORS, "theta", *VOLUMES)
COLUMNS = (
    "line", "unit", "group", "crossing", "label", "kind", "estimate", "ci_low", "ci_high",
    "ci_level", "ci_method", "p_value", "n_participants", "n_sessions", "n_contacts",
    "n_left_out", "undefined", "ci_undefined",
)  # fmt: skip


def kind_of(label: str) -> str:
    """Say whether a label is a step, a factor, θ, or a volume of contact."""
    if label in STEPS:
        return "step"
    if label in FACTORS:
        return "factor"
    return "odds_ratio" if label == "theta" else "volume"


@dataclass(frozen=True, kw_only=True)
class ChainPart:
    """One chain: of one unit, line (or pair of lines), group and kind of crossing.

    Parameters
    ----------
    line, unit, group, crossing : str
        `group` is ``all`` unless per group; `crossing` is ``across`` on one line, and ``none``,
        ``one`` or ``two`` of two lines.
    values : mapping of label to float
    intervals : mapping of label to Interval
    undefined, undefined_nl : mapping of label to str
        Why a value is missing.
    p_value : float
        Of partner choice; NaN where nobody was dealt again.
    sizes : mapping of str to float or None
        People, sessions and contacts it rests on, and contacts left out.
    without : mapping of label to array of float, shape (N,)
        Every value without each of N people (families), for comparisons.
    names : tuple
        Who they are.
    """

    line: str
    unit: str
    group: str
    crossing: str
    values: Mapping[str, float]
    intervals: Mapping[str, Interval] = field(default_factory=dict)
    undefined: Mapping[str, str] = field(default_factory=dict)
    undefined_nl: Mapping[str, str] = field(default_factory=dict)
    p_value: float = float("nan")
    sizes: Mapping[str, float | None] = field(default_factory=dict)
    without: Mapping[str, Floats] = field(default_factory=dict, repr=False)
    names: tuple[Any, ...] = field(default=(), repr=False)

    def __getitem__(self, label: str) -> float:
        """Return a value by its label."""
        return self.values[label]

    def rows(self) -> list[dict[str, Any]]:
        """Return one row for each label."""
        found = []
        for label in LABELS:
            limits = self.intervals.get(label)
            said = limits is not None and not limits.undefined
            found.append(
                {
                    "line": self.line,
                    "unit": self.unit,
                    "group": self.group,
                    "crossing": self.crossing,
                    "label": label,
                    "kind": kind_of(label),
                    "estimate": self.values[label],
                    "ci_low": limits.low if said and limits else np.nan,
                    "ci_high": limits.high if said and limits else np.nan,
                    "ci_level": limits.level if limits else np.nan,
                    "ci_method": limits.method if limits else "",
                    "p_value": self.p_value if label == "partner_choice" else np.nan,
                    **self.sizes,
                    "undefined": self.undefined.get(label, ""),
                    "ci_undefined": "" if limits is None else limits.undefined,
                }
            )
        return found


@dataclass(frozen=True, kw_only=True)
class Chain:
    """Where bridging is lost: from who comes to who meets.

    Parameters
    ----------
    parts : tuple of ChainPart
    level : float
        Level of the intervals.
    seed : int
    version, fingerprint : str
    weight : str
        What a contact counts.
    n_resamples : int or None
        How often partners were dealt again; None where they were not.
    made : mapping of str to str
        The rule by which a line was made from raw columns, of the lines that were.
    withdrawn : int
        How many people withdrew their consent, and are in no number.
    """

    parts: tuple[ChainPart, ...]
    level: float
    seed: int
    version: str
    fingerprint: str
    weight: str = "encounters"
    n_resamples: int | None = None
    made: Mapping[str, str] = field(default_factory=dict)
    withdrawn: int = 0

    def __len__(self) -> int:
        """Count the chains."""
        return len(self.parts)

    def __getitem__(self, place: int) -> ChainPart:
        """Return one chain."""
        return self.parts[place]

    def only(self, **wanted: str) -> "Chain":
        """Keep the chains whose `line`, `unit`, `group` or `crossing` is as given."""
        return self.keep(
            [p for p in self.parts if all(getattr(p, k) == v for k, v in wanted.items())]
        )

    def keep(self, parts: Sequence[ChainPart]) -> "Chain":
        """Keep some of the chains."""
        return replace(self, parts=tuple(parts))

    def to_frame(self) -> pd.DataFrame:
        """Return one row for each unit, group and label, always with the same columns."""
        frame = pd.DataFrame(
            [row for part in self.parts for row in part.rows()], columns=list(COLUMNS)
        )
        for name in ("n_participants", "n_sessions", "n_left_out"):
            frame[name] = frame[name].astype("Int64")
        return frame

    def sentence(self, language: str = "en") -> str:
        """Say the chain in plain sentences, a paragraph for each unit."""
        from bridging.words.chain import chain_sentences

        return "\n\n".join(chain_sentences(self, language))

    def method_text(self, language: str = "en") -> str:
        """Return a paragraph for a method section."""
        from bridging.words import method_text

        return method_text(self, language)

    def plot(self, ax: Any = None, language: str = "en") -> Any:
        """Draw the shares from step to step."""
        from bridging.figures.chain import plot_chain

        return plot_chain(self, ax=ax, language=language)

    def __str__(self) -> str:
        """Show the sentences."""
        return self.sentence()

    def _repr_html_(self) -> str:
        from bridging.words.markup import html_table

        said = "".join(f"<p>{escape(text)}</p>" for text in self.sentence().split("\n\n"))
        shown = (*STEPS, *MAIN)
        rows = [[_named(label), *(_cell(part, label) for part in self.parts)] for label in shown]
        table = html_table(["", *map(_place, self.parts)], rows)
        why: dict[tuple[str, str], list[str]] = {}
        for part in self.parts:
            for label in filter(part.undefined.get, shown):
                why.setdefault((_place(part), part.undefined[label]), []).append(_named(label))
        notes = [f"{place}, {', '.join(names)}: {text}" for (place, text), names in why.items()]
        listed = "".join(f"<li>{escape(note)}</li>" for note in notes)
        return f"{said}{table}<ul>{listed}</ul>" if listed else f"{said}{table}"


def _place(part: ChainPart) -> str:
    """Name a chain by what tells it from others."""
    names = [part.line, part.unit, part.group, part.crossing]
    return ", ".join(name for name in names if name not in ("all", "across"))


def _named(label: str) -> str:
    return label.replace("_", " ")


def _cell(part: ChainPart, label: str) -> str:
    """Write a value with its limits."""
    if np.isnan(part[label]):
        return "–"
    limits = part.intervals.get(label)
    if limits is None or limits.undefined:
        return f"{part[label]:.2f}"
    return f"{part[label]:.2f} ({limits.low:.2f} to {limits.high:.2f})"
