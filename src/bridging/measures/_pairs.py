"""The pairs that could have met, what an even spread over them gives, and conditions on both."""

from typing import Any

import numpy as np

from bridging.errors import check_choice
from bridging.measures.conditions import Options
from bridging.measures.record import Condition
from bridging.structures import MixingMatrix
from bridging.structures.arrays import Floats

UNIVERSES = (None, "present", "all")


def off_diagonal(table: Floats) -> Floats:
    """Sum a table off its diagonal, of shape (...)."""
    diagonal = np.eye(table.shape[-1], dtype=bool)
    return np.asarray(np.where(diagonal, 0.0, table).sum(axis=(-2, -1)))


def on_diagonal(table: Floats) -> Floats:
    """Sum the diagonal of a table, of shape (...)."""
    return np.asarray(np.trace(table, axis1=-2, axis2=-1))


def all_pairs(sizes: Floats) -> Floats:
    """Pairs of people by group, of shape (..., K, K), with the diagonal counted from both ends."""
    itself = sizes[..., np.newaxis] * np.eye(sizes.shape[-1])
    return np.asarray(sizes[..., :, np.newaxis] * sizes[..., np.newaxis, :] - itself)


def possible_pairs(mixing: MixingMatrix, universe: str | None) -> Floats:
    """Return the pairs that could have met, groups by groups; NaN where they are not known.

    The diagonal is counted as in the contacts: from both ends where they are undirected, and once
    for each direction where they are directed, which is the same number of pairs of people.
    """
    check_choice("universe", universe, UNIVERSES)
    if universe != "all" and mixing.opportunities is not None:
        return mixing.opportunities
    if universe == "present" or mixing.sizes is None:
        return np.full(mixing.contacts.shape, np.nan)
    return all_pairs(mixing.sizes)


def even_spread(mixing: MixingMatrix, universe: str | None) -> Floats:
    """Return a table in proportion to contacts without preference; NaN where it is not known.

    Of pairs present together it is `expected`, where each session's contacts fall on its own
    pairs; a table that gives only `opportunities` is taken as one session. Of all people it is
    the pairs of people.
    """
    check_choice("universe", universe, UNIVERSES)
    if universe != "all" and mixing.expected is not None:
        return mixing.expected
    return possible_pairs(mixing, universe)


def pairs_within_and_between(mixing: MixingMatrix, options: Options) -> tuple[Floats, Floats]:
    """Sum the possible pairs on and off the diagonal."""
    pairs = possible_pairs(mixing, options.get("universe"))
    return on_diagonal(pairs), off_diagonal(pairs)


def _pairs_known(mixing: MixingMatrix, options: Options) -> Any:
    return ~np.isnan(possible_pairs(mixing, options.get("universe"))).any(axis=(-2, -1))


def _spread_known(mixing: MixingMatrix, options: Options) -> Any:
    return ~np.isnan(even_spread(mixing, options.get("universe"))).any(axis=(-2, -1))


def _some_pairs(mixing: MixingMatrix, options: Options) -> Any:
    return even_spread(mixing, options.get("universe")).sum(axis=(-2, -1)) > 0


def _some_pairs_across(mixing: MixingMatrix, options: Options) -> Any:
    return off_diagonal(even_spread(mixing, options.get("universe"))) > 0


def _contacts_are_pairs(mixing: MixingMatrix, options: Options) -> Any:
    pairs = possible_pairs(mixing, options.get("universe"))
    return (mixing.contacts <= pairs * (1 + 1e-9)).all(axis=(-2, -1))


def _contacts_were_possible(mixing: MixingMatrix, options: Options) -> Any:
    pairs = possible_pairs(mixing, options.get("universe"))
    return ((mixing.contacts == 0) | (pairs > 0)).all(axis=(-2, -1))


def _pairs_both(mixing: MixingMatrix, options: Options) -> Any:
    within, between = pairs_within_and_between(mixing, options)
    return (within > 0) & (between > 0)


PAIRS_KNOWN = Condition(
    name="pairs_known",
    reason="it is not known which pairs could have met",
    reason_nl="het is niet bekend welke paren elkaar konden ontmoeten",
    holds=_pairs_known,
)
SPREAD_KNOWN = Condition(
    name="spread_known",
    reason="it is not known which pairs could have met",
    reason_nl="het is niet bekend welke paren elkaar konden ontmoeten",
    holds=_spread_known,
)
SOME_PAIRS = Condition(
    name="some_pairs",
    reason="no pair could have met where contacts were made",
    reason_nl="waar contacten ontstonden, kon geen paar elkaar ontmoeten",
    holds=_some_pairs,
)
SOME_PAIRS_ACROSS = Condition(
    name="some_pairs_across",
    reason="no pair of two groups could have met",
    reason_nl="geen paar van twee groepen kon elkaar ontmoeten",
    holds=_some_pairs_across,
)
CONTACTS_ARE_PAIRS = Condition(
    name="contacts_are_pairs",
    reason="there are more contacts than pairs that could have met",
    reason_nl="er zijn meer contacten dan paren die elkaar konden ontmoeten",
    holds=_contacts_are_pairs,
)
CONTACTS_WERE_POSSIBLE = Condition(
    name="contacts_were_possible",
    reason="there are contacts between groups of which no pair could have met",
    reason_nl="er zijn contacten tussen groepen waarvan geen paar elkaar kon ontmoeten",
    holds=_contacts_were_possible,
)
PAIRS_BOTH = Condition(
    name="pairs_both",
    reason="pairs within groups and pairs between groups were not both possible",
    reason_nl="paren binnen groepen en paren tussen groepen waren niet allebei mogelijk",
    holds=_pairs_both,
)
