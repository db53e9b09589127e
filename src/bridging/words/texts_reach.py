"""What is said of who comes, when, and who comes back."""

from collections.abc import Mapping

REACH: Mapping[str, Mapping[str, str]] = {
    "en": {
        "reach.unit": "{unit}: {text}",
        "reach.came": "{persons} people came, in {visits} visits.",
        "reach.came_families": "{persons} people of {families} families came, in {visits} visits.",
        "reach.listed": "{persons} people are listed; who was present when was not recorded.",
        "reach.counted": "{visits} visits were counted, without names.",
        "reach.nobody": "Nobody was recorded as present.",
        "reach.families": "Families",
        "reach.persons": "People",
        "reach.visits": "Visits",
        "reach.mix": "{of} by group, of 100: {parts}.",
        "reach.group": "{group} {share}",
        "reach.group_ci": "{group} {share} ({low} to {high})",
        "reach.group_reference": "{group} {share} ({low} to {high}; reference {reference})",
        "reach.group_reference_only": "{group} {share} (reference {reference})",
        "reach.left_out": "Not counted there, because the group is not known: {n}.",
        "reach.mixed": "Families of more than one group, not counted there: {n}.",
        "reach.test": "Had they come from the reference at random, a mix at least as far from it "
        "would come up in {often} cases ({p}).",
        "reach.no_test": "How often chance would give such a mix can't be said: {reason}.",
        "reach.no_comparison": "There is no comparison with the neighbourhood: {reason}.",
        "reach.no_shares": "There are no shares of groups: {reason}.",
        "reach.targeting": "The place says it is for: {targeting}.",
        "reach.absent": "At none of the {n} sessions was anybody known to be of: {groups}.",
        "reach.busiest": "It was busiest on {slot}: {people} people at a time, on average.",
        "reach.newcomers": "After the first opening, {n} visits were a first one.",
        "reach.return": "{openings} openings after their first visit, {n} people had come back "
        "({low} to {high} of 100); that the last to come had less time is allowed for.",
        "reach.no_return": "How many came back can't be said: {reason}.",
        "reach.return_test": "Had coming back nothing to do with the group, groups would differ at "
        "least this much in {often} cases ({p}).",
        "reach.away": "{openings} openings after their first visit, {n} people had missed at least "
        "{away} in a row ({low} to {high} of 100).",
        "reach.came_back": "Of those who had, {n} came again later.",
        "reach.fathers": "Of the adults of whom it is known, {n} are fathers ({low} to {high} of "
        "100).",
        "reach.children": "Visits of children by age, of 100: {parts}.",
        "reach.band": "under {years} {share}",
        "reach.exceptional": "{years} (exceptionally) {share}",
        "reach.older": "{years} and over {share}",
        "reach.at_hour": "{day} from {hour}",
        "reach.day.Monday": "Monday",
        "reach.day.Tuesday": "Tuesday",
        "reach.day.Wednesday": "Wednesday",
        "reach.day.Thursday": "Thursday",
        "reach.day.Friday": "Friday",
        "reach.day.Saturday": "Saturday",
        "reach.day.Sunday": "Sunday",
        "reach.figure.visitors": "Share among visitors ({of}) and in the reference",
        "reach.figure.observed": "visitors, with {level} interval",
        "reach.figure.reference": "reference",
        "reach.alt.visitors": "A row for each group: a dot with its interval for its share among "
        "visitors, and a line for its share in the reference.",
        "reach.reason.no_reference": "there is no reference population",
        "reach.reason.other_line": "there is no reference for this line; there is one for: {lines}",
        "reach.reason.no_reference_here": "there is no reference for this line here, only for "
        "other sites",
        "reach.reason.some_sites": "some of the sites taken together have a reference of their own "
        "and others have none",
        "reach.reason.shares_of_sites": "the sites taken together each have a reference in shares, "
        "which can't be added; counts can",
        "reach.reason.incomplete": "the reference is not complete",
        "reach.reason.shares_sum": "the shares of the reference must add up to 1; they add up to "
        "{total}",
        "reach.reason.groups_missing": "the reference does not count all groups of the line; not "
        "there: {groups}",
        "reach.reason.not_in_reference": "the reference has nobody of this group",
        "reach.reason.outside_reference": "somebody came of a group of which the reference has "
        "nobody",
        "reach.reason.no_names": "visits were counted without names",
        "reach.reason.no_families": "families were not recorded",
        "reach.reason.no_attendance": "who was present was not recorded",
        "reach.reason.nobody_came": "nobody was recorded as present",
        "reach.reason.nobody_known": "nobody's group is known",
        "reach.reason.tallied_visits": "visits were counted without names, and several may be of "
        "the same person, so that there is no interval and no test",
        "reach.reason.one_opening": "nothing was recorded after the first opening",
        "reach.reason.no_order": "the order of the sessions is not known",
        "reach.reason.no_start": "no session has a start, so that its weekday is not known",
        "reach.reason.no_hours": "no session has a start and an end at different times, so that its "
        "hours are not known",
        "reach.reason.no_sessions": "presence was not recorded at any session",
        "reach.reason.not_followed": "nobody was followed without it for {openings} openings after the "
        "first visit",
        "reach.reason.one_group": "there are not two groups to compare",
        "reach.reason.nothing_happened": "it happened to nobody",
        "reach.reason.one_arrangement": "the groups can be dealt among the families in one way only",
        "reach.reason.nobody_away": "nobody was seen to stay away",
        "reach.reason.no_father_column": "no column says who is a father; name one with `fathers`",
        "reach.reason.not_written": "it was written down of nobody",
        "reach.reason.no_child_column": "no column says how old children are; name one with "
        "`child_column`",
    },
    "nl": {
        "reach.unit": "{unit}: {text}",
        "reach.came": "Er kwamen {persons} mensen, samen {visits} bezoeken.",
        "reach.came_families": "Er kwamen {persons} mensen uit {families} gezinnen, samen {visits} "
        "bezoeken.",
        "reach.listed": "Er staan {persons} mensen op de lijst; wie wanneer aanwezig was, is niet "
        "genoteerd.",
        "reach.counted": "Er werden {visits} bezoeken geteld, zonder namen.",
        "reach.nobody": "Er is niemand als aanwezig genoteerd.",
        "reach.families": "Gezinnen",
        "reach.persons": "Mensen",
        "reach.visits": "Bezoeken",
        "reach.mix": "{of} per groep, op 100: {parts}.",
        "reach.group": "{group} {share}",
        "reach.group_ci": "{group} {share} ({low} tot {high})",
        "reach.group_reference": "{group} {share} ({low} tot {high}; referentie {reference})",
        "reach.group_reference_only": "{group} {share} (referentie {reference})",
        "reach.left_out": "Daar niet meegeteld, omdat de groep niet bekend is: {n}.",
        "reach.mixed": "Gezinnen met meer dan één groep, daar niet meegeteld: {n}.",
        "reach.test": "Kwamen ze willekeurig uit de referentie, dan zou een mix die er minstens zo "
        "ver van af ligt voorkomen in {often} gevallen ({p}).",
        "reach.no_test": "Hoe vaak het toeval zo'n mix zou geven, is niet te zeggen: {reason}.",
        "reach.no_comparison": "Er is geen vergelijking met de buurt: {reason}.",
        "reach.no_shares": "Er zijn geen aandelen van groepen: {reason}.",
        "reach.targeting": "De plek zegt dat ze er is voor: {targeting}.",
        "reach.absent": "Op geen van de {n} openingsmomenten was er iemand van wie bekend is dat die "
        "hoort tot: {groups}.",
        "reach.busiest": "Het drukst was het op {slot}: gemiddeld {people} mensen tegelijk.",
        "reach.newcomers": "Na de eerste opening waren {n} bezoeken een eerste bezoek.",
        "reach.return": "{openings} openingsmomenten na hun eerste bezoek waren {n} mensen "
        "teruggekomen ({low} tot {high} van de 100); dat wie laatst kwam minder tijd had, is "
        "verrekend.",
        "reach.no_return": "Hoeveel mensen terugkwamen, is niet te zeggen: {reason}.",
        "reach.return_test": "Had terugkomen niets met de groep te maken, dan zouden groepen minstens "
        "zo veel verschillen in {often} gevallen ({p}).",
        "reach.away": "{openings} openingsmomenten na hun eerste bezoek hadden {n} mensen er minstens "
        "{away} na elkaar gemist ({low} tot {high} van de 100).",
        "reach.came_back": "Van wie dat deed, kwamen er {n} later opnieuw.",
        "reach.fathers": "Van de volwassenen van wie het bekend is, zijn er {n} vader ({low} tot "
        "{high} van de 100).",
        "reach.children": "Bezoeken van kinderen naar leeftijd, op 100: {parts}.",
        "reach.band": "jonger dan {years} {share}",
        "reach.exceptional": "{years} (uitzonderlijk) {share}",
        "reach.older": "{years} en ouder {share}",
        "reach.at_hour": "{day} vanaf {hour}",
        "reach.day.Monday": "maandag",
        "reach.day.Tuesday": "dinsdag",
        "reach.day.Wednesday": "woensdag",
        "reach.day.Thursday": "donderdag",
        "reach.day.Friday": "vrijdag",
        "reach.day.Saturday": "zaterdag",
        "reach.day.Sunday": "zondag",
        "reach.figure.visitors": "Aandeel onder bezoekers ({of}) en in de referentie",
        "reach.figure.observed": "bezoekers, met {level}-interval",
        "reach.figure.reference": "referentie",
        "reach.alt.visitors": "Een rij per groep: een stip met interval voor haar aandeel onder de "
        "bezoekers, en een streep voor haar aandeel in de referentie.",
        "reach.reason.no_reference": "er is geen referentiebevolking",
        "reach.reason.other_line": "er is geen referentie voor deze grens; wel voor: {lines}",
        "reach.reason.no_reference_here": "er is hier geen referentie voor deze grens, alleen voor "
        "andere plaatsen",
        "reach.reason.some_sites": "sommige van de samengenomen plaatsen hebben een eigen referentie "
        "en andere geen",
        "reach.reason.shares_of_sites": "de samengenomen plaatsen hebben elk een referentie in "
        "aandelen, die niet op te tellen zijn; aantallen wel",
        "reach.reason.incomplete": "de referentie is niet volledig",
        "reach.reason.shares_sum": "de aandelen van de referentie moeten samen 1 zijn; ze zijn samen "
        "{total}",
        "reach.reason.groups_missing": "de referentie telt niet alle groepen van de grens; er "
        "ontbreken: {groups}",
        "reach.reason.not_in_reference": "de referentie telt niemand van deze groep",
        "reach.reason.outside_reference": "er kwam iemand van een groep waarvan de referentie niemand "
        "telt",
        "reach.reason.no_names": "bezoeken zijn geteld zonder namen",
        "reach.reason.no_families": "gezinnen zijn niet genoteerd",
        "reach.reason.no_attendance": "wie aanwezig was, is niet genoteerd",
        "reach.reason.nobody_came": "er is niemand als aanwezig genoteerd",
        "reach.reason.nobody_known": "van niemand is de groep bekend",
        "reach.reason.tallied_visits": "bezoeken zijn geteld zonder namen, en meerdere kunnen van "
        "dezelfde persoon zijn, zodat er geen interval en geen toets is",
        "reach.reason.one_opening": "na de eerste opening is niets meer genoteerd",
        "reach.reason.no_order": "de volgorde van de openingsmomenten is niet bekend",
        "reach.reason.no_start": "geen enkel openingsmoment heeft een begin, zodat de weekdag niet "
        "bekend is",
        "reach.reason.no_hours": "geen enkel openingsmoment heeft een begin en een einde op een "
        "verschillend tijdstip, zodat de uren niet bekend zijn",
        "reach.reason.no_sessions": "op geen enkel openingsmoment is aanwezigheid genoteerd",
        "reach.reason.not_followed": "niemand is na het eerste bezoek {openings} openingsmomenten "
        "gevolgd zonder dat het gebeurde",
        "reach.reason.one_group": "er zijn geen twee groepen om te vergelijken",
        "reach.reason.nothing_happened": "het overkwam niemand",
        "reach.reason.one_arrangement": "de groepen zijn maar op één manier over de gezinnen te "
        "verdelen",
        "reach.reason.nobody_away": "van niemand is gezien dat die wegbleef",
        "reach.reason.no_father_column": "geen kolom zegt wie vader is; noem er een met `fathers`",
        "reach.reason.not_written": "het is van niemand genoteerd",
        "reach.reason.no_child_column": "geen kolom zegt hoe oud kinderen zijn; noem er een met "
        "`child_column`",
    },
}
