from itertools import combinations, product

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import hypergeom

import bridging as br
from bridging.errors import OptionError
from bridging.measures._two_mode import (
    binary_probabilities,
    draws_with_margins,
    fixed_fill_pmf,
    poisson_binomial_tails,
    refined_normal_tails,
)

project, backbone = br.measures.project, br.measures.backbone
METHODS = {
    "shared": "shared",
    "newman": "Newman",
    "ratio": "ratio",
    "overlap": "overlap",
    "jaccard": "Jaccard",
}


def of_table(table, **labels):
    table = np.asarray(table)
    person, meeting = np.nonzero(table)
    return br.Incidence(range(len(table)), range(table.shape[1]), person, meeting, **labels)


def weights(graph):
    return {f"{a}{b}": w for a, b, w in graph.to_frame()[["source", "target", "weight"]].to_numpy()}


tables = st.integers(0, 10_000).map(lambda seed: np.random.default_rng(seed).integers(0, 2, (5, 6)))


# Projections


@pytest.mark.parametrize("method", METHODS)
def test_published_projections(oracles, method):
    key = f"proj.opsahl.{METHODS[method]}"
    attended = oracles.data(key)["bipartite"]
    person = [p for p, meetings in enumerate(attended.values()) for _ in meetings]
    meeting = [m - 1 for meetings in attended.values() for m in meetings]
    incidence = br.Incidence(attended, range(6), person, meeting)
    assert weights(project(incidence, method=method)) == pytest.approx(oracles.value(key))


@given(tables)
@settings(deadline=None)
def test_projections_agree_with_networkx(table):
    graph = nx.Graph()
    graph.add_nodes_from(range(5))
    graph.add_nodes_from((f"m{k}" for k in range(6)), bipartite=1)
    graph.add_edges_from((i, f"m{k}") for i, k in zip(*np.nonzero(table), strict=True))
    theirs = {
        "shared": nx.bipartite.weighted_projected_graph(graph, range(5)),
        "newman": nx.bipartite.collaboration_weighted_projected_graph(graph, range(5)),
        "jaccard": nx.bipartite.overlap_weighted_projected_graph(graph, range(5)),
        "overlap": nx.bipartite.overlap_weighted_projected_graph(graph, range(5), jaccard=False),
        "ratio": nx.bipartite.weighted_projected_graph(graph, range(5), ratio=True),
    }
    for method, expected in theirs.items():
        found = weights(project(of_table(table), method=method))
        assert found == pytest.approx(
            {f"{min(a, b)}{max(a, b)}": d["weight"] for a, b, d in expected.edges(data=True)}
        )


def test_meetings_of_one_are_skipped_and_people_kept():
    incidence = of_table(
        [[1, 1, 0], [0, 1, 0], [0, 0, 1]],
        groups={"line": "ab"},
        codes={"line": [0, 1, -1]},
    )
    for method in METHODS:
        graph = project(incidence, method=method)
        assert graph.people == ("0", "1", "2")
        assert len(graph.source) == 1 and np.isfinite(graph.weight).all()
    assert graph.mixing().contacts.tolist() == [[0, 0.5], [0.5, 0]]


@given(tables)
@settings(deadline=None)
def test_newman_weights_sum_to_the_meetings_with_others(table):
    frame = project(of_table(table), method="newman").to_frame()
    total = np.zeros(5)
    for a, b, w in frame.to_numpy():
        total[int(a)] += w
        total[int(b)] += w
    company = table.sum(axis=0) > 1
    assert total == pytest.approx((table * company).sum(axis=1))


def test_no_meetings_give_no_contacts():
    nobody = br.Incidence([], [], [], [])
    assert len(project(nobody).source) == 0
    for model in ("fixed_row", "fixed_column", "fixed_fill", "sdsm", "fdsm"):
        frame = backbone(nobody, model=model, n_resamples=3)
        assert list(frame) == ["source", "target", "shared", "expected", "p_value", "p_lower"]
        assert frame.empty


# Backbones


def upper(oracles, key, **options):
    """Return our p-values of all pairs beside the published ones."""
    table = oracles.data(key)["B"]
    frame = backbone(of_table(table), pairs="all", **options)
    published = np.array(oracles.value(key))
    places = frame[["source", "target"]].astype(int).to_numpy()
    return frame["p_value"].to_numpy(), published[places[:, 0], places[:, 1]]


@pytest.mark.parametrize(
    ("key", "model", "tails"),
    [
        ("fixedrow", "fixed_row", "exact"),
        ("fixedfill", "fixed_fill", "exact"),
        # convention of backbone: the refined normal approximation, not the exact distribution
        ("fixedcol", "fixed_column", "refined_normal"),
        ("sdsm", "sdsm", "refined_normal"),
    ],
)
def test_published_backbones(oracles, key, model, tails):
    ours, published = upper(oracles, key, model=model, tails=tails)
    assert ours == pytest.approx(published, abs=6e-4)


def test_published_diagonals(oracles):
    # a person with herself is no pair, but the printed tables have her: the same chances
    table = np.array(oracles.data("sdsm")["B"])
    degree, size = table.sum(axis=1), table.sum(axis=0)
    diagonal = {key: np.diag(oracles.value(key)) for key in ("fixedrow", "fixedfill", "fixedcol")}
    own = hypergeom.sf(degree - 1, 4, degree, degree)
    assert own == pytest.approx(diagonal["fixedrow"], abs=6e-4)
    pmf = fixed_fill_pmf(3, 4, 6)
    assert [pmf[d:].sum() for d in degree] == pytest.approx(diagonal["fixedfill"], abs=6e-4)
    both = size * (size - 1) / 6
    tail = refined_normal_tails(both[np.newaxis], degree)[0]
    assert tail == pytest.approx(diagonal["fixedcol"], abs=6e-4)


def test_published_probabilities(oracles):
    table = np.array(oracles.data("bicm")["B"])
    chance = binary_probabilities(table.sum(axis=1), table.sum(axis=0))
    assert chance == pytest.approx(np.array(oracles.value("bicm")), abs=6e-4)


def test_published_poisson_binomial(oracles):
    chances = np.array([[0.123, 0.234, 0.345, 0.456, 0.567, 0.678, 0.789, 0.801, 0.911]])
    # convention of backbone: the refined normal approximation
    above, below = refined_normal_tails(chances, np.array([5]))
    assert [below[0], above[0]] == pytest.approx(oracles.value("poisbinom"), abs=1e-7)
    # the exact values, by all 512 outcomes, are .6791 and .6284
    exact = np.zeros(10)
    for outcome in product([0, 1], repeat=9):
        exact[sum(outcome)] += np.prod(np.where(outcome, chances[0], 1 - chances[0]))
    above, below = poisson_binomial_tails(chances, np.array([5]))
    assert [below[0], above[0]] == pytest.approx([exact[:6].sum(), exact[5:].sum()])
    assert below[0] == pytest.approx(0.6791, abs=5e-5)


def test_exact_tails_of_no_shared_meetings_are_one(oracles):
    # backbone prints .977 and .975 for P(X >= 0)
    for model in ("sdsm", "fixed_column"):
        frame = backbone(of_table(oracles.data("sdsm")["B"]), model=model, pairs="all")
        assert frame.loc[frame["shared"] == 0, "p_value"].tolist() == pytest.approx([1, 1])


def all_tables(observed):
    """List every 0/1 table with the margins of one."""
    rows, columns = observed.shape
    ways = [list(combinations(range(columns), int(n))) for n in observed.sum(axis=1)]
    found = []
    for choice in product(*ways):
        table = np.zeros((rows, columns), dtype=int)
        for i, places in enumerate(choice):
            table[i, list(places)] = 1
        if (table.sum(axis=0) == observed.sum(axis=0)).all():
            found.append(table)
    return found


def test_draws_keep_the_margins_and_are_uniform():
    observed = np.array([[1, 1, 0, 0], [1, 0, 1, 0], [0, 1, 1, 1]], dtype=bool)
    tables = all_tables(observed.astype(int))
    draws = [
        draw
        for batch in draws_with_margins(observed, 4000, np.random.default_rng(3), 5000)
        for draw in batch
    ]
    assert len(draws) == 4000
    count = dict.fromkeys((table.tobytes() for table in tables), 0)
    for draw in draws:
        count[draw.astype(int).tobytes()] += 1
    # chi-square with len - 1 degrees of freedom: far in the tail is a fault
    expected = 4000 / len(tables)
    chi = sum((n - expected) ** 2 / expected for n in count.values())
    assert len(tables) > 5 and chi < len(tables) + 6 * np.sqrt(2 * len(tables))


def test_fdsm_against_all_tables():
    observed = np.array([[1, 1, 0, 0, 1], [1, 1, 0, 1, 0], [0, 1, 1, 1, 0], [0, 0, 1, 0, 0]])
    tables = all_tables(observed)
    frame = backbone(of_table(observed), model="fdsm", pairs="all", n_resamples=3000, seed=5)
    for row in frame.itertuples():
        a, b = int(row.source), int(row.target)
        shared = np.array([(t[a] * t[b]).sum() for t in tables])
        assert row.expected == pytest.approx(shared.mean(), abs=0.06)
        assert row.p_value == pytest.approx((shared >= row.shared).mean(), abs=0.04)
        assert row.p_lower == pytest.approx((shared <= row.shared).mean(), abs=0.04)


def test_fixed_fill_against_all_tables():
    # 3 people, 2 meetings, 3 participations anywhere: 20 tables
    pmf = np.zeros(3)
    for cells in combinations(range(6), 3):
        table = np.zeros(6)
        table[list(cells)] = 1
        pmf[int((table[:2] * table[2:4]).sum())] += 1 / 20
    assert fixed_fill_pmf(3, 2, 3) == pytest.approx(pmf)


@given(tables)
@settings(deadline=None)
def test_probabilities_have_the_margins(table):
    chance = binary_probabilities(table.sum(axis=1), table.sum(axis=0))
    assert chance.sum(axis=1) == pytest.approx(table.sum(axis=1), abs=1e-7)
    assert chance.sum(axis=0) == pytest.approx(table.sum(axis=0), abs=1e-7)
    assert (chance >= 0).all() and (chance <= 1).all()


def test_full_and_empty_rows_and_columns_are_certain():
    table = np.array([[1, 1, 1, 0], [1, 0, 0, 0], [0, 0, 0, 0]])
    assert binary_probabilities(table.sum(axis=1), table.sum(axis=0)) == pytest.approx(table)
    frame = backbone(of_table(table), model="sdsm")
    assert frame[["shared", "expected", "p_value"]].to_numpy().tolist() == [[1, 1, 1]]


@given(tables, st.sampled_from(["fixed_row", "fixed_column", "fixed_fill"]))
@settings(deadline=None)
def test_tails_overlap_in_the_observed_value(table, model):
    frame = backbone(of_table(table), model=model, pairs="all")
    assert (frame["p_value"] + frame["p_lower"] >= 1 - 1e-9).all()
    some = backbone(of_table(table), model=model)
    assert (some["shared"] >= 1).all()
    kept = frame[frame["shared"] >= 1].reset_index(drop=True)
    assert kept["p_value"].tolist() == pytest.approx(some["p_value"].tolist())


def test_the_same_seed_gives_the_same_draws():
    table = np.random.default_rng(0).integers(0, 2, (6, 8))
    one, two, three = (
        backbone(of_table(table), n_resamples=49, seed=seed)["p_value"].tolist()
        for seed in (1, 1, 2)
    )
    assert one == two != three
    assert min(one) >= 1 / 50


def test_options_that_are_not_there():
    incidence = of_table([[1], [1]])
    with pytest.raises(OptionError, match="`method` must be one of .* Did you mean 'jaccard'"):
        project(incidence, method="jacard")
    with pytest.raises(OptionError, match="`model` must be one of"):
        backbone(incidence, model="fixedrow2")
    with pytest.raises(OptionError, match="`tails` must be one of 'exact', 'refined_normal'"):
        backbone(incidence, tails="normal")
    with pytest.raises(OptionError, match="`pairs` must be one of 'shared', 'all'"):
        backbone(incidence, pairs="some")
    with pytest.raises(OptionError, match="`n_resamples` must be at least 1, not 0"):
        backbone(incidence, n_resamples=0)
