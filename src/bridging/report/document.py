"""What a report says, whatever it is written to: headings, words, tables and pictures in order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bridging.report.pictures import Picture
from bridging.report.table import Table
from bridging.words import say

PLAIN, NOTE, MISSING, NOTICE, COMMAND = "plain", "note", "missing", "notice", "command"


@dataclass(frozen=True)
class Heading:
    """A heading: 2 for a section, 3 and 4 for its parts; `anchor` is what links lead to."""

    text: str
    level: int = 2
    anchor: str = ""


@dataclass(frozen=True)
class Words:
    """A paragraph.

    Parameters
    ----------
    text : str
    kind : str
        ``plain``; ``note``, how to read something; ``missing``, what can't be said and why;
        ``notice``, what nobody may overlook; ``command``, something to type.
    language : str
        Where it is not that of the document.
    """

    text: str
    kind: str = PLAIN
    language: str = ""


@dataclass(frozen=True)
class Said:
    """Sentences, each with the sites it speaks of (empty: all there is)."""

    lines: tuple[tuple[str, str], ...]


Block = Heading | Words | Said | Table | Picture


@dataclass(frozen=True, kw_only=True)
class Document:
    """A report.

    Parameters
    ----------
    title, language : str
    made : str
        Version, seed and fingerprint of the data: on every page.
    blocks : sequence of Block
    """

    title: str
    language: str
    made: str
    blocks: Sequence[Block]

    def labelled(self) -> Iterator[tuple[Block, str]]:
        """Yield each block with its number: ``Table 1``, ``Figure 1``; empty for words."""
        counts = {"table": 0, "figure": 0}
        for block in self.blocks:
            if not isinstance(block, Table | Picture):
                yield block, ""
                continue
            kind = "table" if isinstance(block, Table) else "figure"
            counts[kind] += 1
            yield block, say(f"page.numbered_{kind}", self.language, n=counts[kind])
