"""Privacy: what is withheld where few people stand behind a number.

Everything is computed first and withheld afterwards, so that what is shown does not depend on what
is not. A cell is the number of people of a group in a unit, all people of a unit, or the contacts
between two groups in a unit. People of unknown group count as people, not as a group.

A study that is published after others (`Study.published_after`) is compared with them: what was
added to a cell since is a cell too, that subtracting the two publications would show.
"""

from bridging.privacy.find import find_hidden, published_before
from bridging.privacy.hidden import (
    AUDIENCES,
    MINIMUM,
    NOTHING,
    Hidden,
    check_audience,
    small,
    withhold,
)
from bridging.privacy.suppress import KEPT, REASON, REASON_NL, suppress, suppress_study

__all__ = [
    "AUDIENCES",
    "KEPT",
    "MINIMUM",
    "NOTHING",
    "REASON",
    "REASON_NL",
    "Hidden",
    "check_audience",
    "find_hidden",
    "published_before",
    "small",
    "suppress",
    "suppress_study",
    "withhold",
]
