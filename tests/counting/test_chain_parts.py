"""What the chain is made of, against loops over people and sessions straight from the frames."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest

import bridging as br
from bridging.analyses import chain_steps
from bridging.analyses.chain_steps import (
    all_factors,
    both_masks,
    by_kind,
    values_without,
)
from bridging.analyses.chain_steps import crossing_masks as crossing
from bridging.counting.chain import ChainCount, reference_pairs
from bridging.counting.dealing import lay_out
from bridging.estimators.rewire import Rewire
from bridging.simulate.recipe import Recipe
from bridging.simulate.world import world_frames, world_lines

STEPS = ("visitors", "visits", "present", "opportunity", "contacts")
GROUPS = {2: ("a", "b"), 3: ("a", "b", "c")}
SHARES = {2: (0.6, 0.4), 3: (0.5, 0.3, 0.2)}


def make_world(seed):
    """Small untidy worlds: every knob that changes what is counted takes turns."""
    rng = np.random.default_rng(seed)
    size = 2 + seed % 2
    knobs = {
        "sites": 1 + seed % 3,
        "sessions": 5,
        "people": 14,
        "families": seed % 4 < 2,
        "groups": GROUPS[size],
        "shares": SHARES[size],
        "attendance": 0.35,
        "separation": 0.4 * (seed % 5 == 0),
        "contact_chance": 0.3,
        "partner_choice": [0.4, 1.0, 2.0][seed % 3],
        "liveliness": (1.0, 3.0),
        "unknown": 0.15 * (seed % 3 == 1),
        "ses_shares": (0.5, 0.3, 0.2),
        "association": 0.4,
    }
    frames = world_frames(rng, **knobs)
    encounters = frames["encounters"]
    again = rng.random(len(encounters)) < 0.3  # some pairs meet twice in a session
    encounters = pd.concat([encounters, encounters[again]], ignore_index=True)
    if seed % 2:  # of most, not of all, it is known when they came and went
        n = len(frames["attendance"])
        come = rng.integers(540, 600, n)
        gone = come + rng.integers(10, 80, n)
        known = rng.random(n) < 0.8
        frames["attendance"]["arrival"] = [
            f"{m // 60:02d}:{m % 60:02d}" if k else None for m, k in zip(come, known, strict=True)
        ]
        frames["attendance"]["departure"] = [
            f"{m // 60:02d}:{m % 60:02d}" if k else None for m, k in zip(gone, known, strict=True)
        ]
    return {**frames, "encounters": encounters}, world_lines(Recipe(**knobs))


def make_study(frames, lines):
    return br.Study.from_frames(**frames, lines=lines)


def minutes_of(clock):
    if not isinstance(clock, str):
        return None
    hours, minutes = clock.split(":")
    return 60 * int(hours) + int(minutes)


def filled(value):
    return isinstance(value, str) and value != ""


def slow_parts(frames, line, site, weight, kind_of, kinds):
    """Count pairs of each kind at each step, one pair after another; each pair once."""
    people = frames["participants"].to_dict("records")
    group = {p["participant"]: p[line] for p in people if filled(p[line])}
    sessions = [s["session"] for s in frames["sessions"].to_dict("records") if s["site"] == site]
    visits = [v for v in frames["attendance"].to_dict("records") if v["session"] in sessions]
    meetings = [e for e in frames["encounters"].to_dict("records") if e["session"] in sessions]
    known = [v for v in visits if v["participant"] in group]
    came = sorted({v["participant"] for v in known})
    number = {p: sum(v["participant"] == p for v in known) for p in came}
    mates = set()
    for one, two in combinations(known, 2):
        if one["session"] == two["session"] and came_together(one, two):
            mates.add(frozenset((one["participant"], two["participant"])))
    tables = {name: np.zeros(kinds) for name in ("visitors", "visits")}
    for p, q in combinations(came, 2):
        if frozenset((p, q)) not in mates:
            kind = kind_of(group[p], group[q])
            tables["visitors"][kind] += 1
            tables["visits"][kind] += number[p] * number[q]
    rows = {name: [] for name in ("pairs", "met", "contacts")}
    for session in sessions:
        here = {v["participant"]: v for v in known if v["session"] == session}
        seen = {}
        for e in meetings:
            one, two = e["source"], e["target"]
            if e["session"] != session or one not in here or two not in here:
                continue
            if not came_together(here[one], here[two]):
                seen.setdefault(frozenset((one, two)), []).append(e["minutes"])
        for name in rows:
            rows[name].append(np.zeros(kinds))
        for one, two in combinations(sorted(here), 2):
            talks = seen.get(frozenset((one, two)), [])
            if came_together(here[one], here[two]) or (
                not talks and missed_each_other(here[one], here[two])
            ):
                continue
            kind = kind_of(group[one], group[two])
            rows["pairs"][-1][kind] += 1
            rows["met"][-1][kind] += bool(talks)
            count = {"encounters": len(talks), "minutes": sum(talks), "pairs": bool(talks)}
            rows["contacts"][-1][kind] += count[weight]
    return tables | {name: np.array(row).reshape(-1, kinds) for name, row in rows.items()}


def came_together(one, two):
    return filled(one.get("company")) and one["company"] == two.get("company")


def missed_each_other(one, two):
    times = [minutes_of(v.get(name)) for v in (one, two) for name in ("arrival", "departure")]
    if None in times:
        return False
    return times[1] <= times[2] or times[3] <= times[0]


def slow_values(parts, kind):
    """Compute each step of one kind in plain numbers."""

    def share(table):
        return table[kind] / table.sum() if table.sum() > 0 else np.nan

    kinds = len(parts["visitors"])
    odds = []
    for other in range(kinds):
        up = down = 0.0
        for pairs, met in zip(parts["pairs"], parts["met"], strict=True):
            if pairs[0] + pairs[other] > 0:
                both = pairs[0] + pairs[other]
                up += met[other] * (pairs[0] - met[0]) / both
                down += met[0] * (pairs[other] - met[other]) / both
        odds.append(up / down if down > 0 else np.nan)
    even = np.zeros(kinds)
    for pairs, contacts in zip(parts["pairs"], parts["contacts"], strict=True):
        if contacts.sum() > 0:
            room = sum(o * n for o, n in zip(odds, pairs, strict=True))
            even += (contacts.sum() / room if room > 0 else np.nan) * pairs
    values = {
        "visitors": share(parts["visitors"]),
        "visits": share(parts["visits"]),
        "present": share(parts["pairs"].sum(axis=0)),
        "opportunity": share(even),
        "contacts": share(parts["contacts"].sum(axis=0)),
        "theta": odds[kind],
    }
    return values, odds


def different(one, two):
    return int(one != two)


def assert_same(found, slow, odds, tolerance):
    """Compare every step; opportunity where θ has a value (its limits are tested elsewhere)."""
    for name, value in slow.items():
        if name == "opportunity" and not np.isfinite(odds).all():
            continue
        assert found[name] == pytest.approx(value, rel=tolerance, abs=tolerance, nan_ok=True), name


@pytest.mark.parametrize("seed", range(40))
def test_every_step_is_what_loops_give(seed):
    frames, lines = make_world(seed)
    weight = ("encounters", "minutes", "pairs")[seed % 3]
    study = make_study(frames, lines)
    found = br.chain(study, "origin", by="site", weight=weight, interval=False, n_resamples=9)
    assert [part.unit for part in found] == list(study.sites)
    for part in found:
        parts = slow_parts(frames, "origin", part.unit, weight, different, 2)
        values, odds = slow_values(parts, 1)
        assert_same(part, values, odds, 1e-10)
        start = {**part.values, "composition": 1.0}
        if np.isfinite(part["uptake"]):
            whole = part["contacts"] / part["visitors"]
            assert all_factors(start) == pytest.approx(whole, rel=1e-12)
            both = part["activity"] * part["partner_choice"]
            assert np.isnan(both) or both == pytest.approx(part["uptake"], rel=1e-12)
        known = frames["participants"].dropna(subset="origin")["participant"]
        here = frames["attendance"].merge(frames["sessions"], on="session")
        here = here[(here["site"] == part.unit) & here["participant"].isin(known)]
        volume = parts["contacts"].sum()
        assert part["contacts_per_visit"] == pytest.approx(volume / len(here), rel=1e-12)
        hours = 2 * here["session"].nunique()
        assert part["contacts_per_hour"] == pytest.approx(volume / hours, rel=1e-12)


@pytest.mark.parametrize("seed", range(0, 40, 4))
def test_two_lines_at_once_are_what_loops_give(seed):
    frames, lines = make_world(seed)
    people = frames["participants"]
    both = people["origin"] + "|" + people["ses"]
    people = people.assign(both=both.where(people["origin"].notna() & people["ses"].notna()))
    found = br.chain(
        make_study(frames, lines), ["origin", "ses"], by="site", interval=False, null=False
    )

    def number_crossed(one, two):
        return sum(a != b for a, b in zip(one.split("|"), two.split("|"), strict=True))

    for part in found:
        parts = slow_parts(
            {**frames, "participants": people}, "both", part.unit, "encounters", number_crossed, 3
        )
        values, odds = slow_values(parts, ("none", "one", "two").index(part.crossing))
        assert_same(part, values, odds, 1e-10)


@pytest.mark.parametrize("seed", range(0, 40, 5))
def test_each_group_is_what_loops_give(seed):
    frames, lines = make_world(seed)
    found = br.chain(
        make_study(frames, lines), "origin", by="site", per_group=True, interval=False, null=False
    )
    for part in found:
        size, place = len(lines["origin"]), lines["origin"].index(part.group)

        def ends(one, two, size=size, line=lines["origin"]):
            return line.index(one) * size + line.index(two)

        parts = slow_parts(frames, "origin", part.unit, "encounters", ends, size**2)
        mine = {}
        for name, table in parts.items():
            square = table.reshape(*table.shape[:-1], size, size)
            square = square + np.swapaxes(square, -1, -2)  # seen from both ends
            own, row = square[..., place, place], square[..., place, :].sum(axis=-1)
            mine[name] = np.stack([own, row - own], axis=-1)
        values, odds = slow_values(mine, 1)
        assert_same(part, values, odds, 1e-10)


def without(frames, gone):
    """Take people out of every table."""
    encounters = frames["encounters"]
    stay = ~encounters["source"].isin(gone) & ~encounters["target"].isin(gone)
    return {
        **frames,
        "encounters": encounters[stay].reset_index(drop=True),
        **{
            name: frames[name][~frames[name]["participant"].isin(gone)].reset_index(drop=True)
            for name in ("participants", "attendance")
        },
    }


def values_left(counted, masks, kind):
    """Return the values of a unit without each cluster."""
    left = counted.without()
    tables = [
        {
            name: by_kind(getattr(parts, name), masks)
            for name in ("visitors", "visits", "pairs", "met", "contacts", "dealt")
        }
        for parts in (counted.whole, left)
    ]
    return values_without(*tables, left.cluster, left.session, kind)


def left_out(study, weight, masks, kind, unit=0, by="site"):
    """Return the values without each cluster of a unit, and the people of each."""
    count, met = (
        study.count_mixing("origin", by=by, weight=one) for one in dict.fromkeys((weight, "pairs"))
    )
    counted = ChainCount(count, met, study.clusters, unit)
    found = values_left(counted, masks, kind)
    code = study.clusters.code
    people = np.array(study.coded.people, dtype=object)
    return found, [people[code == c] for c in np.unique(counted.people.cluster)]


@pytest.mark.parametrize("seed", range(12))
def test_without_each_person_or_family_is_the_chain_of_the_others(seed):
    frames, lines = make_world(seed)
    weight = ("encounters", "minutes")[seed % 2]
    study = make_study(frames, lines)
    assert study.clusters.families == (seed % 4 < 2)
    masks = crossing(len(lines["origin"]))
    found, gone = left_out(study, weight, masks, 1)
    assert len(gone) > 3
    for place, people in enumerate(gone):
        others = slow_parts(without(frames, people), "origin", "site-1", weight, different, 2)
        values, odds = slow_values(others, 1)
        assert_same({n: v[place] for n, v in found.items()}, values, odds, 1e-9)


def test_without_each_person_is_the_chain_of_a_study_made_anew():
    frames, lines = make_world(4)
    found, gone = left_out(make_study(frames, lines), "minutes", crossing(2), 1)
    for place, people in enumerate(gone):
        anew = make_study(without(frames, people), lines)
        part = br.chain(anew, "origin", by="site", weight="minutes", interval=False, null=False)[0]
        for name in (*STEPS, "theta"):
            assert found[name][place] == pytest.approx(part[name], rel=1e-9, nan_ok=True)


def test_without_each_person_crossing_two_lines():
    frames, lines = make_world(6)
    study = make_study(frames, lines)
    first, second = (study.line(name) for name in ("origin", "ses"))
    people = frames["participants"]
    code = np.array(
        [first.groups.index(g) * 3 + second.groups.index(s)
         for g, s in zip(people["origin"], people["ses"], strict=True)]
    )  # fmt: skip
    groups = [f"{g}|{s}" for g in first.groups for s in second.groups]
    people = people.assign(both=np.array(groups, dtype=object)[code])
    both = make_study({**frames, "participants": people}, {**lines, "both": groups})
    masks = both_masks(2, 3)
    count = both.count_mixing("both", by="site")
    counted = ChainCount(
        count, both.count_mixing("both", by="site", weight="pairs"), both.clusters, 0
    )
    whole = br.chain(study, ["origin", "ses"], by="site", interval=False, null=False)
    for kind in range(3):
        stack = values_left(counted, masks, kind)["opportunity"]
        assert np.isfinite(stack).any() and whole[kind].crossing == ("none", "one", "two")[kind]
        names = np.array(both.coded.people, dtype=object)
        for place, cluster in enumerate(np.unique(counted.people.cluster)):
            gone = names[both.clusters.code == cluster]
            anew = make_study(without(frames, gone), lines)
            part = br.chain(anew, ["origin", "ses"], by="site", interval=False, null=False)[kind]
            assert stack[place] == pytest.approx(part["opportunity"], rel=1e-9, nan_ok=True)


def test_values_do_not_depend_on_how_many_are_left_out_at_once(monkeypatch):
    frames, lines = make_world(3)
    study = make_study(frames, lines)
    together, _ = left_out(study, "encounters", crossing(3), 1)
    monkeypatch.setattr(chain_steps, "CELLS", 1)
    one_by_one, _ = left_out(study, "encounters", crossing(3), 1)
    for name, values in together.items():
        np.testing.assert_array_equal(values, one_by_one[name])


def test_the_dealt_table_without_each_person_is_nearly_that_of_the_others():
    """It is not dealt again without each person: their part in the draws is taken out."""
    knobs = {
        "people": 16,
        "sessions": 10,
        "attendance": 0.5,
        "partner_choice": 0.5,
        "contact_chance": 0.3,
    }
    frames = world_frames(np.random.default_rng(5), **knobs)
    lines = {"origin": ["a", "b"]}
    study = make_study(frames, lines)
    whole = br.chain(study, "origin", interval=False, n_resamples=499)[0]
    count, met = (study.count_mixing("origin", weight=w) for w in ("encounters", "pairs"))
    rewire = Rewire(lay_out(count, "encounters"), count, 499, 0)
    counted = ChainCount(
        count, met, study.clusters, 0, rewire.dealt()[0], rewire.dealt_of(study.clusters.code)
    )
    quick = values_left(counted, crossing(2), 1)["partner_choice"]
    came = sorted(set(frames["attendance"]["participant"]))
    anew = [
        br.chain(
            make_study(without(frames, [person]), lines), "origin", interval=False, n_resamples=499
        )[0]["partner_choice"]
        for person in came
    ]
    assert np.corrcoef(np.log(quick), np.log(anew))[0, 1] > 0.8
    assert np.std(np.log(quick)) == pytest.approx(np.std(np.log(anew)), rel=0.3)
    assert np.mean(quick) == pytest.approx(whole["partner_choice"], rel=0.03)


def test_pairs_of_a_reference():
    np.testing.assert_allclose(
        reference_pairs(np.array([0.6, 0.4]), False), [[0.36, 0.24], [0.24, 0.16]]
    )
    assert reference_pairs(np.array([3.0, 2.0]), True).tolist() == [[6, 6], [6, 2]]
