"""Planning: how likely a finding is, how much it takes, and how little can be found."""

from bridging.planning.chance import power
from bridging.planning.needed import plan
from bridging.planning.results import Detectable, Plan, Power
from bridging.planning.smallest import detectable

__all__ = ["Detectable", "Plan", "Power", "detectable", "plan", "power"]
