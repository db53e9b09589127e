"""Results and frames without the numbers of what is too small."""

from collections.abc import Sequence
from dataclasses import replace
from typing import overload

import pandas as pd

from bridging.privacy.find import find_hidden
from bridging.privacy.hidden import MINIMUM, Hidden
from bridging.results import Result, Results, Sizes
from bridging.study import Study

REASON = "withheld: too few people or contacts to publish"
REASON_NL = "niet getoond: te weinig mensen of contacten om te publiceren"
KEPT = ("measure", "line", "unit", "group", "crossing", "label", "kind", "undefined")


@overload
def suppress(data: Results, hidden: Hidden) -> Results: ...
@overload
def suppress(data: pd.DataFrame, hidden: Hidden) -> pd.DataFrame: ...
def suppress(data: Results | pd.DataFrame, hidden: Hidden) -> Results | pd.DataFrame:
    """Withhold every number of the hidden units of a line.

    Parameters
    ----------
    data : Results or DataFrame
        Of one line. Rows of a frame are told apart by its column `unit`.
    hidden : Hidden
        From `find_hidden`.

    Returns
    -------
    Results or DataFrame
        A copy with the same rows: the units stay, their numbers are gone and `undefined` says why.

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"unit": ["a", "b"], "estimate": [0.2, 0.4]})
    >>> suppress(frame, Hidden(units=frozenset(["a"])))["estimate"].tolist()
    [nan, 0.4]
    """
    if isinstance(data, Results):
        return _blanked(data, [item.unit in hidden for item in data])
    frame = data.copy()
    gone = frame["unit"].map(lambda unit: unit in hidden).to_numpy(dtype=bool)
    for name in frame.columns.difference(KEPT):
        frame[name] = frame[name].mask(gone)
    if "p_adjusted" in frame and gone.any():
        frame["p_adjusted"] = float("nan")
    if "undefined" in frame:
        frame.loc[gone, "undefined"] = REASON
    return frame


def _blanked(data: Results, gone: Sequence[bool]) -> Results:
    """Withhold some results, and what the others tell of them.

    A p-value is adjusted for those of the other units, and so would say something of theirs.
    """
    if any(gone):
        data = Results([replace(item, p_adjusted=float("nan")) for item in data])
    return Results(
        [_blank(item) if hidden else item for item, hidden in zip(data, gone, strict=True)]
    )


def _blank(item: Result) -> Result:
    """Return a result without any number of its data."""
    return replace(
        item,
        estimate=float("nan"),
        interval=None,
        null=None,
        sizes=Sizes(),
        undefined=REASON,
        undefined_nl=REASON_NL,
        extra={},
    )


def suppress_study(
    data: Results,
    study: Study,
    by: str | None = "site",
    *,
    audience: str = "publication",
    minimum: int = MINIMUM,
) -> Results:
    """Withhold what is too small in results of a study, line by line.

    Parameters
    ----------
    data : Results
        Results by `by`, with or without those over all units.
    study : Study
    by : str or None, default "site"
    audience : {"publication", "team"}
    minimum : int, default 6
    """
    hidden = {
        line: find_hidden(study, line, by, audience=audience, minimum=minimum)
        for line in dict.fromkeys(item.line for item in data)
    }
    if audience == "publication":
        data = Results([_few_withdrawn(item, minimum) for item in data])
    return _blanked(data, [item.unit in hidden[item.line] for item in data])


def _few_withdrawn(item: Result, minimum: int) -> Result:
    """Take away how many people withdrew their consent, where they are few."""
    if 0 < item.extra.get("withdrawn", 0) < minimum:
        return replace(item, extra={**item.extra, "withdrawn": None})
    return item
