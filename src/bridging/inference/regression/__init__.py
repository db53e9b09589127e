"""Regressions on pairs of people, and errors that allow for people who occur in many rows."""

from bridging.inference.regression.conditional import ConditionalFit, conditional_logit
from bridging.inference.regression.dyadic import DyadicCovariance, dyadic_covariance
from bridging.inference.regression.firth import firth_logit
from bridging.inference.regression.hazard import (
    PersonPeriods,
    Survival,
    discrete_hazard,
    kaplan_meier,
    person_periods,
)
from bridging.inference.regression.logit import LogitFit, fit_logit
from bridging.inference.regression.mrqap import Mrqap, mrqap
from bridging.inference.regression.multiway import multiway_covariance
from bridging.inference.regression.terms import Terms

__all__ = [
    "ConditionalFit",
    "DyadicCovariance",
    "LogitFit",
    "Mrqap",
    "PersonPeriods",
    "Survival",
    "Terms",
    "conditional_logit",
    "discrete_hazard",
    "dyadic_covariance",
    "firth_logit",
    "fit_logit",
    "kaplan_meier",
    "mrqap",
    "multiway_covariance",
    "person_periods",
]
