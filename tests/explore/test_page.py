"""What is left without widgets: figures with their words, in the page and in an executed notebook."""

import re
from html.parser import HTMLParser

import pytest

import bridging as br
from bridging.explore import Choice, explore


class Reader(HTMLParser):
    """Collects images, headings and what is fetched from elsewhere."""

    def __init__(self):
        super().__init__()
        self.images, self.tags, self.fetched = [], [], []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.tags.append(tag)
        if tag == "img":
            self.images.append(attrs)
        self.fetched += [v for k, v in attrs.items() if k in ("src", "href") and "data:" not in v]


def read(page):
    reader = Reader()
    reader.feed(page)
    return reader


def test_the_page_holds_every_figure_with_its_words():
    found = explore(br.simulate.five_houses(), audience="team")
    page = found._repr_html_()
    reader = read(page)
    assert reader.tags.count("h4") == len(reader.images) == 4
    assert not reader.fetched
    assert [image["alt"] for image in reader.images] == [
        found.picture(figure).alt for figure in ("came", "met", "chain", "network")
    ]
    assert "Voer het notebook uit" in page and 'lang="nl"' in page
    assert page.count("<details>") == 4


def test_another_choice_has_a_page_too():
    found = explore(br.simulate.five_houses(), language="en")
    page = found.to_html(Choice(line="ses", site="house-5", forms=("talk",)))
    assert "Socio-economic position · Huis 5 (synthetisch) · all days · talk" in page
    assert "Run the notebook" not in page


def test_outside_a_notebook_it_says_what_it_is(capsys):
    found = explore(br.simulate.five_houses())
    found._ipython_display_()
    assert capsys.readouterr().out.startswith("<Explorer of ")


def test_a_notebook_keeps_the_figures_where_the_widgets_are_gone():
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    pytest.importorskip("ipywidgets")
    code = "import bridging as br\nbr.explore(br.simulate.five_houses())"
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    nbclient.NotebookClient(book, timeout=120, kernel_name="python3").execute()
    figures, widgets = (output["data"] for output in book.cells[0].outputs)
    assert len(read(figures["text/html"]).images) == 3  # the network is too small to publish
    assert "application/vnd.jupyter.widget-view+json" in widgets
    name = re.search(r'<section class="([^"]+)"', figures["text/html"]).group(1)
    states = book.metadata["widgets"]["application/vnd.jupyter.widget-state+json"]["state"]
    values = [str(state["state"].get("value", "")) for state in states.values()]
    # live widgets hide the figures: nothing stands there twice
    assert f"<style>.{name} {{ display: none; }}</style>" in values
