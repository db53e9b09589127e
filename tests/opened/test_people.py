"""People kept as whole numbers: the default test and interval are those of the study in memory."""

import numpy as np
import pytest

import bridging as br
from bridging.errors import DataError

COLUMNS = ["estimate", "ci_low", "ci_high", "null_mean", "z_score", "p_value", "n_left_out"]


@pytest.mark.parametrize("kind", ["plain", "present", "timed", "families"])
def test_tests_and_intervals_are_those_of_the_study(tmp_path, tools, kind):
    tables = tools.random_study(21, attendance=kind != "plain", times=kind == "timed")
    if kind == "families":
        size = len(tables["participants"])
        tables["participants"]["family"] = [f"f{i // 2}" if i < 4 else "" for i in range(size)]
    folder = tools.write(tmp_path / "study", tables)
    opened, study = br.open_study(folder).with_people(), br.read_study(folder)
    measures = ["bridging_share", "partner_choice", "ei_index"]
    measures += [] if kind == "plain" else ["bridging_ratio", "odds_ratio_within"]
    for by in (None, "site", "home"):
        options = {"by": by, "measures": measures, "n_resamples": 99, "seed": 4}
        ours, theirs = (br.profile(one, "origin", **options).to_frame() for one in (opened, study))
        assert ours["estimate"].notna().any()
        assert ours["undefined"].tolist() == theirs["undefined"].tolist()
        assert ours["ci_method"].tolist() == theirs["ci_method"].tolist()
        for column in COLUMNS:
            np.testing.assert_allclose(
                ours[column].astype(float), theirs[column].astype(float), rtol=1e-9, err_msg=column
            )


def test_the_chain_goes_on_to_partner_choice(tmp_path, tools):
    folder = tools.write(tmp_path / "study", tools.random_study(8))
    opened, study = br.open_study(folder).with_people(), br.read_study(folder)
    ours, theirs = (
        br.chain(one, "origin", n_resamples=99).to_frame().set_index("label")
        for one in (opened, study)
    )
    assert np.isfinite(ours.loc["partner_choice", "estimate"])
    for column in ("estimate", "ci_low", "ci_high"):
        np.testing.assert_allclose(ours[column].astype(float), theirs[column].astype(float))


def test_a_part_of_the_study_keeps_its_people(tmp_path, tools):
    folder = tools.write(tmp_path / "study", tools.random_study(8))
    opened, study = br.open_study(folder).with_people(), br.read_study(folder)
    some = study.records.tables["sessions"]["session"][:2].tolist()
    tools.assert_same_mixing(
        opened.select(sessions=some), study.select(sessions=some), "origin", "site"
    )
    tools.assert_same_mixing(
        opened.select(roles="all"), study.select(roles="all"), "origin", "site"
    )


def test_meetings_of_several_people_can_not_be_kept(tmp_path, tools):
    folder = tools.write(tmp_path / "study", tools.random_study(8, long=True))
    with pytest.raises(DataError, match="a meeting has a row for each person"):
        br.open_study(folder).with_people()
