import re
import sys
from pathlib import Path

import pytest

import bridging as br
from bridging.errors import OptionError
from bridging.measures.record import all_measures
from bridging.nulls.record import all_nulls
from bridging.words.cite import ANALYSES, JACKKNIFE, NULLS, bibliography, source_keys

cite = sys.modules["bridging.words.cite"]


def test_every_source_is_in_the_bibliography():
    keys = {measure.source for measure in all_measures()} | set(NULLS.values()) | {JACKKNIFE}
    keys |= {key for works in ANALYSES.values() for key in works}
    assert keys - set(bibliography()) == set()


def test_nulls_are_cited_by_their_own_source():
    assert {null.name: null.source for null in all_nulls() if null.name in NULLS} == NULLS


def test_no_sign_of_latex_is_left_in_plain_text():
    for key, entry in bibliography().items():
        assert not re.search(r"[{}\\]|--", entry.plain()), key
        assert re.search(r"\(\d{4}\)\.", entry.plain()), key


def test_a_work_in_plain_text():
    assert bibliography()["snijders1999"].plain() == (
        "Snijders, Tom A. B.; Borgatti, Stephen P. (1999). Non-parametric standard errors and tests "
        "for network statistics. Connections 22(2), 161–170."
    )


def test_the_package_alone_and_its_version():
    assert br.__version__ in br.cite() and br.cite().count("\n") == 0
    assert br.cite(style="bibtex").startswith("@software{bridging,")


def test_several_things_are_cited_once():
    study = br.simulate.world(seed=1, people=20, sessions=6)
    found = br.chain(study, "origin", n_resamples=19)
    results = br.profile(study, "origin", measures=["ei_index", "partner_choice"], n_resamples=19)
    keys = source_keys([found, results])
    assert keys == sorted(set(keys)) and {"krackhardt1988", "mantel1959", "besag1989"} <= set(keys)
    entries = br.cite([found, results], style="bibtex")
    assert entries.count("@") >= len(keys) + 1 and "krackhardt1988" in entries


def test_a_work_that_the_bibliography_lacks_is_not_left_out(monkeypatch):
    monkeypatch.setattr(cite, "bibliography", dict)
    table = br.MixingMatrix([[6, 1], [1, 2]], groups=["a", "b"])
    results = br.estimate("ei_index", table)
    assert br.cite(results).splitlines()[1] == "krackhardt1988"
    assert "% krackhardt1988" in br.cite(results, style="bibtex")


def test_the_package_is_cited_as_its_citation_file_says():
    path = Path(__file__).parents[2] / "CITATION.cff"
    facts = dict(re.findall(r"^(?:  - )?(\w+): (.+)$", path.read_text(encoding="utf-8"), re.M))
    assert (facts["title"], facts["name"], facts["abstract"]) == (
        cite.NAME,
        cite.AUTHOR,
        cite.TITLE,
    )


def test_what_is_no_result_is_refused():
    with pytest.raises(OptionError, match="`of` must be a result"):
        br.cite(3)
    with pytest.raises(OptionError, match="`style` must be one of 'text', 'bibtex'"):
        br.cite(style="apa")
