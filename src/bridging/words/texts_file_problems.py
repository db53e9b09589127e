"""Sentences about files, settings and columns that can't be read, English and Dutch."""

FILE_PROBLEMS: tuple[tuple[str, str], ...] = (
    # folders and files
    (
        "`path` must be a folder or workbook that exists, not {name}.",
        "`path` moet een map of werkmap zijn die er is, niet {name}.",
    ),
    (
        "A study is a folder with a study.toml, or a workbook (.xlsx).",
        "Een studie is een map met een study.toml, of een werkmap (.xlsx).",
    ),
    (
        "Folder {name} must have a {file}; it has {other}. Rename that to {again}.",
        "Map {name} moet een {file} hebben; er is {other}. Geef dat de naam {again}.",
    ),
    ("Folder {name} must have a {file}.", "Map {name} moet een {file} hebben."),
    (
        "It can be as short as: [lines.origin].",
        "Dat kan zo kort zijn als: [lines.origin].",
    ),
    (
        "Folder {name} must have at least one table; none can be found.",
        "Map {name} moet minstens één tabel hebben; er is er geen gevonden.",
    ),
    (
        "{name} is a workbook. Read it by its own name, or name it after the one table that it "
        "holds.",
        "{name} is een werkmap. Lees ze met haar eigen naam, of noem ze naar de ene tabel die erin "
        "staat.",
    ),
    (
        "Tables are found by name, as 'participants.csv' or 'deelnemers.csv'.",
        "Tabellen worden gevonden met hun naam, zoals 'deelnemers.csv'.",
    ),
    (
        "Table {name} must have one file; there are {files}. Say which with file = {file} under "
        "{place}.",
        "Tabel {name} moet één bestand hebben; er zijn {files}. Zeg welk met file = {file} onder "
        "{place}.",
    ),
    (
        "Table {name} must have a file; {file} can't be found. Name it with `file` under {place}.",
        "Tabel {name} moet een bestand hebben; {file} is er niet. Noem het met `file` onder {place}.",
    ),
    (
        "File {file} of table {name} can't be found.",
        "Bestand {file} van tabel {name} is er niet.",
    ),
    (
        "File {name} can't be read as CSV. Save it again as CSV (UTF-8).",
        "Bestand {name} kan niet als CSV gelezen worden. Bewaar het opnieuw als CSV (UTF-8).",
    ),
    (
        "File {name} can't be read as text. Save it as CSV (UTF-8).",
        "Bestand {name} kan niet als tekst gelezen worden. Bewaar het als CSV (UTF-8).",
    ),
    (
        "File {name} must have as many cells in each row as in its header: row {row} has {number}, "
        "not {wanted}. Put text that holds the separator between double quotes.",
        "Bestand {name} moet in elke rij evenveel cellen hebben als in de kop: rij {row} heeft er "
        "{number}, niet {wanted}. Zet tekst waarin het scheidingsteken staat, tussen dubbele "
        "aanhalingstekens.",
    ),
    (
        "File {name} must close every double quote; the one in row {row} is never closed.",
        "Bestand {name} moet elk dubbel aanhalingsteken sluiten; dat in rij {row} wordt nooit "
        "gesloten.",
    ),
    (
        "File {name} must be CSV or Parquet. Save it as CSV (UTF-8).",
        "Bestand {name} moet CSV of Parquet zijn. Bewaar het als CSV (UTF-8).",
    ),
    (
        "File {name} must have a header with column names; it is empty.",
        "Bestand {name} moet een kop met kolomnamen hebben; het is leeg.",
    ),
    (
        "File {name} must be CSV; it is a workbook. Save it from Excel as CSV (UTF-8).",
        "Bestand {name} moet CSV zijn; het is een werkmap. Bewaar ze vanuit Excel als CSV (UTF-8).",
    ),
    (
        "File {name} must be CSV; it is not a text file.",
        "Bestand {name} moet CSV zijn; het is geen tekst.",
    ),
    (
        "File {name} can't be read as Parquet.",
        "Bestand {name} kan niet als Parquet gelezen worden.",
    ),
    (
        "A cell can't hold whole rows; these look as if they did.",
        "Een cel kan geen hele rijen bevatten; het lijkt hier wel zo.",
    ),
    (
        "A double quote that is never closed swallows the rows below it.",
        "Een dubbel aanhalingsteken dat nooit gesloten wordt, slokt de rijen eronder op.",
    ),
    (
        "A study must have at least one table. Give encounters, attendance or tallies.",
        "Een studie moet minstens één tabel hebben. Geef ontmoetingen, aanwezigheid of turflijsten.",
    ),
    # study.toml and datapackage.json
    (
        "{file} can't be read, because of line {row}, column {column}: {what}. Texts must be in "
        "double quotes.",
        "{file} kan niet gelezen worden, door regel {row}, kolom {column}. Teksten moeten tussen "
        "dubbele aanhalingstekens staan.",
    ),
    (
        "{file} can't be read, because of the end of the file: {what}. Texts must be in double "
        "quotes.",
        "{file} kan niet gelezen worden, door het einde van het bestand. Teksten moeten tussen "
        "dubbele aanhalingstekens staan.",
    ),
    ("{file} can't be opened: {reason}.", "{file} kan niet geopend worden ({reason})."),
    ("{file} must be saved as UTF-8.", "{file} moet als UTF-8 bewaard zijn."),
    ("{file} can't be nested so deeply.", "{file} kan niet zo diep genest zijn."),
    (
        "{file} can't be read: it is no JSON. Write the package anew, or add a {settings}.",
        "{file} kan niet gelezen worden: het is geen JSON. Schrijf het pakket opnieuw, of voeg een "
        "{settings} toe.",
    ),
    (
        "{file} must be a data package, with `resources`.",
        "{file} moet een data package zijn, met `resources`.",
    ),
    (
        "[consent] must hold a purpose and nothing else, as purpose = {example}.",
        "[consent] moet een doel hebben en niets anders, zoals purpose = {example}.",
    ),
    (
        "`tables` must hold tables, as [tables.participants], not {what}.",
        "`tables` moet tabellen hebben, zoals [tables.participants].",
    ),
    (
        "A table must be one of {names}, not {name}.",
        "Een tabel moet een van {names} zijn, niet {name}.",
    ),
    (
        "{place} must be there once; it is the same table as {name}.",
        "{place} moet er één keer staan; het is dezelfde tabel als {name}.",
    ),
    (
        "{place} must hold settings, as file = {file}.",
        "{place} moet instellingen hebben, zoals file = {file}.",
    ),
    (
        "{place} can't have a setting {key}.",
        "{place} kan geen instelling {key} hebben.",
    ),
    (
        "`{key}` of {place} must be a whole number above 0, not {value}.",
        "`{key}` van {place} moet een geheel getal boven 0 zijn, niet {value}.",
    ),
    (
        "`file` of {place} must be text, not {what}.",
        "`file` van {place} moet tekst zijn.",
    ),
    (
        "`columns` of {place} must map our names to those in the file, as columns = {example}.",
        "`columns` van {place} moet onze namen koppelen aan die in het bestand, zoals columns = "
        "{example}.",
    ),
    (
        "`roles` must map classes to roles, as staff = {example}.",
        "`roles` moet klassen koppelen aan rollen, zoals staff = {example}.",
    ),
    (
        "`{name}` must be a list of roles, as {example}.",
        "`{name}` moet een lijst van rollen zijn, zoals {example}.",
    ),
    ("`{key}` must be text, not {kind}.", "`{key}` moet tekst zijn."),
    # lines
    (
        "`lines` must be a mapping of names to lists of groups, as {example}, not {what}.",
        "`lines` moet namen koppelen aan lijsten van groepen, zoals {example}.",
    ),
    (
        "Line {line} must have the groups of {rule}, not {groups}. Leave `groups` out; "
        "`group_labels` say what people read.",
        "Grens {line} moet de groepen van {rule} hebben, niet {groups}. Laat `groups` weg; "
        "`group_labels` zeggen wat mensen lezen.",
    ),
    (
        "Line {line} must have a `column` of its own for what {rule} makes; {column} is {what}.",
        "Grens {line} moet een eigen `column` hebben voor wat {rule} maakt; {column} is al in "
        "gebruik.",
    ),
    (
        "Line {line} can't have {name} in `columns`.",
        "Grens {line} kan {name} niet in `columns` hebben.",
    ),
    (
        "Line {line} must be a list of groups or a mapping of settings, not {what}.",
        "Grens {line} moet een lijst van groepen of een tabel met instellingen zijn.",
    ),
    ("Line {line} can't have a setting {key}.", "Grens {line} kan geen instelling {key} hebben."),
    (
        "`{key}` of line {line} must be {what}, not {value}.",
        "`{key}` van grens {line} heeft niet de vorm die nodig is: lees de uitleg over grenzen.",
    ),
    ("Line {line} can't be made by {rule}.", "Grens {line} kan niet gemaakt worden met {rule}."),
    (
        "Line {line} can't be numeric: {rule} makes groups.",
        "Grens {line} kan niet numeriek zijn: {rule} maakt groepen.",
    ),
    (
        "Line {line} can't have {names} both as a group and as a spelling of unknown.",
        "Grens {line} kan {names} niet zowel als groep en als schrijfwijze van onbekend hebben.",
    ),
    (
        "Line {line} can't have `cuts` unless it is numeric. Add numeric = true.",
        "Grens {line} kan alleen `cuts` hebben als ze numeriek is. Voeg numeric = true toe.",
    ),
    (
        "Line {line} must have `cuts` that are numbers going up, not {cuts}.",
        "Grens {line} moet `cuts` hebben die opklimmende getallen zijn, niet {cuts}.",
    ),
    (
        "Line {line} must have {number} `cuts` for its {groups} groups, not {there}. Each cut is "
        "where one group ends and the next begins.",
        "Grens {line} moet {number} `cuts` hebben voor {groups} groepen, niet {there}. Elk "
        "snijpunt is waar een groep eindigt en de volgende begint.",
    ),
    (
        "Line {line} can't have `columns` unless a rule makes it. Name the rule in `made`.",
        "Grens {line} kan alleen `columns` hebben als een regel ze maakt. Noem de regel in `made`.",
    ),
    (
        "Line {line} must list its `groups` to have `group_labels` for them.",
        "Grens {line} moet `groups` noemen om er `group_labels` voor te hebben.",
    ),
    (
        "Line {line} must have {number} `group_labels` in {language}, one for each group in the "
        "same order, not {there}.",
        "Grens {line} moet {number} `group_labels` hebben in {language}, één voor elke groep in "
        "dezelfde volgorde, niet {there}.",
    ),
    (
        "Line {line} must have a different label in {language} for each group.",
        "Grens {line} moet in {language} voor elke groep een ander etiket hebben.",
    ),
    (
        "Line {line} must have the columns that {rule} needs; {names} can't be found.",
        "Grens {line} moet de kolommen hebben die {rule} nodig heeft; {names} is er niet.",
    ),
    ("Name them with `columns`.", "Noem ze met `columns`."),
    # columns
    (
        "Table {name} must have one row of column names, not several.",
        "Tabel {name} moet één rij met kolomnamen hebben, niet meer.",
    ),
    (
        "Table {name} must have the column {column}, which `columns` names for {ours}.",
        "Tabel {name} moet de kolom {column} hebben, die `columns` noemt voor {ours}.",
    ),
    (
        "Table {name} must have 'source' and 'target' (a row per pair) or 'participant' (a row per "
        "person), not both. Rename the column that means something else.",
        "Tabel {name} moet 'source' en 'target' (een rij per paar) of 'participant' (een rij per "
        "persoon) hebben, niet allebei. Hernoem de kolom die iets anders betekent.",
    ),
)
