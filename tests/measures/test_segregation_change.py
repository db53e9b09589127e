import numpy as np
import pytest

import bridging as br
from bridging.errors import OptionError
from bridging.measures.segregation_change import fitted

change = br.measures.change_decomposition
FIVE = ["removals", "additions", "group_margin", "unit_margin", "structure"]


def parts(before, after, name="mutual_information"):
    return change(before, after=after).set_index("part")[name]


def test_published_change_of_schools(oracles, segregation_readme, schools):
    table = change(schools["00"], after=schools["05"]).set_index("part")["mutual_information"]
    printed = oracles.value("diff.schools.shapley")
    for part, key in (
        ("before", "M1"),
        ("after", "M2"),
        ("change", "diff"),
        ("additions", "additions"),
        ("removals", "removals"),
    ):
        assert table[part] == pytest.approx(printed[key], abs=1e-5)
    # The printed margins and structure come from fitting that stopped at once, since each of 1710
    # schools has less than the tolerance. Carried on, the structure rises instead of falling.
    converged = segregation_readme["mutual_difference_shapley"]["computed"][
        "ipf_tol=1e-10,start=group"
    ]
    for part, key in (
        ("group_margin", "group_marginal"),
        ("unit_margin", "unit_marginal"),
        ("structure", "structural"),
    ):
        assert table[part] == pytest.approx(converged[key], abs=2e-8)
        assert table[part] == pytest.approx(converged[key], abs=5e-4)
    assert printed["structural"] < 0 < table["structure"]


def test_published_fit_of_karmel_and_maclachlan():
    # Karmel and MacLachlan 1988, in the tests of the R package segregation: 100, 50, 100 men and 50
    # women in each of three occupations, brought to (225, 200, 175) and (325, 275)
    table = np.array([[100.0, 50], [50, 50], [100, 50]])
    found = fitted(table, np.array([225.0, 200, 175]), np.array([325.0, 275]))
    assert found.round(1).tolist() == [[134.7, 90.3], [85.5, 114.5], [104.8, 70.2]]


def test_margins_alone_leave_the_structure():
    # rows and columns multiplied: the odds ratios are the same
    before = br.Composition([[8, 2, 1], [1, 8, 3], [2, 2, 9]])
    after = br.Composition(before.counts * [[1], [3], [2]] * [2, 1, 5])
    for name in ("mutual_information", "theil_h"):
        found = parts(before, after, name)
        assert found["structure"] == pytest.approx(0, abs=1e-9)
        assert found[["removals", "additions"]].tolist() == pytest.approx([0, 0], abs=1e-12)
        assert found["group_margin"] + found["unit_margin"] == pytest.approx(found["change"])


def test_structure_alone_leaves_the_margins():
    # (4, 1), (1, 4) and (3, 2), (2, 3) have the same margins
    before, after = br.Composition([[4, 1], [1, 4]]), br.Composition([[3, 2], [2, 3]])
    found = parts(before, after)
    assert found["structure"] == pytest.approx(found["change"])
    assert found[["group_margin", "unit_margin"]].tolist() == pytest.approx([0, 0], abs=1e-9)
    assert found["change"] < 0


def slow(before, after):
    """The three parts with plain loops, for tables with the same units and groups."""

    def mutual(table):
        total = sum(map(sum, table))
        rows = [sum(row) for row in table]
        columns = [sum(column) for column in zip(*table, strict=True)]
        return sum(
            x / total * np.log(x * total / (rows[i] * columns[j]))
            for i, row in enumerate(table)
            for j, x in enumerate(row)
            if x
        )

    def share(table):
        total = sum(map(sum, table))
        return [[x / total for x in row] for row in table]

    def fit(table, rows, columns):
        for _ in range(3000):
            table = [[x * r / sum(row) for x in row] for row, r in zip(table, rows, strict=True)]
            sums = [sum(column) for column in zip(*table, strict=True)]
            table = [
                [x * c / s for x, c, s in zip(row, columns, sums, strict=True)] for row in table
            ]
        return table

    both = [share(before), share(after)]
    rows = [[sum(row) for row in table] for table in both]
    columns = [[sum(column) for column in zip(*table, strict=True)] for table in both]
    m = {
        (s, u, g): mutual(fit(both[s], rows[u], columns[g]))
        for s in (0, 1)
        for u in (0, 1)
        for g in (0, 1)
    }
    structure = (m[1, 0, 0] - m[0, 0, 0] + m[1, 1, 1] - m[0, 1, 1]) / 2
    unit = sum(m[s, 1, g] - m[s, 0, g] for s in (0, 1) for g in (0, 1)) / 4
    group = sum(m[s, u, 1] - m[s, u, 0] for s in (0, 1) for u in (0, 1)) / 4
    return {"structure": structure, "unit_margin": unit, "group_margin": group}


@pytest.mark.parametrize("seed", range(3))
def test_against_plain_loops(seed):
    rng = np.random.default_rng(seed)
    before, after = rng.integers(1, 20, (2, 4, 3))
    found = parts(br.Composition(before), br.Composition(after))
    for part, value in slow(before.tolist(), after.tolist()).items():
        assert found[part] == pytest.approx(value, abs=1e-9)


@pytest.mark.parametrize("seed", range(10))
def test_the_parts_add_up_and_turn_around(seed):
    rng = np.random.default_rng(seed)
    before = br.Composition(rng.integers(1, 20, (5, 3)), units=list("abcde"))
    after = br.Composition(rng.integers(1, 20, (5, 3)), units=list("cdefg"))
    for name in ("mutual_information", "theil_h"):
        there, back = parts(before, after, name), parts(after, before, name)
        assert there[FIVE].sum() == pytest.approx(there["change"])
        assert there["after"] - there["before"] == pytest.approx(there["change"])
        for part in ("group_margin", "unit_margin", "structure"):
            assert back[part] == pytest.approx(-there[part], abs=1e-9)
        assert back["removals"] == pytest.approx(-there["additions"], abs=1e-9)


def test_what_came_and_went():
    # Unit z goes and w comes; x and y stay as they are: nothing else changes.
    before = br.Composition([[4, 1], [1, 4], [5, 0]], units=["x", "y", "z"])
    after = br.Composition([[4, 1], [1, 4], [0, 3]], units=["x", "y", "w"])
    stay = br.Composition([[4, 1], [1, 4]])
    found = parts(before, after)
    m = br.measures.mutual_information
    assert found["removals"] == pytest.approx(m(stay) - m(before))
    assert found["additions"] == pytest.approx(m(after) - m(stay))
    rest = found[["group_margin", "unit_margin", "structure"]]
    assert rest.tolist() == pytest.approx([0, 0, 0], abs=1e-9)


def test_groups_and_the_order_of_labels():
    # Group c has people after only; its people are additions. Order does not matter.
    before = br.Composition([[4, 1, 0], [1, 4, 0]], groups=["a", "b", "c"])
    after = br.Composition(
        [[0, 4, 1], [2, 1, 4]], units=["unit 2", "unit 1"], groups=["c", "b", "a"]
    )
    found = parts(before, after)
    m = br.measures.mutual_information
    assert found["additions"] == pytest.approx(m(after) - m(br.Composition([[4, 1], [1, 4]])))
    assert found["structure"] == pytest.approx(0, abs=1e-9)


def test_undefined():
    before = br.Composition([[4, 1], [1, 4]], units=["x", "y"])
    other = change(before, after=br.Composition([[4, 1], [1, 4]], units=["y", "z"]))
    other = other.set_index("part")
    assert other.loc["change", "mutual_information"] == pytest.approx(0)
    why = "fewer than two units, or groups, have people both before and after"
    assert (other.loc[FIVE, "undefined"] == why).all()
    assert other.loc[FIVE, ["mutual_information", "theil_h"]].isna().to_numpy().all()
    # Apart before, so that no other sizes can be had from its odds: x would need people of b.
    apart = br.Composition([[5, 0], [0, 5]], units=["x", "y"])
    mixed = br.Composition([[4, 4], [1, 1]], units=["x", "y"])
    fit = change(apart, after=mixed).set_index("part")
    margins = ["group_margin", "unit_margin", "structure"]
    why = "empty cells keep the table of one time from the margins of the other"
    assert (fit.loc[margins, "undefined"] == why).all()
    assert fit.loc[["removals", "additions"], "mutual_information"].tolist() == [0, 0]
    one = change(before, after=br.Composition([[4, 0], [1, 0]])).set_index("part")
    assert one.loc["before", "undefined"] == ""
    assert one.loc["after", "undefined"] == "there are people of one group only"
    assert one.loc["structure", "undefined"] == "there are people of one group only"


def test_a_stack_is_split_place_by_place():
    rng = np.random.default_rng(1)
    before, after = rng.integers(1, 9, (2, 3, 4, 2))
    table = change(br.Composition(before), after=br.Composition(after))
    for place in range(3):
        one = change(br.Composition(before[place]), after=br.Composition(after[place]))
        mine = table[table["stack"] == str(place + 1)]
        assert mine["mutual_information"].tolist() == one["mutual_information"].tolist()


def test_bad_options():
    before = br.Composition([[4, 1], [1, 4]])
    with pytest.raises(OptionError, match="`after` must be a Composition, not a list"):
        change(before, after=[[1, 2]])
    with pytest.raises(OptionError, match="`after` must be a stack of the shape of `before`"):
        change(before, after=br.Composition(np.ones((2, 2, 2))))
