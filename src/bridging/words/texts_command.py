"""Texts of the command line: what its help says, and what its commands print."""

from collections.abc import Mapping

COMMAND: Mapping[str, Mapping[str, str]] = {
    "en": {
        # the frame of every help
        "cli.usage": "usage",
        "cli.error": "error",
        "cli.arguments": "arguments",
        "cli.options": "options",
        "cli.commands": "commands",
        "cli.help": "show this help and exit",
        "cli.version": "show the version and exit",
        "cli.about": "Do people meet across the lines that divide them, and if not, where is it "
        "lost?",
        "cli.status": "Exit status: 0 done, 1 errors in the records, 2 wrong call or a file that "
        "can't be used.",
        "cli.language": "language of what is said (default: as the study says; of help, as the "
        "computer is set)",
        # what stands for a value
        "cli.COMMAND": "COMMAND",
        "cli.STUDY": "STUDY",
        "cli.FOLDER": "FOLDER",
        "cli.OUT": "OUT",
        "cli.FILE": "FILE",
        "cli.COLUMN": "COLUMN",
        "cli.LINE": "LINE",
        "cli.DATE": "DATE",
        "cli.NAME": "NAME",
        # the commands and their options
        "cli.study": "a workbook, or a folder with study.toml",
        "cli.audience": "for publication, numbers of few people are withheld (default: {default})",
        "cli.audience_default": "publication with -o, else team",
        "cli.after": "the study as it was when an earlier report was published: what subtracting the "
        "two would show is withheld too; may be given several times, oldest first",
        "cli.minimum": "the smallest count that is published (default: %(default)s)",
        "cli.seed": "start of the random numbers; the same seed gives the same numbers "
        "(default: %(default)s)",
        "cli.new": "Write a workbook to fill in, a form for a tablet and a tally sheet",
        "cli.new.folder": "where to write them",
        "cli.new.language": "language of the forms and of what is said (default: as the computer "
        "is set)",
        "cli.new.anonymous": "count people and contacts, and name nobody",
        "cli.convert": "Write a study anew: a workbook where OUT ends in .xlsx, else a folder",
        "cli.convert.out": "a workbook or folder that is not there yet",
        "cli.convert.format": "of the tables in a folder; package: CSV with a datapackage.json; "
        "graphs: who was in contact with whom, for Gephi and R (default: csv)",
        "cli.convert.left_out": "rows that can't be used are not in the copy.",
        "cli.pseudonymise": "Write a copy of a study to share, with pseudonyms for ids",
        "cli.pseudonymise.out": "a folder that is not there yet",
        "cli.pseudonymise.key": "the key, outside OUT; made where it is not there. Keep it apart, "
        "or destroy it",
        "cli.pseudonymise.keep": "a column that stays although it looks like names, dates of birth "
        "or free text",
        "cli.pseudonymise.left_out": "left out, because it looks like {seems}: {table}, column "
        "{column}",
        "cli.pseudonymise.alike": "{n} of {all} participants share their {columns} with fewer than "
        "four others: who knows them may find them.",
        "seems.names": "names",
        "seems.birth dates": "birth dates",
        "seems.phone numbers": "phone numbers",
        "seems.e-mail addresses": "e-mail addresses",
        "seems.free text": "free text",
        "cli.report": "Write a report about a study",
        "cli.report.output": "the file to write: .html, .docx (Word) or .pdf (default: "
        "%(default)s)",
        "cli.report.kind": "an evaluation compares periods too (default: %(default)s)",
        "cli.report.split": "for an evaluation: a date, as 2025-04-15, or a column of the sessions "
        "with periods",
        "cli.check": "Show what is wrong in the records of a study",
        "cli.check.status": "Exit status: 0 no errors (there may be warnings and notes), 1 errors: "
        "rows that can't be used, 2 wrong call or a study that can't be read.",
        "cli.profile": "Estimate the measures of a study",
        "cli.profile.shown": "a table",
        "cli.chain": "Say where bridging is lost, step by step",
        "cli.chain.shown": "sentences",
        "cli.line": "one line (default: every line)",
        "cli.by": "a column of sites, sessions, participants or encounters (default: all together)",
        "cli.output": "a file with every column, instead of {shown}: a workbook where it ends in .xlsx, "
        "else CSV",
        "cli.measures": "List the measures",
        "cli.simulate": "Make a sample study anew",
        "cli.simulate.name": "five-houses or southern-women",
        "cli.simulate.out": "the folder to write",
        # what is printed
        "cli.stopped": "stopped",
        "check.none": "No problems found.",
        "check.error": "Error",
        "check.warning": "Warning",
        "check.note": "Note",
        "check.column": "column {column}",
        "check.row": "row {rows}",
        "check.rows": "{n} rows: {rows}",
        "check.kind": "1 kind of problem",
        "check.kinds": "{n} kinds of problems",
        "check.told": "{kinds} in the records. See them with: {command}",
        "check.told_row": "{kinds} in the records, in 1 row. See them with: {command}",
        "check.told_rows": "{kinds} in the records, in {n} rows. See them with: {command}",
        "check.error_1": "1 error",
        "check.error_n": "{n} errors",
        "check.warning_1": "1 warning",
        "check.warning_n": "{n} warnings",
        "check.note_1": "1 note",
        "check.note_n": "{n} notes",
        "check.numbers": "Row numbers are those that a spreadsheet shows.",
        "profile.measure": "measure",
        "profile.value": "value",
        "profile.limits": "{level} interval",
        "profile.chance": "chance",
        "profile.p": "p",
        "profile.participants": "{n} people",
        "profile.visits": "{n} visits",
        "profile.contacts": "{n} contacts",
        "profile.told": "chance: the mean of the values where only chance decides who meets whom.",
        "measures.between": "{low} to {high}",
    },
    "nl": {
        "cli.usage": "gebruik",
        "cli.error": "fout",
        "cli.arguments": "argumenten",
        "cli.options": "opties",
        "cli.commands": "opdrachten",
        "cli.help": "toon deze uitleg en stop",
        "cli.version": "toon de versie en stop",
        "cli.about": "Ontmoeten mensen elkaar over de grenzen die hen scheiden, en zo niet, waar "
        "gaat het verloren?",
        "cli.status": "Afsluitcode: 0 gedaan, 1 fouten in de gegevens, 2 een verkeerde oproep of "
        "een bestand dat niet bruikbaar is.",
        "cli.language": "taal van wat er gezegd wordt (standaard: zoals de studie zegt; van de "
        "uitleg: zoals de computer is ingesteld)",
        "cli.COMMAND": "OPDRACHT",
        "cli.STUDY": "STUDIE",
        "cli.FOLDER": "MAP",
        "cli.OUT": "DOEL",
        "cli.FILE": "BESTAND",
        "cli.COLUMN": "KOLOM",
        "cli.LINE": "GRENS",
        "cli.DATE": "DATUM",
        "cli.NAME": "NAAM",
        "cli.study": "een werkmap, of een map met study.toml",
        "cli.audience": "voor publicatie (publication) worden cijfers van weinig mensen niet "
        "getoond; team: alles (standaard: {default})",
        "cli.audience_default": "publication met -o, anders team",
        "cli.after": "de studie zoals ze was toen een eerder verslag gepubliceerd werd: wat iemand kan "
        "vinden door de twee van elkaar af te trekken, wordt ook niet getoond; mag meermaals, het "
        "oudste eerst",
        "cli.minimum": "het kleinste aantal dat gepubliceerd wordt (standaard: %(default)s)",
        "cli.seed": "begin van de toevalsgetallen; hetzelfde getal geeft dezelfde cijfers "
        "(standaard: %(default)s)",
        "cli.new": "Schrijf een werkmap om in te vullen, een formulier voor een tablet en een "
        "turflijst",
        "cli.new.folder": "waar ze komen",
        "cli.new.language": "taal van de formulieren en van wat er gezegd wordt (standaard: zoals "
        "de computer is ingesteld)",
        "cli.new.anonymous": "tel mensen en contacten, en noem niemand",
        "cli.convert": "Schrijf een studie opnieuw: een werkmap als DOEL op .xlsx eindigt, anders "
        "een map",
        "cli.convert.out": "een werkmap of map die er nog niet is",
        "cli.convert.format": "van de tabellen in een map; package: CSV met een datapackage.json; "
        "graphs: wie met wie contact had, voor Gephi en R (standaard: csv)",
        "cli.convert.left_out": "rijen die niet bruikbaar zijn, staan niet in de kopie.",
        "cli.pseudonymise": "Schrijf een kopie van een studie om te delen, met pseudoniemen als "
        "id's",
        "cli.pseudonymise.out": "een map die er nog niet is",
        "cli.pseudonymise.key": "de sleutel, buiten DOEL; gemaakt als hij er niet is. Bewaar hem "
        "apart, of vernietig hem",
        "cli.pseudonymise.keep": "een kolom die blijft, al lijkt ze op namen, geboortedatums of "
        "vrije tekst",
        "cli.pseudonymise.left_out": "weggelaten, want het lijkt op {seems}: {table}, kolom "
        "{column}",
        "cli.pseudonymise.alike": "{n} van de {all} deelnemers delen hun {columns} met minder dan "
        "vier anderen: wie hen kent, kan hen misschien vinden.",
        "seems.names": "namen",
        "seems.birth dates": "geboortedatums",
        "seems.phone numbers": "telefoonnummers",
        "seems.e-mail addresses": "e-mailadressen",
        "seems.free text": "vrije tekst",
        "cli.report": "Schrijf een rapport over een studie",
        "cli.report.output": "het bestand: .html, .docx (Word) of .pdf (standaard: %(default)s)",
        "cli.report.kind": "een evaluatie (evaluation) vergelijkt ook periodes (standaard: "
        "%(default)s)",
        "cli.report.split": "voor een evaluatie: een datum, zoals 2025-04-15, of een kolom van de "
        "openingsmomenten met periodes",
        "cli.check": "Toon wat er mis is in de gegevens van een studie",
        "cli.check.status": "Afsluitcode: 0 geen fouten (er kunnen waarschuwingen en opmerkingen "
        "zijn), 1 fouten: rijen die niet bruikbaar zijn, 2 een verkeerde oproep of een studie die "
        "niet te lezen is.",
        "cli.profile": "Schat de maten van een studie",
        "cli.profile.shown": "een tabel",
        "cli.chain": "Zeg stap voor stap waar overbruggen verloren gaat",
        "cli.chain.shown": "zinnen",
        "cli.line": "één grens (standaard: elke grens)",
        "cli.by": "een kolom van plaatsen, openingsmomenten, deelnemers of ontmoetingen "
        "(standaard: alles samen)",
        "cli.output": "een bestand met elke kolom, in plaats van {shown}: een werkmap als het op .xlsx "
        "eindigt, anders CSV",
        "cli.measures": "Geef een lijst van de maten",
        "cli.simulate": "Maak een voorbeeldstudie opnieuw",
        "cli.simulate.name": "five-houses of southern-women",
        "cli.simulate.out": "de map om te schrijven",
        "cli.stopped": "gestopt",
        "check.none": "Geen problemen gevonden.",
        "check.error": "Fout",
        "check.warning": "Waarschuwing",
        "check.note": "Opmerking",
        "check.column": "kolom {column}",
        "check.row": "rij {rows}",
        "check.rows": "{n} rijen: {rows}",
        "check.kind": "1 soort probleem",
        "check.kinds": "{n} soorten problemen",
        "check.told": "{kinds} in de gegevens. Bekijk ze met: {command}",
        "check.told_row": "{kinds} in de gegevens, in 1 rij. Bekijk ze met: {command}",
        "check.told_rows": "{kinds} in de gegevens, in {n} rijen. Bekijk ze met: {command}",
        "check.error_1": "1 fout",
        "check.error_n": "{n} fouten",
        "check.warning_1": "1 waarschuwing",
        "check.warning_n": "{n} waarschuwingen",
        "check.note_1": "1 opmerking",
        "check.note_n": "{n} opmerkingen",
        "check.numbers": "Rijnummers zijn die van een rekenblad.",
        "profile.measure": "maat",
        "profile.value": "waarde",
        "profile.limits": "{level}-interval",
        "profile.chance": "toeval",
        "profile.p": "p",
        "profile.participants": "{n} mensen",
        "profile.visits": "{n} bezoeken",
        "profile.contacts": "{n} contacten",
        "profile.told": "toeval: het gemiddelde van de waarden als alleen toeval bepaalt wie wie "
        "ontmoet.",
        "measures.between": "{low} tot {high}",
    },
}
