"""The workbook to fill in: sheets with lists to choose from, examples, and an explanation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bridging.forms.columns import COLUMNS, SETTINGS, column_name, sheet_name, tables_of
from bridging.forms.examples import example_rows
from bridging.forms.lines import form_roles
from bridging.records.codes import CODES, code_words
from bridging.records.lines import Line
from bridging.records.workbook_settings import join_list
from bridging.records.workbook_write import save_book
from bridging.words import say

ROWS = 2_000  # as far as lists are offered
LISTED_ROWS = 500  # of a sheet that another chooses from
INK, PALE, GREY = "FF1B1B1B", "FFE8EEF4", "FF7F7F7F"
FORMATS = {
    "date": "dd/mm/yyyy",
    **dict.fromkeys(("start", "end", "arrival", "departure"), "hh:mm"),
    **dict.fromkeys(("participant", "source", "target", "initiator", "family", "company"), "@"),
}
# columns whose values are those of another sheet's first column
FROM_SHEETS = {
    "site": "sites",
    "session": "sessions",
    **dict.fromkeys(("participant", "source", "target", "initiator"), "participants"),
}


@dataclass(frozen=True, kw_only=True)
class Template:
    """What a workbook to fill in is made of."""

    lines: Mapping[str, Line]
    language: str
    anonymous: bool

    def say(self, key: str, **values: object) -> str:
        """Return a text in the language of the workbook."""
        return say(f"form.{key}", self.language, **values)

    def sheet(self, table: str) -> str:
        """Return the name of the sheet of a table."""
        return sheet_name(table, self.language)

    def columns(self, table: str) -> tuple[str, ...]:
        """Return our names of the columns of a table; those of the lines stand last."""
        own = COLUMNS[table]
        if table != "participants":
            return own
        return (*own, *(line.column for line in self.lines.values()))


def write_template(
    path: Path, lines: Mapping[str, Line], language: str, *, anonymous: bool
) -> None:
    """Write the workbook to fill in.

    Parameters
    ----------
    path : Path
    lines : mapping of str to Line
    language : {"en", "nl"}
    anonymous : bool
        Whether it has sheets for counts in place of people.

    Raises
    ------
    OutputError
    """
    from openpyxl import Workbook

    template = Template(lines=lines, language=language, anonymous=anonymous)
    book = Workbook()
    book.remove(book.active)
    _add_explanation(book, template, path.name)
    _add_settings(book, template)
    lists = _lists(template)
    for table in tables_of(anonymous):
        _add_table(book, table, template, lists)
    _add_lists(book, lists, template)
    save_book(book, path)


def _lists(template: Template) -> dict[str, list[str]]:
    """Return the lists to choose from, by column."""
    language, lines = template.language, template.lines.values()
    lists = {
        "role": [
            template.say("role.parent"),
            *(role for roles in form_roles(language).values() for role in roles),
        ],
        **{column: list(code_words(language, column).values()) for column in CODES},
        "line": [line.name for line in lines],
        "group": list(dict.fromkeys(g for line in lines for g in _groups(line, template))),
    }
    return lists | {line.column: _groups(line, template) for line in lines}


def _groups(line: Line, template: Template) -> list[str]:
    """Return the groups of a line and, last, how unknown is written."""
    word = template.say("unknown")
    unknown = [word] if word in line.unknown else [one for one in line.unknown if one][:1]
    return [*line.groups, *unknown]


def _add_explanation(book: Any, template: Template, file: str) -> None:
    from openpyxl.styles import Alignment, Font

    sheet = book.create_sheet(template.sheet("explanation"))
    for letter, width in zip("ABC", (24, 24, 90), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.append([template.say("explain.title")])
    sheet["A1"].font = Font(bold=True, size=16, color=INK)
    for text in _advice(template, file):
        sheet.append([text])
        place = sheet.max_row
        sheet.merge_cells(start_row=place, end_row=place, start_column=1, end_column=3)
        sheet.cell(place, 1).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.row_dimensions[place].height = 32
    sheet.append([])
    sheet.append([template.say(f"explain.{what}") for what in ("sheet", "column", "meaning")])
    _make_header(sheet, sheet.max_row)
    for table in (*SETTINGS, *tables_of(template.anonymous)):
        sheet.append([template.sheet(table), None, template.say(f"table.{table}")])
        for cell in sheet[sheet.max_row]:
            cell.font = Font(bold=True)
        for column in template.columns(table):
            meaning = _meaning(table, column, template)
            sheet.append([None, column_name(column, template.language), meaning])
    _print_wide(sheet)


def _advice(template: Template, file: str) -> list[str]:
    first = ", ".join(template.sheet(table) for table in SETTINGS)
    return [
        template.say("explain.order", first=first),
        template.say("explain.example", example=template.say("example")),
        template.say("explain.counts" if template.anonymous else "explain.codes"),
        template.say("explain.sensitive"),
        template.say("explain.more"),
        template.say("explain.lists", lists=template.sheet("lists")),
        template.say("explain.read", file=file),
    ]


def _meaning(table: str, column: str, template: Template) -> str:
    if column in {line.column for line in template.lines.values()} - set(COLUMNS[table]):
        return template.say("column.line_of_person")
    return template.say(f"column.{column}")


def _add_settings(book: Any, template: Template) -> None:
    language = template.language
    study = _sheet(book, "study", template, ("key", "value"))
    known = {
        "title": template.say("title"),
        "language": language,
        "purpose": template.say("purpose"),
    }
    for key in COLUMNS["study"]:  # the data card stays empty: it is theirs to state
        study.append([column_name(key, language), known.get(key)])
    study.column_dimensions["B"].width = 80
    lines = _sheet(book, "lines", template, COLUMNS["lines"])
    for line in template.lines.values():
        for row in _line_rows(line, language):
            lines.append(row)
    roles = _sheet(book, "roles", template, COLUMNS["roles"])
    for kind, named in form_roles(language).items():
        words = {"staff": "personeel", "children": "kinderen"} if language == "nl" else {}
        for role in named:
            roles.append([role, words.get(kind, kind)])


def _line_rows(line: Line, language: str) -> list[list[str | None]]:
    yes = {"en": "yes", "nl": "ja"}[language]
    rows: list[list[str | None]] = []
    for group in line.groups:
        written = join_list(value for value, meant in line.values.items() if meant == group)
        rows.append([line.name, None, group, written or None, None, None])
    rows[0][1] = line.text(language)
    rows[0][4] = join_list(line.unknown) or None
    rows[0][5] = yes if line.ordered else None
    return rows


def _sheet(book: Any, table: str, template: Template, columns: Sequence[str]) -> Any:
    """Add a sheet with a header that stays in view."""
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(template.sheet(table))
    sheet.append([column_name(column, template.language) for column in columns])
    _make_header(sheet, 1)
    sheet.freeze_panes = "A2"
    for k, column in enumerate(columns, start=1):
        dimension = sheet.column_dimensions[get_column_letter(k)]
        dimension.width = 28 if column in ("group", "group_a", "group_b", "note") else 18
        if column in FORMATS:
            dimension.number_format = FORMATS[column]
    _print_wide(sheet)
    return sheet


def _make_header(sheet: Any, row: int) -> None:
    from openpyxl.styles import Font, PatternFill

    for cell in sheet[row]:
        cell.font = Font(bold=True, color=INK)
        cell.fill = PatternFill("solid", fgColor=PALE)


def _print_wide(sheet: Any) -> None:
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _add_table(
    book: Any, table: str, template: Template, lists: Mapping[str, Sequence[str]]
) -> None:
    from openpyxl.styles import Font

    columns = template.columns(table)
    sheet = _sheet(book, table, template, columns)
    for example in example_rows(table, template.lines, template.language):
        sheet.append([example.get(column) for column in columns])
        for cell, column in zip(sheet[sheet.max_row], columns, strict=True):
            cell.font = Font(italic=True, color=GREY)
            if column in FORMATS:
                cell.number_format = FORMATS[column]
    for k, column in enumerate(columns, start=1):
        source = _source(table, column, template, lists)
        if source:
            _offer(sheet, k, source, template.say("message"))


def _source(table: str, column: str, template: Template, lists: Mapping[str, Sequence[str]]) -> str:
    """Return the cells from which a column chooses; empty where anything may be written."""
    other = FROM_SHEETS.get(column, "")
    if other in tables_of(template.anonymous) and other != table:
        return f"{template.sheet(other)}!$A$2:$A${LISTED_ROWS}"
    name = "group" if column in ("group_a", "group_b") else column
    if name not in lists:
        return ""
    return _cells_of_list(list(lists).index(name) + 1, len(lists[name]), template)


def _cells_of_list(place: int, size: int, template: Template) -> str:
    from openpyxl.utils import get_column_letter

    letter = get_column_letter(place)
    return f"{template.sheet('lists')}!${letter}$2:${letter}${size + 1}"


def _offer(sheet: Any, column: int, source: str, message: str) -> None:
    """Let a column choose from cells; something else may be written after a warning."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    letter = get_column_letter(column)
    offered = DataValidation(
        type="list",
        formula1=source,  # as it is written: no equals sign before it
        allow_blank=True,
        showErrorMessage=True,
        errorStyle="warning",
        error=message,
        sqref=f"{letter}2:{letter}{ROWS}",
    )
    sheet.add_data_validation(offered)


def _add_lists(book: Any, lists: Mapping[str, Sequence[str]], template: Template) -> None:
    """Add the hidden sheet of lists: in a cell of its own, a list has no greatest length."""
    sheet = book.create_sheet(template.sheet("lists"))
    for k, (name, values) in enumerate(lists.items(), start=1):
        for row, value in enumerate((column_name(name, template.language), *values), start=1):
            sheet.cell(row, k, value)
    sheet.sheet_state = "hidden"
