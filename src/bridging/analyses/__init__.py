"""The questions of the domain, one file each."""

from bridging.analyses.collected import Collected, collected
from bridging.analyses.contact_model import ContactModel
from bridging.analyses.contact_models import first_contact_hazard, pair_logit, partner_logit
from bridging.analyses.reliability import ObserverAgreement, observer_agreement

__all__ = [
    "Collected",
    "ContactModel",
    "ObserverAgreement",
    "collected",
    "first_contact_hazard",
    "observer_agreement",
    "pair_logit",
    "partner_logit",
]
