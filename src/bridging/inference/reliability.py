"""How far observers agree: every coefficient at once."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import pandas as pd

from bridging.inference.agreement_many import (
    brennan_prediger,
    conger_kappa,
    fleiss_kappa,
    gwet_ac,
    percent_agreement,
)
from bridging.inference.agreement_result import LABELS, Agreement
from bridging.inference.agreement_two import cohen_kappa, scott_pi
from bridging.inference.krippendorff import krippendorff_alpha
from bridging.inference.ratings import read_ratings


def agreement(
    ratings: Any,
    *,
    form: str = "ratings",
    weights: Any = "identity",
    categories: Sequence[Any] | None = None,
    clusters: Sequence[Any] | None = None,
    confidence_level: float = 0.95,
) -> pd.DataFrame:
    """Agreement of observers by all coefficients, with intervals.

    Parameters
    ----------
    ratings : DataFrame or array
        Subjects × observers (None or NaN where a rating is missing); with `form` also a table of
        two observers, or counts of subjects × categories. See `read_ratings`.
    form : {"ratings", "table", "counts"}
    weights : {"identity", "ordinal", "linear", "quadratic", "ratio"} or array, shape (q, q)
        How much two categories agree. For Krippendorff's alpha these are its nominal, ordinal
        (its own distances), linear, interval and ratio form.
    categories : sequence, optional
        All categories that could have been given, in their order.
    clusters : sequence of length N, optional
        Subjects with the same value are not independent, such as the pairs of one session; standard
        errors are then over clusters.
    confidence_level : float

    Returns
    -------
    DataFrame
        A row per coefficient: `coefficient, label, label_nl, estimate, std_error, ci_low, ci_high,
        ci_level, observed, expected, weights, n_subjects, n_raters, n_categories, undefined,
        undefined_nl`. Cohen's kappa and Scott's pi where there are two observers,
        Fleiss' and Conger's kappa otherwise.

    Notes
    -----
    The coefficients differ only in what they hold chance to be. **Report Krippendorff's alpha and
    Gwet's AC1 together**: where one category is rare, as contact between two given people
    is, alpha and kappa are low even where observers almost always agree (the kappa paradox: of
    [[90, 5], [5, 0]] 90 % are judged alike, kappa is -.05 and AC1 .89). Neither is wrong: kappa
    asks whether the rare category is told apart, AC1 whether a judgement can be relied on.

    Intervals use Student's t with one degree of freedom less than there are subjects
    (or clusters). Standard errors of ratings and counts divide by n - 1; those of a table of two
    observers are the large-sample form of Fleiss, Cohen and Everitt (1969), which divides by n:
    times the square root of n / (n - 1) they are the same.

    References
    ----------
    Gwet (2014), *Handbook of inter-rater reliability*; Hayes and Krippendorff (2007), "Answering
    the call for a standard reliability measure for coding data".

    Examples
    --------
    >>> found = agreement([[90, 5], [5, 0]], form="table").set_index("coefficient")["estimate"]
    >>> found.round(3).to_dict()
    {'percent_agreement': 0.9, 'krippendorff_alpha': -0.047, 'gwet_ac': 0.89,
     'brennan_prediger': 0.8, 'cohen_kappa': -0.053, 'scott_pi': -0.053}
    """
    read = read_ratings(ratings, form=form, categories=categories, clusters=clusters)
    options = {"weights": weights, "confidence_level": confidence_level}
    found = [
        percent_agreement(read, **options),
        krippendorff_alpha(read, **options),
        gwet_ac(read, **options),
        brennan_prediger(read, **options),
    ]
    if read.codes is not None and read.n_raters == 2:
        found += [cohen_kappa(read, **options), scott_pi(read, **options)]
    else:
        found.append(fleiss_kappa(read, **options))
        if read.codes is not None:
            found.append(conger_kappa(read, **options))
    return pd.DataFrame([_row(one) for one in found])


def _row(found: Agreement) -> dict[str, Any]:
    values = asdict(found)
    label, label_nl = LABELS[found.coefficient]
    name = values.pop("coefficient")
    return {"coefficient": name, "label": label, "label_nl": label_nl, **values}
