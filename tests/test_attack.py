"""Attacks on what is published: an attacker with all margins must not find a small count again.

The attacker takes every number of a report, of profiles, findings and tables for publication as an
equation about the counts of people by site and group, and asks of each small count whether only one
value is possible. Of a unit that is shown she is taken to know all cells.
"""

import re
from base64 import b64decode
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog

import bridging as br
from bridging.errors import OptionError
from bridging.explore.choice import Choice
from bridging.figures import plane_alternative, reference_alternative
from bridging.privacy import find_hidden, small, suppress, suppress_study
from bridging.report.build import report_document
from bridging.report.csv_text import csv_text
from bridging.report.page import page_html
from bridging.report.pictures import Picture
from bridging.report.table import Table

MINIMUM = 6
# what was asked for, not counted
DECLARED = ["n_left_out", "n_resamples", "seed", "delta", "least_opportunity", "ci_level"]
# of the study as a whole, with a minimum of its own
DECLARED += ["consolidation"]
MEASURES = ("blau_unbiased", "bridging_share", "ei_index")


def random_study(seed, extra=False):
    """People who each come to one site, on two lines, with contacts within sessions.

    With `extra` one more person comes.
    """
    rng = np.random.default_rng(seed)
    sites = [f"site{k}" for k in range(rng.integers(2, 6))]
    groups = {"g": ["a", "b", "c"][: rng.integers(2, 4)], "h": ["x", "y"]}
    people, present, source, target, session = [], [], [], [], []
    for site in sites:
        shares = {line: rng.dirichlet(np.ones(len(names))) for line, names in groups.items()}
        number = int(rng.integers(3, 40)) + (extra and site == sites[-1])
        for k in range(number):
            # a generator of its own for the one more, so that the others stay the same
            own = np.random.default_rng([seed, sites.index(site), k])
            person = {line: own.choice(names, p=shares[line]) for line, names in groups.items()}
            if own.random() < 0.1:
                person["h"] = ""
            people.append({"participant": f"{site}-{k}", **person})
        here = [p["participant"] for p in people[-number:]]
        present += [(p, f"{site}-s") for p in here]
        for a, b in np.random.default_rng([seed, 99]).integers(0, number - 1, (2 * number, 2)):
            if a != b:
                source.append(here[a])
                target.append(here[b])
                session.append(f"{site}-s")
    columns = {name: [p[name] for p in people] for name in ("participant", *groups)}
    return br.Study.from_frames(
        participants=columns,
        sessions={"session": [f"{s}-s" for s in sites], "site": sites},
        attendance={
            "participant": [p for p, _ in present],
            "session": [s for _, s in present],
        },
        encounters={"source": source, "target": target, "session": session},
        lines=groups,
    )


@dataclass
class Attacker:
    """Counts that are not known, and what is known of their sums."""

    names: list
    rows: list = field(default_factory=list)
    low: list = field(default_factory=list)
    high: list = field(default_factory=list)

    def learn(self, cells, low, high=None):
        """Learn that the sum of some counts lies between two numbers."""
        row = np.zeros(len(self.names))
        for cell, sign in cells.items():
            row[self.names.index(cell)] += sign
        self.rows.append(row)
        self.low.append(low)
        self.high.append(low if high is None else high)

    def possible(self, cell):
        """The smallest and largest value that a count can have."""
        goal = np.zeros(len(self.names))
        goal[self.names.index(cell)] = 1
        rows = np.array(self.rows)
        limits = {
            "A_ub": np.vstack([rows, -rows]),
            "b_ub": np.concatenate([self.high, -np.array(self.low)]) + 1e-9,
        }
        ends = [linprog(sign * goal, **limits, bounds=(0, None)) for sign in (1, -1)]
        assert all(end.status in (0, 3) for end in ends), "what was published contradicts itself"
        return ends[0].fun, np.inf if ends[1].status == 3 else -ends[1].fun

    def found(self, truth):
        """The small counts of which only one value is possible."""
        return [
            cell
            for cell in self.names
            if cell[-1] != "unknown"
            and small(truth[cell], MINIMUM)
            and np.ptp(np.round(self.possible(cell), 6)) < 1
        ]


def people_of(study):
    """The true counts of people by line, site and group, unknown too."""
    truth = {}
    for line in study.lines:
        frame = br.tabulate(study, line, "site").to_frame()
        truth |= {(line, r.site, getattr(r, line)): r.count for r in frame.itertuples(index=False)}
        for site in study.sites:
            truth.setdefault((line, site, "unknown"), 0.0)
    return truth


def attacker_of(truth, study):
    """She knows that both lines count the same people."""
    attacker = Attacker(list(truth))
    one, *others = study.lines
    for site in study.sites:
        for other in others:
            cells = {cell: 1 for cell in truth if cell[:2] == (one, site)}
            attacker.learn(cells | {c: -1 for c in truth if c[:2] == (other, site)}, 0)
    return attacker


def learn_unit(attacker, truth, line, unit):
    """A unit is shown: every cell of it is known, or of the total every sum over sites."""
    if unit != "all":
        for cell in truth:
            if cell[:2] == (line, unit):
                attacker.learn({cell: 1}, truth[cell])
        return
    for group in {cell[2] for cell in truth if cell[0] == line}:
        cells = {cell: 1 for cell in truth if cell[0] == line and cell[2] == group}
        attacker.learn(cells, sum(truth[cell] for cell in cells))


def learn_frame(attacker, truth, frame):
    """Learn from a frame of results: a unit with any number of it is shown."""
    numbers = frame.select_dtypes("number").columns.difference(["n_left_out", "n_resamples"])
    shown = frame[numbers.intersection(["estimate", "n_participants"])].notna().any(axis=1)
    for line, unit in set(zip(frame["line"][shown], frame["unit"][shown], strict=True)):
        learn_unit(attacker, truth, line, unit)


def learn_tables(attacker, study):
    """Learn from tables of counts for publication, each as it is written."""
    for rows, columns in (("g", "site"), ("h", "site"), ("site", None), ("g", None), ("h", None),
                          ("site", "g"), ("site", "h")):  # fmt: skip
        made = br.tabulate(study, rows, columns, audience="publication", minimum=MINIMUM)
        for cell in made.to_frame().to_dict("records"):
            if np.isnan(cell["count"]):
                continue
            line = next((n for n in ("g", "h") if n in cell), None)
            group, site = cell.get(line), cell.get("site")
            cells = {
                name: 1
                for name in attacker.names
                if name[0] == (line or "g")
                and site in (None, name[1])
                and (line is None or name[2] == group)
            }
            around = 5 if group == "unknown" and rows == line else 0
            attacker.learn(cells, cell["count"] - around, cell["count"] + around)


def learn_report(attacker, study):
    """Learn from the report, by its captions: visitors by group and the records of each site."""
    for block in report_document(study, language="en", n_resamples=9).blocks:
        if not isinstance(block, Table):
            continue
        by_group = re.match("Visitors by group: (.*)", block.caption)
        for site, *cells in block.rows:
            numbers = [
                float(c.replace(",", "")) if re.fullmatch("[0-9,]+", c) else None for c in cells
            ]
            if by_group:
                for group, number in zip(block.columns[1:], numbers, strict=False):
                    sites = study.sites if site.startswith("All sites") else [site]
                    if number is not None and group in study.lines[by_group[1]].groups:
                        attacker.learn({(by_group[1], s, group): 1 for s in sites}, number)
            elif block.caption == "Records of each site" and site in study.sites:
                place = block.columns.index("Different visitors") - 1
                if numbers[place] is not None:
                    everybody = {c: 1 for c in attacker.names if c[:2] == ("g", site)}
                    attacker.learn(everybody, numbers[place] - 5, numbers[place] + 5)


def without_chance(study, by):
    return br.profile(study, by=by, measures=MEASURES, null=None, interval=None)


def test_the_attacker_finds_a_cell_where_only_it_is_left_out():
    """The attack works: with one cell withheld and its margins shown, it is found."""
    study = random_study(3)
    truth = people_of(study)
    attacker = attacker_of(truth, study)
    lost = next(cell for cell, count in truth.items() if small(count, MINIMUM) and cell[0] == "g")
    learn_unit(attacker, truth, "g", "all")
    for cell, count in truth.items():
        if cell != lost:
            attacker.learn({cell: 1}, count)
    assert lost in attacker.found(truth)


@pytest.mark.parametrize("seed", range(40))
def test_margins_of_results_and_tables_give_nothing_back(seed):
    study = random_study(seed)
    truth = people_of(study)
    attacker = attacker_of(truth, study)
    for by in ("site", None):
        results = suppress_study(without_chance(study, by), study, by, minimum=MINIMUM)
        learn_frame(attacker, truth, results.to_frame())
    learn_tables(attacker, study)
    assert attacker.found(truth) == []


@pytest.mark.parametrize("seed", [3, 11, 17])
def test_a_report_with_everything_else_gives_nothing_back(seed):
    study = random_study(seed)
    truth = people_of(study)
    attacker = attacker_of(truth, study)
    learn_report(attacker, study)
    assert len(attacker.rows) > len(study.sites), "nothing was read from the report"
    learn_frame(attacker, truth, suppress_study(without_chance(study, "site"), study).to_frame())
    learn_tables(attacker, study)
    assert attacker.found(truth) == []


@pytest.mark.parametrize("seed", [0, 3])
def test_no_number_of_a_withheld_unit_is_anywhere(seed):
    """Shares, numbers of people, chains and findings: an index times n would be a count."""
    study = random_study(seed)
    results = suppress_study(without_chance(study, "site"), study).to_frame()
    findings = br.findings(study, audience="publication").to_frame()
    for line in study.lines:
        hidden = find_hidden(study, line)
        chain = suppress(br.chain(study, line, "site").to_frame(), hidden)
        for frame in (results, findings, chain):
            mine = frame[(frame["line"] == line) & frame["unit"].isin(list(hidden.units))]
            numbers = mine.select_dtypes("number").drop(columns=DECLARED, errors="ignore")
            assert numbers.isna().all(axis=None), (seed, line)


@pytest.mark.parametrize("seed", range(20))
def test_contacts_between_groups_are_not_found_from_their_sums(seed):
    """What is shown of contacts by site and over all, with how many there are in each site."""
    study = random_study(seed)
    truth = {}
    for line in study.lines:
        matrix = study.mixing(line, "site")
        for k, site in enumerate(matrix.units):
            for i, j in zip(*np.tril_indices(len(matrix.groups)), strict=True):
                count = matrix.contacts[k, i, j] / (2 if i == j else 1)
                truth[line, site, f"{i}-{j}"] = float(count)
    attacker = Attacker(list(truth))
    for line in study.lines:
        hidden = find_hidden(study, line)
        for unit in (*study.sites, "all"):
            if unit not in hidden:
                learn_unit(attacker, truth, line, unit)
            if unit != "all":
                cells = {cell: 1 for cell in truth if cell[:2] == (line, unit)}
                attacker.learn(cells, sum(truth[cell] for cell in cells))
    assert attacker.found(truth) == []


def test_the_words_of_figures_tell_nothing_of_withheld_sites():
    study = random_study(11)
    hidden = {line: find_hidden(study, line) for line in study.lines}
    assert any(hidden.values())
    blocks = report_document(study, language="en", n_resamples=9).blocks
    pictures = [block for block in blocks if isinstance(block, Picture)]
    assert pictures
    for picture in pictures:
        line = picture.caption.split(",")[0].split(":")[0]
        for unit in hidden.get(line, frozenset()) and hidden[line].units:
            for said in re.findall(rf"{unit}[^.:]*: ([^.]*)\.", picture.alt):
                assert re.search(r"\d", said) is None, picture.caption


def numbers_in(texts):
    return {number for text in texts for number in re.findall(r"\d[\d.,]*\d|\d", text)}


@pytest.mark.parametrize("seed", [0, 11])
def test_the_files_of_a_report_hold_no_more_than_its_tables(seed, tmp_path):
    """CSV behind the links of the page, and Word: the cells that the attacker has read already."""
    from docx import Document as read_word

    study = random_study(seed)
    document = report_document(study, language="en", n_resamples=9)
    tables = [block for block in document.blocks if isinstance(block, Table)]
    page = page_html(document)
    linked = re.findall(r"data:text/csv[^,]*;base64,([A-Za-z0-9+/=]+)", page)
    assert len(linked) == len(tables)
    assert [b64decode(text).decode("utf-8-sig") for text in linked] == [
        csv_text(table, "en") for table in tables
    ]
    br.report(study, tmp_path / "r.docx", language="en", n_resamples=9)
    cells = {cell for table in tables for row in (table.columns, *table.rows) for cell in row}
    shown = {
        cell.text
        for table in read_word(str(tmp_path / "r.docx")).tables
        for row in table.rows
        for cell in row.cells
    }
    assert numbers_in(shown) <= numbers_in(cells)


@pytest.mark.parametrize("seed", [0, 3])
def test_results_written_to_files_have_no_number_of_a_withheld_unit(seed, tmp_path):
    study = random_study(seed)
    results = suppress_study(without_chance(study, "site"), study)
    results.to_excel(tmp_path / "r.xlsx")
    results.to_word(tmp_path / "r.docx")
    sheet = pd.read_excel(tmp_path / "r.xlsx")
    lines_of_latex = results.to_latex().splitlines()
    withheld = 0
    for line in study.lines:
        for unit in find_hidden(study, line).units:
            mine = sheet[(sheet["line"] == line) & (sheet["unit"] == unit)]
            numbers = mine.select_dtypes("number").drop(columns=DECLARED, errors="ignore")
            assert len(mine) and (numbers.isna() | (numbers == 0)).all(axis=None)
            for row in lines_of_latex:
                cells = [cell.strip(" \\") for cell in row.split("&")]
                if line in cells and unit in cells:
                    withheld += 1
                    assert not any(re.fullmatch(r"-?\d[\d.]*", cell) for cell in cells)
    assert withheld


@pytest.mark.parametrize("seed", [3, 11])
def test_figures_and_the_explorer_tell_nothing_of_withheld_sites(seed):
    study = random_study(seed)
    explorer = br.explore(study, language="en", audience="publication")
    for line in study.lines:
        hidden = find_hidden(study, line)
        assert hidden
        said = [plane_alternative(study, line, audience="publication", n_resamples=9)]
        said.append(reference_alternative(study, line, audience="publication"))
        for unit in hidden.units:
            for text in said:
                for part in re.findall(rf"{unit}[^.:]*: ([^.]*)\.", text):
                    assert re.search(r"\d", part) is None
            for figure in ("came", "met", "chain", "network"):
                picture = explorer.picture(figure, Choice(line=line, site=unit))
                words = re.sub(r"site\d|fewer than \d", "", picture.alt)
                assert re.search(r"\d", words) is None, (figure, picture.alt)


def test_how_far_two_lines_coincide_is_not_told_of_small_or_changed_tables():
    """Forty people, ten in each of the four cells, and then one more."""

    def crossed(more):
        g, h = [*"aabb" * 10, *"a" * more], [*"xyxy" * 10, *"x" * more]
        people = [f"p{k}" for k in range(len(g))]
        return br.Study.from_frames(
            participants={"participant": people, "g": g, "h": h},
            sessions={"session": ["s"]},
            attendance={"participant": people, "session": "s"},
            lines={"g": ["a", "b"], "h": ["x", "y"]},
        )

    one, two = crossed(0), crossed(1)
    assert br.findings(one, audience="publication").consolidation
    assert br.findings(two, audience="publication").consolidation
    assert not br.findings(two.published_after(one), audience="publication").consolidation
    assert br.findings(one, audience="publication", minimum=11).consolidation == {}


SLICES = [("g", "site", "activity"), ("g", "site", None), ("g", None, None)]
CUTS = [*SLICES, ("g", "activity", None), ("g", "activity", "site"), ("site", "activity", None),
        ("site", None, None)]  # fmt: skip


def slices_found(seed, tables, known_to_each_other=False):
    """The small counts of group by site and activity that tables of the same people give away.

    Returns them, and how many counts are shown.
    """
    rng = np.random.default_rng(seed)
    sites, activities = rng.integers(2, 4), rng.integers(2, 4)
    rows = []
    for site in range(sites):
        for activity in range(activities):
            number, share = rng.integers(0, 30), rng.dirichlet(np.ones(2))
            picked = [rng.choice(2, p=share) for _ in range(number)]
            rows += [(f"s{site}", f"a{activity}", "ab"[group]) for group in picked]
    people = [f"p{k}" for k in range(len(rows))]
    held = sorted({row[:2] for row in rows})
    study = br.Study.from_frames(
        participants={"participant": people, "g": [row[2] for row in rows]},
        sessions={
            "session": [site + activity for site, activity in held],
            "site": [site for site, _ in held],
            "activity": [activity for _, activity in held],
        },
        attendance={"participant": people, "session": [row[0] + row[1] for row in rows]},
        lines={"g": ["a", "b"]},
    )
    full = br.tabulate(study, "g", ["site", "activity"]).to_frame()
    truth = {(r.site, r.activity, r.g): r.count for r in full.itertuples()}
    attacker, made = Attacker(list(truth)), []
    for wanted in tables:
        beside = made if known_to_each_other else ()
        made.append(br.tabulate(study, *wanted, audience="publication", beside=beside))
        shown = made[-1].to_frame()
        for cell in shown[shown["count"].notna()].to_dict("records"):
            names = ("site", "activity", "g")
            known = [
                c for c in truth if all(cell.get(n, v) == v for n, v in zip(names, c, strict=True))
            ]
            attacker.learn(dict.fromkeys(known, 1), cell["count"])
    return attacker.found(truth) if attacker.rows else [], len(attacker.rows)


@pytest.mark.parametrize("seed", range(25))
def test_a_table_in_slices_and_its_margins_give_nothing_back(seed):
    assert slices_found(seed, SLICES)[0] == []


def test_many_tables_of_the_same_people_give_nothing_back_where_each_knows_the_others():
    """Seven tables that cut the same people in different ways, each safe with its own margins."""
    found, alone = slices_found(250, CUTS)
    assert found, "the attack works: of tables that know nothing of each other"
    found, beside = slices_found(250, CUTS, known_to_each_other=True)
    assert found == [] and beside >= alone / 2


@pytest.mark.parametrize("seed", range(8))
def test_tables_beside_each_other_stay_useful(seed):
    found, beside = slices_found(seed, CUTS, known_to_each_other=True)
    assert found == [] and beside >= 0.75 * slices_found(seed, CUTS)[1]


def grown(seed, steps):
    """A study of people who come one after the other; more of them at each step.

    Where there are contacts, they grow with the people.
    """
    rng = np.random.default_rng(seed)
    sites = [f"site{k}" for k in range(rng.integers(2, 5))]
    share = rng.dirichlet(4 * np.ones(2), len(sites))
    number = rng.integers(5, 90, len(sites))
    studies = []
    for _ in range(steps):
        people, source, target, session = [], [], [], []
        for k, site in enumerate(sites):
            own = np.random.default_rng([seed, k])
            mine = [
                (f"{site}-{i}", site, "ab"[own.choice(2, p=share[k])]) for i in range(number[k])
            ]
            people += mine
            for i in range(1, number[k], 2):
                source.append(mine[i][0])
                target.append(mine[i - 1][0])
                session.append(site)
        names, at, groups = zip(*people, strict=True)
        studies.append(
            br.Study.from_frames(
                participants={"participant": names, "g": groups},
                sessions={"session": sites, "site": sites},
                attendance={"participant": names, "session": at},
                encounters={"source": source, "target": target, "session": session},
                lines={"g": ["a", "b"]},
            )
        )
        # at some sites nobody came, at some a few, at some many
        number = number + rng.choice([0, 0, 1, 3, 60], len(sites))
    return studies


def learn_publication(attacker, study, truth, step):
    """Learn what a report shows of people: sites that are not withheld, and their sum."""
    hidden = find_hidden(study, "g", minimum=MINIMUM)
    for group in ("a", "b"):
        mine = [c for c in truth if c[0] == step and c[2] == group]
        for cell in mine:
            if cell[1] not in hidden:
                attacker.learn({cell: 1}, truth[cell])
        if not hidden.total:
            attacker.learn(dict.fromkeys(mine, 1), sum(truth[c] for c in mine))
    return len(study.sites) - len(hidden.units)


def growth_found(seed, after, steps=3):
    """The small counts, and small numbers of newcomers, that publications one after another give.

    She knows that nobody is taken away: counts only grow.
    """
    studies, shown = grown(seed, steps), 0
    truth = {}
    for step, study in enumerate(studies):
        for site in study.sites:
            for group in ("a", "b"):
                truth[step, site, group] = 0.0
        for row in br.tabulate(study, "g", "site").to_frame().itertuples():
            truth[step, row.site, row.g] = float(row.count)
    newcomers = {
        ("new", step, site, group): count - truth[step - 1, site, group]
        for (step, site, group), count in truth.items()
        if step
    }
    truth_of_all = truth | newcomers
    attacker = Attacker(list(truth_of_all))
    for (_, step, site, group), _count in newcomers.items():
        cells = {(step, site, group): 1, (step - 1, site, group): -1}
        attacker.learn(cells | {("new", step, site, group): -1}, 0)
    for step, study in enumerate(studies):
        known = study.published_after(*studies[:step]) if after else study
        shown += learn_publication(attacker, known, truth, step)
    return attacker.found(truth_of_all), shown


@pytest.mark.parametrize("seed", range(30))
def test_publications_one_after_another_give_nothing_back(seed):
    assert growth_found(seed, after=True)[0] == []


def test_without_word_of_the_earlier_ones_newcomers_are_seen():
    """The attack works; and not all is withheld where the earlier publications are known."""
    apart = [growth_found(seed, after=False) for seed in range(10)]
    known = [growth_found(seed, after=True) for seed in range(10)]
    assert sum(len(found) for found, _ in apart) > 5
    assert sum(shown for _, shown in known) > 0.4 * sum(shown for _, shown in apart)


def test_two_reports_over_time_do_not_show_one_newcomer():
    seen = 0
    for seed in range(12):
        before, after = random_study(seed), random_study(seed, extra=True)
        for line in before.lines:
            for study in (after, after.published_after(before)):
                tables = [
                    br.tabulate(one, line, "site", audience="publication").to_frame()
                    for one in (before, study)
                ]
                change = tables[1]["count"] - tables[0]["count"]
                known = tables[1][line] != "unknown"
                small_change = small(change[known].abs().dropna(), MINIMUM).any()
                seen += bool(small_change) and study is after
                assert study is after or not small_change
    assert seen, "the attack works where the earlier report is not known"


@pytest.mark.parametrize(
    ("language", "first", "next_one"),
    [("en", "keep a copy of these records", "follows an earlier page on the same sessions"),
     ("nl", "Bewaar een kopie van deze gegevens", "volgt op een eerdere pagina")],
)  # fmt: skip
def test_the_page_says_what_to_do_for_the_next_one(language, first, next_one):
    study = grown(7, 1)[0]
    for one, said in ((study, first), (study.published_after(study), next_one)):
        blocks = report_document(one, language=language, n_resamples=9).blocks
        assert any(said in getattr(block, "text", "") for block in blocks)


def test_the_same_records_again_are_the_same_page():
    """Nothing changed, so nothing more is withheld than the first time."""
    for seed in range(5):
        study = random_study(seed)
        for line in study.lines:
            again = find_hidden(study.published_after(study), line)
            assert again == find_hidden(study, line)


@pytest.mark.parametrize("wrong", ["folder", None])
def test_what_was_published_must_be_studies(wrong):
    study = random_study(0)
    with pytest.raises(OptionError, match="must be studies in memory"):
        study.published_after(wrong)


def test_a_line_that_was_cut_otherwise_is_refused():
    one, other = crossed_lines(["a", "b"]), crossed_lines(["a", "b", "c"])
    with pytest.raises(OptionError, match="other groups then"):
        find_hidden(other.published_after(one), "g")


def crossed_lines(groups):
    return br.Study.from_frames(
        participants={"participant": list("pqrs"), "g": list("abab")}, lines={"g": groups}
    )


def visitors_shown(study):
    """The visitors by group that a report shows."""
    shown = {}
    for block in report_document(study, language="en", n_resamples=9).blocks:
        by_group = isinstance(block, Table) and re.match("Visitors by group: (.*)", block.caption)
        if by_group:
            for site, *cells in block.rows:
                for group, cell in zip(block.columns[1:], cells, strict=False):
                    if re.fullmatch("[0-9,]+", cell) and group in study.lines[by_group[1]].groups:
                        shown[by_group[1], site, group] = float(cell.replace(",", ""))
    return shown


def test_two_pages_over_time_do_not_show_a_few_newcomers():
    first, second, _ = grown(13, 3)
    before, known, unknown = map(visitors_shown, (first, second.published_after(first), second))
    changes = [
        [shown[cell] - before[cell] for cell in shown.keys() & before.keys()]
        for shown in (known, unknown)
    ]
    assert small(changes[1], MINIMUM).any(), "the attack works"
    assert changes[0] and not small(changes[0], MINIMUM).any()


def test_periods_that_do_not_overlap_are_no_matter():
    """Of a new period nothing can be subtracted, but of the whole the parts can."""
    rng = np.random.default_rng(1)
    people = [f"p{k}" for k in range(60)]
    study = br.Study.from_frames(
        participants={"participant": people, "g": rng.choice(["a", "b"], 60)},
        sessions={"session": ["s1", "s2"], "start": ["2026-01-01", "2026-07-01"]},
        attendance={"participant": people, "session": ["s1"] * 57 + ["s2"] * 3},
        lines={"g": ["a", "b"]},
    )
    first = study.select(period=(None, "2026-03-01"))
    second = study.select(period=("2026-03-01", None))
    assert find_hidden(second.published_after(first), "g") == find_hidden(second, "g")
    assert not find_hidden(study, "g").total
    assert find_hidden(study.published_after(first), "g").total
    assert find_hidden(study.published_after(first, second), "g").total
