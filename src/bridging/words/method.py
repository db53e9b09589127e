"""The paragraph for a method section."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from bridging.words.card import withdrawn_of, withdrawn_text
from bridging.words.labels import measure_label
from bridging.words.numbers import decimal, percent, whole
from bridging.words.reasons import left_out_text
from bridging.words.texts import TEXTS, check_language, say


def method_text(results: Any, language: str = "en") -> str:
    """Say how results were made: measures, intervals, chance, version, seed.

    Parameters
    ----------
    results : Results, sequence of Result, Chain, Findings or Reach
    language : {"en", "nl"}

    Examples
    --------
    >>> import bridging as br
    >>> table = br.MixingMatrix([[6, 1], [1, 2]], groups=["a", "b"])
    >>> method_text(br.estimate("ei_index", table))
    'Computed: E-I index. bridging ..., seed 0.'
    """
    check_language(language)
    kind = type(results).__name__
    if kind in OF_ANALYSES:
        return OF_ANALYSES[kind](results, language)
    if not len(results):
        return ""
    parts = [
        say("method.measures", language, labels=_labels(results, language)),
        *_made_lines(results, language),
        _weight(results, language),
        _intervals(results, language),
        *_counted(results, language),
        *_chance(results, language),
        _left_out(results, language),
        withdrawn_text(withdrawn_of([item.extra for item in results]), language),
        _made_by(results[0], language),
    ]
    return " ".join(part for part in parts if part)


def _labels(results: Iterable[Any], language: str) -> str:
    return ", ".join(dict.fromkeys(measure_label(item.measure, language) for item in results))


def _made_lines(results: Iterable[Any], language: str) -> list[str]:
    """Say by which rule a line was made."""
    made = {item.line: item.extra["made"] for item in results if "made" in item.extra}
    return [say("method.made", language, line=line, rule=rule) for line, rule in made.items()]


def _weight(results: Iterable[Any], language: str) -> str:
    """Say what a contact is, where people were counted."""
    weights = dict.fromkeys(
        item.options.get("weight", "encounters") for item in results if item.sizes.sessions
    )
    return " ".join(say(f"method.weight.{weight}", language) for weight in weights)


def _intervals(results: Iterable[Any], language: str) -> str:
    parts = [item.interval for item in results if item.interval and not item.interval.undefined]
    if not parts:
        return ""
    methods = dict.fromkeys(method_name(part.method, language) for part in parts)
    levels = dict.fromkeys(percent(part.level, language) for part in parts)
    text = say("method.intervals", language, level=", ".join(levels), methods="; ".join(methods))
    said = [
        text,
        *(say(f"method.says.{of}", language) for of in dict.fromkeys(map(drawn_of, parts))),
    ]
    lost = sum(part.n_lost for part in parts)
    if lost:
        draws = whole(sum(part.n_resamples for part in parts), language)
        said.append(say("method.lost", language, n=whole(lost, language), draws=draws))
    return " ".join(said)


def _counted(results: Iterable[Any], language: str) -> list[str]:
    """Say what a share counts, where the chain has a share like it that counts otherwise."""
    names = dict.fromkeys(
        item.measure.name
        for item in results
        if item.fingerprint and (item.measure.structure.__name__ == "Composition" or _left(item))
    )
    keys = (f"method.counted.{name}" for name in names)
    return [say(key, language) for key in keys if key in TEXTS[language]]


def _left(item: Any) -> bool:
    """Whether the interval of a result leaves people (or families) out."""
    left = ("leave-person-out", "leave-family-out")
    return item.interval is not None and item.interval.method.startswith(left)


def drawn_of(interval: Any) -> str:
    """Say of what an interval speaks: other people or sessions, trials, or who chose whom."""
    method = interval.method
    if method.startswith("randomisation test inverted"):
        return "choice"
    if method.startswith("exact"):
        return "trials"
    sessions = ("leave-session-out", "session bootstrap", "wild cluster")
    tallied = "sessions as a whole" in method
    return "sessions" if tallied or method.startswith(sessions) else "people"


def method_name(method: str, language: str) -> str:
    """Name an interval's method and scale; parts without words are shown as they are."""
    known = TEXTS[language]
    return ", ".join(known.get(f"ci.{part}", part) for part in method.split(", "))


def _chance(results: Sequence[Any], language: str) -> list[str]:
    nulls = [item.null for item in results if item.null and not item.null.undefined]
    if not nulls:
        return []
    if nulls[0].model.startswith("difference_"):
        return [say("method.no_difference", language)]
    first, key = nulls[0], f"method.null.{nulls[0].model}"
    key = key if key in TEXTS[language] else "method.null.other"
    draws = whole(first.n_resamples, language)
    alternative = say(f"alternative.{first.alternative}", language)
    shares = [part.informative_share for part in nulls if part.informative_share >= 0]
    parts = [
        say(key, language, model=first.model, draws=draws),
        say(_p_key(first), language, alternative=alternative, draws=draws),
    ]
    if any(item.measure.name == "partner_choice" and item.interval for item in results):
        parts.append(say("method.p_agree", language))
    if any(item.null and item.null.by_interval for item in results):
        parts.append(say("method.p_beside", language))
    error = max(part.monte_carlo_error for part in nulls)
    if error > 0:
        parts.append(say("method.p_error", language, error=decimal(error, language, 3)))
    if shares and min(shares) < 1:
        low, high = percent(min(shares), language), percent(max(shares), language)
        key = "method.informative_1" if low == high else "method.informative"
        parts.append(say(key, language, low=low, **({} if low == high else {"high": high})))
    return parts


def _p_key(null: Any) -> str:
    """Return the key of the text that says how a p-value was made."""
    if null.model == "partner_rewire":
        return "method.p"
    return "method.p_exact" if null.exact else "method.p_draws"


def _left_out(results: Iterable[Any], language: str) -> str:
    """Say what was left out, where there is one result to speak of."""
    items = list(results)
    if len(items) != 1 or not items[0].sizes.left_out:
        return ""
    return say("method.left_out", language, parts=left_out_text(items[0].sizes.left_out, language))


def _made_by(item: Any, language: str) -> str:
    key = "method.made_by" if item.fingerprint else "method.made_by_plain"
    seed = "–" if item.seed is None else item.seed
    return say(key, language, version=item.version, seed=seed, fingerprint=item.fingerprint)


def chain_method_text(
    chains: Sequence[Any], language: str = "en", *, n_resamples: int | None = None
) -> str:
    """Say how chains were made: what a contact is, the steps, the odds, chance and intervals.

    Parameters
    ----------
    chains : sequence of Chain
        Of one study, made with the same options.
    language : {"en", "nl"}
    n_resamples : int, optional
        Draws of the null; those of the chains, if left out.
    """
    check_language(language)
    parts = [part for found in chains for part in found.parts]
    if not parts:
        return ""
    first = chains[0]
    n_resamples = first.n_resamples if n_resamples is None else n_resamples
    rules = {name: rule for found in chains for name, rule in found.made.items()}
    texts = [
        say("method.chain", language),
        *_visitors(parts, language),
        *(say("method.made", language, line=name, rule=rule) for name, rule in rules.items()),
        say(f"method.weight.{first.weight}", language),
    ]
    if any(part["theta"] == part["theta"] for part in parts):
        texts.append(say("method.chain_theta", language))
    if any(part["partner_choice"] == part["partner_choice"] for part in parts):
        known = any(part["present"] == part["present"] for part in parts)
        texts.append(say("method.chain_choice" + ("" if known else "_contact"), language))
        if n_resamples is not None:
            texts.append(say("method.chain_draws", language, draws=whole(n_resamples, language)))
    level = percent(first.level, language)
    for key, limits in _chain_limits(parts).items():
        method = method_name(limits.method.split(", ")[0], language)
        texts.append(say(key, language, level=level, method=method))
    of_visitors = [part.intervals["visitors"] for part in parts if "visitors" in part.intervals]
    if any(one.method.startswith("test inversion") and not one.undefined for one in of_visitors):
        texts.append(say("method.chain_visitors_interval", language))
    if any("contacts" in part.intervals for part in parts):
        texts.append(say("method.chain_counted", language))
    texts += filter(None, [withdrawn_text(first.withdrawn, language)])
    return " ".join([*texts, _made_by(first, language)])


def _visitors(parts: Iterable[Any], language: str) -> list[str]:
    """Say that pairs who came together are no visitors of a chain, where there are visitors."""
    there = any(part["visitors"] == part["visitors"] for part in parts)
    return [say("method.chain_visitors", language)] if there else []


def _chain_limits(parts: Sequence[Any]) -> dict[str, Any]:
    """Return by its text an interval of the steps and one of partner choice, where there are."""
    limits: dict[str, Any] = {}
    for part in parts:
        for label, one in part.intervals.items():
            of = "choice_interval" if label == "partner_choice" else "interval"
            if not one.undefined:
                limits.setdefault(f"method.chain_{of}", one)
    return limits


def _one_chain(found: Any, language: str) -> str:
    return chain_method_text([found], language)


def findings_method_text(found: Any, language: str = "en") -> str:
    """Say by which rule findings were made, with its thresholds.

    Parameters
    ----------
    found : Findings
    language : {"en", "nl"}
    """
    check_language(language)
    if not len(found):
        return ""
    first = found[0]
    text = say(
        "method.findings",
        language,
        delta=decimal(first.delta, language),
        least=percent(first.least_opportunity, language),
        level=percent(first.level, language),
    )
    return " ".join(filter(None, [text, withdrawn_text(found.withdrawn, language)]))


def reach_method_text(found: Any, language: str = "en") -> str:
    """Say how the reach was computed: shares, their limits, the test, and who comes back.

    Parameters
    ----------
    found : Reach
    language : {"en", "nl"}
    """
    check_language(language)
    level = percent(found.options["confidence_level"], language)
    texts = [
        say("method.reach", language, level=level),
        say("method.reach_return", language, away=found.options["away"])
        if len(found.curves)
        else "",
        withdrawn_text(found.withdrawn, language),
        _made_by(found, language),
    ]
    return " ".join(text for text in texts if text)


OF_ANALYSES: Mapping[str, Callable[[Any, str], str]] = {
    "Chain": _one_chain,
    "Findings": findings_method_text,
    "Reach": reach_method_text,
}
