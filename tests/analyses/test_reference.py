"""The reference population: shares or counts, of a site, one of several, and wrong ones."""

import numpy as np
import pytest

import bridging as br
from bridging.analyses.reference import reference_of
from bridging.errors import BridgingError, DataError, OptionError, UnknownNameError

PEOPLE = {"participant": ["a1", "a2", "b1", "b2"], "origin": list("aabb")}
PRESENT = {"participant": ["a1", "b1", "a2", "b2"], "session": ["1", "1", "2", "2"]}


def study_with(reference, sites=("x", "x"), groups=("a", "b"), **settings):
    if isinstance(reference, list):
        reference = {"line": ["origin"] * len(reference), "group": list(groups), "share": reference}
    return br.Study.from_frames(
        participants=PEOPLE,
        attendance=PRESENT,
        sessions={"session": ["1", "2"], "site": list(sites)},
        reference=reference,
        lines={"origin": {"groups": ["a", "b"], **settings}},
    )


def found(study, by=None, **options):
    chain = br.chain(study, "origin", by, interval=False, null=False, **options)
    return {part.unit: part["reference"] for part in chain}


def rows(*given):
    """Return a table of (group, share, site, denominator)."""
    names = ("group", "share", "site", "denominator")
    table = dict(zip(names, map(list, zip(*given, strict=True)), strict=True))
    return {"line": ["origin"] * len(given), **table}


def test_shares_are_a_population_too_large_to_meet_the_same_person_twice():
    assert found(study_with([0.7, 0.3]))["all"] == pytest.approx(2 * 0.7 * 0.3)


def test_percentages_are_shares():
    assert found(study_with([70, 30]))["all"] == pytest.approx(2 * 0.7 * 0.3)


def test_of_counts_the_two_are_different_people():
    table = {"line": ["origin"] * 2, "group": ["a", "b"], "count": [3, 2]}
    assert found(study_with(table))["all"] == pytest.approx(3 * 2 / 10)


def test_composition_is_set_against_it():
    part = br.chain(study_with([0.7, 0.3]), "origin", interval=False)[0]
    assert part["composition"] == pytest.approx((4 / 6) / 0.42)


def test_rounded_shares_are_made_to_add_up():
    study = study_with([0.70, 0.31])
    assert reference_of(study, study.line("origin"), None, "all").sum() == pytest.approx(1)


def test_its_groups_are_recoded_as_the_line_is():
    study = study_with([0.7, 0.3], groups=("A.", "b"), values={"A.": "a"})
    assert found(study)["all"] == pytest.approx(0.42)


def test_its_unknown_are_left_out():
    study = study_with([0.56, 0.24, 0.2], groups=("a", "b", "?"), unknown=["?"])
    assert found(study)["all"] == pytest.approx(0.42)


def test_a_site_has_its_own_before_that_of_all():
    table = rows(
        ("a", 0.5, "x", None), ("b", 0.5, "x", None), ("a", 0.9, None, None), ("b", 0.1, None, None)
    )
    study = study_with(table, sites=("x", "y"))
    assert found(study, "site") == pytest.approx({"x": 0.5, "y": 0.18})
    assert found(study) == pytest.approx({"all": 0.18})


def test_the_reference_of_one_site_is_not_that_of_another_or_of_all():
    study = study_with(rows(("a", 0.5, "x", None), ("b", 0.5, "x", None)), sites=("x", "y"))
    by_site = found(study, "site")
    assert by_site["x"] == 0.5 and np.isnan(by_site["y"])
    assert np.isnan(found(study)["all"])
    assert found(study.select(sites="x"))["all"] == 0.5


def test_counts_of_sites_are_added_where_they_are_taken_together():
    """As who was reached is set against them: 3 + 1 people of a, 2 + 4 of b."""
    table = {
        "line": ["origin"] * 4,
        "group": list("abab"),
        "site": list("xxyy"),
        "count": [3, 2, 1, 4],
    }
    assert found(study_with(table, sites=("x", "y")))["all"] == pytest.approx(4 * 6 / 45)


def test_one_of_several_populations_must_be_chosen():
    study = study_with(
        rows(("a", 0.5, None, "street"), ("b", 0.5, None, "street"),
             ("a", 0.9, None, "town"), ("b", 0.1, None, "town"))
    )  # fmt: skip
    assert found(study, denominator="town")["all"] == pytest.approx(0.18)
    with pytest.raises(OptionError, match="must be given.* one of 'street', 'town'"):
        found(study)
    with pytest.raises(UnknownNameError, match="not 'land'. There are: 'street', 'town'"):
        found(study, denominator="land")


def test_shares_that_do_not_add_up_are_refused():
    study = study_with([0.5, 0.3])
    assert "add up" in study.problems()["problem"][0]
    with pytest.raises(DataError, match="'origin' must add up to 1, not to 0.800"):
        found(study)


def test_a_group_without_a_share_is_refused():
    with pytest.raises(DataError, match="must have every group; it lacks 'b'. Give 0"):
        found(study_with([1.0], groups=("a",)))
    assert found(study_with([1.0, 0.0]))["all"] == 0


def test_a_reference_of_another_line_is_none():
    table = {"line": ["language"] * 2, "group": ["nl", "fr"], "share": [0.5, 0.5]}
    study = study_with(table)
    assert "one of the lines" in study.problems()["problem"][0]
    part = br.chain(study, "origin", interval=False)[0]
    assert np.isnan(part["reference"]) and "no reference" in part.undefined["reference"]
    assert part["visitors"] == pytest.approx(4 / 6)


def test_a_reference_of_a_site_that_is_not_there_is_told():
    study = study_with(rows(("a", 0.5, "z", None), ("b", 0.5, "z", None)))
    assert "one of the sites" in study.problems()["problem"][0]
    assert np.isnan(found(study)["all"])


def test_after_a_reference_without_others_composition_has_no_value():
    part = br.chain(study_with([1.0, 0.0]), "origin", interval=False)[0]
    assert part["reference"] == 0 and np.isnan(part["composition"])
    assert "zero" in part.undefined["composition"]


def test_a_reference_without_a_line_can_not_be_read():
    with pytest.raises(BridgingError, match="'line' can't be found"):
        study_with({"group": ["a", "b"], "share": [0.5, 0.5]})
