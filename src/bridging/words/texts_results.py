"""Texts of results: sentences, reasons and the method paragraph."""

from collections.abc import Mapping

RESULTS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "no_value": "{label} has no value: {reason}.",
        "no_value_left_out": "{label} has no value: all {n} contacts were left out ({parts}).",
        "no_value_left_out_few": "{label} has no value: all contacts were left out ({parts}).",
        "no_opportunity.contacts": "All {n} contacts stayed within a group: nobody of another group "
        "was present to meet, so that bridging contacts were not possible.",
        "no_opportunity.contacts_1": "The one contact stayed within a group: nobody of another group "
        "was present to meet, so that bridging contacts were not possible.",
        "no_opportunity.minutes": "All {n} minutes of contact were within a group: nobody of another "
        "group was present to meet, so that bridging contacts were not possible.",
        "no_opportunity.pairs": "All {n} pairs in contact were within a group: nobody of another "
        "group was present to meet, so that bridging contacts were not possible.",
        "no_opportunity.value": "{label} says nothing here.",
        "no_opportunity.short": "not possible: nobody of another group was present",
        "reason.edge": "the value stays the same, whoever is left out",
        "reason.few": "there are fewer than three people to leave out",
        "reason.hinges": "without one of the people there is no value",
        "reason.one_arrangement": "whoever met whom among those present, the outcome would have been "
        "the same",
        "reason.left_out": "no contact can be counted: all are {parts}",
        "reason.one_group": "everybody who had contact belongs to one group, so that there is "
        "nothing to compare",
        "reason.counts": "these are counts without people, and chance deals contacts again among "
        "people",
        "interval": "{level} interval: {low} to {high}",
        "other_people": "With other people it could have come out from {low} to {high} ({level} "
        "interval).",
        "other_sessions": "With the same people in other sessions it could have come out from {low} "
        "to {high} ({level} interval).",
        "other_trials": "If each contact stood alone, it could have come out from {low} to {high} "
        "({level} interval).",
        "no_interval": "There is no interval: {reason}.",
        "no_chance": "There is no value under chance: {reason}.",
        "of_hundred": "{n} of 100",
        "just_under": "just under {n}",
        "just_over": "just over {n}",
        "fewer_than_1": "fewer than 1 of 100",
        "more_than_99": "more than 99 of 100",
        "contacts_cross": "{n} contacts cross the line",
        "contacts_cross_1": "{n} contacts crosses the line",
        "minutes_cross": "{n} minutes of contact cross the line",
        "minutes_cross_1": "{n} minutes of contact crosses the line",
        "pairs_cross": "{n} pairs in contact (each once a session) cross the line",
        "pairs_cross_1": "{n} pairs in contact (each once a session) crosses the line",
        "even_cross": "{n} contacts would cross the line, had each session's contacts fallen evenly "
        "on the pairs present",
        "people_differ": "two different people are of different groups in {n} pairs",
        "generic": "{label} is {value}",
        "difference": "{label}: b minus a is {value} (a: {a}, b: {b})",
        "difference_named": "{label}: {name_b} minus {name_a} is {value} ({name_a}: {a}, {name_b}: "
        "{b})",
        "would_share": "{n} would, {had}",
        "would_value": "it would be {n}, {had}",
        "range": "The value runs from {low} to {high}.",
        "higher.bridging": "Higher: more contact across the line.",
        "higher.opportunity": "Higher: more opportunity for contact across the line.",
        "higher.bonding": "Higher: more contact within groups.",
        "higher.segregation": "Higher: groups are more apart.",
        "higher.diversity": "Higher: more mixed.",
        "left_out.absent": "of people not recorded as present",
        "left_out.together": "between people who came together",
        "left_out.unknown": "of people whose group is not known",
        "left_out.no_minutes": "without minutes",
        "left_out.no_initiator": "of which it is not known who began them",
        "left_out.no_value": "without a value of the column they are split by",
        "method.measures": "Computed: {labels}.",
        "method.made": "The line {line} was made by the rule {rule}; what it can't decide is unknown.",
        "method.weight.encounters": "A contact is a pair of people in an encounter; an encounter of "
        "several people counts every pair once.",
        "method.weight.minutes": "A contact is a pair of people in an encounter, weighted by its "
        "minutes.",
        "method.weight.pairs": "A contact is a pair of people in contact, counted once in each "
        "session.",
        "method.intervals": "Intervals of {level} by {methods}.",
        "method.says.people": "They say how far other visitors could have moved the value.",
        "method.says.sessions": "They say what the same people could have given in other sessions, "
        "not what other people could have.",
        "method.says.trials": "They take each contact (or person) as a trial of its own, and are too "
        "narrow where the same people come back.",
        "method.counted.bridging_share": "A contact is left out with each of its two people, so that "
        "the variance is halved; for the limits of the same share in a chain it is not, and they "
        "are wider.",
        "method.counted.blau_unbiased": "Every pair of people counts, also of those who came "
        "together; the visitors of a chain leave such pairs out.",
        "method.chain_counted": "For the limits of the steps each person counts as drawn: who comes, "
        "and how much each talks. Those of the bridging share estimated by itself take each "
        "contact as left out twice, and are narrower.",
        "method.chain_visitors": "The share of visitors can differ from the chance that two people "
        "differ, which counts pairs who came together too.",
        "method.lost": "{n} of {draws} draws had no value and were left out.",
        "method.no_difference": "p is of no difference, by the test whose limits are the interval.",
        "method.informative": "Sessions that allow only one arrangement say nothing about choice: "
        "between {low} and {high} of the contacts were in sessions that do say something.",
        "method.informative_1": "Sessions that allow only one arrangement say nothing about choice: "
        "{low} of the contacts were in sessions that do say something.",
        "method.left_out": "Left out: {parts}.",
        "method.made_by": "bridging {version}, seed {seed}, data {fingerprint}.",
        "method.made_by_plain": "bridging {version}, seed {seed}.",
        "alternative.two-sided": "two-sided",
        "alternative.less": "one-sided, lower",
        "alternative.greater": "one-sided, higher",
        "ci.leave-person-out jackknife": "leave-person-out jackknife",
        "ci.leave-family-out jackknife": "leave-family-out jackknife",
        "ci.leave-session-out jackknife": "leave-session-out jackknife",
        "ci.log scale": "log scale",
        "ci.logit scale": "logit scale",
        "ci.Fisher's z scale": "Fisher's z scale",
        "ci.log scale above its lower bound": "log scale above its lower bound",
        "ci.log scale below its upper bound": "log scale below its upper bound",
        "ci.logit scale between its bounds": "logit scale between its bounds",
        "ci.own scale": "own scale",
        "ci.session bootstrap": "session bootstrap",
        "ci.person bootstrap": "pigeonhole bootstrap of people",
        "ci.family bootstrap": "pigeonhole bootstrap of families",
        "ci.wild cluster bootstrap over sessions": "wild cluster bootstrap over sessions",
        "ci.percentile": "percentiles",
        "ci.basic": "basic limits",
        "ci.bca": "bias-corrected and accelerated percentiles",
        "ci.exact": "exact binomial limits",
        "ci.contacts taken as independent": "contacts taken as independent",
        "ci.people taken as independent": "people taken as independent",
        "ci.test inversion over shares": "inverting tests over the shares of the groups",
        "ci.families as a whole": "families as a whole",
        "ci.sessions as a whole": "sessions as a whole",
        "ci.limits of both sides joined": "limits of both sides joined (MOVER)",
        "ci.widened to hold the value under chance": "widened to hold the value under chance where "
        "the randomisation test does not reject it",
    },
    "nl": {
        "no_value": "{label} heeft geen waarde: {reason}.",
        "no_value_left_out": "{label} heeft geen waarde: alle {n} contacten vielen weg ({parts}).",
        "no_value_left_out_few": "{label} heeft geen waarde: alle contacten vielen weg ({parts}).",
        "no_opportunity.contacts": "Alle {n} contacten bleven binnen een groep: er waren geen mensen "
        "van een andere groep aanwezig, overbruggende contacten waren er niet mogelijk.",
        "no_opportunity.contacts_1": "Het ene contact bleef binnen een groep: er waren geen mensen "
        "van een andere groep aanwezig, overbruggende contacten waren er niet mogelijk.",
        "no_opportunity.minutes": "Alle {n} minuten contact bleven binnen een groep: er waren geen "
        "mensen van een andere groep aanwezig, overbruggende contacten waren er niet mogelijk.",
        "no_opportunity.pairs": "Alle {n} paren in contact bleven binnen een groep: er waren geen "
        "mensen van een andere groep aanwezig, overbruggende contacten waren er niet mogelijk.",
        "no_opportunity.value": "{label} zegt hier niets.",
        "no_opportunity.short": "niet mogelijk: niemand van een andere groep was aanwezig",
        "reason.edge": "de waarde blijft dezelfde, wie men ook weglaat",
        "reason.few": "er zijn minder dan drie mensen om weg te laten",
        "reason.hinges": "zonder een van de mensen is er geen waarde",
        "reason.one_arrangement": "wie van de aanwezigen ook met wie had gepraat, de uitkomst was "
        "dezelfde geweest",
        "reason.left_out": "geen enkel contact is te tellen: ze zijn allemaal {parts}",
        "reason.one_group": "iedereen die contact had, hoort tot één groep, zodat er niets te "
        "vergelijken valt",
        "reason.counts": "dit zijn tellingen zonder mensen, en het toeval verdeelt contacten opnieuw "
        "over mensen",
        "interval": "{level}-interval: {low} tot {high}",
        "other_people": "Met andere mensen had dat kunnen uitkomen van {low} tot {high} "
        "({level}-interval).",
        "other_sessions": "Met dezelfde mensen op andere openingsmomenten had dat kunnen uitkomen "
        "van {low} tot {high} ({level}-interval).",
        "other_trials": "Stond elk contact los van de andere, dan had dat kunnen uitkomen van {low} "
        "tot {high} ({level}-interval).",
        "no_interval": "Er is geen interval: {reason}.",
        "no_chance": "Er is geen waarde bij toeval: {reason}.",
        "of_hundred": "{n} van de 100",
        "just_under": "net onder {n}",
        "just_over": "net boven {n}",
        "fewer_than_1": "minder dan 1 van de 100",
        "more_than_99": "meer dan 99 van de 100",
        "contacts_cross": "{n} contacten gaan over de grens",
        "contacts_cross_1": "{n} contacten gaat over de grens",
        "minutes_cross": "{n} minuten contact gaan over de grens",
        "minutes_cross_1": "{n} minuten contact gaat over de grens",
        "pairs_cross": "{n} paren in contact (elk één keer per openingsmoment) gaan over de grens",
        "pairs_cross_1": "{n} paren in contact (elk één keer per openingsmoment) gaat over de grens",
        "even_cross": "{n} contacten zouden over de grens gaan als de contacten van elk "
        "openingsmoment gelijk over de aanwezige paren waren verdeeld",
        "people_differ": "twee verschillende mensen horen in {n} paren tot verschillende groepen",
        "generic": "{label} is {value}",
        "difference": "{label}: b min a is {value} (a: {a}, b: {b})",
        "difference_named": "{label}: {name_b} min {name_a} is {value} ({name_a}: {a}, {name_b}: "
        "{b})",
        "would_share": "het zouden er {n} zijn {had}",
        "would_value": "het zou {n} zijn {had}",
        "range": "De waarde loopt van {low} tot {high}.",
        "higher.bridging": "Hoger: meer contact over de grens heen.",
        "higher.opportunity": "Hoger: meer gelegenheid voor contact over de grens heen.",
        "higher.bonding": "Hoger: meer contact binnen de groepen.",
        "higher.segregation": "Hoger: de groepen zitten meer apart.",
        "higher.diversity": "Hoger: meer gemengd.",
        "left_out.absent": "van mensen die niet als aanwezig zijn genoteerd",
        "left_out.together": "tussen mensen die samen kwamen",
        "left_out.unknown": "van mensen van wie de groep niet bekend is",
        "left_out.no_minutes": "zonder minuten",
        "left_out.no_initiator": "waarvan niet bekend is wie ze begon",
        "left_out.no_value": "zonder waarde in de kolom waarnaar is opgesplitst",
        "method.measures": "Berekend: {labels}.",
        "method.made": "De grens {line} is gemaakt met de regel {rule}; wat die niet kan beslissen, is "
        "onbekend.",
        "method.weight.encounters": "Een contact is een paar mensen in een ontmoeting; een "
        "ontmoeting van meer mensen telt elk paar één keer.",
        "method.weight.minutes": "Een contact is een paar mensen in een ontmoeting, gewogen naar "
        "het aantal minuten.",
        "method.weight.pairs": "Een contact is een paar mensen in contact, één keer geteld per "
        "openingsmoment.",
        "method.intervals": "Intervallen van {level} met {methods}.",
        "method.says.people": "Ze zeggen hoe ver andere bezoekers de waarde hadden kunnen "
        "verschuiven.",
        "method.says.sessions": "Ze zeggen wat dezelfde mensen op andere openingsmomenten hadden "
        "kunnen geven, niet wat andere mensen hadden kunnen geven.",
        "method.says.trials": "Ze nemen elk contact (of elke persoon) als los van de andere, en zijn "
        "te smal waar dezelfde mensen terugkomen.",
        "method.counted.bridging_share": "Een contact wordt weggelaten met elk van zijn twee mensen, "
        "en daarom is de variantie gehalveerd; voor de grenzen van hetzelfde aandeel in een keten "
        "is dat niet zo, en die zijn breder.",
        "method.counted.blau_unbiased": "Elk paar mensen telt, ook wie samen kwam; bij de bezoekers "
        "van een keten tellen zulke paren niet mee.",
        "method.chain_counted": "Voor de grenzen van de stappen telt elke persoon als getrokken: wie "
        "komt, en hoeveel elk praat. Die van het aandeel overbruggende contacten op zich nemen elk "
        "contact als twee keer weggelaten, en zijn smaller.",
        "method.chain_visitors": "Het aandeel bij bezoekers kan verschillen van de kans dat twee "
        "mensen verschillen, die ook paren telt die samen kwamen.",
        "method.lost": "{n} van {draws} trekkingen hadden geen waarde en vielen weg.",
        "method.no_difference": "p gaat over geen verschil, met de toets waarvan de grenzen het "
        "interval zijn.",
        "method.informative": "Openingsmomenten die maar één verdeling toelaten, zeggen niets over "
        "keuze: tussen {low} en {high} van de contacten vielen in openingsmomenten die wel iets "
        "zeggen.",
        "method.informative_1": "Openingsmomenten die maar één verdeling toelaten, zeggen niets over "
        "keuze: {low} van de contacten viel in openingsmomenten die wel iets zeggen.",
        "method.left_out": "Weggelaten: {parts}.",
        "method.made_by": "bridging {version}, toevalsgetal (seed) {seed}, gegevens {fingerprint}.",
        "method.made_by_plain": "bridging {version}, toevalsgetal (seed) {seed}.",
        "alternative.two-sided": "tweezijdig",
        "alternative.less": "eenzijdig, lager",
        "alternative.greater": "eenzijdig, hoger",
        "ci.leave-person-out jackknife": "de jackknife waarbij telkens één persoon wordt weggelaten",
        "ci.leave-family-out jackknife": "de jackknife waarbij telkens één gezin wordt weggelaten",
        "ci.leave-session-out jackknife": "de jackknife waarbij telkens één openingsmoment wordt "
        "weggelaten",
        "ci.log scale": "logschaal",
        "ci.logit scale": "logitschaal",
        "ci.Fisher's z scale": "z-schaal van Fisher",
        "ci.log scale above its lower bound": "logschaal boven de ondergrens",
        "ci.log scale below its upper bound": "logschaal onder de bovengrens",
        "ci.logit scale between its bounds": "logitschaal tussen de grenzen",
        "ci.own scale": "eigen schaal",
        "ci.session bootstrap": "de bootstrap van openingsmomenten",
        "ci.person bootstrap": "de pigeonhole-bootstrap van mensen",
        "ci.family bootstrap": "de pigeonhole-bootstrap van gezinnen",
        "ci.wild cluster bootstrap over sessions": "de wild cluster bootstrap over openingsmomenten",
        "ci.percentile": "percentielen",
        "ci.basic": "basisgrenzen",
        "ci.bca": "percentielen met correctie voor vertekening en versnelling",
        "ci.exact": "exacte binomiale grenzen",
        "ci.contacts taken as independent": "contacten als onafhankelijk genomen",
        "ci.people taken as independent": "mensen als onafhankelijk genomen",
        "ci.test inversion over shares": "het omkeren van toetsen over de aandelen van de groepen",
        "ci.families as a whole": "gezinnen als geheel",
        "ci.sessions as a whole": "openingsmomenten als geheel",
        "ci.limits of both sides joined": "de grenzen van beide kanten samengevoegd (MOVER)",
        "ci.widened to hold the value under chance": "verbreed tot de waarde bij toeval waar "
        "de randomisatietoets die niet verwerpt",
    },
}
