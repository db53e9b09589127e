"""No published number is forgotten: every id is named by a test."""

import re
from pathlib import Path

HERE = Path(__file__).parents[1]


def test_every_published_number_is_in_a_test(oracles):
    text = "\n".join(
        path.read_text("utf-8") for path in HERE.rglob("test_*.py") if path != Path(__file__)
    )
    wanted = {key for key, entry in oracles.entries.items() if entry["flag"] in ("ok", "peer-bug")}
    named = {key for key in wanted if re.search(re.escape(key) + r"(?![\w.])", text)}
    families = {key for key in wanted - named if key.rsplit(".", 1)[0] + "." in text}
    assert wanted - named - families == set()
