"""The quick reader of large files and the careful one give the same, or the quick one steps back."""

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import bridging as br
from bridging.errors import StudyError
from bridging.records import files_plain, read_folder, write_folder
from bridging.records.files import read_file
from bridging.records.files_plain import read_plain
from bridging.records.text import as_text

pytest.importorskip("pyarrow")
CELL = st.text(alphabet="ab1é \u00a0\u2003\x1c.", max_size=3)
LINE = st.lists(CELL, min_size=1, max_size=4).map(",".join)
ODD = st.sampled_from(["", '"a,b"', 'a"', "a\rb", "\x00", "a;b", "\ufeffa", " a , b", "a,b,c,d,e"])


@pytest.fixture
def both(monkeypatch):
    """Do something with the quick reader on, and with it off."""

    def done(what):
        outcomes = []
        for size in (0, 1 << 60):
            monkeypatch.setattr(files_plain, "PLAIN_BYTES", size)
            outcomes.append(what())
        return outcomes

    return done


def looked_at(path):
    """What was read, as the next step sees it, or what was said."""
    try:
        table = read_file(path)
    except StudyError as error:
        return str(error)
    columns = [as_text(table.frame.iloc[:, k]) for k in range(table.frame.shape[1])]
    cells = [["" if cell is None or cell != cell else cell for cell in one] for one in columns]
    return list(table.frame.columns), cells, table.rows.tolist(), table.notes, table.short.tolist()


@settings(max_examples=150, deadline=None)
@given(
    lines=st.lists(st.one_of(LINE, LINE, LINE, ODD), min_size=1, max_size=6),
    end=st.sampled_from(["\n", "\r\n"]),
    last=st.booleans(),
    coding=st.sampled_from(["utf-8", "utf-8", "cp1252"]),
)
@example(lines=["a,b", "1", "2,3"], end="\n", last=True, coding="utf-8")
@example(lines=["a,b", "", "2,3", ",", " , "], end="\n", last=True, coding="utf-8")
@example(lines=["a,b", "1,2", "3,4"], end="\r\n", last=False, coding="utf-8")
def test_both_readers_give_the_same(lines, end, last, coding, tmp_path_factory):
    path = tmp_path_factory.mktemp("csv") / "encounters.csv"
    text = end.join(lines) + (end if last else "")
    path.write_bytes(text.encode(coding, "ignore"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files_plain, "PLAIN_BYTES", 0)
        quick = looked_at(path)
        patch.setattr(files_plain, "PLAIN_BYTES", 1 << 60)
        assert quick == looked_at(path)


def test_the_quick_reader_reads_what_is_plain_and_steps_back_from_the_rest(monkeypatch):
    monkeypatch.setattr(files_plain, "PLAIN_BYTES", 0)
    frame = read_plain(b"a;b\r\n1; x\r\n;2\r\n", ";")
    assert frame.to_numpy().tolist() == [["1", "x"], ["", "2"]]
    for content in (b'a,b\n"1",2\n', b"a,b\n1\n", b"a,b\n1,2,3\n", b"\na,b\n1,2\n",
                    b"a,b\n\xe9,2\n", b"a,b\n1,2\r3,4\n", b"a,b\n1,\0\n", b"\xef\xbb\xbfa\n1\n"):  # fmt: skip
        assert read_plain(content, ",") is None, content


def test_a_study_and_its_problems_are_the_same(both, tmp_path):
    write_folder(br.simulate.five_houses().records, tmp_path)
    with (tmp_path / "encounters.csv").open("a", encoding="utf-8") as file:
        file.write(
            "x-1,nobody,h1-0305,talk,3,child,\n,,,,,,\nx-2,h1-003,h1-0305,talk,drie,child,\n"
        )
    quick, careful = both(lambda: read_folder(tmp_path))
    assert len(quick.problems.query("severity == 'error'")) == 2
    pd.testing.assert_frame_equal(quick.problems, careful.problems)
    for name, table in careful.tables.items():
        pd.testing.assert_frame_equal(quick.tables[name], table)


def test_rows_of_problems_are_lines_of_the_file(both, tmp_path):
    (tmp_path / "study.toml").write_text("")
    lines = ["source,target,session", *(f"a{k},b{k},s" for k in range(3000))]
    lines[7], lines[1500], lines[2999] = "a,a,s", ",,", "a,,s"
    (tmp_path / "encounters.csv").write_text("\n".join(lines) + "\n")
    for records in both(lambda: read_folder(tmp_path)):
        told = dict(
            zip(records.problems["problem"].str[:30], records.problems["rows"], strict=True)
        )
        assert told["An encounter must be between d"] == "8"
        assert told["`target` must be filled in."] == "3000"
        assert len(records.tables["encounters"]) == 2997
