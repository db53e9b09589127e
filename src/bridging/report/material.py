"""What the content of a report is made from."""

from dataclasses import dataclass, field

from bridging.analyses import Collected
from bridging.privacy import small
from bridging.report.document import Block, Heading
from bridging.report.facts import LineFacts
from bridging.report.line_counts import Asked
from bridging.report.names import Names
from bridging.study import Study
from bridging.words import say


@dataclass(frozen=True, kw_only=True)
class Material:
    """What the content is made from.

    Parameters
    ----------
    study : Study
    asked : Asked
    facts : list of LineFacts
    names : Names
    found : Collected
    change : list of Block
        What differs between the periods; nothing for monitoring.
    no_period : str
        How many sessions are in none of the periods; empty where each is in one.
    """

    study: Study
    asked: Asked
    facts: list[LineFacts]
    names: Names
    found: Collected
    change: list[Block] = field(default_factory=list)
    no_period: str = ""

    @property
    def language(self) -> str:
        """The language of the report."""
        return self.names.language

    @property
    def few(self) -> set[str]:
        """The sites with so few visitors that their counts are not published."""
        few = small(self.found.sites["visitors"].fillna(0).to_numpy(), self.asked.least)
        return set(self.found.sites["unit"][few])


def section(key: str, anchor: str, language: str, blocks: list[Block]) -> list[Block]:
    """Return blocks under a heading; nothing where there are none."""
    return [Heading(say(f"page.{key}", language), 2, anchor), *blocks] if blocks else []
