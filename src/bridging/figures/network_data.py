"""What a network shows: people of a session or of the whole study, with their pairs in contact."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bridging.errors import DataError, check_known
from bridging.figures.network_layout import lay_out
from bridging.privacy import find_hidden, small
from bridging.structures import ContactGraph
from bridging.structures.arrays import Floats, Ints
from bridging.study import Study

Flags = npt.NDArray[np.bool_]
KINDS = ACROSS, WITHIN, UNCLEAR = "across", "within", "unclear"
MOST_PEOPLE = 300  # that can be told apart in a picture


@dataclass(frozen=True, kw_only=True)
class Network:
    """People and pairs, as they are drawn.

    Parameters
    ----------
    place : array of float, shape (P, 2)
        Of everybody in the study, the same whichever session is drawn.
    shown, silent : array of bool, shape (P,)
        Who was there, and who of them was in contact with nobody.
    group : array of int, shape (P,)
        -1 where it is not known.
    pairs : array of int, shape (M, 2)
        Different pairs in contact.
    contacts : array of float, shape (M,)
        How often each pair was in contact.
    together : array of int, shape (C, 2)
        Different pairs who came together.
    presence : bool
        Whether it was recorded who was present.
    tallied : bool
        Whether there are contacts without people too, which are not drawn.
    """

    place: Floats
    shown: Flags
    silent: Flags
    group: Ints
    pairs: Ints
    contacts: Floats
    together: Ints
    presence: bool
    tallied: bool = False

    def kind(self) -> npt.NDArray[np.str_]:
        """Say of each pair whether it crosses the line, stays within a group, or is not clear."""
        a, b = self.group[self.pairs[:, 0]], self.group[self.pairs[:, 1]]
        kinds = np.where(a == b, WITHIN, ACROSS)
        return np.where((a < 0) | (b < 0), UNCLEAR, kinds)

    def of_group(self, group: int) -> Ints:
        """Return who of a group was there."""
        return np.flatnonzero(self.shown & (self.group == group))


def by_person(study: Study) -> bool:
    """Say whether people can be drawn: contacts were recorded by person, and not of too many."""
    return study.coded.contacts is not None and count_people(study) <= MOST_PEOPLE


def count_people(study: Study) -> int:
    """Count who would be drawn of a whole study: people present, listed or in contact."""
    return len(study.contact_graphs()["all"].people)


def find_network(study: Study, line: str, session: str | None = None, seed: int = 0) -> Network:
    """Collect what is drawn of a session, or of all sessions of a study.

    Parameters
    ----------
    study : Study
    line : str
    session : str, optional
    seed : int

    Raises
    ------
    UnknownNameError
        A session that does not occur.
    DataError
        Nobody to draw.
    """
    graph = study.contact_graphs()["all"]
    contacts, shown, code = np.ones(len(graph.source), bool), np.ones(len(graph.people), bool), None
    if session is not None:
        check_known("session", session, study.coded.sessions)
        code = study.coded.sessions.index(session)
        contacts = graph.session == code
        shown = _there(graph, code, contacts)
    if not shown.any():
        where = "this session" if session is not None else "the study"
        raise DataError(
            f"A network must have people: nobody of {where} is known by an identity. "
            "Tallies can be drawn with plot_mixing(study.mixing(line))."
        )
    all_pairs, _ = _different(graph.source, graph.target)
    place = lay_out(len(graph.people), all_pairs, _company(graph, None), seed).place
    pairs, number = _different(graph.source[contacts], graph.target[contacts])
    silent = shown.copy()
    silent[pairs.ravel()] = False
    return Network(
        place=place,
        shown=shown,
        silent=silent,
        group=graph.codes[line],
        pairs=pairs,
        contacts=number,
        together=_company(graph, code),
        presence=graph.presence is not None,
        tallied="tallies_contacts" in study.records.tables,
    )


def _different(a: Ints, b: Ints) -> tuple[Ints, Floats]:
    """Return the different pairs, and how often each occurs."""
    both = np.sort(np.column_stack([a, b]), axis=1)
    pairs, number = np.unique(both.reshape(-1, 2), axis=0, return_counts=True)
    return pairs.astype(np.int64), number.astype(np.float64)


def _there(graph: ContactGraph, code: int, contacts: Flags) -> Flags:
    """Say who was at a session: recorded as present, or in contact."""
    there = np.zeros(len(graph.people), dtype=bool)
    there[graph.source[contacts]] = there[graph.target[contacts]] = True
    if graph.presence is not None:
        there[graph.presence.person[graph.presence.session == code]] = True
    return there


def _company(graph: ContactGraph, code: int | None) -> Ints:
    """Return the different pairs who came together, to one session or to any."""
    if graph.presence is None:
        return np.zeros((0, 2), dtype=np.int64)
    person, session = graph.presence.person, graph.presence.session
    company = graph.presence.company
    keep = company >= 0 if code is None else (company >= 0) & (session == code)
    person, session, company = person[keep], session[keep], company[keep]
    order = np.lexsort((person, company, session))
    person, session, company = person[order], session[order], company[order]
    pairs = []
    for start in range(1, len(person)):  # each with those of the same company further on
        same = (session[start:] == session[:-start]) & (company[start:] == company[:-start])
        if not same.any():
            break  # companies stand in one run: none is longer
        pairs.append(np.column_stack([person[:-start][same], person[start:][same]]))
    if not pairs:
        return np.zeros((0, 2), dtype=np.int64)
    return np.unique(np.sort(np.concatenate(pairs), axis=1), axis=0)


def check_publishable(
    study: Study,
    line: str,
    session: str | None,
    audience: str,
    minimum: int,
    network: Network | None = None,
) -> None:
    """Raise DataError where a network shows too few people, or groups or contacts too small.

    People of unknown group have a mark of their own, and are a group here.
    """
    by = None if session is None else "session"
    unit = "all" if session is None else session
    hidden = find_hidden(study, line, by, audience=audience, minimum=minimum)
    cells = np.zeros(0)
    if network is not None and audience == "publication":
        group = network.group[network.shown]
        cells = np.append(np.unique(group, return_counts=True)[1], len(group))
    if unit in hidden or small(cells, minimum).any():
        raise DataError(
            f"A network for publication must show at least {minimum} people, of each group and of "
            "all together, and as many contacts between any two groups; it can't show this one, or "
            "what it would tell of another. Take a longer period or plot_mixing(study.mixing(line), "
            "audience='publication'), or audience='team' for use inside the house."
        )
