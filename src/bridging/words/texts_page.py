"""Texts of the report page."""

from collections.abc import Mapping

PAGE: Mapping[str, Mapping[str, str]] = {
    "en": {
        "page.untitled": "Study",
        "page.title": "{title}: report",
        "page.title_synthetic": "{title}: report on synthetic data",
        "page.skip": "Skip to the content",
        "page.synthetic": "Synthetic data: these records are made up. Nobody in them exists, and "
        "the numbers say nothing about any real place.",
        "page.contents": "On this page",
        "page.purpose": "Why these records were made",
        "page.no_purpose": "The study does not state why its records were made. State it with "
        "`purpose` in study.toml, so that those who were recorded can know.",
        "page.questions": "Three questions",
        "page.question.come": "Who comes?",
        "page.question.come_more": "Which groups the visitors belong to, and how often two of them "
        "differ.",
        "page.question.together": "Who is there together?",
        "page.question.together_more": "Whether people of different groups are present at the same "
        "moments: without that, they can't meet.",
        "page.question.meet": "Who meets?",
        "page.question.meet_more": "Which contacts stay within a group (bonding) and which cross "
        "the line (bridging), beside what would happen by chance.",
        "page.reading": "These numbers describe contact. They don't say why people do or don't "
        "talk, what they want, or what the place is worth. Nobody has to talk: being quietly "
        "present is fine. Sites are in the order of the study, not ranked: they reach different people "
        "and have different tasks.",
        "page.collected": "What was collected",
        "page.collected_caption": "Records of each site",
        "page.period": "Sessions from {first} to {last}.",
        "page.n_sessions": "{n} sessions",
        "page.n_sessions_1": "1 session",
        "page.n_sites": "{n} sites",
        "page.n_sites_1": "1 site",
        "page.n_visits": "{n} visits",
        "page.n_visits_1": "1 visit",
        "page.n_contacts": "{n} contacts between visitors",
        "page.n_contacts_1": "1 contact between visitors",
        "page.in_all": "In all: {parts}.",
        "page.see_complete": "Counts of each site, and how complete they are, stand near the end.",
        "page.collected_note": "A visit is one person in one session; a visitor is one person; a "
        "contact is a pair of visitors in an encounter. People in other roles, such as staff and "
        "volunteers, are not counted here.",
        "page.others": "{n} people have another role.",
        "page.others_1": "1 person has another role.",
        "page.fewer_than": "fewer than {n}",
        "page.all_but_few": "all but fewer than {n}",
        "page.rounded_note": "Visits, visitors, contacts and people of unknown group are rounded to "
        "tens.",
        "page.answer_count": "{n} {group}",
        "page.answer_unknown": "{n} of unknown group",
        "page.answer_visits": "{parts} (visits: the same person may be counted more than once)",
        "page.answer_one_group": "all {n} whose group is known are of one group: {group}",
        "page.answer_one_group_1": "the one person whose group is known: {group}",
        "page.answer_not_together": "people of different groups were never present together",
        "page.answer_no_pairs": "no two people whose groups are known were present together",
        "page.answer_nobody_known": "nobody's group is known, so that nothing can be said here",
        "page.answer_nobody": "nobody was recorded",
        "page.answer_not_possible": "all contacts stayed within a group: nobody of another group was "
        "present to meet, so that bridging contacts were not possible",
        "page.and": "and",
        "page.complete": "How complete it is",
        "page.unknown_caption": "Visitors whose group is not known",
        "page.recorded_caption": "How often something was written down",
        "page.of": "{n} of {total}",
        "page.site": "Site",
        "page.all": "All sites together",
        "page.sessions": "Sessions",
        "page.visits": "Visits",
        "page.visitors": "Different visitors",
        "page.contacts": "Contacts",
        "page.line": "Line",
        "page.unknown": "Group not known",
        "page.record": "Record",
        "page.written": "Written down",
        "page.share": "Share",
        "page.no_presence": "Who was present was not recorded. What needs it is left open below: "
        "presence is never inferred from contacts.",
        "page.no_contacts": "Contacts were not recorded, so that this page can't say who meets.",
        "page.no_encounters_seen": "No contacts between visitors of known group were recorded.",
        "page.no_people": "Nobody is recorded of whom a group could be known.",
        "page.no_lines": "The study has no lines. Without a line nothing can be said about who is "
        "of the same group: declare one in study.toml, as [lines.origin].",
        "page.numeric_line": "{line} is a numeric line without cut points, and can't be counted by "
        "groups.",
        "page.all_unknown": "Nobody's group is known on this line.",
        "page.not_by_site": "It is not recorded who was at which site; all sites are taken "
        "together.",
        "page.no_pairs": "Nobody was present together with somebody else.",
        "page.withheld": "withheld",
        "page.withheld_why": "withheld: too few people or contacts to publish",
        "page.not_known": "not known",
        "page.figure_composition": "{line}: visitors by group.",
        "page.figure_composition_visits": "{line}: visits by group.",
        "page.figure_mixing": "{line}, {site}: contacts between groups.",
        "page.figure_estimates": "{line}: share of the contacts that cross, with the value under chance.",
        "page.came_caption": "Visitors by group: {line}",
        "page.came_caption_visits": "Visits by group: {line}",
        "page.differ": "Two visitors differ",
        "page.differ_visits": "Two visits differ",
        "page.came_sentence": "in {n} pairs of two different visitors, the two are of different groups",
        "page.came_sentence_visits": "in {n} pairs of two visits, the two are by people of different "
        "groups",
        "page.visits_note": "These are visits from tallies, not different visitors: somebody who came "
        "three times counts three times.",
        "page.present": "{mean} visitors a session on average, from {low} to {high}; {met} of the "
        "{pairs} pairs of visitors were present together at least once.",
        "page.present_mean": "{mean} visitors a session on average.",
        "page.together_caption": "Pairs of people present together: {line}",
        "page.pairs": "Pairs present together",
        "page.pairs_across": "Of them, across the line",
        "page.together_differ": "Two people present together differ",
        "page.together_sentence": "in {n} pairs of people present together, the two are of "
        "different groups.",
        "page.together_beside": "in {n} pairs of people present together, the two are of "
        "different groups; of visitors, whenever they came, in {visitors} pairs.",
        "page.together_beside_visits": "in {n} pairs of people present together, the two are of "
        "different groups; of visits, whenever they were, in {visitors} pairs.",
        "page.together_note": "Pairs of people who came together are left out: they did not meet "
        "here. A pair counts once for each session.",
        "page.met_caption": "Contacts between groups: {line}",
        "page.pair": "Groups",
        "page.pair_within": "{group}, among themselves",
        "page.pair_across": "{a} with {b}",
        "page.seen": "Contacts seen",
        "page.even": "If spread evenly",
        "page.met_note": "Spread evenly: where the contacts would fall if those of each session were "
        "spread evenly over the pairs present. It only says how many pairs there were to meet. Under "
        "chance, elsewhere on this page, goes a step further: it also keeps how much each person "
        "talked, and that is what the choice of partners is held against.",
        "page.met_many": "The table of every pair of groups at every site is too long for this "
        "page; the figure shows all sites together.",
        "page.bonds": "Bonding and bridging",
        "page.bonds_note": "Bonding contacts are between people of the same group, bridging "
        "contacts cross the line. They are not each other's opposite: both have worth, and one "
        "person can have both.",
        "page.bonds_caption": "Bonding and bridging, of 100 contacts: {line}",
        "page.bonding": "Within a group",
        "page.bridging": "Across the line",
        "page.chance": "Across under chance",
        "page.interval": "Across, with other visitors (95% interval)",
        "page.took_part": "Of {people} visitors: {both} with both kinds of contact, {within} only "
        "within their group, {across} only across, {neither} without either.",
        "page.counted": "In numbers: {within} of the {total} contacts are within a group, {across} "
        "cross the line.",
        "page.reading_chance": "Under chance: what would cross the line, had the same people been "
        "present and talked as much, but to anyone present. Hold the share that crosses against "
        "that value; with little data the two differ by luck alone, and a difference is not yet a "
        "preference. The interval answers another question: how far the share could have come out "
        "with other visitors. Whether the difference is more than luck stands in the method, as p.",
        "page.tally_chance": "These are counts without people. Chance deals contacts again among the "
        "people who were present, so that there is no value under chance and no interval here.",
        "page.not_possible": "not possible: nobody of another group was present",
        "page.method": "Method and definitions",
        "page.measures_caption": "Measures on this page",
        "page.appendix_caption": "Choice of partners in numbers: {line}",
        "page.p": "p",
        "page.odds": "Odds ratio within (95% interval)",
        "page.odds_chance": "Odds ratio under chance",
        "page.appendix_note": "p says how often chance would give a share across at least as far from "
        "its value under chance; a large p does not show that there is no difference, only that "
        "these records can't tell. The odds ratio says how much higher the odds of contact were for "
        "a pair of one group than for a pair across the line, both present; read it beside its own "
        "value under chance, not against 1.",
        "page.measure": "Measure",
        "page.meaning": "What it says",
        "page.higher": "Higher means",
        "page.thresholds": "This page uses no threshold to call a share high or low, and no score "
        "over lines or sites.",
        "page.problems": "Problems in the records",
        "page.no_problems": "No problems were found in the records.",
        "page.problems_caption": "Problems by row (rows as a spreadsheet numbers them)",
        "page.problems_caption_publication": "Rows that could not be used, by kind",
        "page.problems_more": "{n} more kinds of problems are listed by `bridging check`.",
        "page.table": "Table",
        "page.rows": "Rows",
        "page.n_rows": "Number of rows",
        "page.column": "Column",
        "page.problem": "Problem",
        "page.hint": "What to do",
        "page.severity": "Severity",
        "page.severity.error": "rows left out",
        "page.severity.warning": "warning",
        "page.severity.note": "note",
        "page.left_out": "What was left out",
        "page.nothing_left_out": "No contacts were left out.",
        "page.nothing_more_left_out": "Of the contacts that could be read, none were left out.",
        "page.rows_left_out": "Rows of the records that could not be used and were set aside: "
        "{parts}.",
        "page.rows_missing": "Rows that stay, with a value that could not be used: {parts}.",
        "page.rows_in": "{n} in {table}",
        "page.left_out_caption": "Contacts left out",
        "page.reason": "Reason",
        "page.privacy": "Privacy",
        "page.privacy_team": "This page is for the team. Nothing is withheld: it may show groups of "
        "one or two people. Don't pass it on; make one for publication instead.",
        "page.privacy_publication": "This page is for publication. Where a site has from 1 to {most} "
        "people of a group, people in all, or contacts between two groups, every number of that "
        "site on that line is withheld; one more site goes with it where the missing numbers could "
        "be found by subtraction, and the total too where it would give them away. Every other "
        "count from 1 to {most} is shown as fewer than {minimum}; visits, visitors and contacts of a "
        "whole site, and people of unknown group, are rounded to tens. Everything was computed first "
        "and withheld afterwards.",
        "page.privacy_one_group": "What this does not hide: where everybody belongs to one group, the "
        "page says so. Whoever knows that somebody came then knows her group.",
        "page.other_publication": "This is the page for publication. The page for the team, with "
        "every number, is made by:",
        "page.other_team": "This is the page for the team. The page for publication is made by:",
        "page.nothing_withheld": "Nothing had to be withheld.",
        "page.some_withheld": "Withheld here: {parts}.",
        "page.made": "How this page was made",
        "page.made_by": "bridging {version}, seed {seed}, {draws} draws, data {fingerprint}. The same "
        "records, version and seed give the same page.",
        "record.attendance.arrival": "Arrival",
        "record.attendance.departure": "Departure",
        "record.attendance.company": "Who came together (empty also means: came alone)",
        "record.encounters.minutes": "Minutes of an encounter",
        "record.encounters.form": "Form of an encounter",
        "record.encounters.occasion": "What brought an encounter about",
        "record.encounters.initiator": "Who began an encounter",
        "record.encounters.zone": "Where in the place",
        "table.sites": "sites",
        "table.sessions": "sessions",
        "table.participants": "participants",
        "table.attendance": "attendance",
        "table.encounters": "encounters",
        "table.tallies_present": "tallies of presence",
        "table.tallies_contacts": "tallies of contacts",
        "table.tallies": "tallies",
        "table.reference": "reference",
        "table.ties": "ties",
        "table.responses": "responses",
        "table.log": "log",
        "months": "January February March April May June July August September October November "
        "December",
    },
    "nl": {
        "page.untitled": "Studie",
        "page.title": "{title}: verslag",
        "page.title_synthetic": "{title}: verslag over synthetische gegevens",
        "page.skip": "Naar de inhoud",
        "page.synthetic": "Synthetische gegevens: deze gegevens zijn verzonnen. Niemand erin "
        "bestaat, en de cijfers zeggen niets over een bestaande plaats.",
        "page.contents": "Op deze pagina",
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
        "praten, wat ze willen, of wat de plaats waard is. Niemand hoeft te praten: rustig "
        "aanwezig zijn mag. De plaatsen staan in de volgorde van de studie en zijn niet "
        "gerangschikt: ze bereiken andere mensen en hebben een andere opdracht.",
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
        "page.see_complete": "Aantallen per plaats, en hoe volledig ze zijn, staan bijna onderaan.",
        "page.collected_note": "Een bezoek is één persoon op één openingsmoment; een bezoeker is "
        "één persoon; een contact is een paar bezoekers in een ontmoeting. Mensen met een andere "
        "rol, zoals begeleiders en vrijwilligers, zijn hier niet meegeteld.",
        "page.others": "{n} mensen hebben een andere rol.",
        "page.others_1": "1 persoon heeft een andere rol.",
        "page.fewer_than": "minder dan {n}",
        "page.all_but_few": "alle op minder dan {n} na",
        "page.rounded_note": "Bezoeken, bezoekers, contacten en mensen van onbekende groep zijn "
        "afgerond op tientallen.",
        "page.answer_count": "{n} {group}",
        "page.answer_unknown": "{n} van onbekende groep",
        "page.answer_visits": "{parts} (bezoeken: dezelfde persoon kan meer dan één keer geteld zijn)",
        "page.answer_one_group": "alle {n} van wie de groep bekend is, horen tot één groep: {group}",
        "page.answer_one_group_1": "de enige van wie de groep bekend is: {group}",
        "page.answer_not_together": "mensen van verschillende groepen waren nooit samen aanwezig",
        "page.answer_no_pairs": "geen twee mensen van wie de groep bekend is, waren samen aanwezig",
        "page.answer_nobody_known": "van niemand is de groep bekend, zodat hier niets te zeggen valt",
        "page.answer_nobody": "niemand genoteerd",
        "page.answer_not_possible": "alle contacten bleven binnen een groep: er waren geen mensen van "
        "een andere groep aanwezig, overbruggende contacten waren er niet mogelijk",
        "page.and": "en",
        "page.complete": "Hoe volledig het is",
        "page.unknown_caption": "Bezoekers van wie de groep niet bekend is",
        "page.recorded_caption": "Hoe vaak iets is opgeschreven",
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
        "page.withheld": "niet getoond",
        "page.withheld_why": "niet getoond: te weinig mensen of contacten om te publiceren",
        "page.not_known": "niet bekend",
        "page.figure_composition": "{line}: bezoekers per groep.",
        "page.figure_composition_visits": "{line}: bezoeken per groep.",
        "page.figure_mixing": "{line}, {site}: contacten tussen groepen.",
        "page.figure_estimates": "{line}: aandeel van de contacten over de grens, met de waarde bij "
        "toeval.",
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
        "page.present_mean": "gemiddeld {mean} bezoekers per openingsmoment.",
        "page.together_caption": "Paren van mensen die samen aanwezig waren: {line}",
        "page.pairs": "Paren samen aanwezig",
        "page.pairs_across": "Waarvan over de grens",
        "page.together_differ": "Twee mensen die samen aanwezig zijn, verschillen",
        "page.together_sentence": "in {n} paren van mensen die samen aanwezig waren, horen de twee "
        "tot verschillende groepen.",
        "page.together_beside": "in {n} paren van mensen die samen aanwezig waren, horen de twee "
        "tot verschillende groepen; van bezoekers, wanneer ze ook kwamen, in {visitors} paren.",
        "page.together_beside_visits": "in {n} paren van mensen die samen aanwezig waren, horen de twee "
        "tot verschillende groepen; van bezoeken, wanneer ze ook waren, in {visitors} paren.",
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
        "page.reading_chance": "Bij toeval: wat over de grens zou gaan als dezelfde mensen aanwezig "
        "waren geweest en evenveel hadden gepraat, maar met om het even wie aanwezig was. Leg het "
        "aandeel over de grens naast die waarde; met weinig gegevens verschillen de twee ook als er "
        "niets achter zit, en een verschil is nog geen voorkeur. Het interval beantwoordt een andere vraag: hoe "
        "ver het aandeel had kunnen uitvallen met andere bezoekers. Of er meer achter "
        "het verschil zit, staat bij de methode, als p.",
        "page.tally_chance": "Dit zijn tellingen zonder mensen. Het toeval verdeelt contacten opnieuw "
        "over de mensen die aanwezig waren; daarom is er hier geen waarde bij toeval en geen "
        "interval.",
        "page.not_possible": "niet mogelijk: er waren geen mensen van een andere groep aanwezig",
        "page.method": "Methode en begrippen",
        "page.measures_caption": "Maten op deze pagina",
        "page.appendix_caption": "Keuze van partners in cijfers: {line}",
        "page.p": "p",
        "page.odds": "Odds ratio binnen groepen (95%-interval)",
        "page.odds_chance": "Odds ratio bij toeval",
        "page.appendix_note": "p zegt hoe vaak het toeval een aandeel over de grens zou geven dat "
        "minstens even ver van zijn waarde bij toeval ligt; een grote p toont niet dat er geen "
        "verschil is, alleen dat deze gegevens het niet kunnen zeggen. De odds ratio zegt hoeveel "
        "groter de kansverhouding op contact was voor een aanwezig paar van dezelfde groep dan voor "
        "een aanwezig paar over de grens; lees ze naast haar eigen waarde bij toeval, niet tegenover "
        "1.",
        "page.measure": "Maat",
        "page.meaning": "Wat ze zegt",
        "page.higher": "Hoger betekent",
        "page.thresholds": "Deze pagina gebruikt geen drempel om een aandeel hoog of laag te "
        "noemen, en geen score over grenzen of plaatsen heen.",
        "page.problems": "Problemen in de gegevens",
        "page.no_problems": "Er zijn geen problemen gevonden in de gegevens.",
        "page.problems_caption": "Problemen per rij (rijen zoals een rekenblad ze nummert)",
        "page.problems_caption_publication": "Rijen die niet bruikbaar waren, per soort",
        "page.problems_more": "Nog {n} soorten problemen staan in `bridging check`.",
        "page.table": "Tabel",
        "page.rows": "Rijen",
        "page.n_rows": "Aantal rijen",
        "page.column": "Kolom",
        "page.problem": "Probleem",
        "page.hint": "Wat te doen",
        "page.severity": "Ernst",
        "page.severity.error": "rijen weggelaten",
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
        "page.reason": "Reden",
        "page.privacy": "Privacy",
        "page.privacy_team": "Deze pagina is voor het team. Niets is weggelaten: ze kan groepen van "
        "één of twee mensen tonen. Geef ze niet door; maak er een voor publicatie.",
        "page.privacy_publication": "Deze pagina is voor publicatie. Waar een plaats 1 tot {most} "
        "mensen van een groep telt, mensen in totaal, of contacten tussen twee groepen, is elk "
        "cijfer van die plaats op die grens weggelaten; één plaats gaat mee waar de ontbrekende "
        "cijfers door aftrekken te vinden zouden zijn, en ook het totaal waar dat ze zou verraden. "
        "Elk ander aantal van 1 tot {most} staat er als minder dan {minimum}; bezoeken, bezoekers en "
        "contacten van een hele plaats, en mensen van onbekende groep, zijn afgerond op tientallen. "
        "Alles is eerst berekend en pas daarna weggelaten.",
        "page.privacy_one_group": "Wat dit niet verbergt: waar iedereen tot één groep hoort, zegt de "
        "pagina dat. Wie weet dat iemand kwam, kent dan ook haar groep.",
        "page.other_publication": "Dit is de pagina voor publicatie. De pagina voor het team, met elk "
        "cijfer, maak je met:",
        "page.other_team": "Dit is de pagina voor het team. De pagina voor publicatie maak je met:",
        "page.nothing_withheld": "Er moest niets worden weggelaten.",
        "page.some_withheld": "Hier niet getoond: {parts}.",
        "page.made": "Hoe deze pagina is gemaakt",
        "page.made_by": "bridging {version}, toevalsgetal (seed) {seed}, {draws} trekkingen, gegevens "
        "{fingerprint}. Dezelfde gegevens, versie en seed geven dezelfde pagina.",
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
        "months": "januari februari maart april mei juni juli augustus september oktober november "
        "december",
    },
}
