"""Findings and comparisons in sentences: the numbers used, the hedges, and both languages."""

import re
from dataclasses import replace

import pytest

import bridging as br
from bridging.analyses.chain_result import ChainPart
from bridging.analyses.compare_chains import ChainComparison, ChainDifference
from bridging.analyses.findings import FEW
from bridging.analyses.findings_result import Finding, Findings
from bridging.errors import OptionError
from bridging.inference import Interval
from bridging.words.comparison import comparison_sentences, points_text
from bridging.words.findings import finding_sentences, finding_short
from bridging.words.texts import say

NAN = float("nan")


def limits(low, high):
    return Interval(low=low, high=high, std_error=0.1, level=0.95, method="", n_clusters=30)


def finding(name, **more):
    values = {
        "line": "origin",
        "unit": "north",
        "finding": name,
        "across": "observed",
        "visits_with_someone_across": 0.85,
        "bridging_contacts": 40.0,
        "bonding_contacts": 60.0,
        "contacts_per_visit": 1.25,
        "partner_choice": 0.9,
        "interval": limits(0.7, 1.16),
        "p_value": 0.3,
        "delta": 0.8,
        "least_opportunity": 0.1,
        "level": 0.95,
        "detectable_ratio": NAN,
        "more_contacts": NAN,
        "sizes": {"n_sessions": 10, "n_contacts": 100.0, "n_left_out": 0},
    }
    return Finding(**{**values, **more})


def said(item, language="en", audience="team", weight="encounters"):
    made = Findings(items=(item,), audience=audience, weight=weight)
    return finding_sentences(made, language)[0]


HAD = "had the same people talked as much but to anyone present"


def test_bridging():
    item = finding("bridging", partner_choice=0.97, interval=limits(0.876, 1.08))
    assert said(item) == (
        f"north, origin: bridging. There was contact across the line, at least 0.80 of what there "
        f"would have been, {HAD}. At 85 of 100 visits somebody from across the line could be met. "
        "Observed: 40 contacts across the line, and 60 within groups (1.25 for each visit). Partner "
        "choice, the contacts across divided by how many there would have been, is 0.97 (95% "
        "interval: 0.88 to 1.08). The lower limit lies above the declared threshold of 0.80."
    )


def test_too_little_data_says_what_could_be_told_and_how_much_more_would_do():
    item = finding("too little data", detectable_ratio=0.62, more_contacts=92.0)
    text = said(item)
    assert "too little data. These records can't tell whether" in text
    assert "nor show that there was not." in text
    assert "is 0.90 (95% interval: 0.70 to 1.16)" in text
    assert "lower limit above the declared threshold of 0.80" in text
    assert "would tell a partner choice of 0.62 or lower from 1 four times in five" in text
    # 100 contacts in 10 sessions: 92 more take 10 more
    assert (
        "About 92 more contacts (at this rate, in 10 sessions more) would have been needed to tell "
        "whether or not there was less than chance would give" in text
    )
    assert text.endswith("How much to record is to be fixed beforehand.")
    dutch = said(item, "nl")
    assert "Ongeveer 92 contacten meer (in dit tempo op 10 openingsmomenten meer) waren n" in dutch
    assert dutch.endswith("leg je vooraf vast.")
    assert "0,90 (95%-interval: 0,70 tot 1,16)" in dutch


def test_impossible_possible_and_observed():
    share = {"partner_choice": NAN, "interval": None, "bridging_contacts": 0.0}
    none = said(
        finding("no opportunity", across="impossible", visits_with_someone_across=0, **share)
    )
    assert "Contact across the line was impossible: at none of the visits" in none
    some = {"visits_with_someone_across": 0.042}
    hardly = said(finding("no opportunity", across="possible", **some, **share))
    assert (
        "at 4 of 100 visits somebody from across the line could be met, fewer than 10 of" in hardly
    )
    assert (
        "possible, and was not observed. Observed: 0 contacts across the line, and 60 wi" in hardly
    )
    seen = finding("no opportunity", **some)
    assert "was observed all the same" in said(seen)
    assert "Partner choice" not in said(seen)
    assert "toch waargenomen" in said(seen, "nl")


def test_little_contact_without_an_interval_gives_p():
    missing = Interval.missing(0.95, "", "the estimate lies on the edge of its range", "")
    item = finding(
        "little contact across",
        across="possible",
        bridging_contacts=0.0,
        partner_choice=0.0,
        interval=missing,
        p_value=0.0004,
    )
    assert "fewer than 1 of 100 cases" in said(item) and "(p < 0.001)" in said(item)
    assert said(item, "nl").endswith("dat steunt op geen interval.")
    # limits that can't be relied on are not told either
    few = replace(item, interval=replace(limits(0.0, 0.4), note="few", note_nl="weinig"))
    assert said(few) == said(item)


def test_what_is_missing_is_said_in_plain_words():
    missing = Interval.missing(0.95, "", "fewer than three people (or clusters) to leave out", "")
    item = finding("too little data", interval=missing, reason=missing.undefined)
    assert "too little data: there are fewer than three people to leave out." in said(item)
    unknown = finding(
        "too little data",
        across="",
        visits_with_someone_across=NAN,
        bridging_contacts=0.0,
        bonding_contacts=0.0,
        contacts_per_visit=NAN,
        partner_choice=NAN,
        interval=None,
        reason="why",
        reason_nl="waarom",
        sizes={"n_sessions": 1, "n_contacts": 0.0, "n_left_out": 3},
    )
    assert said(unknown) == (
        "north, origin: too little data: why. In 1 session with visitors, 3 contacts can't be "
        "counted on this line (group not known, not recorded as present, or come together)."
    )
    assert said(unknown, "nl").startswith(
        "north, origin: te weinig gegevens: waarom. Op 1 openings"
    )
    # 3 contacts is too few for a page that leaves the house
    assert "3" not in said(unknown, audience="publication")


def test_one_contact_and_minutes():
    assert "Observed: 1 contact across the line, and 60 within" in said(
        finding("bridging", bridging_contacts=1.0)
    )
    minutes = finding("too little data", more_contacts=240.0)
    assert "40 minutes of contact across the line" in said(minutes, weight="minutes")
    assert "About 240 more minutes of contact" in said(minutes, weight="minutes")


def test_what_is_withheld_has_no_number():
    item = finding("too few people to publish", bridging_contacts=NAN, interval=None, sizes={})
    for language in ("en", "nl"):
        assert not re.search(r"\d", said(item, language, "publication"))


def test_nothing_is_ranked_pooled_or_laid_to_people():
    study = br.simulate.five_houses()
    found = br.findings(study, n_resamples=19)
    judging = r"\b(score|best|worst|refuse|unwilling|avoid|prefer|beter|slechter|weiger|mijden)\w*"
    for language in ("en", "nl"):
        texts = finding_sentences(found, language)
        assert len(texts) == len(found) + 1
        assert not re.search(judging, " ".join(texts).replace("gerangschikt", ""), re.I)
        assert not re.search(r"\bnan\b", " ".join(texts))
    assert "not what people want" in found.sentence() and "not ranked" in found.sentence()
    assert "niet wat mensen willen" in found.sentence("nl")
    empty = Findings(items=(), audience="team")
    assert finding_sentences(empty) == []


def test_names_and_languages():
    made = Findings(items=(finding("bridging"),), audience="team")
    named = finding_sentences(made, "nl", names={"north": "Noord", "origin": "Herkomst"})
    assert named[0].startswith("Noord, Herkomst: overbruggend contact.")
    with pytest.raises(OptionError, match="'fr'"):
        finding_sentences(made, "fr")
    odd = Findings(items=(finding("bridging", unit="{x} %s"),), audience="team")
    assert finding_sentences(odd)[0].startswith("{x} %s, origin: ")


# --- comparisons ----------------------------------------------------------------------------------


def difference(**more):
    def part(unit, contacts):
        return ChainPart(
            line="origin", unit=unit, group="all", crossing="across", values={"contacts": contacts}
        )

    values = {
        "a": part("north", 0.40),
        "b": part("south", 0.25),
        "start": "visitors",
        "contributions": {
            "start": 0.01,
            "frequency": 0.0,
            "co_presence": -0.06,
            "timing": 0.0,
            "uptake": -0.10,
        },
        "intervals": {"uptake": limits(-0.18, -0.02)},
        "counterfactuals": {"uptake": 0.36},
        "method": "lmdi",
    }
    return ChainDifference(**{**values, **more})


def compared(part, language="en"):
    return comparison_sentences(ChainComparison(parts=(part,), level=0.95), language)


def test_a_difference_its_factors_and_what_would_be():
    text, reading = compared(difference())
    assert text == (
        "origin: 40 of 100 contacts are across the line in north, and 25 of 100 contacts are across "
        "the line in south: south minus north is −15.0 points. Most of it comes with who present "
        "meets whom (uptake): −10.0 points (95% interval: −18.0 to −2.0); who is there together "
        "(co-presence): −6.0 points. With who present meets whom (uptake) as in north and what else "
        "is as in south, 36 of 100 contacts would be across the line."
    )
    assert "not why" in reading


def test_a_difference_in_dutch():
    text, reading = compared(difference(), "nl")
    assert text.endswith(
        "Met welke aanwezigen elkaar ontmoeten (ontmoeting) zoals in north en al het andere zoals in "
        "south zouden 36 van de 100 contacten over de grens vallen."
    )
    assert "south min north is −15,0 punten" in text and "niet waarom" in reading


def test_three_factors_at_most_and_none_where_nothing_differs():
    many = dict.fromkeys(("start", "frequency", "co_presence", "timing", "uptake"), -0.03)
    text = compared(difference(contributions=many))[0]
    assert text.count("−3.0 points") == 3 and "Most of it" in text
    nothing = dict.fromkeys(many, 0.0)
    text = compared(difference(contributions=nothing))[0]
    assert "No factor makes a difference." in text and "would be" not in text
    alone = {**nothing, "uptake": -0.15}
    assert "It comes with who present" in compared(difference(contributions=alone))[0]


def test_the_mix_of_the_visitors_or_of_the_reference_comes_first():
    first = {"contributions": {"start": 0.2, "uptake": 0.0}, "counterfactuals": {"start": 0.3}}
    assert "With the mix of the visitors as in north" in compared(difference(**first))[0]
    text = compared(difference(start="reference", **first))[0]
    assert "the mix of the reference population: +20.0 points" in text


def test_no_share_above_one_is_told():
    assert "would be" not in compared(difference(counterfactuals={"uptake": NAN}))[0]


def test_without_names_the_sides_are_a_and_b():
    part = difference()
    same = replace(part, a=replace(part.a, unit="all"), b=replace(part.b, unit="all"))
    assert (
        "in a, and 25 of 100 contacts are across the line in b: b minus a is" in compared(same)[0]
    )


def test_groups_and_two_lines_are_named():
    part = difference()
    group = replace(part, a=replace(part.a, group="low"), b=replace(part.b, group="low"))
    assert compared(group)[0].startswith("origin, seen from group low: 40 of 100")
    two = replace(part, a=replace(part.a, crossing="two"), b=replace(part.b, crossing="two"))
    assert "25 of 100 contacts are across both lines in south" in compared(two)[0]
    assert "vallen over beide grenzen in south" in compared(two, "nl")[0]


def test_what_is_not_known_is_said():
    text = compared(difference(undefined="no contacts", undefined_nl="geen contacten"), "nl")[0]
    assert text == (
        "origin: wat north en south doet verschillen, is niet te zeggen: geen contacten."
    )


def test_points_have_a_sign():
    assert points_text(0.0) == "0.0 points" and points_text(1e-6) == "0.0 points"
    assert points_text(0.01) == "+1.0 point" and points_text(-0.155, "nl") == "−15,5 punten"


def test_a_page_says_first_what_stands_out_in_counts():
    item = finding("bridging", partner_choice=0.8, interval=limits(0.81, 0.998))
    assert finding_short(item) == (
        f"bridging: 40 contacts across the line, where there would have been about 50, {HAD}. That "
        "is 80 for every 100 (95% interval: 81 to 99.8); the whole interval lies above 80. At 85 of "
        "100 visits somebody from across the line could be met. Beside them: 60 within groups."
    )
    wide = finding("too little data", partner_choice=0.8, more_contacts=92.0)
    assert "can't tell whether there was less" in finding_short(wide)
    assert "nor show that there was not. " in finding_short(wide)
    assert finding_short(wide).endswith(
        "had partner choice stayed as it is and the number of visitors grown with them. How much to "
        "record is to be fixed beforehand."
    )
    dutch = finding_short(wide, "nl")
    assert dutch.startswith("te weinig gegevens: 40 contacten over de grens, waar er ongeveer 50")
    assert "evenmin dat dat niet zo was" in dutch
    alone = finding("too little data", interval=None, partner_choice=NAN, reason="nobody knows")
    assert finding_short(alone).startswith("too little data: nobody knows.")


@pytest.mark.parametrize(
    ("language", "words", "few"),
    [
        ("en", "That lies on the edge: with other random draws", "A few more contacts (at this"),
        ("nl", "Dat ligt op de rand: met andere toevalstrekkingen", "Enkele contacten meer (in"),
    ],
)
def test_what_lies_on_the_edge_says_so(language, words, few):
    item = finding("too little data", on_edge=True, more_contacts=1.0)

    for text in (said(item, language), finding_short(item, language)):
        assert words in text
        assert few in text
    assert words not in said(replace(item, on_edge=False), language)


@pytest.mark.parametrize(
    ("language", "reason", "verdict"),
    [
        (
            "en",
            "too little data: fewer than 30 contacts",
            "could have been made otherwise to rely on",
        ),
        ("nl", "te weinig gegevens: minder dan 30 contacten", "om op een interval te rekenen"),
    ],
)
def test_an_interval_not_to_be_relied_on_is_no_finding(language, reason, verdict):
    few = replace(limits(0.5, 0.9), note="beware", note_nl="pas op")
    item = finding("too little data", interval=few, reason=FEW[0], reason_nl=FEW[1])
    text = said(item, language)
    assert reason in text
    rules = (say(f"finding.rule_{name}", language, delta="#") for name in ("wide", "below"))
    assert not any(rule.split("#")[0] in text for rule in rules)
    assert verdict in finding_short(item, language)
