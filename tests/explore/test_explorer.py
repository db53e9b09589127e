"""What is chosen is what is drawn: against a study that was selected and counted by itself."""

import re
import time
from base64 import b64decode

import pandas as pd
import pytest

import bridging as br
from bridging.errors import DataError, OptionError, UnknownNameError
from bridging.explore import Choice, explore
from bridging.explore.drawing import FIGURES, MOST_PAIRS

# two houses; at "north" an (a) meets bo (b) on two days, at "south" cy (a) and di (b) meet once
TABLES = {
    "participants": {"participant": ["an", "bo", "cy", "di"], "origin": list("abab")},
    "sites": {"site": ["north", "south"], "name": ["Huis <Noord>", None]},
    "sessions": {
        "session": ["n1", "n2", "s1"],
        "site": ["north", "north", "south"],
        "start": ["2025-03-03 09:00", "2025-03-10 09:00", "2025-03-05 09:00"],
        "end": ["2025-03-03 11:00", "2025-03-10 11:00", "2025-03-05 11:00"],
    },
    "attendance": {
        "participant": ["an", "bo", "an", "bo", "cy", "di"],
        "session": ["n1", "n1", "n2", "n2", "s1", "s1"],
    },
    "encounters": {
        "source": ["an", "an", "cy", "an"],
        "target": ["bo", "bo", "di", "bo"],
        "session": ["n1", "n2", "s1", "n2"],
        "form": ["talk", "greeting", "talk", None],
    },
}


def houses(**more):
    return br.Study.from_frames(**(TABLES | more), lines={"origin": ["a", "b"]}, title="Two houses")


@pytest.fixture(scope="module")
def found():
    return explore(houses(), audience="team")


def seen(picture):
    """Contacts between a and b, as the words of the figure say."""
    return int(re.search(r"b with a: (\d+) seen", picture.alt).group(1))


def choice(**chosen):
    return Choice(line="origin", **chosen)


@pytest.mark.parametrize(
    ("chosen", "contacts"),
    [
        ({}, 4),
        ({"site": "north"}, 3),
        ({"period": ("2025-03-03", "2025-03-05")}, 2),
        ({"site": "north", "period": ("2025-03-10", "2025-03-10")}, 2),
        ({"forms": ("talk",)}, 2),
        ({"forms": ("talk", "greeting")}, 3),
        ({"site": "south", "forms": ("greeting",)}, 0),
    ],
)
def test_a_choice_is_the_part_of_the_study_it_says(found, chosen, contacts):
    assert seen(found.picture("met", choice(**chosen))) == contacts


def test_every_figure_speaks_of_the_choice(found):
    north = choice(site="north")
    assert "Huis <Noord>: a 1, b 1." in found.picture("came", north).alt
    assert "south" not in found.picture("came", north).alt
    assert "contacts 100 of 100" in found.picture("chain", north).alt
    assert "2 people" in found.picture("network", north).alt
    assert "4 people" in found.picture("network").alt


def test_figures_are_images_with_words_and_a_note_of_what_they_leave_out(found):
    for figure in FIGURES:
        picture = found.picture(figure)
        image = b64decode(picture.image.removeprefix("data:image/svg+xml;base64,"))
        assert image.lstrip().startswith(b"<?xml") and picture.alt
    assert "Without intervals" in found.picture("chain").note
    note = found.picture("met", choice(forms=("talk", "greeting"))).note
    assert note == "Encounters left out because their kind was not written down: 1."
    assert found.picture("met").note == ""


def test_nothing_is_counted_or_drawn_twice(found):
    assert found.picture("met") is found.picture("met", choice())
    part = found._part(choice())
    assert part is found._part(choice())
    assert part.mixing("origin") is part.mixing("origin")


def test_what_is_kept_has_an_end():
    found = explore(houses())
    for day in range(3, 31):
        found.picture("came", choice(period=(f"2025-03-{day:02d}", "2025-04-01")))
    assert len(found.parts) <= 12 and len(found.pictures) <= 60


def test_a_part_without_records_says_so(found):
    empty = choice(site="south", period=("2025-03-10", "2025-03-10"))
    for figure in FIGURES:
        picture = found.picture(figure, empty)
        assert picture.alt == "Nothing was recorded in this part of the study."
        assert not picture.image
    assert found.picture("chain", choice(forms=())).alt == "Choose at least one kind of contact."
    assert found.picture("came", choice(forms=())).image


def test_what_can_not_be_chosen_is_told(found):
    with pytest.raises(UnknownNameError, match="Did you mean 'north'"):
        found.picture("met", choice(site="nort"))
    with pytest.raises(UnknownNameError, match="`form` must be a known name, not 'shout'"):
        found.picture("met", choice(forms=("shout",)))
    with pytest.raises(UnknownNameError, match="`line` must be a known name"):
        found.picture("met", Choice(line="orign"))
    with pytest.raises(OptionError, match="`figure` must be one of 'came', 'met'"):
        found.picture("mixing")
    undated = houses(sessions={"session": ["n1", "n2", "s1"], "site": ["north", "north", "south"]})
    with pytest.raises(OptionError, match="`period` can't be chosen"):
        explore(undated).picture("met", choice(period=("2025-03-03", "2025-03-05")))


def test_a_study_that_is_opened_says_how_to_take_its_people(tmp_path):
    pd.DataFrame(TABLES["participants"]).to_csv(tmp_path / "participants.csv", index=False)
    pd.DataFrame(TABLES["encounters"]).to_csv(tmp_path / "encounters.csv", index=False)
    (tmp_path / "study.toml").write_text('[lines.origin]\ngroups = ["a", "b"]\n', encoding="utf-8")
    opened = br.open_study(tmp_path)
    with pytest.raises(
        OptionError, match=re.escape("not an OpenStudy. Take all of it with `.load()`")
    ):
        explore(opened)
    assert explore(opened.load()).picture("met").image
    assert explore(opened.sample(1)).picture("met").image


@pytest.mark.parametrize(
    ("audience", "said"),
    [
        (None, "for the team, not for publication: small counts are not withheld"),
        ("team", "for the team, not for publication: small counts are not withheld"),
        ("publication", "can subtract one choice from another"),
    ],
)
def test_it_says_for_whom_the_numbers_are(audience, said):
    found = explore(houses(), audience=audience)
    assert said in found.to_html() and said in found.to_html(choice(site="north"))
    assert "niet voor publicatie" in explore(houses(), language="nl").to_html()


def test_what_can_not_be_explored_is_told():
    with pytest.raises(OptionError, match="`study` must be a Study .*, not a DataFrame"):
        explore(pd.DataFrame())
    with pytest.raises(OptionError, match="`audience` must be one of"):
        explore(houses(), audience="everybody")
    with pytest.raises(OptionError, match="`language` must be one of"):
        explore(houses(), language="fr")
    people = {"participants": {"participant": ["an"], "age": [30]}}
    numeric = br.Study.from_frames(**people, lines={"age": {"column": "age", "numeric": True}})
    with pytest.raises(DataError, match="must have a line with two groups or more"):
        explore(numeric)


def test_a_reason_stands_where_a_figure_can_not_be_drawn():
    reference = {
        "line": ["origin"] * 4,
        "group": list("abab"),
        "share": [0.5, 0.5, 0.2, 0.8],
        "denominator": ["births", "births", "people", "people"],
    }
    study = houses(reference=reference)
    assert "`denominator`" in explore(study).picture("chain").alt
    picture = explore(study, denominator="people").picture("chain")
    assert "reference population 32 of 100" in picture.alt  # 1 - .2² - .8²


def test_too_few_people_are_not_published():
    study = houses()
    as_figures = explore(study)
    assert as_figures.picture("met").image and as_figures.picture("came").image
    network = as_figures.picture("network")
    assert not network.image and network.alt.startswith("Not shown: too few people")
    for_all = explore(study, audience="publication")
    assert not for_all.picture("met").image and not for_all.picture("chain").image
    came = for_all.picture("came")
    assert "a 1" not in came.alt and came.alt.count("withheld") == 2
    assert "niet getoond" in explore(study, language="nl").picture("network").alt.lower()


def test_a_site_is_withheld_where_it_would_tell_of_another():
    """House 5 could be shown by itself for origin; house 3 goes along with a small one for ses."""
    study = br.simulate.five_houses()
    hidden = br.privacy.find_hidden(study, "ses", "site")
    with_other = [
        unit
        for unit in hidden.units
        if not br.privacy.find_hidden(study.select(sites=unit), "ses", "site")
    ]
    assert with_other  # else this shows nothing
    found = explore(study, audience="publication")
    for site in study.sites:
        withheld = not found.picture("met", Choice(line="ses", site=site)).image
        assert withheld == (site in hidden.units)


def test_people_of_unknown_group_are_drawn_for_the_team_only():
    study = br.simulate.world(seed=3, people=60, sessions=10, unknown=0.1, contact_chance=0.3)
    for audience, said in (("team", True), ("publication", False)):
        picture = explore(study, audience=audience).picture("came")
        assert picture.image and ("group not known" in picture.alt) == said
        assert ("not drawn for publication" in picture.note) != said


@pytest.fixture(scope="module")
def large():
    study = br.simulate.world(seed=1, sites=4, sessions=150, people=70, contact_chance=0.25)
    assert len(study.records.tables["encounters"]) > 20_000
    return study


@pytest.mark.parametrize("figure", FIGURES)
def test_a_change_is_answered_at_once(large, figure):
    """Under 0.3 s at 20,000 encounters; four times as much is left for a busy machine."""
    found = explore(large)
    found.picture(figure)  # libraries are loaded, and fonts found, the first time
    seconds = []
    for site in large.sites:
        start = time.perf_counter()
        assert found.picture(figure, choice(site=site)).image
        seconds.append(time.perf_counter() - start)
    assert min(seconds) < 1.2


def test_people_of_a_period_are_drawn_at_once(large):
    """In time of one processor, which others on the machine do not lengthen."""
    found = explore(large)
    days = found.offer.days
    seconds = []
    for first in range(10, 90, 10):
        start = time.process_time()
        picture = found.picture("network", choice(period=(days[first], days[first + 2])))
        seconds.append(time.process_time() - start)
        assert "groups instead of people" not in picture.note and picture.image
    assert sorted(seconds)[len(seconds) // 2] < 0.3


def test_a_network_of_very_many_pairs_is_one_of_groups(large):
    found = explore(large)
    assert found._part(choice()).n_pairs > MOST_PAIRS
    picture = found.picture("network")
    assert "groups instead of people" in picture.note
    assert "disc" in picture.alt


def test_a_path_in_the_place_of_a_choice_is_told():
    with pytest.raises(OptionError, match="must be a Choice, not a str"):
        explore(houses()).to_html("page.html")
