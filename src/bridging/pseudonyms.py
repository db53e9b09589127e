"""A copy of a study that can be shared: ids as keyed hashes, and nothing that tells who somebody is.

A pseudonym is not anonymity: who has the key, or knows enough of somebody, can still find her.
"""

import base64
import hashlib
import hmac
import os
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from bridging.anonymity import Anonymity, inspect_anonymity
from bridging.errors import DataError, OptionError, OutputError, a_or_an, check_known
from bridging.opened import OpenStudy
from bridging.records import Records, write_folder
from bridging.records.columns import ROW
from bridging.records.personal import TEXTS, looks_like
from bridging.records.schema import TABLES
from bridging.records.text import missing_text, text_column
from bridging.study import Study

LENGTH = 12  # letters of 5 bits: a collision in a million ids has a chance of 1 in 2 million
LEAST_KEY = 16
# columns with ids, and of what: the same person has the same pseudonym in each
IDS = {
    "participant": "person",
    "source": "person",
    "target": "person",
    "initiator": "person",
    "family": "family",
    "company": "company",
    "observer": "observer",
    "encounter": "encounter",
}
FREE_TEXT = {"log": ("note",)}
# tables about people; what sites and sessions are called is no secret of anybody
OF_PEOPLE = ("participants", "attendance", "encounters", "members", "ties", "responses", "log",
             "consent")  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Pseudonymised:
    """What was made.

    Parameters
    ----------
    folder : Path
        The copy.
    key : Path
        The file with the key: keep it elsewhere, or destroy it.
    left_out : tuple of (table, column, what it seems to hold)
    anonymity : Anonymity or None
        How alike the people in the copy still are; None where nothing is known of them but ids.
    """

    folder: Path
    key: Path
    left_out: tuple[tuple[str, str, str], ...]
    anonymity: Anonymity | None


def pseudonymise(
    study: Study, out: str | Path, *, key: str | Path, keep: Collection[str] = ()
) -> Pseudonymised:
    """Write a copy of a study with pseudonyms for ids.

    Ids of people, families, company, observers and encounters become the first 12 letters of
    HMAC-SHA256 of the id under a key; the same key gives the same pseudonyms, so that a later wave
    fits. Rows are put in another order, that an alphabet would give away. Notes of the log, and
    columns that seem to hold names, birth dates, phone numbers, e-mail addresses or free text, are
    left out, unless a line is made of them.

    Parameters
    ----------
    study : Study
    out : path
        The folder to write, empty or not there yet.
    key : path
        A file with the key, not in `out`; a new key is made where it is not there, readable by
        nobody else.
    keep : collection of str
        Columns (as ``note`` or ``log.note``) that stay although they look personal.

    Returns
    -------
    Pseudonymised

    Raises
    ------
    OutputError
        The folder holds something, or the key would lie in it, or can't be read or written.
    DataError
        Two ids got one pseudonym: take another key.
    """
    if not isinstance(study, Study):
        raise OptionError(
            f"`study` must be a Study, not {a_or_an(type(study).__name__)}. "
            "Read one with bridging.read_study."
        )
    if isinstance(study, OpenStudy):  # what is counted where it is must be read as a whole
        study = study.load()
    folder, file = Path(out), Path(key)
    _check_places(folder, file)
    _check_keep(study.records, keep)
    records, left_out = make_pseudonymous(study.records, read_key(file), keep)
    write_folder(records, folder)
    return Pseudonymised(
        folder=folder, key=file, left_out=left_out, anonymity=_alike(Study(records))
    )


def _alike(study: Study) -> Anonymity | None:
    """Say how alike people are, where a column tells something of them."""
    people = study.records.tables["participants"]
    told = set(people.columns) - {*IDS, ROW}
    return inspect_anonymity(study) if len(people) and told else None


def read_key(file: Path) -> bytes:
    """Return the key in a file; a new one is made where there is no file."""
    try:
        if not file.exists():
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="ascii") as new:
                new.write(secrets.token_hex(32) + "\n")
        text = file.read_bytes().strip()
    except OSError as error:
        raise OutputError(
            f"Key file {str(file)!r} can't be read or made: {error.strerror}."
        ) from error
    if b"\n" in text:  # a table, perhaps, which others hold too
        raise OptionError(
            "The key must be one line of text; the file has more. "
            "Name a file that is not there yet, and a key is made."
        )
    if len(text) < LEAST_KEY:
        raise OptionError(
            f"The key must have at least {LEAST_KEY} characters, not {len(text)}. "
            "Name a file that is not there yet, and a key is made."
        )
    return text


def pseudonym(key: bytes, kind: str, value: str) -> str:
    """Return the pseudonym of one id.

    Examples
    --------
    >>> pseudonym(b"0123456789abcdef", "person", "an") == pseudonym(
    ...     b"0123456789abcdef", "family", "an"
    ... )
    False
    """
    digest = hmac.new(key, f"{kind}\0{value}".encode(), hashlib.sha256).digest()
    return base64.b32encode(digest).decode("ascii").lower()[:LENGTH]


def make_pseudonymous(
    records: Records, key: bytes, keep: Collection[str] = ()
) -> tuple[Records, tuple[tuple[str, str, str], ...]]:
    """Return records with pseudonyms, and the columns that were left out."""
    codes = _pseudonyms(records, key)
    tables, left_out = {}, []
    for name, table in records.tables.items():
        if name in OF_PEOPLE:
            for column, seems in _personal(records, name, keep):
                left_out.append((name, column, seems))
                table = _without(table, name, column)
            table = _renamed(table, codes)
        tables[name] = table
    return replace(records, tables=_in_other_order(tables)), tuple(left_out)


def _check_places(folder: Path, file: Path) -> None:
    """Refuse a folder with something in it, and a key in the folder."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise OutputError(
            f"{str(folder)!r} can't be written: it is there already. Choose another name."
        )
    inside = file.resolve()
    if inside == folder.resolve() or folder.resolve() in inside.parents:
        raise OutputError(
            "The key can't lie in the copy: who has both knows who is who. Name a file elsewhere."
        )


def _check_keep(records: Records, keep: Collection[str]) -> None:
    if isinstance(keep, str):
        raise OptionError(f"`keep` must be a list of columns, not {keep!r}.")
    there = [
        spelled
        for name in OF_PEOPLE
        for column in records.tables.get(name, ())
        for spelled in (str(column), f"{name}.{column}")
    ]
    for column in keep:
        check_known("keep", column, list(dict.fromkeys(there)))


def _pseudonyms(records: Records, key: bytes) -> dict[str, dict[str, str]]:
    """Return for each kind of id the pseudonym of every value."""
    values: dict[str, set[str]] = {}
    for name in OF_PEOPLE:
        table = records.tables.get(name, pd.DataFrame())
        for column, kind in IDS.items():
            if column in table:
                values.setdefault(kind, set()).update(map(str, table[column].dropna()))
    codes = {kind: {v: pseudonym(key, kind, v) for v in found} for kind, found in values.items()}
    if any(len(set(found.values())) < len(found) for found in codes.values()):
        raise DataError("Ids must have different pseudonyms; two got the same. Take another key.")
    return codes


def _personal(records: Records, name: str, keep: Collection[str]) -> list[tuple[str, str]]:
    """Return the columns of a table that are left out, and what they seem to hold."""
    lines = records.lines.values()
    needed = {column for line in lines for column in (line.column, *line.columns.values())}
    found = []
    for column in map(str, records.tables[name].columns):
        if {column, f"{name}.{column}"} & {*keep}:
            continue
        if column in IDS or column == ROW or (name == "participants" and column in needed):
            continue
        seems = looks_like(column, records.tables[name][column])
        if column in FREE_TEXT.get(name, ()):
            seems = TEXTS
        if seems:
            found.append((column, seems))
    return found


def _without(table: pd.DataFrame, name: str, column: str) -> pd.DataFrame:
    """Leave out a column; one that a table must have stays, empty."""
    if any(column in names for names in TABLES[name].required) if name in TABLES else False:
        return table.assign(**{column: missing_text(len(table))})
    return table.drop(columns=[column])


def _renamed(table: pd.DataFrame, codes: Mapping[str, Mapping[str, str]]) -> pd.DataFrame:
    """Return a table with pseudonyms for ids."""
    new = {
        column: text_column(table[column].map(codes[kind]), index=table.index)
        for column, kind in IDS.items()
        if column in table
    }
    return table.assign(**new)


def _in_other_order(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Sort the rows about people by pseudonym, where an order could tell who they are."""
    made = dict(tables)
    for name in ("participants", "attendance", "ties", "responses", "consent"):
        if name in made:
            by = [c for c in ("session", "participant", "source", "target") if c in made[name]]
            made[name] = made[name].sort_values(by, kind="stable").reset_index(drop=True)
    if "encounters" in made:
        order = made["encounters"].sort_values(["session", "encounter"], kind="stable").index
        place = np.empty(len(order), dtype=np.int64)
        place[order] = np.arange(len(order))
        made["encounters"] = made["encounters"].loc[order].reset_index(drop=True)
        members = made["members"]
        members = members.assign(
            encounter_index=place[members["encounter_index"].to_numpy(dtype=np.int64)]
        )
        members = members.sort_values(["encounter_index", "participant"], kind="stable")
        made["members"] = members.reset_index(drop=True)
    return made
