"""What can be said of each place: opportunity, bridging, little contact across, or too little data."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt

from bridging.analyses.chain import chain
from bridging.analyses.chain_result import Chain, ChainPart
from bridging.analyses.findings_result import Finding, Findings
from bridging.counting.someone_across import share_with_someone_across
from bridging.errors import DataError, OptionError
from bridging.inference import Interval
from bridging.inference.inverted import FEWEST
from bridging.inference.jackknife import t_quantile
from bridging.measures import consolidation
from bridging.privacy import MINIMUM, check_audience, find_hidden, published_before, small
from bridging.study import Study

DELTA = 0.8
LEAST_OPPORTUNITY = 0.10
POWER = 0.8


def findings(
    study: Study,
    line: str | Sequence[str] | None = None,
    by: str | None = "site",
    *,
    delta: float = DELTA,
    least_opportunity: float = LEAST_OPPORTUNITY,
    audience: str = "team",
    minimum: int = MINIMUM,
    weight: str = "encounters",
    n_resamples: int = 999,
    seed: int = 0,
    confidence_level: float = 0.95,
    chains: Mapping[str, Chain] | None = None,
) -> Findings:
    """Say of each place and line what the records allow to say, by a declared rule.

    - *no opportunity*: at fewer than `least_opportunity` of the visits anybody from across the line
      could be met; *impossible* where nobody ever could;
    - *bridging*: the lower limit of partner choice lies above `delta`;
    - *little contact across*: its upper limit lies below 1 and its lower limit not above `delta`;
      where no contact across was seen there are no limits, and the test of partner choice rejects
      at the level of the interval, which then would lie below 1;
    - *too little data*: otherwise; with the ratio that could have been told, and how many more
      contacts that would have taken; and wherever the interval of partner choice has the note that
      there are too few contacts that could have been made otherwise to rely on it;
    - *too few people to publish*: with ``audience="publication"``.

    Parameters
    ----------
    study : Study
    line : str or sequence of str, optional
        A line, or several, each by itself; all, if left out. There is no finding over lines
        together: one can hide what the other shows.
    by : str or None, default "site"
    delta : float, between 0 and 1
    least_opportunity : float, between 0 and 1
    audience : {"team", "publication"}
    minimum : int
        With ``publication``, cells below it are withheld.
    weight : {"encounters", "minutes", "pairs"}
    n_resamples, seed, confidence_level
        As of `chain`.
    chains : mapping of str to Chain, optional
        Chains of lines that were made before, of this study by this `by` and with these options,
        so that they need not be made again.

    Returns
    -------
    Findings
        Bridging is never read from a p-value above .05. Contacts within groups are described
        beside those across, never as their opposite.

    Raises
    ------
    OptionError
        Something that is not a study, or a threshold that is no share.
    DataError
        A study without a line of two groups or more.

    Examples
    --------
    >>> import bridging as br
    >>> study = br.simulate.world(seed=1, people=30, sessions=10, separation=1.0)
    >>> br.findings(study, "origin")[0].finding
    'no opportunity'
    """
    if not isinstance(study, Study):
        raise OptionError(f"`study` must be a Study, not a {type(study).__name__}.")
    for name, value in (("delta", delta), ("least_opportunity", least_opportunity)):
        if not isinstance(value, int | float) or not 0 < value < 1:
            raise OptionError(f"`{name}` must be between 0 and 1, not {value!r}.")
    check_audience(audience, minimum)
    names = [line] if isinstance(line, str) else list(line) if line is not None else None
    if names is None:
        names = [one.name for one in study.lines.values() if len(one.groups) > 1]
        if not names:
            raise DataError(
                "The study must have a line with two groups or more; it has none. "
                "Declare one in study.toml, as [lines.origin]."
            )
    items = []
    for name in names:
        found = (chains or {}).get(name) or chain(
            study, name, by, weight=weight, n_resamples=n_resamples, seed=seed,
            confidence_level=confidence_level,
        )  # fmt: skip
        count = study.count_mixing(name, by)
        shares = share_with_someone_across(count)
        hidden = find_hidden(study, name, by, audience=audience, minimum=minimum)
        items += _of_line(found, shares, hidden, delta, least_opportunity)
    together = _consolidation(study, names, None if audience == "team" else minimum)
    items = [replace(item, consolidation=_most(item.line, together)) for item in items]
    if audience == "publication":
        items = [_without_small_numbers(item, minimum) for item in items]
    made = {name: study.line(name).made for name in names if study.line(name).made}
    return Findings(
        items=tuple(items),
        audience=audience,
        weight=weight,
        consolidation=together,
        made=made,
        withdrawn=None
        if audience == "publication" and 0 < study.withdrawn < minimum
        else study.withdrawn,
    )


def _consolidation(
    study: Study, names: Sequence[str], minimum: int | None
) -> dict[tuple[str, str], float]:
    """Return how far every two lines coincide, where one of them is looked at.

    What crosses one of two lines that go together often crosses the other too. With a `minimum`,
    tables with a smaller cell say nothing, nor does one of a line whose total is withheld, or that
    changed by fewer since it was published before.
    """
    lines = [line.name for line in study.lines.values() if len(line.groups) > 1]
    found = {}
    for one, other in combinations(lines, 2):
        if one not in names and other not in names:
            continue
        table = study.cross_table(one, other)
        value = float(consolidation(table, correction="bergsma"))
        if not np.isfinite(value):
            continue
        if minimum is None or _publishable(study, (one, other), table.counts, minimum):
            found[one, other] = value
    return found


def _publishable(
    study: Study, lines: tuple[str, str], counts: npt.NDArray[np.float64], minimum: int
) -> bool:
    """Say whether a table of two lines has no small cell, by itself or beside earlier ones."""
    few = small(counts, minimum)
    for then in published_before(study, lines):
        few |= small(abs(counts - then.cross_table(*lines).counts), minimum)
    # the two totals come last: they take long to look at
    return not few.any() and not any(
        find_hidden(study, line, minimum=minimum).total for line in lines
    )


def _most(line: str, together: Mapping[tuple[str, str], float]) -> float:
    """Return the largest consolidation of a line with another."""
    return max((value for pair, value in together.items() if line in pair), default=float("nan"))


def _without_small_numbers(item: Finding, minimum: int) -> Finding:
    """Take away how many contacts were left out, where they are few."""
    if 0 < (item.sizes.get("n_left_out") or 0) < minimum:
        return replace(item, sizes={**item.sizes, "n_left_out": None})
    return item


def _of_line(found: Chain, shares: Any, hidden: Any, delta: float, least: float) -> list[Finding]:
    """Apply the rule to each unit of a line."""
    return [
        _withheld(part, delta, least, found.level)
        if part.unit in hidden
        else _finding(part, float(share), delta, least, found.level, found.n_resamples or 0)
        for part, share in zip(found.parts, shares.tolist(), strict=True)
    ]


def _finding(
    part: ChainPart, share: float, delta: float, least: float, level: float, draws: int = 0
) -> Finding:
    """Apply the rule."""
    limits = part.intervals.get("partner_choice")
    contacts = float(part.sizes["n_contacts"] or 0.0)
    crossing = contacts * part["contacts"] if contacts else 0.0
    across = ""
    if np.isfinite(share):
        across = "observed" if crossing > 0 else "possible" if share > 0 else "impossible"
    elif crossing > 0:
        across = "observed"
    finding, reason = _rule(part, share, limits, delta, least, level)
    degrees = max((limits.n_clusters if limits else 0) - 1, 1)
    error = _error(part, limits, degrees, level)
    detectable = more = np.nan
    if finding == "too little data" and np.isfinite(error):
        t = t_quantile((1 + level) / 2, degrees)
        detectable = float(np.exp(-(t + t_quantile(POWER, degrees)) * error))
        ratio = part["partner_choice"]
        target = max(np.log(ratio / delta), -np.log(ratio)) / t
        more = max(float(np.ceil(contacts * ((error / target) ** 2 - 1))), 1.0)
    return Finding(
        line=part.line,
        unit=part.unit,
        finding=finding,
        across=across,
        visits_with_someone_across=share,
        bridging_contacts=crossing,
        bonding_contacts=contacts - crossing,
        contacts_per_visit=part["contacts_per_visit"],
        partner_choice=part["partner_choice"],
        interval=limits,
        p_value=part.p_value,
        delta=delta,
        least_opportunity=least,
        level=level,
        detectable_ratio=detectable,
        more_contacts=more,
        sizes=dict(part.sizes),
        on_edge=_on_edge(part, finding, limits, delta, level, draws),
        reason=reason[0],
        reason_nl=reason[1],
    )


def _on_edge(
    part: ChainPart, finding: str, limits: Interval | None, delta: float, level: float, draws: int
) -> bool:
    """Say whether other draws could make the finding another one: p is a count among `draws`.

    The standard error is twice that of a tail, as p is twice the smaller one, at the p on which the
    rule turns.
    """
    turns = finding == "little contact across" or (
        finding == "too little data"
        and limits is not None
        and not limits.undefined
        and (limits.low <= delta if not limits.note else part["partner_choice"] == 0)
        and part["partner_choice"] < 1
    )
    alpha = 1 - level
    tail = alpha / 2
    error = 2 * np.sqrt(tail * (1 - tail) / (draws + 1)) if draws else 0.0
    return bool(turns and abs(part.p_value - alpha) <= 2 * error)


NOT_KNOWN = (
    "it is not known to which groups the people belong, or who was there",
    "het is niet bekend tot welke groepen de mensen behoren, of wie er was",
)
NO_NAMES = (
    "tallies do not say who, so that choice of partners can't be told from who talks much",
    "turflijsten zeggen niet wie, zodat partnerkeuze niet te scheiden is van wie veel praat",
)
WIDE = (
    "the interval of partner choice is too wide to tell",
    "het interval van partnerkeuze is te breed om iets te zeggen",
)

FEW = (
    f"fewer than {FEWEST} contacts were made where the people present could have met otherwise, so "
    "that no interval of partner choice can be relied on",
    f"minder dan {FEWEST} contacten vonden plaats waar de aanwezigen elkaar ook anders hadden kunnen "
    "treffen, zodat geen interval van partnerkeuze betrouwbaar is",
)


def _rule(
    part: ChainPart,
    share: float,
    limits: Interval | None,
    delta: float,
    least: float,
    level: float,
) -> tuple[str, tuple[str, str]]:
    """Return the finding, and what is missing where there is too little data."""
    if np.isfinite(share) and share < least:
        return "no opportunity", ("", "")
    if part["partner_choice"] == 0 and part.p_value <= 1 - level:
        # no contact across leaves nobody to leave out: the test alone speaks
        return "little contact across", ("", "")
    if limits is None or limits.undefined:
        if not np.isfinite(share):
            return "too little data", NOT_KNOWN
        if not np.isfinite(part["partner_choice"]):
            undefined = part.undefined.get("partner_choice", "")
            missing = (undefined, part.undefined_nl.get("partner_choice", ""))
            tallied = not np.isfinite(part["visitors"]) and np.isfinite(part["contacts"])
            return "too little data", NO_NAMES if tallied else missing
        reason = WIDE if limits is None else (limits.undefined, limits.undefined_nl)
        return "too little data", reason
    if limits.note:
        return "too little data", FEW
    if limits.low > delta:
        return "bridging", ("", "")
    if limits.high < 1:
        return "little contact across", ("", "")
    return "too little data", WIDE


def _error(part: ChainPart, limits: Interval | None, degrees: float, level: float) -> float:
    """Return the standard error of the log of partner choice; NaN without an interval to rely on.

    Where the test kept an interval from leaving 1 out, the error is the one that p speaks of.
    """
    if limits is None or limits.undefined or limits.note or not part["partner_choice"] > 0:
        return float("nan")
    error = limits.std_error / part["partner_choice"]
    away = abs(float(np.log(part["partner_choice"])))
    widened = away > t_quantile((1 + level) / 2, degrees) * error
    if widened and 1 - level < part.p_value < 1:
        return max(error, away / t_quantile(1 - part.p_value / 2, degrees))
    return error


def _withheld(part: ChainPart, delta: float, least: float, level: float) -> Finding:
    """Return a finding without any number."""
    nan = float("nan")
    return Finding(
        line=part.line,
        unit=part.unit,
        finding="too few people to publish",
        across="",
        visits_with_someone_across=nan,
        bridging_contacts=nan,
        bonding_contacts=nan,
        contacts_per_visit=nan,
        partner_choice=nan,
        interval=None,
        p_value=nan,
        delta=delta,
        least_opportunity=least,
        level=level,
        detectable_ratio=nan,
        more_contacts=nan,
        sizes={},
    )
