"""From a study to the values a measure has on it, without each person, and under chance."""

from bridging.estimators.base import Estimator, Without
from bridging.estimators.composition import CompositionEstimator
from bridging.estimators.graph import GraphEstimator
from bridging.estimators.mixing import MixingEstimator
from bridging.estimators.structure import StructureEstimator

__all__ = [
    "CompositionEstimator",
    "Estimator",
    "GraphEstimator",
    "MixingEstimator",
    "StructureEstimator",
    "Without",
]
