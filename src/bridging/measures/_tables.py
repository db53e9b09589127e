"""Tables of a stack of compositions: one block of rows for each place."""

from collections.abc import Iterable, Iterator

import numpy as np

from bridging.measures.conditions import Options
from bridging.measures.record import Condition
from bridging.structures import Composition


def each_place(composition: Composition) -> Iterator[tuple[dict[str, str], Composition]]:
    """Yield what identifies each place of a stack (nothing for one composition), and its counts."""
    leading = composition.counts.shape[:-2]
    for place in np.ndindex(leading):
        name = ", ".join(str(index + 1) for index in place)
        if composition.stack is not None and len(leading) == 1:
            name = composition.stack[place[0]]
        one = Composition(composition.counts[place], composition.units, composition.groups)
        yield ({"stack": name} if leading else {}), one


def why_undefined(
    conditions: Iterable[Condition], composition: Composition, options: Options
) -> str:
    """Return the reason of the first condition that fails; empty text where all hold."""
    for condition in conditions:
        if not np.all(condition.holds(composition, options)):
            return condition.reason
    return ""
