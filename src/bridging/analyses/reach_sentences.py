"""The reach of a place in a few plain sentences."""

from collections.abc import Iterator, Sequence
from typing import Any

from bridging.analyses.reach_rows import ALL, Row, reach_text
from bridging.words import decimal, limit_texts, of_hundred, p_text, whole

COUNTED = ("families", "persons", "visits")


class _Rows:
    """The numbers of one unit, by what they are."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows

    def some(self, part: str, of: str = "", name: str = "") -> list[Row]:
        """Return the rows of a part, of what is counted, and of a name, where these are given."""
        return [
            row
            for row in self.rows
            if row.part == part and of in ("", row.of) and name in ("", row.name)
        ]

    def one(self, part: str, of: str = "", name: str = "", group: str = ALL) -> Row | None:
        """Return the first row for a group that has a value."""
        found = [row for row in self.some(part, of, name) if row.group == group]
        return next((row for row in found if row.estimate == row.estimate), None)


def reach_sentences(reach: Any, unit: str, language: str) -> str:
    """Say what was found of one unit."""
    rows = _Rows([row for row in reach.rows if row.unit == unit])
    groups = dict(zip(reach.line.groups, reach.line.group_texts(language), strict=True))
    text = " ".join(
        [
            *_who(rows, language),
            *_mix(rows, groups, language),
            *_when(rows, groups, language),
            *_followed(rows, reach.options, language),
            *_families(rows, reach.options, language),
        ]
    )
    if unit == ALL and len(reach.units) == 1:
        return text
    name = reach.unit_names.get(unit, unit)
    return reach_text("unit", language, unit=name, text=text)


def _who(rows: _Rows, language: str) -> Iterator[str]:
    """Say how many came, those of unknown group included."""
    number: dict[str, float] = {}
    for of in COUNTED:
        known = sum(row.estimate for row in rows.some("visitors", of, "number"))
        others = sum(
            row.estimate for row in rows.some("left_out", of) if row.name in ("unknown", "mixed")
        )
        if rows.some("left_out", of, "unknown"):
            number[of] = known + others
    words = {of: whole(value, language) for of, value in number.items()}
    if not any(number.values()):
        yield reach_text("nobody", language)
    elif "persons" not in number:
        yield reach_text("counted", language, visits=words["visits"])
    elif "visits" not in number:
        yield reach_text("listed", language, persons=words["persons"])
    elif "families" in number:
        yield reach_text("came_families", language, **words)
    else:
        yield reach_text("came", language, persons=words["persons"], visits=words["visits"])


def main_unit(rows: Sequence[Row]) -> str:
    """Return what is best compared with a population: families, else persons, else visits."""
    found = _Rows(rows)
    counted = [of for of in COUNTED if found.some("left_out", of, "unknown")]
    return counted[0] if counted else "persons"


def _mix(rows: _Rows, groups: dict[str, str], language: str) -> Iterator[str]:
    """Say what share each group has, beside the reference, and how rare that is."""
    of = main_unit(rows.rows)
    shares = [row for row in rows.some("visitors", of, "share") if row.group != ALL]
    if not shares:
        reason = next((r.reason for r in rows.some("visitors", of, "share") if r.reason), None)
        if reason is not None and reason.key != "nobody_came":
            yield reach_text("no_shares", language, reason=reason.text(language))
        yield from _targeting(rows, language)
        return
    parts = [
        _share(row, rows.one("reference", "", "share", row.group), groups, language)
        for row in shares
    ]
    name = reach_text(of, language)
    yield reach_text("mix", language, of=name, parts=", ".join(parts))
    for key, left_out in (("left_out", "unknown"), ("mixed", "mixed")):
        row = rows.one("left_out", of, left_out)
        if row is not None and row.estimate:
            yield reach_text(key, language, n=whole(row.estimate, language))
    yield from _compared(rows, of, language)
    yield from _targeting(rows, language)


def _share(row: Row, reference: Row | None, groups: dict[str, str], language: str) -> str:
    """Write a share of 100, with its limits and the reference where there are any."""
    values = {
        "group": groups[row.group],
        "share": decimal(100 * row.estimate, language, 0),
        **_limits(row, language),
    }
    there = row.ci_low == row.ci_low
    if reference is None:
        return reach_text("group_ci" if there else "group", language, **values)
    values["reference"] = decimal(100 * reference.estimate, language, 0)
    key = "group_reference" if there else "group_reference_only"
    return reach_text(key, language, **values)


def _limits(row: Row, language: str) -> dict[str, str]:
    """Write the limits of a share of 100."""
    low, high = limit_texts(row.ci_low, row.ci_high, language, 0, 100)
    return {"low": low, "high": high}


def _compared(rows: _Rows, of: str, language: str) -> Iterator[str]:
    """Say how often chance would give such a mix, or why that can't be said."""
    reasons = [row.reason for row in rows.some("reference", "", "share") if row.reason]
    if reasons:
        yield reach_text("no_comparison", language, reason=reasons[0].text(language))
        return
    for row in rows.some("visitors", of, "p_value"):
        if row.reason is not None:
            yield reach_text("no_test", language, reason=row.reason.text(language))
        else:
            yield _rare("test", row, language)


def _rare(key: str, row: Row, language: str) -> str:
    return reach_text(
        key, language, often=of_hundred(row.estimate, language), p=p_text(row.estimate, language)
    )


def _targeting(rows: _Rows, language: str) -> Iterator[str]:
    for row in rows.some("targeting")[:1]:
        yield reach_text("targeting", language, targeting=row.name)


def _when(rows: _Rows, groups: dict[str, str], language: str) -> Iterator[str]:
    """Say which groups were never there, and when most people were."""
    presence = rows.some("presence", "sessions")
    absent = [groups[row.group] for row in presence if row.estimate == 0]
    if absent and len(absent) < len(groups):
        n = whole(presence[0].n, language)
        yield reach_text("absent", language, n=n, groups=", ".join(absent))
    hours = [row for row in rows.some("occupancy", "hours") if row.estimate == row.estimate]
    # without times of arrival every hour of a session is as busy as the others
    if len({round(row.estimate, 9) for row in hours}) > 1:
        top = max(hours, key=lambda row: row.estimate)
        day, hour = top.name.split(" ")
        slot = reach_text("at_hour", language, day=reach_text(f"day.{day}", language), hour=hour)
        people = decimal(top.estimate, language, 1)
        yield reach_text("busiest", language, slot=slot, people=people)


def _followed(rows: _Rows, options: Any, language: str) -> Iterator[str]:
    """Say how many came back and stayed away, at the last time up to which anybody was followed."""
    newcomers = rows.one("newcomers", "visits", "first_visit")
    if newcomers is not None:
        yield reach_text("newcomers", language, n=of_hundred(newcomers.estimate, language))
    for part, key in (("return", "return"), ("drop_out", "away")):
        found = [
            row for row in rows.some(part) if row.group == ALL and row.name.startswith("within")
        ]
        known = [row for row in found if row.estimate == row.estimate]
        if not known:
            reasons = [row.reason for row in rows.some(part) if row.reason]
            if part == "return" and reasons and reasons[0].key not in ("no_names", "no_attendance"):
                yield reach_text("no_return", language, reason=reasons[0].text(language))
            continue
        last = known[-1]
        yield reach_text(
            key,
            language,
            n=of_hundred(last.estimate, language),
            openings=last.name.removeprefix("within_"),
            away=options["away"],
            **_limits(last, language),
        )
        test = rows.one(part, "", "p_value")
        if part == "return" and test is not None:
            yield _rare("return_test", test, language)
    again = rows.one("drop_out", "", "came_back")
    if again is not None:
        yield reach_text("came_back", language, n=of_hundred(again.estimate, language))


def _families(rows: _Rows, options: Any, language: str) -> Iterator[str]:
    """Say how many fathers there are, and how old the children."""
    fathers = rows.one("fathers", "persons", "share")
    if fathers is not None:
        yield reach_text(
            "fathers",
            language,
            n=of_hundred(fathers.estimate, language),
            **_limits(fathers, language),
        )
    parts = []
    for row in rows.some("children", "visits"):
        if row.name == "unknown" or row.estimate != row.estimate:
            continue
        share = decimal(100 * row.estimate, language, 0)
        if row.name.endswith("+"):
            parts.append(reach_text("older", language, years=row.name[:-1], share=share))
        elif row.name.startswith("0-"):
            parts.append(reach_text("band", language, years=row.name[2:], share=share))
        else:
            years = row.name.replace("-", "–")
            parts.append(reach_text("exceptional", language, years=years, share=share))
    if parts:
        yield reach_text("children", language, parts=", ".join(parts))
