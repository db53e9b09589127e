import re

import pytest

import bridging as br
from bridging.errors import OptionError
from bridging.estimate import PROFILE
from bridging.measures.record import all_measures
from bridging.nulls.record import all_nulls
from bridging.words import TEXTS, meaning_text, measure_label, say
from bridging.words.texts_meanings import MEANINGS

PLACE = re.compile(r"{(\w*)}")


def test_both_languages_have_the_same_texts():
    assert TEXTS["en"].keys() == TEXTS["nl"].keys()


@pytest.mark.parametrize("key", sorted(TEXTS["en"]))
def test_a_text_has_the_same_places_in_both_languages(key):
    english, dutch = (set(PLACE.findall(TEXTS[language][key])) for language in ("en", "nl"))
    assert english == dutch
    assert TEXTS["nl"][key].strip() == TEXTS["nl"][key] != ""


def test_what_is_put_in_is_not_read_as_a_text():
    text = say("no_value", "en", label="{reason} {0} %s", reason="{label}")
    assert text == "{reason} {0} %s has no value: {label}."


def test_an_unknown_language_is_refused():
    with pytest.raises(OptionError, match="`language` must be one of 'en', 'nl', not 'fr'."):
        br.words.say("interval", "fr")


@pytest.mark.parametrize("measure", all_measures(), ids=lambda record: record.name)
def test_every_measure_says_in_each_language_what_it_means(measure):
    """In English with the first line of its docstring, where there are no plainer words."""
    english, dutch = (meaning_text(measure, language) for language in ("en", "nl"))
    assert english.endswith(".") and dutch.endswith(".") and english != dutch
    assert dutch == MEANINGS["nl"][measure.name]
    assert measure_label(measure, "nl") and f"higher.{measure.higher_means}" in TEXTS["nl"]


def test_meanings_are_of_measures():
    known = {measure.name for measure in all_measures()}
    assert MEANINGS["en"].keys() <= MEANINGS["nl"].keys() == known
    assert set(PROFILE) <= MEANINGS["en"].keys()


def test_every_null_and_reason_has_words():
    for null in all_nulls():
        if null.name == "partner_rewire":
            assert f"had.{null.name}" in TEXTS["nl"] and f"method.null.{null.name}" in TEXTS["nl"]
    for reason in ("absent", "together", "unknown", "no_minutes", "no_value"):
        assert f"left_out.{reason}" in TEXTS["nl"]


def test_no_text_judges():
    judging = re.compile(
        r"\b(fail\w*|poor|weak|bad|best|worst|slecht\w*|faal\w*|zwak\w*|beste)\b", re.I
    )
    for language in ("en", "nl"):
        for text in [*TEXTS[language].values(), *MEANINGS[language].values()]:
            assert not judging.search(text), text
