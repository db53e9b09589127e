"""Look around in a study: choose a part of it, and see who came, who met and where it is lost."""

from bridging.explore.choice import Choice
from bridging.explore.explorer import Explorer, explore

__all__ = ["Choice", "Explorer", "explore"]
