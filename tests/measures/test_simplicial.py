from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bridging as br
from bridging.errors import OptionError

simplicial = br.measures.simplicial_homophily


def make(groups, meetings, names="abc"):
    """Make people with group codes (-1 unknown) in meetings, each a list of people."""
    return br.Incidence(
        range(len(groups)),
        range(len(meetings)),
        [p for meeting in meetings for p in meeting],
        [e for e, members in enumerate(meetings) for _ in members],
        groups={"line": names},
        codes={"line": groups},
    )


def reasons(name, incidence, language="en", **options):
    return br.measures.get_measure(name).reasons(incidence, options, language)


random_meetings = st.tuples(
    st.lists(st.integers(-1, 2), min_size=8, max_size=8),
    st.lists(st.lists(st.integers(0, 7), max_size=5, unique=True), max_size=6),
)


def plain_simplicial(groups, meetings, opportunity):
    known = [p for p, g in enumerate(groups) if g >= 0]
    inside = [set(m) for m in meetings]
    triples = list(combinations(known, 3))
    met = [t for t in triples if any(set(t) <= m for m in inside)]

    def closed(triple):
        return all(any(set(pair) <= m for m in inside) for pair in combinations(triple, 2))

    possible = [t for t in triples if opportunity == "people" or closed(t)]

    def alike(some):
        return sum(len({groups[p] for p in t}) == 1 for t in some)

    if not met or not alike(possible):
        return np.nan
    return (alike(met) / len(met)) / (alike(possible) / len(possible))


@given(random_meetings, st.sampled_from(["triangles", "people"]))
@settings(deadline=None)
def test_simplicial_homophily_against_the_definition(drawn, opportunity):
    groups, meetings = drawn
    value = simplicial(make(groups, meetings), opportunity=opportunity)
    assert value == pytest.approx(plain_simplicial(groups, meetings, opportunity), nan_ok=True)


def test_simplicial_homophily_of_three_groups():
    # abc (x), def (y) met as three; abd met in pairs: one triangle more, not alike.
    groups, threes = [0, 0, 0, 1, 1, 1, 2], [[0, 1, 2], [3, 4, 5]]
    incidence = make(groups, [*threes, [0, 3], [1, 3]])
    # 2 of 2 threes alike, 2 of 3 closed triangles
    assert simplicial(incidence) == pytest.approx(3 / 2)
    # 2 of the 35 threes of people
    assert simplicial(incidence, opportunity="people") == pytest.approx(35 / 2)


def test_simplicial_homophily_has_reasons():
    assert reasons("simplicial_homophily", make([0, 0, 0], [[0, 1], [1, 2]])) == (
        "no three people of known group met together"
    )
    assert reasons("simplicial_homophily", make([0, 0, 1], [[0, 1, 2]])) == (
        "no three people of one group could have met together"
    )


def test_options_that_are_not_there():
    with pytest.raises(OptionError, match="`opportunity` must be one of 'triangles', 'people'"):
        simplicial(make([0, 0, 0], [[0, 1, 2]]), opportunity="pairs")
