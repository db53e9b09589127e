import numpy as np
import pandas as pd
import pytest

import bridging as br
from bridging.analyses.reliability import observer_agreement
from bridging.errors import DataError, OptionError, UnknownNameError
from bridging.inference.reliability import agreement

ROWS = [  # session, observer, two people, form
    ("1", "eva", "p", "q", "talk"),
    ("1", "eva", "r", "s", "greeting"),
    ("1", "tom", "p", "q", "talk"),
    ("1", "tom", "r", "s", "talk"),
    ("2", "eva", "p", "r", "talk"),
    ("2", "tom", "q", "s", "greeting"),
    ("3", "eva", "p", "s", "exchange"),
    ("3", "tom", "p", "s", "exchange"),
    ("4", "eva", "p", "q", "talk"),
]


def double_coded(attendance=True, rows=ROWS, **columns):
    session, observer, source, target, form = (list(values) for values in zip(*rows, strict=True))
    return br.Study.from_frames(
        participants={"participant": list("pqrs"), "g": ["a", "a", "b", "b"]},
        sessions={"session": list("1234")},
        attendance={"participant": list("pqrs") * 4, "session": np.repeat(list("1234"), 4).tolist()}
        if attendance
        else None,
        encounters={
            "session": session,
            "observer": observer,
            "source": source,
            "target": target,
            "form": form,
            **columns,
        },
        lines={"g": ["a", "b"]},
    )


def test_agreement_by_hand():
    found = observer_agreement(double_coded(), a="eva", b="tom")
    assert found.sessions == ("1", "2", "3")  # tom was not there in the fourth
    assert found.encounters.iloc[0].tolist() == [3, 1, 1, 0.75]
    # 18 pairs present: 3 seen by both, 1 by each alone, 13 by nobody
    assert found.pairs.iloc[0].tolist() == [3, 1, 1, 13, 0.75, pytest.approx(26 / 28)]
    contact = found.coefficients.query("about == 'contact'").set_index("coefficient")
    same = agreement([[13, 1], [1, 3]], form="table").set_index("coefficient")
    assert contact["estimate"].to_dict() == pytest.approx(same["estimate"].to_dict())
    assert contact.loc["cohen_kappa", "estimate"] == pytest.approx(19 / 28)  # .75 - 1/14
    form = found.coefficients.query("about == 'form'").set_index("coefficient")
    assert form.loc["percent_agreement", "estimate"] == pytest.approx(2 / 3)
    assert form.loc["percent_agreement", "n_subjects"] == 3


def test_errors_are_over_sessions():
    found = observer_agreement(double_coded(), a="eva", b="tom").coefficients
    percent = found.set_index(["about", "coefficient"]).loc[("contact", "percent_agreement")]
    # of the pairs of sessions 1, 2, 3 there agree 6, 4, 6 of 6
    agree = np.array([1, 4 / 6, 1])
    error = agree.std(ddof=1) / np.sqrt(3)
    assert percent["std_error"] == pytest.approx(error)
    one = [row for row in ROWS if row[0] == "1"]
    single = observer_agreement(double_coded(rows=one)).coefficients
    assert single["std_error"].isna().all()
    assert single.loc[0, "estimate"] == 1 and "fewer than two" in single.loc[0, "undefined"]


def test_two_observers_need_no_names_and_order_turns_the_sides():
    found = observer_agreement(double_coded())
    assert (found.a, found.b) == ("eva", "tom")
    rows = [*ROWS, ("2", "eva", "r", "s", "talk")]
    one = observer_agreement(double_coded(rows=rows), a="eva", b="tom")
    other = observer_agreement(double_coded(rows=rows), a="tom", b="eva")
    assert one.pairs.loc[0, "only_a"] == other.pairs.loc[0, "only_b"] == 2
    columns = ["about", "coefficient", "estimate", "std_error"]
    pd.testing.assert_frame_equal(one.coefficients[columns], other.coefficients[columns])


def test_ordered_forms():
    forms = ["greeting", "talk", "exchange"]
    study = double_coded()
    found = observer_agreement(study, weights={"form": "linear"}, categories={"form": forms})
    form = found.coefficients.query("about == 'form' and coefficient == 'percent_agreement'")
    # talk–talk, greeting–talk, exchange–exchange
    assert form["estimate"].item() == pytest.approx((1 + 0.5 + 1) / 3)
    with pytest.raises(OptionError, match="`categories` must be given in their order"):
        observer_agreement(study, weights={"form": "linear"})


def test_without_presence_contact_is_undefined():
    found = observer_agreement(double_coded(attendance=False))
    assert found.pairs.isna().all(axis=None)
    contact = found.coefficients.query("about == 'contact'")
    assert contact["estimate"].isna().all()
    assert contact["undefined"].str.startswith("who was present is not recorded").all()
    assert contact["undefined_nl"].str.startswith("wie aanwezig was is niet genoteerd").all()
    assert found.encounters.loc[0, "both"] == 3


def test_what_was_not_recorded_is_undefined():
    occasion = ["child", "child"] + [""] * 7
    found = observer_agreement(double_coded(occasion=occasion)).coefficients
    part = found.query("about == 'occasion'")
    assert part["estimate"].isna().all()
    assert set(part["undefined"]) == {"no subject was rated by two observers"}
    alone = observer_agreement(double_coded(occasion=[""] * 8 + ["child"]), about=["occasion"])
    assert set(alone.coefficients.query("about == 'occasion'")["undefined"]) == {
        "it was not recorded"
    }


def test_bad_input():
    study = double_coded()
    with pytest.raises(OptionError, match="`a` and `b` must be different observers"):
        observer_agreement(study, a="eva", b="eva")
    with pytest.raises(OptionError, match="must both be given .* there are 2"):
        observer_agreement(study, a="eva")
    with pytest.raises(UnknownNameError, match="`about` must be a known name, not 'froms'"):
        observer_agreement(study, about=["froms"])
    with pytest.raises(
        UnknownNameError, match="`observer` must be one who recorded something, not 'tim'"
    ):
        observer_agreement(study, a="eva", b="tim")
    apart = [row for row in ROWS if row[:2] in (("2", "eva"), ("3", "tom"))]
    with pytest.raises(DataError, match="must have watched at least one together"):
        observer_agreement(double_coded(rows=apart), a="eva", b="tom")
