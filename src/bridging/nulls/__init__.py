"""What chance would give: null models, each with its record."""

from bridging.nulls.attendance_swap import attendance_swap
from bridging.nulls.label_permutation import label_permutation
from bridging.nulls.label_permutation_within_session import label_permutation_within_session
from bridging.nulls.occasion_permutation import occasion_permutation
from bridging.nulls.partner_rewire import partner_rewire
from bridging.nulls.record import Deal, NullModel, all_nulls, get_null
from bridging.nulls.residual_permutation import residual_permutation

__all__ = [
    "Deal",
    "NullModel",
    "all_nulls",
    "attendance_swap",
    "get_null",
    "label_permutation",
    "label_permutation_within_session",
    "occasion_permutation",
    "partner_rewire",
    "residual_permutation",
]
