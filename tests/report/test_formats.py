"""The same content as Word and as PDF."""

import io
import re
import zipfile

import pytest

import bridging as br
from bridging.errors import OptionError, OutputError
from bridging.report.build import page_text, report_document
from bridging.report.of_results import results_document
from bridging.report.pdf import pdf_bytes, typst_text
from bridging.report.pictures import Picture
from bridging.report.table import Table
from bridging.report.word import word_bytes

ODD = 'a "b" <c> #d $e$ [f] \\g \u2068h\u2069 {{ i }}'


@pytest.fixture(scope="module")
def study():
    people = [f"p{k}" for k in range(24)]
    return br.Study.from_frames(
        participants={"participant": people, ODD: ["x", ODD] * 12},
        sessions={"session": ["s", "t"], "start": ["2025-03-03 09:00", "2025-03-10 09:00"]},
        attendance={"participant": people * 2, "session": ["s"] * 24 + ["t"] * 24},
        encounters={
            "source": people[:-1] * 2,
            "target": people[1:] * 2,
            "session": ["s"] * 23 + ["t"] * 23,
        },
        lines={ODD: ["x", ODD]},
        title=ODD,
        purpose=ODD,
    )


@pytest.fixture(scope="module", params=["en", "nl"])
def document(study, request):
    return report_document(study, language=request.param, audience="team", n_resamples=19)


def count(document, kind):
    return sum(isinstance(block, kind) for block in document.blocks)


def test_word_has_every_table_and_figure_with_its_number_and_text(document):
    docx = pytest.importorskip("docx", reason="python-docx is not installed")
    made = docx.Document(io.BytesIO(word_bytes(document)))
    assert len(made.tables) == count(document, Table) > 5
    assert len(made.inline_shapes) == count(document, Picture) > 2
    for shape in made.inline_shapes:
        assert len(shape._inline.docPr.get("descr")) > 20
    captions = [p for p in made.paragraphs if p.style.name == "Caption"]
    words = {"en": ("Table", "Figure"), "nl": ("Tabel", "Figuur")}[document.language]
    for word, kind in zip(words, (Table, Picture), strict=True):
        fields = [p._p.xml for p in captions if f"SEQ {word} " in p._p.xml]
        numbers = [int(re.search(r"<w:t>(\d+)</w:t>", text)[1]) for text in fields]
        assert numbers == list(range(1, count(document, kind) + 1))
    assert made.core_properties.language.startswith(document.language)
    assert all(table._tbl.xml.count("w:tblHeader") == 1 for table in made.tables)


def test_word_and_page_say_the_same(document, study):
    docx = pytest.importorskip("docx", reason="python-docx is not installed")
    made = docx.Document(io.BytesIO(word_bytes(document)))
    page = page_text(study, language=document.language, audience="team", n_resamples=19)
    for table in made.tables:
        assert all(cell.text for cell in table.rows[0].cells)
    assert document.made in made.sections[0].footer.paragraphs[0].text
    assert document.made in page


def test_word_holds_no_clock(study):
    pytest.importorskip("docx", reason="python-docx is not installed")
    one, two = (word_bytes(report_document(study, n_resamples=19)) for _ in range(2))
    assert one == two
    with zipfile.ZipFile(io.BytesIO(one)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_pdf_passes_the_rules_of_universal_access(document):
    """The compiler refuses a document that breaks PDF/UA-1, as one without texts for pictures."""
    pytest.importorskip("typst", reason="typst is not installed")
    data = pdf_bytes(document)
    assert data.startswith(b"%PDF") and b"pdfuaid" in data


def test_the_same_records_give_the_same_pdf(study):
    pytest.importorskip("typst", reason="typst is not installed")
    one, two = (pdf_bytes(report_document(study, n_resamples=19)) for _ in range(2))
    assert one == two


def test_nothing_of_a_study_is_markup_in_typst(document):
    text = typst_text(document)
    strings = re.findall(r'"(?:[^"\\]|\\.)*"', text)
    assert "".join(strings).count("#d $e$") == text.count("#d $e$") > 3


def test_results_as_word(tmp_path):
    docx = pytest.importorskip("docx", reason="python-docx is not installed")
    study = br.simulate.world(seed=1, people=20, sessions=6)
    results = br.profile(study, "origin", n_resamples=19)
    path = results.to_word(tmp_path / "results.docx", language="nl", title="Mijn thesis")
    made = docx.Document(path)
    assert made.paragraphs[0].text == "Mijn thesis"
    assert len(made.tables) == 1 and len(made.tables[0].rows) == len(results) + 1
    texts = [p.text for p in made.paragraphs]
    assert "Methode en begrippen" in texts and "Bronnen" in texts
    assert any("Krackhardt" in text for text in texts)


def test_no_results_are_a_document_too():
    assert results_document(br.Results([])).blocks


def test_the_ending_says_what_is_written(study, tmp_path):
    with pytest.raises(OptionError, match="must be one of '.html', '.htm', '.docx', '.pdf'"):
        br.report(study, tmp_path / "report.odt")


@pytest.mark.parametrize(("ending", "library", "extra"), [("docx", "docx", "word"),
                                                          ("pdf", "typst", "pdf")])  # fmt: skip
def test_a_missing_library_is_told(study, tmp_path, monkeypatch, ending, library, extra):
    monkeypatch.setitem(__import__("sys").modules, library, None)
    with pytest.raises(OutputError, match=rf"Install it with: pip install 'bridging\[{extra}\]'"):
        br.report(study, tmp_path / f"report.{ending}", n_resamples=19)
