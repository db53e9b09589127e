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
        "page.collected_note": "A visit is one person in one session; a visitor is one person; a "
        "contact is a pair of visitors in an encounter. People in other roles, such as staff and "
        "volunteers, are not counted here.",
        "page.others": "{n} people have another role.",
        "page.period": "Sessions from {first} to {last}.",
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
        "page.one_site": "The study has one site.",
        "page.no_pairs": "Nobody was present together with somebody else.",
        "page.withheld": "withheld",
        "page.withheld_why": "withheld: too few people or contacts to publish",
        "page.not_known": "not known",
        "page.figure_composition": "{line}: visitors by group.",
        "page.figure_mixing": "{line}, {site}: contacts between groups.",
        "page.figure_estimates": "{line}: share of the contacts that cross, with the value under chance.",
        "page.came_caption": "Visitors by group: {line}",
        "page.differ": "Two visitors differ",
        "page.interval": "95% interval",
        "page.came_sentence": "in {n} pairs of two different visitors, the two are of different groups",
        "page.present": "{mean} visitors a session on average, from {low} to {high}; {met} of the "
        "{pairs} pairs of visitors were present together at least once.",
        "page.together_caption": "Pairs of people present together: {line}",
        "page.pairs": "Pairs present together",
        "page.pairs_across": "Of them, across the line",
        "page.together_differ": "Two people present together differ",
        "page.together_sentence": "in {n} pairs of people present together, the two are of "
        "different groups.",
        "page.together_beside": "in {n} pairs of people present together, the two are of "
        "different groups; of visitors, whenever they came, in {visitors} pairs.",
        "page.together_note": "Pairs of people who came together are left out: they did not meet "
        "here. A pair counts once for each session.",
        "page.met_caption": "Contacts between groups: {line}",
        "page.pair": "Groups",
        "page.pair_within": "{group}, among themselves",
        "page.pair_across": "{a} with {b}",
        "page.seen": "Contacts seen",
        "page.even": "If spread evenly",
        "page.met_note": "Spread evenly: where the contacts would fall if those of each session "
        "were spread evenly over the pairs present. Groups differ in how much they talk, so that "
        "differences from it are not yet a choice of partners: see the next section.",
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
        "page.p": "p",
        "page.odds": "Odds ratio within",
        "page.odds_chance": "Odds ratio under chance",
        "page.took_part": "{both} of {people} visitors had both kinds of contact, {within} only "
        "within their group, {across} only across; {neither} were present without either.",
        "page.bonding_sentence": "{n} contacts stay within a group.",
        "page.bonding_sentence_1": "{n} contacts stays within a group.",
        "page.reading_chance": "How to read this: the interval says how far the share could have "
        "come out with other visitors. The value under chance and p keep the people, their "
        "presence and how much each talked, and ask about the choice of partners alone. So the "
        "interval is not to be held against the value under chance: p is. A large p does not show "
        "that there is no difference, only that these records can't tell.",
        "page.method": "Method and definitions",
        "page.measures_caption": "Measures on this page",
        "page.measure": "Measure",
        "page.meaning": "What it says",
        "page.higher": "Higher means",
        "page.higher.bridging": "more contact across",
        "page.higher.bonding": "more contact within",
        "page.higher.segregation": "more apart",
        "page.higher.diversity": "more mixed",
        "page.thresholds": "This page uses no threshold to call a share high or low, and no score "
        "over lines or sites.",
        "page.problems": "Problems in the records",
        "page.no_problems": "No problems were found in the records.",
        "page.problems_caption": "Problems by row (rows as a spreadsheet numbers them)",
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
        "page.left_out_caption": "Contacts left out",
        "page.reason": "Reason",
        "page.privacy": "Privacy",
        "page.privacy_team": "This page is for the team. Nothing is withheld: it may show groups of "
        "one or two people. Don't pass it on; make one for publication instead.",
        "page.privacy_publication": "This page is for publication. Where a unit has from 1 to {most} "
        "people of a group, people in all, or contacts between two groups, every number of that "
        "unit and line is withheld; one more unit goes with it where the missing numbers could be "
        "found by subtraction, and the total too where it would give them away. Everything was "
        "computed first and withheld afterwards.",
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
        "page.collected_note": "Een bezoek is één persoon op één openingsmoment; een bezoeker is "
        "één persoon; een contact is een paar bezoekers in een ontmoeting. Mensen met een andere "
        "rol, zoals begeleiders en vrijwilligers, zijn hier niet meegeteld.",
        "page.others": "{n} mensen hebben een andere rol.",
        "page.period": "Openingsmomenten van {first} tot {last}.",
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
        "page.one_site": "De studie heeft één ontmoetingsplaats.",
        "page.no_pairs": "Niemand was samen met iemand anders aanwezig.",
        "page.withheld": "niet getoond",
        "page.withheld_why": "niet getoond: te weinig mensen of contacten om te publiceren",
        "page.not_known": "niet bekend",
        "page.figure_composition": "{line}: bezoekers per groep.",
        "page.figure_mixing": "{line}, {site}: contacten tussen groepen.",
        "page.figure_estimates": "{line}: aandeel van de contacten over de grens, met de waarde bij "
        "toeval.",
        "page.came_caption": "Bezoekers per groep: {line}",
        "page.differ": "Twee bezoekers verschillen",
        "page.interval": "95%-interval",
        "page.came_sentence": "in {n} paren van twee verschillende bezoekers horen de twee tot "
        "verschillende groepen",
        "page.present": "gemiddeld {mean} bezoekers per openingsmoment, van {low} tot {high}; {met} "
        "van de {pairs} paren bezoekers waren minstens één keer samen aanwezig.",
        "page.together_caption": "Paren van mensen die samen aanwezig waren: {line}",
        "page.pairs": "Paren samen aanwezig",
        "page.pairs_across": "Waarvan over de grens",
        "page.together_differ": "Twee mensen die samen aanwezig zijn, verschillen",
        "page.together_sentence": "in {n} paren van mensen die samen aanwezig waren, horen de twee "
        "tot verschillende groepen.",
        "page.together_beside": "in {n} paren van mensen die samen aanwezig waren, horen de twee "
        "tot verschillende groepen; van bezoekers, wanneer ze ook kwamen, in {visitors} paren.",
        "page.together_note": "Paren van mensen die samen kwamen, tellen niet mee: zij ontmoetten "
        "elkaar niet hier. Een paar telt één keer per openingsmoment.",
        "page.met_caption": "Contacten tussen groepen: {line}",
        "page.pair": "Groepen",
        "page.pair_within": "{group}, onder elkaar",
        "page.pair_across": "{a} met {b}",
        "page.seen": "Waargenomen contacten",
        "page.even": "Bij gelijke verdeling",
        "page.met_note": "Gelijke verdeling: waar de contacten zouden vallen als die van elk "
        "openingsmoment gelijk over de aanwezige paren waren verdeeld. Groepen verschillen in "
        "hoeveel ze praten, zodat een verschil daarmee nog geen keuze van partners is: zie het "
        "volgende deel.",
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
        "page.p": "p",
        "page.odds": "Odds ratio binnen groepen",
        "page.odds_chance": "Odds ratio bij toeval",
        "page.took_part": "{both} van de {people} bezoekers hadden beide soorten contact, {within} "
        "alleen binnen hun groep, {across} alleen over de grens; {neither} waren aanwezig zonder "
        "een van beide.",
        "page.bonding_sentence": "{n} contacten blijven binnen een groep.",
        "page.bonding_sentence_1": "{n} contacten blijft binnen een groep.",
        "page.reading_chance": "Hoe dit te lezen: het interval zegt hoe ver het aandeel had kunnen "
        "uitvallen met andere bezoekers. De waarde bij toeval en p houden de mensen, hun "
        "aanwezigheid en hoeveel iedereen praatte vast, en gaan alleen over de keuze van partners. "
        "Leg het interval dus niet naast de waarde bij toeval: daarvoor dient p. Een grote p toont "
        "niet dat er geen verschil is, alleen dat deze gegevens het niet kunnen zeggen.",
        "page.method": "Methode en begrippen",
        "page.measures_caption": "Maten op deze pagina",
        "page.measure": "Maat",
        "page.meaning": "Wat ze zegt",
        "page.higher": "Hoger betekent",
        "page.higher.bridging": "meer contact over de grens",
        "page.higher.bonding": "meer contact binnen groepen",
        "page.higher.segregation": "meer apart",
        "page.higher.diversity": "meer gemengd",
        "page.thresholds": "Deze pagina gebruikt geen drempel om een aandeel hoog of laag te "
        "noemen, en geen score over grenzen of plaatsen heen.",
        "page.problems": "Problemen in de gegevens",
        "page.no_problems": "Er zijn geen problemen gevonden in de gegevens.",
        "page.problems_caption": "Problemen per rij (rijen zoals een rekenblad ze nummert)",
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
        "page.left_out_caption": "Weggelaten contacten",
        "page.reason": "Reden",
        "page.privacy": "Privacy",
        "page.privacy_team": "Deze pagina is voor het team. Niets is weggelaten: ze kan groepen van "
        "één of twee mensen tonen. Geef ze niet door; maak er een voor publicatie.",
        "page.privacy_publication": "Deze pagina is voor publicatie. Waar een plaats 1 tot {most} "
        "mensen van een groep telt, mensen in totaal, of contacten tussen twee groepen, is elk "
        "cijfer van die plaats en grens weggelaten; één plaats gaat mee waar de ontbrekende "
        "cijfers door aftrekken te vinden zouden zijn, en ook het totaal waar dat ze zou "
        "verraden. Alles is eerst berekend en pas daarna weggelaten.",
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
        "months": "januari februari maart april mei juni juli augustus september oktober november "
        "december",
    },
}
