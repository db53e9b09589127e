import re
from dataclasses import replace

import numpy as np
import pytest

import bridging as br
from bridging.inference import Interval, NullSummary
from bridging.measures.record import all_measures
from bridging.results import Result, Sizes
from bridging.words import (
    higher_text,
    left_out_text,
    measure_subject,
    of_hundred,
    p_text,
    percent,
    result_sentence,
)
from bridging.words.numbers import decimal


def made(name="bridging_share", estimate=0.12, *, interval=True, null=True, p=0.031, **more):
    """A result with an interval from 0.07 to 0.2 and a mean of 0.2 under chance."""
    nan = float("nan")
    return Result(
        measure=br.measures.get_measure(name),
        line="origin",
        unit="north",
        estimate=estimate,
        interval=Interval(
            low=0.07,
            high=0.2,
            std_error=0.03,
            level=0.95,
            method="leave-person-out jackknife, logit scale",
        )
        if interval
        else None,
        null=NullSummary(
            model="partner_rewire",
            mean=0.2,
            sd=0.03,
            z_score=-2.7,
            p_value=p,
            alternative="two-sided",
            n_resamples=999,
            informative_share=nan,
        )
        if null
        else None,
        **more,
    )


def test_share_beside_chance():
    assert made().sentence() == (
        "north, origin: 12 of 100 contacts cross the line; 20 would, had the same people talked as "
        "much but to anyone present. If that were how they chose, a difference at least as marked "
        "would come up in 3 of 100 cases (p = 0.031). With other people it could have come out from "
        "7 to 20 (95% interval)."
    )


def test_a_brief_sentence_has_no_interval_beside_chance():
    assert result_sentence(made(), where=False, brief=True) == (
        "12 of 100 contacts cross the line; 20 would, had the same people talked as much but to "
        "anyone present."
    )


def test_share_beside_chance_in_dutch():
    assert made().sentence("nl") == (
        "north, origin: 12 van de 100 contacten gaan over de grens; het zouden er 20 zijn als "
        "dezelfde mensen evenveel hadden gepraat, maar met om het even wie aanwezig was. Als ze zo "
        "kozen, zou een verschil dat minstens zo uitgesproken is voorkomen in 3 van de 100 gevallen "
        "(p = 0,031). Met andere mensen had dat kunnen uitkomen van 7 tot 20 (95%-interval)."
    )


def alone(name="bridging_share", contacts=55.0, **more):
    """A result of contacts where nobody of another group was present."""
    sizes = Sizes(contacts=contacts)
    return made(name, 0.0, sizes=sizes, extra={"no_opportunity": True}, **more)


def test_contact_that_was_not_possible_is_no_score():
    assert alone().sentence() == (
        "north, origin: All 55 contacts stayed within a group: nobody of another group was present "
        "to meet, so that bridging contacts were not possible."
    )
    assert (
        alone()
        .sentence("nl")
        .endswith(
            "Alle 55 contacten bleven binnen een groep: er waren geen mensen van een andere groep "
            "aanwezig, overbruggende contacten waren er niet mogelijk."
        )
    )
    assert "E-I index says nothing here." in alone("ei_index").sentence()
    assert "The one contact stayed" in alone(contacts=1.0).sentence()
    assert "not possible" not in alone(contacts=0.0).sentence()


def test_reasons_are_plain():
    def missing(reason, **where):
        item = made(**where)
        interval = replace(item.interval, undefined=reason) if "null" in where else item.interval
        null = replace(item.null, undefined=reason) if "interval" in where else item.null
        return replace(item, interval=interval, null=null)

    edge = missing("the estimate lies on the edge of its range, where ...", null=False)
    assert "There is no interval: the value stays the same, whoever is left out." in edge.sentence()
    stuck = missing("no session allows more than one arrangement of ...", interval=False)
    assert "no value under chance: whoever met whom among those present" in stuck.sentence()


def test_contacts_left_out_have_their_causes():
    item = made(
        estimate=float("nan"),
        sizes=Sizes(contacts=0, left_out={"unknown": 90, "together": 4}),
        undefined="all 94 contacts were left out (one of three)",
        undefined_nl="-",
    )
    assert item.sentence().endswith(
        "all 94 contacts were left out (90 of people whose group is not known, 4 between people who "
        "came together)."
    )
    assert "Het aandeel overbruggende contacten heeft geen waarde: alle 94" in item.sentence("nl")


@pytest.mark.parametrize(
    ("name", "subject"),
    [
        ("bridging_share", "Het aandeel overbruggende contacten"),
        ("ei_index", "De E-I-index"),
        ("blau", "De Blau-index"),
        ("assortativity", "De assortativiteit"),
        ("effective_groups", "Het effectief aantal groepen"),
    ],
)
def test_dutch_labels_have_their_article(name, subject):
    assert measure_subject(br.measures.get_measure(name), "nl") == subject


def test_an_expected_share_is_no_contact():
    expected = br.measures.get_measure("expected_bridging_share")
    assert higher_text(expected, "nl") == "Hoger: meer gelegenheid voor contact over de grens heen."


def test_one_contact_takes_the_singular():
    sentence = made(estimate=0.01, interval=False, null=False).sentence()
    assert sentence.endswith("1 of 100 contacts crosses the line.")


def test_minutes_and_pairs_are_named():
    for weight, words in (("minutes", "minutes of contact"), ("pairs", "pairs in contact")):
        assert words in made(options={"weight": weight}).sentence()


def test_undefined_gives_the_reason_in_its_language():
    item = made(
        estimate=float("nan"), undefined="there are no contacts", undefined_nl="er zijn er geen"
    )
    assert item.sentence() == "north, origin: Bridging share has no value: there are no contacts."
    assert item.sentence("nl").endswith("heeft geen waarde: er zijn er geen.")


def test_a_null_that_does_not_vary_is_not_mentioned():
    table = {"participant": ["a", "b", "c"], "g": ["x", "x", "y"]}
    study = br.Study.from_frames(
        participants=table,
        attendance={"participant": ["a", "b", "c"]},
        encounters={"source": ["a", "a"], "target": ["b", "c"]},
        lines={"g": ["x", "y"]},
    )
    sentence = br.estimate("expected_bridging_share", study, n_resamples=19)[0].sentence()
    assert "p =" not in sentence and "talked as much" not in sentence


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("record", all_measures(), ids=lambda record: record.name)
def test_every_measure_has_a_sentence(record, language):
    sentence = result_sentence(made(record.name, 0.25), language)
    value = "25" if record.range == (0, 1) and "differ" in record.label else "0"
    assert value in sentence and sentence.endswith(".") and not re.search(r"\bnan\b", sentence)
    assert result_sentence(made(record.name, 0.25, interval=False, null=False), language)


def test_difference_says_which_way():
    item = made(estimate=-0.1, null=False, extra={"difference": True, "a": 0.4, "b": 0.3})
    assert "Bridging share: b minus a is −0.10 (a: 0.40, b: 0.30)" in item.sentence()
    named = replace(item, extra={**item.extra, "name_a": "2024", "name_b": "2025"})
    assert "2025 min 2024 is −0,10 (2024: 0,40, 2025: 0,30)" in named.sentence("nl")
    for language in ("en", "nl"):
        assert not re.search("higher|lower|hoger|lager", item.sentence(language))


def test_braces_in_names_stay_as_they_are():
    item = Result(measure=br.measures.get_measure("ei_index"), unit="{0}{x}", estimate=0.5)
    assert item.sentence().startswith("{0}{x}: E-I index is 0.50.")


def test_p_is_never_0():
    assert p_text(0.0) == "p < 0.001" and p_text(1.0) == "p = 1.00"
    assert p_text(0.0495) == "p = 0.050"


def test_counts_of_a_hundred():
    assert of_hundred(0) == "0 of 100" and of_hundred(1) == "100 of 100"
    assert of_hundred(0.996) == "more than 99 of 100"


def test_dutch_decimals_and_signs():
    assert decimal(-1.5, "nl", 1) == "−1,5" and decimal(-0.001) == "0.00"
    assert percent(2 / 16) == "13%" and percent(0.285, "nl") == "29%"
    assert decimal(np.inf) == "∞" and decimal(np.nan) == "–"


def test_left_out_skips_what_is_not_there():
    assert left_out_text({"unknown": 0, "absent": 2}, "nl").startswith("2 van mensen die niet")


@pytest.mark.parametrize(
    ("method", "p", "english", "dutch"),
    [
        ("leave-person-out jackknife", 0.21, "With other people in their places it could as well",
         "Met andere mensen in hun plaats had het evengoed toeval"),
        ("leave-person-out jackknife", 0.03, "With other people in their places, too, chance would",
         "Ook met andere mensen in hun plaats zou toeval zelden"),
        ("session bootstrap, percentile", 0.21, "In other sessions it could as well have been",
         "Op andere openingsmomenten had het evengoed toeval"),
        ("exact, contacts taken as independent", 0.21, "If each contact stood alone, it could as",
         "Stond elk contact los van de andere, dan had het evengoed"),
        ("randomisation test inverted", 0.21, "a difference at least as marked would come up in 21",
         "minstens zo uitgesproken is voorkomen in 21"),
    ],
)  # fmt: skip
def test_a_p_of_the_interval_is_said_to_be_of_what_the_interval_is_about(method, p, english, dutch):
    item = made(p=p)
    item = replace(
        item,
        interval=replace(item.interval, method=method),
        null=replace(item.null, by_interval=True),
    )
    assert english in item.sentence() and dutch in item.sentence("nl")
    given = "Given who was there and how much each talked" in item.sentence()
    assert given == method.startswith("randomisation")


def test_method_text_names_what_was_done():
    study = br.simulate.five_houses().select(sites="house-5")
    results = br.estimate("bridging_share", study, line="origin", n_resamples=19, seed=4)
    text = results.method_text()
    for words in ("Bridging share", "19 times", "leave-family-out", "seed 4", study.fingerprint):
        assert words in text
    assert "openingsmoment" in results.method_text("nl")
