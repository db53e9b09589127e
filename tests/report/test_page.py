import re
from html.parser import HTMLParser

import pytest

import bridging as br
from bridging.report.build import page_text

ODD = '<script>alert("x")</script>'
LABELS = [ODD, "{{ 7 * 7 }} {0} 'quoted' \"twice\"", "مجموعة من الناس", "w" * 80]


class Page(HTMLParser):
    """What a page holds: tags with their attributes, headings, and text."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.headings, self.text, self.last = [], [], "", ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.last = tag
        self.text += " " if tag in ("td", "th", "tr") else ""
        self.tags.append((tag, dict(attrs)))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def handle_data(self, data):
        self.text += "" if self.last == "style" else data

    def handle_endtag(self, tag):
        self.last = ""

    def named(self, name):
        return [attrs for tag, attrs in self.tags if tag == name]


def write(study, **options):
    return page_text(study, **{"n_resamples": 19, **options})


@pytest.fixture(scope="module")
def houses():
    return br.simulate.five_houses()


@pytest.fixture(scope="module")
def pages(houses):
    return {
        (language, audience): Page(write(houses, language=language, audience=audience))
        for language in ("en", "nl")
        for audience in ("team", "publication")
    }


def test_pages_are_accessible_and_ask_nobody_for_anything(pages):
    for (language, _), page in pages.items():
        assert page.named("html")[0]["lang"] == language
        for name in ("title", "header", "main", "nav", "footer"):
            assert len(page.named(name)) == 1, name
        assert page.headings[0] == 1 and page.headings.count(1) == 1
        steps = [b - a for a, b in zip(page.headings, page.headings[1:], strict=False)]
        assert max(steps) <= 1
        assert all(attrs.get("alt") for attrs in page.named("img"))
        assert len(page.named("caption")) == len(page.named("table"))
        assert all(attrs["scope"] in ("row", "col") for attrs in page.named("th"))
        assert not page.named("script") and not page.named("iframe")
        for _, attrs in page.tags:
            for key in ("src", "href", "action", "data"):
                assert attrs.get(key, "#").startswith(("#", "data:")), attrs


def test_links_lead_somewhere(pages):
    for page in pages.values():
        targets = {attrs["id"] for _, attrs in page.tags if "id" in attrs}
        for attrs in page.named("a"):
            assert attrs["href"].removeprefix("#") in targets
        ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
        assert len(ids) == len(set(ids))


def test_synthetic_is_said_plainly(pages):
    assert "report on synthetic data" in pages["en", "team"].text
    assert "Synthetische gegevens: deze gegevens zijn verzonnen" in pages["nl", "team"].text


def test_three_questions_come_first(pages):
    text = pages["en", "team"].text
    places = [text.index(q) for q in ("Who comes?", "Who is there together?", "Who meets?")]
    assert places == sorted(places) and places[-1] < text.index("What was collected")


def test_the_dutch_page_has_decimal_commas(pages):
    assert re.search(r"p = 0,\d\d", pages["nl", "team"].text)
    assert not re.search(r"\d\.\d{1,2}(?!\d)", pages["nl", "team"].text.replace(br.__version__, ""))


def test_sites_keep_the_order_of_the_study(pages):
    found = re.findall(r"Huis (\d)", pages["nl", "team"].text.split("1. Wie komt er?")[1])
    assert found[:3] == ["1", "4", "5"]


def test_publication_withholds_what_the_team_sees(pages):
    team, publication = pages["en", "team"].text, pages["en", "publication"].text
    assert "withheld" not in team.split("Privacy")[0]
    assert "Huis 1 (synthetisch) withheld: too few people or contacts to publish" in publication
    assert "43 of 44 visitors" in team and "43 of 44 visitors" not in publication
    assert "It may" not in publication and "This page is for the team" in team


def test_withheld_numbers_are_nowhere_on_the_page(houses):
    text = write(houses, language="en", audience="publication")
    page = Page(text)
    # house-1 has 22 people of foreign background, 112 contacts, 367 pairs present together
    for number in ("367", "112"):
        assert not re.search(rf"\b{number}\b", page.text)
    for attrs in page.named("img"):
        assert "22" not in attrs["alt"]


def test_same_input_same_page(houses):
    assert write(houses) == write(houses)


def test_odd_labels_are_text():
    people = [f"p{k}" for k in range(32)]
    study = br.Study.from_frames(
        participants={"participant": people, 'a "line" <b>': LABELS * 8},
        sites={"site": ["{{ x }}", "<i>y</i>"]},
        sessions={"session": ["s", "t"], "site": ["{{ x }}", "<i>y</i>"]},
        attendance={"participant": people * 2, "session": ["s"] * 32 + ["t"] * 32},
        encounters={
            "source": people[:-1] * 2,
            "target": people[1:] * 2,
            "session": ["s"] * 31 + ["t"] * 31,
        },
        lines={'a "line" <b>': LABELS},
        title=ODD,
        purpose="{% raw %} " + ODD,
    )
    text = write(study, audience="team")
    page = Page(text)
    assert not page.named("script") and not page.named("i") and not page.named("b")
    assert "49" not in page.text.split("{{ 7 * 7 }}")[0][-5:]
    for label in (*LABELS, "{% raw %}", "{{ x }}", "<i>y</i>"):
        assert label in page.text


def people(groups):
    return {"participant": [f"p{k}" for k in range(len(groups))], "g": groups}


GROUPS = list("aabbaabbaabb")
CASES = {
    "attendance only": (
        {
            "participants": people(GROUPS),
            "attendance": {"participant": people(GROUPS)["participant"]},
        },
        "Contacts were not recorded",
    ),
    "composition only": ({"participants": people(GROUPS)}, "Who was present was not recorded"),
    "encounters only": (
        {
            "participants": people(GROUPS),
            "encounters": {"source": ["p0", "p0"], "target": ["p1", "p2"]},
        },
        "Who was present was not recorded",
    ),
    "tallies": (
        {
            "tallies_present": {
                "line": ["g"] * 4,
                "group": list("abab"),
                "present": [4, 3, 5, 2],
                "session": ["1", "1", "2", "2"],
            },
            "tallies_contacts": {
                "line": ["g"] * 4,
                "group_a": list("aabb"),
                "group_b": list("abab"),
                "contacts": [5, 3, 2, 2],
                "session": ["1", "1", "2", "2"],
            },
        },
        "contacts cross the line",
    ),
    "everybody unknown": (
        {
            "participants": people([""] * 12),
            "attendance": {"participant": people(GROUPS)["participant"]},
            "encounters": {"source": ["p0"], "target": ["p1"]},
        },
        "Nobody's group is known on this line.",
    ),
    "nobody in contact": (
        {
            "participants": people(GROUPS),
            "attendance": {"participant": people(GROUPS)["participant"]},
            "encounters": {"source": ["p0"], "target": ["p0"]},
        },
        "No contacts between visitors of known group were recorded.",
    ),
}


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("case", CASES)
def test_what_is_missing_is_said(case, language):
    tables, said = CASES[case]
    study = br.Study.from_frames(**tables, lines={"g": ["a", "b"]})
    page = Page(write(study, language=language, audience="team"))
    if language == "en":
        assert said in page.text
    assert "nan" not in page.text.lower().split()


def test_sites_where_nobody_says_who_was_where():
    study = br.Study.from_frames(
        participants=people(GROUPS),
        sites={"site": ["x", "y"]},
        sessions={"session": ["1", "2"], "site": ["x", "y"]},
        encounters={"source": ["p0", "p1"], "target": ["p2", "p5"], "session": ["1", "2"]},
        lines={"g": ["a", "b"]},
    )
    for audience in ("team", "publication"):
        text = Page(write(study, audience=audience)).text
        assert "all sites are taken together" in text


def test_a_study_without_lines_says_what_is_there():
    text = Page(write(br.simulate.southern_women())).text
    assert "The study has no lines." in text
    assert "139 of the 153 pairs of visitors were present together at least once" in text


def test_problems_name_rows_and_no_values():
    study = br.Study.from_frames(
        participants={"participant": ["ann", "bob"], "g": ["a", "secret"]},
        attendance={"participant": ["ann", "bob", "carl"]},
        lines={"g": ["a", "b"]},
    )
    text = Page(write(study, audience="team")).text
    assert "must be one of the groups" in text
    assert "secret" not in text and "carl" not in text and "ann" not in text.split()
