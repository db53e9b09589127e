"""Weights give what writing the redrawn sessions and people out would give."""

import numpy as np
import pandas as pd
import pytest

import bridging as br
from bridging.estimators.resampling import PersonTables, tables_by_session
from bridging.inference.session_bootstrap import draw_weights

TABLES = ("contacts", "opportunities", "expected")


def drawn_again(frames, times):
    """Write each session as often as it was drawn, under names of its own."""
    found = {"participants": frames["participants"]}
    for name in ("sessions", "attendance", "encounters"):
        copies = []
        for session, number in times.items():
            for k in range(int(number)):
                part = frames[name][frames[name]["session"] == session].copy()
                part["session"] = f"{session} {k}"
                copies.append(part)
        found[name] = pd.concat(copies, ignore_index=True)
    return found


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("site", [None, "x"])
def test_drawing_sessions_equals_a_study_of_those_sessions(untidy, study_of, seed, site):
    frames = untidy(seed, times=seed == 2)
    by = None if site is None else "site"
    count = study_of(frames).count_mixing("origin", by)
    unit = 0 if site is None else count.units.labels.index(site)
    (stack,) = tables_by_session(count, unit, 6, np.random.default_rng(seed))
    codes = count.cells.session[count.cells.unit == unit]
    names = [count.coded.sessions[code] for code in codes]
    (weights,) = draw_weights(len(names), 6, np.random.default_rng(seed))
    for row in range(6):
        times = dict(zip(names, weights[row], strict=True))
        table = study_of(drawn_again(frames, times)).mixing("origin")
        for name in TABLES:
            np.testing.assert_allclose(
                getattr(stack, name)[row], getattr(table, name), atol=1e-9, err_msg=name
            )
    np.testing.assert_array_equal(stack.sizes, np.broadcast_to(count.sizes[unit], (6, 3)))


def written_out(study, cluster, weights, opportunity):
    """Count pairs among copies of people one by one, session by session."""
    count = study.count_mixing("origin", opportunity=opportunity)
    visits, group, size = count.coded.visits, count.group, 3
    names = {c: k for k, c in enumerate(np.unique(cluster[count.people_of(0)][
        group[count.people_of(0)] >= 0]))}  # fmt: skip
    times = {p: int(weights[names[cluster[p]]]) for p in range(len(group))
             if cluster[p] in names}  # fmt: skip
    tables = {name: np.zeros((size, size)) for name in TABLES}

    def pairs_of_copies(p, q):
        same = cluster[p] == cluster[q]
        return sum(not same or k == l for k in range(times[p]) for l in range(times[q]))

    for session in np.unique(visits.session):
        here = [v for v in np.flatnonzero(visits.session == session)
                if group[visits.person[v]] >= 0]  # fmt: skip
        met = np.zeros((size, size))
        pairs, talked = count.pairs, set()
        for m in np.flatnonzero(pairs.session == session):
            p, q = pairs.a[m], pairs.b[m]
            talked |= {(p, q), (q, p)}
            number = pairs_of_copies(p, q) * pairs.weight[m]
            met[group[p], group[q]] += number
            met[group[q], group[p]] += number
        could = np.zeros((size, size))
        for v in here:
            for w in here:
                p, q = visits.person[v], visits.person[w]
                company = visits.company[v] >= 0 and visits.company[v] == visits.company[w]
                if v == w or company:
                    continue
                shared = min(visits.departure[v], visits.departure[w]) - max(
                    visits.arrival[v], visits.arrival[w]
                )
                if opportunity == "minutes":
                    could[group[p], group[q]] += pairs_of_copies(p, q) * max(shared, 0)
                elif not shared <= 0 or (p, q) in talked:
                    could[group[p], group[q]] += pairs_of_copies(p, q)
        tables["contacts"] += met
        tables["opportunities"] += could
        if met.sum():
            # people in contact whose times do not overlap: nobody knows where it could have been
            rate = met.sum() / could.sum() if could.sum() else np.nan
            tables["expected"] += rate * could
    return tables


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(
    ("families", "opportunity"), [(False, "pairs"), (True, "pairs"), (True, "minutes")]
)
def test_drawing_people_equals_counting_their_copies(untidy, study_of, seed, families, opportunity):
    study = study_of(untidy(seed, families=families, times=opportunity == "minutes" or seed == 1))
    count = study.count_mixing("origin", opportunity=opportunity)
    tables = PersonTables(count, study.clusters.code, 0)
    (weights,) = draw_weights(tables.clusters, 5, np.random.default_rng(seed))
    stack = tables.tables(weights)
    for row in range(5):
        slow = written_out(study, study.clusters.code, weights[row], opportunity)
        for name in TABLES:
            np.testing.assert_allclose(
                getattr(stack, name)[row], slow[name], atol=1e-8, err_msg=name
            )
    once = tables.tables(np.ones((1, tables.clusters)))
    for name in (*TABLES, "sizes"):
        np.testing.assert_allclose(getattr(once, name)[0], getattr(count.matrix(), name), atol=1e-9)


def test_the_size_of_blocks_changes_nothing(untidy, study_of, monkeypatch):
    study = study_of(untidy(0))
    count = study.count_mixing("origin")
    tables = PersonTables(count, study.clusters.code, 0)
    for draw, cells in (
        (lambda: tables.draws(20, np.random.default_rng(1)), 1000),
        (lambda: tables_by_session(count, 0, 20, np.random.default_rng(1)), 120),
    ):
        with monkeypatch.context() as small:
            (whole,) = draw()
            small.setattr("bridging.estimators.resampling.MOST_CELLS", cells)
            parts = list(draw())
        assert len(parts) > 3
        for name in TABLES:
            joined = np.concatenate([getattr(part, name) for part in parts])
            np.testing.assert_allclose(joined, getattr(whole, name), rtol=1e-12, atol=1e-12)


def test_tables_that_are_not_kept_give_the_same(untidy, study_of, monkeypatch):
    study = study_of(untidy(0))
    options = {"null": None, "interval": "session_bootstrap", "n_resamples": 99}
    kept = br.profile(study, "origin", measures=["ei_index", "assortativity"], **options)
    monkeypatch.setattr("bridging.estimators.mixing.MOST_KEPT", 0)
    again = br.profile(study, "origin", measures=["ei_index", "assortativity"], **options)
    assert [r.interval for r in kept] == [r.interval for r in again]
