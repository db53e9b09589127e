import math
from types import SimpleNamespace

import pytest

import bridging as br
from bridging.analyses.chain_result import LABELS, Chain, ChainPart
from bridging.errors import OptionError
from bridging.inference import Interval
from bridging.inference.inverted import INVERTED
from bridging.words import chain_sentences
from bridging.words.chain import brackets_text, dealt_share, last_possible

# the three sessions worked by hand in the design; dealing again gives the contacts seen
THREE = {
    "visitors": 2 / 3,
    "visits": 2 / 3,
    "present": 1 / 2,
    "opportunity": 3 / 7,
    "contacts": 1 / 4,
    "theta": 1 / 3,
    "contacts_per_visit": 1 / 2,
}
DEALT = {"activity": 7 / 9, "partner_choice": 3 / 4}  # 3/7 × 7/9 = 1/3, and 1/4 = 1/3 × 3/4
SIZES = {"n_participants": 4, "n_sessions": 3, "n_contacts": 4.0, "n_left_out": 0}


def part(values, *, intervals=(), why=None, line="origin", unit="all", group="all", **more):
    """A chain of some values; the others have no value, and the reason 'unseen'."""
    filled = {label: values.get(label, math.nan) for label in LABELS}
    missing = {label: "unseen" for label in LABELS if math.isnan(filled[label])} | (why or {})
    return ChainPart(
        line=line,
        unit=unit,
        group=group,
        values=filled,
        intervals=dict(intervals),
        undefined=missing,
        undefined_nl={label: f"{reason} (nl)" for label, reason in missing.items()},
        **{"crossing": "across", "sizes": SIZES, **more},
    )


def limits(low, high, undefined="", **notes):
    return Interval(
        low=low, high=high, std_error=0.1, level=0.9, method="", undefined=undefined,
        undefined_nl=undefined, **notes,
    )  # fmt: skip


def said(*parts, language="en", **more):
    chain = Chain(parts=parts, level=0.9, seed=0, version="", fingerprint="")
    return chain_sentences(chain, language, **more)


@pytest.fixture(scope="module")
def three():
    """The three sessions themselves."""
    return br.Study.from_frames(
        participants={"participant": ["a1", "a2", "b1", "b2"], "origin": list("aabb")},
        attendance={
            "participant": ["a1", "a2", "b1", "b2", "a1", "a2", "b1", "b2"],
            "session": list("11112233"),
        },
        encounters={
            "source": ["a1", "a1", "a1", "b1"],
            "target": ["b1", "a2", "a2", "b2"],
            "session": list("1123"),
        },
        lines={"origin": ["a", "b"]},
    )


def test_the_three_sessions_in_words(three):
    text = br.chain(three, "origin", interval=False, null=False).sentence()
    assert text == (
        "origin: Who comes? In 67 of 100 pairs of visitors the two are of different groups; in 67 of "
        "100 when everybody counts as often as they come. Who is there together? In 50 of 100 pairs "
        "present together the two are of different groups; in 43 of 100 when sessions count by how "
        "much contact there was. Who meets? In 25 of 100 contacts the two are of different groups. "
        "For two people present together, the odds of contact across the line are 0.33 times those "
        "of contact within a group; that holds how much people talk as well as with whom. No value "
        "for reference population: the study has no reference population for the line here; choice of "
        "partners: partners were not dealt again. In all: 4 contacts in 3 sessions, 0.50 per visit."
    )


def test_the_three_sessions_in_dutch(three):
    text = br.chain(three, "origin", interval=False, null=False).sentence("nl")
    assert "Wie komt er? In 67 van de 100 paren bezoekers horen de twee tot" in text
    assert "In 50 van de 100 paren van samen aanwezige mensen horen" in text
    assert "is de kansverhouding op contact over de grens 0,33 keer die op contact" in text
    assert text.endswith("Samen: 4 contacten op 3 openingsmomenten, 0,50 per bezoek.")


def test_chance_stands_beside_the_contacts_and_p_beside_its_interval():
    intervals = {"partner_choice": limits(0.62, 1.04), "visitors": limits(0.5, 0.8)}
    (text,) = said(part(THREE | DEALT, intervals=intervals, p_value=0.11))
    assert "In 67 of 100 pairs of visitors (50 to 80) the two" in text
    assert "it would be 33, had the same people talked as much but to anyone present." in text
    assert (
        "Where that would give 100 contacts across the line, the records hold 75 (62 to 104; "
        in (text)
    )
    assert "p = 0.11); these records can't tell this from chance, nor show that there is no" in text
    assert (
        "In brackets: how far that could have come out with other people (90% intervals)." in text
    )


def test_away_from_chance_there_is_no_doubt_to_add():
    (text,) = said(
        part(THREE | DEALT, intervals={"partner_choice": limits(0.6, 0.9)}, p_value=0.004)
    )
    assert "the records hold 75 (60 to 90; p = 0.004)." in text and "can't tell" not in text


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Beware: few contacts."), ("nl", "Let op: weinig contacten.")]
)
def test_a_choice_from_too_little_says_so(language, words):
    """What is told from chance may still rest on a handful of contacts."""
    few = limits(0.6, 0.9, note="few contacts", note_nl="weinig contacten")
    (text,) = said(part(THREE | DEALT, intervals={"partner_choice": few}), language=language)
    assert words in text
    plenty = part(THREE | DEALT, intervals={"partner_choice": limits(0.6, 0.9)})
    assert words.split(":")[0] not in said(plenty, language=language)[0]


def test_without_an_interval_there_is_no_p():
    stuck = {"partner_choice": limits(math.nan, math.nan, "fewer than three people (families)")}
    for intervals in ({}, stuck):
        (text,) = said(part(THREE | DEALT, intervals=intervals, p_value=0.004))
        assert "the records hold 75." in text and "p = " not in text and "brackets" not in text
    assert text.endswith("There is no interval: there are fewer than three people to leave out.")


def test_what_chance_gives_is_found_without_the_opportunity():
    """Contacts over partner choice is the same share."""
    whole = part(THREE | DEALT)
    without = part({**THREE, **DEALT, "opportunity": math.nan, "activity": math.nan})
    assert dealt_share(whole) == pytest.approx(1 / 3) == dealt_share(without)


ZERO = dict.fromkeys(["visits", "present", "opportunity", "contacts"], 0.0)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_after_zero_nothing_more_is_told_than_that_contact_was_not_possible(language):
    one = part({"reference": 0.5, "visitors": 0.0, **ZERO, "contacts_per_visit": 1.0})
    assert last_possible(one) == "visitors"
    (text,) = said(one, language=language)
    ends = {
        "en": "in 0 of 100 pairs of visitors. From there on contact across the line was not "
        "possible. In all: 4 contacts in 3 sessions, 1.00 per visit.",
        "nl": "in 0 van de 100 paren bezoekers. Vanaf daar was contact over de grens niet mogelijk. "
        "Samen: 4 contacten op 3 openingsmomenten, 1,00 per bezoek.",
    }
    assert text.endswith(ends[language])


def test_contact_only_at_other_moments_was_not_possible_for_those_contacts():
    one = part({**THREE, "opportunity": 0.0, "contacts": 0.0})
    assert last_possible(one) == "opportunity"
    (text,) = said(one)
    assert (
        "in 0 of 100 when sessions count by how much contact there was. All contacts came" in text
    )
    assert "for them, contact across the line was not possible." in text


def test_no_contact_across_is_not_that_it_was_not_possible():
    one = part({**THREE, "contacts": 0.0, "theta": 0.0, "activity": 7 / 9, "partner_choice": 0.0})
    assert last_possible(one) is None
    (text,) = said(one)
    assert "In 0 of 100 contacts the two are of different groups; it would be 33, had" in text
    assert "the records hold 0." in text and "not possible" not in text and "odds" not in text


def test_where_chance_gives_none_either_choice_makes_no_difference():
    (text,) = said(part({**THREE, "contacts": 0.0, "theta": 0.0, "activity": 0.0}))
    assert "it would be 0, had the same people" in text
    assert "With whom people talked can then make no difference to contact across the line." in text
    assert "No value for reference population: unseen." in text


def test_a_step_that_is_zero_before_others_that_are_not_stops_nothing():
    """A reference of one group says nothing of visitors from elsewhere."""
    (text,) = said(part({"reference": 0.0, **THREE}))
    assert "not possible" not in text and "In 25 of 100 contacts" in text


def test_counts_without_names_say_why_once():
    unnamed = dict.fromkeys(["visitors", "visits"], "tallies do not say who came")
    steps = {label: THREE[label] for label in ("present", "opportunity", "contacts", "theta")}
    (text,) = said(part(steps, why=unnamed))
    assert "Who comes?" not in text and "In 50 of 100 pairs present together the two" in text
    assert "visitors, visits: tallies do not say who came" in text
    assert text.count("tallies") == 1


@pytest.mark.parametrize("language", ["en", "nl"])
def test_without_any_step_there_are_only_reasons(language):
    (text,) = said(part({}, unit="north"), language=language)
    start = {
        "en": "north, origin: No step has a value: unseen. In all: 4 contacts",
        "nl": "north, origin: Geen enkele stap heeft een waarde: unseen (nl). Samen: 4 contacten",
    }
    assert text.startswith(start[language])


def test_one_group_looks_at_the_other():
    (text,) = said(part(THREE, group="b"), names={"b": "newcomers", "origin": "Origin"})
    assert text.startswith(
        "Origin, seen from group newcomers: Who comes? In 67 of 100 pairs of visitors the other is "
        "of another group;"
    )
    assert "0.33 times those of contact within that group;" in text


def test_two_lines_say_which_are_crossed():
    kinds = [part(THREE, crossing=name) for name in ("none", "one", "two")]
    none, one, two = said(*kinds)
    assert "the two are of the same groups on both lines;" in none and "odds" not in none
    assert "the two differ on one of the two lines;" in one
    assert "the odds of contact across both lines are 0.33 times those of contact between" in two
    none, one, two = said(*kinds, language="nl")
    assert "verschillen de twee op beide grenzen;" in two


def test_a_unit_says_its_volume_once_and_units_keep_their_order():
    sizes = {**SIZES, "n_contacts": 1.0, "n_sessions": 1, "n_left_out": 1}
    parts = [
        part(THREE, unit=unit, group=group, sizes=sizes) for unit in "ba" for group in ("x", "y")
    ]
    texts = said(*parts)
    assert [text.split(",")[0] for text in texts] == ["b", "b", "a", "a"]
    assert ["In all:" in text for text in texts] == [True, False, True, False]
    assert "In all: 1 contact in 1 session, 0.50 per visit; 1 contact was left out." in texts[0]


def test_minutes_are_not_called_contacts():
    (text,) = chain_sentences(SimpleNamespace(parts=(part(THREE),), weight="minutes"))
    assert "In 25 of 100 minutes of contact the two" in text
    assert "In all: 4 minutes of contact in 3 sessions" in text


@pytest.mark.parametrize("language", ["en", "nl"])
def test_nothing_is_said_without_a_number(language):
    study = br.simulate.five_houses()
    chain = br.chain(study, "origin", "site", interval=False, null=False)
    texts = chain_sentences(chain, language)
    assert [text.split(",")[0] for text in texts] == list(study.sites)
    for text in texts:
        assert "–" not in text and "nan" not in text.lower() and "{" not in text


def test_an_unknown_language_is_refused():
    with pytest.raises(OptionError, match="`language` must be one of 'en', 'nl', not 'fr'."):
        said(part(THREE), language="fr")


def test_brackets_say_of_partner_choice_that_it_is_of_these_people():
    def limits(method):
        return Interval(low=0.5, high=1.5, std_error=0.1, level=0.9, method=method)

    others, theirs = limits("leave-person-out jackknife, log scale"), limits(INVERTED)
    plain = brackets_text([others], "en")
    assert "other people (90% intervals)" in plain and "these people" not in plain
    assert "how these people could have chosen" in brackets_text([others, theirs], "en")
    assert "hoe deze mensen gekozen kunnen hebben" in brackets_text([others, theirs], "nl")
    assert brackets_text([], "en") == ""


def test_where_no_deal_could_differ_a_ratio_of_1_is_not_said_as_evidence():
    """Everybody met everybody: whoever met whom, as many contacts cross."""
    people = {"participant": ["a", "b", "c", "d"], "g": ["x", "x", "y", "y"]}
    pairs = [(one, other) for one in "abcd" for other in "abcd" if one < other]
    study = br.Study.from_frames(
        people,
        attendance={"participant": list("abcd"), "session": ["s"] * 4},
        encounters={
            "source": [one for one, _ in pairs],
            "target": [other for _, other in pairs],
            "session": ["s"] * 6,
        },
        lines={"g": ["x", "y"]},
    )
    found = br.chain(study, "g", interval=False, n_resamples=19)

    assert math.isnan(br.estimate("partner_choice", study, "g", interval=None)[0].estimate)
    assert "With whom people talked can then make no difference" in found.sentence()
    assert "would give 100" not in found.sentence()
