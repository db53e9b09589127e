"""Everything that workbooks, grids, exports and SPSS files can say is there in Dutch."""

import ast
from pathlib import Path

import pytest

from bridging.records import read
from bridging.words import problem_words
from bridging.words.texts_forms_problems import FORM_PROBLEMS

FOLDER = Path(read.__file__).parent
FILES = [
    *("workbook", "workbook_safety", "workbook_sheets", "workbook_table", "workbook_settings"),
    *("workbook_dates", "grid", "grid_days", "grid_marks", "kobo", "kobo_tables", "spss"),
    *("table_file", "codes", "unused_lines", "workbook_sheet", "workbook_ods"),
]


def literal(node):
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(v.value if isinstance(v, ast.Constant) else "XX" for v in node.values)
    return ""


def texts():
    """Every text with a space that is not the documentation of something."""
    for name in FILES:
        tree = ast.parse((FOLDER / f"{name}.py").read_text(encoding="utf-8"))
        documented = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        inside = {id(v) for n in ast.walk(tree) if isinstance(n, ast.JoinedStr) for v in n.values}
        for node in ast.walk(tree):
            text = literal(node)
            if id(node) not in documented | inside and text.count(" ") >= 2 and text[0].isupper():
                yield text


@pytest.mark.parametrize("text", sorted(set(texts())))
def test_every_text_has_dutch_words(text):
    text = (
        text.replace("XXXX", "XX. There are: XX").replace(".XX There", ". There").removesuffix("XX")
    )
    words, language = problem_words(text, "nl")
    assert language == "nl" and words != text


def test_the_texts_are_found():
    assert len(set(texts())) > 60
    assert len(FORM_PROBLEMS) == len({english for english, _ in FORM_PROBLEMS})
