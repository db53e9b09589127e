"""A report as one page of HTML that holds all it needs."""

from base64 import b64encode
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from bridging.figures import to_data_uri
from bridging.report.csv_text import csv_text
from bridging.report.document import Block, Document, Heading
from bridging.report.table import Table
from bridging.words import say


def page_html(document: Document) -> str:
    """Return the page; whatever comes from a study is escaped."""
    from jinja2 import Environment, StrictUndefined

    language = document.language
    folder = files("bridging.report")
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals["say"] = lambda key, **values: say(f"page.{key}", language, **values)
    environment.globals["csv_address"] = lambda table: csv_address(table, language)
    environment.globals["data_uri"] = to_data_uri
    environment.globals["kind"] = lambda block: type(block).__name__.lower()
    page = environment.from_string((folder / "page.html").read_text(encoding="utf-8"))
    style = (folder / "page.css").read_text(encoding="utf-8")
    return page.render(document=document, sections=list(sections(document)), style=style)


def sections(document: Document) -> Iterator[tuple[Heading | None, list[tuple[Block, str]]]]:
    """Yield each section with its blocks; what stands before the first has no heading."""
    heading: Heading | None = None
    blocks: list[tuple[Block, str]] = []
    for block, label in document.labelled():
        if isinstance(block, Heading) and block.level == 2:
            if blocks or heading is not None:
                yield heading, blocks
            heading, blocks = block, []
        else:
            blocks.append((block, label))
    yield heading, blocks


def csv_address(table: Table, language: str) -> str:
    """Return a table as CSV in a ``data:`` address, with the mark by which Excel knows UTF-8."""
    encoded: Any = csv_text(table, language).encode("utf-8-sig")
    return f"data:text/csv;charset=utf-8;base64,{b64encode(encoded).decode('ascii')}"
