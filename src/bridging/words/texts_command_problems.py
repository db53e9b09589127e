"""Sentences about calls and outputs that can't be, English and Dutch."""

COMMAND_PROBLEMS: tuple[tuple[str, str], ...] = (
    # names and numbers of a call
    (
        "`{kind}` must be a known name, not {name}.",
        "`{kind}` moet een naam zijn die er is, niet {name}.",
    ),
    (
        "`{name}` must be a whole number from {least}, not {value}.",
        "`{name}` moet een geheel getal vanaf {least} zijn, niet {value}.",
    ),
    (
        "`line` must be given: the study has {number} lines ({names}).",
        "`line` moet opgegeven worden: de studie heeft {number} grenzen ({names}).",
    ),
    (
        "The line {line} can't be counted by groups: it is numeric. Give it cut points: cuts = "
        "[...] and groups = [...].",
        "De grens {line} kan niet per groep geteld worden: ze is numeriek. Geef ze snijpunten: "
        "cuts = [...] en groups = [...].",
    ),
    (
        "The line {line} can't be counted: no table has people by its groups. Add attendance, "
        "tallies of people present, or its column to the participants.",
        "De grens {line} kan niet geteld worden: geen tabel heeft mensen per groep. Voeg "
        "aanwezigheid, een turflijst van aanwezigen, of haar kolom bij de deelnemers toe.",
    ),
    (
        "The line {line} must have two groups or more to cross; it has {number}.",
        "De grens {line} moet twee of meer groepen hebben om over te steken; ze heeft er {number}.",
    ),
    (
        "`by` and `units` can't be {name} where people are not recorded as present: nothing says "
        "who was where. Add attendance, or this column to the participants.",
        "`by` kan niet {name} zijn waar niet genoteerd is wie aanwezig was: niets zegt wie waar "
        "was. Voeg aanwezigheid toe, of deze kolom bij de deelnemers.",
    ),
    (
        "`{by}` must be a column of sites, sessions or participants for a composition; it is a "
        "column of encounters.",
        "`{by}` moet een kolom van plaatsen, openingsmomenten of deelnemers zijn; het is een "
        "kolom van ontmoetingen.",
    ),
    (
        "{name} can't split tallies: they do not say who was present. Use a column of sites or "
        "sessions.",
        "{name} kan turflijsten niet opsplitsen: die zeggen niet wie er was. Gebruik een kolom van "
        "plaatsen of openingsmomenten.",
    ),
    (
        "The study can't be estimated: it has no lines. Declare one.",
        "De studie kan niet geschat worden: er zijn geen grenzen. Noem er een.",
    ),
    (
        "The reference of the line {line} must have every group; it lacks {groups}. Give 0 where "
        "there is nobody.",
        "De referentie van de grens {line} moet elke groep hebben; {groups} ontbreekt. Geef 0 waar "
        "er niemand is.",
    ),
    (
        "The shares of the reference of the line {line} must add up to 1, not to {total}.",
        "De aandelen van de referentie van de grens {line} moeten samen 1 zijn, niet {total}.",
    ),
    (
        "The reference of the line {line} must have a share, or a count, in every row. Give 0 where "
        "there is nobody.",
        "De referentie van de grens {line} moet in elke rij een aandeel of een aantal hebben. Geef "
        "0 waar er niemand is.",
    ),
    (
        "`denominator` must be given, because the reference has {number} populations for this "
        "line: choose one of {names}.",
        "`denominator` moet opgegeven worden, want de referentie heeft {number} populaties voor "
        "deze grens: kies een van {names}.",
    ),
    (
        "The line {line} can't be published after an earlier publication: it had other groups then. "
        "Keep its groups, or publish sessions that are new.",
        "De grens {line} kan niet na een eerdere publicatie verschijnen: ze had toen andere groepen. "
        "Houd haar groepen, of publiceer nieuwe openingsmomenten.",
    ),
    # before and after
    (
        "`split` can't be used for monitoring. Choose kind='evaluation'.",
        "`split` kan niet bij monitoring. Kies --kind evaluation.",
    ),
    (
        "`split` must be given for an evaluation: a date, as '2025-04-15', or a column of the "
        "sessions that says in which period each was.",
        "`split` moet opgegeven worden voor een evaluatie: een datum, zoals '2025-04-15', of een "
        "kolom van de openingsmomenten die zegt in welke periode elk viel.",
    ),
    (
        "`split` must make two periods or more; {name} makes {number}. Choose a date between the "
        "first and the last session.",
        "`split` moet twee of meer periodes maken; {name} maakt er {number}. Kies een datum tussen "
        "het eerste en het laatste openingsmoment.",
    ),
    (
        "`split` can't be a date: no session has a start. Give the name of a column of the "
        "sessions that says in which period each was.",
        "`split` kan geen datum zijn: geen openingsmoment heeft een begin. Geef de naam van een "
        "kolom van de openingsmomenten die zegt in welke periode elk viel.",
    ),
    (
        "`split` must be a date, as '2025-04-15', or a column of the sessions, not {name}. The "
        "sessions have: {names}.",
        "`split` moet een datum zijn, zoals '2025-04-15', of een kolom van de openingsmomenten, "
        "niet {name}. De openingsmomenten hebben: {names}.",
    ),
    # outputs
    (
        "The output must be a file; {folder} is a folder. Name a file in it, as {file}.",
        "De uitvoer moet een bestand zijn; {folder} is een map. Noem een bestand erin, zoals {file}.",
    ),
    (
        "File {file} can't be written: the folder {folder} does not exist. Make it first.",
        "Bestand {file} kan niet geschreven worden: de map {folder} is er niet. Maak ze eerst.",
    ),
    (
        "File {file} can't be written: {folder} is not a folder. Choose another place.",
        "Bestand {file} kan niet geschreven worden: {folder} is geen map. Kies een andere plaats.",
    ),
    (
        "File {file} can't be written: it is no ordinary file. Choose another place.",
        "Bestand {file} kan niet geschreven worden: het is geen gewoon bestand. Kies een andere "
        "plaats.",
    ),
    (
        "File {file} can't be written: no permission to write in its folder. Choose another place.",
        "Bestand {file} kan niet geschreven worden: in die map mag je niet schrijven. Kies een "
        "andere plaats.",
    ),
    (
        "File {file} can't be written: it is read-only. Choose another place.",
        "Bestand {file} kan niet geschreven worden: het mag alleen gelezen worden. Kies een andere "
        "plaats.",
    ),
    (
        "File {file} can't be written: {reason}. Choose another place.",
        "Bestand {file} kan niet geschreven worden ({reason}). Kies een andere plaats.",
    ),
    (
        "File {file} can't be written: {reason}.",
        "Bestand {file} kan niet geschreven worden ({reason}).",
    ),
    (
        "The file can't be written: the library {name} is not installed. Install it with: pip "
        "install {what}",
        "Het bestand kan niet geschreven worden: de bibliotheek {name} is er niet. Installeer ze "
        "met: pip install {what}",
    ),
    (
        "{name} can't be written: it is there already. Choose another name.",
        "{name} kan niet geschreven worden: het is er al. Kies een andere naam.",
    ),
    (
        "Folder {folder} can't be written: it holds something else than the sample {name}.",
        "Map {folder} kan niet geschreven worden: er staat iets anders in dan het voorbeeld {name}.",
    ),
    (
        "Folder {folder} can't be written: it has {file}, which would be read as part of the "
        "study.",
        "Map {folder} kan niet geschreven worden: er staat {file} in, dat als deel van de studie "
        "gelezen zou worden.",
    ),
    (
        "Folder {folder} can't be made: {reason}.",
        "Map {folder} kan niet gemaakt worden ({reason}).",
    ),
    (
        "Folder {folder} can't be written as Parquet.",
        "Map {folder} kan niet als Parquet geschreven worden.",
    ),
    (
        "A cell of a workbook can't hold more than {number} characters, and table {name} has a "
        "longer text. Write a folder of CSV.",
        "Een cel van een werkmap kan niet meer dan {number} tekens hebben, en tabel {name} heeft "
        "een langere tekst. Schrijf een map met CSV.",
    ),
    (
        "A workbook can't hold control characters, and table {name} has one. Write a folder of CSV.",
        "Een werkmap kan geen stuurtekens hebben, en tabel {name} heeft er een. Schrijf een map "
        "met CSV.",
    ),
    (
        "A sheet can't hold more than {number} rows, and table {name} has more. Write a folder of "
        "Parquet.",
        "Een blad kan niet meer dan {number} rijen hebben, en tabel {name} heeft er meer. Schrijf "
        "een map met Parquet.",
    ),
    # pseudonyms
    (
        "`--format` is for a folder; a name that ends in .xlsx is a workbook.",
        "`--format` is voor een map; een naam die op .xlsx eindigt, is een werkmap.",
    ),
    (
        "The key must be one line of text; the file has more. Name a file that is not there yet, "
        "and a key is made.",
        "De sleutel moet één regel tekst zijn; het bestand heeft er meer. Noem een bestand dat er "
        "nog niet is, en er wordt een sleutel gemaakt.",
    ),
    (
        "The key must have at least {least} characters, not {number}. Name a file that is not "
        "there yet, and a key is made.",
        "De sleutel moet minstens {least} tekens hebben, niet {number}. Noem een bestand dat er nog "
        "niet is, en er wordt een sleutel gemaakt.",
    ),
    (
        "The key can't lie in the copy: who has both knows who is who. Name a file elsewhere.",
        "De sleutel kan niet in de kopie liggen: wie beide heeft, weet wie wie is. Noem een bestand "
        "ergens anders.",
    ),
    (
        "Key file {file} can't be read or made: {reason}.",
        "Sleutelbestand {file} kan niet gelezen of gemaakt worden ({reason}).",
    ),
    (
        "Ids must have different pseudonyms; two got the same. Take another key.",
        "Id's moeten verschillende pseudoniemen hebben; twee kregen hetzelfde. Neem een andere "
        "sleutel.",
    ),
)
# what the system says of a file, in the brackets above
SYSTEM: tuple[tuple[str, str], ...] = (
    ("No such file or directory", "het is er niet"),
    ("Permission denied", "dat mag je niet"),
    ("Is a directory", "het is een map"),
    ("Not a directory", "het is geen map"),
    ("File exists", "het is er al"),
    ("No space left on device", "de schijf is vol"),
    ("File name too long", "de naam is te lang"),
    ("Read-only file system", "de schijf mag alleen gelezen worden"),
    ("the disk refuses", "de schijf weigert"),
)
