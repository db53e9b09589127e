"""What the documentation says is what the code has."""

import re
import runpy
import shlex
import tomllib
from pathlib import Path

import pytest

from bridging.measures import all_measures

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
BUILT = ("_build", "made")
PAGES = sorted(page for page in DOCS.rglob("*.md") if page.relative_to(DOCS).parts[0] not in BUILT)
TEXTS = [*PAGES, ROOT / "README.md"]
TRANSLATED = {"tutorial": "nl/eerste_avond", "howto/evaluate": "nl/evalueren"}


def name_of(page):
    """Return the name of a page as tests show it."""
    return page.relative_to(ROOT).as_posix()


def blocks(page, *languages):
    """Return the blocks of code of a page, without the options of a cell."""
    text = page.read_text(encoding="utf-8")
    kinds = "|".join(re.escape(language) for language in languages)
    found = re.findall(rf"^```(?:{kinds})\n(.*?)^```$", text, re.S | re.M)
    options = re.compile(r"\A(?:---\n.*?\n---\n|(?::\w+:[^\n]*\n)+)", re.S)
    return [options.sub("", block) for block in found]


def code(page):
    """Return the Python of a page in its order."""
    return blocks(page, "python", "{code-cell}")


@pytest.fixture
def docs(monkeypatch):
    """Let the modules in docs be imported."""
    monkeypatch.syspath_prepend(str(DOCS))


def test_the_tables_are_those_of_the_records(docs):
    made = runpy.run_path(str(ROOT / "docs" / "make_tables.py"))
    assert made["stale"]() == [], "run python docs/make_tables.py"


def test_every_source_is_in_the_bibliography():
    keys = set(re.findall(r"@\w+\{([^,]+),", (ROOT / "docs/references.bib").read_text("utf-8")))
    from bridging.nulls import all_nulls

    used = {k for m in all_measures() for k in re.split(r"[;, ]+", m.source)}
    used |= {null.source for null in all_nulls()}
    used |= {
        k for page in PAGES for k in re.findall(r"\]\(#(\w+\d{4}\w?)\)", page.read_text("utf-8"))
    }
    assert used <= keys


def test_deviations_name_tests_that_exist():
    text = (ROOT / "docs" / "deviations.md").read_text("utf-8")
    files = set(re.findall(r"`(tests/[\w/]+\.py)", text))
    assert files
    assert all((ROOT / name).exists() for name in files)


def test_the_data_page_has_every_column_and_dutch_name():
    from bridging.records.schema import TABLES

    text = (ROOT / "docs" / "data.md").read_text("utf-8")
    for table in TABLES.values():
        part = text.split(f"## {table.name}\n")[1].split("\n## ")[0]
        for column in table.columns:
            for name in (column.name, *column.aliases):
                assert f"`{name}`" in part, (table.name, name)


@pytest.mark.parametrize("page", [page for page in TEXTS if code(page)], ids=name_of)
def test_the_code_of_a_page_runs(page, monkeypatch, tmp_path):
    """From its first line to its last, in the folder of the page, as the site runs it."""
    import matplotlib
    import matplotlib.pyplot as plt

    matplotlib.use("Agg")
    monkeypatch.chdir(page.parent)
    monkeypatch.setenv("COLUMNS", "88")
    space = {}
    for block in code(page):
        block = block.replace('"report.html"', repr(str(tmp_path / "report.html")))
        exec(compile(block, page.name, "exec"), space)
    plt.close("all")


@pytest.mark.parametrize("page", TEXTS, ids=name_of)
def test_commands_and_settings_of_a_page_are_understood(page):
    from bridging.cli import make_parser

    commands = runpy.run_path(str(ROOT / "dev.py"))["COMMANDS"]
    lines = [line for block in blocks(page, "sh") for line in block.splitlines()]
    for line in lines:
        words = shlex.split(line, comments=True)
        if words[:1] == ["bridging"]:
            make_parser().parse_args(words[1:])
        if words[:2] == ["python3", "dev.py"]:
            assert words[2] in commands, line
            if words[2] in ("report", "check"):
                make_parser().parse_args(words[2:] if len(words) > 3 else [*words[2:], "sample"])
    for block in blocks(page, "toml"):
        assert tomllib.loads(block)


@pytest.mark.parametrize("page", TEXTS, ids=name_of)
def test_links_of_a_page_lead_to_files(page):
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    included = re.findall(r"^```\{literalinclude\} (\S+)", page.read_text("utf-8"), re.M)
    for target in [*targets, *included]:
        file = (page.parent / target).resolve()
        made = DOCS / "made" in file.parents  # by the build, which checks them
        assert made or target.startswith("https://") or file.exists() or ":" in target, target


@pytest.mark.parametrize(("english", "dutch"), TRANSLATED.items())
def test_a_translation_says_the_same(english, dutch):
    """As many parts, the same calls, the same files shown; the words are for a reader to judge."""
    pages = [DOCS / f"{name}.md" for name in (english, dutch)]
    texts = [page.read_text(encoding="utf-8") for page in pages]
    assert len({text.count("\n## ") for text in texts}) == 1
    calls = [re.findall(r"\b(?:br|study|house|share|chain|axes)\.\w+\(|plot_\w+\(", "".join(code(page)))
             for page in pages]  # fmt: skip
    assert calls[0] == calls[1]
    assert len({text.count("    alt: ") for text in texts}) == 1
    shown = [re.findall(r"^```\{literalinclude\} (\S+)", text, re.M) for text in texts]
    assert shown[0] == shown[1]
    commands = [[line.split()[:3] for line in "".join(blocks(page, "sh")).splitlines()]
                for page in pages]  # fmt: skip
    assert [words[:2] for words in commands[0]] == [
        [word.replace("avond/", "evening/") for word in words[:2]] for words in commands[1]
    ]
    for page, other in zip(pages, pages[::-1], strict=True):
        assert f"{other.stem}.md)" in page.read_text(encoding="utf-8"), "each links to the other"


def test_every_page_is_in_the_index():
    listed = set(re.findall(r"^([\w/]+)$", (DOCS / "index.md").read_text("utf-8"), re.M))
    pages = {page.relative_to(DOCS).with_suffix("").as_posix() for page in PAGES}
    assert pages - listed == {"index"}


@pytest.mark.parametrize("folder", ["our-house", "tallies"])
def test_the_examples_are_records_without_problems(folder):
    import bridging as br

    study = br.read_study(DOCS / "examples" / folder)
    assert study.synthetic
    assert set(study.problems()["severity"]) <= {"note"}
    assert study.mixing().contacts.sum() > 0


def test_the_readme_is_short_and_shows_a_figure():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 90
    words, file = re.search(r"!\[(.*?)\]\((.*?)\)", text, re.S).groups()
    assert len(words) > 50 and (ROOT / file).read_bytes().startswith(b"\x89PNG")


def test_every_formula_can_be_drawn_and_has_its_latex_as_words(docs):
    from math_pictures import draw
    from symbols import SYMBOLS

    for formula in [*(measure.formula for measure in all_measures()), *(s for s, _ in SYMBOLS)]:
        drawn = draw(formula.replace("|", r"\vert "))
        assert 'role="img"' in drawn and "http" not in drawn
    assert 'aria-label="\\frac{a}{b}"' in draw(r"\frac{a}{b}")
    with pytest.raises(ValueError, match="nosuch"):
        draw(r"\nosuch")


def test_every_work_of_the_bibliography_is_listed(docs):
    from make_pages import describe, read_entries

    text = (DOCS / "references.bib").read_text(encoding="utf-8")
    entries = {entry["key"]: entry for entry in read_entries(text)}
    assert set(entries) == set(re.findall(r"^@\w+\{([^,]+),", text, re.M))
    for entry in entries.values():
        said = describe(entry)
        assert entry["year"] in said and not set("{}\\") & set(said), said
    assert describe(entries["blau1977"]) == (
        "Blau, Peter M. (1977). Inequality and Heterogeneity: A Primitive Theory of Social "
        "Structure. *Free Press*."
    )


def test_figures_of_the_gallery_come_with_their_words(docs, tmp_path):
    from make_gallery import make_gallery

    make_gallery(DOCS, tmp_path)
    page = (tmp_path / "gallery.md").read_text(encoding="utf-8")
    pictures = re.findall(r"```\{image\} (\S+)\n:alt: (.+)\n", page)
    assert len(pictures) == page.count("\n## ") >= 1
    for file, words in pictures:
        assert (tmp_path / file).read_bytes().startswith(b"\x89PNG")
        assert len(words) > 40, words


GOOD = '<a href="b.html#x">b</a><a href="https://example.org/">e</a><img src="p.png" alt="words">'


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('<script src="https://example.org/a.js"></script>', "another host"),
        ('<link rel="stylesheet" href="//example.org/a.css">', "another host"),
        ('<a href="c.html">c</a>', "leads nowhere: c.html"),
        ('<a href="b.html#y">b</a>', "no such place on the page: b.html#y"),
        ('<a href="http://nohost">c</a>', "not an address"),
        ('<img src="p.png">', "without words"),
    ],
)
def test_the_site_is_checked(docs, tmp_path, text, problem):
    from check_site import check_site

    (tmp_path / "p.png").touch()
    (tmp_path / "b.html").write_text('<p id="x">b</p>', encoding="utf-8")
    (tmp_path / "a.html").write_text(GOOD, encoding="utf-8")
    assert check_site(tmp_path) == []
    (tmp_path / "a.html").write_text(GOOD + text, encoding="utf-8")
    (found,) = check_site(tmp_path)
    assert found.startswith("a.html: ") and problem in found


def test_styles_that_ask_another_host_and_an_empty_site_are_named(docs, tmp_path):
    from check_site import check_site

    assert check_site(tmp_path) == [f"{tmp_path}: no pages"]
    (tmp_path / "a.html").write_text("<p>a</p>", encoding="utf-8")
    (tmp_path / "a.css").write_text("@import url(https://example.org/f.css);", encoding="utf-8")
    assert len(check_site(tmp_path)) == 1
