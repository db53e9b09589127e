"""Lines made for here: values of a line from raw columns, by published definitions."""

from bridging.records.made.disadvantage import kansarmoede
from bridging.records.made.education import isced_education
from bridging.records.made.home_language import kind_en_gezin_home_language, school_home_language
from bridging.records.made.origin import flanders_origin, flanders_origin_group, statbel_origin
from bridging.records.made.rules import RULES

__all__ = [
    "RULES",
    "flanders_origin",
    "flanders_origin_group",
    "isced_education",
    "kansarmoede",
    "kind_en_gezin_home_language",
    "school_home_language",
    "statbel_origin",
]
