"""Conditions that several measures share: when there is a value, and why there is none."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from bridging.measures.record import Condition
from bridging.structures import Composition, MixingMatrix

Options = Mapping[str, Any]


def _somebody(composition: Composition, options: Options) -> Any:
    return composition.sizes.sum(axis=-1) > 0


def _two_people(composition: Composition, options: Options) -> Any:
    return composition.sizes.sum(axis=-1) >= 2


def _two_groups(composition: Composition, options: Options) -> Any:
    return (composition.sizes > 0).sum(axis=-1) >= 2


def _two_units(composition: Composition, options: Options) -> Any:
    return (composition.totals > 0).sum(axis=-1) >= 2


def _two_groups_on_the_line(composition: Composition, options: Options) -> Any:
    return len(composition.groups) >= 2


def _whole_numbers(composition: Composition, options: Options) -> Any:
    return (composition.counts == np.floor(composition.counts)).all(axis=(-2, -1))


def _group_present(composition: Composition, options: Options) -> Any:
    return composition.sizes > 0


def _others_present(composition: Composition, options: Options) -> Any:
    return composition.sizes < composition.sizes.sum(axis=-1, keepdims=True)


def _some_contacts(mixing: MixingMatrix, options: Options) -> Any:
    return mixing.total > 0


def _two_groups_in_contact(mixing: MixingMatrix, options: Options) -> Any:
    ends = mixing.contacts.sum(axis=-1) + mixing.contacts.sum(axis=-2)
    return (ends > 0).sum(axis=-1) >= 2


def _group_in_contact(mixing: MixingMatrix, options: Options) -> Any:
    return mixing.contacts.sum(axis=-1) > 0


def _expected_known(mixing: MixingMatrix, options: Options) -> Any:
    if mixing.expected is None:
        return False
    return ~np.isnan(mixing.expected).any(axis=(-2, -1))


def _some_expected(mixing: MixingMatrix, options: Options) -> Any:
    return mixing.expected is not None and mixing.expected.sum(axis=(-2, -1)) > 0


def _some_expected_across(mixing: MixingMatrix, options: Options) -> Any:
    if mixing.expected is None:
        return False
    within = np.trace(mixing.expected, axis1=-2, axis2=-1)
    return mixing.expected.sum(axis=(-2, -1)) > within


def _sizes_known(mixing: MixingMatrix, options: Options) -> Any:
    return mixing.sizes is not None and ~np.isnan(mixing.sizes).any(axis=-1)


def _sizes_fit(mixing: MixingMatrix, options: Options) -> Any:
    if mixing.sizes is None:
        return False
    ends = mixing.contacts.sum(axis=-1) + mixing.contacts.sum(axis=-2)
    return ((mixing.sizes >= 1) | (ends == 0)).all(axis=-1)


def _somebody_outside(mixing: MixingMatrix, options: Options) -> Any:
    if mixing.sizes is None:
        return np.zeros(len(mixing.groups), dtype=bool)
    return (mixing.sizes > 0) & (mixing.sizes < mixing.sizes.sum(axis=-1, keepdims=True))


SOMEBODY = Condition(
    name="somebody",
    reason="there is nobody",
    reason_nl="er is niemand",
    holds=_somebody,
)
TWO_PEOPLE = Condition(
    name="two_people",
    reason="there are fewer than two people",
    reason_nl="er zijn minder dan twee mensen",
    holds=_two_people,
)
TWO_GROUPS = Condition(
    name="two_groups",
    reason="there are people of one group only",
    reason_nl="er zijn maar mensen van één groep",
    holds=_two_groups,
)
TWO_UNITS = Condition(
    name="two_units",
    reason="there are people in one unit only",
    reason_nl="er zijn maar in één eenheid mensen",
    holds=_two_units,
)
TWO_GROUPS_ON_THE_LINE = Condition(
    name="two_groups_on_the_line",
    reason="the line has one group only",
    reason_nl="de grens telt maar één groep",
    holds=_two_groups_on_the_line,
)
WHOLE_NUMBERS = Condition(
    name="whole_numbers",
    reason="not all counts are whole numbers of people",
    reason_nl="niet alle aantallen zijn gehele aantallen mensen",
    holds=_whole_numbers,
)
GROUP_PRESENT = Condition(
    name="group_present",
    reason="there is nobody of the group",
    reason_nl="er is niemand van de groep",
    holds=_group_present,
    per_part=True,
)
OTHERS_PRESENT = Condition(
    name="others_present",
    reason="there is nobody outside the group",
    reason_nl="er is niemand buiten de groep",
    holds=_others_present,
    per_part=True,
)
SOME_CONTACTS = Condition(
    name="some_contacts",
    reason="there are no contacts",
    reason_nl="er zijn geen contacten",
    holds=_some_contacts,
)
TWO_GROUPS_IN_CONTACT = Condition(
    name="two_groups_in_contact",
    reason="only one group has contacts",
    reason_nl="maar één groep heeft contacten",
    holds=_two_groups_in_contact,
)
GROUP_IN_CONTACT = Condition(
    name="group_in_contact",
    reason="nobody of the group has contacts",
    reason_nl="niemand van de groep heeft contacten",
    holds=_group_in_contact,
    per_part=True,
)
EXPECTED_KNOWN = Condition(
    name="expected_known",
    reason="it is not known who was present together",
    reason_nl="het is niet bekend wie samen aanwezig was",
    holds=_expected_known,
)
SOME_EXPECTED = Condition(
    name="some_expected",
    reason="there are no contacts between people who were present together",
    reason_nl="er zijn geen contacten tussen mensen die samen aanwezig waren",
    holds=_some_expected,
)
SOME_EXPECTED_ACROSS = Condition(
    name="some_expected_across",
    reason="where contacts were made, nobody of another group was present",
    reason_nl="waar contacten ontstonden, was niemand van een andere groep aanwezig",
    holds=_some_expected_across,
)
SIZES_KNOWN = Condition(
    name="sizes_known",
    reason="it is not known how many people each group has",
    reason_nl="het is niet bekend hoeveel mensen elke groep telt",
    holds=_sizes_known,
)
SIZES_FIT = Condition(
    name="sizes_fit",
    reason="there are contacts of a group that has no people",
    reason_nl="er zijn contacten van een groep zonder mensen",
    holds=_sizes_fit,
)
SOMEBODY_OUTSIDE = Condition(
    name="somebody_outside",
    reason="there is nobody outside the group",
    reason_nl="er is niemand buiten de groep",
    holds=_somebody_outside,
    per_part=True,
)
