"""The questions of the domain, one file each."""

from bridging.analyses.collected import Collected, collected

__all__ = ["Collected", "collected"]
