"""What a study holds: its tables and lines, and what they say of themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from bridging.errors import DataError, OptionError, check_known, listed
from bridging.records import Line, Records
from bridging.study.showing import hash_of, html_of, text_of


@dataclass(frozen=True, eq=False, repr=False)
class Recorded:
    """The tables and lines of a study; `Study` is what users hold.

    Parameters
    ----------
    records : Records
        The checked tables, the lines and the problems found.
    roles : tuple of str, optional
        Whose contacts and visits count; visitors, if left out.
    """

    records: Records
    roles: tuple[str, ...] | None = None

    @property
    def lines(self) -> Mapping[str, Line]:
        """The lines by name."""
        return self.records.lines

    @property
    def title(self) -> str:
        """Title of the study."""
        return self.records.title

    @property
    def synthetic(self) -> bool:
        """Whether the records are made up."""
        return self.records.synthetic

    @property
    def language(self) -> str:
        """``en`` or ``nl``."""
        return self.records.language

    @property
    def purpose(self) -> str:
        """Why the records were made, and what happens with them."""
        return self.records.purpose

    @property
    def card(self) -> Mapping[str, str]:
        """The data card: ``basis``, ``seen_by``, ``kept``, ``contact``, as far as they were said."""
        return self.records.card

    def describe_card(self, language: str | None = None) -> list[str]:
        """Say why the records were made and may be kept, who sees them, until when, and who withdrew.

        Parameters
        ----------
        language : {"en", "nl"}, optional
            That of the study, if left out. What the study says itself is not translated.

        Examples
        --------
        >>> import bridging as br
        >>> study = br.Study.from_frames(
        ...     participants={"participant": ["an"]}, purpose="To learn.", card={"kept": "2030"}
        ... )
        >>> study.describe_card()[:2]
        ['Purpose: To learn.', 'Kept until: 2030']
        """
        from bridging.words import card_sentences, withdrawn_text

        chosen = self.language if language is None else language
        said = [text for text, _ in card_sentences(self.card, chosen, purpose=self.purpose)]
        return [*said, *filter(None, [withdrawn_text(self.withdrawn, chosen)])]

    @property
    def withdrawn(self) -> int:
        """How many people withdrew their consent: they are in no table, and in no number."""
        return self.records.withdrawn

    @property
    def sites(self) -> tuple[str, ...]:
        """Names of the sites."""
        return tuple(self.records.tables["sites"]["site"])

    def problems(self) -> pd.DataFrame:
        """Return what can't be used, and what was guessed.

        Returns
        -------
        DataFrame
            Columns `table`, `rows` (numbers as a spreadsheet shows them; from 0 in a data frame),
            `n_rows`, `column`, `problem`, `hint`, `severity` (error, warning, note).
        """
        return self.records.problems.copy()

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return the tables as plain data frames; encounters have a row for each person."""
        from bridging.records.write import written_tables

        return {n: t.drop(columns=["row"]) for n, t in written_tables(self.records).items()}

    def line(self, name: str | None = None) -> Line:
        """Return a line by name, or the only one."""
        if name is None:
            if len(self.lines) != 1:
                raise OptionError(
                    f"`line` must be given: the study has {len(self.lines)} lines "
                    f"({listed(self.lines)})."
                )
            return next(iter(self.lines.values()))
        check_known("line", name, self.lines)
        return self.lines[name]

    def line_with_groups(self, name: str | None = None) -> Line:
        """Return a line that people can be counted by; a numeric line needs cut points for it."""
        chosen = self.line(name)
        if not chosen.groups:
            raise DataError(
                f"The line {chosen.name!r} can't be counted by groups: it is numeric. "
                "Give it cut points: cuts = [...] and groups = [...]."
            )
        return chosen

    @cached_property
    def fingerprint(self) -> str:
        """A short hash of the data, the lines and whose contacts count."""
        return hash_of(self.records, self.roles)

    def __repr__(self) -> str:
        """Name the study's size and lines."""
        return text_of(self.records)

    def _repr_html_(self) -> str:
        return html_of(self.records, self.describe_card())
