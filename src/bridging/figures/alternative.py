"""What a figure shows, in words, for those who can't see it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from bridging.figures.composition import composition_rows
from bridging.figures.mixing import mixing_alternative
from bridging.figures.style import NO_NAMES
from bridging.results import Result
from bridging.structures import Composition, MixingMatrix
from bridging.study import Study
from bridging.words import result_sentence, say, whole


def alt_text(
    data: Composition | Study | MixingMatrix | Iterable[Result],
    language: str = "en",
    *,
    line: str | None = None,
    by: str | None = "site",
    unit: str | None = None,
    unknown: Sequence[float] | None = None,
    hidden: Collection[str] = (),
    names: Mapping[str, str] = NO_NAMES,
    visits: bool = False,
) -> str:
    """Describe the figure of a composition, a mixing matrix or estimates.

    The options are those of the figure.

    Examples
    --------
    >>> import bridging as br
    >>> alt_text(br.Composition([[3, 2]], units=["Monday"], groups=["a", "b"]))
    'Horizontal bars with the number of people of each group. Monday: a 3, b 2.'
    """
    if isinstance(data, Composition | Study):
        rows = composition_rows(data, line, by, unknown, language)
        return _composition(rows, language, hidden, names, visits)
    if isinstance(data, MixingMatrix):
        return mixing_alternative(data, language, unit=unit, names=names)
    sentences = [result_sentence(item, language, names) for item in data]
    return " ".join([say("alt.estimates", language), *sentences])


def _composition(
    shown: Any, language: str, hidden: Collection[str], names: Mapping[str, str], visits: bool
) -> str:
    rows, groups, counts, missing = shown
    parts = [say("alt.composition" + ("_visits" if visits else ""), language)]
    for row, number, unknown in zip(rows, counts, missing, strict=True):
        words = [f"{g} {whole(n, language)}" for g, n in zip(groups, number, strict=True)]
        if unknown:
            words.append(f"{say('figure.unknown', language)} {whole(unknown, language)}")
        if row in hidden:
            words = [say("figure.withheld", language)]
        parts.append(
            say(
                "alt.composition_row",
                language,
                unit=names.get(row, row),
                parts=", ".join(words),
            )
        )
    return " ".join(parts)
