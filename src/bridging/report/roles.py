"""Which roles count as visitors on the page, and which are set apart."""

from collections import Counter

from bridging.counting.coding import role_test, text_column
from bridging.study import Study
from bridging.words import say


def roles_said(study: Study, minimum: int, language: str) -> str:
    """Say which roles are not counted, and which count because nothing says what they are."""
    people, declared = _people_by_role(study), _declared(study)
    apart = roles_apart(study)
    texts = []
    if apart:
        # roles that the study itself names tell nothing of people
        roles = _named({role: people[role] for role in apart}, declared, minimum, language)
        texts.append(say("page.roles_apart", language, roles=roles))
    undeclared = {role: n for role, n in people.items() if role not in {*apart, *declared}}
    if undeclared and study.roles is None:
        roles = _named(undeclared, set(), minimum, language)
        texts.append(say("page.roles_visitors", language, roles=roles))
    return " ".join(texts)


def roles_apart(study: Study) -> list[str]:
    """Return the roles of people who are not counted."""
    roles = list(_people_by_role(study))
    counts = role_test(study.records, None if study.roles is None else list(study.roles))(roles)
    return [role for role, counted in zip(roles, counts, strict=True) if not counted]


def _people_by_role(study: Study) -> Counter[str]:
    """Count the people of each role, their own or that of a day, in alphabetical order."""
    found = set()
    for name in ("participants", "attendance"):
        table = study.records.tables.get(name)
        if table is not None and "participant" in table:
            roles = text_column(table, "role", len(table))
            found |= {
                (str(role), str(person))
                for role, person in zip(roles, table["participant"], strict=True)
                if role is not None
            }
    return Counter(role for role, _ in sorted(found))


def _declared(study: Study) -> set[str]:
    return {role for names in study.records.roles.values() for role in names}


def _named(roles: dict[str, int], safe: set[str], minimum: int, language: str) -> str:
    """Name roles; for publication those of few people together, without a name."""
    shown = [role for role, n in roles.items() if role in safe or n >= minimum]
    if len(shown) < len(roles):
        shown.append(say("page.roles_few", language, n=minimum))
    return ", ".join(shown)
