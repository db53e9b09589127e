"""What measures are called, with the article that Dutch wants, and what they mean."""

from typing import Any

from bridging.words.texts import check_language, say
from bridging.words.texts_meanings import MEANINGS

# How Dutch labels begin that take "het", and those that stand without an article.
NEUTER = (
    "aandeel",
    "aantal",
    "effectief aantal",
    "hill-getal",
    "makelaarschap",
    "overbruggend aandeel",
    "samenvallen",
    "verwacht aandeel",
)
NAMED = ("Blau", "Shannon", "Hill", "Atkinson", "Gini", "Mantel")
BARE = ("clustering", "eta-", "moran's")


def measure_label(measure: Any, language: str = "en") -> str:
    """Return the label of a measure (a `Measure`) in a language."""
    return str(measure.label_nl if language == "nl" else measure.label)


def measure_subject(measure: Any, language: str = "en") -> str:
    """Return the label as the subject of a sentence: in Dutch with its article.

    Examples
    --------
    >>> import bridging as br
    >>> measure_subject(br.measures.get_measure("bridging_share"), "nl")
    'Het aandeel overbruggende contacten'
    """
    label = measure_label(measure, language)
    small = label.lower()
    if language != "nl" or small.startswith(BARE):
        return label
    article = "Het" if small.startswith(NEUTER) else "De"
    named = label.startswith(NAMED) or not label[1:2].islower()
    return f"{article} {label if named else small[:1] + label[1:]}"


def meaning_text(measure: Any, language: str = "en") -> str:
    """Return what a measure says, in one line.

    Examples
    --------
    >>> import bridging as br
    >>> meaning_text(br.measures.get_measure("bridging_share"), "nl")
    'Het aandeel van de contacten dat over de grens gaat.'
    """
    return MEANINGS[check_language(language)].get(measure.name) or str(measure.summary)


def higher_text(measure: Any, language: str = "en") -> str:
    """Return what a higher value means: of contact, or of the opportunity for it."""
    opportunity = measure.name.startswith("expected_") and measure.higher_means == "bridging"
    return say("higher.opportunity" if opportunity else f"higher.{measure.higher_means}", language)
