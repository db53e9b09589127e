"""P-values adjusted over units, lines and groups."""

import numpy as np
import pytest
from statsmodels.stats.multitest import multipletests

import bridging as br
from bridging.simulate import five_houses, world


def test_over_units_it_is_benjamini_hochberg():
    frame = br.estimate("bridging_share", five_houses(), "origin", by="site").to_frame()
    there = frame["p_value"].notna()
    expected = multipletests(frame.loc[there, "p_value"], method="fdr_bh")[1]
    np.testing.assert_allclose(frame.loc[there, "p_adjusted"], expected)
    assert frame.loc[~there, "p_adjusted"].isna().all()


def test_one_test_is_as_it_is():
    result = br.estimate("bridging_share", world(seed=3), "origin")[0]
    assert result.p_adjusted == pytest.approx(result.null.p_value)
    assert result.null.draws is None  # results keep no draws


def test_two_lines_that_are_one_cost_nothing_and_two_apart_cost_something():
    study = world(seed=3, people=40, ses_shares=(0.3, 0.4, 0.3))
    tables = study.records.tables
    people = tables["participants"].drop(columns="row").assign(again=lambda t: t["origin"])
    groups = list(study.line("origin").groups)
    lines = {"origin": groups, "again": groups, "ses": list(study.line("ses").groups)}

    def adjusted(*names):
        study = br.Study.from_frames(
            participants=people,
            sessions=tables["sessions"].drop(columns="row"),
            attendance=tables["attendance"].drop(columns="row"),
            encounters={
                "encounter": tables["members"]["encounter_index"],
                "participant": tables["members"]["participant"],
                "session": tables["encounters"]["session"].to_numpy()[
                    tables["members"]["encounter_index"]
                ],
            },
            lines={name: lines[name] for name in names},
        )
        return br.estimate("bridging_share", study, interval=None).to_frame()

    same = adjusted("origin", "again")
    np.testing.assert_allclose(same["p_adjusted"], same["p_value"])
    both = adjusted("origin", "ses")
    assert (both["p_adjusted"] >= both["p_value"]).all()
    assert both["p_adjusted"].min() > both["p_value"].min()
    assert both["p_adjusted"].min() <= 2 * both["p_value"].min() + 0.01
