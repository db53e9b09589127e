"""The report: one page that says who comes, who is there together, and who meets."""

from bridging.report.build import report

__all__ = ["report"]
