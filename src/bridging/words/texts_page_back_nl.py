"""Texts of the report in Dutch: method, definitions, completeness, privacy, before and after."""

from collections.abc import Mapping

BACK_NL: Mapping[str, str] = {
    "page.rounded_note": "Bezoeken, bezoekers, contacten, mensen van onbekende groep en rijen zijn "
    "afgerond op tientallen.",
    "page.complete": "Hoe volledig het is",
    "page.unknown_caption": "Bezoekers van wie de groep niet bekend is",
    "page.recorded_caption": "Hoe vaak iets is opgeschreven",
    "page.withheld": "niet getoond",
    "page.withheld_why": "niet getoond: te weinig mensen of contacten om te publiceren",
    "page.thresholds": "Bevindingen volgen de regel hierboven, met drempels die deel zijn van "
    "het resultaat. Er is geen score over grenzen of plaatsen heen, en plaatsen worden niet "
    "gerangschikt.",
    "page.problems": "Problemen in de gegevens",
    "page.no_problems": "Er zijn geen problemen gevonden in de gegevens.",
    "page.problems_caption": "Problemen per rij (rijen zoals een rekenblad ze nummert)",
    "page.problems_caption_publication": "Rijen die niet bruikbaar waren, per soort",
    "page.problems_more": "Nog {n} soorten problemen staan in `bridging check`.",
    "page.rows": "Rijen",
    "page.n_rows": "Aantal rijen",
    "page.column": "Kolom",
    "page.problem": "Probleem",
    "page.hint": "Wat te doen",
    "page.severity": "Ernst",
    "page.severity.error": "rijen weggelaten",
    "page.severity.fault": "fout",
    "page.severity.warning": "waarschuwing",
    "page.severity.note": "opmerking",
    "page.left_out": "Wat is weggelaten",
    "page.nothing_left_out": "Er zijn geen contacten weggelaten.",
    "page.nothing_more_left_out": "Van de contacten die gelezen konden worden, is er geen "
    "weggelaten.",
    "page.rows_left_out": "Rijen van de gegevens die niet bruikbaar waren en opzij zijn gezet: "
    "{parts}.",
    "page.rows_missing": "Rijen die blijven, met een waarde die niet bruikbaar was: {parts}.",
    "page.rows_in": "{n} in {table}",
    "page.left_out_caption": "Weggelaten contacten",
    "page.left_out_withheld": "Contacten die zijn weggelaten op een plaats die niet getoond wordt, staan "
    "hier niet.",
    "page.reason": "Reden",
    "page.privacy": "Privacy",
    "page.privacy_team": "Deze pagina is voor het team. Niets is weggelaten: ze kan groepen van "
    "één of twee mensen tonen. Geef ze niet door; maak er een voor publicatie.",
    "page.privacy_publication": "Deze pagina is voor publicatie. Waar een plaats 1 tot {most} "
    "mensen van een groep telt, mensen in totaal, of contacten tussen twee groepen, is elk "
    "cijfer van die plaats op die grens weggelaten{others}. Elk ander aantal van 1 tot {most} "
    "staat er als minder dan {minimum}; bezoeken, bezoekers en contacten van een hele plaats, "
    "weggelaten contacten, mensen van onbekende groep, en rijen van de gegevens zijn afgerond op "
    "tientallen. Mensen en contacten per groep zijn exact waar ze er staan. Alles is eerst "
    "berekend en pas daarna weggelaten.",
    "page.privacy_others": "; één plaats gaat mee waar de ontbrekende cijfers door aftrekken te "
    "vinden zouden zijn, en ook het totaal waar dat ze zou verraden",
    "page.privacy_one_group": "Wat dit niet verbergt: waar iedereen tot één groep hoort, zegt de "
    "pagina dat. Wie weet dat iemand kwam, kent dan ook haar groep. En waar twee grenzen "
    "dezelfde mensen tellen, zegt het verschil tussen hun sommen hoeveel mensen, of contacten, op "
    "de ene meer van onbekende groep zijn dan op de andere.",
    "page.other_publication": "Dit is de pagina voor publicatie. De pagina voor het team, met "
    "elk cijfer, maak je met:",
    "page.other_team": "Dit is de pagina voor het team. De pagina voor publicatie maak je met:",
    "page.nothing_withheld": "Er moest niets worden weggelaten.",
    "page.some_withheld": "Hier niet getoond: {parts}.",
    "page.made": "Hoe deze pagina is gemaakt",
    "page.made_by": "bridging {version}, toevalsgetal (seed) {seed}, {draws} trekkingen, "
    "gegevens {fingerprint}. Dezelfde gegevens, versie en seed geven dezelfde pagina.",
    "record.attendance.arrival": "Aankomst",
    "record.attendance.departure": "Vertrek",
    "record.attendance.company": "Wie samen kwam (leeg betekent ook: alleen gekomen)",
    "record.encounters.minutes": "Minuten van een ontmoeting",
    "record.encounters.form": "Vorm van een ontmoeting",
    "record.encounters.occasion": "Aanleiding van een ontmoeting",
    "record.encounters.initiator": "Wie een ontmoeting begon",
    "record.encounters.zone": "Waar in de ruimte",
    "table.sites": "plaatsen",
    "table.sessions": "openingsmomenten",
    "table.participants": "deelnemers",
    "table.attendance": "aanwezigheid",
    "table.encounters": "ontmoetingen",
    "table.tallies_present": "turflijst van aanwezigen",
    "table.tallies_contacts": "turflijst van contacten",
    "table.tallies": "turflijsten",
    "table.reference": "referentie",
    "table.ties": "banden",
    "table.responses": "antwoorden",
    "table.log": "logboek",
    "table.consent": "toestemming",
    "page.made_short": "bridging {version}, seed {seed}, gegevens {fingerprint}",
    "page.made_by_large": "bridging {version}, seed {seed}, {draws} trekkingen, geen van partners, "
    "gegevens {fingerprint}. Dezelfde gegevens, versie en seed geven dezelfde pagina.",
    "page.withheld_needs": "niet getoond: hier, of op een plaats die deze zou verraden, zijn er "
    "te weinig mensen of contacten om te publiceren. Cijfers kunnen getoond worden zodra elke "
    "groep, en de contacten tussen elke twee groepen, niemand of minstens {n} tellen",
    "page.withheld_needs_1": "niet getoond: er zijn te weinig mensen of contacten om te "
    "publiceren. Cijfers kunnen getoond worden zodra elke groep, en de contacten tussen elke twee "
    "groepen, niemand of minstens {n} tellen",
    "page.definitions_caption": "Wat woorden hier betekenen",
    "page.word": "Woord",
    "page.change": "Voor en na",
    "page.change_intro": "Dezelfde maten, op dezelfde manier bepaald, in elke periode.",
    "page.period_name": "periode {n}",
    "page.period_said": "{text}; {n}.",
    "page.before_day": "voor {day}",
    "page.from_day": "vanaf {day}",
    "page.no_period": "{n} openingsmomenten hebben geen datum die gelezen kon worden, en vallen in "
    "geen van beide periodes: hun bezoeken en contacten zitten in geen enkel cijfer van voor en "
    "na.",
    "page.no_period_1": "1 openingsmoment heeft geen datum die gelezen kon worden, en valt in geen "
    "van beide periodes: de bezoeken en contacten ervan zitten in geen enkel cijfer van voor en "
    "na.",
    "page.no_period_column": "{n} openingsmomenten hebben geen waarde voor {column}, en vallen in "
    "geen van de periodes: hun bezoeken en contacten zitten in geen enkel cijfer van voor en na.",
    "page.no_period_column_1": "1 openingsmoment heeft geen waarde voor {column}, en valt in geen "
    "van de periodes: de bezoeken en contacten ervan zitten in geen enkel cijfer van voor en na.",
    "page.period_column": "Periode",
    "page.change_caption": "Stappen op 100 in elke periode (95%-interval), en partnerkeuze: {line}",
    "page.figure_change": "{line}, {site}: wat het verschil maakte tussen {a} en {b}.",
    "page.change_note": "Een verschil in de tijd is nog geen gevolg van wat er tussenin "
    "gebeurde: ook het seizoen, wie er kwam wonen en wie noteerde veranderen. Partnerkeuze "
    "verandert niet mee met wie komt of wanneer, zodat ze tussen periodes te vergelijken is. Een "
    "interval waar 0 in ligt, betekent dat deze gegevens het verschil niet van geen verschil "
    "kunnen onderscheiden.",
    "page.change_withheld": "Plaatsen met te weinig mensen of contacten in een van de periodes, "
    "of op de openingsmomenten van geen ervan, staan hier niet: cijfers kunnen getoond worden als "
    "elke groep, en de contacten tussen elke twee groepen, in elk ervan niemand of minstens {n} "
    "tellen.",
    "page.change_nothing": "Er is geen plaats met gegevens in elk van de periodes.",
    "page.references": "Bronnen",
    "cite.own": "{author}. bridging: {title} Versie {version} [Computerprogramma].",
    "cite.others": "en anderen",
    "method.chain": "Overbruggend contact werd gevolgd over de stappen van de "
    "referentiepopulatie over bezoekers, bezoeken, samen aanwezige mensen en gelegenheid tot "
    "contacten; elke stap is het aandeel paren (of contacten) over de grens, en mensen die samen "
    "kwamen, tellen nergens mee.",
    "method.chain_theta": "Gelegenheid weegt elk openingsmoment naar de contacten die er zonder "
    "voorkeur zouden zijn, met de kansverhouding op contact van Mantel en Haenszel.",
    "method.chain_choice": "Partnerkeuze is het aantal contacten over de grens, gedeeld door het "
    "gemiddelde ervan als de contacten van elk openingsmoment opnieuw worden verdeeld over de "
    "aanwezigen, waarbij elk evenveel partners houdt.",
    "method.chain_choice_contact": "Partnerkeuze is het aantal contacten over de grens, gedeeld "
    "door het gemiddelde ervan als de contacten van elk openingsmoment opnieuw worden verdeeld "
    "over wie daar contact had (wie aanwezig was, is niet bekend), waarbij elk evenveel partners "
    "houdt.",
    "method.chain_draws": "Dat werd {draws} keer getrokken; p is tweezijdig.",
    "method.chain_choice_interval": "Het interval van partnerkeuze ({level}) bevat {method}; het "
    "zegt hoe deze mensen gekozen kunnen hebben.",
    "method.chain_interval": "Intervallen van {level} volgens: {method}.",
    "method.findings": "Bevindingen volgens een vooraf vastgelegde regel: geen gelegenheid waar "
    "bij minder dan {least} van de bezoeken iemand van over de grens aanwezig was; overbruggend "
    "contact waar de ondergrens van het {level}-interval van partnerkeuze boven {delta} ligt; "
    "weinig contact over de grens waar de bovengrens onder 1 ligt en de ondergrens niet boven "
    "{delta}; te weinig gegevens in alle andere gevallen, en waar minder dan 30 "
    "contacten anders hadden kunnen vallen.",
    "method.chain_visitors_interval": "Het interval van bezoekers keert toetsen over de aandelen van "
    "de groepen om.",
    "method.reach": "Aandelen van groepen onder de bezoekers met grenzen van {level} die exact "
    "zijn voor gezinnen en voor mensen die alleen kwamen, naast de referentiepopulatie; p zegt "
    "hoe vaak gezinnen die er willekeurig uit getrokken zijn een mix zouden geven die er "
    "minstens zo ver van af ligt.",
    "method.reach_return": "Aandelen die terugkwamen of wegbleven ({away} openingsmomenten na "
    "elkaar gemist) volgens Kaplan en Meier, in openingsmomenten sinds het eerste bezoek.",
    "page.word.line": "Grens",
    "page.means.line": "Een sociale scheidslijn, zoals herkomst of sociaaleconomische positie: "
    "ze verdeelt mensen in groepen.",
    "page.word.visitor": "Bezoeker",
    "page.means.visitor": "Eén persoon die er minstens één keer was.",
    "page.means.visitor_roles": "Mensen met een andere rol tellen niet mee.",
    "page.word.visit": "Bezoek",
    "page.means.visit": "Eén persoon op één openingsmoment.",
    "page.word.contact": "Contact",
    "page.means.contact": "Een paar bezoekers in een ontmoeting, hoe kort ook; een ontmoeting "
    "met meer mensen telt elk paar één keer.",
    "page.word.bonding": "Verbindend contact",
    "page.means.bonding": "Een contact tussen mensen van dezelfde groep op de grens.",
    "page.word.bridging": "Overbruggend contact",
    "page.means.bridging": "Een contact tussen mensen van verschillende groepen op de grens "
    "(Putnam).",
    "page.word.reference": "Referentiepopulatie",
    "page.means.reference": "Twee mensen uit de bevolking die de studie noemt als wie ze kan "
    "bereiken.",
    "page.word.visitors": "Bezoekers (stap)",
    "page.means.visitors": "Twee verschillende bezoekers, elke persoon één keer.",
    "page.word.visits": "Bezoeken (stap)",
    "page.means.visits": "Twee verschillende bezoekers, elk zo vaak geteld als die kwam.",
    "page.word.present": "Samen aanwezig (stap)",
    "page.means.present": "Twee mensen die op hetzelfde openingsmoment aanwezig waren.",
    "page.word.opportunity": "Gelegenheid (stap)",
    "page.means.opportunity": "Een contact zonder voorkeur, op de openingsmomenten waarop er "
    "contacten waren.",
    "page.word.contacts": "Contacten (stap)",
    "page.means.contacts": "Een contact dat werd gezien.",
    "page.word.composition": "Samenstelling (factor)",
    "page.means.composition": "Van referentiepopulatie naar bezoekers: wie de weg vindt.",
    "page.word.frequency": "Frequentie (factor)",
    "page.means.frequency": "Van bezoekers naar bezoeken: of groepen even vaak komen.",
    "page.word.co_presence": "Gelijktijdigheid (factor)",
    "page.means.co_presence": "Van bezoeken naar samen aanwezig: of groepen op dezelfde momenten "
    "komen.",
    "page.word.timing": "Timing (factor)",
    "page.means.timing": "Van samen aanwezig naar gelegenheid: of contacten op gemengde momenten "
    "vallen.",
    "page.word.uptake": "Ontmoeting (factor)",
    "page.means.uptake": "Van gelegenheid naar contacten: wie, van wie er is, wie ontmoet. Het "
    "is activiteit maal partnerkeuze.",
    "page.word.activity": "Activiteit (factor)",
    "page.means.activity": "Wat ervan komt dat sommigen meer praten dan anderen, met wie ook.",
    "page.word.partner_choice": "Partnerkeuze",
    "page.means.partner_choice": "Contacten over de grens, gedeeld door hoeveel er zouden zijn "
    "{had}. Onder 1: minder "
    "contact over de grens. Het zegt niets over wat mensen willen.",
    "page.word.theta": "Kansverhouding op contact",
    "page.means.theta": "De kansverhouding op contact voor twee mensen van verschillende groepen "
    "die samen aanwezig zijn, tegenover twee van dezelfde groep (Mantel en Haenszel).",
    "page.word.interval": "Interval",
    "page.means.interval": "Hoe ver een cijfer had kunnen uitkomen met andere mensen: 95 van de "
    "100 zulke intervallen bevatten de waarde die bedoeld is.",
    "page.word.p": "p",
    "page.means.p": "Hoe vaak het toeval een verschil zou geven dat minstens zo groot is. Een "
    "grote p toont niet dat er geen is.",
}
