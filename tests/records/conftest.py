"""Studies small enough to check by eye, how problems are looked at, and files made quickly."""

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pandas as pd
import pytest

from bridging.records import Records, from_frames, read_folder

Frames = dict[str, pd.DataFrame]

IDS = ("anna-1", "bilal-2", "carla-3", "dries-4")


@pytest.fixture
def frames() -> Frames:
    """Four people of two groups, three sessions, four contacts."""
    a, b, c, d = IDS
    return {
        "participants": pd.DataFrame({"participant": IDS, "origin": ["north"] * 2 + ["south"] * 2}),
        "sessions": pd.DataFrame({"session": ["s1", "s2", "s3"], "site": ["house"] * 3}),
        "attendance": pd.DataFrame(
            {
                "participant": [a, b, c, d, a, b, c, d],
                "session": ["s1"] * 4 + ["s2"] * 2 + ["s3"] * 2,
            }
        ),
        "encounters": pd.DataFrame(
            {
                "source": [a, a, a, c],
                "target": [c, b, b, d],
                "session": ["s1", "s1", "s2", "s3"],
                "minutes": [5.0, 2.5, 10.0, 1.0],
            }
        ),
    }


@pytest.fixture
def read(frames: Frames) -> Callable[..., Records]:
    """Read the small study with some tables replaced (None leaves one out)."""

    def with_tables(lines: Any = None, roles: Any = None, **tables: Any) -> Records:
        lines = {"origin": ["north", "south"]} if lines is None else lines
        return from_frames({**frames, **tables}, lines=lines, roles=roles)

    return with_tables


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """Write files into a folder; text is written as UTF-8, bytes as they are."""

    def with_files(settings: str | None = "", **files: str | bytes) -> Path:
        if settings is not None:
            (tmp_path / "study.toml").write_text(settings, encoding="utf-8")
        for name, content in files.items():
            file = tmp_path / (name if "." in name else f"{name}.csv")
            file.write_bytes(content.encode() if isinstance(content, str) else content)
        return tmp_path

    return with_files


@pytest.fixture
def read_files(folder: Callable[..., Path]) -> Callable[..., Records]:
    """Write files into a folder and read it."""

    def with_files(settings: str | None = "", **files: str | bytes) -> Records:
        return read_folder(folder(settings, **files))

    return with_files


@pytest.fixture
def told() -> Callable[..., list[str]]:
    """Write the problems of a study as lines, to compare with what people should read."""

    def as_lines(records: Records, *severities: str) -> list[str]:
        problems = records.problems
        if severities:
            problems = problems[problems["severity"].isin(severities)]
        return [
            f"{p['severity']} | {p['table']} | {p['rows']} | {p['column']} | {p['problem']} | {p['hint']}"
            for p in problems.to_dict("records")
        ]

    return as_lines


# -- files of rows of text, written as quickly as can be -----------------------------------------


@pytest.fixture(scope="session")
def written() -> dict[str, Callable[[Any], bytes]]:
    """How rows become a CSV file, sheets of rows a workbook, and parts an archive."""
    return {"csv": as_csv, "xlsx": as_xlsx, "ods": as_ods, "zip": packed}


def as_csv(rows):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def without_signs(text):
    """Leave out what XML can't hold."""
    return escape("".join(sign for sign in text if sign >= " " or sign in "\t\n\r"))


def letters(column):
    return chr(ord("A") + column) if column < 26 else f"A{chr(ord('A') + column - 26)}"


def as_xlsx(tables):
    """Return a workbook of Excel with text in every cell, and a formula now and then."""
    names = list(tables)
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"><Default Extension="xml" ContentType="application/xml"/><Override '
        'PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        'relationships"/>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/'
        'package/2006/relationships">'
        + "".join(
            f'<Relationship Id="r{k}" Target="worksheets/s{k}.xml" Type="http://schemas.'
            'openxmlformats.org/officeDocument/2006/relationships/worksheet"/>'
            for k in range(len(names))
        )
        + "</Relationships>",
        "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/'
        'main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        "<sheets>"
        + "".join(
            f'<sheet name="{name}" sheetId="{k + 1}" r:id="r{k}"/>' for k, name in enumerate(names)
        )
        + "</sheets></workbook>",
    }
    for k, name in enumerate(names):
        cells = "".join(
            f'<row r="{number}">'
            + "".join(_cell(f"{letters(c)}{number}", text) for c, text in enumerate(row) if text)
            + "</row>"
            for number, row in enumerate(tables[name], start=1)
        )
        parts[f"xl/worksheets/s{k}.xml"] = (
            '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            f"<sheetData>{cells}</sheetData></worksheet>"
        )
    return packed({name: text.encode() for name, text in parts.items()})


def _cell(place, text):
    if text.startswith("="):
        return f'<c r="{place}" t="str"><f>{without_signs(text[1:])}</f><v>1</v></c>'
    if text.isascii() and text.isdecimal() and len(text) < 15:
        return f'<c r="{place}"><v>{text}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{without_signs(text)}</t></is></c>'


def as_ods(tables):
    """Return a workbook of LibreOffice with text in every cell."""
    sheets = "".join(
        f'<table:table table:name="{name}">'
        + "".join(
            "<table:table-row>"
            + "".join(
                f'<table:table-cell office:value-type="string" office:string-value="{_quoted(cell)}"/>'
                for cell in row
            )
            + "</table:table-row>"
            for row in rows
        )
        + "</table:table>"
        for name, rows in tables.items()
    )
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "style")
    )
    content = (
        f"<office:document-content{names}><office:body><office:spreadsheet>{sheets}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    return packed({"mimetype": kind, "content.xml": content.encode()})


def _quoted(text):
    return without_signs(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\r", "&#13;")


def packed(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        for name, content in parts.items():
            book.writestr(name, content)
    return out.getvalue()
