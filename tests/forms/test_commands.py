"""`bridging new` and `bridging convert`."""

from pathlib import Path

import pytest

from bridging import cli

HOUSES = Path(__file__).parents[2] / "data" / "sample" / "five-houses"


def test_new_writes_a_folder(tmp_path, capsys):
    target = tmp_path / "huis"
    assert cli.main(["new", str(target), "--language", "nl", "--anonymous"]) == 0
    assert capsys.readouterr().out.strip() == str(target)
    assert sorted(file.name for file in target.iterdir()) == [
        *("formulier.xlsx", "studie.xlsx", "turflijst.pdf")
    ]
    assert cli.main(["new", str(target), "--language", "nl"]) == 2
    said = f"Map {str(target)!r} kan niet geschreven worden: 'studie.xlsx' staat er al. Kies een"
    assert said in capsys.readouterr().err


def test_convert_there_and_back(tmp_path, capsys):
    book, parquet, csv = tmp_path / "h.xlsx", tmp_path / "p", tmp_path / "c"
    assert cli.main(["convert", str(HOUSES), str(book)]) == 0
    assert cli.main(["convert", str(book), str(parquet), "--format", "parquet"]) == 0
    assert cli.main(["convert", str(parquet), str(csv)]) == 0
    assert capsys.readouterr().out.split() == [str(book), str(parquet), str(csv)]
    for file in HOUSES.iterdir():
        assert (csv / file.name).read_bytes() == file.read_bytes()


def test_convert_never_writes_over_anything_and_tells_what_it_leaves_out(tmp_path, capsys):
    (tmp_path / "study.toml").write_text("")
    (tmp_path / "encounters.csv").write_text("source,target\nsecret1,secret2\nsecret1,secret1\n")
    assert cli.main(["convert", str(tmp_path), str(tmp_path / "out.xlsx")]) == 1
    said = capsys.readouterr().err
    assert "1 kind of problem in the records, in 1 row." in said and "secret" not in said
    assert "rows that can't be used are not in the copy" in said
    assert cli.main(["convert", str(tmp_path), str(tmp_path / "out.xlsx")]) == 2
    assert cli.main(["convert", str(tmp_path), str(tmp_path)]) == 2


@pytest.mark.parametrize("command", ["new", "convert"])
def test_help(command, capsys):
    assert cli.main([command, "--help"]) == 0
    assert "Exit status" in capsys.readouterr().out


def test_a_workbook_takes_no_format_of_a_folder(tmp_path, capsys):
    call = ["convert", "data/sample/five-houses", str(tmp_path / "x.xlsx"), "--format", "parquet"]
    assert cli.main([*call, "--language", "nl"]) == 2
    assert "is een werkmap" in capsys.readouterr().err and not list(tmp_path.iterdir())
