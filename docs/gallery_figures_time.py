"""Figures of the gallery: time, who came beside who could, the plane, and chance."""

from pathlib import Path

import bridging as br
from bridging.figures import (
    calendar_alternative,
    hours_alternative,
    null_alternative,
    plane_alternative,
    plot_calendar,
    plot_composition,
    plot_hours,
    plot_null_distribution,
    plot_plane,
    reference_alternative,
)

SAMPLE = Path(__file__).parents[1] / "data" / "sample" / "five-houses"


def calendar():
    """Draw a cell for each opening, filled as far as the share of the smaller group."""
    study = br.read_study(SAMPLE)
    return plot_calendar(study, "origin"), calendar_alternative(study, "origin")


def hours():
    """Draw who is there by weekday and hour."""
    study = br.read_study(SAMPLE)
    return plot_hours(study, "origin"), hours_alternative(study, "origin")


def reference():
    """Draw the shares among the visitors with their intervals, and the reference."""
    study = br.read_study(SAMPLE)
    drawn = plot_composition(study, "ses", reference=True)
    return drawn, reference_alternative(study, "ses")


def plane():
    """Draw contacts within the own group and across, on both lines."""
    study = br.read_study(SAMPLE)
    return plot_plane(study), plane_alternative(study)


def chance():
    """Draw what chance would give, and what was seen."""
    house = br.read_study(SAMPLE).select(sites=["house-5"])
    found = br.estimate("partner_choice", house, line="origin")
    return plot_null_distribution(found), null_alternative(found)


FIGURES = [
    ("Session calendar", "When was each place open, and who was there together?", calendar),
    ("Weekdays and hours", "At which hours are the groups there, and when is one absent?", hours),
    (
        "Visitors beside the reference",
        "Who comes, of those who live around the place?",
        reference,
    ),
    (
        "Bonding and bridging",
        "How many contacts do visitors have within their own group, and how many across it?",
        plane,
    ),
    (
        "What chance would give",
        "Could the contacts across the line lie so far from chance by accident?",
        chance,
    ),
]
