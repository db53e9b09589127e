"""Arrays with labels: what measures are computed on."""

from bridging.structures.composition import Composition
from bridging.structures.contact_graph import ContactGraph
from bridging.structures.incidence import Incidence
from bridging.structures.mixing import MixingMatrix

__all__ = ["Composition", "ContactGraph", "Incidence", "MixingMatrix"]
