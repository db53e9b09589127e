"""A chain in plain sentences: who comes, who is there together, who meets."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bridging.words.method import drawn_of
from bridging.words.numbers import decimal, hundred, limit_texts, of_hundred, p_text, percent, whole
from bridging.words.places import NOTHING, had_text, note_text, place_text
from bridging.words.reasons import undefined_text
from bridging.words.texts import TEXTS, check_language, say

QUESTIONS = {
    "come": ("reference", "visitors", "visits"),
    "together": ("present", "opportunity"),
    "meet": ("contacts",),
}
EXACT = 1e-9  # rounding of floats
ORDER = tuple(step for steps in QUESTIONS.values() for step in steps)


def chain_sentences(
    chain: Any, language: str = "en", *, names: Mapping[str, str] = NOTHING
) -> list[str]:
    """Say each chain in a paragraph of a few plain sentences.

    Parameters
    ----------
    chain : Chain
    language : {"en", "nl"}
    names : mapping of str to str, optional
        What to call lines, units and groups, where not by their own names.

    Returns
    -------
    list of str
        One paragraph for each unit (and group, or crossing), in the order of the chain. The volume
        of contact, which all chains of a unit share, stands in the first.

    Examples
    --------
    >>> import bridging as br
    >>> house = br.simulate.five_houses().select(sites=["house-4"])
    >>> found = br.chain(house, "origin", interval=False, null=False)
    >>> print(chain_sentences(found)[0])  # doctest: +NORMALIZE_WHITESPACE
    origin: Who comes? In 48 of 100 pairs of people of the reference population the two are of
    different groups; in 0 of 100 pairs of visitors. From there on contact across the line was not
    possible. In all: 55 contacts in 11 sessions, 0.65 per visit; 5 contacts were left out.
    """
    check_language(language)
    weight = getattr(chain, "weight", "encounters")
    paragraphs, told = [], set()
    for part in chain.parts:
        place = chain_place(part, language, names)
        sentences = part_sentences(
            part, language, weight=weight, volume=(part.line, part.unit) not in told
        )
        told.add((part.line, part.unit))
        paragraphs.append((f"{place}: " if place else "") + " ".join(sentences))
    return paragraphs


def chain_place(part: Any, language: str, names: Mapping[str, str] = NOTHING) -> str:
    """Name the unit, the line and, of one group, from whom it is seen."""
    return place_text(part.unit, part.line, names, group=part.group, language=language)


def part_sentences(
    part: Any, language: str = "en", *, weight: str = "encounters", volume: bool = True
) -> list[str]:
    """Say one chain, without naming it.

    Parameters
    ----------
    part : ChainPart
    language : {"en", "nl"}
    weight : {"encounters", "minutes", "pairs"}
        What a contact counted.
    volume : bool, default True
        Whether to say how much contact there was.
    """
    last = last_possible(part)
    shown = [step for step in ORDER if math.isfinite(part[step])]
    if last is not None:
        shown = shown[: shown.index(last) + 1]
    said = [*shown]
    sentences = [
        _question(part, name, [step for step in steps if step in shown], language, weight)
        for name, steps in QUESTIONS.items()
    ]
    if last is not None:
        sentences.append(_not_possible(part, last, language))
    if "contacts" in shown:
        sentences += [_choice(part, language, said), _odds(part, language, said)]
    looked_at = [*ORDER, "partner_choice", "theta"] if last is None else ORDER
    sentences.append(_no_value(part, [*looked_at, *["contacts_per_visit"] * volume], language))
    if volume:
        sentences.append(_volume(part, language, weight, said))
    sentences += [_brackets(part, said, language), _no_interval(part, said, language)]
    return [sentence for sentence in sentences if sentence]


def last_possible(part: Any) -> str | None:
    """Return the step from which on the chain is zero: no contact was possible; None if none is.

    Where only the contacts are zero, contact was possible.
    """
    for place, step in enumerate(ORDER[:-1]):
        later = [part[name] for name in ORDER[place + 1 :]]
        if part[step] == 0 and not any(value > 0 for value in later):
            return step
    return None


def limits_text(
    part: Any, label: str, language: str, *, share: bool, p_value: float = float("nan")
) -> str:
    """Write the interval of a label in brackets, with p where there is one; else nothing."""
    found = part.intervals.get(label)
    if found is None or found.undefined:
        return ""
    digits, times = (0, 100.0) if share else (2, 1.0)
    low, high = limit_texts(found.low, found.high, language, digits, times)
    p = f"; {p_text(p_value, language)}" if math.isfinite(p_value) else ""
    return f" ({say('chain.limits', language, low=low, high=high)}{p})"


def _question(part: Any, name: str, steps: Sequence[str], language: str, weight: str) -> str:
    """Answer one of the three questions with the steps that have a value."""
    clauses = [_clause(part, step, language, weight) for step in steps]
    if not clauses:
        return ""
    kind = "group" if part.group != "all" else part.crossing
    clauses[0] += f" {say(f'chain.differ.{kind}', language)}"
    if name == "meet":
        would = dealt_share(part)
        if math.isfinite(would):
            had = had_text(math.isfinite(part["present"]), language)
            clauses.append(say("chain.would", language, n=hundred(would, language), had=had))
    text = "; ".join(clauses)
    return f"{say(f'page.question.{name}', language)} {text[0].upper()}{text[1:]}."


def _clause(part: Any, step: str, language: str, weight: str) -> str:
    """Say one step as a count of a hundred."""
    key = _weighted(f"chain.{step}", weight, language)
    text = say(key, language, n=of_hundred(part[step], language))
    return text + limits_text(part, step, language, share=True)


def _weighted(key: str, weight: str, language: str) -> str:
    """Return the key of what a contact counts, where it is not an encounter."""
    return f"{key}.{weight}" if f"{key}.{weight}" in TEXTS[language] else key


def dealt_share(part: Any) -> float:
    """Return the share of contacts of this kind if partners are dealt again; NaN if unknown."""
    value = part["opportunity"] * part["activity"]
    if math.isfinite(value) or not part["partner_choice"] > 0:
        return float(value)
    return float(part["contacts"] / part["partner_choice"])


def without_choice(part: Any) -> bool:
    """Say whether contact across comes out the same, whoever of those present met whom.

    So it does where chance gives none, and where every deal gives what was seen: then there is no p.
    """
    same = abs(part["partner_choice"] - 1) < EXACT and math.isnan(part.p_value)
    return same or dealt_share(part) == 0


def _choice(part: Any, language: str, said: list[str]) -> str:
    """Say how many contacts there are for every hundred chance would give."""
    where = _where(part, language)
    if without_choice(part):
        return say("chain.no_choice", language, where=where)
    value = part["partner_choice"]
    if not math.isfinite(value):
        return ""
    said.append("partner_choice")
    text = say("chain.choice", language, where=where, n=hundred(value, language))
    text += limits_text(part, "partner_choice", language, share=True, p_value=part.p_value)
    found = part.intervals.get("partner_choice")
    if found is not None and found.low <= 1 <= found.high:
        text += f"; {say('chain.choice.unclear', language)}"
    return f"{text}.{note_text(found, language)}"


def _odds(part: Any, language: str, said: list[str]) -> str:
    """Say θ; pairs alike on both lines are what others are compared with."""
    if not math.isfinite(part["theta"]) or part["contacts"] == 0 or part.crossing == "none":
        return ""
    said.append("theta")
    within = say("chain.within" if part.group == "all" else "chain.within.group", language)
    if part.crossing != "across":
        within = say("chain.where.none", language)
    theta = decimal(part["theta"], language)
    where = _where(part, language)
    text = say("chain.theta", language, where=where, theta=theta, within=within)
    limits = limits_text(part, "theta", language, share=False)
    return f"{text}{limits}; {say('chain.theta.holds', language)}."


def _where(part: Any, language: str) -> str:
    return say(f"chain.where.{part.crossing}", language)


def _not_possible(part: Any, last: str, language: str) -> str:
    key = "chain.not_possible" + (".opportunity" if last == "opportunity" else "")
    return say(key, language, where=_where(part, language))


def _volume(part: Any, language: str, weight: str, said: list[str]) -> str:
    """Say how much contact there was, and how much was left out."""
    number, sessions, lost = (
        part.sizes.get(name) or 0 for name in ("n_contacts", "n_sessions", "n_left_out")
    )
    key = _weighted("chain.n_contacts", weight, language)
    key += "_1" if number == 1 and key == "chain.n_contacts" else ""
    when = say(f"page.n_sessions{'_1' if sessions == 1 else ''}", language, n=sessions)
    text = say(key, language, n=whole(number, language), sessions=when)
    if math.isfinite(part["contacts_per_visit"]):
        said.append("contacts_per_visit")
        n = decimal(part["contacts_per_visit"], language)
        text += f", {say('chain.per_visit', language, n=n)}"
        text += limits_text(part, "contacts_per_visit", language, share=False)
    if lost:
        key = f"chain.left_out{'_1' if lost == 1 else ''}"
        text += f"; {say(key, language, n=whole(lost, language))}"
    return say("page.in_all", language, parts=text)


def _no_value(part: Any, labels: Sequence[str], language: str) -> str:
    """Say which values are missing and why, once for each reason."""
    reasons = part.undefined_nl if language == "nl" else part.undefined
    missing = {label: reasons[label] for label in labels if not math.isfinite(part[label])}
    if dealt_share(part) == 0:  # chance gives none either: that was said
        missing.pop("partner_choice", None)
    if part.crossing == "none":
        missing.pop("theta", None)
    if all(step in missing for step in ORDER):
        whys = dict.fromkeys(missing[step] for step in ORDER)
        return say("chain.no_step", language, reasons="; ".join(whys))
    return say("chain.no_value", language, parts=_by_reason(missing, language)) if missing else ""


def _brackets(part: Any, labels: Sequence[str], language: str) -> str:
    """Say what stands in brackets."""
    said = [part.intervals[label] for label in labels if label in part.intervals]
    return brackets_text(said, language)


def brackets_text(intervals: Iterable[Any], language: str) -> str:
    """Say what intervals in brackets are, those of partner choice too; nothing where there are none."""
    known = [interval for interval in intervals if not interval.undefined]
    if not known:
        return ""
    text = say("chain.brackets", language, level=percent(known[0].level, language))
    if any(drawn_of(interval) == "choice" for interval in known):
        text += " " + say("chain.brackets_choice", language)
    return text


def _no_interval(part: Any, labels: Sequence[str], language: str) -> str:
    """Say which of the values that were said have no interval, and why."""
    found = {label: part.intervals[label] for label in labels if label in part.intervals}
    missing = {
        label: undefined_text(interval, language)
        for label, interval in found.items()
        if interval.undefined
    }
    if not missing:
        return ""
    if len(missing) == len(found) and len(set(missing.values())) == 1:
        return say("no_interval", language, reason=next(iter(missing.values())))
    return say("chain.no_interval", language, parts=_by_reason(missing, language))


def _by_reason(missing: Mapping[str, str], language: str) -> str:
    """Write labels and their reasons, the labels of one reason together."""
    labels: dict[str, list[str]] = {}
    for label, reason in missing.items():
        labels.setdefault(reason, []).append(say(f"chain.label.{label}", language))
    return "; ".join(f"{', '.join(names)}: {reason}" for reason, names in labels.items())
