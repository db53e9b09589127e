"""Sentences of the checks of records, English and Dutch; a test goes through the checks."""

DUTCH: tuple[tuple[str, str], ...] = (
    ("The row is left out.", "De rij is weggelaten."),
    ("Did you mean {name}?", "Bedoelde je {name}?"),
    ("There are: {names}.", "Er zijn: {names}."),
    ("There are none.", "Er zijn er geen."),
    # what a column must hold
    (
        "`{column}` must be filled in, because there is more than one {what}.",
        "`{column}` moet ingevuld zijn, want er is er meer dan één.",
    ),
    (
        "`{column}` must be filled in: it says which rows are one encounter.",
        "`{column}` moet ingevuld zijn: die kolom zegt welke rijen één ontmoeting zijn.",
    ),
    ("`{column}` must be filled in.", "`{column}` moet ingevuld zijn."),
    (
        "`{column}` must be different in every row; these repeat an id.",
        "`{column}` moet in elke rij anders zijn; deze rijen herhalen een id.",
    ),
    (
        "`{column}` must be different in every row; these repeat one.",
        "`{column}` moet in elke rij anders zijn; deze rijen herhalen er een.",
    ),
    ("`{column}` must be one of the participants.", "`{column}` moet een van de deelnemers zijn."),
    (
        "`{column}` must be one of the sessions.",
        "`{column}` moet een van de openingsmomenten zijn.",
    ),
    ("`{column}` must be one of the sites.", "`{column}` moet een van de plaatsen zijn."),
    ("`{column}` must be one of the lines.", "`{column}` moet een van de grenzen zijn."),
    (
        "`{column}` must be one of the people of the encounter.",
        "`{column}` moet een van de mensen van de ontmoeting zijn.",
    ),
    (
        "`{column}` must be one of the groups of line {line}: {groups}.",
        "`{column}` moet een van de groepen van grens {line} zijn: {groups}.",
    ),
    (
        "`{column}` must be a number, for line {line}.",
        "`{column}` moet een getal zijn, voor grens {line}.",
    ),
    ("`{column}` must be a number.", "`{column}` moet een getal zijn."),
    ("`{column}` must have a number.", "`{column}` moet een getal hebben."),
    (
        "`{column}` must have a number for every group of a session.",
        "`{column}` moet een getal hebben voor elke groep van een openingsmoment.",
    ),
    (
        "Without the missing one, the others can't be used.",
        "Zonder het ontbrekende zijn de andere niet bruikbaar.",
    ),
    ("`{column}` can't be negative.", "`{column}` kan niet negatief zijn."),
    (
        "`{column}` must be a date, with or without a time.",
        "`{column}` moet een datum zijn, met of zonder uur.",
    ),
    ("`{column}` must be a time of day.", "`{column}` moet een uur van de dag zijn."),
    (
        "`{column}` must be written in one way; this column has times of day and numbers.",
        "`{column}` moet op één manier geschreven zijn; deze kolom heeft uren en getallen.",
    ),
    (
        "`{column}` must be the same in all rows of a person.",
        "`{column}` moet dezelfde zijn in alle rijen van een persoon.",
    ),
    (
        "`{column}` must be the same in all rows of an encounter.",
        "`{column}` moet dezelfde zijn in alle rijen van een ontmoeting.",
    ),
    (
        "`{column}` must be in one session; these rows name one of another session.",
        "`{column}` moet in één openingsmoment vallen; deze rijen noemen er een van een ander.",
    ),
    (
        "`{column}` must add up to 1 (or to 100) over the groups of a line at a site.",
        "`{column}` moet over de groepen van een grens op een plaats samen 1 (of 100) zijn.",
    ),
    ("`{later}` can't be before `{earlier}`.", "`{later}` kan niet voor `{earlier}` liggen."),
    # people, sessions and sites
    (
        "A person must be in a session once; these rows repeat one.",
        "Een persoon moet één keer bij een openingsmoment staan; deze rijen herhalen er een.",
    ),
    (
        "A person must be in an encounter once; these rows repeat one.",
        "Een persoon moet één keer bij een ontmoeting staan; deze rijen herhalen er een.",
    ),
    (
        "Rows must name different people who are participants, once, in a session that is listed; "
        "these do not.",
        "Rijen moeten verschillende mensen noemen die deelnemer zijn, één keer, in een sessie die "
        "vermeld is; deze doen dat niet.",
    ),
    ("`bridging.read_study` says which rows they are.", "`bridging.read_study` zegt welke rijen."),
    (
        "An encounter must be between different people; in these rows somebody meets herself.",
        "Een ontmoeting moet tussen verschillende mensen zijn; in deze rijen ontmoet iemand zichzelf.",
    ),
    (
        "`weight` must be filled in: how many contacts a row stands for.",
        "`weight` moet ingevuld zijn: voor hoeveel contacten een rij staat.",
    ),
    (
        "`weight` is no number of contacts, as it has fractions; each row is one contact.",
        "`weight` is geen aantal contacten, want er zijn breuken; elke rij is één contact.",
    ),
    (
        "Call the column `minutes` where it is a duration, and another name where it is neither.",
        "Noem de kolom `minutes` als het een duur is, en anders als het geen van beide is.",
    ),
    ("A row of weight 0 holds no contact.", "Een rij met gewicht 0 is geen contact."),
    (
        "The weights of table 'encounters' can't be read as more than {most} contacts; they add up to "
        "{sum}, most of it in row {row}.",
        "De gewichten van tabel 'encounters' kunnen niet gelezen worden als meer dan {most} contacten; "
        "samen zijn ze {sum}, het meeste daarvan in rij {row}.",
    ),
    (
        "A row was read as several contacts, as many as its weight.",
        "Een rij is gelezen als meerdere contacten, zoveel als haar gewicht.",
    ),
    (
        "Leave the column out where a row is one contact.",
        "Laat de kolom weg als een rij één contact is.",
    ),
    (
        "`weight` was not read: it can only say how many contacts a row of a pair stands for.",
        "`weight` is niet gelezen: het kan alleen zeggen voor hoeveel contacten een rij van een paar "
        "staat.",
    ),
    (
        "Write each contact, or write pairs in columns `source` and `target`.",
        "Schrijf elk contact, of schrijf paren in kolommen `source` en `target`.",
    ),
    (
        "Every pair stands in both directions; each row was read as a contact.",
        "Elk paar staat er in beide richtingen; elke rij is gelezen als een contact.",
    ),
    (
        "The pair stands in the other direction too; each row was read as a contact.",
        "Het paar staat er ook in de andere richting; elke rij is gelezen als een contact.",
    ),
    (
        "Leave one direction out where a contact is written twice.",
        "Laat één richting weg als een contact er twee keer staat.",
    ),
    (
        "It was not read: the study has the table by its own name.",
        "Het is niet gelezen: de studie heeft de tabel onder haar eigen naam.",
    ),
    (
        "An encounter must have at least two people, a row for each; these have one.",
        "Een ontmoeting moet minstens twee mensen hebben, elk op een rij; deze hebben er één.",
    ),
    (
        "An encounter can't be counted when fewer than two of its people are known.",
        "Een ontmoeting telt niet als er minder dan twee van haar mensen bekend zijn.",
    ),
    (
        "People who meet must be in attendance for the session; somebody here is not.",
        "Wie iemand ontmoet, moet bij het openingsmoment als aanwezig staan; hier staat iemand er "
        "niet bij.",
    ),
    (
        "People who meet must be at the same site; participants gives them different ones.",
        "Mensen die elkaar ontmoeten, moeten op dezelfde plaats zijn; deelnemers geeft ze "
        "verschillende plaatsen.",
    ),
    (
        "A session must be at one site; these rows put it at another.",
        "Een openingsmoment moet op één plaats zijn; deze rijen zetten het op een andere.",
    ),
    (
        "Every session must have a site, because there is more than one.",
        "Elk openingsmoment moet een plaats hebben, want er is er meer dan één.",
    ),
    (
        "Every site that other tables name must be listed; some are not.",
        "Elke plaats die andere tabellen noemen, moet in de lijst staan; sommige staan er niet in.",
    ),
    (
        "Members of one family attend together, and `company` is not recorded.",
        "Mensen van één gezin zijn samen aanwezig, en `company` is niet genoteerd.",
    ),
    (
        "Rows without an id are read as anonymous people.",
        "Rijen zonder id zijn gelezen als naamloze mensen.",
    ),
    (
        "Roles are named in the settings, and no table has a column `role` filled in.",
        "De instellingen noemen rollen, en geen enkele tabel heeft een ingevulde kolom `role`.",
    ),
    (
        "Roles are named in the settings that nobody has: {roles}.",
        "De instellingen noemen rollen die niemand heeft: {roles}.",
    ),
    (
        "A tie must be between different people; in these rows somebody is tied to herself.",
        "Een band moet tussen verschillende mensen zijn; in deze rijen heeft iemand een band met "
        "zichzelf.",
    ),
    # counts
    ("A row must have a number in {columns}.", "Een rij moet een getal hebben in {columns}."),
    (
        "A session can't have both {records} of people and a tally for the same line.",
        "Een openingsmoment kan niet zowel {records} van mensen als een turflijst voor dezelfde grens "
        "hebben.",
    ),
    ("Shares were read as percentages.", "Aandelen zijn gelezen als percentages."),
    # files and columns
    (
        "A row must have as many cells as the header; these have fewer.",
        "Een rij moet evenveel cellen hebben als de kop; deze hebben er minder.",
    ),
    (
        "A table must have at least one row under its header; this one has none.",
        "Een tabel moet minstens één rij onder haar kop hebben; deze heeft er geen.",
    ),
    (
        "A column must hold one type of value; this one mixes types, as numbers and text.",
        "Een kolom moet één soort waarden hebben; deze heeft er meer, zoals getallen en tekst.",
    ),
    (
        "A column must have a name; one without was left out.",
        "Een kolom moet een naam hebben; een zonder naam is weggelaten.",
    ),
    (
        "The cells were taken to be separated by a semicolon.",
        "De cellen zijn gelezen als gescheiden door een puntkomma.",
    ),
    (
        "The cells were taken to be separated by a {what}.",
        "De cellen zijn gelezen als gescheiden door een ander teken dan de komma.",
    ),
    ("The file was read as {encoding}.", "Het bestand is gelezen als {encoding}."),
    ("Columns were understood: {columns}.", "Kolommen zijn herkend: {columns}."),
    (
        "The file was not read, because no table is called this.",
        "Het bestand is niet gelezen, want geen enkele tabel heet zo.",
    ),
    (
        "The groups of line {line} were made of its cuts, because none are listed.",
        "De groepen van grens {line} zijn gemaakt van haar snijpunten, want er staan er geen in de "
        "lijst.",
    ),
    (
        "The groups of line {line} were found in the data, numbers by size and texts by letter, "
        "because none are listed.",
        "De groepen van grens {line} zijn in de gegevens gevonden, getallen naar grootte en teksten "
        "op letter, want er staan er geen in de lijst.",
    ),
    (
        "Line {line} has {number} groups: between so many, almost every contact bridges.",
        "Grens {line} heeft {number} groepen: tussen zo veel is bijna elk contact overbruggend.",
    ),
    (
        "Bring them together in `values`, or write numeric = true and `cuts` where they are numbers.",
        "Breng ze samen in `values`, of schrijf numeric = true en `cuts` als het getallen zijn.",
    ),
    (
        "They differ in `.0` at their end: keep ids as text.",
        "Ze verschillen in `.0` op het einde: bewaar de ids als tekst.",
    ),
    ("They differ in capitals.", "Ze verschillen in hoofdletters."),
    (
        "Column {column} of participants has them: is that the id?",
        "Kolom {column} van deelnemers heeft ze: is dat de id?",
    ),
    (
        "`{column}` must be filled in where other rows have it.",
        "`{column}` moet ingevuld zijn waar andere rijen het hebben.",
    ),
    (
        "Table {table} can't be read from a folder of files, {folder}.",
        "Tabel {table} kan niet gelezen worden uit een map met bestanden, {folder}.",
    ),
    (
        "Open the study with bridging.open_study, which reads parts.",
        "Open de studie met bridging.open_study, die delen leest.",
    ),
    ("`date` must be a date.", "`date` moet een datum zijn."),
    (
        "Write 2026-12-31, 31/12/2026 or 31 december 2026.",
        "Schrijf 2026-12-31, 31/12/2026 of 31 december 2026.",
    ),
    ("The session is in no period.", "Het openingsmoment valt in geen enkele periode."),
    (
        "Numbers of line {line} were read with {what}.",
        "Getallen van grens {line} zijn met een eigen decimaalteken gelezen.",
    ),
    (
        "The mark in numbers of `{column}` was read as one between thousands.",
        "Het teken in getallen van `{column}` is gelezen als een teken tussen duizendtallen.",
    ),
    ("Write 1250, not 1.250 or 1,250.", "Schrijf 1250, niet 1.250 of 1,250."),
    ("A comma was read as the decimal sign.", "Een komma is gelezen als decimaalteken."),
    (
        "Dates were read day first, as 31/12/2026.",
        "Datums zijn gelezen met de dag eerst, zoals 31/12/2026.",
    ),
    ("A workbook was not read.", "Een werkmap is niet gelezen."),
    # hints
    (
        "Add the person to participants, or correct the id.",
        "Voeg de persoon toe aan deelnemers, of verbeter het id.",
    ),
    (
        "Add the session to sessions, or correct its name.",
        "Voeg het openingsmoment toe aan openingsmomenten, of verbeter de naam.",
    ),
    (
        "They were added. Add a row to sites, or correct the name.",
        "Ze zijn toegevoegd. Voeg een rij toe aan plaatsen, of verbeter de naam.",
    ),
    (
        "It was added to them. Add a row to sites, or correct the name.",
        "Die is toegevoegd. Voeg een rij toe aan plaatsen, of verbeter de naam.",
    ),
    (
        "Correct its name; a row without a site holds for all of them.",
        "Verbeter de naam; een rij zonder plaats geldt voor alle plaatsen.",
    ),
    (
        "Correct the spelling, or add it to `values` of the line.",
        "Verbeter de schrijfwijze, of voeg ze toe aan `values` van de grens.",
    ),
    ("Correct one of the ids.", "Verbeter een van de id's."),
    ("Check their spelling.", "Kijk hun schrijfwijze na."),
    (
        "Whoever has a role that is not named is read as a visitor.",
        "Wie een rol heeft die niet genoemd is, is gelezen als bezoeker.",
    ),
    (
        "Capitals and spaces count: some differ from a group in nothing else.",
        "Hoofdletters en spaties tellen: sommige verschillen in niets anders van een groep.",
    ),
    ("Everybody is read as a visitor.", "Iedereen is gelezen als bezoeker."),
    ("Add a column `session`.", "Voeg een kolom `session` toe."),
    (
        "Add the other person, or remove the row.",
        "Voeg de andere persoon toe, of verwijder de rij.",
    ),
    (
        "See the problems of the other rows of these encounters.",
        "Zie de problemen van de andere rijen van deze ontmoetingen.",
    ),
    (
        "Add the groups that are missing, or correct the numbers.",
        "Voeg de ontbrekende groepen toe, of verbeter de getallen.",
    ),
    (
        "Give sessions at different sites different names.",
        "Geef openingsmomenten op verschillende plaatsen verschillende namen.",
    ),
    (
        "Sessions without one are put at a site named 'site'.",
        "Openingsmomenten zonder plaats zijn gezet op een plaats met de naam 'site'.",
    ),
    ("The first row is kept.", "De eerste rij is behouden."),
    (
        "The first row of a person is kept; visits belong in attendance.",
        "De eerste rij van een persoon is behouden; bezoeken horen in aanwezigheid.",
    ),
    (
        "Write a meeting of several people with a row per person, in columns `encounter` and "
        "`participant`.",
        "Schrijf een ontmoeting van meer mensen met een rij per persoon, in de kolommen `encounter` "
        "en `participant`.",
    ),
    (
        "The first value is used; the rows stay.",
        "De eerste waarde is gebruikt; de rijen blijven.",
    ),
    ("The first value of the person is used.", "De eerste waarde van de persoon is gebruikt."),
    (
        "They are read as different encounters, with the name of the session put before.",
        "Ze zijn gelezen als verschillende ontmoetingen, met de naam van het openingsmoment ervoor.",
    ),
    (
        "People without an id can be counted in tallies_present.",
        "Mensen zonder id kunnen geteld worden in een turflijst (turflijst_aanwezig).",
    ),
    ("The records of people are used.", "De gegevens van mensen zijn gebruikt."),
    (
        "They count as people who could meet. Fill in `company` with who came together.",
        "Ze tellen als mensen die elkaar konden ontmoeten. Vul in `company` in wie samen kwam.",
    ),
    (
        "Add them to attendance. They are counted as present, because absent is 'add'.",
        "Voeg hen toe aan aanwezigheid. Ze tellen als aanwezig, want absent is 'add'.",
    ),
    (
        "Add them to attendance. Their contacts are left out of what is compared with presence.",
        "Voeg hen toe aan aanwezigheid. Hun contacten tellen niet mee in wat met aanwezigheid wordt "
        "vergeleken.",
    ),
    (
        "It is read as missing; the encounter stays.",
        "Het is gelezen als ontbrekend; de ontmoeting blijft.",
    ),
    ("It is read as missing; the row stays.", "Het is gelezen als ontbrekend; de rij blijft."),
    (
        "Both are read as missing; the session stays.",
        "Beide zijn gelezen als ontbrekend; het openingsmoment blijft.",
    ),
    (
        "Both times are read as missing; the row stays. Past midnight, write 24:30 for 0:30.",
        "Beide uren zijn gelezen als ontbrekend; de rij blijft. Schrijf na middernacht 24:30 voor "
        "0:30.",
    ),
    (
        "Write 14:30. The time is read as missing; the row stays.",
        "Schrijf 14:30. Het uur is gelezen als ontbrekend; de rij blijft.",
    ),
    (
        "The numbers were read as minutes since midnight. Write 14:30.",
        "De getallen zijn gelezen als minuten sinds middernacht. Schrijf 14:30.",
    ),
    (
        "Write 2026-12-31 14:30, or give the day in a column `date`.",
        "Schrijf 2026-12-31 14:30, of geef de dag in een kolom `date`.",
    ),
    (
        "Write 1200 for twelve hundred and 1.2 for one and a fifth.",
        "Schrijf 1200 voor twaalfhonderd en 1,2 voor een en een vijfde.",
    ),
    ("The value is read as missing.", "De waarde is gelezen als ontbrekend."),
    (
        "The value is read as unknown; other spellings of unknown go in `unknown`.",
        "De waarde is gelezen als onbekend; andere schrijfwijzen van onbekend horen in `unknown`.",
    ),
    (
        "The value is read as unknown. Add the group to `groups`, another spelling of one to "
        "`values`, of unknown to `unknown`; in a workbook, to the sheet of lines.",
        "De waarde is gelezen als onbekend. Voeg de groep toe aan `groups`, een andere schrijfwijze "
        "ervan aan `values`, een van onbekend aan `unknown`; in een werkmap aan het blad grenzen.",
    ),
    (
        "The cells at the end are read as empty.",
        "De cellen op het einde zijn gelezen als leeg.",
    ),
    (
        "It is read as if it was not given. Fill it in, or remove it.",
        "Ze is gelezen alsof ze er niet was. Vul ze in, of verwijder ze.",
    ),
    (
        "All were read as text, so that 1 and '1' are the same. Give it one type.",
        "Alles is gelezen als tekst, zodat 1 en '1' hetzelfde zijn. Geef de kolom één soort waarden.",
    ),
    ("Write a name in its first row.", "Schrijf een naam in de eerste rij."),
    ("List them in `groups`.", "Zet ze in `groups`."),
    (
        "Name it in {file}, under [tables].",
        "Noem het in {file}, onder [tables].",
    ),
    (
        "`{column}` must be a nationality: 'Belg', 'niet-Belg' or a country code as 'MA', for line {line}.",
        "`{column}` moet een nationaliteit zijn: 'Belg', 'niet-Belg' of een landcode zoals 'MA', voor grens {line}.",
    ),
    (
        "`{column}` must be yes or no: whether the family is weak on it ('ja', 'nee', 1, 0), for line {line}.",
        "`{column}` moet ja of nee zijn: of het gezin er zwak op scoort ('ja', 'nee', 1, 0), voor grens {line}.",
    ),
    (
        "`{column}` must be a language: 'Nederlands', 'niet-Nederlands' or a language as 'Frans', for line {line}.",
        "`{column}` moet een taal zijn: 'Nederlands', 'niet-Nederlands' of een taal zoals 'Frans', voor grens {line}.",
    ),
    (
        "`{column}` must be a language: 'Nederlands', 'niet-Nederlands', a language as "
        "'Frans', or 'geen' for nobody, for line {line}.",
        "`{column}` moet een taal zijn: 'Nederlands', 'niet-Nederlands', een taal zoals "
        "'Frans', of 'geen' voor niemand, voor grens {line}.",
    ),
    (
        "`{column}` must be a level of ISCED 2011, from 0 to 8, for line {line}.",
        "`{column}` moet een niveau van ISCED 2011 zijn, van 0 tot 8, voor grens {line}.",
    ),
    (
        "The value is read as unknown. Add another spelling to `values`, of unknown to `unknown`.",
        "De waarde is gelezen als onbekend. Voeg een andere schrijfwijze toe aan `values`, van onbekend aan `unknown`.",
    ),
    (
        "Line {line} is unknown in these rows: some of what {rule} needs is unknown, and would decide.",
        "Grens {line} is onbekend in deze rijen: een deel van wat {rule} nodig heeft is onbekend, en zou beslissen.",
    ),
    (
        "`{column}` must be what {rule} makes of its columns, for line {line}; these rows differ.",
        "`{column}` moet zijn wat {rule} van zijn kolommen maakt, voor grens {line}; deze rijen verschillen.",
    ),
    ("What it makes is used.", "Wat de regel maakt, is gebruikt."),
    (
        "Line {line} was taken as made by {rule}: not all the columns that it needs are there.",
        "Grens {line} is gelezen als gemaakt met {rule}: niet alle kolommen die daarvoor nodig zijn, zijn er.",
    ),
)
