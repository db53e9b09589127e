"""Texts of findings, and of what makes two chains differ."""

from collections.abc import Mapping

FINDINGS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "finding.no opportunity": "no opportunity",
        "finding.bridging": "bridging",
        "finding.little contact across": "little contact across",
        "finding.too little data": "too little data",
        "finding.too few people to publish": "too few people to publish",
        "finding.withheld": "too few people to publish; no number is shown.",
        "finding.impossible": "no opportunity. Contact across the line was impossible: at none of "
        "the visits was anybody known to be from across the line there to meet.",
        "finding.hardly": "no opportunity, by the declared threshold: at {share} visits somebody "
        "from across the line could be met, fewer than {least}.",
        "finding.was_possible": "Contact across the line was possible, and was not observed.",
        "finding.was_observed": "Contact across the line was observed all the same.",
        "finding.above": "bridging. There was contact across the line, at least {delta} of what "
        "there would have been, {had}.",
        "finding.below": "little contact across. There was less contact across the line than there "
        "would have been, {had}.",
        "finding.not_told": "too little data. These records can't tell whether there was less contact "
        "across the line than there would have been, {had}, nor show that there was not.",
        "finding.not_told_because": "too little data: {reason}.",
        "finding.counts": "{name}: {across}, where there would have been about {expected}, {had}.",
        "finding.per_hundred": "That is {n} for every 100 ({interval}); {verdict}.",
        "finding.verdict_above": "the whole interval lies above {delta}",
        "finding.verdict_below": "the whole interval lies below 100",
        "finding.verdict_wide": "so wide an interval can't tell whether there was less than there "
        "would have been, nor show that there was not",
        "finding.verdict_few": "too few contacts could have been made otherwise to rely on an interval",
        "finding.beside": "Beside them: {within}.",
        "finding.at_visits": "At {share} visits somebody from across the line could be met.",
        "finding.seen": "Observed: {across}, and {within} ({volume} for each visit).",
        "finding.seen_no_visits": "Observed: {across}, and {within}.",
        "finding.across_encounters": "{n} contacts across the line",
        "finding.across_encounters_1": "1 contact across the line",
        "finding.within": "{n} within groups",
        "finding.across_minutes": "{n} minutes of contact across the line",
        "finding.across_minutes_1": "1 minute of contact across the line",
        "finding.left_out": "In {sessions} with visitors, {n} contacts can't be counted on this line "
        "(group not known, not recorded as present, or come together).",
        "finding.left_out_1": "In {sessions} with visitors, 1 contact can't be counted on this line "
        "(group not known, not recorded as present, or come together).",
        "finding.choice": "Partner choice, the contacts across divided by how many there would have "
        "been, is {value} ({interval}).",
        "finding.choice_alone": "Partner choice, the contacts across divided by how many there would "
        "have been, is {value}.",
        "finding.rule_above": "The lower limit lies above the declared threshold of {delta}.",
        "finding.rule_below": "The upper limit lies below 1, the lower limit not above the declared "
        "threshold of {delta}.",
        "finding.rule_none": "None in so many would come up in {often} cases, {had} ({p}); that rests "
        "on no interval.",
        "finding.rule_wide": "Bridging asks for a lower limit above the declared threshold of "
        "{delta}, little contact across for an upper limit below 1; this interval gives neither.",
        "finding.edge": "That lies on the edge: with other random draws (another seed, or more of "
        "them) the finding can be another one.",
        "finding.detectable": "This much data would tell a partner choice of {ratio} or lower from 1 "
        "four times in five.",
        "finding.more_encounters": "About {n} more contacts would have been needed to tell "
        "whether or not there was less than chance would give, had partner choice stayed as it is "
        "and the number of visitors grown with them.",
        "finding.more_encounters_sessions": "About {n} more contacts (at this rate, in {sessions} "
        "more) would have been needed to tell whether or not there was less than chance would "
        "give, had partner choice stayed as it is and the number of visitors grown with them.",
        "finding.more_minutes": "About {n} more minutes of contact would have been needed to tell "
        "whether or not there was less than chance would give, had partner choice stayed as it is "
        "and the number of visitors grown with them.",
        "finding.more_minutes_sessions": "About {n} more minutes of contact (at this rate, in "
        "{sessions} more) would have been needed to tell whether or not there was less than "
        "chance would give, had partner choice stayed as it is and the number of visitors grown "
        "with them.",
        "finding.more_encounters_1": "A few more contacts would have been needed to tell whether "
        "or not there was less than chance would give, had partner choice stayed as it is.",
        "finding.more_encounters_sessions_1": "A few more contacts (at this rate, in {sessions} "
        "more) would have been needed to tell whether or not there was less than chance would "
        "give, had partner choice stayed as it is.",
        "finding.more_minutes_1": "A few more minutes of contact would have been needed to tell "
        "whether or not there was less than chance would give, had partner choice stayed as it is.",
        "finding.more_minutes_sessions_1": "A few more minutes of contact (at this rate, in "
        "{sessions} more) would have been needed to tell whether or not there was less than "
        "chance would give, had partner choice stayed as it is.",
        "finding.beforehand": "How much to record is to be fixed beforehand.",
        "finding.together": "How strongly the lines {one} and {other} go together among the people here: "
        "{value} (Cramér's V, corrected for few people: 0 is not at all, 1 wholly). The more "
        "strongly, the more what is found on one speaks of the other too.",
        "finding.reading": "These findings describe contact, not what people want. Contact across a "
        "line and contact within groups each have a worth of their own, and being quietly present is "
        "fine. Lines are not added up, and places are not ranked.",
        "compare.share": "{n} contacts are {where} in {name}",
        "compare.share_1": "{n} contacts is {where} in {name}",
        "compare.difference": "{a}, and {b}: {name_b} minus {name_a} is {points}.",
        "compare.undefined": "what makes {name_a} and {name_b} differ can't be told: {reason}.",
        "compare.none": "No factor makes a difference.",
        "compare.most": "Most of it comes with {parts}.",
        "compare.all": "It comes with {parts}.",
        "compare.part": "{factor}: {points} ({interval})",
        "compare.part_alone": "{factor}: {points}",
        "compare.points": "{n} points",
        "compare.points_1": "{n} point",
        "compare.counterfactual": "With {factor} as in {name_a} and what else is as in {name_b}, {n} "
        "contacts would be {where}.",
        "compare.reading": "This is arithmetic on what was seen: it says at which step the two "
        "differ, not why, and not what a change would bring.",
        "compare.factor.reference": "the mix of the reference population",
        "compare.factor.visitors": "the mix of the visitors",
        "compare.factor.composition": "who of the reference population comes (composition)",
        "compare.factor.frequency": "how often each group comes (frequency)",
        "compare.factor.co_presence": "who is there together (co-presence)",
        "compare.factor.timing": "when contacts happen (timing)",
        "compare.factor.uptake": "who present meets whom (uptake)",
        "figure.partner_choice": "Partner choice: contacts across, divided by those to anyone present",
        "figure.anyone": "1: as to\nanyone present",
        "figure.delta": "threshold\n{delta}",
        "figure.beyond": "the interval goes on",
        "figure.someone_across": "{share} of visits with somebody from across to meet",
        "figure.contributions": "Difference {name_b} − {name_a}, in points of 100 contacts",
        "figure.contribution": "part in the difference",
        "figure.sum": "difference: the sum of the parts",
        "figure.level": "{level} interval",
        "alt.findings": "A row for each place and line, in the order of the study: a dot for partner "
        "choice with its interval, lines at 1 and at the threshold of {delta}, and the finding; "
        "where there is no value, the finding alone.",
        "alt.findings_row": "{place}{finding}, {value} ({low} to {high}).",
        "alt.findings_row_alone": "{place}{finding}.",
        "alt.comparison": "Horizontal bars, one for each factor, that add up to the difference in "
        "the last bar, with the {level} interval as a whisker.",
        "alt.comparison_total": "The difference: {points}.",
    },
    "nl": {
        "finding.no opportunity": "geen gelegenheid",
        "finding.bridging": "overbruggend contact",
        "finding.little contact across": "weinig contact over de grens",
        "finding.too little data": "te weinig gegevens",
        "finding.too few people to publish": "te weinig mensen om te publiceren",
        "finding.withheld": "te weinig mensen om te publiceren; er wordt geen cijfer getoond.",
        "finding.impossible": "geen gelegenheid. Contact over de grens was onmogelijk: bij geen enkel "
        "bezoek was er iemand te ontmoeten van wie bekend is dat die van over de grens komt.",
        "finding.hardly": "geen gelegenheid, volgens de opgegeven drempel: bij {share} bezoeken was er "
        "iemand van over de grens te ontmoeten, minder dan {least}.",
        "finding.was_possible": "Contact over de grens was mogelijk, en is niet waargenomen.",
        "finding.was_observed": "Contact over de grens is toch waargenomen.",
        "finding.above": "overbruggend contact. Er was contact over de grens, minstens {delta} van "
        "wat er zou zijn {had}.",
        "finding.below": "weinig contact over de grens. Er was minder contact over de grens dan er "
        "zou zijn {had}.",
        "finding.not_told": "te weinig gegevens. Deze gegevens kunnen niet zeggen of er minder "
        "contact over de grens was dan er zou zijn {had}, en tonen evenmin dat dat niet zo was.",
        "finding.not_told_because": "te weinig gegevens: {reason}.",
        "finding.counts": "{name}: {across}, waar er ongeveer {expected} zouden zijn {had}.",
        "finding.per_hundred": "Dat zijn er {n} op elke 100 ({interval}); {verdict}.",
        "finding.verdict_above": "het hele interval ligt boven {delta}",
        "finding.verdict_below": "het hele interval ligt onder 100",
        "finding.verdict_wide": "met een zo breed interval is niet te zeggen of er minder was dan er "
        "zou zijn, en evenmin dat dat niet zo was",
        "finding.verdict_few": "te weinig contacten hadden anders kunnen vallen om op een interval te "
        "rekenen",
        "finding.beside": "Daarnaast: {within}.",
        "finding.at_visits": "Bij {share} bezoeken was er iemand van over de grens te ontmoeten.",
        "finding.seen": "Waargenomen: {across}, en {within} ({volume} per bezoek).",
        "finding.seen_no_visits": "Waargenomen: {across}, en {within}.",
        "finding.across_encounters": "{n} contacten over de grens",
        "finding.across_encounters_1": "1 contact over de grens",
        "finding.within": "{n} binnen een groep",
        "finding.across_minutes": "{n} minuten contact over de grens",
        "finding.across_minutes_1": "1 minuut contact over de grens",
        "finding.left_out": "Op {sessions} met bezoekers tellen {n} contacten op deze grens niet mee "
        "(groep niet bekend, niet als aanwezig genoteerd, of samen gekomen).",
        "finding.left_out_1": "Op {sessions} met bezoekers telt 1 contact op deze grens niet mee "
        "(groep niet bekend, niet als aanwezig genoteerd, of samen gekomen).",
        "finding.choice": "Partnerkeuze, de contacten over de grens gedeeld door hoeveel er zouden "
        "zijn, is {value} ({interval}).",
        "finding.choice_alone": "Partnerkeuze, de contacten over de grens gedeeld door hoeveel er "
        "zouden zijn, is {value}.",
        "finding.rule_above": "De ondergrens ligt boven de opgegeven drempel van {delta}.",
        "finding.rule_below": "De bovengrens ligt onder 1, de ondergrens niet boven de opgegeven "
        "drempel van {delta}.",
        "finding.rule_none": "Geen enkel op zoveel contacten zou voorkomen in {often} gevallen, "
        "{had} ({p}); dat steunt op geen interval.",
        "finding.rule_wide": "Overbruggend contact vraagt een ondergrens boven de opgegeven drempel "
        "van {delta}, weinig contact over de grens een bovengrens onder 1; dit interval geeft geen "
        "van beide.",
        "finding.edge": "Dat ligt op de rand: met andere toevalstrekkingen (een andere seed, of meer "
        "trekkingen) kan de bevinding anders zijn.",
        "finding.detectable": "Met zoveel gegevens zou een partnerkeuze van {ratio} of lager in vier "
        "op de vijf keren van 1 te onderscheiden zijn.",
        "finding.more_encounters": "Ongeveer {n} contacten meer waren nodig geweest om te zeggen "
        "of er al dan niet minder was dan toeval zou geven, als partnerkeuze bleef zoals ze is en "
        "het aantal bezoekers mee groeide.",
        "finding.more_encounters_sessions": "Ongeveer {n} contacten meer (in dit tempo op "
        "{sessions} meer) waren nodig geweest om te zeggen of er al dan niet minder was dan "
        "toeval zou geven, als partnerkeuze bleef zoals ze is en het aantal bezoekers mee groeide.",
        "finding.more_minutes": "Ongeveer {n} minuten contact meer waren nodig geweest om te "
        "zeggen of er al dan niet minder was dan toeval zou geven, als partnerkeuze bleef zoals "
        "ze is en het aantal bezoekers mee groeide.",
        "finding.more_minutes_sessions": "Ongeveer {n} minuten contact meer (in dit tempo op "
        "{sessions} meer) waren nodig geweest om te zeggen of er al dan niet minder was dan "
        "toeval zou geven, als partnerkeuze bleef zoals ze is en het aantal bezoekers mee groeide.",
        "finding.more_encounters_1": "Enkele contacten meer waren nodig geweest om te zeggen of "
        "er al dan niet minder was dan toeval zou geven, als partnerkeuze bleef zoals ze is.",
        "finding.more_encounters_sessions_1": "Enkele contacten meer (in dit tempo op {sessions} "
        "meer) waren nodig geweest om te zeggen of er al dan niet minder was dan toeval zou "
        "geven, als partnerkeuze bleef zoals ze is.",
        "finding.more_minutes_1": "Enkele minuten contact meer waren nodig geweest om te zeggen "
        "of er al dan niet minder was dan toeval zou geven, als partnerkeuze bleef zoals ze is.",
        "finding.more_minutes_sessions_1": "Enkele minuten contact meer (in dit tempo op "
        "{sessions} meer) waren nodig geweest om te zeggen of er al dan niet minder was dan "
        "toeval zou geven, als partnerkeuze bleef zoals ze is.",
        "finding.beforehand": "Hoeveel er opgetekend wordt, leg je vooraf vast.",
        "finding.together": "Hoe sterk de grenzen {one} en {other} samenvallen bij de mensen hier: {value} "
        "(Cramérs V, gecorrigeerd voor kleine aantallen: 0 is helemaal niet, 1 volledig). Hoe sterker, "
        "hoe meer een bevinding op de ene ook over de andere gaat.",
        "finding.reading": "Deze bevindingen beschrijven contact, niet wat mensen willen. Contact "
        "over een grens en contact binnen een groep hebben elk hun eigen waarde, en rustig aanwezig zijn "
        "mag. Grenzen worden niet opgeteld, en plaatsen niet gerangschikt.",
        "compare.share": "{n} contacten vallen {where} in {name}",
        "compare.share_1": "{n} contacten valt {where} in {name}",
        "compare.difference": "{a}, en {b}: {name_b} min {name_a} is {points}.",
        "compare.undefined": "wat {name_a} en {name_b} doet verschillen, is niet te zeggen: {reason}.",
        "compare.none": "Geen enkele factor maakt verschil.",
        "compare.most": "Het meeste daarvan hangt samen met {parts}.",
        "compare.all": "Dat hangt samen met {parts}.",
        "compare.part": "{factor}: {points} ({interval})",
        "compare.part_alone": "{factor}: {points}",
        "compare.points": "{n} punten",
        "compare.points_1": "{n} punt",
        "compare.counterfactual": "Met {factor} zoals in {name_a} en al het andere zoals in {name_b} "
        "zouden {n} contacten {where} vallen.",
        "compare.reading": "Dit is rekenwerk met wat is waargenomen: het zegt bij welke stap de twee "
        "verschillen, niet waarom, en niet wat een verandering zou brengen.",
        "compare.factor.reference": "de mix van de referentiepopulatie",
        "compare.factor.visitors": "de mix van de bezoekers",
        "compare.factor.composition": "wie van de referentiepopulatie komt (samenstelling)",
        "compare.factor.frequency": "hoe vaak elke groep komt (frequentie)",
        "compare.factor.co_presence": "wie samen aanwezig is (gelijktijdigheid)",
        "compare.factor.timing": "wanneer contacten vallen (timing)",
        "compare.factor.uptake": "welke aanwezigen elkaar ontmoeten (ontmoeting)",
        "figure.partner_choice": "Partnerkeuze: contacten over de grens, gedeeld door die met om het "
        "even wie",
        "figure.anyone": "1: als met om\nhet even wie",
        "figure.delta": "drempel\n{delta}",
        "figure.beyond": "het interval loopt door",
        "figure.someone_across": "bij {share} van de bezoeken iemand van over de grens",
        "figure.contributions": "Verschil {name_b} − {name_a}, in punten van 100 contacten",
        "figure.contribution": "deel van het verschil",
        "figure.sum": "verschil: de som van de delen",
        "figure.level": "{level}-interval",
        "alt.findings": "Een rij per plaats en grens, in de volgorde van de studie: een stip voor "
        "partnerkeuze met haar interval, lijnen bij 1 en bij de drempel van {delta}, en de bevinding; "
        "waar er geen waarde is, alleen de bevinding.",
        "alt.findings_row": "{place}{finding}, {value} ({low} tot {high}).",
        "alt.findings_row_alone": "{place}{finding}.",
        "alt.comparison": "Horizontale balken, één per factor, die samen het verschil in de laatste "
        "balk geven, met het {level}-interval als lijntje.",
        "alt.comparison_total": "Het verschil: {points}.",
    },
}
