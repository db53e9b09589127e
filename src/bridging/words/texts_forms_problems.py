"""Sentences about workbooks, grids, exports and files of SPSS, English and Dutch."""

FORM_PROBLEMS: tuple[tuple[str, str], ...] = (
    # a study as a whole
    (
        "The study can't be read, for {number} reasons:",
        "De studie kan niet gelezen worden, om {number} redenen:",
    ),
    ("The study has errors, for {number} reasons:", "De studie heeft fouten, {number} in getal:"),
    (
        "`path` must be a folder or file that exists, not {name}.",
        "`path` moet een map of bestand zijn dat er is, niet {name}.",
    ),
    # files
    (
        "File {name} can't be read as a workbook: it is damaged, or no workbook.",
        "Bestand {name} kan niet als werkmap gelezen worden: het is beschadigd, of geen werkmap.",
    ),
    (
        "File {name} can't be opened: it is larger than a workbook of records can be.",
        "Bestand {name} kan niet geopend worden: het is groter dan een werkmap met gegevens kan "
        "zijn.",
    ),
    (
        "Split it, or save its sheets as CSV (UTF-8).",
        "Splits het, of bewaar de bladen als CSV (UTF-8).",
    ),
    (
        "File {name} can't be opened: it is locked with a password.",
        "Bestand {name} kan niet geopend worden: het is beveiligd met een wachtwoord.",
    ),
    (
        "Take the password off in Excel or LibreOffice, and save it again.",
        "Haal het wachtwoord weg in Excel of LibreOffice, en bewaar het opnieuw.",
    ),
    (
        "File {name} must be a workbook of the present kind (.xlsx); it is an old one (.xls).",
        "Bestand {name} moet een werkmap van nu zijn (.xlsx); het is een oude (.xls).",
    ),
    (
        "File {name} must be a workbook (.xlsx); it is a binary one (.xlsb).",
        "Bestand {name} moet een werkmap zijn (.xlsx); het is een binaire (.xlsb).",
    ),
    (
        "Open it in Excel or LibreOffice, and save it again as a workbook (.xlsx).",
        "Open het in Excel of LibreOffice, en bewaar het opnieuw als werkmap (.xlsx).",
    ),
    (
        "File {name} can't be opened: it declares entities, which no workbook of records needs.",
        "Bestand {name} kan niet geopend worden: het declareert entiteiten, en die heeft geen "
        "werkmap met gegevens nodig.",
    ),
    (
        "File {name} can't be opened: {reason}.",
        "Bestand {name} kan niet geopend worden: {reason}.",
    ),
    (
        "File {name} can't be read: a sheet has more than {columns} columns or {rows} rows filled "
        "in.",
        "Bestand {name} kan niet gelezen worden: een blad heeft meer dan {columns} kolommen of "
        "{rows} rijen die ingevuld zijn.",
    ),
    ("Remove what is not part of the records.", "Verwijder wat niet bij de gegevens hoort."),
    (
        "File {name} can't be read: a cell in row {row} of sheet {sheet} has more than {number} "
        "characters.",
        "Bestand {name} kan niet gelezen worden: een cel in rij {row} van blad {sheet} heeft meer "
        "dan {number} tekens.",
    ),
    ("File {name} must be a workbook; it is none.", "Bestand {name} moet een werkmap zijn."),
    (
        "File {name} must be a study; it is a form to collect one.",
        "Bestand {name} moet een studie zijn; het is een formulier om er een te verzamelen.",
    ),
    (
        "Export what was filled in from KoboToolbox or ODK, and read that.",
        "Exporteer wat ingevuld is uit KoboToolbox of ODK, en lees dat.",
    ),
    (
        "If it is text, name it after its table, as participants.csv.",
        "Als het tekst is, noem het dan naar zijn tabel, zoals deelnemers.csv.",
    ),
    (
        "File {name} can't be read without the library for SPSS.",
        "Bestand {name} kan niet gelezen worden zonder de bibliotheek voor SPSS.",
    ),
    (
        "Install it with: pip install 'bridging[spss]'.",
        "Installeer ze met: pip install 'bridging[spss]'.",
    ),
    (
        "File {name} can't be read as a file of SPSS.",
        "Bestand {name} kan niet als bestand van SPSS gelezen worden.",
    ),
    ("Save it again as .sav or CSV.", "Bewaar het opnieuw als .sav of CSV."),
    (
        "The file is a workbook, though its name says otherwise; it was read as one.",
        "Het bestand is een werkmap, al zegt de naam iets anders; het is zo gelezen.",
    ),
    (
        "The file is text, though its name says a workbook; it was read as CSV.",
        "Het bestand is tekst, al zegt de naam een werkmap; het is gelezen als CSV.",
    ),
    (
        "Workbook {name} must have one sheet filled in, or one called {table}; it has {number} "
        "sheets.",
        "Werkmap {name} moet één ingevuld blad hebben, of een dat {table} heet; ze heeft {number} "
        "bladen.",
    ),
    (
        "One sheet of the workbook was read: {sheet}.",
        "Eén blad van de werkmap is gelezen: {sheet}.",
    ),
    (
        "Read it by its own name, or name it after the one table that it holds.",
        "Lees ze met haar eigen naam, of noem ze naar de ene tabel die erin staat.",
    ),
    (
        "Folder {name} can't be written: it has {file} already.",
        "Map {name} kan niet geschreven worden: {file} staat er al.",
    ),
    ("Choose an empty folder.", "Kies een lege map."),
    (
        "Folder {name} can't be written: {reason}.",
        "Map {name} kan niet geschreven worden: {reason}.",
    ),
    # sheets
    (
        "Workbook {name} must have at least one table with rows; none can be found.",
        "Werkmap {name} moet minstens één tabel met rijen hebben; er is er geen gevonden.",
    ),
    ("An empty form must be filled in first.", "Een leeg formulier moet eerst ingevuld worden."),
    (
        "Sheets are found by name, as 'participants' or 'deelnemers'.",
        "Bladen worden gevonden met hun naam, zoals 'deelnemers'.",
    ),
    (
        "A workbook must have one of the sheets {names}.",
        "Een werkmap moet één van de bladen {names} hebben.",
    ),
    (
        "The sheets of table {name} must have a different name for each column; {sheets} can't be "
        "read.",
        "De bladen van tabel {name} moeten voor elke kolom een andere naam hebben; {sheets} kan "
        "niet gelezen worden.",
    ),
    ("Name, rename or remove columns.", "Geef kolommen een (andere) naam, of verwijder ze."),
    (
        "Presence must be written in one way: as a list, or as a grid in sheet {names}.",
        "Aanwezigheid moet op één manier geschreven zijn: als lijst, of als rooster in blad {names}.",
    ),
    ("A hidden sheet was not read.", "Een verborgen blad is niet gelezen."),
    (
        "Show it if it is part of the study (right click on a sheet, Unhide).",
        "Maak het zichtbaar als het bij de studie hoort (rechtsklik op een blad, Zichtbaar maken).",
    ),
    (
        "The sheet was not read, because no table is called this, and it is no grid of dates.",
        "Het blad is niet gelezen, want geen enkele tabel heet zo, en het is geen rooster van "
        "datums.",
    ),
    (
        "Several sheets were read as one table, one after another.",
        "Verschillende bladen zijn na elkaar als één tabel gelezen.",
    ),
    ("Row numbers are those of each sheet.", "Rijnummers zijn die van elk blad."),
    (
        "Sheets in which nothing is filled in were left out: {sheets}.",
        "Bladen waarin niets is ingevuld, zijn weggelaten: {sheets}.",
    ),
    (
        "What the grid says of participants was left out, because they have a sheet.",
        "Wat het rooster over deelnemers zegt, is weggelaten, want zij hebben een blad.",
    ),
    (
        "A formula must have a value; in these rows some have none, because no spreadsheet has "
        "calculated them.",
        "Een formule moet een waarde hebben; in deze rijen is er een zonder, want geen rekenblad "
        "heeft ze berekend.",
    ),
    (
        "They are read as empty. Open the workbook in Excel or LibreOffice, and save it.",
        "Ze zijn gelezen als leeg. Open de werkmap in Excel of LibreOffice, en bewaar ze.",
    ),
    (
        "A cell can't be read when it holds an error, as #REF! or #N/A.",
        "Een cel kan niet gelezen worden als er een fout in staat, zoals #VERW! of #N/B.",
    ),
    (
        "It is read as empty. Correct its formula.",
        "Ze is gelezen als leeg. Verbeter de formule.",
    ),
    (
        "A second row of column names was left out.",
        "Een tweede rij met kolomnamen is weggelaten.",
    ),
    (
        "Rows above the column names were not read.",
        "Rijen boven de kolomnamen zijn niet gelezen.",
    ),
    ("Example rows were left out.", "Voorbeeldrijen zijn weggelaten."),
    ("Rows with a total were left out.", "Rijen met een totaal zijn weggelaten."),
    (
        "If one of them is a person or a session, give it another name.",
        "Als een ervan een persoon of openingsmoment is, geef die dan een andere naam.",
    ),
    (
        "Remarks under the table were left out: one cell of text, after an empty row.",
        "Opmerkingen onder de tabel zijn weggelaten: één cel tekst, na een lege rij.",
    ),
    (
        "If one of them is part of the table, remove the empty row.",
        "Als een ervan bij de tabel hoort, verwijder dan de lege rij.",
    ),
    (
        "Numbers were read as dates or times, as a spreadsheet counts them.",
        "Getallen zijn gelezen als datums of uren, zoals een rekenblad die telt.",
    ),
    (
        "Give the cells the format of a date or a time.",
        "Geef de cellen de opmaak van een datum of een uur.",
    ),
    # settings
    ("Sheet {name} can't have a setting {key}.", "Blad {name} kan geen instelling {key} hebben."),
    ("Sheet {name} can't have a column {key}.", "Blad {name} kan geen kolom {key} hebben."),
    (
        "Sheet {name} must have {key} once; it is there twice.",
        "Blad {name} moet {key} één keer hebben; het staat er twee keer.",
    ),
    (
        "Sheet {name} must have the column {key} once.",
        "Blad {name} moet de kolom {key} één keer hebben.",
    ),
    (
        "Sheet {name} must have the name of a line in its first row.",
        "Blad {name} moet in de eerste rij de naam van een grens hebben.",
    ),
    (
        "Sheet {name} must give each role a class, as staff, children or visitors.",
        "Blad {name} moet elke rol een klasse geven: personeel, kinderen of bezoekers.",
    ),
    (
        "`{key}` must be one of {values}, not {value}.",
        "`{key}` moet een van {values} zijn, niet {value}.",
    ),
    (
        "`{key}` must be true or false, not {value}.",
        "`{key}` moet ja of nee zijn, niet {value}.",
    ),
    (
        "`{key}` of line {line} must be true or false, not {value}.",
        "`{key}` van grens {line} moet ja of nee zijn.",
    ),
    (
        "A role must belong to one class; {names} is named more than once.",
        "Een rol moet tot één klasse horen; {names} staat er meer dan één keer.",
    ),
    (
        "Line {line} must name each group once, not {groups}.",
        "Grens {line} moet elke groep één keer noemen, niet {groups}.",
    ),
    (
        "Line {line} must have a column in participants; {column} can't be found.",
        "Grens {line} moet een kolom in deelnemers hebben; {column} is er niet.",
    ),
    ("Name it with `column`.", "Noem ze met `column` (in een werkmap: kolom)."),
    (
        "Line {line} must have groups, and none can be found in the data.",
        "Grens {line} moet groepen hebben, en in de gegevens zijn er geen gevonden.",
    ),
    (
        "Line {line} must list its groups in order, because it is ordered: {example}.",
        "Grens {line} moet haar groepen op volgorde noemen, want ze is geordend.",
    ),
    (
        "Line {line} was left out, because nothing is filled in for it.",
        "Grens {line} is weggelaten, want er is niets voor ingevuld.",
    ),
    (
        "Fill in its column in participants, or count it.",
        "Vul haar kolom in bij deelnemers, of tel ze.",
    ),
    # tables
    (
        "Table {name} must have {columns}; {missing} can't be found.",
        "Tabel {name} moet {columns} hebben; {missing} is er niet.",
    ),
    (
        "Its columns are: {names}.",
        "De kolommen zijn: {names}.",
    ),
    (
        "None of its {number} columns is known: its first row must hold column names.",
        "Geen van de {number} kolommen is bekend: de eerste rij moet kolomnamen hebben.",
    ),
    (
        "Is {name} meant as {column}? Then rename the column.",
        "Is {name} bedoeld als {column}? Geef de kolom dan die naam.",
    ),
    (
        "Table {name} must have a different name for each column; {number} of its names occur more "
        "than once: {names}.",
        "Tabel {name} moet voor elke kolom een andere naam hebben; {number} namen komen meer dan "
        "één keer voor: {names}.",
    ),
    (
        "Table {name} must have a different name for each column; {number} of its names occur more "
        "than once.",
        "Tabel {name} moet voor elke kolom een andere naam hebben; {number} namen komen meer dan "
        "één keer voor.",
    ),
    ("Rename or remove one of them.", "Hernoem of verwijder er een."),
    (
        "Table {name} must have a column {column}, because there are {number} sessions.",
        "Tabel {name} moet een kolom {column} hebben, want er zijn {number} openingsmomenten.",
    ),
    (
        "A {column} can't be called 'all': that stands for all of them together.",
        "Een plaats of openingsmoment kan niet 'all' heten: dat staat voor alle samen.",
    ),
    ("Give it another name.", "Geef een andere naam."),
    ("Add it, or leave out the others.", "Voeg ze toe, of laat de andere weg."),
    # grids
    (
        "The sheet was read as a grid: a row for each participant, a column for each session, a "
        "cross for who was there.",
        "Het blad is gelezen als een rooster: een rij per deelnemer, een kolom per openingsmoment, "
        "een kruisje voor wie er was.",
    ),
    ("Dates without a cross were left out.", "Datums zonder kruisje zijn weggelaten."),
    (
        "If the place was open and nobody came, list the session in the sheet `sessions`.",
        "Als de plaats open was en er niemand kwam, zet het openingsmoment dan in het blad "
        "`openingsmomenten`.",
    ),
    (
        "A date must be in one column; a date that returns was read as another session.",
        "Een datum moet in één kolom staan; een datum die terugkomt, is gelezen als een ander "
        "openingsmoment.",
    ),
    (
        "If it is the same session, put the crosses in one column.",
        "Als het hetzelfde openingsmoment is, zet de kruisjes dan in één kolom.",
    ),
    (
        "A date must have a year; in this sheet some have none.",
        "Een datum moet een jaar hebben; in dit blad zijn er zonder.",
    ),
    (
        "Their sessions have no date. Write the year in the name of the sheet, as 'maart 2026'.",
        "Die openingsmomenten hebben geen datum. Schrijf het jaar in de naam van het blad, zoals "
        "'maart 2026'.",
    ),
    (
        "A row with crosses must say whose they are; these rows were left out.",
        "Een rij met kruisjes moet zeggen van wie ze zijn; deze rijen zijn weggelaten.",
    ),
    ("Write a code in the first column.", "Schrijf een code in de eerste kolom."),
    (
        "A cell must be empty or hold a cross (x, 1 or ja); in these rows another sign was read as "
        "not present.",
        "Een cel moet leeg zijn of een kruisje hebben (x, 1 of ja); in deze rijen is een ander "
        "teken gelezen als niet aanwezig.",
    ),
    (
        "Write x for somebody who was there, and nothing for somebody who was not.",
        "Schrijf x voor wie er was, en niets voor wie er niet was.",
    ),
    (
        "Numbers above 1 were read as one participant who was there.",
        "Getallen boven 1 zijn gelezen als één deelnemer die er was.",
    ),
    (
        "To count people, give each a row of their own.",
        "Geef elke persoon een eigen rij om mensen te tellen.",
    ),
    (
        "What is written of a participant must be the same in every row; here it differs.",
        "Wat over een deelnemer geschreven is, moet in elke rij hetzelfde zijn; hier verschilt het.",
    ),
    ("What was written first is used.", "Wat eerst geschreven is, is gebruikt."),
    (
        "Rows of people who were not there were left out.",
        "Rijen van mensen die er niet waren, zijn weggelaten.",
    ),
    # exports and SPSS
    (
        "The form was not found beside the export; the lines were taken from the names of its "
        "columns.",
        "Het formulier staat niet bij de export; de grenzen komen van de namen van de kolommen.",
    ),
    (
        "Put form.xlsx in the same folder: it says the groups, their order, and the roles.",
        "Zet formulier.xlsx in dezelfde map: daarin staan de groepen, hun volgorde, en de rollen.",
    ),
    (
        "Columns that are not of the form were not read: {names}.",
        "Kolommen die niet van het formulier zijn, zijn niet gelezen: {names}.",
    ),
    (
        "Submissions with the same place, date and start were read as one session.",
        "Inzendingen met dezelfde plaats, datum en begin zijn gelezen als één openingsmoment.",
    ),
    (
        "If two people observed it, what both of them saw is counted twice.",
        "Als twee mensen het zagen, telt wat ze allebei zagen twee keer.",
    ),
    (
        "A row of a repeat must belong to a submission; these belong to none, and were left out.",
        "Een rij van een herhaling moet bij een inzending horen; deze horen bij geen, en zijn "
        "weggelaten.",
    ),
    (
        "Export the form again, with all its submissions.",
        "Exporteer het formulier opnieuw, met alle inzendingen.",
    ),
    (
        "An export must have one table of submissions beside those of its repeats; {number} were "
        "found.",
        "Een export moet één tabel met inzendingen hebben naast die van de herhalingen; er zijn er "
        "{number} gevonden.",
    ),
    (
        "Export the form again, with all its groups.",
        "Exporteer het formulier opnieuw, met al zijn groepen.",
    ),
    (
        "An export must say to which submission each row of a repeat belongs: the columns {names}.",
        "Een export moet zeggen bij welke inzending elke rij van een herhaling hoort: de kolommen "
        "{names}.",
    ),
    ("Value labels were read in place of codes.", "Waardelabels zijn gelezen in plaats van codes."),
    (
        "Codes that the file declares as missing were read as missing.",
        "Codes die het bestand ontbrekend noemt, zijn gelezen als ontbrekend.",
    ),
)
