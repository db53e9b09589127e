"""What comes back: one result, and a list of them."""

from bridging.results.columns import COLUMNS, NUMBERS
from bridging.results.one import Result, Sizes
from bridging.results.several import Results

__all__ = ["COLUMNS", "NUMBERS", "Result", "Results", "Sizes"]
