"""All rules by name."""

from bridging.records.made.disadvantage import KANSARMOEDE
from bridging.records.made.education import ISCED_EDUCATION
from bridging.records.made.home_language import KIND_EN_GEZIN_HOME_LANGUAGE, SCHOOL_HOME_LANGUAGE
from bridging.records.made.origin import FLANDERS_ORIGIN, FLANDERS_ORIGIN_GROUP, STATBEL_ORIGIN

RULES = {
    rule.name: rule
    for rule in (
        STATBEL_ORIGIN,
        FLANDERS_ORIGIN,
        FLANDERS_ORIGIN_GROUP,
        KANSARMOEDE,
        KIND_EN_GEZIN_HOME_LANGUAGE,
        SCHOOL_HOME_LANGUAGE,
        ISCED_EDUCATION,
    )
}
