"""What chance would give: null models, each with its record."""

from bridging.nulls.partner_rewire import partner_rewire
from bridging.nulls.record import Deal, NullModel, all_nulls, get_null

__all__ = ["Deal", "NullModel", "all_nulls", "get_null", "partner_rewire"]
