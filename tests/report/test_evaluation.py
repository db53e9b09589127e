"""Before and after."""

import re

import pytest

import bridging as br
from bridging.errors import DataError, OptionError
from bridging.report.build import page_text
from bridging.report.evaluation import periods


@pytest.fixture(scope="module")
def house():
    return br.simulate.five_houses().select(sites=["house-5"])


def text_of(study, split, **options):
    page = page_text(
        study, kind="evaluation", split=split, **{"n_resamples": 19, "language": "en", **options}
    )
    begin = page.index('<h2 id="change">')
    plain = re.sub(r"<[^>]+>", " ", page[begin : page.index("</section>", begin)])
    return " ".join(plain.split())


def test_the_change_of_partner_choice_is_that_of_the_parts(house):
    text = text_of(house, "2025-04-21", audience="team")
    before, after = (
        house.select(period=period) for period in ((None, "2025-04-20"), ("2025-04-21", None))
    )
    values = [
        f"{br.chain(part, 'origin', interval=False, n_resamples=19)[0]['partner_choice']:.2f}"
        for part in (before, after)
    ]
    assert f"(period 1: {values[0]}, period 2: {values[1]})" in text
    assert "before 21 April 2025" in text and "from 21 April 2025" in text
    assert "not yet the effect" in text


def test_the_parts_add_up_to_the_difference(house):
    text = text_of(house, "2025-04-21", audience="team")
    shares = re.search(r"(\d+) of 100 contacts .*?, and (\d+) of 100 contacts", text)
    points = float(
        re.search(r"period 2 minus period 1 is ([−+]?[\d.]+) points", text)[1].replace("−", "-")
    )
    assert abs(int(shares[2]) - int(shares[1]) - points) <= 1


def test_few_in_one_period_are_withheld_in_all():
    study = br.simulate.five_houses()
    text = text_of(study, "2025-04-21", audience="publication")
    assert "left out here" in text and "Huis 1" not in text.split("Socio")[0]


def test_a_column_of_periods():
    waves = {"session": list("123456"), "wave": ["b", "b", "a", "a", "c", None]}
    study = br.Study.from_frames(
        participants={"participant": ["p", "q"], "g": ["a", "b"]},
        sessions=waves,
        attendance={"participant": ["p", "q"] * 6, "session": sorted(list("123456") * 2)},
        lines={"g": ["a", "b"]},
    )
    found = periods(study, "wave", "en")
    assert [part.text for part in found] == ["wave: b", "wave: a", "wave: c"]
    assert [part.study.records.tables["sessions"]["session"].tolist() for part in found] == [
        ["1", "2"],
        ["3", "4"],
        ["5"],
    ]


def test_what_is_no_split_is_told(house):
    with pytest.raises(OptionError, match="`split` must be given for an evaluation"):
        page_text(house, kind="evaluation")
    with pytest.raises(OptionError, match="or a column of the sessions, not 'wave'"):
        page_text(house, kind="evaluation", split="wave")
    with pytest.raises(DataError, match="'2030-01-01' makes 1"):
        page_text(house, kind="evaluation", split="2030-01-01")
    with pytest.raises(OptionError, match="`split` can't be used for monitoring"):
        page_text(house, split="2025-04-21")
    with pytest.raises(OptionError, match="`kind` must be one of 'monitoring', 'evaluation'"):
        page_text(house, kind="ranking")
    with pytest.raises(DataError, match="no session has a start"):
        periods(br.simulate.southern_women(), "2025-04-21", "en")
