"""Random damage to valid files: only our own errors, no row lost without a word, nothing touched.

Runs for FUZZ_SECONDS seconds (10, if not set); FUZZ_SEED chooses where it starts. A failure names
the seed of the one case, which `FUZZ_SEED=... FUZZ_SECONDS=0` runs again alone.
"""

import csv
import io
import os
import shutil
import sys
import time
import zipfile
from pathlib import Path

import numpy as np
import pytest

import bridging as br
from bridging.errors import BridgingError
from bridging.records import write_folder, write_workbook

SECONDS = float(os.environ.get("FUZZ_SECONDS", "10"))
FIRST = int(os.environ.get("FUZZ_SEED", "0"))
JUNK = (
    *("", " ", "?", "NaN", "-1", "1e400", "0x1F", "٣", "12,5", "1.000,5", "31/02/2025", "25:61"),
    *("=HYPERLINK(1)", "+1", "@x", "'", '"', ";", "\t", "a\nb", "\ufeff", "\u202e", "é", "\x01"),
    *("9" * 400, "x" * 40_000, "NULL", "None", "true", "2025-01-01T00:00:00+99:00", "1/0"),
)


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
    """The five houses as a folder, a workbook and a package."""
    base = tmp_path_factory.mktemp("originals")
    study = br.simulate.five_houses()
    write_folder(study.records, base / "folder")
    (base / "book").mkdir()
    write_workbook(study.records, base / "book" / "study.xlsx")
    br.write_package(study, base / "package")
    return base


def damaged_text(rng, file):
    """Damage cells, rows or columns, so that the file is still a table."""
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.reader(opened))
    kind = rng.choice(["cells", "swap", "drop", "repeat", "shuffle", "blank", "header"])
    width = len(rows[0])
    if kind == "cells":
        for _ in range(rng.integers(1, 30)):
            row = rows[rng.integers(1, len(rows))]
            row[rng.integers(width)] = str(rng.choice(JUNK))
    elif kind == "swap":
        a, b = rng.integers(width, size=2)
        rows[0][a], rows[0][b] = rows[0][b], rows[0][a]
    elif kind == "drop":
        a = rng.integers(width)
        rows = [row[:a] + row[a + 1 :] for row in rows] if width > 1 else rows
    elif kind == "repeat":
        rows += [list(rows[k]) for k in rng.integers(1, len(rows), size=5)]
    elif kind == "shuffle":
        rows = [rows[0], *(rows[k] for k in rng.permutation(np.arange(1, len(rows))))]
    elif kind == "blank":
        for k in rng.integers(1, len(rows), size=5):
            rows[k] = [""] * len(rows[k])
    else:
        rows[0][rng.integers(width)] = str(rng.choice([*JUNK[:30], "participant", "session"]))
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    file.write_text(text.getvalue(), encoding="utf-8", newline="")
    return str(kind)


def damaged_bytes(rng, file):
    """Damage bytes: broken signs, another coding, a piece missing, much too long."""
    content = bytearray(file.read_bytes())
    kind = rng.choice(["flip", "cut", "insert", "utf16", "empty", "delimiter", "nul"])
    if kind == "flip":
        for place in rng.integers(len(content), size=rng.integers(1, 20)):
            content[place] = rng.integers(256)
    elif kind == "cut":
        del content[rng.integers(len(content)) :]
    elif kind == "insert":
        place = rng.integers(len(content))
        content[place:place] = rng.bytes(int(rng.integers(1, 200)))
    elif kind == "utf16":
        content = bytearray(content.decode("utf-8", "replace").encode("utf-16"))
    elif kind == "empty":
        content.clear()
    elif kind == "delimiter":
        content = bytearray(bytes(content).replace(b",", rng.choice([b";", b"\t", b"|"])))
    else:
        content += b"\0" * 1000
    file.write_bytes(bytes(content))
    return str(kind)


def damaged_book(rng, file):
    """Damage the parts inside a workbook, and pack it again."""
    with zipfile.ZipFile(file) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    name = str(rng.choice(list(parts)))
    content = bytearray(parts[name])
    kind = rng.choice(["flip", "cut", "gone", "cell"])
    if kind == "flip":
        for place in rng.integers(len(content), size=rng.integers(1, 10)):
            content[place] = rng.integers(256)
    elif kind == "cut":
        del content[rng.integers(len(content)) :]
    elif kind == "cell":
        signs = rng.choice([b"<v>1e999</v>", b"<f>1+1</f>", b"<v></v>", b"<v>-1</v>"])
        content = bytearray(bytes(content).replace(b"<v>1</v>", signs, 5))
    parts[name] = bytes(content)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        for part, data in parts.items():
            if kind != "gone" or part != name:
                book.writestr(part, data)
    return f"{kind} {name}"


def damage(rng, where):
    """Damage a file or two; return what was done, and whether all are still tables."""
    files = sorted(file for file in where.iterdir() if file.is_file())
    done, tidy = [], True
    for _ in range(rng.integers(1, 3)):
        file = files[rng.integers(len(files))]
        if file.suffix == ".xlsx":
            damaged = damaged_book if rng.random() < 0.7 and zipfile.is_zipfile(file) else None
            done.append((damaged or damaged_bytes)(rng, file))
            return done, False
        if file.suffix == ".csv" and tidy and rng.random() < 0.6:
            done.append(f"{file.name}: {damaged_text(rng, file)}")
        else:
            tidy = False
            if file.stat().st_size:
                done.append(f"{file.name}: {damaged_bytes(rng, file)}")
    return done, tidy


def check_rows(study, where):
    """Every row of a table is read, or told of, or empty."""
    problems = study.problems()
    for file in sorted(where.glob("*.csv")):
        name, tables = file.stem, study.records.tables
        told = problems[problems["table"] == f"{name} ({file.name})"]
        errors = told[(told["severity"] == "error") & (told["n_rows"] == 0)]
        if len(errors):
            continue  # a problem of the table as a whole
        with file.open(encoding="utf-8", newline="") as opened:
            rows = list(csv.reader(opened))[1:]
        filled = sum(any(cell.strip(" \t\ufeff\x01") for cell in row) for row in rows)
        read = tables.get("members" if name == "encounters" else name)
        there = 0 if read is None else read["row"][read["row"] >= 0].nunique()
        assert there + told["n_rows"].sum() >= filled, f"{name}: {there} of {filled} rows"


def snapshot(folder):
    """Every file under a folder, with when it was changed."""
    return {
        path: (path.stat().st_mtime_ns, path.stat().st_size)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def one_case(seed, originals, place, watch):
    rng = np.random.default_rng(seed)
    kind = str(rng.choice(["folder", "folder", "book", "package"]))
    where = place / f"case{seed}" / kind
    shutil.copytree(originals / kind, where)
    done, tidy = damage(rng, where)
    before = snapshot(place)
    watch.seen.clear()
    watch.on = True
    try:
        study = br.read_study(where)
        watch.on = False
        if tidy:
            check_rows(study, where)
    except BridgingError as error:
        said = str(error)
        assert said and len(said) < 20_000
    except Exception as error:
        error.add_note(f"FUZZ_SEED={seed} FUZZ_SECONDS=0: {kind}, {done}")
        raise
    finally:
        watch.on = False
    assert watch.seen == [], f"seed {seed}: {watch.seen[:3]}"
    assert snapshot(place) == before, f"seed {seed}: files were changed"
    shutil.rmtree(where.parent)
    return done


def test_damaged_files_raise_our_errors_or_are_read_in_full(originals, tmp_path: Path, watch):
    end, seed = time.monotonic() + SECONDS, FIRST
    while True:
        one_case(seed, originals, tmp_path, watch)
        seed += 1
        if time.monotonic() >= end:
            break


def test_the_watch_sees_a_file_that_is_written(tmp_path, watch):
    watch.seen.clear()
    watch.on = True
    (tmp_path / "x").write_text("seen")
    watch.on = False
    assert [event for event, _ in watch.seen] == ["open"]


def test_a_lost_row_would_be_found(originals, tmp_path):
    where = tmp_path / "copy"
    shutil.copytree(originals / "folder", where)
    study = br.read_study(where)
    check_rows(study, where)
    with (where / "attendance.csv").open("a") as file:
        file.write("nobody,nowhere,,,\n")
    with pytest.raises(AssertionError, match="attendance"):
        check_rows(study, where)
