"""Why a step or a factor of the chain has no value."""

from collections.abc import Mapping

import numpy as np

from bridging.analyses.chain_steps import FACTORS
from bridging.counting.chain import ChainParts

Reason = tuple[str, str]

NO_REFERENCE = (
    "the study has no reference population for the line here",
    "de studie heeft geen referentiepopulatie voor de grens hier",
)
ONE_LINE_AT_A_TIME = (
    "a reference population is known for one line at a time",
    "een referentiepopulatie is er per grens, niet voor twee grenzen samen",
)
NO_NAMES = (
    "tallies do not say who came",
    "turflijsten zeggen niet wie er kwam",
)
NO_PRESENCE = ("presence was not recorded", "aanwezigheid werd niet opgetekend")
FEW_VISITORS = (
    "there are no two visitors of known group who did not come together",
    "er zijn geen twee bezoekers van bekende groep die niet samen kwamen",
)
NOBODY_TOGETHER = (
    "no two people of known group who did not come together were present at the same time",
    "geen twee mensen van bekende groep die niet samen kwamen, waren tegelijk aanwezig",
)
NOT_RECORDED = ("no contacts were recorded", "er werden geen contacten opgetekend")
NO_CONTACTS = ("there are no contacts", "er zijn geen contacten")
NO_ODDS = (
    "no session had both kinds of pairs with some that met and some that did not",
    "geen openingsmoment had beide soorten paren, met paren die elkaar troffen en paren die dat niet deden",
)
MORE_THAN_PAIRS = (
    "a session has more contacts than pairs of people present",
    "een openingsmoment heeft meer contacten dan paren van aanwezigen",
)
NO_VISITS = (
    "there are no visits of people of known group",
    "er zijn geen bezoeken van mensen van bekende groep",
)
NOT_DEALT = (
    "partners were not dealt again",
    "partners werden niet herverdeeld",
)
NO_PARTNERS = (
    "tallies do not say who met whom",
    "turflijsten zeggen niet wie wie ontmoette",
)
AFTER_ZERO = (
    "the step before is zero: nothing was left to lose",
    "de stap ervoor is nul: er bleef niets over om te verliezen",
)
NO_HOURS = (
    "start and end of the sessions are not all known",
    "begin en einde van de openingsmomenten zijn niet allemaal bekend",
)


def why_undefined(
    values: Mapping[str, float],
    parts: ChainParts,
    tallied: bool,
    *,
    two_lines: bool,
    recorded: bool,
) -> dict[str, Reason]:
    """Return the reason of every label without a value."""
    no_people = NO_NAMES if tallied else NO_PRESENCE
    no_odds = NO_PRESENCE
    if parts.pairs is not None and parts.met is not None:
        over = bool((parts.met > parts.pairs + 1e-9).any())
        no_odds = MORE_THAN_PAIRS if over else NO_ODDS
    own: dict[str, Reason] = {
        "reference": ONE_LINE_AT_A_TIME if two_lines else NO_REFERENCE,
        "visitors": no_people if parts.visitors is None else FEW_VISITORS,
        "visits": no_people if parts.visits is None else FEW_VISITORS,
        "present": NO_PRESENCE if parts.pairs is None else NOBODY_TOGETHER,
        "opportunity": no_odds,
        "contacts": NO_CONTACTS,
        "theta": no_odds,
        "contacts_per_visit": no_people if parts.n_visits is None else NO_VISITS,
        "contacts_per_hour": NO_HOURS,
        "dealt": NO_PARTNERS if tallied else NOT_DEALT,
    }
    if not np.isfinite(values["contacts"]):
        none = NO_CONTACTS if recorded else NOT_RECORDED
        own |= dict.fromkeys(("opportunity", "contacts", "theta", "dealt"), none)
    if not recorded:
        own |= dict.fromkeys(("contacts_per_visit", "contacts_per_hour"), NOT_RECORDED)
    found = {}
    for label, value in values.items():
        if np.isfinite(value):
            continue
        if label not in FACTORS:
            found[label] = own[label]
            continue
        before, after = FACTORS[label]
        missing = [step for step in (before, after) if not np.isfinite(values.get(step, 0.0))]
        if missing:
            found[label] = own[missing[0]]
        elif values.get(before) == 0 or (before == "dealt" and parts.dealt is not None):
            found[label] = AFTER_ZERO
        else:
            found[label] = own["dealt"]
    return found
