"""A large CSV file with nothing odd in it, read by several cores at once.

What is odd (a double quote, an empty line, another coding, rows of unequal length) is left to the
careful reader, which says what it finds and where.
"""

import pandas as pd

from bridging.records.text import TEXT

PLAIN_BYTES = 1_000_000  # below this, the careful reader is as quick
BLOCK_BYTES = 1 << 24
ODD = (b'"', b"\0", b"\xef\xbb\xbf")


def read_plain(content: bytes, delimiter: str) -> pd.DataFrame | None:
    """Return the cells of a plain file as text, without its header, or None where one is odd.

    Empty cells are missing. Row k of the frame is line k + 2 of the file.

    Parameters
    ----------
    content : bytes
        What the file holds.
    delimiter : str
        What stands between cells; one sign.
    """
    if len(content) < PLAIN_BYTES or not _is_arrow_text() or not _is_plain(content):
        return None
    import pyarrow  # type: ignore[import-untyped]
    import pyarrow.compute  # type: ignore[import-untyped]
    from pyarrow import csv

    header, _, _ = content.partition(b"\n")
    sign = delimiter.encode()
    names = [str(k) for k in range(header.count(sign) + 1)]
    try:
        table = csv.read_csv(
            pyarrow.BufferReader(content),
            read_options=csv.ReadOptions(
                column_names=names, skip_rows=1, block_size=BLOCK_BYTES, encoding="utf8"
            ),
            parse_options=csv.ParseOptions(
                delimiter=delimiter,
                quote_char=False,
                double_quote=False,
                ignore_empty_lines=False,
            ),
            convert_options=csv.ConvertOptions(
                column_types=dict.fromkeys(names, pyarrow.large_string()),
                strings_can_be_null=False,
            ),
        )
    except pyarrow.ArrowException:
        return None
    lines = content.count(b"\n") + (not content.endswith(b"\n"))
    if table.num_rows != lines - 1:
        return None
    spaced = sign != b"\t" and any(before + b" " in content for before in (sign, b"\n"))
    cells = {}
    for name in names:
        column = table[name]
        if spaced:  # as the careful reader does
            column = pyarrow.compute.utf8_ltrim(column, characters=" ")
        cells[name] = pd.Series(pd.array(column, dtype=TEXT))
    return pd.DataFrame(cells)


def _is_arrow_text() -> bool:
    """Whether text is kept by Arrow, so that nothing is copied."""
    return getattr(TEXT, "storage", "") == "pyarrow"


def _is_plain(content: bytes) -> bool:
    """Whether lines are rows: no quotes, no empty lines above or signs that end lines otherwise."""
    if content.startswith(b"\n") or any(sign in content for sign in ODD):
        return False
    return content.count(b"\r") == content.count(b"\r\n")
