"""The questions of the domain, one file each."""

from bridging.analyses.chain import chain
from bridging.analyses.chain_result import Chain, ChainPart
from bridging.analyses.collected import Collected, collected
from bridging.analyses.compare_chains import ChainComparison, ChainDifference, compare_chains
from bridging.analyses.contact_model import ContactModel
from bridging.analyses.contact_models import first_contact_hazard, pair_logit, partner_logit
from bridging.analyses.findings import findings
from bridging.analyses.findings_result import Finding, Findings
from bridging.analyses.reach import Reach, reach
from bridging.analyses.reliability import ObserverAgreement, observer_agreement

__all__ = [
    "Chain",
    "ChainComparison",
    "ChainDifference",
    "ChainPart",
    "Collected",
    "ContactModel",
    "Finding",
    "Findings",
    "ObserverAgreement",
    "Reach",
    "chain",
    "collected",
    "compare_chains",
    "findings",
    "first_contact_hazard",
    "observer_agreement",
    "pair_logit",
    "partner_logit",
    "reach",
]
