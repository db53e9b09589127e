"""Partner choice: contacts across the line beside what the same people's contacts give by chance."""

from typing import Any

import numpy as np

from bridging.measures.conditions import SOME_CONTACTS, Options
from bridging.measures.record import Condition, measure
from bridging.structures import MixingMatrix
from bridging.structures.arrays import Floats


def _across(table: Floats) -> Floats:
    return np.asarray(table.sum(axis=(-2, -1)) - np.trace(table, axis1=-2, axis2=-1))


def _dealt_known(mixing: MixingMatrix, options: Options) -> Any:
    return mixing.dealt is not None and ~np.isnan(mixing.dealt).any(axis=(-2, -1))


def _dealt_across(mixing: MixingMatrix, options: Options) -> Any:
    return mixing.dealt is not None and _across(mixing.dealt) > 1e-12


DEALT_KNOWN = Condition(
    name="dealt_known",
    reason="partners were not dealt again, for which people must be known one by one",
    reason_nl="partners werden niet herverdeeld; daarvoor moeten mensen één voor één bekend zijn",
    holds=_dealt_known,
)
DEALT_ACROSS = Condition(
    name="dealt_across",
    reason="nobody in contact could have met anybody of another group",
    reason_nl="niemand met contacten kon iemand van een andere groep treffen",
    holds=_dealt_across,
)


@measure(
    label="Partner choice",
    label_nl="Partnerkeuze",
    formula=r"\frac{E}{\hat E}",
    range=(0, np.inf),
    higher_means="bridging",
    needs=(SOME_CONTACTS, DEALT_KNOWN, DEALT_ACROSS),
    source="besag1989",
)
def partner_choice(mixing: MixingMatrix) -> float | Floats:
    """Contacts across the line, divided by their mean when partners are dealt again.

    Parameters
    ----------
    mixing : MixingMatrix
        Contacts with their `dealt` table, of shape (..., K, K).

    Returns
    -------
    float or array of shape (...)
        1 where contacts cross as often as they would if everybody kept how many contacts she had
        in each session and partners were chance; below 1 where people keep to their own. NaN where
        partners were not dealt again, or could not have been from another group.

    Notes
    -----
    Of a study, `bridging.estimate` deals the partners. Because who was there and how much each
    talked are kept, a talkative minority does not raise it, as it raises `bridging_ratio`.

    References
    ----------
    Besag and Clifford (1989), "Generalized Monte Carlo significance tests", for the draws.

    Examples
    --------
    Two contacts cross where chance would give three on average.

    >>> import bridging as br
    >>> table = br.MixingMatrix([[4, 2], [2, 4]], dealt=[[3, 3], [3, 3]])
    >>> round(br.measures.partner_choice(table), 6)
    0.666667
    """
    if mixing.dealt is None:
        return np.full(mixing.total.shape, np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(_across(mixing.contacts) / _across(mixing.dealt))
