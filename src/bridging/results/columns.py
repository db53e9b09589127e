"""Results as a table with columns that are always the same."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from bridging.results.one import Result

COLUMNS = (
    "measure",
    "line",
    "unit",
    "group",
    "label",
    "estimate",
    "std_error",
    "ci_low",
    "ci_high",
    "ci_level",
    "ci_method",
    "null_model",
    "null_mean",
    "null_sd",
    "z_score",
    "p_value",
    "p_adjusted",
    "alternative",
    "n_resamples",
    "n_participants",
    "n_sessions",
    "n_contacts",
    "n_groups",
    "n_left_out",
    "undefined",
)


NUMBERS = ("estimate", "std_error", "ci_low", "ci_high", "ci_level", "null_mean", "null_sd",
           "z_score", "p_value", "p_adjusted")  # fmt: skip


def results_frame(items: Sequence["Result"]) -> pd.DataFrame:
    """Lay results out in the fixed columns."""
    rows = [_row(item) for item in items]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    for name in ("n_resamples", "n_participants", "n_sessions", "n_groups", "n_left_out"):
        frame[name] = frame[name].astype("Int64")
    return frame


def _row(item: "Result") -> dict[str, Any]:
    """Return the values of one result by column."""
    nan, interval, null = float("nan"), item.interval, item.null
    reasons = [item.undefined]
    if not item.undefined:
        reasons += [part.undefined for part in (interval, null) if part is not None]
    return {
        "measure": item.measure.name,
        "line": item.line,
        "unit": item.unit,
        "group": item.group,
        "label": item.measure.label,
        "estimate": item.estimate,
        "std_error": nan if interval is None else interval.std_error,
        "ci_low": nan if interval is None else interval.low,
        "ci_high": nan if interval is None else interval.high,
        "ci_level": nan if interval is None else interval.level,
        "ci_method": "" if interval is None else interval.method,
        "null_model": "" if null is None else null.model,
        "null_mean": nan if null is None else null.mean,
        "null_sd": nan if null is None else null.sd,
        "z_score": nan if null is None else null.z_score,
        "p_value": nan if null is None else null.p_value,
        "p_adjusted": item.p_adjusted,
        "alternative": "" if null is None else null.alternative,
        "n_resamples": None if null is None else null.n_resamples,
        "n_participants": item.sizes.participants,
        "n_sessions": item.sizes.sessions,
        "n_contacts": nan if item.sizes.contacts is None else item.sizes.contacts,
        "n_groups": item.sizes.groups,
        "n_left_out": item.left_out,
        "undefined": "; ".join(dict.fromkeys(reason for reason in reasons if reason)),
    }
