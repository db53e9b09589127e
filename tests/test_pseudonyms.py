"""Pseudonyms: nothing of who somebody is in the copy, and the same numbers from it."""

import hashlib
import hmac
import os
import stat

import pytest

import bridging as br
from bridging.cli import main
from bridging.errors import DataError, OptionError, OutputError, UnknownNameError
from bridging.pseudonyms import pseudonym, read_key

SECRETS = ["An Peeters", "Bo Maes", "Cy Smet", "Di Jans", "Ed Claes", "an@home.be"]


def named_study():
    people = SECRETS[:5]
    return br.Study.from_frames(
        participants={
            "participant": people,
            "family": ["Peeters", "Peeters", "Smet", "Jans", "Claes"],
            "origin": list("aabba"),
            "mail": ["an@home.be"] * 5,
        },
        attendance={
            "participant": people * 2,
            "session": ["s1"] * 5 + ["s2"] * 5,
            "company": ["Peeters", "Peeters", *[""] * 8],
        },
        encounters={
            "source": [people[0], people[2], people[0], people[1]],
            "target": [people[3], people[3], people[4], people[2]],
            "initiator": [people[0], people[3], "", ""],
            "session": ["s1", "s1", "s2", "s2"],
        },
        responses={"participant": people, "item": "q", "value": "1"},
        ties={"source": people[:2], "target": people[1:3]},
        log={"session": ["s1", "s2"], "note": ["An Peeters wept", ""], "signal": ["sad", "sad"]},
        lines={"origin": ["a", "b"]},
    )


@pytest.fixture
def copy(tmp_path):
    made = br.pseudonymise(named_study(), tmp_path / "out", key=tmp_path / "key")
    return made, br.read_study(tmp_path / "out")


def test_no_id_name_address_or_note_is_left(copy):
    made, _ = copy
    text = "".join(file.read_text() for file in made.folder.iterdir())
    for secret in (*SECRETS, *(part for name in SECRETS[:5] for part in name.split()), "wept"):
        assert secret.lower() not in text.lower().replace("\n", " ").split(","), secret
        if len(secret) > 3:
            assert secret.lower() not in text.lower()
    assert made.left_out == (
        ("participants", "mail", "e-mail addresses"),
        ("log", "note", "free text"),
    )


def test_the_numbers_stay_the_same(copy):
    study, again = named_study(), copy[1]
    assert len(again.problems()) == 0
    assert again.mixing("origin").contacts.tolist() == study.mixing("origin").contacts.tolist()
    assert (
        again.mixing("origin").opportunities.tolist()
        == study.mixing("origin").opportunities.tolist()
    )
    assert (
        again.mixing("origin", directed=True).contacts.tolist()
        == study.mixing("origin", directed=True).contacts.tolist()
    )
    assert len(again.records.tables["log"]) == 2
    families = again.records.tables["participants"]["family"].value_counts()
    assert sorted(families) == [1, 1, 1, 2]


def test_rows_are_in_the_order_of_pseudonyms(copy):
    ids = copy[1].records.tables["participants"]["participant"].tolist()
    assert ids == sorted(ids) and len(set(ids)) == 5 and all(len(one) == 12 for one in ids)


def test_a_pseudonym_is_the_start_of_a_keyed_hash():
    import base64

    key = b"0123456789abcdef"
    digest = hmac.new(key, b"person\0An Peeters", hashlib.sha256).digest()
    expected = base64.b32encode(digest)[:12].decode().lower()
    assert pseudonym(key, "person", "An Peeters") == expected


def test_the_same_key_gives_the_same_pseudonyms_and_another_others(tmp_path):
    study = named_study()
    folders = [
        br.pseudonymise(study, tmp_path / out, key=tmp_path / key).folder
        for out, key in (("a", "key"), ("b", "key"), ("c", "other"))
    ]
    same, again, other = ((f / "participants.csv").read_bytes() for f in folders)
    assert same == again and same != other


def test_the_key_is_private_and_never_in_the_copy(tmp_path):
    made = br.pseudonymise(named_study(), tmp_path / "out", key=tmp_path / "key")
    if os.name == "posix":
        assert stat.S_IMODE(made.key.stat().st_mode) == 0o600
    key = read_key(made.key).decode()
    assert len(key) == 64
    assert not any(key in file.read_text() for file in made.folder.iterdir())
    for inside in (tmp_path / "new" / "key", tmp_path / "new" / "deep" / ".." / "key"):
        with pytest.raises(OutputError, match="can't lie in the copy"):
            br.pseudonymise(named_study(), tmp_path / "new", key=inside)
    assert not (tmp_path / "new").exists()


def test_wrong_calls(tmp_path, monkeypatch):
    (tmp_path / "short").write_text("abc")
    study = named_study()
    with pytest.raises(OptionError, match="at least 16"):
        br.pseudonymise(study, tmp_path / "out", key=tmp_path / "short")
    with pytest.raises(OutputError, match="there already"):
        br.pseudonymise(study, tmp_path, key=tmp_path.parent / "key")
    with pytest.raises(OutputError, match="can't be read or made"):
        br.pseudonymise(study, tmp_path / "out", key=tmp_path / "no" / "key")
    with pytest.raises(UnknownNameError, match="Did you mean 'mail'"):
        br.pseudonymise(study, tmp_path / "out", key=tmp_path / "key", keep=["mial"])
    monkeypatch.setattr("bridging.pseudonyms.LENGTH", 0)
    with pytest.raises(DataError, match="different pseudonyms"):
        br.pseudonymise(study, tmp_path / "out", key=tmp_path / "key")


def test_columns_stay_when_asked_for(tmp_path):
    made = br.pseudonymise(
        named_study(), tmp_path / "out", key=tmp_path / "key", keep=["mail", "log.note"]
    )
    assert made.left_out == ()
    assert "wept" in (made.folder / "log.csv").read_text()


def test_five_houses_by_command(tmp_path, capsys):
    out = tmp_path / "out"
    sample = tmp_path / "five"
    assert main(["simulate", "five-houses", str(sample)]) == 0
    capsys.readouterr()
    assert main(["pseudonymise", str(sample), str(out), "--key", str(tmp_path / "key")]) == 0
    said = capsys.readouterr()
    assert said.out.strip() == str(out.resolve())
    assert "met minder dan vier anderen" in said.err  # the study is in Dutch
    study, again = br.read_study(sample), br.read_study(out)
    for line in study.lines:
        one, other = study.mixing(line, "site"), again.mixing(line, "site")
        assert one.contacts.tolist() == other.contacts.tolist()
        assert one.sizes.tolist() == other.sizes.tolist()
    names = set(study.records.tables["participants"]["participant"])
    assert not names & set(again.records.tables["participants"]["participant"])


def test_a_table_is_no_key(tmp_path):
    """A file of the study is no secret: whoever has the study has it too."""
    table = tmp_path / "participants.csv"
    table.write_text("participant,origin\np1,a\np2,b\n")
    with pytest.raises(OptionError, match="one line of text"):
        read_key(table)
    assert table.read_text().endswith("p2,b\n")
