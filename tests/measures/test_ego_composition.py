import numpy as np
import pytest

import bridging as br
from bridging.errors import OptionError

ego_blau, ego_richness = br.measures.ego_blau, br.measures.ego_richness
ego_entropy = br.measures.ego_entropy


def published_egos(oracles):
    """Return one graph of all egos with their alters, and the places of egos 1 to 10 in it."""
    egos, alters = oracles.table("egor_egos32.csv"), oracles.table("egor_alters32.csv")
    edges = [(f"ego {e}", f"{e}.{a}") for a, e in alters[[".ALTID", ".EGOID"]].to_numpy()]
    ages = {f"ego {e}": age for e, age in egos[[".EGOID", "age"]].to_numpy()}
    ages |= {f"{e}.{a}": age for a, e, age in alters[[".ALTID", ".EGOID", "age"]].to_numpy()}
    graph = br.ContactGraph.from_edges(edges, {"age": ages})
    return graph, [graph.people.index(f"ego {i}") for i in range(1, 11)]


def test_published_egos(oracles):
    graph, egos = published_egos(oracles)
    assert ego_richness(graph)[egos].tolist() == oracles.near("egor.richness.age")
    assert ego_entropy(graph, base=2)[egos].tolist() == oracles.near("egor.entropy.age")


def test_by_hand():
    # an meets bo (x) three times, cy and di (y) once each, ed (unknown) once. Of the known alters
    # 1/3 and 2/3: Blau 4/9; of the contacts 3/5 and 2/5: Blau 12/25.
    graph = br.ContactGraph.from_edges(
        [("an", "bo", 3), ("an", "cy"), ("an", "di"), ("an", "ed")],
        {"g": {"an": "x", "bo": "x", "cy": "y", "di": "y", "ed": None}},
    )
    assert ego_blau(graph)[0] == pytest.approx(4 / 9)
    assert ego_blau(graph, weighted=True)[0] == pytest.approx(12 / 25)
    assert ego_richness(graph)[0] == 2
    assert ego_entropy(graph)[0] == pytest.approx(np.log(3) - 2 / 3 * np.log(2))
    assert ego_entropy(graph, weighted=True)[0] == pytest.approx(
        -0.6 * np.log(0.6) - 0.4 * np.log(0.4)
    )
    assert np.isnan(ego_blau(graph)[4])
    assert ego_blau(graph, group="y", pooled=True) == 0


@pytest.mark.parametrize("seed", range(5))
def test_the_diversity_of_the_alters_as_a_composition(seed):
    rng = np.random.default_rng(seed)
    edges = [(f"e{i}", f"a{j}") for i in range(5) for j in range(8) if rng.random() < 0.6]
    groups = {f"a{j}": "xyz"[j % 3] for j in range(8)} | {f"e{i}": "x" for i in range(5)}
    graph = br.ContactGraph.from_edges(edges, {"g": groups})
    for i in {a for a, _ in edges}:
        counts = [sum(groups[b] == g for a, b in edges if a == i) for g in "xyz"]
        assert ego_blau(graph)[graph.people.index(i)] == pytest.approx(
            br.measures.blau(br.Composition(counts))
        )


def test_only_contacts_from_a_directed_person_count():
    labels = {"g": {"an": "x", "bo": "x", "cy": "y"}}
    graph = br.ContactGraph.from_edges([("an", "bo"), ("cy", "an")], labels, directed=True)
    value = dict(zip(graph.people, ego_richness(graph), strict=True))
    assert value["an"] == value["cy"] == 1 and np.isnan(value["bo"])


def test_bad_base():
    graph = br.ContactGraph.from_edges([("an", "bo")], {"g": {"an": "x", "bo": "y"}})
    with pytest.raises(OptionError, match="`base` must be above 1, not 0.5. Use 2 for bits"):
        ego_entropy(graph, base=0.5)
