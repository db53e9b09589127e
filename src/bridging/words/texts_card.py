"""What is said of the records themselves: data card, withdrawn consent, earlier publications."""

CARD = {
    "en": {
        "card.purpose": "Purpose",
        "card.basis": "Why they may be kept",
        "card.seen_by": "Who sees them",
        "card.kept": "Kept until",
        "card.contact": "Whom to ask",
        "card.item": "{label}: {text}",
        "study.study": "Study",
        "study.made_up": "synthetic",
        "study.lines": "Lines: {lines}.",
        "study.none": "none",
        "study.errors": "Kinds of errors in the records: {n}, in {rows} rows; `problems()` lists them.",
        "card.missing": "Not stated: {parts}.",
        "card.how": "State it on the sheet `study` of the workbook, at {names}, or with {keys} under "
        "[card] in study.toml.",
        "card.name.basis": "basis",
        "card.name.seen_by": "seen_by",
        "card.name.kept": "kept",
        "card.name.contact": "contact",
        "withdrawn.one": "One person withdrew her consent and is in no number.",
        "withdrawn.several": "{n} people withdrew their consent and are in no number.",
        "withdrawn.few": "A few people withdrew their consent and are in no number.",
        "page.privacy_later": "Whoever holds two publications can subtract them. Before a next "
        "page on the same sessions is made, keep a copy of these records: it can then be made "
        "after this one.",
        "page.privacy_earlier": "This page follows {pages} on the same sessions: what changed by "
        "fewer than {minimum} people or contacts since is withheld too, and what was withheld then "
        "stays so until every count of it has grown by {minimum}. The earlier numbers stand; a page "
        "on the sessions since then alone may show more.",
        "page.earlier_1": "an earlier page",
        "page.earlier": "{n} earlier pages",
    },
    "nl": {
        "card.purpose": "Doel",
        "card.basis": "Waarom ze bewaard mogen worden",
        "card.seen_by": "Wie ze ziet",
        "card.kept": "Bewaard tot",
        "card.contact": "Bij wie vragen",
        "card.item": "{label}: {text}",
        "study.study": "Studie",
        "study.made_up": "synthetisch",
        "study.lines": "Grenzen: {lines}.",
        "study.none": "geen",
        "study.errors": "Soorten fouten in de gegevens: {n}, in {rows} rijen; `problems()` somt ze op.",
        "card.missing": "Niet vermeld: {parts}.",
        "card.how": "Vermeld het op het blad `studie` van de werkmap, bij {names}, of met {keys} "
        "onder [card] in study.toml.",
        "card.name.basis": "grondslag",
        "card.name.seen_by": "gezien door",
        "card.name.kept": "bewaard tot",
        "card.name.contact": "contactpersoon",
        "withdrawn.one": "Eén persoon trok haar toestemming in en zit in geen enkel cijfer.",
        "withdrawn.several": "{n} mensen trokken hun toestemming in en zitten in geen enkel "
        "cijfer.",
        "withdrawn.few": "Enkele mensen trokken hun toestemming in en zitten in geen enkel cijfer.",
        "page.privacy_later": "Wie twee publicaties heeft, kan ze van elkaar aftrekken. Bewaar een "
        "kopie van deze gegevens voor je een volgende pagina over dezelfde openingsmomenten maakt: "
        "die kan dan na deze gemaakt worden.",
        "page.privacy_earlier": "Deze pagina volgt op {pages} over dezelfde openingsmomenten: wat "
        "sindsdien met minder dan {minimum} mensen of contacten veranderde, is ook weggelaten, en "
        "wat toen werd weggelaten blijft dat tot elk aantal ervan met {minimum} is gegroeid. De "
        "eerdere cijfers blijven gelden; een pagina over enkel de openingsmomenten sindsdien toont "
        "misschien meer.",
        "page.earlier_1": "een eerdere pagina",
        "page.earlier": "{n} eerdere pagina's",
    },
}
