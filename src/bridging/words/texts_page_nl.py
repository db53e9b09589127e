"""Texts of the report in Dutch: the questions and the lines."""

from collections.abc import Mapping

PAGE_NL: Mapping[str, str] = {
    "page.untitled": "Studie",
    "page.title": "{title}: verslag",
    "page.title_synthetic": "{title}: verslag over synthetische gegevens",
    "page.skip": "Naar de inhoud",
    "page.synthetic": "Synthetische gegevens: deze gegevens zijn verzonnen. Niemand erin "
    "bestaat, en de cijfers zeggen niets over een bestaande plaats.",
    "page.contents": "Inhoud",
    "page.purpose": "Waarom deze gegevens zijn verzameld",
    "page.no_purpose": "De studie zegt niet waarom haar gegevens zijn verzameld. Zet het bij "
    "`purpose` in study.toml, zodat wie genoteerd is het kan weten.",
    "page.questions": "Drie vragen",
    "page.question.come": "Wie komt er?",
    "page.question.come_more": "Tot welke groepen de bezoekers horen, en hoe vaak twee van hen "
    "verschillen.",
    "page.question.together": "Wie is er samen?",
    "page.question.together_more": "Of mensen van verschillende groepen op dezelfde momenten "
    "aanwezig zijn: anders kunnen ze elkaar niet ontmoeten.",
    "page.question.meet": "Wie ontmoet wie?",
    "page.question.meet_more": "Welke contacten binnen een groep blijven (verbindend) en welke "
    "over de grens gaan (overbruggend), naast wat het toeval zou geven.",
    "page.reading": "Deze cijfers beschrijven contact. Ze zeggen niet waarom mensen wel of niet "
    "praten, wat ze willen, of wat de plaats waard is. Niemand hoeft te praten: rustig aanwezig "
    "zijn mag. De plaatsen staan in de volgorde van de studie en zijn niet gerangschikt: ze "
    "bereiken andere mensen en hebben een andere opdracht.",
    "page.collected": "Wat is verzameld",
    "page.collected_caption": "Gegevens per ontmoetingsplaats",
    "page.period": "Openingsmomenten van {first} tot {last}.",
    "page.n_sessions": "{n} openingsmomenten",
    "page.n_sessions_1": "1 openingsmoment",
    "page.n_sites": "{n} ontmoetingsplaatsen",
    "page.n_sites_1": "1 ontmoetingsplaats",
    "page.n_visits": "{n} bezoeken",
    "page.n_visits_1": "1 bezoek",
    "page.n_contacts": "{n} contacten tussen bezoekers",
    "page.n_contacts_1": "1 contact tussen bezoekers",
    "page.in_all": "Samen: {parts}.",
    "page.collected_note": "Een bezoek is één persoon op één openingsmoment; een bezoeker is één "
    "persoon; een contact is een paar bezoekers in een ontmoeting.",
    "page.roles_apart": "Mensen met een andere rol zijn hier niet meegeteld ({roles}).",
    "page.roles_visitors": "Als bezoeker geteld, omdat hun rol nergens is ingedeeld (op het blad "
    "`rollen`, of onder [roles] in study.toml): {roles}.",
    "page.roles_few": "rollen van minder dan {n} mensen",
    "page.others": "{n} mensen hebben een andere rol.",
    "page.others_1": "1 persoon heeft een andere rol.",
    "page.fewer_than": "minder dan {n}",
    "page.all_but_few": "alle op minder dan {n} na",
    "page.answer_count": "{n} {group}",
    "page.answer_unknown": "{n} van onbekende groep",
    "page.answer_visits": "{parts} (bezoeken: dezelfde persoon kan meer dan één keer geteld zijn)",
    "page.answer_one_group": "alle {n} van wie de groep bekend is, horen tot één groep: {group}",
    "page.answer_one_group_1": "de enige van wie de groep bekend is: {group}",
    "page.answer_not_together": "mensen van verschillende groepen waren nooit samen aanwezig",
    "page.answer_no_pairs": "geen twee mensen van wie de groep bekend is, waren samen aanwezig",
    "page.answer_nobody_known": "van niemand is de groep bekend, zodat hier niets te zeggen valt",
    "page.answer_nobody": "niemand genoteerd",
    "page.and": "en",
    "page.of": "{n} van de {total}",
    "page.site": "Ontmoetingsplaats",
    "page.all": "Alle plaatsen samen",
    "page.sessions": "Openingsmomenten",
    "page.visits": "Bezoeken",
    "page.visitors": "Verschillende bezoekers",
    "page.contacts": "Contacten",
    "page.line": "Grens",
    "page.unknown": "Groep niet bekend",
    "page.record": "Gegeven",
    "page.written": "Opgeschreven",
    "page.share": "Aandeel",
    "page.no_presence": "Er is niet genoteerd wie aanwezig was. Wat daarvan afhangt, blijft "
    "hieronder open: aanwezigheid wordt nooit uit contacten afgeleid.",
    "page.no_contacts": "Contacten zijn niet genoteerd, zodat deze pagina niet kan zeggen wie "
    "wie ontmoet.",
    "page.no_encounters_seen": "Er zijn geen contacten genoteerd tussen bezoekers van wie de "
    "groep bekend is.",
    "page.no_people": "Er is niemand genoteerd van wie de groep bekend kan zijn.",
    "page.no_lines": "De studie heeft geen grenzen. Zonder grens valt niet te zeggen wie tot "
    "dezelfde groep hoort: geef er een op in study.toml, zoals [lines.herkomst].",
    "page.numeric_line": "{line} is een grens in getallen zonder snijpunten, en kan niet per "
    "groep worden geteld.",
    "page.all_unknown": "Op deze grens is van niemand de groep bekend.",
    "page.not_by_site": "Er is niet genoteerd wie op welke plaats was; alle plaatsen zijn samen "
    "genomen.",
    "page.no_pairs": "Niemand was samen met iemand anders aanwezig.",
    "page.not_known": "niet bekend",
    "page.figure_composition": "{line}: bezoekers per groep.",
    "page.figure_composition_visits": "{line}: bezoeken per groep.",
    "page.figure_mixing": "{line}, {site}: contacten tussen groepen.",
    "page.came_caption": "Bezoekers per groep: {line}",
    "page.came_caption_visits": "Bezoeken per groep: {line}",
    "page.differ": "Twee bezoekers verschillen",
    "page.differ_visits": "Twee bezoeken verschillen",
    "page.came_sentence": "in {n} paren van twee verschillende bezoekers horen de twee tot "
    "verschillende groepen",
    "page.came_sentence_visits": "in {n} paren van twee bezoeken zijn de bezoeken van mensen van "
    "verschillende groepen",
    "page.visits_note": "Dit zijn aanwezigen van turflijsten (bezoeken), geen verschillende "
    "bezoekers: wie drie keer kwam, telt drie keer.",
    "page.present": "gemiddeld {mean} bezoekers per openingsmoment, van {low} tot {high}; {met} "
    "van de {pairs} paren bezoekers waren minstens één keer samen aanwezig.",
    "page.present_mean": "gemiddeld ongeveer {mean} bezoekers per openingsmoment.",
    "page.together_caption": "Paren van mensen die samen aanwezig waren: {line}",
    "page.pairs": "Paren samen aanwezig",
    "page.pairs_across": "Waarvan over de grens",
    "page.together_differ": "Twee mensen die samen aanwezig zijn, verschillen",
    "page.together_sentence": "in {n} paren van mensen die samen aanwezig waren, horen de twee "
    "tot verschillende groepen.",
    "page.together_beside": "in {n} paren van mensen die samen aanwezig waren, horen de twee tot "
    "verschillende groepen; van bezoekers, wanneer ze ook kwamen, in {visitors} paren.",
    "page.together_beside_visits": "in {n} paren van mensen die samen aanwezig waren, horen de "
    "twee tot verschillende groepen; van bezoeken, wanneer ze ook waren, in {visitors} paren.",
    "page.together_note": "Paren van mensen die samen kwamen, tellen niet mee: zij ontmoetten "
    "elkaar niet hier. Een paar telt één keer per openingsmoment.",
    "page.met_caption": "Contacten tussen groepen: {line}",
    "page.pair": "Groepen",
    "page.pair_within": "{group}, onder elkaar",
    "page.pair_across": "{a} met {b}",
    "page.seen": "Waargenomen contacten",
    "page.even": "Bij gelijke verdeling",
    "page.met_note": "Gelijke verdeling: waar de contacten zouden vallen als die van elk "
    "openingsmoment gelijk over de aanwezige paren waren verdeeld. Ze zegt alleen hoeveel paren "
    "elkaar konden ontmoeten. Bij toeval, elders op deze pagina, gaat een stap verder: daar "
    "blijft ook gelijk hoeveel iedereen praatte, en daarnaast leg je de keuze van partners.",
    "page.met_many": "De tabel van elk paar groepen op elke plaats is te lang voor deze pagina; "
    "de figuur toont alle plaatsen samen.",
    "page.bonds": "Verbindende en overbruggende contacten",
    "page.bonds_note": "Verbindende contacten zijn contacten tussen mensen van dezelfde groep, "
    "overbruggende contacten gaan over de grens. Het zijn geen tegenpolen: beide zijn van "
    "waarde, en één persoon kan beide hebben.",
    "page.bonds_caption": "Verbindende en overbruggende contacten, van de 100: {line}",
    "page.bonding": "Binnen een groep",
    "page.bridging": "Over de grens",
    "page.chance": "Over de grens bij toeval",
    "page.interval": "Over de grens, met andere bezoekers (95%-interval)",
    "page.took_part": "Van de {people} bezoekers: {both} met beide soorten contact, {within} "
    "alleen binnen hun groep, {across} alleen over de grens, {neither} zonder een van beide.",
    "page.counted": "In aantallen: van de {total} contacten zijn er {within} binnen een groep en "
    "{across} over de grens.",
    "page.reading_chance": "Bij toeval: wat over de grens zou gaan {had}. Leg het "
    "aandeel over de grens naast die waarde; met weinig gegevens verschillen de twee ook als er "
    "niets achter zit, en een verschil is nog geen voorkeur. Het interval beantwoordt een andere "
    "vraag: hoe ver het aandeel had kunnen uitvallen met andere bezoekers. Of er meer achter het "
    "verschil zit, staat hieronder, als partnerkeuze.",
    "page.tally_chance": "Dit zijn tellingen zonder mensen. Het toeval verdeelt contacten "
    "opnieuw over de mensen die aanwezig waren; daarom is er hier geen waarde bij toeval en geen "
    "interval.",
    "page.not_possible": "niet mogelijk: er waren geen mensen van een andere groep aanwezig",
    "page.method": "Methode en begrippen",
    "page.appendix_caption": "Keuze van partners in cijfers: {line}",
    "page.p": "p",
    "page.odds": "Kansverhouding op contact over de grens (95%-interval)",
    "page.measure": "Maat",
    "page.meaning": "Wat ze zegt",
    "page.table": "Tabel",
    "months": "januari februari maart april mei juni juli augustus september oktober november "
    "december",
    "page.number": "Aantal contacten",
    "page.results": "Resultaten",
    "page.results_caption": "Resultaten, met intervallen en waarden bij toeval",
    "page.figure_results": "{label}: schattingen met hun intervallen, naast de waarden bij toeval.",
    "page.value": "Waarde",
    "page.interval_95": "Interval",
    "page.by_chance": "Bij toeval",
    "page.group": "Groep",
    "page.unit": "Eenheid",
    "page.numbered_table": "Tabel {n}",
    "page.numbered_figure": "Figuur {n}",
    "page.download": "{label} als CSV",
    "page.single_group_line": "{line} heeft maar één groep, zodat niets over die grens kan gaan.",
    "page.large": "Deze studie telt zoveel contacten dat het uren zou duren om partners vele "
    "keren opnieuw te verdelen. De pagina laat daarom de partnerkeuze weg, de toets ervan, en de "
    "bevindingen die erop steunen; al het andere is volledig, met intervallen. Wie ook die wil, "
    "geeft een aantal trekkingen: `br.report(study, path, n_resamples=99)`; of vraagt een deel "
    "van de studie: `br.findings(study.select(sites=...))`.",
    "page.answer_no_contacts": "er zijn geen contacten genoteerd",
    "page.standing_out": "Wat valt op",
    "page.rule": "Elke plaats en grens krijgt een van vier bevindingen, volgens een vooraf "
    "vastgelegde regel. Geen gelegenheid: bij minder dan {least} bezoeken was er iemand van over "
    "de grens te ontmoeten. Overbruggend contact: partnerkeuze ligt boven {delta}, met haar hele "
    "interval. Weinig contact over de grens: het hele interval ligt onder 1, en reikt tot "
    "{delta} of lager. Te weinig gegevens: al het andere. Partnerkeuze is het aantal contacten "
    "over de grens, gedeeld door hoeveel er zouden zijn {had}.",
    "page.talk": "Om samen te bespreken",
    "page.talk_note": "Cijfers zijn het begin van een gesprek, niet het einde. Leg ze naast wat "
    "ouders, kinderen, begeleiders en partners vertellen, en naast wat jullie horen over "
    "gezinnen die niet (meer) komen.",
    "page.talk.stands_out": "Wat valt ons op? Wat hadden we verwacht, en wat niet?",
    "page.talk.explain": "Hoe kunnen we dit verklaren: door wie de weg vindt, door wanneer "
    "mensen komen, door de ruimte, door wat wij doen, door iets wat niet in deze gegevens staat?",
    "page.talk.grow": "Waar zit ruimte om te groeien? Wat spreken we af, wie doet het, en "
    "wanneer kijken we opnieuw?",
    "page.findings_caption": "Bevindingen: {line}",
    "page.finding": "Bevinding",
    "page.bridging_n": "Over de grens",
    "page.choice": "Partnerkeuze (95%-interval)",
    "page.figure_findings": "{line}: partnerkeuze van elke plaats, met haar interval en de "
    "drempels van de regel.",
    "page.figure_reference": "{line}: bezoekers naast de referentiepopulatie.",
    "page.figure_return": "Hoe snel bezoekers terugkwamen na hun eerste bezoek.",
    "page.figure_some": "De eerste {n} van de {of} plaatsen.",
    "page.figure_chain": "{line}, {site}: van de buurt tot de contacten.",
    "page.present_heading": "Met hoeveel tegelijk",
    "page.return_heading": "Bezoeken, eerste bezoeken en terugkomen",
    "page.listed_heading": "Wie op de lijst staat",
    "page.differ_note": "Mensen die samen kwamen, tellen in de paren niet mee: zij ontmoetten "
    "elkaar niet hier.",
    "page.reference_note": "De referentie is de bevolking die de studie noemt, niet al wie zou "
    "kunnen komen. Een verschil zegt wie er komt, niet waarom, en niet dat een groep niet zou "
    "willen.",
    "page.by_family_team": "Naast de referentie telt deze pagina gezinnen, elk één keer. De pagina "
    "voor publicatie telt daar mensen: naast hoeveel mensen er zijn, zou hoeveel gezinnen er zijn "
    "verraden hoeveel er een gezin delen. De aandelen, intervallen en p van de twee pagina's "
    "verschillen daarom.",
    "page.by_family_publication": "Naast de referentie telt deze pagina mensen. De pagina voor het "
    "team telt daar gezinnen, elk één keer; die staan hier niet: naast hoeveel mensen er zijn, zou "
    "hoeveel gezinnen er zijn verraden hoeveel er een gezin delen. De aandelen, intervallen en p "
    "van de twee pagina's verschillen daarom.",
    "page.lost": "Van de buurt tot de contacten: waar gaat overbruggend contact verloren?",
    "page.lost_note": "Elke stap zegt hoeveel van 100 paren (op het einde: contacten) over de "
    "grens gaan. Waar een stap daalt, gaat overbruggend contact daar verloren: voor de deur, bij "
    "de uren, of in de ruimte. Een factor 1 betekent dat een stap niets verandert.",
    "page.steps_caption": "Stappen, op 100 paren of contacten (95%-interval): {line}",
    "page.factors_caption": "Factoren van stap tot stap (95%-interval): {line}",
    "page.choice_note": "Partnerkeuze onder 1: minder contacten over de grens dan er zouden "
    "zijn {had}. p zegt hoe vaak het toeval een "
    "partnerkeuze zou geven die minstens even ver van 1 ligt; een grote p toont niet dat er geen "
    "verschil is, alleen dat deze gegevens het niet kunnen zeggen. De kansverhouding op contact "
    "is die van twee mensen van verschillende groepen die samen aanwezig zijn, tegenover twee "
    "van dezelfde groep; daarin zit zowel hoeveel mensen praten als met wie.",
}
