"""Results as a document: sentences, a table, the figure, how they were made, and what to cite."""

import math
from collections.abc import Sequence

from bridging.figures import alt_text, plot_estimates
from bridging.report.document import Block, Document, Heading, Said, Words
from bridging.report.pictures import MOST_PICTURES, Picture
from bridging.report.table import Table, columns
from bridging.results import Result, Results
from bridging.words import (
    check_language,
    decimal,
    interval_text,
    measure_label,
    method_text,
    p_text,
    result_sentence,
    say,
    undefined_text,
    whole,
)
from bridging.words.cite import references

MOST_SAID = 40
DASH = "–"


def results_document(results: Results, language: str = "en", title: str = "") -> Document:
    """Return results as a document that can be written as HTML, Word or PDF.

    Parameters
    ----------
    results : Results
    language : {"en", "nl"}
    title : str, optional
    """
    check_language(language)
    title = title or say("page.results", language)
    blocks: list[Block] = [Heading(title, 2, "results")] if not len(results) else []
    if len(results):
        said = tuple(("", result_sentence(item, language)) for item in results.items[:MOST_SAID])
        blocks += [Said(said), results_table(results.items, language)]
        blocks += _pictures(results, language)
        blocks.append(Heading(say("page.method", language), 2, "method"))
        blocks.append(Words(method_text(results, language)))
        blocks.append(Heading(say("page.references", language), 2, "references"))
        blocks.append(Said(tuple(("", text) for text in references([results], language=language))))
    return Document(title=title, language=language, made=_made(results, language), blocks=blocks)


def _made(results: Results, language: str) -> str:
    if not len(results):
        return ""
    first = results[0]
    key = "method.made_by" if first.fingerprint else "method.made_by_plain"
    seed = DASH if first.seed is None else first.seed
    text = say(key, language, version=first.version, seed=seed, fingerprint=first.fingerprint)
    return text.removesuffix(".")


def results_table(items: Sequence[Result], language: str) -> Table:
    """Return one row for each result: value, interval, value under chance, p and size."""
    names = [name for name in ("line", "unit", "group") if _differs(items, name)]
    table = Table(
        say("page.results_caption", language),
        columns(language, "measure", *names, "value", "interval_95", "by_chance", "p", "number"),
        words=1 + len(names),
    )
    for item in items:
        places = [getattr(item, name) or DASH for name in names]
        label = measure_label(item.measure, language)
        if not math.isfinite(item.estimate):
            table.remark(label, *places, undefined_text(item, language))
        else:
            table.add(label, *places, *_cells(item, language))
    return table


def _differs(items: Sequence[Result], name: str) -> bool:
    return any(getattr(item, name) not in ("", "all") for item in items)


def _cells(item: Result, language: str) -> list[str]:
    limits, null, contacts = item.interval, item.null, item.sizes.contacts
    there = limits is not None and not limits.undefined
    chance = null is not None and not null.undefined
    p = p_text(null.p_value, language) if null is not None and chance else ""
    return [
        decimal(item.estimate, language),
        interval_text(limits.low, limits.high, language) if limits and there else DASH,
        decimal(null.mean, language) if null is not None and chance else DASH,
        p.removeprefix("p ").removeprefix("= ") or DASH,
        DASH if contacts is None else whole(contacts, language),
    ]


def _pictures(results: Results, language: str) -> list[Picture]:
    """Return a figure of each measure: their scales differ."""
    names = dict.fromkeys(item.measure.name for item in results)
    drawn = [[item for item in results[name] if math.isfinite(item.estimate)] for name in names]
    some = [items for items in drawn if 0 < len(items) <= MOST_SAID]
    return [_picture(items, language) for items in some[:MOST_PICTURES]]


def _picture(items: list[Result], language: str) -> Picture:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7.2, 1.6 + 0.42 * len(items)), layout="constrained")
    plot_estimates(Results(items), figure.subplots(), language)
    label = measure_label(items[0].measure, language)
    caption = say("page.figure_results", language, label=label)
    return Picture(figure, alt_text(items, language), caption)
