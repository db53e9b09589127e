"""Sentences about consent, personal details, answers and notes, English and Dutch."""

FIELD_PROBLEMS: tuple[tuple[str, str], ...] = (
    # consent
    (
        "`{column}` must be the one under [consent] in some rows; it is in none.",
        "`{column}` moet in sommige rijen het doel onder [consent] zijn; het staat in geen rij.",
    ),
    (
        "Only rows without a purpose count. Correct the purpose in study.toml.",
        "Alleen rijen zonder doel tellen. Verbeter het doel in study.toml.",
    ),
    (
        "Without an id it is not known who agreed.",
        "Zonder id is niet geweten wie akkoord ging.",
    ),
    ("Families are counted, not people.", "Gezinnen zijn geteld, geen mensen."),
    (
        "Members of several groups make a family mixed. Tallies and answers are of people, and "
        "left out.",
        "Leden van verschillende groepen maken een gezin gemengd. Turflijsten en antwoorden zijn "
        "van mensen, en weggelaten.",
    ),
    ("`{column}` must be yes or no.", "`{column}` moet ja of nee zijn."),
    (
        "It is read as no, until it is corrected.",
        "Het wordt als nee gelezen, tot het verbeterd is.",
    ),
    (
        "Without a date a no counts, whatever came after it.",
        "Zonder datum telt een nee, wat er ook na kwam.",
    ),
    (
        "`{column}` must occur in another table; these ids do not.",
        "`{column}` moet in een andere tabel voorkomen; deze ids doen dat niet.",
    ),
    (
        "If an id is misspelled, the person is still in the study. Correct it.",
        "Als een id fout gespeld is, zit de persoon nog in de studie. Verbeter het.",
    ),
    (
        "No consent: one person left out of every table.",
        "Geen toestemming: één persoon uit elke tabel weggelaten.",
    ),
    (
        "No consent: {number} people left out of every table.",
        "Geen toestemming: {number} mensen uit elke tabel weggelaten.",
    ),
    (
        "No word on consent: one participant has no row. They are kept.",
        "Geen woord over toestemming: één deelnemer heeft geen rij. Die blijft in de studie.",
    ),
    (
        "No word on consent: {number} participants have no row. They are kept.",
        "Geen woord over toestemming: {number} deelnemers hebben geen rij. Zij blijven in de studie.",
    ),
    # where what is filled in is not a number
    (
        "No consent: {who} left out of every table.",
        "Geen toestemming: {who} uit elke tabel weggelaten.",
    ),
    (
        "No word on consent: {who} no row. They are kept.",
        "Geen woord over toestemming: {who} geen rij. Zij blijven in de studie.",
    ),
    (
        "Ask them, or leave them out with a row that says no.",
        "Vraag het hun, of laat ze weg met een rij die nee zegt.",
    ),
    # personal details
    (
        "A column seems to hold names, which no study needs.",
        "Een kolom lijkt namen te bevatten, die geen studie nodig heeft.",
    ),
    (
        "A column seems to hold birth dates, which no study needs.",
        "Een kolom lijkt geboortedatums te bevatten, die geen studie nodig heeft.",
    ),
    (
        "A column seems to hold phone numbers, which no study needs.",
        "Een kolom lijkt telefoonnummers te bevatten, die geen studie nodig heeft.",
    ),
    (
        "A column seems to hold e-mail addresses, which no study needs.",
        "Een kolom lijkt e-mailadressen te bevatten, die geen studie nodig heeft.",
    ),
    (
        "A column seems to hold {what}, which no study needs.",
        "Een kolom lijkt {what} te bevatten, wat geen studie nodig heeft.",
    ),
    (
        "Remove it, or share a copy made with: bridging pseudonymise.",
        "Verwijder de kolom, of deel een kopie, gemaakt met: bridging pseudonymise.",
    ),
    # answers and notes
    (
        "It says which question was answered.",
        "Die kolom zegt welke vraag beantwoord werd.",
    ),
    (
        "An answer must be there once; these rows repeat one.",
        "Een antwoord moet er één keer staan; deze rijen herhalen er een.",
    ),
    (
        "Somebody gave several answers to one question; each is counted.",
        "Iemand gaf meer dan één antwoord op een vraag; elk wordt geteld.",
    ),
    (
        "If one answer was asked for, correct the rows, or fill in the wave.",
        "Als er één antwoord gevraagd was, verbeter dan de rijen, of vul de meting in.",
    ),
    (
        "Rows without an answer are counted as unknown.",
        "Rijen zonder antwoord worden als onbekend geteld.",
    ),
    (
        "A row of the log must have a note or a signal; these have neither.",
        "Een rij van het logboek moet een notitie of een signaal hebben; deze hebben geen van beide.",
    ),
)
