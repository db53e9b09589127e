"""The tables of a study and their columns, as data: names, kinds, what is required, Dutch names."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SETTINGS_FILE = "study.toml"
PACKAGE_FILE = "datapackage.json"
SUFFIXES = (".csv", ".parquet")
TABLE_SUFFIXES = (*SUFFIXES, ".xlsx", ".sav")  # of a table that is read whole


@dataclass(frozen=True)
class Column:
    """A column: its name, what it holds, and the other names it is understood by.

    `kind` is one of `text`, `number` (not negative), `share`, `clock` (minutes), `moment` (date).
    """

    name: str
    kind: str = "text"
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table: its columns, and the sets of columns of which one must be complete.

    By a name of a graph it is understood where it is not there by a name of its own.
    """

    name: str
    columns: tuple[Column, ...]
    required: tuple[tuple[str, ...], ...]
    aliases: tuple[str, ...] = ()
    of_graph: tuple[str, ...] = ()

    def names(self) -> tuple[str, ...]:
        """Return the names of the columns."""
        return tuple(column.name for column in self.columns)

    def of_kind(self, *kinds: str) -> Iterator[Column]:
        """Return the columns of these kinds."""
        return (column for column in self.columns if column.kind in kinds)


PARTICIPANT = Column(
    "participant", aliases=("deelnemer", "participant_id", "deelnemer_id", "persoon", "person")
)
SESSION = Column("session", aliases=("sessie", "openingsmoment", "session_id", "sessie_id"))
SITE = Column("site", aliases=("plaats", "locatie", "ontmoetingsplaats", "site_id"))
LINE = Column("line", aliases=("grens", "lijn"))
ROLE = Column("role", aliases=("rol",))
SOURCE = Column("source", aliases=("bron", "van", "from", "ego", "sender", "v1"))
TARGET = Column("target", aliases=("doel", "naar", "met", "to", "alter", "receiver", "v2"))
OBSERVER = Column("observer", aliases=("observator", "waarnemer"))
WAVE = Column("wave", aliases=("meting", "golf"))
ACTIVITY = Column("activity", aliases=("activiteit",))

TABLES = {
    table.name: table
    for table in (
        Table(
            "sites",
            (
                SITE,
                Column("name", aliases=("naam",)),
                Column("setting"),
                Column("targeting", aliases=("doelgroep",)),
                Column("municipality", aliases=("gemeente",)),
            ),
            (("site",),),
            ("plaatsen", "locaties", "ontmoetingsplaatsen"),
        ),
        Table(
            "sessions",
            (
                SESSION,
                SITE,
                Column("date", aliases=("datum",)),
                Column("start", "moment", ("begin", "van")),
                Column("end", "moment", ("einde", "eind", "tot")),
                ACTIVITY,
            ),
            (("session",),),
            ("sessies", "openingsmomenten"),
        ),
        Table(
            "participants",
            (
                Column(PARTICIPANT.name, aliases=(*PARTICIPANT.aliases, "id")),
                ROLE,
                Column("family", aliases=("gezin", "familie", "family_id", "gezin_id")),
                SESSION,
                SITE,
            ),
            (),  # people without ids are anonymous people
            ("deelnemers",),
            ("nodes", "vertices", "knopen"),
        ),
        Table(
            "attendance",
            (
                PARTICIPANT,
                SESSION,
                Column("arrival", "clock", ("aankomst",)),
                Column("departure", "clock", ("vertrek",)),
                Column("company", aliases=("gezelschap",)),
                ROLE,
                SITE,
            ),
            (("participant",),),
            ("aanwezigheid", "aanwezigheden"),
        ),
        Table(
            "encounters",
            (
                Column("encounter", aliases=("ontmoeting", "encounter_id", "ontmoeting_id")),
                PARTICIPANT,
                SOURCE,
                TARGET,
                SESSION,
                Column("form", aliases=("vorm",)),
                Column("minutes", "number", ("minuten", "duur", "duration")),
                Column("weight", "number", ("gewicht",)),
                Column("occasion", aliases=("aanleiding",)),
                Column("initiator", aliases=("initiatiefnemer",)),
                Column("zone"),
                OBSERVER,
                SITE,
            ),
            (("source", "target"), ("encounter", "participant")),
            ("ontmoetingen",),
            ("edges", "edge_list", "edgelist", "kanten"),
        ),
        Table(
            "tallies_present",
            (
                LINE,
                Column("group", aliases=("groep",)),
                Column("present", "number", ("aanwezig", "aantal")),
                SESSION,
                SITE,
            ),
            (("line", "group", "present"),),
            ("turflijst_aanwezig",),
        ),
        Table(
            "tallies_contacts",
            (
                LINE,
                Column("group_a", aliases=("groep_a",)),
                Column("group_b", aliases=("groep_b",)),
                Column("contacts", "number", ("contacten", "aantal")),
                SESSION,
                SITE,
            ),
            (("line", "group_a", "group_b", "contacts"),),
            ("turflijst_contacten",),
        ),
        Table(
            "reference",
            (
                LINE,
                Column("group", aliases=("groep",)),
                Column("share", "share", ("aandeel", "percentage")),
                Column("count", "number", ("aantal",)),
                SITE,
                Column("denominator", aliases=("noemer",)),
            ),
            (("line", "group", "share"), ("line", "group", "count")),
            ("referentie",),
        ),
        Table(
            "ties",
            (SOURCE, TARGET, WAVE, Column("relation", aliases=("relatie",))),
            (("source", "target"),),
            ("banden",),
        ),
        Table(
            "responses",
            (
                PARTICIPANT,
                Column("item", aliases=("vraag",)),
                Column("value", aliases=("waarde", "antwoord")),
                WAVE,
            ),
            (("participant", "item", "value"),),
            ("antwoorden",),
        ),
        Table(
            "log",
            (
                SESSION,
                Column("note", aliases=("notitie", "nota", "opmerking")),
                Column("signal", aliases=("signaal",)),
                OBSERVER,
                SITE,
            ),
            (("note",),),
            ("logboek",),
        ),
        Table(
            "consent",
            (
                PARTICIPANT,
                Column("purpose", aliases=("doel", "doeleinde")),
                Column("given", aliases=("gegeven", "toestemming", "akkoord")),
                Column("date", aliases=("datum",)),
            ),
            (("participant", "given"),),
            ("toestemming", "toestemmingen"),
        ),
    )
}

GROUP_COLUMNS = {
    "tallies_present": ("group",),
    "tallies_contacts": ("group_a", "group_b"),
    "reference": ("group",),
}
PERSON_TABLES = ("attendance", "encounters", "ties", "responses")
SESSION_TABLES = ("attendance", "encounters", "tallies_present", "tallies_contacts", "log")


def table_named(name: str) -> str | None:
    """Return our name of the table that is called `name`, in English or Dutch."""
    spelled = plain(name)
    for table in TABLES.values():
        if spelled == table.name or spelled in (*table.aliases, *table.of_graph):
            return table.name
    return None


def is_of_graph(name: str) -> bool:
    """Whether a table is called as other software calls the tables of a graph."""
    return any(plain(name) in table.of_graph for table in TABLES.values())


def by_own_name(places: list[Path]) -> list[Path]:
    """Leave out files called as tables of a graph where there is one called as the table is."""
    return [place for place in places if not is_of_graph(place.stem)] or places


def all_table_names() -> list[str]:
    """Return every name by which a table is understood."""
    return [name for t in TABLES.values() for name in (t.name, *t.aliases, *t.of_graph)]


def plain(name: str) -> str:
    """Return a name as it is compared: small letters, underscores between words."""
    return "_".join(name.strip().lower().replace("-", " ").replace("_", " ").split())
