"""Which part of a study is meant: names, and roles that occur."""

from collections.abc import Iterable, Sequence

from bridging.errors import check_known
from bridging.records import Records


def names_of(value: str | Iterable[str] | None) -> list[str] | None:
    """Return a list of names from one name or several."""
    if value is None:
        return None
    return [value] if isinstance(value, str) else [str(name) for name in value]


def chosen_roles(records: Records, roles: Sequence[str]) -> tuple[str, ...]:
    """Return the roles that are asked for; refuse one that does not occur."""
    known = known_roles(records)
    for role in roles:
        check_known("role", role, known)
    return tuple(roles)


def known_roles(records: Records) -> list[str]:
    """List the classes of roles and the roles as recorded."""
    found: dict[str, None] = dict.fromkeys(["all", "visitors", *records.roles])
    found.update(dict.fromkeys(n for names in records.roles.values() for n in names))
    for name in ("participants", "attendance"):
        table = records.tables.get(name)
        if table is not None and "role" in table:
            found.update(dict.fromkeys(table["role"].dropna().unique()))
    return list(found)
