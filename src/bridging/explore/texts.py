"""What the explorer says, in English and Dutch."""

from collections.abc import Mapping

from bridging.words import check_language

TEXTS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "untitled": "A study",
        "line": "Line",
        "site": "Place",
        "period": "Period",
        "forms": "Contact",
        "figure": "Figure",
        "all_sites": "all places",
        "all_days": "all days",
        "days": "{first} to {last}",
        "all_forms": "every kind of contact",
        "no_forms": "no kind of contact",
        "came": "Who came",
        "met": "Who met whom",
        "chain": "Where it is lost",
        "network": "The network",
        "all": "All four",
        "chosen": "{line} · {site} · {days} · {forms}",
        "team": "These numbers are for the team, not for publication: small counts are not withheld.",
        "publication": "What is too small to publish is withheld, for each choice by itself. Who sets "
        "the controls can subtract one choice from another: they are for those who may see the "
        "records.",
        "fast": "Without intervals and without a test of chance, which take longer: "
        "br.chain gives them.",
        "many": "There are {pairs} pairs in contact, more than are drawn at once here: so there are "
        "groups instead of people. Choose a place or a shorter period to see people.",
        "known": "People of unknown group are not drawn for publication.",
        "unsaid": "Encounters left out because their kind was not written down: {n}.",
        "tallied": "Tallied contacts have no kind: they stay in, whatever kinds are chosen.",
        "tick": "Choose at least one kind of contact.",
        "empty": "Nothing was recorded in this part of the study.",
        "nobody": "Nobody is known by an identity here, so there are no people to draw.",
        "withheld": "Not shown: too few people or contacts to publish. Inside the house, "
        "audience='team' shows it.",
        "words": "The figure in words",
        "static": "This is the choice the explorer begins with. Run the notebook to choose others.",
    },
    "nl": {
        "untitled": "Een studie",
        "line": "Grens",
        "site": "Plek",
        "period": "Periode",
        "forms": "Contact",
        "figure": "Figuur",
        "all_sites": "alle plekken",
        "all_days": "alle dagen",
        "days": "{first} tot en met {last}",
        "all_forms": "elke vorm van contact",
        "no_forms": "geen vorm van contact",
        "came": "Wie kwam",
        "met": "Wie wie ontmoette",
        "chain": "Waar het verloren gaat",
        "network": "Het netwerk",
        "all": "Alle vier",
        "chosen": "{line} · {site} · {days} · {forms}",
        "team": "Deze cijfers zijn voor het team, niet voor publicatie: kleine aantallen zijn niet "
        "weggelaten.",
        "publication": "Wat te klein is om te publiceren, is weggelaten, voor elke keuze apart. Wie de "
        "knoppen bedient, kan de ene keuze van de andere aftrekken: ze zijn voor wie de gegevens mag "
        "zien.",
        "fast": "Zonder intervallen en zonder toets op toeval, want die duren langer: "
        "br.chain geeft ze.",
        "many": "Er zijn {pairs} paren in contact, meer dan hier ineens getekend worden: daarom "
        "staan er groepen in plaats van mensen. Kies een plek of een kortere periode om mensen te "
        "zien.",
        "known": "Mensen van wie de groep niet bekend is, worden niet getekend voor publicatie.",
        "unsaid": "Ontmoetingen die niet meetellen omdat hun vorm niet genoteerd is: {n}.",
        "tallied": "Geturfde contacten hebben geen vorm: ze tellen mee, welke vormen ook gekozen "
        "zijn.",
        "tick": "Kies ten minste één vorm van contact.",
        "empty": "In dit deel van de studie is niets genoteerd.",
        "nobody": "Van niemand is hier bekend wie het was: er zijn geen mensen om te tekenen.",
        "withheld": "Niet getoond: te weinig mensen of contacten om te publiceren. Binnenshuis "
        "toont audience='team' het wel.",
        "words": "De figuur in woorden",
        "static": "Dit is de keuze waarmee de verkenner begint. Voer het notebook uit om anders te "
        "kiezen.",
    },
}


def explore_text(key: str, language: str, **values: object) -> str:
    """Return a text in a language, with values put in its places.

    Examples
    --------
    >>> explore_text("unsaid", "nl", n=3)
    'Ontmoetingen die niet meetellen omdat hun vorm niet genoteerd is: 3.'
    """
    return TEXTS[check_language(language)][key].format(**values)
