"""Tables to structures: the only place where records and numbers meet."""

from collections.abc import Mapping

REASONS: Mapping[str, str] = {
    "absent": "of people not recorded as present",
    "together": "between people who came together",
    "unknown": "of people whose group is not known",
    "no_minutes": "without minutes",
    "no_value": "without a value of the column they are split by",
}
