"""What a study shows of itself: its size in a line or a table, and a hash of its data."""

import hashlib
from collections.abc import Sequence
from html import escape

import pandas as pd

from bridging.records import Line, Records
from bridging.words import say

IN_A_LINE = ("participants", "attendance", "encounters", "tallies_present", "tallies_contacts")


def text_of(records: Records) -> str:
    """Name a study's size and lines."""
    count = {name: len(table) for name, table in records.tables.items()}
    parts = [f"{count['sites']} sites", f"{count['sessions']} sessions"]
    parts += [f"{count[name]} {name.replace('_', ' ')}" for name in IN_A_LINE if name in count]
    title = f" {records.title!r}" if records.title else ""
    made_up = " (synthetic)" if records.synthetic else ""
    kinds, rows = _errors(records)
    faults = f"; errors in {rows} rows: see problems()" if kinds else ""
    return f"<Study{title}{made_up}: {', '.join(parts)}; lines {list(records.lines)}{faults}>"


def _errors(records: Records) -> tuple[int, int]:
    """Count the kinds of errors in the records, and the rows that have one."""
    errors = records.problems[records.problems["severity"] == "error"]
    return len(errors), int(errors["n_rows"].sum())


def html_of(records: Records, card: Sequence[str]) -> str:
    """Lay out the same for a notebook in the language of the study, with the data card."""
    language = records.language
    rows = "".join(
        f'<tr><th scope="row">{escape(say(f"table.{name}", language))}</th>'
        f"<td>{len(table)}</td></tr>"
        for name, table in records.tables.items()
        if name != "members"
    )
    lines = "; ".join(_line_text(line, language) for line in records.lines.values())
    kinds, number = _errors(records)
    made_up = f" <em>({say('study.made_up', language)})</em>" if records.synthetic else ""
    told = say("study.lines", language, lines=lines or say("study.none", language))
    faults = say("study.errors", language, n=kinds, rows=number)
    said = "".join(f"<li>{escape(text)}</li>" for text in card)
    return (
        f"<div><strong>{escape(records.title or say('study.study', language))}</strong>{made_up}"
        f"<table>{rows}</table><p>{told} {faults}</p><ul>{said}</ul></div>"
    )


def _line_text(line: Line, language: str) -> str:
    """Name a line as people read it, with the name it is asked for by, and its groups."""
    called = line.text(language)
    name = line.name if called == line.name else f"{called} ({line.name})"
    return escape(f"{name}: {', '.join(line.group_texts(language))}")


def hash_of(records: Records, roles: tuple[str, ...] | None) -> str:
    """Return a short hash of the data, the lines and whose contacts count."""
    digest = hashlib.sha256()
    for name in sorted(records.tables):
        table = records.tables[name].drop(columns=["row"], errors="ignore")
        digest.update(name.encode() + repr(list(table.columns)).encode())
        cells = table.astype(object).where(table.notna(), "")
        digest.update(pd.util.hash_pandas_object(cells, index=False).to_numpy().tobytes())
    digest.update(repr((sorted(records.lines.items()), roles, records.absent)).encode())
    return digest.hexdigest()[:12]
