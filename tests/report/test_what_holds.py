"""The page says only what holds: what was left out, who counts, of whom, among whom."""

import re
from itertools import pairwise

import pytest

import bridging as br
from bridging.report.build import page_text, report_document
from bridging.report.table import Table

PEOPLE = [f"p{k:02}" for k in range(12)]


def text_of(study, section="", **options):
    """The text of a page, or of its section with an anchor."""
    page = page_text(study, **{"n_resamples": 19, "language": "en", "audience": "team", **options})
    page = page.partition("</style>")[2]
    if section:
        page = page.partition(f'<h2 id="{section}">')[2].partition("</section>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def tables_of(study, **options):
    options = {"n_resamples": 19, "language": "en", "audience": "team", **options}
    blocks = report_document(study, **options).blocks
    return {block.caption: block.rows for block in blocks if isinstance(block, Table)}


def small_study(groups="", roles=None, role_names=None, sites=("x",), start=None, **tables):
    """Twelve people in two sessions of each site: nine are present and eleven have contact."""
    sessions = [site + day for site in sites for day in "12"]
    pairs = list(pairwise(PEOPLE[:11]))
    frames = {
        "participants": {"participant": PEOPLE},
        "sessions": {"session": sessions, "site": [name[0] for name in sessions]},
        "attendance": {
            "participant": PEOPLE[:9] * len(sessions),
            "session": [name for name in sessions for _ in range(9)],
        },
        "encounters": {
            "source": [a for a, _ in pairs] * len(sessions),
            "target": [b for _, b in pairs] * len(sessions),
            "session": [name for name in sessions for _ in pairs],
        },
        **tables,
    }
    if groups:
        frames["participants"]["g"] = [*groups]
    if role_names:
        frames["participants"]["role"] = role_names
    if start:
        frames["sessions"]["start"] = start
    frames = {name: frame for name, frame in frames.items() if frame is not None}
    lines = {"g": sorted(set(groups))} if groups else {}
    return br.Study.from_frames(**frames, lines=lines, roles=roles)


def test_without_a_line_contacts_left_out_are_counted_all_the_same():
    """Ten contacts a session; two of each with somebody who was not written down as present."""
    study = small_study(sites=("x", "y"))
    absent = "of people not recorded as present"
    rows = tables_of(study)["Contacts left out"]
    assert rows == [["x", absent, "4"], ["y", absent, "4"]]
    assert "none were left out" not in text_of(study) and "No contacts were" not in text_of(study)
    rows = tables_of(study, audience="publication")["Contacts left out"]
    assert rows == [["x", absent, "fewer than 6"], ["y", absent, "fewer than 6"]]


def test_withheld_left_out_contacts_are_not_called_none():
    text = text_of(small_study("a" * 3 + "b" * 9), audience="publication")
    assert "Contacts left out at a site that is withheld are not shown." in text
    assert "No contacts were left out." not in text


def test_roles_that_nothing_names_count_as_visitors_and_the_page_says_so():
    names = [*["parent"] * 10, "facilitator", "volunteer"]
    text = text_of(small_study("ab" * 6, role_names=names))
    assert "study.toml): facilitator, parent, volunteer." in text
    assert "not counted" not in text.partition("Method and definitions")[0]
    assert "People in other roles" not in text
    text = text_of(small_study("ab" * 6, role_names=names, roles={"staff": ["facilitator"]}))
    assert "People in other roles are not counted here (facilitator)." in text
    assert "study.toml): parent, volunteer." in text
    assert "at least once. People in other roles are not counted." in text


def test_a_page_for_publication_names_no_role_of_few():
    names = [*["parent"] * 11, "grandmother of Bo"]
    text = text_of(small_study("ab" * 6, role_names=names), audience="publication")
    assert "grandmother" not in text
    assert "study.toml): parent, roles of fewer than 6 people." in text


def test_without_roles_nothing_is_said_of_roles():
    text = text_of(small_study("ab" * 6))
    assert "People in other roles" not in text and "Counted as visitors" not in text


@pytest.mark.parametrize(
    ("language", "others"),
    [("en", "at a site that would give this one away"), ("nl", "op een plaats die deze zou verraden")],
)  # fmt: skip
def test_other_places_come_in_only_where_there_are(language, others):
    for sites in (("x",), ("x", "y")):
        study = small_study("a" * 3 + "b" * 9, sites=sites)
        assert find_all_hidden(study)
        text = text_of(study, language=language, audience="publication")
        assert (others in text) == (len(sites) > 1)
        assert ("; one more site goes" in text or "; één plaats gaat mee" in text) == (
            len(sites) > 1
        )


def find_all_hidden(study):
    from bridging.privacy import find_hidden

    return find_hidden(study, "g").units == frozenset(study.sites)


def families_study():
    """Sixteen people of a and sixteen of b; those of a are eight families of two."""
    people = [f"{group}{k:02}" for group in "ab" for k in range(16)]
    return br.Study.from_frames(
        participants={
            "participant": people,
            "g": [name[0] for name in people],
            "family": [f"fa{k // 2}" for k in range(16)] + [f"fb{k}" for k in range(16)],
        },
        attendance={"participant": people},
        encounters={"source": people[::2], "target": people[::-2]},
        reference={"line": ["g", "g"], "group": ["a", "b"], "count": [50, 50]},
        lines={"g": ["a", "b"]},
    )


@pytest.mark.parametrize(
    ("audience", "mix", "said"),
    [
        ("team", "Families by group, of 100: a 33", "this page counts families, each once"),
        ("publication", "People by group, of 100: a 50", "this page counts people."),
    ],
)
def test_a_page_says_where_the_other_counts_another_unit(audience, mix, said):
    text = text_of(families_study(), audience=audience)
    assert mix in text and text.count(f"Beside the reference {said}") == 2


def test_pages_without_families_say_nothing_of_them():
    assert "Beside the reference" not in text_of(small_study("ab" * 6))


def test_sessions_of_no_period_are_told():
    """Four sessions, of which one has no date: its ten contacts are in neither period."""
    days = ["2025-03-03 09:00", "2025-03-10 09:00", "2025-04-07 09:00", None]
    study = small_study("ab" * 6, sites=("x", "y"), start=days)
    told = "1 session has no date that could be read, and is in neither period"
    for section in ("change", "left-out"):
        assert told in text_of(study, section, kind="evaluation", split="2025-04-01")
    dutch = text_of(study, kind="evaluation", split="2025-04-01", language="nl")
    assert dutch.count("1 openingsmoment heeft geen datum die gelezen kon worden") == 2
    whole = small_study("ab" * 6, sites=("x", "y"), start=[*days[:3], "2025-04-08 09:00"])
    assert "neither period" not in text_of(whole, kind="evaluation", split="2025-04-01")


def test_sessions_of_no_period_are_not_found_by_subtraction():
    """Where those outside the periods are few, all minus the periods would be their contacts."""
    people = [f"{group}{k:02}" for group in "ab" for k in range(12)]
    few = [*people[:3], *people[12:15]]
    there = {"1": people, "2": people, "3": few}
    rest = {"source": [few[0]], "target": [few[3]], "session": ["3"]}
    pairs = [(a, b) for a in people for b in people if a < b]

    def study(wave):
        return br.Study.from_frames(
            participants={"participant": people, "g": [name[0] for name in people]},
            sessions={"session": ["1", "2", "3"], "wave": ["one", "two", wave]},
            attendance={
                "participant": [name for names in there.values() for name in names],
                "session": [one for one, names in there.items() for _ in names],
            },
            encounters={
                "source": [a for a, _ in pairs] * 2 + rest["source"],
                "target": [b for _, b in pairs] * 2 + rest["target"],
                "session": ["1"] * len(pairs) + ["2"] * len(pairs) + rest["session"],
            },
            lines={"g": ["a", "b"]},
        )

    options = {"kind": "evaluation", "split": "wave", "audience": "publication"}
    outside, inside = (text_of(study(wave), **options) for wave in (None, "two"))
    assert "1 session has no value of wave, and is in none of the periods" in outside
    assert "Steps of 100 in each period" in inside
    assert "Steps of 100 in each period" not in outside


def test_without_presence_chance_deals_among_those_who_had_contact():
    pairs = [(a, b) for a in PEOPLE for b in PEOPLE if a < b][::2]
    contacts = {"source": [a for a, _ in pairs], "target": [b for _, b in pairs]}
    tables = {"attendance": None, "sessions": None}
    study = small_study("aaabbb" * 2, **tables, encounters=contacts)
    text = text_of(study)
    assert "to anyone who had contact there" in text_of(study, "findings")
    for key in (
        "Under chance: what would cross",
        "fewer contacts across the line than there would",
    ):
        assert "who had contact there" in text.partition(key)[2].partition(".")[0], key
    assert "dealt again among those who had contact there" in text
    assert "Who is listed" in text and "Visits, first visits" not in text
    with_presence = text_of(small_study("aaabbb" * 2))
    assert "who had contact there" not in with_presence
