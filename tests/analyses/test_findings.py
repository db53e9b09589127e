"""What is said of each place: the rule, its thresholds, and what is withheld."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import t as student

import bridging as br
from bridging.analyses.chain_result import ChainPart
from bridging.analyses.findings import DELTA, LEAST_OPPORTUNITY, _finding
from bridging.analyses.findings_result import COLUMNS, FINDINGS
from bridging.errors import BridgingError, DataError, OptionError, UnknownNameError
from bridging.inference import Interval
from bridging.inference.agree import agree
from bridging.inference.inverted import too_little

NUMBERS = [name for name in COLUMNS if name not in ("line", "unit", "finding", "across", "reason")]
THRESHOLDS = ["delta", "least_opportunity", "ci_level"]


@pytest.fixture(scope="module")
def houses():
    return br.simulate.five_houses()


@pytest.fixture(scope="module")
def of_houses(houses):
    return br.findings(houses, n_resamples=199, seed=1)


def rows(found, line):
    frame = found.to_frame()
    return frame[frame["line"] == line].set_index("unit")


def test_the_five_houses_on_origin(of_houses):
    found = rows(of_houses, "origin")
    assert found["finding"].to_dict() == {
        "house-1": "no opportunity",
        "house-2": "too little data",
        "house-3": "too little data",
        "house-4": "no opportunity",
        "house-5": "bridging",
    }
    assert found["across"].to_dict() == {
        "house-1": "possible",
        "house-2": "",
        "house-3": "",
        "house-4": "impossible",
        "house-5": "observed",
    }
    # the one family of Belgian background makes contact across possible, at one opening
    assert 0 < found.loc["house-1", "visits_with_someone_across"] < LEAST_OPPORTUNITY
    assert found.loc["house-5", "visits_with_someone_across"] > 0.9
    for house in ("house-2", "house-3"):
        assert found.loc[house, "reason"].startswith("it is not known to which groups")


def test_the_five_houses_on_ses(of_houses):
    found = rows(of_houses, "ses")
    no_opportunity = found.index[found["finding"] == "no opportunity"]
    assert set(no_opportunity) == {"house-1", "house-3", "house-4"}
    assert (found.loc[no_opportunity, "across"] == "impossible").all()
    assert found.loc["house-2", "finding"] == "too little data"
    assert found.loc["house-5", "across"] == "observed"
    origin = rows(of_houses, "origin").loc["house-5"]
    # less of the contact crosses ses, and less than on origin beside chance
    share = {
        line: house["bridging_contacts"] / house["n_contacts"]
        for line, house in (("origin", origin), ("ses", found.loc["house-5"]))
    }
    assert share["ses"] < share["origin"]
    assert found.loc["house-5", "partner_choice"] < origin["partner_choice"]


def test_house_2_has_little_contact_at_all(of_houses):
    assert rows(of_houses, "origin").loc["house-2", ["n_left_out", "n_contacts"]].tolist() == [3, 0]


def test_contacts_across_and_within_are_those_of_the_mixing_table(houses, of_houses):
    matrix = houses.mixing("origin", "site")
    unit = matrix.units.index("house-5")
    within = np.trace(matrix.contacts[unit]) / 2
    item = next(i for i in of_houses.items if (i.unit, i.line) == ("house-5", "origin"))
    assert item.bonding_contacts == within
    assert item.bridging_contacts == matrix.contacts[unit].sum() / 2 - within


def test_there_is_no_finding_over_lines_and_the_order_is_that_of_the_study(houses, of_houses):
    frame = of_houses.to_frame()
    assert list(frame.columns) == list(COLUMNS) and len(of_houses) == len(frame) == 10
    assert frame["unit"].tolist() == [*houses.sites] * 2
    assert frame["line"].unique().tolist() == ["origin", "ses"]
    assert set(frame["finding"]) <= set(FINDINGS)
    assert not any("score" in name or "rank" in name for name in frame.columns)


# --- the rule, on numbers made for it -------------------------------------------------------------


def interval(ratio, error, n=41, level=0.95):
    """The interval of a ratio from the standard error of its log."""
    t = student.ppf((1 + level) / 2, n - 1)
    low, high = ratio * np.exp([-t * error, t * error])
    return Interval(
        low=low, high=high, std_error=error * ratio, level=level, method="", n_clusters=n
    )


def part(ratio, limits, *, p=np.nan, contacts=200.0, share=0.3):
    return ChainPart(
        line="origin",
        unit="north",
        group="all",
        crossing="across",
        values={
            "partner_choice": ratio,
            "contacts": share,
            "contacts_per_visit": 1.0,
            "visitors": 0.5,
        },
        intervals={} if limits is None else {"partner_choice": limits},
        p_value=p,
        sizes={"n_participants": 41, "n_sessions": 10, "n_contacts": contacts, "n_left_out": 0},
    )


def say(made, someone=1.0, delta=DELTA, least=LEAST_OPPORTUNITY):
    return _finding(made, someone, delta, least, 0.95)


@pytest.mark.parametrize(
    ("low", "high", "finding"),
    [
        (0.801, 1.3, "bridging"),
        (0.80, 1.3, "too little data"),  # not above the threshold
        (0.85, 0.95, "bridging"),  # a little less than chance, within what was declared
        (1.2, 1.9, "bridging"),
        (0.5, 0.999, "little contact across"),
        (0.5, 1.0, "too little data"),  # not below 1
        (0.80, 0.99, "little contact across"),
    ],
)
def test_the_rule(low, high, finding):
    error = np.log(high / low) / 2 / student.ppf(0.975, 40)
    ratio = np.sqrt(low * high)
    limits = replace(interval(ratio, error), low=low, high=high)  # without rounding
    item = say(part(ratio, limits))
    assert item.finding == finding
    assert (item.more_contacts > 0) == (finding == "too little data")


def test_bridging_is_never_read_from_a_large_p():
    item = say(part(0.95, interval(0.95, 0.3), p=0.9))
    assert item.finding == "too little data"


@pytest.mark.parametrize(("someone", "no"), [(0.0, True), (0.099, True), (0.10, False)])
def test_opportunity_comes_before_anything_else(someone, no):
    item = say(part(1.0, interval(1.0, 0.05)), someone)
    assert (item.finding == "no opportunity") is no


def test_thresholds_are_declared_and_move_the_finding():
    made = part(0.95, interval(0.95, 0.05))  # from 0.86 to 1.05
    assert say(made, delta=0.75).finding == "bridging"
    assert say(made, delta=0.9).finding == "too little data"
    assert say(made, 0.3, least=0.5).finding == "no opportunity"
    assert say(made, delta=0.75).row()["delta"] == 0.75


@pytest.mark.parametrize("ratio", [0.6, 0.9, 1.1])
def test_as_many_more_contacts_would_just_do(ratio):
    """With that many more the interval, its error shrunk by their root, gives a finding."""
    error = 0.4
    item = say(part(ratio, interval(ratio, error)))
    assert item.finding == "too little data"
    for more, enough in ((item.more_contacts, True), (item.more_contacts - 2, False)):
        shrunk = error * np.sqrt(200 / (200 + more))
        finding = say(part(ratio, interval(ratio, shrunk))).finding
        assert (finding != "too little data") is enough
    # the ratio that is told from 1 four times in five: a one-sided chance of .8 beside the limit
    df = 40
    reach = student.ppf(0.975, df) + student.ppf(0.8, df)
    assert item.detectable_ratio == pytest.approx(np.exp(-reach * error))


def test_where_the_test_held_the_interval_at_1_more_contacts_are_needed_too():
    limits, p = agree(interval(0.7, 0.15), 0.2)
    assert limits.high == 1.0
    item = say(part(0.7, limits, p=p))
    assert item.finding == "too little data" and item.more_contacts > 0
    # contacts enough to bring the p of the test down to .05
    df = 40
    ratio = student.ppf(0.975, df) / student.ppf(1 - 0.2 / 2, df)
    assert item.more_contacts == np.ceil(200 * (ratio**2 - 1))


@pytest.mark.parametrize("ratio", [0.5, 1.0, 2.0])
def test_an_interval_that_can_not_be_relied_on_gives_no_finding(ratio):
    note, note_nl = too_little(29)
    limits = replace(interval(ratio, 0.05), note=note, note_nl=note_nl)
    for level_p in (0.004, 0.05, 0.3):
        item = _finding(part(ratio, limits, p=level_p), 1.0, DELTA, LEAST_OPPORTUNITY, 0.95, 99)
        assert item.finding == "too little data" and not item.on_edge
        assert "fewer than 30 contacts" in item.reason and "minder dan 30" in item.reason_nl
        # nothing is worked out from it either
        assert np.isnan([item.detectable_ratio, item.more_contacts]).all()
    assert say(part(ratio, limits), 0.0).finding == "no opportunity"
    told = replace(limits, note="", note_nl="")
    assert say(part(ratio, told)).finding != "too little data"


def test_no_contact_across_of_few_rests_on_its_exact_chance():
    limits = Interval(low=0.0, high=0.4, std_error=0.2, level=0.95, method="", note="few")
    item = say(part(0.0, limits, p=0.01, share=0.0))
    assert item.finding == "little contact across"
    assert say(part(0.0, limits, p=0.2, share=0.0)).finding == "too little data"


def test_the_finding_and_the_note_of_a_small_study_agree():
    """Where the chain says beware, the finding does not say more than it."""
    told = set()
    for seed in range(8):
        study = br.simulate.world(
            seed=seed, people=16, sessions=6, partner_choice=0.1, attendance=0.6, contact_chance=0.1
        )
        made = br.chain(study, "origin", "site", n_resamples=199)
        item = br.findings(study, "origin", n_resamples=199, chains={"origin": made})[0]
        limits = made[0].intervals.get("partner_choice")
        if limits is None or not limits.note or item.bridging_contacts == 0:
            continue
        told.add(limits.high < 1)
        assert item.finding == "too little data" and "fewer than 30 contacts" in item.reason
    assert told == {False, True}


def no_contact_across(p):
    missing = Interval.missing(0.95, "", "the estimate lies on the edge of its range", "")
    return say(part(0.0, missing, p=p, share=0.0))


def test_no_contact_across_at_all_is_told_by_the_test_alone():
    found = no_contact_across(0.004)
    assert (found.finding, found.across) == ("little contact across", "possible")
    assert no_contact_across(0.3).finding == "too little data"
    assert no_contact_across(np.nan).finding == "too little data"


def test_a_world_where_nobody_talks_across_is_no_lack_of_data():
    study = br.simulate.world(
        seed=2, people=30, sessions=30, partner_choice=0.0, contact_chance=0.4
    )
    item = br.findings(study, "origin", None, n_resamples=199)[0]
    assert item.finding == "little contact across" and item.bridging_contacts == 0


# --- tallies, publication, bad input --------------------------------------------------------------


def tallies():
    return br.Study.from_frames(
        tallies_present={
            "line": ["origin"] * 4,
            "group": ["a", "b", "a", "b"],
            "present": [4, 4, 5, 0],
            "session": ["s1", "s1", "s2", "s2"],
        },
        tallies_contacts={
            "line": ["origin"] * 3,
            "group_a": ["a", "a", "a"],
            "group_b": ["b", "a", "a"],
            "contacts": [3, 2, 4],
            "session": ["s1", "s1", "s2"],
        },
        lines={"origin": ["a", "b"]},
    )


def test_tallies_say_how_often_somebody_was_there_and_nothing_of_choice():
    item = br.findings(tallies(), "origin", None)[0]
    assert item.finding == "too little data" and "tallies do not say who" in item.reason
    assert item.visits_with_someone_across == 8 / 13
    assert (item.bridging_contacts, item.bonding_contacts, item.across) == (3, 6, "observed")
    assert np.isnan([item.partner_choice, item.detectable_ratio, item.more_contacts]).all()
    assert "turflijsten" in item.reason_nl


def test_publication_withholds_every_number(houses):
    found = br.findings(houses, "origin", n_resamples=19, audience="publication")
    frame = found.to_frame().set_index("unit")
    # house 1 saw one family of Belgian background; another house goes with it
    withheld = frame[frame["finding"] == "too few people to publish"]
    assert "house-1" in withheld.index and len(withheld) >= 2
    numbers = withheld[[name for name in NUMBERS if name not in THRESHOLDS]]
    assert numbers.isna().all(axis=None)
    assert (withheld[["across", "reason"]] == "").all(axis=None)
    for item in found.items:
        if item.unit in withheld.index:
            assert item.sizes == {} and item.interval is None


@pytest.mark.parametrize("name", ["delta", "least_opportunity"])
@pytest.mark.parametrize("value", [0, 1, -0.1, 1.5, float("nan"), "half", None])
def test_a_threshold_is_a_share(houses, name, value):
    with pytest.raises(OptionError, match=f"`{name}` must be between 0 and 1"):
        br.findings(houses, **{name: value})


def test_bad_input(houses):
    with pytest.raises(OptionError, match="`study` must be a Study, not a DataFrame"):
        br.findings(houses.records.tables["participants"])
    with pytest.raises(UnknownNameError, match="'age'"):
        br.findings(houses, ["origin", "age"])
    with pytest.raises(OptionError, match="`audience`"):
        br.findings(houses, audience="press")
    with pytest.raises(BridgingError, match="'nowhere'"):
        br.findings(houses, by="nowhere")
    lonely = br.Study.from_frames(
        participants={"participant": ["p"], "g": ["a"]}, lines={"g": ["a"]}
    )
    with pytest.raises(DataError, match="must have a line with two groups or more"):
        br.findings(lonely)


def test_showing(of_houses):
    assert str(of_houses) == of_houses.sentence()
    assert of_houses._repr_html_().count("<tr>") == 10
    marked = replace(of_houses, items=(replace(of_houses[0], unit="<b>"),))
    assert "<b>" not in marked._repr_html_()


def test_lines_that_go_together_are_named_beside_the_findings():
    """Of ten people of each origin eight and two are of low ses: chi-square 7.2, phi 0.6."""
    people = [f"p{i}" for i in range(20)]
    ses = ["low"] * 8 + ["high"] * 2 + ["low"] * 2 + ["high"] * 8
    study = br.Study.from_frames(
        participants={"participant": people, "origin": ["a"] * 10 + ["b"] * 10, "ses": ses},
        attendance={"participant": people},
        encounters={"source": ["p0", "p3", "p12"], "target": ["p10", "p4", "p18"]},
        lines={"origin": ["a", "b"], "ses": ["low", "high"]},
    )
    found = br.findings(study, "origin", by=None)
    phi2, n = 7.2 / 20, 20
    corrected = phi2 - 1 / (n - 1)  # Bergsma (2013), two groups by two
    size = 2 - 1 / (n - 1)
    value = (corrected / (size - 1)) ** 0.5
    assert found.consolidation == {("origin", "ses"): pytest.approx(value)}
    assert found.to_frame()["consolidation"].tolist() == [pytest.approx(value)]
    assert "origin and ses go together" in found.sentence()
    assert "origin en ses" in found.sentence("nl")
    public = br.findings(study, "origin", by=None, audience="publication", minimum=3)
    assert public.consolidation == {}  # a cell of two people


@pytest.mark.parametrize(
    ("low", "high", "p", "edge"),
    [
        # 999 draws: p of 0.05 is twice a tail of 0.025, and its standard error
        # 2 * sqrt(0.025 * 0.975 / 1000) = 0.0099
        (0.70, 0.999, 0.049, True),
        (0.70, 1.001, 0.069, True),
        (0.70, 1.05, 0.071, False),
        (0.50, 0.90, 0.004, False),
        (0.85, 1.001, 0.052, False),  # bridging, whatever p is
    ],
)
def test_a_finding_that_other_draws_could_change_says_so(low, high, p, edge):
    limits = replace(interval(0.88, 0.05), low=low, high=high)
    item = _finding(part(0.88, limits, p=p), 1.0, DELTA, LEAST_OPPORTUNITY, 0.95, 999)

    assert item.on_edge is edge


def test_only_another_seed_makes_another_finding_of_what_is_on_the_edge(houses):
    """What is not said to lie on the edge is found again with other draws."""
    house = houses.select(sites="house-5")
    found = [br.findings(house, "ses", seed=seed)[0] for seed in range(3)]

    assert len({item.finding for item in found if not item.on_edge}) <= 1
    assert all(item.on_edge for item in found)
