import re

import numpy as np
import pandas as pd
import pytest

import bridging as br
from bridging.errors import OptionError, UnknownNameError
from bridging.measures import get_measure

ego_ei, ego_blau = br.measures.ego_ei, br.measures.ego_blau
ego_entropy, ego_richness = br.measures.ego_entropy, br.measures.ego_richness
ego_density, inbreeding = br.measures.ego_density, br.measures.ego_inbreeding_homophily


def published_egos(oracles):
    """Return one graph of all ego networks, and the places of egos 1 to 10 in it."""
    egos = oracles.table("egor_egos32.csv")
    alters = oracles.table("egor_alters32.csv")
    among = oracles.table("egor_aaties32.csv")
    name = "{}.{}".format
    edges = [
        (f"ego {e}", name(e, a)) for e, a in zip(alters[".EGOID"], alters[".ALTID"], strict=True)
    ]
    edges += [
        (name(e, a), name(e, b))
        for e, a, b in zip(among[".EGOID"], among[".SRCID"], among[".TGTID"], strict=True)
    ]
    ages = {f"ego {e}": age for e, age in zip(egos[".EGOID"], egos["age"], strict=True)}
    ages |= {
        name(e, a): age
        for e, a, age in zip(alters[".EGOID"], alters[".ALTID"], alters["age"], strict=True)
    }
    graph = br.ContactGraph.from_edges(edges, {"age": ages})
    return graph, [graph.people.index(f"ego {i}") for i in range(1, 11)]


def test_published_egos(oracles):
    graph, egos = published_egos(oracles)
    assert ego_density(graph)[egos].tolist() == oracles.near("egor.density")


def some_graph(seed, presence=True, directed=False):
    rng = np.random.default_rng(seed)
    people, contacts = 12, 30
    source = rng.integers(0, people, contacts)
    there = None
    if presence:
        person, session = np.nonzero(rng.random((people, 4)) < 0.7)
        company = np.where(rng.random(len(person)) < 0.3, rng.integers(0, 2, len(person)), -1)
        there = br.Incidence(range(people), range(4), person, session, company)
    return br.ContactGraph(
        people=tuple(map(str, range(people))),
        source=source,
        target=(source + rng.integers(1, people, contacts)) % people,
        weight=rng.integers(1, 4, contacts).astype(float),
        session=rng.integers(0, 4, contacts),
        groups={"line": ("a", "b", "c")},
        codes={"line": rng.integers(-1, 3, people)},
        presence=there,
        directed=directed,
    )


def contacts_of(graph, i):
    """List the alters of a person, as (alter, weight), one for each contact that counts."""
    came = {}
    if graph.presence is not None:
        rows = (graph.presence.person, graph.presence.session, graph.presence.company)
        came = {(p, s): c for p, s, c in zip(*rows, strict=True)}
    found = []
    for a, b, w, s in zip(graph.source, graph.target, graph.weight, graph.session, strict=True):
        company = came.get((a, s), -1)
        if company >= 0 and company == came.get((b, s), -1):
            continue
        if a == i:
            found.append((b, w))
        elif b == i and not graph.directed:
            found.append((a, w))
    code = graph.codes["line"]
    return [(alter, w) for alter, w in found if code[alter] >= 0]


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("presence", [False, True])
def test_egos_in_plain_python(seed, directed, presence):
    graph = some_graph(seed, presence, directed)
    code = graph.codes["line"]
    values = {
        "ei": ego_ei(graph),
        "ei of alters": ego_ei(graph, weighted=False),
        "blau": ego_blau(graph),
        "blau of contacts": ego_blau(graph, weighted=True),
        "entropy": ego_entropy(graph),
        "richness": ego_richness(graph),
    }
    for i in range(len(code)):
        contacts = contacts_of(graph, i)
        alters = [(j, 1) for j in {j for j, _ in contacts}]
        if code[i] < 0 or not contacts:
            assert all(np.isnan(value[i]) for value in values.values())
            continue

        def share(pairs, group):
            return sum(w for j, w in pairs if code[j] == group) / sum(w for _, w in pairs)

        expected = {
            "ei": 1 - 2 * share(contacts, code[i]),
            "ei of alters": 1 - 2 * share(alters, code[i]),
            "blau": 1 - sum(share(alters, g) ** 2 for g in range(3)),
            "blau of contacts": 1 - sum(share(contacts, g) ** 2 for g in range(3)),
            "entropy": -sum(p * np.log(p) for g in range(3) if (p := share(alters, g)) > 0),
            "richness": len({code[j] for j, _ in alters}),
        }
        assert {key: value[i] for key, value in values.items()} == pytest.approx(expected)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("presence", [False, True])
def test_inbreeding_homophily_in_plain_python(seed, presence):
    graph = some_graph(seed, presence)
    code, value = graph.codes["line"], inbreeding(graph)
    rows = (
        []
        if graph.presence is None
        else [
            (p, s, c)
            for p, s, c in zip(
                graph.presence.person, graph.presence.session, graph.presence.company, strict=True
            )
        ]
    )
    for i in range(len(code)):
        contacts = contacts_of(graph, i)
        peers = [j for j in range(len(code)) if j != i and code[j] >= 0]
        if presence:
            peers = [
                j
                for p, s, c in rows
                if p == i
                for j, t, d in rows
                if t == s and j != i and code[j] >= 0 and not (c >= 0 and c == d)
            ]
        outside = [j for j in peers if code[j] != code[i]]
        if code[i] < 0 or not contacts or not outside:
            assert np.isnan(value[i])
            continue
        inside = sum(w for j, w in contacts if code[j] == code[i]) / sum(w for _, w in contacts)
        chance = 1 - len(outside) / len(peers)
        assert value[i] == pytest.approx((inside - chance) / (1 - chance))


@pytest.mark.parametrize("seed", range(6))
def test_inbreeding_homophily_pooled_is_the_friending_bias(seed):
    graph = some_graph(seed)
    pooled = inbreeding(graph, pooled=True)
    assert pooled == pytest.approx(br.measures.friending_bias(graph, pooled=True))
    for i, group in enumerate(("a", "b", "c")):
        assert inbreeding(graph, group=group, pooled=True) == pytest.approx(
            br.measures.friending_bias(graph)[i], nan_ok=True
        )


def test_pooled_is_the_mean_of_people():
    graph = some_graph(2)
    for measure in (ego_ei, ego_blau, ego_entropy, ego_richness, ego_density, inbreeding):
        assert measure(graph, pooled=True) == pytest.approx(np.nanmean(measure(graph)))


def test_one_contact_each_way_and_the_whole():
    # Everybody meets everybody once: (1 + mean EI) / 2 is the chance that two people differ
    # (unbiased Blau) where all groups are as large: of 6 people in 3 groups, 4 of 5 others.
    people = range(6)
    edges = [(i, j) for i in people for j in people if i < j]
    graph = br.ContactGraph.from_edges(edges, {"g": {i: f"g{i % 3}" for i in people}})
    assert (1 + ego_ei(graph)) / 2 == pytest.approx(np.full(6, 4 / 5))
    assert br.measures.blau_unbiased(br.Composition([2, 2, 2])) == pytest.approx(4 / 5)
    assert inbreeding(graph) == pytest.approx(np.zeros(6), abs=1e-12)
    # Alters: one of the own group, two of each of the others.
    assert ego_blau(graph) == pytest.approx(np.full(6, 1 - (1 + 4 + 4) / 25))
    assert ego_density(graph).tolist() == [1] * 6


def test_company_is_no_opportunity():
    # bo came with an. Her peers are cy and di: one of each group; her one contact that counts is
    # with cy, of her group: (1 - 1/2) / (1/2) = 1.
    graph = br.ContactGraph(
        people=("an", "bo", "cy", "di"),
        source=np.array([0, 1]),
        target=np.array([1, 2]),
        weight=np.ones(2),
        session=np.zeros(2, dtype=int),
        groups={"g": ("x", "y")},
        codes={"g": np.array([1, 0, 0, 1])},
        presence=br.Incidence(["an", "bo", "cy", "di"], ["s"], range(4), [0] * 4, [5, 5, -1, -1]),
    )
    assert inbreeding(graph)[1] == 1
    assert ego_ei(graph)[1] == -1
    assert get_measure("ego_ei").reasons(graph, {})[0] == (
        "there are no contacts with people of known group"
    )


def test_reasons():
    graph = br.ContactGraph.from_edges(
        [("an", "bo"), ("cy", "di")],
        {"g": {"an": "x", "bo": "x", "cy": "y", "di": None, "ed": "y"}},
    )
    place = {name: i for i, name in enumerate(graph.people)}
    reasons = get_measure("ego_ei").reasons(graph, {"group": "x"}, "nl")
    assert reasons[place["an"]] == ""
    assert reasons[place["ed"]] == "de groep is niet bekend, of niet de gevraagde"
    reasons = get_measure("ego_ei").reasons(graph, {})
    for person in ("cy", "ed"):
        assert reasons[place[person]] == "there are no contacts with people of known group"
    pooled = get_measure("ego_ei").reasons(graph, {"group": "y", "pooled": True})
    assert pooled.item() == "there are no contacts with people of known group"
    alone = br.ContactGraph.from_edges([("an", "bo")], {"g": {"an": "x", "bo": "x"}})
    assert set(get_measure("ego_inbreeding_homophily").reasons(alone, {})) == {
        "nobody of another group was present with the person"
    }
    assert (
        get_measure("ego_density").reasons(alone, {}).tolist()
        == ["there are fewer than two partners"] * 2
    )


def test_bad_options():
    graph = br.ContactGraph.from_edges([("an", "bo")], {"g": {"an": "x", "bo": "y"}})
    with pytest.raises(UnknownNameError, match="`group` must be a known name, not 'z'"):
        ego_ei(graph, group="z")
    with pytest.raises(UnknownNameError, match="`line` must be a known name, not 'h'"):
        ego_blau(graph, line="h")
    with pytest.raises(OptionError, match=re.escape("`base` must be above 1, not 1. Use 2")):
        ego_entropy(graph, base=1)


def test_groups_may_come_from_a_frame():
    frame = pd.DataFrame({"source": ["an", "an"], "target": ["bo", "cy"], "weight": [3, 1]})
    graph = br.ContactGraph.from_edges(frame, {"g": {"an": "x", "bo": "x", "cy": "y"}})
    assert ego_ei(graph).tolist() == [-0.5, -1, 1]
    assert ego_ei(graph, weighted=False).tolist() == [0, -1, 1]
