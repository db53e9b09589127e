"""Make docs/figure.png, the figure of the README: python docs/make_figure.py."""

from pathlib import Path

import matplotlib

matplotlib.use("Agg")

import bridging as br

DOCS = Path(__file__).parent
SAMPLE = DOCS.parent / "data" / "sample" / "five-houses"

if __name__ == "__main__":
    house = br.read_study(SAMPLE).select(sites="house-5")
    drawn = br.chain(house, "ses").plot()
    figure = getattr(drawn, "figure", None) or drawn
    figure.savefig(DOCS / "figure.png", dpi=110, metadata={"Software": None})
