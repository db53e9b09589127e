"""A report as a Word document: numbered tables and figures, captions, and texts beside pictures."""

from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

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

CENTIMETRES = 15.5  # of the text between the margins
DOTS = 200  # an inch
FIXED = (1980, 1, 1, 0, 0, 0)  # no clock: the same report is the same bytes
LANGUAGES = {"en": "en-GB", "nl": "nl-BE"}


def word_bytes(document: Document) -> bytes:
    """Return the document as the bytes of a ``.docx`` file.

    Parameters
    ----------
    document : Document

    Raises
    ------
    OutputError
        python-docx is not installed.
    """
    try:
        import docx
    except ImportError as error:
        raise missing_library("python-docx", "word") from error
    made = docx.Document()
    _settle(made, document)
    made.add_heading(document.title, level=0)
    for block, label in document.labelled():
        _add(made, block, label)
    file = BytesIO()
    made.save(file)
    return _timeless(file.getvalue())


def _settle(made: Any, document: Document) -> None:
    """Set language, title and the footer, and leave out who wrote it when."""
    from datetime import UTC, datetime

    from docx.oxml.ns import qn
    from docx.shared import Pt

    about = made.core_properties
    about.title, about.language = document.title, LANGUAGES[document.language]
    about.author = about.last_modified_by = about.comments = ""
    about.created = about.modified = datetime(*FIXED, tzinfo=UTC)
    about.revision = 1
    normal = made.styles["Normal"]
    normal.font.size = Pt(10.5)
    properties = normal.element.get_or_add_rPr()
    language = properties.makeelement(qn("w:lang"), {qn("w:val"): LANGUAGES[document.language]})
    properties.append(language)
    footer = made.sections[0].footer.paragraphs[0]
    footer.text = f"{document.made}\t\t"
    _field(footer, "PAGE", "1")


def _add(made: Any, block: Block, label: str) -> None:
    """Add one block."""
    if isinstance(block, Heading):
        made.add_heading(_plain(block.text), level=block.level - 1)
    elif isinstance(block, Words):
        _words(made, block)
    elif isinstance(block, Said):
        for name, sentence in block.lines:
            _bullet(made, name, sentence)
    elif isinstance(block, Table):
        _table(made, block, label)
    else:
        _picture(made, block, label)


def _words(made: Any, words: Words) -> None:
    run = made.add_paragraph().add_run(_plain(words.text))
    run.italic = words.kind in (NOTE, MISSING)
    run.bold = words.kind == NOTICE
    if words.kind == COMMAND:
        run.font.name = "Consolas"


def _bullet(made: Any, name: str, sentence: str) -> None:
    paragraph = made.add_paragraph(style="List Bullet")
    if name:
        paragraph.add_run(_plain(name)).bold = True
        paragraph.add_run(": ")
    paragraph.add_run(_plain(sentence))


def _caption(made: Any, label: str, text: str) -> Any:
    """Add a caption whose number Word keeps, so that lists and references of tables work."""
    paragraph = made.add_paragraph(style="Caption")
    word, _, number = label.partition(" ")
    paragraph.add_run(f"{word} ")
    _field(paragraph, f"SEQ {word} \\* ARABIC", number)
    paragraph.add_run(f". {_plain(text)}")
    return paragraph


def _field(paragraph: Any, instruction: str, shown: str) -> None:
    """Add a field that Word computes, with what it shows until then."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = shown
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _table(made: Any, table: Table, label: str) -> None:
    """Add a table below its caption; its header is repeated on every page."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    _caption(made, label, table.caption).paragraph_format.keep_with_next = True
    shown = made.add_table(rows=0, cols=len(table.columns), style="Light List")
    for at, cells in enumerate([table.columns, *table.rows]):
        row = shown.add_row()
        span = table.spans.get(at - 1)
        if at and span is not None:
            row.cells[span].merge(row.cells[-1])
        for place, text in enumerate(cells):
            paragraph = row.cells[place].paragraphs[0]
            run = paragraph.add_run(_plain(text))
            run.font.size = Pt(8.5)
            if place >= table.words and span is None:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _mark_row(row, header=not at)
    made.add_paragraph()


def _mark_row(row: Any, *, header: bool) -> None:
    """Keep a row on one page, and repeat the first on each."""
    from docx.oxml import OxmlElement

    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if header:
        properties.append(OxmlElement("w:tblHeader"))


def _picture(made: Any, picture: Picture, label: str) -> None:
    """Add a picture above its caption, with the text that says what it shows."""
    from docx.shared import Cm

    paragraph = made.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    shape = paragraph.add_run().add_picture(BytesIO(to_png(picture.figure)), width=Cm(CENTIMETRES))
    about = shape._inline.docPr
    about.set("descr", _plain(picture.alt))
    about.set("title", _plain(picture.caption))
    _caption(made, label, picture.caption)


def to_png(figure: Any) -> bytes:
    """Return a figure as PNG, without a date or a name of what made it."""
    import warnings

    file = BytesIO()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        warnings.filterwarnings("ignore", message="Matplotlib currently does not support")
        figure.savefig(file, format="png", dpi=DOTS, metadata={"Software": None})
    return file.getvalue()


def _plain(text: str) -> str:
    """Return a text that XML can hold, without the signs that keep a direction of writing."""
    kept = text.translate(ISOLATES)
    return "".join(sign for sign in kept if sign >= " " or sign in "\t\n")


def _timeless(data: bytes) -> bytes:
    """Return a ZIP file with the same content and no times."""
    file = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = ZipInfo(name, FIXED)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0
            new.writestr(entry, old.read(name))
    return file.getvalue()
