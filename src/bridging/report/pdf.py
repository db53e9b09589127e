"""A report as a PDF that screen readers can read (PDF/UA-1), by way of Typst."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from bridging.figures import to_svg
from bridging.report.document import (
    COMMAND,
    MISSING,
    NOTE,
    NOTICE,
    Block,
    Document,
    Heading,
    Said,
    Words,
)
from bridging.report.output import missing_library
from bridging.report.pictures import Picture
from bridging.report.table import ISOLATES, Table

HEAD = """
#set document(title: {title}, date: none)
#set text(lang: "{language}", font: ("Libertinus Serif", "DejaVu Sans"), size: 10.5pt)
#set page(
  paper: "a4",
  margin: (x: 2.2cm, top: 2cm, bottom: 2.4cm),
  footer: context [#set text(size: 8pt); #{made} #h(1fr) #counter(page).display("1 / 1", both: true)],
)
#set par(justify: false)
#set heading(numbering: none)
#set list(spacing: 0.7em)
#show heading: set block(sticky: true)
#show figure: set figure.caption(position: top)
#show figure.where(kind: table): set block(breakable: true)
#show figure.where(kind: table): set align(left)
#show figure.caption: it => block(width: 100%, align(left, text(size: 9.5pt, it.body)))
#let quiet(it) = text(fill: rgb("#4a4a4a"), style: "italic", it)
#let framed(it) = block(stroke: 1pt + rgb("#b34700"), inset: 8pt, width: 100%, strong(it))
#align(left, text(size: 19pt, weight: "bold", {title}))
"""


def pdf_bytes(document: Document) -> bytes:
    """Return the document as a PDF that passes PDF/UA-1: the compiler refuses what does not.

    Parameters
    ----------
    document : Document

    Raises
    ------
    OutputError
        Typst is not installed.
    """
    try:
        import typst
    except ImportError as error:
        raise missing_library("typst", "pdf") from error
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "report.typ").write_text(typst_text(document), encoding="utf-8")
        pictures = [block for block in document.blocks if isinstance(block, Picture)]
        for number, picture in enumerate(pictures, start=1):
            (place / f"{number}.svg").write_text(to_svg(picture.figure), encoding="utf-8")
        return typst.compile(
            str(place / "report.typ"),
            format="pdf",
            font_paths=[str(_fonts())],
            ignore_system_fonts=True,
            pdf_standards="ua-1",
        )


def _fonts() -> Path:
    """Return the folder of fonts that come with matplotlib, which figures are drawn with."""
    import matplotlib as mpl

    return Path(mpl.get_data_path()) / "fonts" / "ttf"


def typst_text(document: Document) -> str:
    """Return the document in the language of Typst; whatever comes from a study is a string."""
    parts = [
        HEAD.format(
            title=quoted(document.title), language=document.language, made=quoted(document.made)
        )
    ]
    parts += _blocks(document)
    return "\n".join(parts)


def _blocks(document: Document) -> Iterator[str]:
    number = 0
    for block, label in document.labelled():
        number += isinstance(block, Picture)
        yield _block(block, label, number)


def _block(block: Block, label: str, number: int) -> str:
    if isinstance(block, Heading):
        return f"#heading(level: {block.level - 1}, {quoted(block.text)})"
    if isinstance(block, Words):
        return _words(block)
    if isinstance(block, Said):
        return "#list(" + "".join(f"{_said(*item)}, " for item in block.lines) + ")"
    if isinstance(block, Table):
        return _table(block, label)
    caption, alt = quoted(f"{label}. {block.caption}"), quoted(block.alt)
    image = f'image("{number}.svg", width: 100%, alt: {alt})'
    return f"#figure({image}, kind: image, supplement: none, numbering: none, caption: {caption}, alt: {alt})"


def _words(words: Words) -> str:
    text = quoted(words.text)
    if words.kind == NOTICE:
        return f"#framed({text})"
    shown = {
        NOTE: f"quiet({text})",
        MISSING: f"quiet({text})",
        COMMAND: f"raw({text})",
    }.get(words.kind, f"text({text})")
    if words.language:
        shown = f'text(lang: "{words.language}", {shown})'
    return f"#par({shown})"


def _said(name: str, sentence: str) -> str:
    return f"[#strong({quoted(name)}): #{quoted(sentence)}]" if name else f"[#{quoted(sentence)}]"


def _table(table: Table, label: str) -> str:
    """Return a table with a header that is repeated on every page."""
    aligned = ", ".join("left" if k < table.words else "right" for k in range(len(table.columns)))
    header = "".join(f"strong({quoted(cell)}), " for cell in table.columns)
    cells = "".join(_row(table, at) for at in range(len(table.rows)))
    body = (
        f"table(columns: {len(table.columns)}, align: ({aligned},), stroke: (x, y) => (bottom: 0.5pt + "
        f'rgb("#d0d0d0")), inset: 4pt, table.header({header}), {cells})'
    )
    caption = quoted(f"{label}. {table.caption}")
    return (
        f"#[#set text(size: 8.5pt)\n#figure({body}, kind: table, supplement: none, "
        f"numbering: none, caption: {caption})]"
    )


def _row(table: Table, at: int) -> str:
    """Return the cells of a row; the last spans the rest where it is a remark."""
    span, row = table.spans.get(at), table.rows[at]
    cells = []
    for place, cell in enumerate(row):
        if place == span:
            rest = len(table.columns) - place
            cells.append(f"table.cell(colspan: {rest}, align: left, emph({quoted(cell)})), ")
        else:
            cells.append(f"{quoted(cell)}, ")
    return "".join(cells)


def quoted(text: str) -> str:
    r"""Return a string of Typst: nothing in it is read as markup.

    Examples
    --------
    >>> print(quoted('a "b" \\ #c'))
    "a \"b\" \\ #c"
    """
    kept = text.translate(ISOLATES)
    return '"' + kept.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'
