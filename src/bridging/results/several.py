"""Several results, which show as a table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any, overload

import pandas as pd

from bridging.errors import OptionError, UnknownNameError, check_choice, check_known
from bridging.results.columns import results_frame
from bridging.results.one import Result
from bridging.results.written import cell_style, csv_table, excel_bytes, latex_table, written


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
        return results_frame(self.items)

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
        return latex_table(self._short() if columns is None else self.to_frame()[list(columns)])

    def to_csv(self, path: str | Path) -> Path:
        """Write the table, with every column, to a CSV file; as `to_excel` otherwise."""
        from bridging.report.output import check_output, write_whole

        target = check_output(path)
        write_whole(target, csv_table(self.to_frame()))
        return target

    def to_excel(self, path: str | Path) -> Path:
        """Write the table, with every column, to an Excel workbook.

        Names that a spreadsheet would take for a formula stay text. What was withheld by
        `bridging.privacy.suppress_study` stays withheld; without it every number is written.

        Parameters
        ----------
        path : path
            The ``.xlsx`` file to write.

        Returns
        -------
        Path
            Where the workbook lies.

        Raises
        ------
        OutputError
            The file can't be written.
        """
        from bridging.report.output import check_output, write_whole

        target = check_output(path)
        if target.suffix.lower() != ".xlsx":
            raise OptionError(f"`path` must end in .xlsx, not in {target.suffix!r}.")
        write_whole(target, excel_bytes(self.to_frame()))
        return target

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
        table = written(self._short())
        head = "".join(f'<th scope="col">{escape(name)}</th>' for name in table.columns)
        rows = "".join(
            "<tr>"
            + "".join(
                f'<td style="{cell_style(name)}">{escape(value)}</td>'
                for name, value in zip(table.columns, row, strict=True)
            )
            + "</tr>"
            for row in table.itertuples(index=False)
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
