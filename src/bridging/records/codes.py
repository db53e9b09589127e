"""Codes of contacts that forms show as Dutch words: the kind of contact, and what brought it about."""

import pandas as pd

from bridging.records.files import FileTable
from bridging.records.schema import TABLES, plain
from bridging.words.texts_forms import FORMS

CODES = {
    "form": ("greeting", "talk", "exchange"),
    "occasion": ("child", "staff", "volunteer", "activity", "nobody"),
}


def code_words(language: str, column: str) -> dict[str, str]:
    """Return the codes of a column with the word for each in a language.

    Examples
    --------
    >>> code_words("nl", "form")
    {'greeting': 'begroeting', 'talk': 'gesprek', 'exchange': 'uitwisseling'}
    """
    return {code: FORMS[language][f"form.code.{code}"] for code in CODES[column]}


def read_codes(table: FileTable) -> FileTable:
    """Return encounters with codes in place of the Dutch words that the forms offer for them.

    Nothing is told of it: the words are those of the lists, and results show them again.
    """
    frame = table.frame
    for column, names in _columns(frame).items():
        codes = {word: code for code, word in code_words("nl", column).items()}
        for name in names:
            words = frame[name].str.lower().isin(codes)
            if words.any():
                frame = frame.assign(
                    **{name: frame[name].mask(words, frame[name].str.lower().map(codes))}
                )
    return FileTable(frame, table.rows, table.notes, table.told, table.short, table.broken)


def _columns(frame: pd.DataFrame) -> dict[str, list[str]]:
    """Return the columns of the frame that hold each of the codes; one name must occur once."""
    schema = {column.name: column for column in TABLES["encounters"].columns}
    names = list(frame.columns)
    return {
        column: [
            name
            for name in names
            if plain(name) in (column, *schema[column].aliases) and names.count(name) == 1
        ]
        for column in CODES
    }
