"""The data card: read, refused, written, told of on the page and in the package."""

import pytest

import bridging as br
from bridging.errors import StudyError
from bridging.privacy import suppress_study
from bridging.records.card import CARD
from bridging.records.workbook_write import write_workbook
from bridging.report.build import report_document
from bridging.report.document import Words
from bridging.words import TEXTS, method_text

SAID = {
    "basis": "consent of those who are recorded",
    "seen_by": "the team and two researchers",
    "kept": "31 December 2030",
    "contact": "team@huis.be",
}


def people(number=20, **more):
    names = [f"p{k}" for k in range(number)]
    return br.Study.from_frames(
        participants={"participant": names, "g": ["a", "b"] * (number // 2)},
        sessions={"session": ["s1", "s2"]},
        attendance={"participant": names * 2, "session": ["s1"] * number + ["s2"] * number},
        lines={"g": ["a", "b"]},
        purpose="To learn who comes.",
        **more,
    )


def words_of(study, **options):
    blocks = report_document(study, n_resamples=9, **options).blocks
    return [block.text for block in blocks if isinstance(block, Words)]


def test_a_folder_keeps_it(tmp_path):
    from bridging.records import write_folder

    study = people(card=SAID)
    write_folder(study.records, tmp_path)
    text = (tmp_path / "study.toml").read_text("utf-8")
    assert "[card]" in text
    assert br.read_study(tmp_path).card == SAID and list(study.card) == list(CARD)


def test_a_workbook_keeps_it(tmp_path):
    study = people(card=SAID)
    write_workbook(study.records, tmp_path / "study.xlsx")
    assert br.read_study(tmp_path / "study.xlsx").card == SAID


@pytest.mark.parametrize(
    ("card", "words"),
    [
        ({"bases": "consent"}, "can't have a setting 'bases'. Did you mean 'basis'"),
        ({"kept": 2030}, "`kept` of .card. must be text, not int"),
        ("consent", "must hold settings"),
    ],
)
def test_what_is_no_card_is_refused(card, words):
    with pytest.raises(StudyError, match=words):
        people(card=card)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_page_tells_it_and_what_is_not_said(language):
    texts = words_of(people(card={**SAID, "kept": ""}), language=language)
    told = [TEXTS[language][f"card.{key}"] for key in ("basis", "seen_by", "contact")]
    for label, key in zip(told, ("basis", "seen_by", "contact"), strict=True):
        assert f"{label}: {SAID[key]}" in texts
    missing = TEXTS[language]["card.missing"].format(parts=TEXTS[language]["card.kept"].lower())
    assert any(text.startswith(missing) and "`kept`" in text for text in texts)


def test_a_study_tells_it_where_it_is_shown():
    shown = people(card=SAID)._repr_html_()
    assert all(said in shown for said in SAID.values()) and "To learn who comes." in shown
    assert (
        "Not stated: purpose"
        in br.Study.from_frames(participants={"participant": ["a"]}).describe_card()[0]
    )


def consent(number, of=20):
    """So many of a study withdrew."""
    return {
        "participant": [f"p{k}" for k in range(of)],
        "given": ["no"] * number + ["yes"] * (of - number),
    }


@pytest.mark.parametrize(
    ("number", "team", "public"),
    [
        (1, "One person withdrew her consent", "A few people withdrew their consent"),
        (6, "6 people withdrew their consent", "6 people withdrew their consent"),
    ],
)
def test_what_is_computed_afterwards_says_how_many_withdrew(number, team, public):
    study = people(consent=consent(number))
    assert study.withdrawn == number
    assert any(text.startswith(team) for text in words_of(study, audience="team"))
    assert any(text.startswith(public) for text in words_of(study, audience="publication"))
    results = br.profile(study, measures=["blau_unbiased"], null=None, interval=None)
    assert team in results.method_text()
    assert public in suppress_study(results, study).method_text()
    assert team in method_text(br.chain(study, interval=False, null=False))
    assert study.select(sessions="s1").withdrawn == number


def test_nothing_is_said_where_nobody_withdrew():
    study = people(consent=consent(0))
    assert study.withdrawn == 0
    assert not any("withdrew" in text for text in words_of(study))
