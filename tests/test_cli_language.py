"""The command line in both languages: help, answers and errors; no English left in the Dutch."""

import importlib
import os
import re
import subprocess
import sys

import pytest

from bridging import cli, simulate
from bridging.cli.language import asked_language, locale_language, settings_language

COMMANDS = ["new", "report", "check", "profile", "chain", "convert", "pseudonymise", "measures",
            "simulate"]  # fmt: skip
# words that an English text of this kind can hardly do without, and that are no Dutch
ENGLISH = re.compile(
    r"\b(the|and|of the|or a|not|must|can't|with|without|which|where|there|this|that|are|has|have|"
    r"been|people|contacts|sessions|rows?|columns?|file|folder|usage|options?:|arguments?:|show|"
    r"write|error|errors|warning|note|default|value|choose|share|study that|who|they|more)\b"
)
# names of options and codes, which are the same in every language
CODES = re.compile(r"--?\w+|\{[^}]*\}|`[^`]*`|(?<!\w)'[^']*'|study\.toml|\S+/\S*")


@pytest.fixture(autouse=True)
def computer(monkeypatch):
    """A computer that is set to English, and a terminal of 80 columns."""
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A house of the sample, in each language: its settings say which."""
    from dataclasses import replace

    from bridging.records import write_folder

    target = tmp_path_factory.mktemp("house")
    study = simulate.five_houses().select(sites="house-5")
    for language in ("nl", "en"):
        write_folder(replace(study.records, language=language), target / language)
        with (target / language / "attendance.csv").open("a", encoding="utf-8") as file:
            file.write("nobody,s1\n")
    return target


def english(text):
    """The English words in a text, codes and what stands between quotes left out."""
    return ENGLISH.findall(CODES.sub(" ", text))


def call(capsys, *arguments):
    status = cli.main(list(arguments))
    return status, *capsys.readouterr()


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_in_the_language_that_was_asked_for(command, capsys, monkeypatch):
    words = [command, "--help"] if command else ["--help"]
    status, dutch, _ = call(capsys, *words, "--language", "nl")
    assert status == 0
    # an option before its command is the same option
    assert call(capsys, "--language", "nl", *words) == (0, dutch, "")
    monkeypatch.setenv("LANG", "nl_BE.UTF-8")
    assert call(capsys, *words) == (0, dutch, "")
    assert dutch.startswith("gebruik: bridging") and "Afsluitcode" in dutch
    assert english(dutch) == []
    _, said, _ = call(capsys, *words, "--language=en")
    assert said.startswith("usage: bridging") and "Exit status" in said
    assert len(english(said)) > 3  # the list of words does find English
    assert max(map(len, (dutch + said).splitlines())) < 80


@pytest.mark.parametrize(
    ("words", "dutch", "said"),
    [
        ([], "", ""),
        (["nonsense"], "'nonsense' kan niet; kies uit", "invalid choice"),
        (["report"], "dit moet nog opgegeven worden: STUDIE", "required: STUDY"),
        (["check", "a", "b"], "dit is niet bekend: b", "unrecognized arguments: b"),
        (["report", "x", "--minimum", "q"], "'q' is geen geheel getal", "invalid int value"),
        (["report", "x", "--minimum"], "één waarde moet volgen", "expected one argument"),
        (["convert", "x", "y", "--format", "q"], "'q' kan niet; kies uit", "invalid choice"),
        (["new", "x", "--anonymous=1"], "heeft geen waarde", "ignored explicit argument"),
        (["report", "x", "--m", "1", "--s", "2"], "op meer dan één optie", "could match"),
        (["check", "x", "--language", "fr"], "'fr' kan niet; kies uit", "invalid choice"),
    ],
)
def test_a_wrong_call_is_told_in_the_language(words, dutch, said, capsys, monkeypatch):
    status, out, err = call(capsys, *words)
    assert status == 2 and out == "" and said in err and "usage: bridging" in err
    monkeypatch.setenv("LC_ALL", "nl_BE.UTF-8")
    status, out, err = call(capsys, *words)
    assert status == 2 and out == "" and dutch in err and "gebruik: bridging" in err
    assert english(err) == []


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "nl_BE.UTF-8"}, "nl"),
        ({"LANG": "fr_BE.UTF-8"}, "en"),
        ({"LANG": "en_GB", "LC_MESSAGES": "nl_NL"}, "nl"),
        ({"LANG": "nl_BE", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "nl_BE", "LC_ALL": ""}, "nl"),
    ],
)
def test_language_of_the_computer(environment, language):
    assert locale_language(environment) == language


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("--language nl check x", "nl"),
        ("check x --language=nl", "nl"),
        ("check x --lang nl", "nl"),
        ("--language nl check x --language en", "en"),
        ("check x --language", None),
        ("check x", None),
        ("", None),
    ],
)
def test_language_of_a_call(words, language):
    assert asked_language(words.split()) == language


def test_language_of_settings_that_can_hardly_be_read(tmp_path):
    assert settings_language(str(tmp_path)) is None
    for text, language in (
        ('language = "nl"', "nl"), ("language = 3", None), ("language =", None), ("", None),
    ):  # fmt: skip
        (tmp_path / "study.toml").write_text(text)
        assert settings_language(str(tmp_path)) == language


@pytest.mark.parametrize("command", ["check", "profile", "chain", "convert", "report"])
def test_answers_follow_the_study_unless_a_language_is_asked_for(
    command, house, tmp_path, capsys, monkeypatch
):
    # what the page says is tested elsewhere
    pages = importlib.import_module("bridging.report")
    monkeypatch.setattr(pages, "report", lambda *_, **__: tmp_path / "page.html")
    said = {}
    for language in ("nl", "en"):
        monkeypatch.chdir(house / language)
        other = "en" if language == "nl" else "nl"
        for asked in ((), ("--language", other)):
            more = {
                "convert": (str(tmp_path / f"{language}-{'-'.join(asked)}"),),
                "report": ("-o", str(tmp_path / "page.html")),
                "profile": ("--line", "origin"),
                "chain": ("--line", "origin"),
            }.get(command, ())
            status, out, err = call(capsys, command, ".", *more, *asked)
            assert status == 1
            said[language, *asked[1:]] = (
                re.sub(rf"{re.escape(str(tmp_path))}\S*", "FILE", out) + err
            )
    assert said["nl",] == said["en", "nl"] and said["en",] == said["nl", "en"]
    assert english(said["nl",]) == [] and english(said["en",])


def test_answers_are_the_same_bytes_every_time(house):
    found = set()
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-m", "bridging", "check", str(house / "nl")],
            capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=False,
        )
        found.add((done.returncode, done.stdout, done.stderr))
    assert len(found) == 1 and next(iter(found))[0] == 1


def test_convert_to_graphs(house, tmp_path, capsys):
    target = tmp_path / "graphs"
    call(capsys, "convert", str(house / "nl"), str(target), "--format", "graphs")
    assert {file.name for file in target.iterdir()} == {
        "contacts.graphml", "contacts.gexf", "contacts.csv", "people.csv"
    }  # fmt: skip


def test_new_writes_forms_in_the_language_of_the_computer(tmp_path, capsys, monkeypatch):
    assert call(capsys, "new", str(tmp_path / "a"))[0] == 0
    monkeypatch.setenv("LANG", "nl_BE.UTF-8")
    assert call(capsys, "new", str(tmp_path / "b"))[0] == 0
    assert call(capsys, "new", str(tmp_path / "c"), "--language", "en")[0] == 0
    names = [{file.name for file in (tmp_path / folder).iterdir()} for folder in "abc"]
    assert names[0] == names[2] and "studie.xlsx" in names[1] and "study.xlsx" in names[0]


def test_pseudonymise_speaks_dutch(house, tmp_path, capsys):
    copy = tmp_path / "study"
    copy.mkdir()
    for file in (house / "nl").iterdir():
        (copy / file.name).write_bytes(file.read_bytes())
    people = (copy / "participants.csv").read_text(encoding="utf-8").splitlines()
    mails = ["mail", *(f"p{n}@home.be" for n in range(1, len(people)))]
    rows = [f"{row},{mail}" for row, mail in zip(people, mails, strict=True)]
    (copy / "participants.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    words = ["pseudonymise", str(copy), "--key", str(tmp_path / "key")]
    _, _, err = call(capsys, *words[:2], str(tmp_path / "out"), *words[2:])
    assert "weggelaten, want het lijkt op e-mailadressen: deelnemers, kolom mail" in err
    assert english(err) == []
    _, _, err = call(capsys, *words[:2], str(tmp_path / "two"), *words[2:], "--language", "en")
    assert "left out, because it looks like e-mail addresses: participants, column mail" in err


# each is a folder to read (or a call on the house), and what its Dutch error begins with
FOLDERS = {
    "nothing": ({}, "Map 'nothing' moet een study.toml hebben. Dat kan zo kort zijn als"),
    "other": ({"study.toml.txt": ""}, "Map 'other' moet een study.toml hebben; er is"),
    "empty": ({"study.toml": ""}, "Map 'empty' moet minstens één tabel hebben"),
    "toml": ({"study.toml": 'title = "a'}, "study.toml kan niet gelezen worden, door het einde"),
    "key": ({"study.toml": 'taal = "nl"'}, "study.toml kan geen instelling 'taal' hebben."),
    "line": (
        {"study.toml": '[lines.a]\ngroups = ["x", "x"]', "attendance.csv": "participant\na\n"},
        "Grens 'a' moet elke groep één keer noemen",
    ),
    "columns": (
        {"study.toml": "", "encounters.csv": "van,tot\na,b\n"},
        "Tabel 'encounters (encounters.csv)' moet",
    ),
    "header": ({"study.toml": "", "encounters.csv": ""}, "Bestand 'encounters.csv' moet een kop"),
    "quote": (
        {"study.toml": "", "encounters.csv": 'source,target\n"a,b\n'},
        "Bestand 'encounters.csv' moet elk dubbel aanhalingsteken sluiten",
    ),
    "several": (
        {"study.toml": "a = 1\nb = 2"},
        "De studie kan niet gelezen worden, om 2 redenen:\n- study.toml kan geen",
    ),
}


@pytest.mark.parametrize("name", FOLDERS)
def test_a_study_that_cant_be_read_is_told_in_dutch(name, tmp_path, capsys):
    files, begin = FOLDERS[name]
    folder = tmp_path / name
    folder.mkdir()
    for file, text in files.items():
        (folder / file).write_text(text, encoding="utf-8")
    status, out, err = call(capsys, "check", str(folder), "--language", "nl")
    assert (status, out) == (2, "") and err.startswith(f"bridging: {begin}"), err
    assert english(err) == [], err
    assert english(call(capsys, "check", str(folder))[2])


@pytest.mark.parametrize(
    "words",
    [
        ["check", "missing"],
        ["report", "HOUSE", "-o", "none/x.html"],
        ["report", "HOUSE", "-o", "."],
        ["report", "HOUSE", "-o", "x.html", "--minimum", "0"],
        ["report", "HOUSE", "-o", "x.html", "--split", "2025-03-01"],
        ["report", "HOUSE", "-o", "x.html", "--kind", "evaluation"],
        ["report", "HOUSE", "-o", "x.html", "--kind", "evaluation", "--split", "q"],
        ["report", "HOUSE", "-o", "x.html", "--kind", "evaluation", "--split", "1900-01-01"],
        ["report", "HOUSE", "-o", "x.html", "--seed", "-1"],
        ["profile", "HOUSE", "--line", "orgin"],
        ["profile", "HOUSE", "--by", "sit"],
        ["profile", "HOUSE", "--seed", "-1"],
        ["chain", "HOUSE", "--by", "sit"],
        ["convert", "HOUSE", "HOUSE"],
        ["pseudonymise", "HOUSE", "HOUSE", "--key", "key"],
        ["pseudonymise", "HOUSE", "out", "--key", "out/key"],
        ["pseudonymise", "HOUSE", "out", "--key", "none/key"],
        ["pseudonymise", "HOUSE", "out", "--key", "key", "--keep", "nonsense"],
        ["simulate", "six-houses", "out"],
        ["simulate", "southern-women", "HOUSE"],
        ["new", "HOUSE/study.toml"],
    ],
    ids=" ".join,
)
def test_what_cant_be_done_is_told_in_both_languages(words, house, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    words = [word.replace("HOUSE", str(house / "nl")) for word in words]
    for language in ("nl", "en"):
        status, out, err = call(capsys, *words, "--language", language)
        assert (status, out) == (2, "") and len(err.splitlines()) == 1
        assert bool(english(err)) == (language == "en"), err
