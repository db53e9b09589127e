"""What plans say, in English and Dutch."""

from collections.abc import Mapping

TEXTS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "power": "If there is {ratio} times as much contact across the line as the same people "
        "would have by chance (odds of contact {odds}), {sessions} sessions with about {contacts} "
        "contacts show it in {power} cases (at a level of {level}).",
        "power.simulation": "That is how often it was found in {worlds} simulated worlds (95% interval: "
        "{low} to {high} of 100).",
        "plan": "To find {ratio} times as much contact across the line as by chance (odds of "
        "contact {odds}) in {power} cases, about {sessions} sessions with {contacts} contacts are "
        "needed (at a level of {level}).",
        "detectable.ratio": "With {sessions} sessions and about {contacts} contacts the test finds "
        "in {power} cases {sizes} as much contact across the line as by chance, or further from 1 "
        "(at a level of {level}).",
        "detectable.change": "Between a period of {sessions} sessions and one of {later}, a change "
        "is found in {power} cases where contact across the line, against chance, becomes {sizes} "
        "as much, or changes more (at a level of {level}).",
        "size": "{ratio} times (odds {odds})",
        "or": " or ",
        "promise": "This is a plan, not a promise: it holds as far as the place turns out as "
        "described.",
        "meetings": "Some encounters had more than two people; their pairs were counted as if "
        "apart, so that less will be found than this says.",
        "rough": "So few contacts could come out otherwise here that these numbers are rough, and rather "
        "too hopeful: check them with a simulation.",
        "undefined": "There is no plan: {reason}.",
        "part": "Note: {reason}.",
        "nothing_to_deal": "in no session are there two people of each group to meet and two "
        "contacts, so that chance could deal them otherwise",
        "too_small": "no preference, however strong, would be found this often",
        "too_few": "so few contacts could come out otherwise that no formula holds; a simulation does",
        "one_side": "on one side of chance no preference, however strong, is sure to be found this "
        "often",
        "never_enough": "no number of sessions up to {most} would do",
        "never_enough.pairs": "no number of sessions up to {most} would do; the same pairs meet "
        "again and again, so that more people would help and more sessions hardly",
        "no_test": "in none of the worlds was there anything to deal again",
    },
    "nl": {
        "power": "Is er {ratio} keer zoveel contact over de grens als dezelfde mensen bij toeval "
        "zouden hebben (odds op contact {odds}), dan tonen {sessions} openingsmomenten met ongeveer "
        "{contacts} contacten dat in {power} gevallen (bij een niveau van {level}).",
        "power.simulation": "Zo vaak werd het gevonden in {worlds} gesimuleerde werelden "
        "(95%-interval: {low} tot {high} van de 100).",
        "plan": "Om in {power} gevallen te vinden dat er {ratio} keer zoveel contact over de grens "
        "is als bij toeval (odds op contact {odds}), zijn ongeveer {sessions} openingsmomenten met "
        "{contacts} contacten nodig (bij een niveau van {level}).",
        "detectable.ratio": "Met {sessions} openingsmomenten en ongeveer {contacts} contacten vindt "
        "de toets in {power} gevallen {sizes} zoveel contact over de grens als bij toeval, of "
        "verder van 1 (bij een niveau van {level}).",
        "detectable.change": "Tussen een periode van {sessions} openingsmomenten en een van {later} "
        "wordt een verandering in {power} gevallen gevonden als contact over de grens, tegenover "
        "toeval, {sizes} zoveel wordt, of sterker verandert (bij een niveau van {level}).",
        "size": "{ratio} keer (odds {odds})",
        "or": " of ",
        "promise": "Dit is een plan, geen belofte: het geldt voor zover de plek wordt zoals "
        "beschreven.",
        "meetings": "Sommige ontmoetingen telden meer dan twee mensen; hun paren zijn geteld alsof "
        "ze los van elkaar staan, zodat er minder gevonden zal worden dan hier staat.",
        "rough": "Er kunnen hier zo weinig contacten anders uitvallen dat deze getallen ruw zijn, en "
        "eerder te gunstig: ga ze na met een simulatie.",
        "undefined": "Er is geen plan: {reason}.",
        "part": "Let op: {reason}.",
        "nothing_to_deal": "in geen enkel openingsmoment zijn er van elke groep twee mensen om te "
        "ontmoeten en twee contacten, zodat het toeval ze anders kan verdelen",
        "too_small": "geen enkele voorkeur, hoe sterk ook, zou zo vaak gevonden worden",
        "too_few": "er kunnen zo weinig contacten anders uitvallen dat geen formule opgaat; een "
        "simulatie wel",
        "one_side": "aan één kant van het toeval wordt geen enkele voorkeur, hoe sterk ook, zeker zo "
        "vaak gevonden",
        "never_enough": "geen aantal openingsmomenten tot {most} volstaat",
        "never_enough.pairs": "geen aantal openingsmomenten tot {most} volstaat; dezelfde paren "
        "ontmoeten elkaar telkens weer, zodat meer mensen zouden helpen en meer openingsmomenten "
        "nauwelijks",
        "no_test": "in geen enkele wereld viel er iets te herverdelen",
    },
}


def plan_text(key: str, language: str, **values: object) -> str:
    """Return a text with values put in its places."""
    return TEXTS[language][key].format(**values)
