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


def test_a_chain_names_its_draws(study):
    text = method_text(br.chain(study, "origin", n_resamples=19))
    assert "drawn 19 times" in text and "drawn" not in method_text(
        br.chain(study, "origin", interval=False, null=False)
    )


@pytest.mark.parametrize(
    ("language", "wider", "narrower", "left", "kept"),
    [
        ("en", "bridging share estimated by itself take each contact", "in a chain it is not",
         "pairs who came together too", "also of those who came together"),
        ("nl", "van het aandeel overbruggende contacten op zich nemen", "in een keten is dat niet zo",
         "ook paren telt die samen kwamen", "ook wie samen kwam"),
    ],
)  # fmt: skip
def test_the_chain_and_an_estimate_say_what_they_counted(
    study, language, wider, narrower, left, kept
):
    """The same share has other limits in a chain, and visitors leave companies out: both say so."""
    chain = br.chain(study, "origin", null=False)
    share = br.estimate("bridging_share", study, "origin", null=None)
    people = br.estimate("blau_unbiased", study, "origin", null=None)
    assert share.estimate == pytest.approx(chain[0]["contacts"])
    limits, own = chain[0].intervals["contacts"], share[0].interval
    assert limits.high - limits.low > own.high - own.low
    text = chain.method_text(language)
    assert wider in text and left in text
    assert narrower in share.method_text(language) and kept in people.method_text(language)
    assert narrower not in br.estimate(
        "bridging_share", study, "origin", null=None, interval="session_bootstrap", n_resamples=19
    ).method_text(language)
