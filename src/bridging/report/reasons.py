"""Why there is no value under chance, where the table of contacts shows a plainer reason."""

from collections.abc import Iterable
from dataclasses import replace

from bridging.results import Result
from bridging.structures import MixingMatrix
from bridging.words import say


def explained(results: Iterable[Result], mixing: MixingMatrix | None) -> list[Result]:
    """Return the results, with the plainer reason where everybody in contact is of one group."""
    if mixing is None:
        return list(results)
    return [_one_group(item) if _is_of_one_group(item, mixing) else item for item in results]


def _is_of_one_group(item: Result, mixing: MixingMatrix) -> bool:
    if item.null is None or not item.null.undefined or mixing.units is None:
        return False
    if item.unit not in mixing.units:
        return False
    groups = mixing.contacts[mixing.units.index(item.unit)].sum(axis=0) > 0
    return int(groups.sum()) == 1


def _one_group(item: Result) -> Result:
    assert item.null is not None
    english, dutch = (say("reason.one_group", language) for language in ("en", "nl"))
    return replace(item, null=replace(item.null, undefined=english, undefined_nl=dutch))
