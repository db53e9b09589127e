"""One self-contained page about a study."""

from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from bridging.analyses import Collected, collected
from bridging.errors import OptionError
from bridging.privacy import MINIMUM, check_audience, small
from bridging.report.answers import answers
from bridging.report.appendix import (
    MOST_PROBLEMS,
    choice_table,
    collected_table,
    left_out_table,
    measures_table,
    problems_table,
    recorded_table,
    rows_texts,
    unknown_table,
)
from bridging.report.counts import counted, rounded_text
from bridging.report.facts import ALL, LineFacts, line_facts, steps
from bridging.report.names import Names
from bridging.report.output import check_output, write_whole
from bridging.report.presence import present
from bridging.report.sections import Part, bonds, came, met, together
from bridging.study import Study
from bridging.version import __version__
from bridging.words import check_language, day_text, method_text, say, whole


def report(
    study: Study,
    path: str | Path,
    *,
    language: str | None = None,
    audience: str = "publication",
    minimum: int = MINIMUM,
    seed: int = 0,
    n_resamples: int = 999,
) -> Path:
    """Write one page about a study: who comes, who is there together, and who meets.

    The page holds all it needs, and nothing is fetched when it is opened. A page that exists is
    replaced when the new one is complete.

    Parameters
    ----------
    study : Study
    path : path
        The HTML file to write, in a folder that exists.
    language : {"en", "nl"}, optional
        As the study says, if left out.
    audience : {"publication", "team"}
        For publication, numbers of few people are withheld (see `bridging.privacy`).
    minimum : int, default 6
        For publication, the smallest count that is shown.
    seed : int, default 0
    n_resamples : int, default 999
        Draws of the null.

    Returns
    -------
    Path
        Where the page lies.

    Raises
    ------
    OutputError
        The file can't be written.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> import bridging as br
    >>> study = br.simulate.southern_women()
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     br.report(study, Path(folder) / "report.html").name
    'report.html'
    """
    target = check_output(path)
    text = page_text(
        study,
        language=language,
        audience=audience,
        minimum=minimum,
        seed=seed,
        n_resamples=n_resamples,
    )
    write_whole(target, text)
    return target


def page_text(
    study: Study,
    *,
    language: str | None = None,
    audience: str = "publication",
    minimum: int = MINIMUM,
    seed: int = 0,
    n_resamples: int = 999,
) -> str:
    """Return the page as HTML."""
    language = check_language(language or study.language)
    check_audience(audience, minimum)
    if isinstance(seed, bool) or not isinstance(seed, int) or seed < 0:
        raise OptionError(f"`seed` must be a whole number from 0, not {seed!r}.")
    facts = _facts(study, audience, minimum, seed, n_resamples)
    return _render(_content(study, facts, language, audience, minimum, seed, n_resamples))


def _facts(
    study: Study, audience: str, minimum: int, seed: int, n_resamples: int
) -> list[LineFacts]:
    """Go through the lines, with a bar on a terminal."""
    from tqdm import tqdm

    with tqdm(total=steps(study), disable=None, leave=False, desc="report") as bar:
        return [
            line_facts(
                study,
                line,
                audience=audience,
                minimum=minimum,
                seed=seed,
                n_resamples=n_resamples,
                step=bar.update,
            )
            for line in study.lines.values()
            if line.groups
        ]


def _content(
    study: Study,
    facts: list[LineFacts],
    language: str,
    audience: str,
    minimum: int,
    seed: int,
    n_resamples: int,
) -> dict[str, Any]:
    """Return everything the page shows, in words."""
    names, found = Names(study, language), collected(study)
    least = 1 if audience == "team" else minimum
    few = _few_visitors(found, audience, minimum)
    title = study.title or say("page.untitled", language)
    key = "page.title_synthetic" if study.synthetic else "page.title"
    problems = study.problems()
    results = [item for fact in facts for item in fact.results]
    return {
        "language": language,
        "study_language": study.language,
        "title": say(key, language, title=title),
        "synthetic": study.synthetic,
        "purpose": study.records.purpose,
        "short": _short(study, found, least, language),
        "others": _others(study, least, language),
        "answers": answers(facts, names),
        "completeness": _completeness(found, facts, names, few, least),
        "rounded": least > 1,
        "present": present(study, names, few, least),
        "sections": _sections(facts, names),
        "no_lines": _no_lines(study, language),
        "method": method_text([item for item in results if np.isfinite(item.estimate)], language),
        "choice": [table for fact in facts if (table := choice_table(fact, names)).rows],
        "measures": measures_table(results, language),
        "problems": problems_table(problems, language, least),
        "problems_more": max(len(problems) - MOST_PROBLEMS, 0) if audience == "team" else 0,
        "rows_left_out": rows_texts(problems, language, least),
        "left_out": left_out_table(found, facts, names),
        "privacy": _privacy(facts, names, audience, minimum),
        "made_by": say(
            "page.made_by",
            language,
            version=__version__,
            seed=seed,
            draws=whole(n_resamples, language),
            fingerprint=study.fingerprint,
        ),
        "other_page": say(f"page.other_{audience}", language),
        "other_command": _command("team" if audience == "publication" else "publication", language),
    }


def _period(study: Study, language: str) -> str:
    sessions = study.records.tables["sessions"]
    if "start" not in sessions or not sessions["start"].notna().any():
        return ""
    days = [sessions["start"].min(), sessions["start"].max()]
    first, last = (day_text(day.year, day.month, day.day, language) for day in days)
    return say("page.period", language, first=first, last=last)


def _command(audience: str, language: str) -> str:
    """Return the command that makes the page for an audience."""
    folder = "MAP" if language == "nl" else "FOLDER"
    return f"bridging report {folder} -o report-{audience}.html --audience {audience}"


def _short(study: Study, found: Collected, minimum: int, language: str) -> str:
    """Say in a few words what was collected; for publication no sum that gives a small part away."""
    parts = [
        counted("n_sessions", int(found.sites["sessions"].sum()), language),
        counted("n_sites", len(study.sites), language),
    ]
    for key in ("visits", "contacts"):
        numbers = found.sites[key]
        if numbers.notna().all() and not small(numbers, minimum).any():
            total = float(numbers.sum())
            text = rounded_text(total, minimum, language) if minimum > 1 else ""
            parts.append(counted(f"n_{key}", total, language, text))
    said = [_period(study, language), say("page.in_all", language, parts=", ".join(parts))]
    return " ".join(text for text in said if text)


def _others(study: Study, minimum: int, language: str) -> str:
    """Say how many people have a role that does not count here."""
    number = int((~study.coded.counts).sum())
    if not number or small(number, minimum):
        return ""
    return counted("others", number, language)


def _few_visitors(found: Collected, audience: str, minimum: int) -> set[str]:
    """Name the sites with so few visitors that their counts are not published."""
    if audience == "team":
        return set()
    few = small(found.sites["visitors"].fillna(0).to_numpy(), minimum)
    return set(found.sites["unit"][few])


def _completeness(
    found: Collected, facts: list[LineFacts], names: Names, few: set[str], minimum: int
) -> list[Any]:
    tables = [
        collected_table(found, names, few, minimum),
        unknown_table(found, facts, names),
        recorded_table(found, names.language, minimum),
    ]
    return [table for table in tables if table.rows]


def _sections(facts: list[LineFacts], names: Names) -> dict[str, list[Part]]:
    makers = {"came": came, "together": together, "met": met, "bonds": bonds}
    return {name: [make(fact, names) for fact in facts] for name, make in makers.items()}


def _no_lines(study: Study, language: str) -> list[str]:
    """Say which lines can't be counted, or that there are none."""
    if not study.lines:
        return [say("page.no_lines", language)]
    return [
        say("page.numeric_line", language, line=line.text(language))
        for line in study.lines.values()
        if not line.groups
    ]


def _privacy(facts: list[LineFacts], names: Names, audience: str, minimum: int) -> list[str]:
    language = names.language
    if audience == "team":
        return [say("page.privacy_team", language)]
    parts = [
        say("page.privacy_publication", language, most=minimum - 1, minimum=minimum),
        say("page.privacy_one_group", language),
    ]
    gone = [
        f"{names.line(fact.line)}: {', '.join(names.row(row) for row in _hidden_rows(fact))}"
        for fact in facts
        if _hidden_rows(fact)
    ]
    if gone:
        return [*parts, say("page.some_withheld", language, parts="; ".join(gone))]
    return [*parts, say("page.nothing_withheld", language)]


def _hidden_rows(fact: LineFacts) -> list[str]:
    rows = fact.people.rows if fact.people is not None else fact.rows
    return [
        row for row in dict.fromkeys([*rows, *fact.rows, ALL]) if row in fact.hidden and row in rows
    ]


def _render(content: dict[str, Any]) -> str:
    """Fill in the page; whatever comes from a study is escaped."""
    from jinja2 import Environment, StrictUndefined

    language = content["language"]
    folder = files("bridging.report")
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals["say"] = lambda key, **values: say(f"page.{key}", language, **values)
    page = environment.from_string((folder / "page.html").read_text(encoding="utf-8"))
    style = (folder / "page.css").read_text(encoding="utf-8")
    return page.render(**content, style=style)
