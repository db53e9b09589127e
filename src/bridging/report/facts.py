"""What a report knows of a line: counted and estimated first, withheld afterwards."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from bridging.analyses import Chain, ChainPart, Finding, Findings, Reach, chain, findings, reach
from bridging.analyses.chain_choice import deal_ahead
from bridging.errors import DataError, OptionError
from bridging.measures import blau_unbiased as chance_to_differ
from bridging.privacy import Hidden, find_hidden, small
from bridging.records import Line
from bridging.report.line_counts import (
    ALL,
    Asked,
    People,
    TookPart,
    count_left_out,
    count_people,
    count_took_part,
    hide_few_pairs,
    is_tallied,
    mixing_counts,
    stacked_mixing,
)
from bridging.report.reached import compares_families, publishable
from bridging.structures import Composition, MixingMatrix
from bridging.study import Study
from bridging.words import say

WITHHELD = "too few people to publish"
Step = Callable[[], object]


@dataclass(frozen=True, kw_only=True)
class LineFacts:
    """All that a report shows of one line; numbers of `hidden` rows must not be shown.

    Parts of the chain, findings and reach of hidden rows are not there at all. Counts below
    `minimum` are not shown either (1: all are). `visits_counted` and `contacts_counted` say that
    tallies, which have no people, stand behind presence or contacts. `left_out` counts contacts
    left out by row and reason. `dealt_present` says that chance deals partners among the people
    present; where nobody knows who they were, it deals them among those who had contact. `by_family`
    says that families are what is best compared with the reference.
    """

    line: Line
    people: People | None
    mixing: MixingMatrix | None  # a stack: sites, then all
    chain: Chain  # of the sites
    parts: Mapping[str, ChainPart]  # of the rows, all together included
    findings: Findings | None
    reach: Reach | None
    left_out: Mapping[str, Mapping[str, int]]
    took_part: TookPart | None
    hidden: Hidden
    has_presence: bool
    has_contacts: bool
    visits_counted: bool
    contacts_counted: bool
    dealt_present: bool
    by_family: bool
    minimum: int

    def groups(self, language: str) -> tuple[str, ...]:
        """Return what the groups are called."""
        return self.line.group_texts(language)

    def had(self, language: str) -> str:
        """Say what chance keeps, and among whom it deals partners."""
        whom = "" if self.dealt_present else "_contact"
        return say(f"had.partner_rewire{whom}", language)

    @property
    def rows(self) -> tuple[str, ...]:
        """The sites with something to say about contacts or presence, then all together."""
        return () if self.mixing is None or self.mixing.units is None else self.mixing.units

    def part(self, row: str) -> ChainPart | None:
        """Return the chain of a row, None where there is none to show."""
        return self.parts.get(row)

    def finding(self, row: str) -> Finding | None:
        """Return the finding of a row, None where there is none."""
        items = () if self.findings is None else self.findings.items
        return next((item for item in items if item.unit == row), None)

    def two_differ(self, row: str) -> float:
        """Return the chance that two visitors (of tallies: visits) differ, NaN if not known.

        Where people have names, those who came together are left out, as in the chain.
        """
        part, people = self.part(row), self.people
        if part is not None and np.isfinite(part["visitors"]):
            return part["visitors"]
        if row in self.hidden or people is None or row not in people.rows:
            return float("nan")
        counts = people.counts[people.rows.index(row)]
        return float(chance_to_differ(Composition(counts[np.newaxis], [row], self.line.groups)))


def steps(study: Study) -> int:
    """Count the steps of long work, for a progress bar."""
    return 2 * len(counted_lines(study))


def counted_lines(study: Study) -> list[Line]:
    """Return the lines that something can be said of: those of two groups or more."""
    return [line for line in study.lines.values() if len(line.groups) > 1]


def line_facts(study: Study, line: Line, asked: Asked, step: Step) -> LineFacts:
    """Compute everything of one line, then withhold what is too small."""
    hidden = find_hidden(study, line.name, audience=asked.audience, minimum=asked.minimum)
    present, met = (is_tallied(study, f"tallies_{what}", line) for what in ("present", "contacts"))
    has_presence = study.coded.visits is not None or present
    has_contacts = study.coded.contacts is not None or met
    several = len(study.sites) > 1
    counts = mixing_counts(study, line, several) if has_presence or has_contacts else {}
    mixing = stacked_mixing(counts) if counts else None
    hidden = hide_few_pairs(mixing, hidden, asked.least)
    sites = _chain(study, line, "site", asked)
    step()
    parts = {part.unit: part for part in sites.parts}
    if several and not hidden.total:
        parts |= {ALL: _chain(study, line, None, asked)[0]}
    step()
    reached = _reach(study, line, asked)
    return LineFacts(
        line=line,
        people=count_people(study, line.name, several),
        mixing=mixing,
        chain=sites.keep(
            [_shown(part, asked.least) for part in sites.parts if part.unit not in hidden]
        ),
        parts={
            unit: _shown(part, asked.least) for unit, part in parts.items() if unit not in hidden
        },
        findings=_findings(study, line, sites, asked, hidden) if asked.dealt else None,
        reach=publishable(reached, hidden) if reached and asked.least > 1 else reached,
        left_out=count_left_out(counts) if has_contacts else {},
        took_part=count_took_part(study, counts, asked) if has_contacts else None,
        hidden=hidden,
        has_presence=has_presence,
        has_contacts=has_contacts,
        visits_counted=present,
        contacts_counted=met,
        dealt_present=study.coded.visits is not None or study.coded.contacts is None,
        by_family=reached is not None and compares_families(reached),
        minimum=asked.least,
    )


def deal_lines(study: Study, asked: Asked) -> None:
    """Deal partners again once, for the chains of every line, of the sites and of all together."""
    bys = ("site", None) if len(study.sites) > 1 else ("site",)
    lines = [line.name for line in counted_lines(study)]
    deal_ahead(study, lines, bys, asked.n_resamples, asked.seed)


def _chain(study: Study, line: Line, by: str | None, asked: Asked) -> Chain:
    return chain(
        study, line.name, by, null=asked.dealt, n_resamples=asked.n_resamples, seed=asked.seed,
    )  # fmt: skip


def _shown(part: ChainPart, minimum: int) -> ChainPart:
    """Take away a count of few."""
    if small(part.sizes.get("n_left_out") or 0, minimum):
        return replace(part, sizes={**part.sizes, "n_left_out": None})
    return part


def _findings(
    study: Study, line: Line, sites: Chain, asked: Asked, hidden: Hidden
) -> Findings | None:
    """Return the findings of the sites; those of hidden sites say only that they are withheld."""
    found = findings(
        study, line.name, audience=asked.audience, minimum=asked.minimum,
        n_resamples=asked.n_resamples, seed=asked.seed, chains={line.name: sites},
    )  # fmt: skip
    items = [_withheld(item) if item.unit in hidden else item for item in found.items]
    if asked.least > 1:  # contacts divided by it are the visits, which are rounded
        items = [replace(item, contacts_per_visit=float("nan")) for item in items]
    return replace(found, items=tuple(items))


def _withheld(item: Finding) -> Finding:
    """Return a finding without any number."""
    nan = float("nan")
    return replace(
        item, finding=WITHHELD, across="", visits_with_someone_across=nan, bridging_contacts=nan,
        bonding_contacts=nan, contacts_per_visit=nan, partner_choice=nan, interval=None,
        p_value=nan, detectable_ratio=nan, more_contacts=nan, sizes={}, reason="", reason_nl="",
    )  # fmt: skip


def _reach(study: Study, line: Line, asked: Asked) -> Reach | None:
    """Return whom the sites reach."""
    for by in ("site", None):
        try:
            return reach(study, line.name, by=by, n_resamples=asked.n_resamples, seed=asked.seed)
        except (DataError, OptionError):  # nobody recorded, or several populations to choose from
            continue
    return None
