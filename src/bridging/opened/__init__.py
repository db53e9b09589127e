"""Studies that are counted where their records are, and how they are opened."""

from bridging.opened.opening import open_frames, open_study
from bridging.opened.study import OpenStudy

__all__ = ["OpenStudy", "open_frames", "open_study"]
