"""The rows and terms of a regression on pairs, and its fit."""

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np

from bridging.analyses.contact_model import ContactModel, reported, without_estimate
from bridging.counting.coding import Coded, group_codes
from bridging.counting.pair_sessions import PairSessions, pair_sessions
from bridging.errors import BridgingWarning, OptionError, check_choice
from bridging.inference.regression import Terms, conditional_logit, fit_logit, terms
from bridging.inference.regression.dyadic import KINDS
from bridging.inference.regression.parts import independent_columns
from bridging.records import Line
from bridging.structures.arrays import Floats, Ints
from bridging.study import Study

CONTRASTS = ("across", "steps", "mixing")
MOST_CELLS = 50_000_000  # of a design with a level for each session

ONE_SIDED = (
    "no two people of different groups, or of the same, were present together",
    "geen twee mensen van verschillende groepen, of van dezelfde, waren samen aanwezig",
)
ALIKE = (
    "nowhere did some of those at hand meet and others not",
    "nergens ontmoetten sommige aanwezigen elkaar en andere niet",
)
TANGLED = (
    "the groups came in such mixes that the terms can't be told apart",
    "de groepen kwamen in zulke samenstellingen dat de termen niet te onderscheiden zijn",
)
TOO_FEW = ("fewer than five people are left", "er blijven minder dan vijf mensen over")


@dataclass(frozen=True, kw_only=True, eq=False)
class PairData:
    """What the models of pairs share: the rows of a study, its groups, and how to report."""

    line: Line
    coded: Coded
    group: Ints
    rows: PairSessions
    kind: str
    errors: str
    level: float

    @classmethod
    def of(
        cls,
        study: Study,
        line: str | None,
        contrast: str,
        errors: str,
        confidence_level: float,
        *,
        began: bool = False,
    ) -> "PairData":
        """Check the options, and list the pairs."""
        check_choice("contrast", contrast, CONTRASTS)
        check_choice("errors", errors, KINDS)
        if not 0 < confidence_level < 1:
            raise OptionError(
                f"`confidence_level` must be between 0 and 1, not {confidence_level!r}."
            )
        found = study.line(line)
        if not found.groups:
            raise OptionError(
                f"`line` must have groups, and {found.name!r} has none. Give it `cuts`."
            )
        if contrast == "steps" and not (found.ordered or found.numeric):
            raise OptionError(
                f"`contrast` can't be 'steps': the groups of {found.name!r} have no order."
            )
        coded = study.coded
        group = group_codes(study.records, coded, found)
        return cls(
            line=found,
            coded=coded,
            group=group,
            rows=pair_sessions(coded, group, began=began),
            kind=contrast,
            errors=errors,
            level=confidence_level,
        )

    def _base(self) -> int:
        """Return the first group that was there."""
        seen = self.group[np.concatenate([self.rows.first, self.rows.second])]
        return int(seen.min(initial=len(self.line.groups)))

    def contrast(self, rows: PairSessions) -> Terms:
        """Return the terms that say how groups mix."""
        where = self.group, rows.first, rows.second
        if self.kind == "across":
            return terms.across(*where)
        if self.kind == "steps":
            place = self.group.astype(float)
            return terms.absolute_difference(place, *where[1:], name="steps")
        base = self._base()
        return _with_rows(terms.mixing(*where, labels=self.line.groups, base=(base, base)))

    def activity(self, rows: PairSessions) -> Terms:
        """Return a level for each group: none where the mixing of groups says it already."""
        if self.kind == "mixing":
            return Terms(names=(), values=np.zeros((len(rows.met), 0)))
        where = self.group, rows.first, rows.second
        return _with_rows(terms.node_factor(*where, labels=self.line.groups, base=self._base()))

    def partner(self, rows: PairSessions) -> Terms:
        """Return a level for each group of the one who is met."""
        groups = self.line.groups if self.kind != "mixing" else ()
        chosen = [g for g in range(len(groups)) if g != self._base()]
        return _with_rows(
            Terms(
                names=tuple(f"partner is {groups[g]}" for g in chosen),
                values=(self.group[rows.second][:, np.newaxis] == chosen).astype(float),
            )
        )

    def fit(self, rows: PairSessions, parts: list[Terms], strata: str, label: str) -> ContactModel:
        """Fit the terms within sessions (or within each person's sessions)."""
        code = rows.session
        if strata == "person":
            code = rows.session * len(self.coded.people) + rows.first
        code = np.unique(code, return_inverse=True)[1].ravel()
        design = terms.join(*parts)
        telling = np.flatnonzero(_varies(code, rows.met))
        rows, code = rows.only(telling), code[telling]
        design = Terms(names=design.names, values=design.values[telling])
        about = self._about(rows)
        reason = _no_fit(design, code, about)
        if reason:
            return without_estimate(about, reason)
        if strata == "effects":
            return self._with_effects(rows, design, about, label)
        fit = conditional_logit(code, rows.met, design.values, names=design.names)
        if fit.undefined:
            return without_estimate(about, (fit.undefined, fit.undefined_nl))
        within = "session" if strata == "conditional" else "person and session"
        text = f"{label}, conditional on the number of contacts of each {within}"
        return reported(fit, rows, design.names, about, text, errors=self.errors, level=self.level)

    def _about(self, rows: PairSessions) -> dict[str, Any]:
        """Count what the model rests on; both directions of a contact are one contact."""
        low, high = np.minimum(rows.first, rows.second), np.maximum(rows.first, rows.second)
        pairs = np.unique(np.stack([low, high], axis=1), axis=0)
        met = rows.met > 0
        contacts = np.unique(np.stack([rows.session, low, high], axis=1)[met], axis=0)
        return {
            "n_rows": len(met),
            "n_contacts": len(contacts),
            "n_people": len(np.unique(pairs)),
            "n_pairs": len(pairs),
            "n_sessions": len(np.unique(rows.session)),
            "left_out": self.rows.left_out,
            "unknown": self.rows.unknown,
        }

    def _with_effects(
        self, rows: PairSessions, design: Terms, about: dict[str, Any], label: str
    ) -> ContactModel:
        """Fit with a level for each session; penalised where the outcome separates."""
        names, code = np.unique(rows.session, return_inverse=True)
        if len(names) * len(rows.met) > MOST_CELLS:
            raise OptionError(
                f"`sessions` can't be 'effects' with {len(names)} sessions and {len(rows.met)} "
                "pairs. Use sessions='conditional'."
            )
        levels = terms.effects(code.ravel(), [f"session {self.coded.sessions[s]}" for s in names])
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", BridgingWarning)  # said in the result
            fit = fit_logit(rows.met, terms.join(design, levels))
        separated = tuple(name for name in fit.separated if name in design.names)
        text = f"{label} with a level for each session, {fit.method}"
        return reported(
            fit,
            rows,
            design.names,
            about,
            text,
            errors=self.errors,
            level=self.level,
            separated=separated,
        )


def _with_rows(made: Terms) -> Terms:
    """Leave out columns that no row has."""
    there = (made.values != 0).any(axis=0)
    names = tuple(name for name, kept in zip(made.names, there, strict=True) if kept)
    return Terms(names=names, values=made.values[:, there])


def _varies(code: Ints, met: Floats) -> Any:
    """Say for each row whether some of its stratum met and others not."""
    size, number = np.bincount(code), np.bincount(code, weights=met)
    return ((number > 0) & (number < size))[code]


def _no_fit(design: Terms, code: Ints, about: dict[str, Any]) -> tuple[str, str] | None:
    """Return why nothing can be fitted, in English and Dutch."""
    if not about["n_rows"]:
        return ALIKE
    if about["n_people"] < 5:
        return TOO_FEW
    if not design.names or (design.values[:, -1] == design.values[0, -1]).all():
        return ONE_SIDED
    codes = np.unique(code, return_inverse=True)[1].ravel()
    sums = np.stack([np.bincount(codes, weights=v) for v in design.values.T], axis=1)
    within = design.values - (sums / np.bincount(codes)[:, np.newaxis])[codes]
    within[np.abs(within) < 1e-9] = 0.0
    if independent_columns(within) < len(design.names):
        return TANGLED
    return None
