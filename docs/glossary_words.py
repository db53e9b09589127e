"""Words of the glossary; the measures add their own."""

# words of the field that are easily confused: Dutch, English, and what they are and are not
WORDS = [
    ("aanwezigheid", "attendance", "a person in a session", "een persoon in een openingsmoment"),
    (
        "anonimiteit",
        "anonymity",
        "a value here: counts without names are welcome",
        "hier een waarde: aantallen zonder namen zijn welkom",
    ),
    (
        "begeleider, vrijwilliger",
        "facilitator, volunteer",
        "kept in the data, no visitors",
        "blijven in de gegevens, zijn geen bezoekers",
    ),
    (
        "brugfunctie",
        "transition function",
        "from home to childcare; not bridging",
        "van thuis naar de kinderopvang; geen overbrugging",
    ),
    (
        "contact",
        "contact",
        "a pair of people seen in contact in a session; not a tie",
        "een paar dat in een openingsmoment met elkaar in contact gezien is; geen band",
    ),
    (
        "gelegenheid",
        "opportunity",
        "two people present together who did not come together",
        "twee mensen die er tegelijk zijn en niet samen gekomen zijn",
    ),
    (
        "grens",
        "line",
        "a social boundary: groups or numbers, nominal or ordered, unknown kept as unknown",
        "een sociale scheidslijn: groepen of getallen, met of zonder volgorde; onbekend blijft onbekend",
    ),
    (
        "herkenbaarheid",
        "recognisability, public familiarity",
        "not recognition between parents",
        "vertrouwde gezichten; niet de herkenning tussen ouders",
    ),
    ("herkomst", "origin", "background; not nationality", "achtergrond; geen nationaliteit"),
    (
        "kliekje",
        "clique",
        "in the everyday sense; in graphs a clique is a complete subgraph",
        "in de gewone betekenis; in een graaf is een kliek een volledige deelgraaf",
    ),
    (
        "makelaar",
        "broker",
        "who brings others together; not brokerage roles",
        "wie anderen samenbrengt; niet de rollen van makelaarschap",
    ),
    (
        "ontmoeting",
        "encounter",
        "two or more people in contact; it need not become a tie",
        "twee of meer mensen in contact; het hoeft geen band te worden",
    ),
    (
        "ontmoetingsplaats",
        "meeting place, centre for children and parents",
        "a site",
        "een plek in de studie",
    ),
    ("openingsmoment", "session", "one opening of a site", "één keer dat een plek open is"),
    (
        "overbruggend contact",
        "bridging contact",
        "across a line; a bridge in a graph is a cut edge",
        "over een grens heen; een brug in een graaf is een snijlijn",
    ),
    (
        "referentie",
        "reference",
        "the population a site could reach, by group",
        "de bevolking die een plek kan bereiken, per groep",
    ),
    (
        "sociale cohesie",
        "social cohesion",
        "of a place; not the density of a network",
        "van een plek; niet de dichtheid van een netwerk",
    ),
    (
        "sociale steun",
        "social support",
        "of a person; not the support ratio of triads",
        "van een persoon; niet het aandeel ondersteunde contacten in drietallen",
    ),
    (
        "terugkompercentage",
        "return rate",
        "share of visitors who come again",
        "aandeel bezoekers dat nog eens komt",
    ),
    (
        "turflijst",
        "tally",
        "counts without identities",
        "aantallen zonder te weten wie",
    ),
    (
        "verbindend contact",
        "bonding contact",
        "on the same side of a line; not the opposite of good",
        "aan dezelfde kant van een grens; niet het tegendeel van goed",
    ),
]
