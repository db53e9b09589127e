"""Random damage to valid files: only our own errors, no row lost without a word, nothing touched.

Runs for FUZZ_SECONDS seconds (10, if not set); FUZZ_SEED chooses where it starts. A failure names
the seed of the one case, which `FUZZ_SEED=... FUZZ_SECONDS=0` runs again alone. The number of edits
is printed at the end (`pytest -s`).
"""

import csv
import io
import os
import shutil
import sys
import time
import zipfile
from collections import Counter
from itertools import combinations

import numpy as np
import pytest

import bridging as br
from bridging.errors import BridgingError
from bridging.records import write_folder, write_workbook
from bridging.records.workbook_sheets import open_book

SECONDS = float(os.environ.get("FUZZ_SECONDS", "10"))
FIRST = int(os.environ.get("FUZZ_SEED", "0"))
MOST_EDITS = 3_000
JUNK = (
    *("", " ", "?", "NaN", "-1", "1e400", "0x1F", "٣", "12,5", "1.000,5", "31/02/2025", "25:61"),
    *("=HYPERLINK(1)", "+1", "@x", "'", '"', ";", "\t", "a\nb", "\ufeff", "\u202e", "é", "\x01"),
    *("9" * 400, "x" * 2_000, "NULL", "None", "true", "2025-01-01T00:00:00+99:00", "1/0"),
    *("totaal", "voorbeeld", "x", "X", "ja", "5/3/2026", "45721", "0.75", "\u2003", "\r", "1 234"),
)
HEADERS = (*JUNK[:24], "participant", "session", "row", "encounter", "datum", "origin", "5/3/2026")
HUGE = "x" * 1_000_000


class Watch:
    """What is opened for writing, or called over the network, while records are read."""

    def __init__(self):
        self.on, self.seen = False, []
        sys.addaudithook(self.hook)  # it stays, and does nothing while it is off

    def hook(self, event, arguments):
        if not self.on:
            return
        if event == "open" and isinstance(arguments[2], int):
            written = arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC)
            if written and str(arguments[0]) != os.devnull:
                self.seen.append((event, str(arguments[0])))
        elif event in ("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.system",
                       "socket.connect", "subprocess.Popen"):  # fmt: skip
            self.seen.append((event, str(arguments[0])))


@pytest.fixture(scope="module")
def watch():
    return Watch()


@pytest.fixture(scope="module")
def originals(tmp_path_factory):
    """Eight sessions of a house, with meetings or with weighted pairs, and all five houses.

    Of each its settings and tables.
    """
    houses = br.simulate.five_houses()
    first = list(houses.records.tables["sessions"]["session"].iloc[:8])
    few, all_five = (as_rows(s, tmp_path_factory) for s in (houses.select(sessions=first), houses))
    return [few, (*few[:2], few[2] | {"encounters": as_pairs(few[2]["encounters"])}), all_five]


def as_pairs(rows):
    """Write meetings as pairs with a weight."""
    header, *members = rows
    encounter, person, session = (header.index(n) for n in ("encounter", "participant", "session"))
    meetings = {}
    for row in members:
        meetings.setdefault((row[encounter], row[session]), []).append(row[person])
    pairs = Counter(
        (*pair, session)
        for (_, session), people in meetings.items()
        for pair in combinations(people, 2)
    )
    return [
        ["source", "target", "session", "weight"],
        *([*pair, str(times)] for pair, times in pairs.items()),
    ]


def as_rows(study, tmp_path_factory):
    """Return the settings of a study, its sheets of settings, and the cells of its tables."""
    folder = tmp_path_factory.mktemp("original")
    write_folder(study.records, folder)
    tables = {}
    for file in sorted(folder.glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as opened:
            tables[file.stem] = list(csv.reader(opened))
    write_workbook(study.records, folder / "book.xlsx")
    sheets = {
        sheet.name: [
            ["" if cell is None else str(cell) for cell in row] for row in sheet.rows.values()
        ]
        for sheet in open_book(folder / "book.xlsx").sheets
        if sheet.name in ("study", "lines", "roles")
    }
    return (folder / "study.toml").read_bytes(), sheets, tables


# -- edits of tables, which stay tables ----------------------------------------------------------


def edited(rng, tables, number):
    """Make so many edits to cells, rows and columns."""
    kinds = rng.choice(
        ["cell", "row", "header", "columns", "shuffle", "blank"],
        p=[0.86, 0.06, 0.02, 0.02, 0.02, 0.02],
        size=number,
    )
    names, junk = list(tables), rng.integers(len(JUNK), size=number)
    which, places = rng.integers(len(names), size=number), rng.random((number, 3))
    for kind, table, k, (down, across, other) in zip(kinds, which, junk, places, strict=True):
        rows = tables[names[table]]
        width, row = len(rows[0]), rows[1 + int(down * (len(rows) - 1))] if len(rows) > 1 else None
        at, beside = int(across * width), int(other * width)
        if row is None or not width:
            continue
        if kind == "cell":
            row[at] = JUNK[k]
        elif kind == "row":
            rows.insert(1 + int(other * len(rows)), list(row))
        elif kind == "header":
            rows[0][at] = HEADERS[k % len(HEADERS)]
        elif kind == "columns":
            for one in rows[: 1 if other < 0.5 else None]:
                one[at], one[beside] = one[beside], one[at]
        elif kind == "shuffle":
            rows[1:] = [rows[1 + place] for place in rng.permutation(len(rows) - 1)]
        else:
            row[:] = [""] * width


# -- edits of bytes ------------------------------------------------------------------------------


def broken(rng, content, number):
    """Damage bytes: broken signs, another coding, a piece missing, much too long."""
    content = bytearray(content or b" ")
    kind = rng.choice(["flip", "cut", "insert", "utf16", "empty", "delimiter", "nul", "huge"])
    if kind == "flip":
        for place in rng.integers(len(content), size=number):
            content[place] = rng.integers(256)
        return bytes(content), number
    place = int(rng.integers(len(content)))
    if kind == "cut":
        del content[place:]
    elif kind == "insert":
        content[place:place] = rng.bytes(int(rng.integers(1, 200)))
    elif kind == "utf16":
        content = bytearray(content.decode("utf-8", "replace").encode("utf-16"))
    elif kind == "empty":
        content.clear()
    elif kind == "delimiter":
        content = bytearray(bytes(content).replace(b",", rng.choice([b";", b"\t", b"|"])))
    elif kind == "huge":
        content[place:place] = HUGE.encode()
    else:
        content += b"\0" * 1000
    return bytes(content), 1


BOMBS = (
    b'<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;&b;&b;">]><a>&d;</a>',
    b"<a>" * 20_000,
    b"\0" * 30_000_000,
    b'<table:table-cell table:number-columns-repeated="99999999" office:value-type="float" '
    b'office:value="1"/>',
    b'<row r="99999999"/>',
    b'<c r="XFD1048576"><v>1</v></c>',
)


def broken_book(rng, content, number, written):
    """Damage the parts inside a workbook, or put something there that does harm; pack it again."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    name = str(rng.choice(list(parts)))
    kind = rng.choice(["bytes", "gone", "bomb", "inside"], p=[0.7, 0.1, 0.05, 0.15])
    done = 1
    if kind == "bytes":
        parts[name], done = broken(rng, parts[name], number)
    elif kind == "gone":
        del parts[name]
    elif kind == "bomb":
        parts[f"xl/{rng.integers(9)}.xml"] = BOMBS[rng.integers(len(BOMBS))]
    else:
        bomb, place = BOMBS[rng.choice([0, 1, 3, 4, 5])], parts[name].rfind(b"</")
        parts[name] = parts[name][:place] + bomb + parts[name][place:]
    return written["zip"](parts), done


def damaged(rng, original, written):
    """Return files with random edits: what they are, how many edits, and rows where all is tidy."""
    settings, sheets, tables = original
    tables = {name: [list(row) for row in rows] for name, rows in tables.items()}
    number = int(MOST_EDITS ** rng.random())
    kind = str(rng.choice(["csv", "xlsx", "ods"], p=[0.6, 0.25, 0.15]))
    bytewise = rng.random() < 0.3
    if not bytewise or rng.random() < 0.5:
        edited(rng, tables, number)
        done = number
    else:
        done = 0
    if kind == "csv":
        files = {
            "study.toml": settings,
            **{f"{n}.csv": written["csv"](r) for n, r in tables.items()},
        }
    else:
        files = {f"study.{kind}": written[kind](sheets | tables)}
    if bytewise:
        name = str(rng.choice(list(files)))
        inside = kind != "csv" and rng.random() < 0.8
        files[name], more = (
            broken_book(rng, files[name], number, written)
            if inside
            else broken(rng, files[name], number)
        )
        done += more
    return files, done, None if bytewise else tables


# -- what must hold ------------------------------------------------------------------------------


def check_rows(study, tables):
    """Every row of a table is read, or told of, or empty."""
    problems, read_tables = study.problems(), study.records.tables
    for name, rows in tables.items():
        about = problems["table"] + " " + problems["rows"]  # examples are told by sheet
        told = problems[about.str.contains(rf"\b{name}\b", regex=True)]
        if len(told[(told["severity"] == "error") & (told["n_rows"] == 0)]):
            continue  # a problem of the table as a whole
        filled = sum(any(cell.strip(" \t\r\ufeff\u2003\x01") for cell in row) for row in rows[1:])
        read = read_tables.get("members" if name == "encounters" else name)
        there = 0 if read is None else read["row"][read["row"] >= 0].nunique()
        assert there + told["n_rows"].sum() >= filled, f"{name}: {there} of {filled} rows"


def snapshot(folder):
    """Every file under a folder, with when it was changed."""
    return {
        path: (path.stat().st_mtime_ns, path.stat().st_size)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def assert_case_holds(seed, originals, place, watch, written):
    """Read one study with random edits, and check what must hold; return how many there were."""
    rng = np.random.default_rng(seed)
    original = originals[rng.choice(len(originals), p=[0.78, 0.2, 0.02])]
    files, done, tables = damaged(rng, original, written)
    where = place / "case"
    where.mkdir()
    for name, content in files.items():
        (where / name).write_bytes(content)
    before = snapshot(place)
    watch.seen.clear()
    watch.on = True
    try:
        study = br.read_study(where if len(files) > 1 or rng.random() < 0.5 else where / name)
        watch.on = False
        if tables is not None:
            check_rows(study, tables)
    except BridgingError as error:
        said = str(error)
        assert said and len(said) < 20_000
    except BaseException as error:
        error.add_note(f"FUZZ_SEED={seed} FUZZ_SECONDS=0: {list(files)}, {done} edits")
        raise
    finally:
        watch.on = False
    assert watch.seen == [], f"seed {seed}: {watch.seen[:3]}"
    assert snapshot(place) == before, f"seed {seed}: files were changed"
    shutil.rmtree(where)
    return done


def test_damaged_files_raise_our_errors_or_are_read_in_full(originals, tmp_path, watch, written):
    begun, seed, edits = time.monotonic(), FIRST, 0
    while True:
        edits += assert_case_holds(seed, originals, tmp_path, watch, written)
        seed += 1
        if time.monotonic() >= begun + SECONDS:
            break
    print(f"\n{edits:,} edits in {seed - FIRST:,} studies, {time.monotonic() - begun:.0f} s")


def test_the_watch_sees_a_file_that_is_written(tmp_path, watch):
    watch.seen.clear()
    watch.on = True
    (tmp_path / "x").write_text("seen")
    watch.on = False
    assert [event for event, _ in watch.seen] == ["open"]


@pytest.mark.parametrize("cell", ["x" * 300_000, "1" + " " * 300_000 + "x", "0 " * 150_000])
def test_a_huge_cell_takes_no_long_time(cell, tmp_path):
    (tmp_path / "study.toml").write_text("[lines.origin]\ngroups = ['a', 'b']\n")
    (tmp_path / "attendance.csv").write_text(
        f"participant,session,company,arrival\np,s,{cell},{cell}\n"
    )
    (tmp_path / "reference.csv").write_text(f"line,group,share\norigin,a,{cell}\norigin,b,1\n")
    begun = time.process_time()
    br.read_study(tmp_path)
    assert time.process_time() - begun < 5


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods"])
@pytest.mark.parametrize("of", [0, 1])
def test_what_is_not_damaged_is_read_and_a_lost_row_would_be_found(
    originals, tmp_path, kind, written, of
):
    settings, sheets, tables = originals[of]
    if kind == "csv":
        (tmp_path / "study.toml").write_bytes(settings)
        for name, rows in tables.items():
            (tmp_path / f"{name}.csv").write_bytes(written["csv"](rows))
    else:
        (tmp_path / f"study.{kind}").write_bytes(written[kind](sheets | tables))
    study = br.read_study(tmp_path)
    assert study.problems().query("severity == 'error'").empty
    assert len(study.records.tables["attendance"]) == len(tables["attendance"]) - 1
    check_rows(study, tables)
    more = {**tables, "attendance": [*tables["attendance"], ["nobody", "nowhere"]]}
    with pytest.raises(AssertionError, match="attendance"):
        check_rows(study, more)
