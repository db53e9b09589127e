"""Texts in and beside figures."""

from collections.abc import Mapping

FIGURES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "figure.people": "Number of people",
        "figure.unknown": "group not known",
        "figure.withheld": "withheld: too few to publish",
        "figure.nobody": "nobody recorded",
        "figure.observed": "Contacts seen",
        "figure.even": "If spread evenly over\nwho was present",
        "figure.no_even": "It is not known who\nwas present together",
        "figure.no_contacts": "No contacts",
        "figure.estimate": "observed",
        "figure.interval": "{level} interval: with other people",
        "figure.interval_choice": "{level} interval: how these\npeople could have chosen",
        "figure.chance": "under\nchance",
        "alt.composition": "Horizontal bars with the number of people of each group.",
        "alt.composition_visits": "Horizontal bars with the number of visits of each group.",
        "alt.composition_row": "{unit}: {parts}.",
        "alt.mixing": "Two tables side by side: the contacts seen between groups, and how many "
        "there would be if each session's contacts were spread evenly over the pairs present.",
        "alt.mixing_cell": "{a} with {b}: {seen} seen, {even} if spread evenly.",
        "alt.mixing_directed": "{a} to {b}: {seen} seen, {even} if spread evenly.",
        "alt.mixing_seen": "{a} with {b}: {seen} seen.",
        "alt.estimates": "A row for each estimate: a dot with its interval, and beside it, as a "
        "number, the value under chance.",
        "figure.visits": "Number of visits",
        "figure.difference": "{label}: difference b − a",
    },
    "nl": {
        "figure.people": "Aantal mensen",
        "figure.unknown": "groep niet bekend",
        "figure.withheld": "niet getoond: te weinig mensen of contacten",
        "figure.nobody": "niemand genoteerd",
        "figure.observed": "Waargenomen contacten",
        "figure.even": "Gelijk verdeeld over\nwie aanwezig was",
        "figure.no_even": "Niet bekend wie\nsamen aanwezig was",
        "figure.no_contacts": "Geen contacten",
        "figure.estimate": "waargenomen",
        "figure.interval": "{level}-interval: met andere mensen",
        "figure.interval_choice": "{level}-interval: hoe deze mensen\ngekozen kunnen hebben",
        "figure.chance": "bij\ntoeval",
        "alt.composition": "Horizontale balken met het aantal mensen van elke groep.",
        "alt.composition_visits": "Horizontale balken met het aantal bezoeken van elke groep.",
        "alt.composition_row": "{unit}: {parts}.",
        "alt.mixing": "Twee tabellen naast elkaar: de waargenomen contacten tussen groepen, en "
        "hoeveel het er zouden zijn als de contacten van elk openingsmoment gelijk over de "
        "aanwezige paren waren verdeeld.",
        "alt.mixing_cell": "{a} met {b}: {seen} waargenomen, {even} bij gelijke verdeling.",
        "alt.mixing_directed": "{a} naar {b}: {seen} waargenomen, {even} bij gelijke verdeling.",
        "alt.mixing_seen": "{a} met {b}: {seen} waargenomen.",
        "alt.estimates": "Een rij per schatting: een stip met haar interval, en ernaast, als getal, de "
        "waarde bij toeval.",
        "figure.visits": "Aantal bezoeken",
        "figure.difference": "{label}: verschil b − a",
    },
}
