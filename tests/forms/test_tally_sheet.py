"""The tally sheet on the wall: all of it on the paper, a page for each line."""

import re

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

import bridging as br
from bridging.forms.lines import form_lines
from bridging.forms.tally_sheet import draw_tally_page

MANY = {"taal": {"groups": [f"taalgroep {n} met een lange naam" for n in range(9)]}}
LONG = {"x": {"label": "een heel lange naam voor een grens " * 3, "groups": ["$a$", "b" * 60, "c"]}}


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("lines", [None, MANY, LONG])
def test_every_text_is_on_the_page_and_no_label_on_its_neighbour(language, lines):
    for line in form_lines(lines, language).values():
        figure = draw_tally_page(line, language)
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
        width, height = canvas.get_width_height()
        assert height / width == pytest.approx(297 / 210, rel=0.01)
        boxes = [text.get_window_extent() for text in figure.axes[0].texts]
        for box in boxes:
            assert box.x0 >= 0 and box.y0 >= 0 and box.x1 <= width and box.y1 <= height
        for k, box in enumerate(boxes):
            assert not any(box.overlaps(other) for other in boxes[k + 1 :])


def test_a_page_for_each_line_and_nothing_about_the_machine(tmp_path):
    folder = br.new_study(tmp_path, language="nl")
    content = (folder / "turflijst.pdf").read_bytes()
    assert content.startswith(b"%PDF") and len(re.findall(rb"/Type /Page\b", content)) == 2
    assert re.search(rb"/MediaBox \[ 0 0 595\.\d+ 841\.\d+ \]", content)
    assert b"CreationDate" not in content and b"matplotlib" not in content.lower()
