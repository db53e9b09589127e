import re

import numpy as np
import pytest

import bridging as br
from bridging.errors import OptionError, UnknownNameError
from bridging.measures import get_measure

ssi, moran_i = br.measures.spectral_segregation, br.measures.moran_i
numeric = br.measures.numeric_moran_i


def some_graph(seed, people=14, contacts=25, unknown=2):
    rng = np.random.default_rng(seed)
    source = rng.integers(0, people, contacts)
    code = rng.integers(0, 3, people)
    code[:unknown] = -1
    return br.ContactGraph(
        people=tuple(f"p{i}" for i in range(people)),
        source=source,
        target=(source + rng.integers(1, people, contacts)) % people,
        weight=rng.integers(1, 4, contacts).astype(float),
        session=np.zeros(contacts, dtype=int),
        groups={"line": ("a", "b", "c")},
        codes={"line": code},
    )


def weights(graph):
    """Return the weights of all pairs of people of known group as a full table."""
    code = graph.codes["line"]
    table = np.zeros((len(code), len(code)))
    for a, b, w in zip(graph.source, graph.target, graph.weight, strict=True):
        if code[a] >= 0 and code[b] >= 0:
            table[a, b] += w
            table[b, a] += w
    return table


def test_published_spectral_segregation(oracles):
    nodes = oracles.table("netseg_classroom-vdb.csv")
    edges = set(oracles.table("netseg_classroom-edb.csv").itertuples(index=False, name=None))
    mutual = [(a, b) for a, b in edges if (b, a) in edges and a < b]
    labels = {"gender": dict(zip(nodes["id"], nodes["gender"], strict=True))}
    graph = br.ContactGraph.from_edges(mutual, labels)
    value = dict(zip(graph.people, ssi(graph), strict=True))
    assert len(mutual) == 22
    key = "ssi.classroom.mutual"
    assert [value[str(i)] for i in nodes["id"]] == oracles.near(key)
    # pooled is the mean of the published scores
    published = np.array(oracles.value(key))
    assert ssi(graph, pooled=True) == pytest.approx(published.mean(), abs=1e-6)
    girls = (nodes["gender"] == "Girl").to_numpy()
    assert ssi(graph, group="Girl", pooled=True) == pytest.approx(published[girls].mean(), abs=1e-6)


@pytest.mark.parametrize("seed", range(8))
def test_spectral_segregation_by_powers(seed):
    # A second way: the shares of contacts within the group, applied again and again. The score of a
    # connected part grows by its eigenvalue; adding the identity makes it settle.
    graph = some_graph(seed)
    code, table = graph.codes["line"], weights(graph)
    total = table.sum(axis=1)
    share = np.divide(table, total[:, None], out=np.zeros_like(table), where=total[:, None] > 0)
    within = share * ((code[:, None] == code) & (code >= 0))
    part = np.arange(len(code))
    for _ in code:
        for a, b in zip(*np.nonzero(within), strict=True):
            part[a] = part[b] = min(part[a], part[b])
    expected = np.zeros(len(code))
    for one in np.unique(part):
        people = np.flatnonzero(part == one)
        block, x = within[np.ix_(people, people)], np.ones(len(people))
        for _ in range(5000):
            x = block @ x + x
            x /= x.sum()
        value = (block @ x).sum() / x.sum()
        expected[people] = value * x / x.mean()
    expected[code < 0] = np.nan
    assert ssi(graph) == pytest.approx(expected, nan_ok=True, abs=1e-7)


def test_large_parts_give_the_same(monkeypatch):
    graph = some_graph(1, people=40, contacts=200)
    whole = ssi(graph)
    monkeypatch.setattr("bridging.measures.graph_segregation.DENSE", 5)
    assert ssi(graph) == pytest.approx(whole, nan_ok=True)


def test_spectral_segregation_by_hand():
    # an - bo - cy of x, each end also once with y: an 1/2 to bo; bo 1/2 to each; cy 1/2 to bo.
    # B = 1/2 (0 1 0; 1 0 1; 0 1 0) with bo's contacts all within: eigenvalue² = 1/4 + 1/4,
    # scores (1/2, sqrt(1/2), 1/2) / sqrt(1/2): x = (1, sqrt 2, 1).
    graph = br.ContactGraph.from_edges(
        [("an", "bo"), ("bo", "cy"), ("an", "di"), ("cy", "ed")],
        {"g": {"an": "x", "bo": "x", "cy": "x", "di": "y", "ed": "y"}},
    )
    value = dict(zip(graph.people, ssi(graph), strict=True))
    root = np.sqrt(2)
    mean = (2 + root) / 3
    assert value["an"] == value["cy"] == pytest.approx(root / 2 / mean)
    assert value["bo"] == pytest.approx(1 / mean)
    assert ssi(graph, group="x", pooled=True) == pytest.approx(root / 2)
    assert ssi(graph, group="y", pooled=True) == 0


def test_two_worlds_are_one_and_weights_count():
    apart = br.ContactGraph.from_edges(
        [("a", "b"), ("b", "c"), ("d", "e")], {"g": dict(zip("abcde", "xxxyy", strict=True))}
    )
    assert ssi(apart) == pytest.approx(np.ones(5))
    # an: 3 of 4 contacts with bo, of her group; bo all: eigenvalue sqrt(3/4); unweighted sqrt(1/2).
    graph = br.ContactGraph.from_edges(
        [("an", "bo", 1), ("bo", "an", 2), ("an", "cy", 1)],
        {"g": {"an": "x", "bo": "x", "cy": "y"}},
    )
    assert ssi(graph, group="x", pooled=True) == pytest.approx(np.sqrt(3 / 4))
    assert ssi(graph, group="x", weighted=False, pooled=True) == pytest.approx(np.sqrt(1 / 2))


def test_undefined_spectral_segregation():
    record = get_measure("spectral_segregation")
    one = br.ContactGraph.from_edges([("an", "bo")], {"g": {"an": "x", "bo": "x"}})
    assert set(record.reasons(one, {})) == {"there are people of one group only"}
    unknown = br.ContactGraph.from_edges(
        [("an", "bo"), ("bo", "cy")], {"g": {"an": "x", "bo": "y", "cy": None}}
    )
    assert record.reasons(unknown, {}).tolist() == [
        "",
        "",
        "the group is not known, or not the one asked for",
    ]
    with pytest.raises(UnknownNameError, match="`group` must be a known name, not 'z'"):
        ssi(unknown, group="z")


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("standardise", [None, "rows"])
def test_moran_in_plain_python(seed, standardise):
    graph = some_graph(seed)
    code, table = graph.codes["line"], weights(graph)
    if standardise:
        total = table.sum(axis=1)
        table = np.divide(table, total[:, None], out=table, where=total[:, None] > 0)
    known = np.flatnonzero(code >= 0)

    def parts(x):
        z = {i: x[i] - np.mean([x[j] for j in known]) for i in known}
        above = sum(table[i, j] * z[i] * z[j] for i in known for j in known)
        return len(known) * above / table.sum(), sum(value**2 for value in z.values())

    both = [parts((code == g).astype(float)) for g in range(3)]
    each = [a / b if b else np.nan for a, b in both]
    assert moran_i(graph, standardise=standardise) == pytest.approx(each, nan_ok=True)
    pooled = sum(a for a, _ in both) / sum(b for _, b in both)
    assert moran_i(graph, standardise=standardise, pooled=True) == pytest.approx(pooled)
    above, below = parts(code.astype(float) ** 2)
    assert numeric(graph, scores=[0, 1, 4], standardise=standardise) == pytest.approx(above / below)
    ages = np.where(code >= 0, code.astype(float) ** 2, np.nan)
    assert numeric(graph, values=ages, standardise=standardise) == pytest.approx(above / below)


def test_moran_at_random_by_enumeration():
    # -1/(N-1) is the mean over all ways to deal the labels.
    from itertools import permutations

    edges = [("a", "b"), ("b", "c"), ("c", "d"), ("b", "d"), ("d", "e")]
    values = []
    for labels in set(permutations("xxyyy")):
        graph = br.ContactGraph.from_edges(edges, {"g": dict(zip("abcde", labels, strict=True))})
        values.append(moran_i(graph)[0])
    assert np.mean(values) == pytest.approx(-1 / 4)


def test_two_groups_have_the_same_moran_as_any_two_scores():
    graph = some_graph(4)
    code = np.where(graph.codes["line"] == 2, 1, graph.codes["line"])
    two = br.ContactGraph(
        **{**vars(graph), "groups": {"line": ("a", "b")}, "codes": {"line": code}}
    )
    expected = moran_i(two)
    assert expected[0] == pytest.approx(expected[1])
    assert numeric(two, scores=[3, 11]) == pytest.approx(expected[0])
    assert moran_i(two, pooled=True) == pytest.approx(expected[0])


def test_undefined_moran():
    labels = {"g": {"an": "x", "bo": "x"}}
    graph = br.ContactGraph.from_edges([("an", "bo")], labels)
    assert get_measure("moran_i").reasons(graph, {}).tolist() == [
        "nobody, or everybody, is of the group"
    ]
    assert get_measure("numeric_moran_i").reasons(graph, {}).item() == (
        "everybody has the same number"
    )
    with_unknown = {"values": [1, np.nan]}
    assert get_measure("numeric_moran_i").reasons(graph, with_unknown).item() == (
        "there are no contacts between people whose number is known"
    )


@pytest.mark.parametrize(
    ("measure", "options", "message"),
    [
        (moran_i, {"standardise": "row"}, "`standardise` must be one of None, 'rows', not 'row'"),
        (numeric, {"scores": [1]}, "`scores` must have one number for each group (3), in their"),
        (numeric, {"scores": [1, 2, np.nan]}, "`scores` must hold finite numbers"),
        (numeric, {"values": [1, 2]}, "`values` must have one number for each person (14)"),
        (numeric, {"values": ["a"] * 14}, "`values` must hold numbers only"),
        (numeric, {"values": [0] * 14, "scores": [1, 2, 3]}, "`scores` and `values` can't both"),
    ],
)
def test_bad_options(measure, options, message):
    with pytest.raises(OptionError, match=re.escape(message)):
        measure(some_graph(0), **options)
