"""The form for a tablet is one that ODK and KoboToolbox take."""

from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

import bridging as br

pyxform = pytest.importorskip("pyxform")
BIND = "{http://www.w3.org/2002/xforms}bind"


def converted(path):
    from pyxform import xls2xform

    warnings = []
    result = xls2xform.convert(str(path), warnings=warnings)
    assert warnings == []
    return result.xform


@pytest.mark.parametrize(("language", "name"), [("en", "form.xlsx"), ("nl", "formulier.xlsx")])
@pytest.mark.parametrize("anonymous", [False, True])
def test_the_form_becomes_an_xform(tmp_path, language, name, anonymous):
    folder = br.new_study(tmp_path, language=language, anonymous=anonymous)
    form = ElementTree.fromstring(converted(folder / name))
    binds = {bind.get("nodeset"): bind for bind in form.iter(BIND)}
    repeats = ("tally_present", "tally_contacts") if anonymous else ("present", "contacts")
    for repeat in repeats:
        assert any(place.startswith(f"/data/{repeat}/") for place in binds)
    if anonymous:
        assert not any("participant" in place or "source" in place for place in binds)
        assert binds["/data/tally_present/present"].get("constraint") == ". >= 0"
    else:
        assert binds["/data/present/participant"].get("required") == "true()"
        assert binds["/data/contacts/target"].get("constraint") == ". !=  ../source "


@pytest.mark.parametrize(("language", "name"), [("en", "form.xlsx"), ("nl", "formulier.xlsx")])
def test_each_language_has_words_of_its_own(tmp_path, language, name):
    folder = br.new_study(tmp_path, language=language)
    rows = list(load_workbook(folder / name)["choices"].values)
    english, dutch = (rows[0].index(f"label::{one}") for one in ("English (en)", "Nederlands (nl)"))
    recorded = rows[0].index("recorded")
    both = {row[english]: row[dutch] for row in rows[1:]}
    assert both["facilitator"] == "begeleider" and both["parent"] == "ouder"
    assert both["foreign background"] == "buitenlandse achtergrond" and both["low"] == "laag"
    kept = {row[recorded] for row in rows[1:]} - {None}
    assert kept <= set(both if language == "en" else both.values())


def test_lines_with_odd_names_and_groups_of_the_same_name(tmp_path):
    lines = {
        "home language": {"groups": ["a b", "a-b", "é/ü"], "label": {"nl": "Thuistaal"}},
        "2": {"groups": ["a b", "c"], "ordered": True},
    }
    for anonymous in (False, True):
        folder = br.new_study(tmp_path / str(anonymous), lines=lines, anonymous=anonymous)
        assert "Thuistaal" in converted(folder / "form.xlsx")
