"""What holds for every measure, read from its record."""

import doctest
import inspect
import re
import sys
from collections.abc import Callable, Collection
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import bridging as br
from bridging.errors import OptionError, UnknownNameError, a_or_an
from bridging.measures import Measure, all_measures, get_measure

ROOT = Path(__file__).parents[1]
SEEDS = range(25)
NOT_SCALE_FREE = {  # ten times as many people are other pairs, and leave less to chance
    "blau_unbiased",
    "dissimilarity_adjusted",
    "expected_dissimilarity",
    "expected_mutual_information",
    "expected_theil_h",
    "mutual_information_adjusted",
    "theil_h_adjusted",
}
# options that a measure can't do without
GIVEN = {"change_decomposition": {"after": br.Composition([[3, 1], [1, 4], [2, 2], [0, 3]])}}
# what chance, or the margins, would give: it does not follow the contacts within groups
BASELINES = {"assortativity_maximum", "expected_bridging_share", "expected_ei"}
# a contact within a group need not move these one way: distance counts, or any departure does
NOT_BY_GROUP = {"label_informativeness", "numeric_assortativity"}
# the order of the groups is what these are about
IN_ORDER = {
    "numeric_assortativity",
    "numeric_moran_i",
    "ordinal_segregation",
    "ordinal_variation",
    "rank_order_segregation",
}


def each(
    *structures: type, leave_out: Collection[str] = (), gives: str = "value"
) -> pytest.MarkDecorator:
    """Run a test for every measure that gives this, or for those of these structures."""
    chosen = [
        measure
        for measure in all_measures()
        if (measure.structure in structures or not structures)
        and measure.name not in leave_out
        and gives in (measure.gives, "anything")
    ]
    return pytest.mark.parametrize("measure", chosen, ids=lambda measure: measure.name)


EACH = each(gives="anything")
EACH_VALUE = each()
EACH_TABLE = each(gives="table")


def options_of(measure: Measure) -> list[dict[str, Any]]:
    """Return the ways to call a measure that differ in shape."""
    given = GIVEN.get(measure.name, {})
    return [given, {**given, "pooled": True}] if "pooled" in measure.options else [given]


def symmetric(rng: np.random.Generator, shape: tuple[int, ...], high: int) -> np.ndarray:
    table = rng.integers(0, high, shape)
    return table + np.swapaxes(table, -1, -2)


# Random structures: sometimes sparse, sometimes with an empty group or unit.


def some_composition(rng: np.random.Generator, stack: tuple[int, ...] = ()) -> br.Composition:
    size = int(rng.integers(2, 5))
    return br.Composition(rng.integers(0, rng.choice([2, 4, 30]), (*stack, 4, size)))


def some_mixing(rng: np.random.Generator, stack: tuple[int, ...] = ()) -> br.MixingMatrix:
    size, directed = int(rng.integers(2, 5)), bool(rng.integers(2))
    shape = (*stack, size, size)
    high = int(rng.choice([2, 6]))
    contacts = rng.integers(0, high, shape) if directed else symmetric(rng, shape, high)
    more = rng.integers(0, 4, shape) if directed else symmetric(rng, shape, 4)
    expected = rng.integers(0, 3, shape) if directed else symmetric(rng, shape, 3)
    own = np.random.default_rng(int(contacts.sum()))  # leaves the draws above as they are
    return br.MixingMatrix(
        contacts,
        sizes=rng.integers(1, 9, shape[:-1]),
        opportunities=contacts + more,
        expected=expected,
        directed=directed,
        dealt=symmetric(own, shape, 3),
    )


def some_incidence(rng: np.random.Generator, people: int = 12, sessions: int = 5) -> br.Incidence:
    there = rng.random((people, sessions)) < rng.choice([0.2, 0.7])
    person, session = np.nonzero(there)
    company = np.where(rng.random(len(person)) < 0.2, rng.integers(0, 2, len(person)), -1)
    own = np.random.default_rng(len(person))  # leaves the draws of what it is part of as they are
    return br.Incidence(
        range(people),
        range(sessions),
        person,
        session,
        company,
        groups={"line": ("a", "b", "c")},
        codes={"line": own.integers(-1, 3, people)},
        values={"age": own.choice([20, 30, np.nan], people, p=[0.5, 0.4, 0.1])},
    )


def some_graph(rng: np.random.Generator, stack: tuple[int, ...] = ()) -> br.ContactGraph:
    people, contacts = 12, int(rng.choice([3, 20]))
    source = rng.integers(0, people, contacts)
    return br.ContactGraph(
        people=tuple(map(str, range(people))),
        source=source,
        target=(source + rng.integers(1, people, contacts)) % people,
        weight=rng.integers(1, 4, contacts).astype(float),
        session=rng.integers(0, 5, contacts),
        groups={"line": ("a", "b", "c")},
        codes={"line": rng.integers(-1, 3, people)},
        presence=some_incidence(rng) if rng.integers(2) else None,
        directed=bool(rng.integers(2)),
    )


MAKERS: dict[type, Callable[..., Any]] = {
    br.Composition: some_composition,
    br.MixingMatrix: some_mixing,
    br.ContactGraph: some_graph,
    br.Incidence: some_incidence,
}
EMPTY = {
    br.Composition: br.Composition([[0, 0], [0, 0]]),
    br.MixingMatrix: br.MixingMatrix([[0, 0], [0, 0]]),
    br.ContactGraph: br.ContactGraph.from_edges([], {"line": {"x": "a", "y": "b"}}),
    br.Incidence: br.Incidence([], [], [], [], groups={"line": "ab"}, codes={"line": []}),
}


def some(measure: Measure, seed: int, stack: tuple[int, ...] = ()) -> Any:
    return MAKERS[measure.structure](np.random.default_rng(seed), *([stack] if stack else []))


def rebuilt(structure: Any, change: Callable[[str, np.ndarray], np.ndarray]) -> Any:
    """Make a structure anew with each of its arrays changed."""
    if isinstance(structure, br.Composition):
        return br.Composition(change("counts", structure.counts))
    arrays = {
        name: change(name, getattr(structure, name))
        for name in ("contacts", "sizes", "opportunities", "expected", "dealt")
        if getattr(structure, name) is not None
    }
    return br.MixingMatrix(**arrays, directed=structure.directed)


def arrays_of(structure: Any) -> list[np.ndarray]:
    """Copy all arrays of a structure."""
    found = []
    for field in fields(structure):
        value = getattr(structure, field.name)
        for item in value.values() if isinstance(value, dict) else [value]:
            if isinstance(item, np.ndarray):
                found.append(item.copy())
            elif isinstance(item, br.Incidence):
                found += arrays_of(item)
    return found


# Values


@EACH_VALUE
@pytest.mark.parametrize("seed", SEEDS)
def test_value_is_in_range_or_has_a_reason(measure, seed):
    structure = some(measure, seed)
    for options in options_of(measure):
        value = np.asarray(measure(structure, **options))
        reasons, redenen = (measure.reasons(structure, options, code) for code in ("en", "nl"))
        assert not np.isinf(value).any()
        seen = value[~np.isnan(value)]
        low, high = measure.range
        assert (seen >= low - 1e-9).all() and (seen <= high + 1e-9).all()
        assert reasons.shape == redenen.shape == value.shape
        assert np.array_equal(reasons != "", np.isnan(value))
        assert np.array_equal(redenen != "", np.isnan(value))
        assert not np.isin(["not a number", "geen getal"], [*reasons.flat, *redenen.flat]).any()


@each(leave_out={"faultline_alignment"})  # needs two lines, and these people have one
def test_random_structures_mostly_have_values(measure):
    defined = [np.isfinite(measure(some(measure, seed))).any() for seed in SEEDS]
    assert np.mean(defined) > 0.3


def parts_of(measure: Measure, structure: Any) -> int:
    """Return how many groups, units or people a measure speaks of."""
    units = "sessions" if isinstance(structure, br.Incidence) else "units"
    labels = getattr(structure, {"group": "groups", "unit": units}.get(measure.per, "people"))
    return len(labels["line"] if isinstance(labels, dict) else labels)


@EACH_VALUE
def test_one_structure_gives_a_plain_float_or_one_value_per_part(measure):
    structure = some(measure, 0)
    for options in options_of(measure):
        value = measure(structure, **options)
        if measure.gives_parts(options):
            assert value.dtype == np.float64 and value.shape == (parts_of(measure, structure),)
        else:
            assert type(value) is float


@each(br.Composition, br.MixingMatrix)
@pytest.mark.parametrize("seed", range(5))
def test_a_stack_equals_a_loop(measure, seed):
    stack = some(measure, seed, (3, 2))
    for options in options_of(measure):
        value, reasons = measure(stack, **options), measure.reasons(stack, options)
        leading = (3,) if measure.strata else (3, 2)  # strata are pooled
        assert value.shape[: len(leading)] == reasons.shape[: len(leading)] == leading
        for place in np.ndindex(leading):
            one = rebuilt(stack, lambda _, array, place=place: array[place])
            assert value[place] == pytest.approx(measure(one, **options), nan_ok=True)
            assert np.array_equal(reasons[place], measure.reasons(one, options))


@each(br.Composition, br.MixingMatrix, br.ContactGraph, leave_out=IN_ORDER)
@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_the_groups_does_not_matter(measure, seed):
    structure, rng = some(measure, seed), np.random.default_rng(seed)
    if isinstance(structure, br.ContactGraph):
        order = rng.permutation(3)
        place = np.append(np.argsort(order), -1)
        parts = {f.name: getattr(structure, f.name) for f in fields(structure)}
        parts["codes"] = {"line": place[structure.codes["line"]]}
        other = br.ContactGraph(**parts)
    else:
        order = rng.permutation(len(structure.groups))

        def change(name: str, array: np.ndarray) -> np.ndarray:
            square = name not in ("counts", "sizes")
            return array[..., order, :][..., order] if square else array[..., order]

        other = rebuilt(structure, change)
    for options in options_of(measure):
        value = np.asarray(measure(structure, **options))
        if measure.gives_parts(options) and measure.per == "group":
            value = value[..., order]
        assert measure(other, **options) == pytest.approx(value, nan_ok=True)


@each(br.Composition, br.MixingMatrix, br.ContactGraph, leave_out=NOT_SCALE_FREE)
@pytest.mark.parametrize("seed", range(5))
def test_scale_does_not_matter(measure, seed):
    structure = some(measure, seed)
    if isinstance(structure, br.ContactGraph):
        parts = {f.name: getattr(structure, f.name) for f in fields(structure)}
        larger = br.ContactGraph(**{**parts, "weight": structure.weight * 10})
    else:
        larger = rebuilt(structure, lambda name, a: a if name == "sizes" else a * 10)
    for options in options_of(measure):
        assert measure(larger, **options) == pytest.approx(
            measure(structure, **options), nan_ok=True
        )


@each(br.MixingMatrix, leave_out=NOT_BY_GROUP)
@pytest.mark.parametrize("seed", SEEDS)
def test_contacts_within_groups_move_it_as_declared(measure, seed):
    before = some(measure, seed)
    size = len(before.groups)

    def change(name: str, array: np.ndarray) -> np.ndarray:
        if name == "opportunities":  # leave room for the contacts that are added
            return array + 8 * np.eye(size)
        return array

    before = rebuilt(before, change)
    after = rebuilt(before, lambda name, a: a + 2 * np.eye(size) if name == "contacts" else a)
    for options in options_of(measure):
        moved = np.asarray(measure(after, **options)) - np.asarray(measure(before, **options))
        moved = moved[~np.isnan(moved)]
        rises = measure.higher_means in ("bonding", "segregation")
        assert (moved >= -1e-12).all() if rises else (moved <= 1e-12).all()


# more contacts within groups would be dealt again too, which moves `dealt`
@each(br.MixingMatrix, leave_out={*BASELINES, "partner_choice"})
def test_contacts_within_groups_do_move_it(measure):
    before = br.MixingMatrix(
        [[6, 3], [3, 4]],
        sizes=[6, 5],
        opportunities=[[30, 30], [30, 20]],
        expected=[[5, 4], [4, 3]],
    )
    after = rebuilt(before, lambda name, a: a + 2 * np.eye(2) if name == "contacts" else a)
    assert not np.array_equal(measure(before), measure(after))


@EACH_VALUE
def test_nothing_observed_is_undefined_with_a_reason(measure):
    for options in options_of(measure):
        value = np.asarray(measure(EMPTY[measure.structure], **options))
        assert np.isnan(value).all()
        for language in ("en", "nl"):
            reasons = measure.reasons(EMPTY[measure.structure], options, language)
            assert all(reasons.flat)


@EACH_TABLE
@pytest.mark.parametrize("seed", SEEDS)
def test_a_table_is_tidy(measure, seed):
    for structure in (some(measure, seed), EMPTY[measure.structure]):
        table = measure(structure, **options_of(measure)[0])
        if not isinstance(table, pd.DataFrame):
            assert is_dataclass(table)
            continue
        assert all(re.fullmatch("[a-z][a-z0-9_]*", column) for column in table.columns)
        assert list(table.index) == list(range(len(table)))
        numbers = table.select_dtypes("number").to_numpy(dtype=float)
        assert not np.isinf(numbers).any()


@EACH
def test_the_input_is_unchanged(measure):
    structure = some(measure, 3)
    before = arrays_of(structure)
    for options in options_of(measure):
        measure(structure, **options)
        if measure.gives == "value":
            measure.reasons(structure, options)
    after = arrays_of(structure)
    assert all(np.array_equal(a, b, equal_nan=True) for a, b in zip(before, after, strict=True))


# Records


@EACH
def test_the_record_is_complete(measure):
    assert measure.label and measure.label_nl and measure.formula
    assert measure.range[0] < measure.range[1]
    assert measure.higher_means in ("bridging", "bonding", "segregation", "diversity")
    assert measure.needs, "a measure has a value on some condition"
    for condition in measure.needs:
        assert condition.reason and condition.reason_nl
        assert condition.reason != condition.reason_nl
        assert not condition.reason.endswith(".")
    if measure.at_random is not None:
        get_measure(measure.at_random)
    assert ("pooled" in measure.options) <= (measure.per != "whole")


def test_labels_names_and_aliases_are_unique():
    for names in (
        [m.label for m in all_measures()],
        [m.label_nl for m in all_measures()],
        [name for m in all_measures() for name in (m.name, *m.aliases)],
    ):
        assert len(set(names)) == len(names)


@EACH
def test_the_source_is_in_the_references(measure):
    references = (ROOT / "docs" / "references.bib").read_text(encoding="utf-8")
    assert measure.source in re.findall(r"^@\w+\{(\w+),", references, flags=re.MULTILINE)


@EACH
def test_the_docstring_is_whole_and_its_examples_hold(measure):
    text = inspect.getdoc(measure.function)
    assert measure.summary.endswith(".")
    for section in ("Parameters", "Returns", "References", "Examples"):
        assert re.search(rf"^{section}\n-+$", text, flags=re.MULTILINE), section
    for option in measure.options:
        assert re.search(rf"^{option} : ", text, flags=re.MULTILINE), option
    module = sys.modules[measure.function.__module__]
    (found,) = doctest.DocTestFinder(recurse=False).find(
        measure.function, measure.name, module=module
    )
    outcome = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(found)
    assert outcome.attempted >= 2 and outcome.failed == 0


@EACH
def test_the_family_has_its_tests(measure):
    family = measure.function.__module__.rsplit(".", 1)[1]
    assert (ROOT / "tests" / "measures" / f"test_{family}.py").exists()


@EACH
def test_a_measure_is_found_by_name_alias_and_itself(measure):
    for name in (measure.name, *measure.aliases, measure, measure.function):
        assert get_measure(name) is measure


@EACH
def test_a_measure_has_one_public_name(measure):
    assert measure.name in br.measures.__all__
    assert getattr(br.measures, measure.name) is measure.function


@EACH
def test_an_unknown_option_is_refused(measure):
    with pytest.raises(OptionError, match=f"`{measure.name}` can't take the option 'nonsense'"):
        measure(EMPTY[measure.structure], nonsense=1)


@EACH
def test_another_structure_is_refused(measure):
    other = next(s for kind, s in EMPTY.items() if kind is not measure.structure)
    names = measure.structure.__name__, type(other).__name__
    expected = "must have {}, not {}".format(*map(a_or_an, names))
    with pytest.raises(OptionError, match=expected):
        measure(other)


def test_an_unknown_measure_suggests_the_nearest():
    with pytest.raises(UnknownNameError, match="not 'ei_indx'. Did you mean 'ei_index'"):
        get_measure("ei_indx")
    with pytest.raises(UnknownNameError, match="Did you mean 'orwg'"):
        get_measure("orwgg")
