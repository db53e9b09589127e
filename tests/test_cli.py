import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import bridging as br
from bridging import cli, simulate
from bridging.privacy import find_hidden
from bridging.simulate import write_sample
from bridging.words import meaning_text

TALLIES = Path(__file__).parents[1] / "docs" / "examples" / "tallies"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A small study: house-5 of the sample without its reference."""
    target = tmp_path_factory.mktemp("study") / "house"
    study = simulate.five_houses().select(sites="house-5")
    from bridging.records import write_folder

    write_folder(study.records, target)
    return target


@pytest.fixture(autouse=True)
def english(monkeypatch):
    """A computer that is set to English."""
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")


@pytest.fixture
def quick(monkeypatch):
    """Fewer draws: the commands are tested, not the numbers."""
    from bridging.report import build

    monkeypatch.setattr(build, "DRAWS", 9)


@pytest.fixture
def wrong(folder, tmp_path):
    """The same study with a contact of somebody who is not a participant."""
    target = tmp_path / "wrong"
    target.mkdir()
    for file in folder.iterdir():
        (target / file.name).write_bytes(file.read_bytes())
    with (target / "attendance.csv").open("a", encoding="utf-8") as file:
        header = (folder / "attendance.csv").read_text().splitlines()[0].split(",")
        session = (folder / "sessions.csv").read_text().splitlines()[1].split(",")[0]
        cells = {"participant": "nobody", "session": session}
        file.write(",".join(cells.get(name, "") for name in header) + "\n")
    return target


def test_report_ends_with_where_the_page_lies(folder, tmp_path, capsys, quick, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert cli.main(["report", str(folder), "-o", "page.html", "--language", "nl"]) == 0
    out, err = capsys.readouterr()
    assert out.splitlines()[-1] == str(tmp_path / "page.html") and err == ""
    text = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert '<html lang="nl">' in text and "Deze pagina is voor publicatie" in text


def test_report_for_the_team(folder, tmp_path, quick):
    path = tmp_path / "page.html"
    options = ["--audience", "team", "--language", "en", "--seed", "3", "--minimum", "4"]
    assert cli.main(["report", str(folder), "-o", str(path), *options]) == 0
    text = path.read_text(encoding="utf-8")
    assert "This page is for the team" in text and "seed 3" in text


def test_report_of_wrong_records_is_written_and_says_so(wrong, tmp_path, capsys, quick):
    path = tmp_path / "page.html"
    assert cli.main(["report", str(wrong), "-o", str(path)]) == 1
    out, err = capsys.readouterr()
    assert path.exists() and out.strip() == str(path)
    assert "1 soort probleem in de gegevens, in 1 rij. " in err and "nobody" not in err
    assert err.strip().endswith(f"bridging check {wrong}")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["report", "no-such-folder"], "no-such-folder"),
        (["report", "no-such-folder", "-o", "none/x.html"], "does not exist"),
        (["check", "no-such-folder"], "no-such-folder"),
        (["profile", "no-such-folder"], "no-such-folder"),
        (["simulate", "six-houses", "out"], "Did you mean 'five-houses'?"),
    ],
)
def test_a_wrong_call_is_one_line_and_status_2(arguments, said, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert cli.main(arguments) == 2
    out, err = capsys.readouterr()
    assert said in err and "Traceback" not in err and len(err.splitlines()) == 1 and out == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments", [[], ["nonsense"], ["report"], ["report", "x", "--minimum", "q"]]
)
def test_usage_is_status_2(arguments, capsys):
    assert cli.main(arguments) == 2
    assert "usage: bridging" in capsys.readouterr().err


def test_version_and_help(capsys):
    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out == f"bridging {br.__version__}\n"
    assert cli.main(["report", "--help"]) == 0
    assert "Exit status" in capsys.readouterr().out


def test_check(folder, wrong, capsys):
    assert cli.main(["check", str(folder)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Geen problemen gevonden.\n\nDoel: Door een computer gemaakt")
    assert cli.main(["check", str(folder), "--language", "en"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("No problems found.\n\nPurpose: Door een computer gemaakt")
    assert max(map(len, said.splitlines())) < 80
    for options, begin, where in (
        ((), "aanwezigheid (attendance.csv)\n  Fout, ", "kolom participant, rij"),
        (("--language", "en"), "attendance (attendance.csv)\n  Error, ", "column participant, row"),
    ):
        assert cli.main(["check", str(wrong), *options]) == 1
        out = capsys.readouterr().out
        assert out.startswith(begin) and where in out and "nobody" not in out


@pytest.mark.parametrize("language", ["nl", "en"])
def test_problems_stand_under_their_file_in_a_narrow_terminal(language):
    """A table is named once, errors come first in it, and columns are called as the file calls them."""
    from bridging.cli.problems import problems_text

    names = ("table", "rows", "n_rows", "column", "problem", "hint", "severity")
    rows = [
        ("participants (mensen.csv)", "2", 1, "role", "`role` must be filled in.", "", "error"),
        ("sessions (sessions.csv)", "3, 4, 5, 6, 7, …", 9, "", "Something new.", "", "warning"),
        ("participants (mensen.csv)", "", 0, "", "Columns were understood: 'rol' as 'role'.", "",
         "note"),
    ]  # fmt: skip
    text = problems_text(pd.DataFrame(rows, columns=list(names)), language)
    lines = text.splitlines()
    assert max(map(len, lines)) < 80
    heads = [line for line in lines[:-1] if line and not line.startswith(" ")]
    assert len(heads) == 2 and heads[0].endswith("(mensen.csv)")
    assert "rol" in lines[1] and "`rol`" in lines[2] and "role" not in lines[1] + lines[2]
    assert ("9 rijen: 3, 4, 5, 6, 7, …" if language == "nl" else "9 rows: 3, 4") in text
    assert lines[-1].startswith("1 fout, 1 waarschuwing. " if language == "nl" else "1 error, ")


def test_a_reader_that_stops_is_no_error(wrong):
    command = [sys.executable, "-m", "bridging.cli", "check", str(wrong)]
    reader, writer = os.pipe()
    os.close(reader)  # gone before the first line
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writer)
    assert done.returncode == 0 and done.stderr == ""


def test_profile_to_the_terminal_and_to_a_file(folder, tmp_path, capsys):
    call = ["profile", str(folder), "--line", "origin", "--by", "site"]
    assert cli.main(call) == 0
    assert "Aandeel overbruggende contacten" in capsys.readouterr().out  # the study is in Dutch
    assert cli.main([*call, "--language", "en"]) == 0
    assert "Bridging share" in capsys.readouterr().out
    path = tmp_path / "table.csv"
    assert cli.main([*call, "-o", str(path), "--seed", "2"]) == 0
    assert capsys.readouterr().out.strip() == str(path)
    assert path.read_text(encoding="utf-8").startswith("measure,line,unit,group,label,estimate")


def test_profile_for_publication_withholds(folder, tmp_path):
    path = tmp_path / "table.csv"
    call = ["profile", str(folder), "--line", "ses", "--by", "site", "-o", str(path)]
    assert cli.main([*call, "--audience", "publication"]) == 0
    rows = path.read_text(encoding="utf-8").splitlines()[1:]
    assert rows and all("withheld" in row for row in rows)


def test_a_profile_of_tallies_speaks_of_visits(capsys):
    """Who came twice was counted twice, and is no two people."""
    assert cli.main(["profile", str(TALLIES), "--language", "nl"]) == 0
    heading = capsys.readouterr().out.splitlines()[0]
    assert "bezoeken" in heading and "mensen" not in heading


def test_profile_names_a_near_miss(folder, capsys):
    assert cli.main(["profile", str(folder), "--line", "orgin"]) == 2
    assert "Bedoelde je 'origin'?" in capsys.readouterr().err
    assert cli.main(["profile", str(folder), "--line", "orgin", "--language", "en"]) == 2
    assert "Did you mean 'origin'?" in capsys.readouterr().err


def test_measures(capsys):
    assert cli.main(["measures"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    for measure in br.measures.all_measures():
        assert f"{measure.name}: {measure.label}" in out and meaning_text(measure) in out


def test_simulate_writes_a_study_and_refuses_another_folder(tmp_path, capsys):
    target = tmp_path / "women"
    for _ in range(2):  # the same sample may be written over
        assert cli.main(["simulate", "southern-women", str(target)]) == 0
        assert capsys.readouterr().out.strip() == str(target)
    assert br.read_study(target).title == "Southern Women"
    assert cli.main(["simulate", "five-houses", str(target)]) == 2
    assert "it holds something else" in capsys.readouterr().err
    other = tmp_path / "other"
    other.mkdir()
    (other / "thesis.docx").write_text("mine")
    assert cli.main(["simulate", "southern-women", str(other)]) == 2
    assert [entry.name for entry in other.iterdir()] == ["thesis.docx"]


def test_a_sample_with_a_file_of_ones_own_is_refused(tmp_path, capsys):
    write_sample("southern-women", tmp_path)
    (tmp_path / "notes.txt").write_text("mine")
    assert cli.main(["simulate", "southern-women", str(tmp_path)]) == 2


def test_chain_to_the_terminal_and_to_a_file(tmp_path, capsys):
    folder = Path(__file__).parents[1] / "data" / "sample" / "five-houses"
    call = ["chain", str(folder), "--line", "origin", "--by", "site"]
    assert cli.main(call) in (0, 1)
    said = capsys.readouterr().out
    # the sample is in Dutch, and its houses have names
    assert "Huis 1 (synthetisch), Herkomst: Wie komt er?" in said
    path = tmp_path / "chain.csv"
    assert cli.main([*call, "-o", str(path), "--audience", "team"]) in (0, 1)
    team = pd.read_csv(path)
    assert cli.main([*call, "-o", str(path)]) in (0, 1)
    public = pd.read_csv(path)
    assert list(team.columns) == list(public.columns) and len(team) == len(public)
    hidden = find_hidden(br.read_study(folder), "origin", "site")
    gone = public["unit"].map(lambda unit: unit in hidden)
    assert gone.any() and public.loc[gone, ["estimate", "n_contacts", "ci_low"]].isna().all(
        axis=None
    )
    assert public.loc[~gone, "estimate"].notna().any()


def test_a_report_after_another_withholds_what_subtracting_would_show(tmp_path, capsys):
    br.write_package(br.simulate.five_houses(), tmp_path / "now")
    study = br.read_study(tmp_path / "now")
    br.write_package(study.select(period=(None, "2025-06-10")), tmp_path / "then")
    call = ["chain", str(tmp_path / "now"), "--line", "ses", "--by", "site"]
    call += ["--audience", "publication"]
    assert cli.main(call) == 0
    alone = capsys.readouterr().out
    assert cli.main([*call, "--after", str(tmp_path / "then")]) == 0
    assert len(capsys.readouterr().out) < len(alone)


def test_a_table_in_a_workbook_is_the_table_in_csv(tmp_path, capsys):
    call = ["profile", "data/sample/five-houses", "--line", "ses", "--audience", "team", "-o"]
    assert cli.main([*call, str(tmp_path / "p.xlsx")]) == 0
    assert cli.main([*call, str(tmp_path / "p.csv")]) == 0
    book, text = pd.read_excel(tmp_path / "p.xlsx"), pd.read_csv(tmp_path / "p.csv")
    pd.testing.assert_frame_equal(book, text, check_dtype=False)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_chain_of_which_all_is_withheld_says_so(folder, capsys, language):
    call = ["chain", str(folder), "--audience", "publication", "--minimum", "500"]
    assert cli.main([*call, "--language", language]) == 0
    said = capsys.readouterr().out
    reason = "withheld: too few people" if language == "en" else "niet getoond: te weinig mensen"
    assert said.count(reason) == 2, "once for each line"


@pytest.mark.parametrize(
    "call",
    [
        ["chain", "STUDY", "-o", "x.pdf"],
        ["profile", "STUDY", "-o", "x.ods"],
        ["convert", "STUDY", "x.ods"],
        ["chain", "STUDY", "--seed", "-1"],
    ],
)
def test_what_would_mislead_is_refused(folder, tmp_path, capsys, monkeypatch, call):
    monkeypatch.chdir(tmp_path)
    assert cli.main([str(folder) if word == "STUDY" else word for word in call]) == 2
    assert "`" in capsys.readouterr().err and not list(tmp_path.iterdir())
