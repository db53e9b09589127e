"""What comes back: one result, and a list of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any, overload

import numpy as np
import pandas as pd

from bridging.errors import UnknownNameError, check_choice, check_known
from bridging.inference import Interval, NullSummary
from bridging.measures import Measure

COLUMNS = (
    "measure",
    "line",
    "unit",
    "group",
    "label",
    "estimate",
    "std_error",
    "ci_low",
    "ci_high",
    "ci_level",
    "ci_method",
    "null_model",
    "null_mean",
    "null_sd",
    "z_score",
    "p_value",
    "p_adjusted",
    "alternative",
    "n_resamples",
    "n_participants",
    "n_sessions",
    "n_contacts",
    "n_groups",
    "n_left_out",
    "undefined",
)


NUMBERS = ("estimate", "std_error", "ci_low", "ci_high", "ci_level", "null_mean", "null_sd",
           "z_score", "p_value", "p_adjusted")  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Sizes:
    """On how much data a result rests."""

    participants: int | None = None
    sessions: int | None = None
    contacts: float | None = None
    groups: int | None = None
    left_out: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Result:
    """One estimate, with its interval and what chance would give.

    Parameters
    ----------
    measure : Measure
        The record of the measure, so that label, range and source travel along.
    line, unit, group : str
        What it speaks of; `unit` and `group` are ``all`` where nothing was split.
    estimate : float
        The raw value, never altered by a correction; NaN with a reason in `undefined`.
    interval : Interval or None
    null : NullSummary or None
    sizes : Sizes
        Numbers of people, sessions and contacts, and of contacts left out by reason.
    options : mapping
        Options of the measure and of the count.
    seed : int or None
    version, fingerprint : str
        Of the package and of the data.
    undefined, undefined_nl : str
        Why there is no value, in English and Dutch.
    p_adjusted : float
        The p-value, adjusted for the other tests of the same measure made with it.
    extra : mapping
        Anything else that belongs to this result.
    """

    measure: Measure
    line: str = ""
    unit: str = "all"
    group: str = "all"
    estimate: float
    interval: Interval | None = None
    null: NullSummary | None = None
    sizes: Sizes = field(default_factory=Sizes)
    options: Mapping[str, Any] = field(default_factory=dict)
    seed: int | None = None
    version: str = ""
    fingerprint: str = ""
    undefined: str = ""
    undefined_nl: str = ""
    p_adjusted: float = float("nan")
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def left_out(self) -> int:
        """How many contacts (or people) were left out, for any reason."""
        return sum(self.sizes.left_out.values())

    def to_frame(self) -> pd.DataFrame:
        """Return one row with the columns every result has."""
        return _frame([self])

    def sentence(self, language: str = "en") -> str:
        """Say the result in one plain sentence, in English or Dutch."""
        from bridging.words import result_sentence

        return result_sentence(self, language)

    def method_text(self, language: str = "en") -> str:
        """Return a paragraph for a method section: measure, interval, null, version, seed."""
        from bridging.words import method_text

        return method_text([self], language)

    def plot(self, ax: Any = None, language: str = "en", kind: str = "estimates") -> Any:
        """Draw the estimate with its interval; with ``kind="null"``, all that chance gives."""
        return Results([self]).plot(ax=ax, language=language, kind=kind)

    def __str__(self) -> str:
        """Show the sentence."""
        return self.sentence()

    def _repr_html_(self) -> str:
        return Results([self])._repr_html_()


@dataclass(frozen=True, init=False, eq=False, repr=False)
class Results(Sequence[Result]):
    """A sequence of results that shows as a table."""

    items: tuple[Result, ...]

    def __init__(self, items: Sequence[Result]) -> None:
        object.__setattr__(self, "items", tuple(items))

    def __len__(self) -> int:
        """Count the results."""
        return len(self.items)

    def __iter__(self) -> Iterator[Result]:
        """Go through the results."""
        return iter(self.items)

    @overload
    def __getitem__(self, key: int) -> Result: ...
    @overload
    def __getitem__(self, key: slice | str) -> "Results": ...
    def __getitem__(self, key: int | slice | str) -> "Result | Results":
        """Pick by place, or all results of a measure by its name."""
        if isinstance(key, str):
            check_known("measure", key, dict.fromkeys(item.measure.name for item in self.items))
            return Results([item for item in self.items if item.measure.name == key])
        if isinstance(key, slice):
            return Results(self.items[key])
        return self.items[key]

    def only(self, **wanted: str) -> "Results":
        """Keep the results whose `line`, `unit`, `group` or `measure` is as given."""
        allowed = ("measure", "line", "unit", "group")
        for name in wanted:
            check_known("column", name, allowed)
        return Results(
            [
                item
                for item in self.items
                if all(
                    (item.measure.name if name == "measure" else getattr(item, name)) == value
                    for name, value in wanted.items()
                )
            ]
        )

    @property
    def estimate(self) -> float:
        """The estimate, where there is only one result."""
        if len(self.items) != 1:
            raise UnknownNameError(
                f"`estimate` can't be one number: there are {len(self.items)} results. "
                "Use .to_frame()."
            )
        return self.items[0].estimate

    def to_frame(self) -> pd.DataFrame:
        """Return one row for each result, always with the same columns."""
        return _frame(self.items)

    def plot(self, ax: Any = None, language: str = "en", kind: str = "estimates") -> Any:
        """Draw the estimates with their intervals; with ``kind="null"``, all that chance gives."""
        from bridging.figures import plot_estimates, plot_null_distribution

        check_choice("kind", kind, ("estimates", "null"))
        draw = plot_estimates if kind == "estimates" else plot_null_distribution
        return draw(self, ax=ax, language=language)

    def plot_profile(self, ax: Any = None, language: str = "en") -> Any:
        """Draw each measure on its own range."""
        from bridging.figures import plot_profile

        return plot_profile(self, ax=ax, language=language)

    def sentences(self, language: str = "en") -> list[str]:
        """Say each result in one plain sentence."""
        return [item.sentence(language) for item in self.items]

    def method_text(self, language: str = "en") -> str:
        """Return a paragraph for a method section."""
        from bridging.words import method_text

        return method_text(self.items, language)

    def to_latex(self, columns: Sequence[str] | None = None) -> str:
        """Return a booktabs table of the given columns, or of those that hold something."""
        table = self._short() if columns is None else self.to_frame()[list(columns)]
        table = _written(table)
        head = " & ".join(_latex(name) for name in table.columns)
        rows = [
            " & ".join(_latex(value) for value in row) + r" \\"
            for row in table.itertuples(index=False)
        ]
        left = [not name.startswith("n_") and name not in NUMBERS for name in table.columns]
        aligned = "".join("l" if text else "r" for text in left)
        return "\n".join(
            [
                rf"\begin{{tabular}}{{{aligned}}}",
                r"\toprule",
                head + r" \\",
                r"\midrule",
                *rows,
                r"\bottomrule",
                r"\end{tabular}",
                "",
            ]
        )

    def to_excel(self, path: str | Path) -> None:
        """Write the table to an Excel workbook."""
        self.to_frame().to_excel(path, index=False, sheet_name="results")

    def to_word(self, path: str | Path, *, language: str = "en", title: str = "") -> Path:
        """Write sentences, table, figure, method and references to a Word document.

        Parameters
        ----------
        path : path
            The ``.docx`` file to write.
        language : {"en", "nl"}
        title : str, optional

        Returns
        -------
        Path
            Where the document lies.

        Raises
        ------
        OutputError
            The file can't be written, or python-docx is not installed.
        """
        from bridging.report.of_results import results_document
        from bridging.report.output import check_output, write_whole
        from bridging.report.word import word_bytes

        target = check_output(path)
        write_whole(target, word_bytes(results_document(self, language, title)))
        return target

    def cite(self, *, style: str = "text", language: str = "en") -> str:
        """Return what to cite: the package, and the works that these results come from."""
        from bridging.words.cite import cite

        return cite(self, style=style, language=language)

    def _short(self) -> pd.DataFrame:
        """Return the columns worth showing."""
        frame = self.to_frame()
        wanted = [
            name
            for name in (
                "label",
                "line",
                "unit",
                "group",
                "estimate",
                "ci_low",
                "ci_high",
                "null_mean",
                "p_value",
                "n_participants",
                "n_contacts",
                "undefined",
            )
            if name in ("label", "estimate")
            or not (frame[name].isna() | frame[name].astype(object).isin(["", "all"])).all()
        ]
        return frame[wanted]

    def __repr__(self) -> str:
        """Show the table."""
        return str(self._short().to_string(index=False)) if self.items else "<no results>"

    def _repr_html_(self) -> str:
        table = _written(self._short())
        head = "".join(f'<th scope="col">{escape(name)}</th>' for name in table.columns)
        rows = "".join(
            "<tr>"
            + "".join(
                f'<td style="{_style(name)}">{escape(value)}</td>'
                for name, value in zip(table.columns, row, strict=True)
            )
            + "</tr>"
            for row in table.itertuples(index=False)
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _frame(items: Sequence[Result]) -> pd.DataFrame:
    """Lay results out in the fixed columns."""
    rows = [_row(item) for item in items]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    for name in ("n_resamples", "n_participants", "n_sessions", "n_groups", "n_left_out"):
        frame[name] = frame[name].astype("Int64")
    return frame


def _row(item: Result) -> dict[str, Any]:
    """Return the values of one result by column."""
    nan, interval, null = float("nan"), item.interval, item.null
    reasons = [item.undefined]
    if not item.undefined:
        reasons += [part.undefined for part in (interval, null) if part is not None]
    return {
        "measure": item.measure.name,
        "line": item.line,
        "unit": item.unit,
        "group": item.group,
        "label": item.measure.label,
        "estimate": item.estimate,
        "std_error": nan if interval is None else interval.std_error,
        "ci_low": nan if interval is None else interval.low,
        "ci_high": nan if interval is None else interval.high,
        "ci_level": nan if interval is None else interval.level,
        "ci_method": "" if interval is None else interval.method,
        "null_model": "" if null is None else null.model,
        "null_mean": nan if null is None else null.mean,
        "null_sd": nan if null is None else null.sd,
        "z_score": nan if null is None else null.z_score,
        "p_value": nan if null is None else null.p_value,
        "p_adjusted": item.p_adjusted,
        "alternative": "" if null is None else null.alternative,
        "n_resamples": None if null is None else null.n_resamples,
        "n_participants": item.sizes.participants,
        "n_sessions": item.sizes.sessions,
        "n_contacts": nan if item.sizes.contacts is None else item.sizes.contacts,
        "n_groups": item.sizes.groups,
        "n_left_out": item.left_out,
        "undefined": "; ".join(dict.fromkeys(reason for reason in reasons if reason)),
    }


def _written(table: pd.DataFrame) -> pd.DataFrame:
    """Write every cell: counts whole, other numbers with three decimals, nothing for missing."""
    return pd.DataFrame(
        {name: [_shown(name, value) for value in table[name]] for name in table}, dtype=object
    )


def _shown(name: str, value: Any) -> str:
    if pd.isna(value):
        return ""
    if name.startswith("n_"):
        return f"{value:.0f}" if float(value).is_integer() else f"{value:.1f}"
    return f"{value:.3f}" if isinstance(value, float | np.floating) else str(value)


def _style(name: str) -> str:
    """Set numbers to the right, and give reasons room."""
    if name.startswith("n_") or name in NUMBERS:
        return "text-align: right; white-space: nowrap"
    return f"text-align: left; min-width: {16 if name == 'undefined' else 5}em"


def _latex(value: str) -> str:
    """Write a cell for LaTeX."""
    special: dict[str, str | int | None] = {sign: "\\" + sign for sign in "&%$#_{}"}
    return value.translate(str.maketrans({**special, "\\": r"\textbackslash{}"}))
