import re
from base64 import b64decode
from html.parser import HTMLParser

import pytest

import bridging as br
from bridging.estimators.rewire import Rewire
from bridging.report import build
from bridging.report.build import page_text, report_document
from bridging.report.csv_text import csv_text
from bridging.report.table import Table
from bridging.words import TEXTS

ODD = '<script>alert("x")</script>'
LABELS = [ODD, "{{ 7 * 7 }} {0} 'quoted' \"twice\"", "مجموعة من الناس", "w" * 80]


class Page(HTMLParser):
    """What a page holds: tags with their attributes, headings, and text."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.headings, self.text, self.last = [], [], "", ""
        self.parts, self.part = {}, ""
        self.feed(text)

    def section(self, *names):
        """The text of some sections, by their anchors, with plain spaces."""
        return " ".join(" ".join(self.parts[name].split()) for name in names)

    def handle_starttag(self, tag, attrs):
        self.last = tag
        self.text += " " if tag in ("td", "th", "tr") else ""
        self.tags.append((tag, dict(attrs)))
        if tag == "section":
            self.part = dict(attrs)["aria-labelledby"]
            self.parts[self.part] = ""
        if tag in ("td", "th", "tr", "li", "p", "h3", "h4") and self.part:
            self.parts[self.part] += " "
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def handle_data(self, data):
        self.text += "" if self.last == "style" else data
        if self.part:
            self.parts[self.part] += data

    def handle_endtag(self, tag):
        self.last = ""
        self.part = "" if tag == "section" else self.part

    def named(self, name):
        return [attrs for tag, attrs in self.tags if tag == name]


def write(study, **options):
    return page_text(study, **{"n_resamples": 99, **options})


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


def test_what_matters_stands_first(pages):
    page = pages["en", "team"]
    answers = page.section("questions")
    assert "50 of 100 contacts cross the line; 52 would, had the same people" in answers
    assert "19 Belgian background, 25 foreign background" in answers
    assert "Huis 2 (synthetisch) and Huis 3 (synthetisch): nobody's group is known" in answers
    order = [
        "questions", "findings", "collected", "line-1", "line-2", "method", "complete", "problems",
        "left-out", "privacy", "purpose", "references",
    ]  # fmt: skip
    assert list(page.parts) == order


def test_the_answers_say_how_sure_they_are_and_do_not_read_chance_as_no_difference(pages):
    answers = pages["en", "team"].section("questions")
    told = r"the records hold \d+ \(\d+ to \d+\); these records can't tell this from chance"
    assert len(re.findall(told, answers)) == 2  # house 5, on both lines
    assert "at 4 of 100 visits" in answers.lower()
    assert "reference 54" in answers and "p =" not in answers


def test_contact_that_was_not_possible_is_no_score(pages):
    page = pages["en", "team"]
    text = page.section("line-1")
    assert "all 55 contacts stayed within a group: nobody of another group was present" in text
    assert "55 55 of 55 0 of 55 not possible: nobody of another group" in text
    for words in ("edge of its range", "more than one arrangement", "jackknife, log"):
        assert words not in page.section("questions", "findings", "line-1", "line-2")


def test_the_interval_does_not_stand_beside_the_value_under_chance(pages):
    for page in pages.values():
        for sentence in re.findall(r"[^.]*(?:would, had|zouden er \d+ zijn)[^.]*\.", page.text):
            assert "95%" not in sentence


def test_findings_name_their_rule_and_what_would_be_needed(pages):
    text = pages["en", "team"].section("findings")
    assert "fewer than 10 of 100 visits" in text and "lies above 0.80" in text
    assert "Huis 1 (synthetisch): no opportunity, by the declared threshold" in text
    assert "Huis 5 (synthetisch): bridging: " in text  # on origin
    assert not re.search(r"\b(rank|score)\w* [1-9]", text)


def test_the_chain_says_where_bridging_is_lost(pages):
    page = pages["en", "team"]
    text = page.section("line-1")
    assert "where is bridging lost?" in text
    # 310 Belgian and 265 other families, 1 and 22 visitors: 50 and 9 of 100 pairs
    assert re.search(r"Huis 1 \(synthetisch\) 50 9 2 1 3 0", text)
    alts = [attrs["alt"] for attrs in page.named("img") if "Between two bars" in attrs["alt"]]
    assert len(alts) == 7  # 3 houses with origin known and 4 with position; house 2 has none


def test_only_words_that_are_used_are_explained(pages):
    assert "Bridging ratio" not in pages["en", "team"].text
    tables, _ = CASES["tallies"]
    study = br.Study.from_frames(**tables, lines={"g": ["a", "b"]})
    text = Page(write(study, language="en", audience="team")).section("method")
    assert "Bonding contact" in text and "Frequency (factor)" not in text


def test_group_names_are_those_of_the_language(pages):
    assert "buitenlandse achtergrond" in pages["nl", "team"].text
    assert "foreign background" not in pages["nl", "team"].text
    assert not any("foreign" in attrs["alt"] for attrs in pages["nl", "team"].named("img"))
    assert "foreign background" in pages["en", "team"].text


def test_each_page_says_how_the_other_is_made(pages):
    for (_, audience), page in pages.items():
        other = {"team": "publication", "publication": "team"}[audience]
        assert page.text.rstrip().endswith(f"--audience {other}")


def test_links_lead_somewhere(pages):
    for page in pages.values():
        targets = {attrs["id"] for _, attrs in page.tags if "id" in attrs}
        for attrs in page.named("a"):
            if "download" not in attrs:
                assert attrs["href"].removeprefix("#") in targets
        ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
        assert len(ids) == len(set(ids))


def test_synthetic_is_said_plainly(pages):
    assert "report on synthetic data" in pages["en", "team"].text
    assert "Synthetische gegevens: deze gegevens zijn verzonnen" in pages["nl", "team"].text


def test_three_questions_come_first(pages):
    text = pages["en", "team"].section("questions")
    places = [text.index(q) for q in ("Who comes?", "Who is there together?", "Who meets?")]
    assert places == sorted(places) and next(iter(pages["en", "team"].parts)) == "questions"


def test_the_dutch_page_has_decimal_commas(pages):
    assert re.search(r"\b0,\d\d\b", pages["nl", "team"].text)
    assert not re.search(r"\d\.\d{1,2}(?!\d)", pages["nl", "team"].text.replace(br.__version__, ""))


def test_sites_keep_the_order_of_the_study(pages):
    for part in ("questions", "findings", "complete"):
        found = re.findall(r"Huis (\d)", pages["nl", "team"].section(part))
        assert found[:5] == ["1", "2", "3", "4", "5"], part


def test_publication_withholds_what_the_team_sees(pages):
    team, publication = pages["en", "team"], pages["en", "publication"]
    assert "withheld" not in team.section("questions", "findings", "line-1", "line-2")
    assert (
        "Huis 1 (synthetisch) withheld: too few people or contacts to publish"
        in publication.section("line-1")
    )
    assert "Of 44 visitors: 43 with" in team.text
    assert "Of 44 visitors: 43 with" not in publication.text
    assert "This page is for the team" in team.text
    assert "This page is for the team" not in publication.text


def test_a_page_for_publication_says_what_would_be_needed(pages):
    for part in ("questions", "findings"):
        text = pages["en", "publication"].section(part)
        assert "count nobody or at least 6" in text


def test_withheld_numbers_are_nowhere_on_the_page(houses):
    text = write(houses, language="en", audience="publication")
    page = Page(text)
    # house-1 has 22 people of foreign background, 112 contacts, 367 pairs present together
    for number in ("367", "112"):
        assert not re.search(rf"\b{number}\b", page.text)
    for attrs in page.named("img"):
        assert not re.search(r"background 22\b", attrs["alt"])
    # families (18 with 1 of unknown group) and who came back are on the team's page only
    told = page.section("questions", "line-1", "line-2")
    assert not re.search(r"\d famil|Families by group", told)
    assert "had come back" not in page.text


def test_downloads_hold_the_table_and_no_formula(houses):
    page = Page(write(houses, language="nl"))
    links = [attrs for attrs in page.named("a") if "download" in attrs]
    assert len(links) == len(page.named("table"))
    for link in links:
        head, data = link["href"].split(";base64,")
        assert head == "data:text/csv;charset=utf-8"
        assert b64decode(data).startswith("\ufeff".encode())
    table = Table(
        "x", ["Plaats", "Aantal"], [["=cmd|'/c calc'!A1", "−1"], ["+1", "@x"], ["-a", "b"]]
    )
    rows = csv_text(table, "nl").splitlines()
    assert rows == ["Plaats;Aantal", "'=cmd|'/c calc'!A1;−1", "'+1;'@x", "'-a;b"]


def test_few_are_nowhere_in_numbers_on_the_page_for_publication(pages):
    for language, few in (("en", "fewer than 6"), ("nl", "minder dan 6")):
        text = " ".join(pages[language, "publication"].text.split())
        assert re.search(rf"Huis 2 \(synthetisch\) 10 10 10 {few}", text)  # 12, 7 and 3
        assert not re.search(r"\b(3|alle 3) contact", text)
        for attrs in pages[language, "publication"].named("img"):
            assert not re.search(r"\b3 contact", attrs["alt"])
    english = pages["en", "publication"].text
    assert "everybody belongs to one group, the page says so" in english
    assert "657" not in english  # all contacts: the others would give away the 3


def whole_and_parts():
    """Two sites of 24 people; 2 of each of unknown group, 1 facilitator, some not written down.

    Everybody has contact with the next two, so that of the 45 contacts of a session those of the
    unknown, apart from each other and not at an end, are 8.
    """
    groups = [*"ab" * 12]
    groups[6] = groups[15] = ""
    rows = {"participant": [], "g": [], "role": []}
    present, source, target, session = [], [], [], []
    for site in "xy":
        names = [f"{site}{k:02}" for k in range(24)]
        for day in "123":
            present += [(name, site + day) for name in [*names, f"{site}-staff"]]
            for step in (1, 2):
                source += names[:-step]
                target += names[step:]
                session += [site + day] * (24 - step)
            # one contact of somebody who was not written down as present
            source.append(names[0])
            target.append(f"{site}-away")
            session.append(site + day)
        rows["participant"] += [*names, f"{site}-staff", f"{site}-away"]
        rows["g"] += [*groups, "a", "a"]
        rows["role"] += ["parent"] * 24 + ["facilitator", "parent"]
    return br.Study.from_frames(
        participants=rows,
        sessions={
            "session": [site + day for site in "xy" for day in "123"],
            "site": [*"xxxyyy"],
        },
        attendance={
            "participant": [name for name, _ in present],
            "session": [one for _, one in present],
        },
        encounters={"source": source, "target": target, "session": session, "form": ["talk"]
                    * (len(source) - 13) + [""] * 13},
        lines={"g": ["a", "b"]},
        roles={"staff": ["facilitator"]},
    )  # fmt: skip


def test_what_is_rounded_for_publication_is_exact_nowhere_else():
    """72 visits, 135 contacts of which 24 are left out: no site, row or sum gives them exactly."""
    study = whole_and_parts()
    found = {"team": {}, "publication": {}}
    for audience, tables in found.items():
        for block in report_document(study, language="en", audience=audience, n_resamples=9).blocks:
            if isinstance(block, Table):
                tables[block.caption] = block
    team, shown = found["team"], found["publication"]
    assert team["Records of each site"].rows[0] == ["x", "3", "72", "24", "135"]
    assert ["g", "x", "of people whose group is not known", "24"] in team["Contacts left out"].rows
    assert "All sites together" in {row[0] for row in shown["Contacts between groups: g"].rows}
    rounded = [row[2:] for row in shown["Records of each site"].rows]
    rounded += [row[3:] for row in shown["Contacts left out"].rows]
    rounded += [row[1:2] for row in shown["How often something was written down"].rows]
    rounded += [row[2:3] for row in shown["Rows that could not be used, by kind"].rows]
    rounded += [row[1:] for row in shown["Visitors whose group is not known"].rows]
    numbers = [
        int(number)
        for cells in rounded
        for cell in cells
        for number in re.findall(r"\d+", re.sub("fewer than 6", "", cell))
    ]
    assert len(numbers) > 20 and all(number % 10 == 0 for number in numbers)
    by_group = sum(int(row[2]) for row in shown["Contacts between groups: g"].rows if row[0] == "x")
    left_out = next(int(row[3]) for row in shown["Contacts left out"].rows if row[1] == "x")
    assert by_group == 135 - 24 and by_group + left_out != 135
    # 150 attendances, 276 and 6 encounters; 24.0 visitors in each of 3 sessions would be 72 visits
    text = Page(write(study, language="en", n_resamples=9)).text
    for number in (72, 135, 144, 150, 270, 276):
        shown_exactly = re.search(rf"\b{number}\b", text)
        assert (shown_exactly is None) == (number % 10 > 0), number
    assert "x: about 23 visitors a session on average." in text


def test_partners_are_dealt_once_for_the_sites_and_all_together(monkeypatch):
    """Four chains, and two lines on which other people are of unknown group."""
    passes, plain = [], Rewire.draws
    monkeypatch.setattr(Rewire, "draws", lambda self: passes.append(1) or plain(self))
    write(br.simulate.five_houses(), audience="team")
    assert len(passes) == 2


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
        "obody's group is known on this line.",
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
    text = Page(write(br.simulate.southern_women(), audience="team")).text
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


WRONG = {
    "participants": {"participant": ["ann", "bob", "cy", "dee"], "g": ["a", "b", "b", "?"]},
    "attendance": {"participant": ["ann", "bob", "cy", "dee", "carl"]},
    "encounters": {"source": ["ann", "ann", "ann"], "target": ["bob", "zed", "cy"]},
}


def test_contacts_left_out_count_the_rows_that_were_set_aside():
    study = br.Study.from_frames(**WRONG, lines={"g": ["a", "b"]})
    text = Page(write(study, language="en", audience="team")).text
    assert "set aside: 1 in attendance; 1 in encounters." in text
    assert "Of the contacts that could be read, none were left out." in text
    assert "No contacts were left out." not in text


def test_problems_are_dutch_on_a_dutch_page():
    study = br.Study.from_frames(**WRONG, lines={"g": ["a", "b"]})
    page = Page(write(study, language="nl", audience="team"))
    assert "moet een van de deelnemers zijn." in page.text and "rijen weggelaten" in page.text
    assert not [attrs for _, attrs in page.tags[1:] if attrs.get("lang") == "en"]


def test_the_page_for_publication_has_no_row_numbers():
    study = br.Study.from_frames(**WRONG, lines={"g": ["a", "b"]})
    text = Page(write(study, language="en")).text
    assert "must be one of the participants" in text and "fewer than 6 in encounters" in text
    assert "Rows that could not be used, by kind" in text and "What to do" not in text


def test_tallies_are_visits_and_no_different_people():
    tables, _ = CASES["tallies"]
    study = br.Study.from_frames(**tables, lines={"g": ["a", "b"]})
    text = Page(write(study, language="en", audience="team")).text
    assert "of two visits" in text and "Visits by group" in text and "counts three times" in text
    assert "two different visitors" not in text and "Two visitors differ" not in text
    assert "counts without people" in text
    assert "aanwezigen van turflijsten" in Page(write(study, language="nl", audience="team")).text


def test_one_is_not_many():
    study = br.Study.from_frames(
        participants={"participant": ["a", "b", "c"], "g": ["x", "y", "x"], "role": ["", "", "s"]},
        attendance={"participant": ["a", "b", "c"]},
        encounters={"source": ["a"], "target": ["b"]},
        lines={"g": ["x", "y"]},
        roles={"staff": ["s"]},
    )
    text = Page(write(study, language="en", audience="team")).text
    assert "1 session, 1 site, 2 visits, 1 contact between visitors" in text
    assert "1 person has another role." in text


def test_a_choice_from_a_handful_of_contacts_says_beware():
    """Twelve contacts of two sessions, of which fewer than thirty could have gone otherwise."""
    people = [f"{group}{k}" for group in "ab" for k in range(4)]
    pairs = [("a0", "b1"), ("a0", "a1"), ("b2", "b3"), ("a2", "b0"), ("a3", "a2"), ("b1", "b0")]
    study = br.Study.from_frames(
        participants={"participant": people, "g": [name[0] for name in people]},
        attendance={"participant": people * 2, "session": [1] * 8 + [2] * 8},
        encounters={
            "source": [one for one, _ in pairs] * 2,
            "target": [other for _, other in pairs] * 2,
            "session": [1] * 6 + [2] * 6,
        },
        lines={"g": ["a", "b"]},
    )
    for language, words in (("en", "Beware: too little data"), ("nl", "Let op: te weinig")):
        assert words in Page(write(study, language=language, audience="team")).section("questions")


def test_no_english_sentence_is_on_a_dutch_page(pages):
    english = {
        text
        for key, text in TEXTS["en"].items()
        # the title of the package, in the references, is what the command line says of itself
        if len(text) > 25 and "{" not in text and not key.startswith("cli.")
    }
    english -= set(TEXTS["nl"].values())
    for (language, _), page in pages.items():
        shown = page.text + " ".join(attrs["alt"] for attrs in page.named("img"))
        found = [text for text in english if text in shown]
        assert bool(found) == (language == "en"), found


def test_a_very_large_study_says_what_it_leaves_open(houses, monkeypatch):
    monkeypatch.setattr(build, "MOST_CONTACTS", 100)
    page = Page(page_text(houses, language="en", audience="team"))
    told = page.section("questions")
    assert "leaves out the choice of partners, its test, and the findings" in told
    assert "br.report(study, path, n_resamples=99)" in told
    assert "findings" not in page.parts and "999 draws, none of partners" in page.text
    # all else is there: contacts, intervals of the steps, whom the sites reach
    assert "50 of 100 contacts cross the line." in page.section("line-1")
    assert "(95% intervals)" in told and "reference 54" in told
    assert "came back" in page.section("collected")


def few_pairs_across():
    """Two sites of 8 + 8 people; at the first only two pairs of different groups ever meet."""
    people = [f"{site}{group}{k}" for site in "xy" for group in "ab" for k in range(8)]
    together = {
        "1": ["xa0", "xa1", "xa2", "xa3", "xa4", "xa5", "xa6", "xa7"],
        "2": [f"xb{k}" for k in range(8)],
        "3": ["xa0", "xb0"],
        "4": [name for name in people if name[0] == "y"],
    }
    return br.Study.from_frames(
        participants={"participant": people, "g": [name[1] for name in people]},
        sessions={"session": list(together), "site": ["x", "x", "x", "y"]},
        attendance={
            "participant": [name for names in together.values() for name in names],
            "session": [session for session, names in together.items() for _ in names],
        },
        encounters={
            "source": [*(f"xa{k}" for k in range(7)), *(f"xb{k}" for k in range(7))],
            "target": [*(f"xa{k + 1}" for k in range(7)), *(f"xb{k + 1}" for k in range(7))],
            "session": ["1"] * 7 + ["2"] * 7,
        },
        lines={"g": ["a", "b"]},
    )


def test_few_pairs_present_together_withhold_the_chain_and_the_finding_too():
    study = few_pairs_across()
    team, publication = (
        Page(write(study, language="en", audience=audience)) for audience in ("team", "publication")
    )
    assert "x 57 1 2 of 100" in team.section("line-1")  # 28 + 28 pairs within, one across
    rows = re.findall(r"(?<=\s)x (\w+)", publication.section("line-1"))
    assert len(rows) > 4 and set(rows) == {"withheld"}
    for part in ("questions", "findings"):
        assert "x: withheld" in publication.section(part)


def test_two_hundred_sites_have_rows_and_few_figures():
    sites = [f"s{k}" for k in range(200)]
    names = [f"{site}-{k}" for site in sites for k in range(4)]
    study = br.Study.from_frames(
        participants={
            "participant": names,
            "g": ["a" if name[-1] in "01" else "b" for name in names],
        },
        sessions={
            "session": [f"{site}:{day}" for site in sites for day in (1, 2)],
            "site": [site for site in sites for _ in (1, 2)],
            "start": ["2025-03-03 09:00", "2025-03-10 09:00"] * 200,
        },
        attendance={
            "participant": [*names, *(name for name in names if name[-1] != "3")],
            "session": [
                *(f"{name[:-2]}:1" for name in names),
                *(f"{name[:-2]}:2" for name in names if name[-1] != "3"),
            ],
        },
        encounters={
            "source": [f"{site}-0" for site in sites] * 2,
            "target": [f"{site}-{k}" for k in (1, 2) for site in sites],
            "session": [f"{site}:1" for site in sites] * 2,
        },
        lines={"g": ["a", "b"]},
    )
    page = Page(page_text(study, language="en", audience="team", n_resamples=9))
    assert "The first 6 of 200 sites." in page.text and "s199" in page.text
    assert len(list(page.named("img"))) < 20
