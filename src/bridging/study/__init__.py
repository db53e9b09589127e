"""Study: the tables and lines of one study, what users hold in their hands."""

from bridging.study.study import Study, read_study

__all__ = ["Study", "read_study"]
