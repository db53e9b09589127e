"""Shares of each person's contacts and peers, and their means over groups."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from bridging.errors import OptionError, check_known
from bridging.measures.conditions import Options
from bridging.measures.record import Condition
from bridging.structures import ContactGraph, Incidence
from bridging.structures.arrays import Array, Floats, Ints, as_numbers


def group_codes(graph: ContactGraph, line: str | None) -> tuple[Ints, int]:
    """Return the group of each person on a line (-1: unknown), and how many groups there are."""
    line = graph.line if line is None else line
    check_known("line", line, graph.codes)
    return graph.codes[line], len(graph.groups[line])


def group_code(graph: ContactGraph, line: str | None, to: str | None) -> int | None:
    """Return the code of a group by name; None for everybody outside the own group."""
    if to is None:
        return None
    groups = graph.groups[graph.line if line is None else line]
    check_known("to", to, groups)
    return groups.index(to)


def _share(part: Array, whole: Array) -> Floats:
    """Divide; NaN where the whole is 0."""
    return np.asarray(np.divide(part, whole, out=np.full(part.shape, np.nan), where=whole > 0))


def _came_together(graph: ContactGraph, presence: Incidence) -> Any:
    """Say of each contact whether its two people came to that session together."""
    width = max(len(presence.sessions), int(graph.session.max(initial=0)) + 1)
    keys, first = np.unique(presence.person * width + presence.session, return_index=True)
    if not len(keys):
        return np.zeros(len(graph.source), dtype=bool)
    company = []
    for person in (graph.source, graph.target):
        key = person * width + graph.session
        place = np.minimum(np.searchsorted(keys, key), len(keys) - 1)
        company.append(np.where(keys[place] == key, presence.company[first[place]], -1))
    return (company[0] >= 0) & (company[0] == company[1])


def contact_share(graph: ContactGraph, line: str | None, to: str | None = None) -> Floats:
    """Share of each person's contacts outside her group, or with a group; NaN without contacts."""
    code, _ = group_codes(graph, line)
    wanted = group_code(graph, line, to)
    counts = (code[graph.source] >= 0) & (code[graph.target] >= 0)
    if graph.presence is not None:
        counts = counts & ~_came_together(graph, graph.presence)
    ends, others, weight = graph.source[counts], graph.target[counts], graph.weight[counts]
    if not graph.directed:
        ends, others = np.concatenate([ends, others]), np.concatenate([others, ends])
        weight = np.tile(weight, 2)
    there = code[others] != code[ends] if wanted is None else code[others] == wanted
    size = len(graph.people)
    return _share(
        np.bincount(ends, weight * there, minlength=size),
        np.bincount(ends, weight, minlength=size),
    )


def everybody_share(graph: ContactGraph, line: str | None, to: str | None = None) -> Floats:
    """Share of all other people of known group outside each group, or in a group; shape (K,)."""
    code, size = group_codes(graph, line)
    people = np.bincount(code[code >= 0], minlength=size).astype(float)
    wanted = group_code(graph, line, to)
    there = people.sum() - people
    if wanted is not None:
        there = people[wanted] - (np.arange(size) == wanted)
    return _share(np.maximum(there, 0), np.full(size, people.sum() - 1))


def _of_group(values: Floats, code: Ints) -> Floats:
    """Give each person the value of her group; NaN where it is not known."""
    return np.append(values, np.nan)[code]


def peer_share(graph: ContactGraph, line: str | None, to: str | None = None) -> Floats:
    """Share outside her group, or of a group, of the people present with each; NaN without any.

    Counted per session and group, so the work grows with attendances and not with pairs.
    """
    code, size = group_codes(graph, line)
    wanted = group_code(graph, line, to)
    if graph.presence is None:
        return _of_group(everybody_share(graph, line, to), code)
    presence = graph.presence
    width = len(presence.sessions)
    _, rows = np.unique(presence.person * width + presence.session, return_index=True)
    rows = rows[code[presence.person[rows]] >= 0]
    person, session, company = (
        x[rows] for x in (presence.person, presence.session, presence.company)
    )
    group = code[person]
    there = np.zeros((width, size))
    np.add.at(there, (session, group), 1)
    # Everybody is of her own company, so leaving the company out leaves the person out; who came
    # alone gets a company code of her own.
    party = np.where(company >= 0, company, company.max(initial=-1) + 1 + np.arange(len(rows)))
    _, party = np.unique(session * (party.max(initial=0) + 1) + party, return_inverse=True)
    together = np.zeros((int(party.max(initial=-1)) + 1, size))
    np.add.at(together, (party, group), 1)
    peers = there[session].sum(axis=1) - together[party].sum(axis=1)
    if wanted is None:
        found = peers - (there[session, group] - together[party, group])
    else:
        found = there[session, wanted] - together[party, wanted]
    count = len(graph.people)
    return _share(
        np.bincount(person, found, minlength=count), np.bincount(person, peers, minlength=count)
    )


def reference_share(
    graph: ContactGraph,
    line: str | None,
    reference: Sequence[float] | None,
    to: str | None = None,
) -> Floats:
    """Share outside each group, or of a group, by the reference or among the other people."""
    if reference is None:
        return everybody_share(graph, line, to)
    _, size = group_codes(graph, line)
    shares = as_numbers("reference", reference, whole=True)
    if shares.shape != (size,):
        raise OptionError(
            f"`reference` must have one share for each of the {size} groups, in their order, "
            f"not the shape {shares.shape}."
        )
    if abs(shares.sum() - 1) > 0.005:
        raise OptionError(
            f"`reference` must hold shares that sum to 1, not to {shares.sum():g}. "
            "Divide counts by their sum."
        )
    wanted = group_code(graph, line, to)
    return np.asarray(1 - shares) if wanted is None else np.full(size, shares[wanted])


def relative_to_reference(graph: ContactGraph, values: Floats, options: Options) -> Floats:
    """Divide the value of each person by the share of the reference that her group looks at."""
    line, to = options.get("line"), options.get("to")
    code, _ = group_codes(graph, line)
    share = _of_group(reference_share(graph, line, options.get("reference"), to), code)
    return np.asarray(values / np.where(share > 1e-12, share, np.nan))


def contacts_of(graph: ContactGraph, options: Options) -> Floats:
    """Share of each person's contacts, with the options of a measure."""
    return contact_share(graph, options.get("line"), options.get("to"))


def peers_of(graph: ContactGraph, options: Options) -> Floats:
    """Share of each person's peers, with the options of a measure."""
    return peer_share(graph, options.get("line"), options.get("to"))


def mean_of_people(graph: ContactGraph, values: Floats, options: Options) -> Floats:
    """Average the people who have a value, for each group or pooled."""
    code, size = group_codes(graph, options.get("line"))
    counts = (code >= 0) & ~np.isnan(values)
    people = np.bincount(code[counts], minlength=size)
    sums = np.bincount(code[counts], values[counts], minlength=size)
    if options.get("pooled", False):
        people, sums = people.sum(), sums.sum()
    return np.asarray(sums / people)


def any_in_group(graph: ContactGraph, values: Floats, options: Options) -> Any:
    """Say of each group whether anybody in it has a value."""
    code, size = group_codes(graph, options.get("line"))
    return np.bincount(code[(code >= 0) & ~np.isnan(values)], minlength=size) > 0


def _has_contacts(graph: ContactGraph, options: Options) -> Any:
    return any_in_group(graph, contact_share(graph, options.get("line")), options)


HAS_CONTACTS = Condition(
    name="has_contacts",
    reason="none of these people has contacts with people of known group",
    reason_nl="niemand van deze mensen heeft contacten met mensen van bekende groep",
    holds=_has_contacts,
    per_part=True,
)
