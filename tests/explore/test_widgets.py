"""The widgets, set by code: each changes what is shown, and nothing else is needed for it."""

import re
import sys
from types import SimpleNamespace

import pytest

pytest.importorskip("ipywidgets")

import bridging as br
from bridging.errors import OutputError
from bridging.explore import Choice, explore


@pytest.fixture
def found():
    return explore(br.simulate.five_houses())


def shown(controls):
    """What stands on the screen, without the picture."""
    return re.sub(r'src="[^"]+"', "", controls.shown.value)


def test_it_begins_with_everything(found):
    controls = found.controls
    assert controls.choice == found.default == Choice(line="origin")
    assert "Herkomst · alle plekken · alle dagen · elke vorm van contact" in shown(controls)
    assert found.controls is controls


def test_every_control_changes_what_is_shown(found):
    controls = found.controls
    last = shown(controls)
    days = [value for _, value in controls.period.options]
    changes = [
        (controls.figure, "met"),
        (controls.site, "house-5"),
        (controls.forms["talk"], False),
        (controls.forms["greeting"], False),
        (controls.line, "ses"),
        (controls.period, (days[3], days[20])),
        (controls.figure, "chain"),
    ]
    for control, value in changes:
        control.value = value
        assert shown(controls) != last
        last = shown(controls)
    chosen = Choice(line="ses", site="house-5", period=(days[3], days[20]), forms=("exchange",))
    assert controls.choice == chosen
    assert found.picture("chain", chosen).image in controls.shown.value


def test_what_is_shown_is_what_a_selected_study_gives(found):
    controls = found.controls
    controls.site.value, controls.figure.value = "house-5", "met"
    for form in ("greeting", "exchange"):
        controls.forms[form].value = False
    matrix = br.simulate.five_houses().select(sites="house-5", forms="talk").mixing("origin")
    across = int(matrix.contacts[0, 1])
    assert f": {across} " in shown(controls)
    controls.forms["talk"].value = False
    assert "Kies ten minste één vorm van contact." in shown(controls)


def test_people_read_words_and_not_codes(found):
    controls = found.controls
    assert [text for text, _ in controls.line.options] == ["Herkomst", "Sociaaleconomische positie"]
    assert controls.site.options[1] == ("Huis 1 (synthetisch)", "house-1")
    assert controls.period.options[0][0].endswith("maart 2025")
    assert [tick.description for tick in controls.forms.values()] == [
        "uitwisseling",
        "begroeting",
        "gesprek",
    ]


def test_all_figures_can_be_seen_together():
    controls = explore(br.simulate.five_houses(), audience="team").controls
    controls.site.value, controls.figure.value = "house-5", "all"
    assert controls.shown.value.count("<img") == 4
    before = re.findall(r'src="([^"]+)"', controls.shown.value)
    controls.line.value = "ses"
    after = re.findall(r'src="([^"]+)"', controls.shown.value)
    assert len(after) == 4 and not set(before) & set(after)
    assert "voor het team, niet voor publicatie" in controls.shown.value


def test_a_menu_begins_with_words(found):
    """An option whose value is None would be shown as an empty box."""
    assert found.controls.site.label == "alle plekken"
    assert found.controls.choice.site is None


def test_what_is_not_there_has_no_control():
    study = br.Study.from_frames(
        participants={"participant": ["an", "bo"], "g": ["a", "b"]},
        encounters={"source": ["an"], "target": ["bo"]},
        lines={"g": ["a", "b"]},
    )
    controls = explore(study, audience="team").controls
    assert controls.site is None and controls.period is None and controls.forms == {}
    assert len(controls.box.children) == 3
    controls.figure.value = "network"
    assert "<img" in controls.shown.value


def test_names_are_never_read_as_html():
    study = br.Study.from_frames(
        participants={"participant": ["an", "bo"], "g": ["<b>", "b"]},
        encounters={"source": ["an"], "target": ["bo"], "form": ["<i>talk</i>"]},
        lines={"g": ["<b>", "b"]},
        title="<script>",
    )
    found = explore(study, audience="team")
    controls = found.controls
    for figure in ("came", "met", "chain", "network"):
        controls.figure.value = figure
        assert "<b>" not in shown(controls) and "<i>" not in shown(controls)
    page = re.sub(r'src="[^"]+"', "", found.to_html(Choice(line="g", forms=("<i>talk</i>",))))
    assert not re.search("<b>|<i>|<script>", page) and "&lt;script&gt;" in page


def test_without_the_library_the_hint_says_how_to_get_it(found, monkeypatch):
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    with pytest.raises(OutputError, match=re.escape("pip install 'bridging[notebook]'")):
        _ = found.controls
    assert "<img" in found.to_html()  # the figures need no widgets
    shell = SimpleNamespace(kernel=object())
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))
    with pytest.raises(OutputError, match="'ipywidgets' is not installed"):
        explore(br.simulate.five_houses())
