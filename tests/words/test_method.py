"""The paragraph of a method section, of every kind of result."""

import pytest

import bridging as br
from bridging.words import method_text


@pytest.fixture(scope="module")
def study():
    return br.simulate.world(seed=1, people=20, sessions=6)


@pytest.mark.parametrize(("language", "share", "drawn"), [("en", "share of pairs", "dealt again"),
                                                          ("nl", "aandeel paren", "opnieuw")])  # fmt: skip
def test_of_a_chain(study, language, share, drawn):
    text = method_text(br.chain(study, "origin", n_resamples=19), language)
    assert share in text and drawn in text and study.fingerprint in text and "95%" in text


def test_of_a_chain_without_draws_or_intervals(study):
    text = method_text(br.chain(study, "origin", interval=False, null=False))
    assert "dealt again" not in text and "95%" not in text


def test_of_findings_with_their_thresholds(study):
    found = br.findings(study, "origin", delta=0.7, least_opportunity=0.2, n_resamples=19)
    assert "lies above 0.70" in method_text(found) and "fewer than 20%" in method_text(found)
    assert "boven 0,70" in method_text(found, "nl")


def test_of_reach(study):
    text = method_text(br.reach(study, "origin", away=3))
    assert study.fingerprint in text and "95% limits" in text
