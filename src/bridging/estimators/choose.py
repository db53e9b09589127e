"""Which estimator counts what a measure is computed on."""

from collections.abc import Mapping, Sequence
from typing import Any

import networkx as nx

from bridging.counting.swapping import lay_out_visits
from bridging.errors import DataError, OptionError, a_or_an, check_known, listed
from bridging.estimators.base import Chance, Estimator
from bridging.estimators.composition import CompositionEstimator
from bridging.estimators.graph import GraphEstimator
from bridging.estimators.mixing import MixingEstimator
from bridging.estimators.structure import StructureEstimator
from bridging.measures import Measure
from bridging.structures import Composition, ContactGraph, Incidence, MixingMatrix
from bridging.study import Study

# which options of the count what a measure is computed on takes
TAKES: Mapping[type, tuple[str, ...]] = {
    Composition: ("units",),
    MixingMatrix: ("weight", "opportunity", "absent", "directed"),
    ContactGraph: ("weight",),
    Incidence: ("of",),
}
Data = Study | MixingMatrix | Composition | ContactGraph | Incidence


def lines_of(data: Data, line: str | None) -> list[str]:
    """Return the lines to go through."""
    if isinstance(data, Study):
        if line is not None:
            return [data.line(line).name]
        if not data.lines:
            raise DataError("The study can't be estimated: it has no lines. Declare one.")
        return [other.name for other in data.lines.values() if other.groups]
    if isinstance(data, ContactGraph | Incidence) and data.codes:
        return [data.line if line is None else line]
    return [line or ""]


def check_counting(records: Sequence[Measure], data: Data, counting: Mapping[str, Any]) -> None:
    """Refuse options of the count that none of the measures takes."""
    of_table = not isinstance(data, Study)
    for option in counting:
        if of_table:
            raise OptionError(
                f"`{option}` can't be used with {a_or_an(type(data).__name__)}: it says how a study "
                "is counted."
            )
        if not any(option in TAKES[record.structure] for record in records):
            takes = listed(dict.fromkeys(o for r in records for o in TAKES[r.structure]))
            raise OptionError(
                f"`{option}` can't be used here: what is counted for "
                f"{listed(record.name for record in records)} takes {takes}."
            )


def choose_estimator(
    record: Measure,
    data: Data,
    line: str,
    by: str | None,
    counting: Mapping[str, Any],
    cache: dict[Any, Estimator],
    chance: Chance | None = None,
) -> Estimator:
    """Return what counts the structure of a measure, once for all measures that share it."""
    if not isinstance(data, Study):
        if "structure" not in cache:
            cache["structure"] = _of_structure(record, data, line, by)
        if isinstance(data, ContactGraph) and record.structure is MixingMatrix:
            return StructureEstimator(data.mixing(line))
        return cache["structure"]
    key: Any = record.structure
    clusters = data.clusters
    if record.structure is Composition:
        whole = "all" if record.higher_means == "diversity" else "session"
        units = counting.get("units", whole)
        key = (Composition, units)
        if key not in cache:
            known = data.has_people and data.coded.visits is not None
            named = clusters if known else None
            count = data.count_composition(line, by, units)
            swapping = None
            tallied = "tallies_present" in data.records.tables
            if units == "session" and data.has_people and not tallied:
                chosen = data.line(line)
                swapping = lay_out_visits(data.records, data.coded, chosen, count.stacked)
            cache[key] = CompositionEstimator(
                count, named, data.coded.people, data.coded.sessions, swapping
            )
    elif record.structure is MixingMatrix:
        usual = "pairs" if record.counts == "pairs" else "encounters"
        weight = counting.get("weight", usual)
        key = (MixingMatrix, weight)
        if key not in cache:
            asked = {k: v for k, v in counting.items() if k not in ("units", "of", "weight")}
            contacts = data.count_mixing(line, by, weight, **asked)
            cache[key] = MixingEstimator(contacts, weight, clusters, chance)
    elif key not in cache:
        graphs: Mapping[str, ContactGraph | Incidence]
        if record.structure is Incidence:
            graphs = data.meetings_by(line, by, counting.get("of", "encounters"))
        else:
            graphs = data.contact_graphs(by, counting.get("weight", "encounters"))
        recorded, tallied = (
            name in data.records.tables for name in ("encounters", "tallies_contacts")
        )
        names = [clusters.names[code] for code in clusters.code.tolist()]
        of_person = dict(zip(data.coded.people, names, strict=True))
        cache[key] = GraphEstimator(graphs, line, recorded, tallied, of_person, clusters.families)
    return cache[key]


def _of_structure(record: Measure, data: Any, line: str, by: str | None) -> Estimator:
    """Return the estimator of a table or graph given as it is."""
    if by is not None:
        raise OptionError(
            "`by` can't split a structure: give a stack, with units on its leading axis."
        )
    if isinstance(data, ContactGraph | Incidence) and record.structure is type(data):
        if line:
            check_known("line", line, data.codes)
        return GraphEstimator({"all": data}, line)
    if isinstance(data, ContactGraph):
        return StructureEstimator(data.mixing(line))
    if not isinstance(data, Composition | MixingMatrix | Incidence):
        graph = isinstance(data, nx.Graph)
        raise OptionError(
            "`data` must be a Study, MixingMatrix, Composition, ContactGraph or Incidence, "
            f"not {a_or_an(type(data).__name__)}."
            + (" Make one with bridging.ContactGraph.from_networkx(graph, lines)." * graph)
        )
    return StructureEstimator(data)
