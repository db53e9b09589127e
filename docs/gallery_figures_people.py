"""Figures of the gallery on people and their contacts, and on how well methods do."""

from pathlib import Path

import bridging as br
from bridging.figures import (
    calibration_alternative,
    chain_alternative,
    comparison_alternative,
    findings_alternative,
    groups_alternative,
    mixing_alternative,
    network_alternative,
    plot_calibration,
    plot_chain,
    plot_comparison,
    plot_groups,
    plot_mixing,
    plot_network,
    plot_profile,
    plot_returns,
    profile_alternative,
    reach_alt_text,
    read_calibration,
    returns_alternative,
)

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "data" / "sample" / "five-houses"


def network():
    """Draw all sessions of a house together."""
    study = br.read_study(SAMPLE).select(sites=["house-5"])
    return plot_network(study, "origin"), network_alternative(study, "origin")


def network_of_a_session():
    """Draw one session: for those who were there, as so few people can be recognised."""
    study = br.read_study(SAMPLE).select(sites=["house-5"])
    chosen = {"line": "origin", "session": "h5-0310", "audience": "team"}
    return plot_network(study, **chosen), network_alternative(study, **chosen)


def groups():
    """Draw groups as discs, and their contacts as bands."""
    matrix = br.read_study(SAMPLE).select(sites=["house-5"]).mixing("ses")
    return plot_groups(matrix), groups_alternative(matrix)


def mixing():
    """Draw contacts between groups beside an even spread."""
    matrix = br.read_study(SAMPLE).select(sites=["house-5"]).mixing("ses")
    return plot_mixing(matrix), mixing_alternative(matrix)


def chain():
    """Draw the steps from the neighbourhood to the contacts."""
    study = br.read_study(SAMPLE).select(sites=["house-5"])
    found, names = br.chain(study, "origin"), {"origin": "Origin"}
    return plot_chain(found, names=names), chain_alternative(found, names=names)


def comparison():
    """Draw what makes two houses differ."""
    chains = br.chain(br.read_study(SAMPLE), "ses", by="site")
    found = br.compare_chains(chains.only(unit="house-1"), chains.only(unit="house-5"))
    names = {"ses": "Socio-economic position", "house-1": "house 1", "house-5": "house 5"}
    return plot_comparison(found, names=names), comparison_alternative(found, names=names)


def findings():
    """Draw the finding of every house and line."""
    found = br.findings(br.read_study(SAMPLE))
    return found.plot(), findings_alternative(found)


def visitors():
    """Draw the visitors beside the reference population."""
    found = br.reach(br.read_study(SAMPLE), "origin", by="site")
    return found.plot(), reach_alt_text(found)


def returns():
    """Draw who came back after a first visit."""
    study = br.read_study(SAMPLE).select(sites=["house-5"])
    found = br.reach(study, "origin")
    return plot_returns(found), returns_alternative(found)


def profile():
    """Draw ten measures of a house."""
    study = br.read_study(SAMPLE).select(sites=["house-5"])
    found = br.profile(study, "origin")
    return plot_profile(found), profile_alternative(found)


def rejections():
    """Draw how often tests reject in worlds without a preference."""
    table = read_calibration(ROOT / "docs" / "calibration.md")
    axes = plot_calibration(table)
    return axes[0].figure, calibration_alternative(table)


def coverage():
    """Draw how often intervals cover."""
    table = read_calibration(ROOT / "docs" / "calibration.md")
    axes = plot_calibration(table, "coverage")
    return axes[0].figure, calibration_alternative(table, "coverage")


FIGURES = [
    ("Network of a period", "Who meets whom, and do lines cross?", network),
    ("Network of a session", "Who met whom on one day?", network_of_a_session),
    ("Network of groups", "Between which groups are there contacts, and how many?", groups),
    ("Mixing", "Who meets whom, beside an even spread over who was present?", mixing),
    ("Chain", "Where are meetings across the line lost?", chain),
    ("Comparison of chains", "What makes two places differ?", comparison),
    ("Findings", "What can be said of each place and line?", findings),
    ("Reach", "Does who comes look like the neighbourhood?", visitors),
    ("Return", "How many come back after a first visit?", returns),
    ("Profile", "What do several measures say of one place?", profile),
    ("Rejections", "How often does a test reject when there is nothing to find?", rejections),
    ("Coverage", "How often does an interval cover the truth?", coverage),
]
