"""The front door: a measure on data, with its interval and what chance would give."""

from collections.abc import Callable, Mapping, Sequence
from numbers import Integral, Real
from typing import Any

from bridging.counting.units import find_units
from bridging.errors import DataError, OptionError, a_or_an, check_choice, listed, suggestion
from bridging.estimators.adjust import adjust
from bridging.estimators.base import Chance, Estimator
from bridging.estimators.choose import Data, check_counting, choose_estimator, lines_of
from bridging.estimators.differences import difference_rows
from bridging.estimators.intervals import INTERVALS
from bridging.estimators.rows import result_rows
from bridging.estimators.sides import DIFFERENCES
from bridging.inference.pvalues import ALTERNATIVES
from bridging.measures import Measure, get_measure
from bridging.nulls import get_null
from bridging.results import Result, Results
from bridging.structures import Composition, ContactGraph, Incidence, MixingMatrix
from bridging.study import Study

Name = str | Measure | Callable[..., Any]

PROFILE = (
    "blau_unbiased",
    "theil_h",
    "bridging_share",
    "expected_bridging_share",
    "bridging_ratio",
    "partner_choice",
    "ei_index",
    "odds_ratio_within",
    "assortativity",
    "friending_bias",
)
PARAMETERS = ("line", "by", "null", "interval", "n_resamples", "seed", "confidence_level",
              "alternative")  # fmt: skip
STRATIFIED = ("label_permutation", "residual_permutation")
MAKERS: Mapping[type, str] = {
    Composition: "study.composition(line, by='session')",
    MixingMatrix: "study.mixing(line)",
    ContactGraph: "study.contact_graphs()['all']",
    Incidence: "study.meetings(lines)",
}
COUNT_OPTIONS = ("weight", "opportunity", "absent", "units", "directed", "of")


def estimate(
    measure: Name,
    data: Data,
    line: str | None = None,
    by: str | None = None,
    null: str | None = "default",
    interval: str | None = "default",
    n_resamples: int = 999,
    seed: int = 0,
    *,
    confidence_level: float = 0.95,
    alternative: str = "two-sided",
    **options: Any,
) -> Results:
    """Estimate a measure, with its interval and what chance would give.

    Parameters
    ----------
    measure : str or function
        Name or alias of a measure (see `bridging.list_measures`), or the function itself.
    data : Study, MixingMatrix, Composition or ContactGraph
        Of a table given as it is only the estimate is known: an interval and a null need people.
    line : str, optional
        A line of the study; every line, if left out.
    by : str, optional
        A column of sites, sessions, participants or encounters: one result for each value.
    null : str or None, default "default"
        What chance means. ``partner_rewire`` is the default for contacts of people; None: no test.
    interval : str or None, default "default"
        - ``default``: the leave-person-out jackknife (leave-family-out where families are known);
          for the diversity of people, the uncertainty of the shares of the groups carried over; for
          `partner_choice`, the values that its test does not reject, and as far as leaving people
          out reaches;
        - ``jackknife``: leaving out, for every measure;
        - ``session_bootstrap``, ``session_bootstrap_basic``, ``session_bootstrap_bca``: sessions
          drawn again: what the same people would give in other sessions;
        - ``wild_cluster``: the same question, for few sessions;
        - ``person_bootstrap``: people (families) drawn again, pairs with them;
        - ``exact``: of a plain share, contacts (or people) taken as independent;
        - None: none.
    n_resamples : int, default 999
        Draws of the null, and of a bootstrap.
    seed : int, default 0
        The same seed gives the same numbers.
    confidence_level : float, default 0.95
    alternative : {"two-sided", "less", "greater"}
    **options
        Options of the measure (``pooled=True``), of the count: `weight`, `opportunity`, `absent`,
        `directed`, `units`, `of` (see `Study.mixing`, `Study.composition` and `Study.meetings`),
        and of a null model that deals labels again: `strata`, a column of participants within
        whose values labels are dealt.

    Returns
    -------
    Results
        One result for each line, unit and group. A value that can't be had says why. Beside an
        interval p is the larger of that of the null and that of the interval for the mean of the
        null, so that the two never contradict each other: it is at most 1 - `confidence_level` only
        where the interval leaves that mean out. With ``interval=None`` it is that of the null alone.

    Raises
    ------
    UnknownNameError, OptionError
        A name or an option that is not known; the message suggests the nearest.

    Examples
    --------
    >>> import bridging as br
    >>> table = br.MixingMatrix([[40, 2], [5, 41]], groups=["Boy", "Girl"], directed=True)
    >>> round(br.estimate("ei_index", table).estimate, 4)
    -0.8409
    """
    return profile(
        data,
        line,
        by,
        [measure],
        null=null,
        interval=interval,
        n_resamples=n_resamples,
        seed=seed,
        confidence_level=confidence_level,
        alternative=alternative,
        **options,
    )


def profile(
    data: Data,
    line: str | None = None,
    by: str | None = None,
    measures: Sequence[Name] | None = None,
    *,
    null: str | None = "default",
    interval: str | None = "default",
    n_resamples: int = 999,
    seed: int = 0,
    confidence_level: float = 0.95,
    alternative: str = "two-sided",
    **options: Any,
) -> Results:
    """Estimate several measures; contacts are counted and dealt once for all of them.

    Parameters are those of `estimate`. `measures` are ten that answer different questions, if left
    out; of a table given as it is, those that can be computed on it.

    Examples
    --------
    >>> import bridging as br
    >>> table = br.MixingMatrix([[4, 2], [2, 4]], groups=["a", "b"])
    >>> len(br.profile(table, measures=["ei_index", "bridging_share"]))
    2
    """
    check_choice("alternative", alternative, ALTERNATIVES)
    for name, value in (
        ("line", line),
        ("by", by),
        ("null", null),
        ("strata", options.get("strata")),
    ):
        if value is not None and not isinstance(value, str):
            raise OptionError(f"`{name}` must be a name, not {a_or_an(type(value).__name__)}.")
    check_choice("interval", interval, INTERVALS)
    if null not in (None, "default"):
        get_null(null)
    _check_numbers(confidence_level, n_resamples, seed)
    records = [get_measure(name) for name in _wanted(data, measures, by)]
    counting = {name: options.pop(name) for name in COUNT_OPTIONS if name in options}
    chance = _chance(data, null, int(n_resamples), int(seed), options.pop("strata", None))
    own = {record.name: _own_options(record, options, records) for record in records}
    for record in records:
        _check_estimable(record, data)
    check_counting(records, data, counting)
    results: list[Result] = []
    for name in lines_of(data, line):
        cache: dict[Any, Estimator] = {}
        for record in records:
            estimator = choose_estimator(record, data, name, by, counting, cache, chance)
            results += result_rows(
                record,
                estimator,
                own[record.name],
                line=name,
                null=null,
                interval=interval,
                n_resamples=n_resamples,
                seed=seed,
                level=confidence_level,
                alternative=alternative,
                fingerprint=data.fingerprint if isinstance(data, Study) else "",
                counting=counting,
                made=data.line(name).made if isinstance(data, Study) else "",
                withdrawn=data.withdrawn if isinstance(data, Study) else 0,
            )
    return Results(adjust(results, by))


def _chance(
    data: Data, null: str | None, n_resamples: int, seed: int, strata: str | None
) -> Chance | None:
    """Gather what estimators need to know of chance; None where it is not asked for."""
    if strata is not None and null not in STRATIFIED:
        raise OptionError(
            f"`strata` can't be used with null={null!r}; {listed(STRATIFIED)} take it."
        )
    if null is None:
        return None
    if strata is None or not isinstance(data, Study):
        return Chance(n_resamples=n_resamples, seed=seed)
    units = find_units(data.records, strata)
    if units.level != "person":
        raise OptionError(f"`strata` must be a column of the participants, not {strata!r}.")
    return Chance(n_resamples=n_resamples, seed=seed, strata=units.code)


def _check_numbers(confidence_level: float, n_resamples: int, seed: int) -> None:
    """Refuse a level, a number of draws or a seed that can't be."""
    if (
        isinstance(confidence_level, bool)
        or not isinstance(confidence_level, Real)
        or not 0 < confidence_level < 1
    ):
        raise OptionError(
            f"`confidence_level` must be between 0 and 1, not {confidence_level!r}. "
            "Use 0.95 for 95 %."
        )
    if isinstance(n_resamples, bool) or not isinstance(n_resamples, Integral) or n_resamples < 1:
        raise OptionError(f"`n_resamples` must be a whole number from 1, not {n_resamples!r}.")
    if isinstance(seed, bool) or not isinstance(seed, Integral) or seed < 0:
        raise OptionError(f"`seed` must be a whole number from 0, not {seed!r}.")


def _wanted(data: Data, measures: Sequence[Name] | None, by: str | None) -> Sequence[Name]:
    """Return the measures asked for, or the default that fits the data and the split."""
    if isinstance(measures, str):
        return [measures]
    if measures is not None:
        return measures
    if isinstance(data, Study) and find_units(data.records, by).level == "encounter":
        names = [name for name in PROFILE if get_measure(name).structure is not Composition]
        return names if data.has_people else [name for name in names if _of_counts(name)]
    if isinstance(data, Study):
        return PROFILE if data.has_people else [name for name in PROFILE if _of_counts(name)]
    return [
        name
        for name in PROFILE
        if isinstance(data, get_measure(name).structure) and name != "partner_choice"
    ]


def _of_counts(name: str) -> bool:
    """Whether a measure is one of counts, so that it needs nobody in person."""
    return get_measure(name).structure in (Composition, MixingMatrix)


def _own_options(
    record: Measure, options: Mapping[str, Any], records: Sequence[Measure]
) -> dict[str, Any]:
    """Return the options a measure takes; an option that none takes is refused."""
    for name in options:
        if not any(name in other.options for other in records):
            known = [*PARAMETERS, *COUNT_OPTIONS, "strata"]
            raise OptionError(
                f"`{record.name}` can't take the option {name!r}."
                f"{suggestion(name, [*record.options, *known])} "
                f"It has: {listed(record.options) or 'none of its own'}."
            )
    own = {name: value for name, value in options.items() if name in record.options}
    if record.per in ("unit", "person"):
        own["pooled"] = True
    return own


def _check_estimable(record: Measure, data: Data) -> None:
    """Refuse what gives a table, values of units and people that can't be pooled, or two lines."""
    if record.lines == 2 and isinstance(data, Study):
        raise OptionError(
            f"`{record.name}` can't be estimated of a study: it compares two lines. "
            f"Call bridging.measures.{record.name} on study.cross_table(line_a, line_b)."
        )
    pooled = record.per in ("whole", "group") or "pooled" in record.options
    if record.gives == "table" or not pooled:
        what = "a table" if record.gives == "table" else f"one value for each {record.per}"
        raise OptionError(
            f"`{record.name}` can't be estimated: it gives {what}. "
            f"Call bridging.measures.{record.name} on a {record.structure.__name__}, "
            f"as {MAKERS[record.structure]}."
        )
    if record.strata:
        raise OptionError(
            f"`{record.name}` can't be estimated: it gives one value for a stack of sessions. "
            f"Call bridging.measures.{record.name} on study.mixing(line, by='session')."
        )


def compare(
    measure: Name,
    a: Study,
    b: Study,
    line: str | None = None,
    by: str | None = None,
    interval: str | None = "default",
    *,
    n_resamples: int = 999,
    seed: int = 0,
    confidence_level: float = 0.95,
    **options: Any,
) -> Results:
    """Estimate the difference of a measure between two studies (or parts of one): b − a.

    Parameters
    ----------
    measure : str or function
    a, b : Study
        Two sites, periods or waves: ``study.select(...)`` gives a part of a study.
    line : str, optional
        A line both have; every line both have, if left out.
    by : str, optional
        A column: one difference for each value that both have.
    interval : str or None
        ``default`` or ``jackknife``: each person (or family) is left out of both sides at once, so
        that people who occur in both are not counted as different people; the diversity of people
        has by default the limits of both sides joined. ``session_bootstrap``,
        ``session_bootstrap_basic``, ``session_bootstrap_bca``: the sessions of each side drawn
        again, which must be different ones. None: no interval and no test.
    n_resamples, seed : int
        Draws of a bootstrap, and of partners for a measure that needs them.
    confidence_level : float, default 0.95
    **options
        Options of the measure and of the count, as in `estimate`.

    Returns
    -------
    Results
        The estimate is b − a on the measure's own scale; `extra` holds both values. The p-value is
        that of no difference, by the method of the interval: it is at most 1 - `confidence_level`
        exactly where the interval leaves 0 out.
    """
    check_choice("interval", interval, DIFFERENCES)
    _check_numbers(confidence_level, n_resamples, seed)
    record = get_measure(measure)
    for name, data in (("a", a), ("b", b)):
        if not isinstance(data, Study):
            raise OptionError(f"`{name}` must be a Study, not a {type(data).__name__}.")
    _check_estimable(record, a)
    counting = {name: options.pop(name) for name in COUNT_OPTIONS if name in options}
    check_counting([record], a, counting)
    options = _own_options(record, options, [record])
    lines = [name for name in lines_of(a, line) if name in lines_of(b, line)]
    if not lines:
        raise DataError("`a` and `b` must have a line in common; they have none.")
    chance = Chance(n_resamples=int(n_resamples), seed=int(seed))
    results: list[Result] = []
    for name in lines:
        sides = [choose_estimator(record, data, name, by, counting, {}, chance) for data in (a, b)]
        if sides[0].groups != sides[1].groups:
            raise DataError(f"The line {name!r} must have the same groups in `a` and `b`.")
        results += difference_rows(
            record,
            sides,
            options,
            name,
            (a, b),
            interval,
            confidence_level,
            counting,
            n_resamples,
            seed,
        )
    return Results(results)
