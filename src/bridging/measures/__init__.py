"""Measures: pure functions on structures, each with its record."""

from bridging.measures.association import consolidation
from bridging.measures.assortativity import (
    adjusted_assortativity,
    assortativity,
    assortativity_maximum,
    normalised_assortativity,
    numeric_assortativity,
)
from bridging.measures.beyond_chance import (
    dissimilarity_adjusted,
    evenness_expected,
    mutual_information_adjusted,
    theil_h_adjusted,
)
from bridging.measures.bounds import bounds_unknown, ei_bounds
from bridging.measures.brokerage import gould_fernandez
from bridging.measures.closure import clustering, support_ratio
from bridging.measures.connectedness import (
    economic_connectedness,
    exposure_to,
    friending_bias,
)
from bridging.measures.decomposition import local_segregation, nested_segregation
from bridging.measures.diversity import blau, blau_unbiased, iqv, ordinal_variation, richness
from bridging.measures.ego_composition import ego_blau, ego_entropy, ego_richness
from bridging.measures.ego_networks import ego_density, ego_ei, ego_inbreeding_homophily
from bridging.measures.entropy import (
    diversity_partition,
    effective_groups,
    hill_number,
    shannon_entropy,
)
from bridging.measures.exposure import (
    eta_squared,
    exposure,
    isolation,
    normalised_exposure,
    relative_diversity,
)
from bridging.measures.graph_bridges import (
    bridges,
    everett_valente,
    local_bridge_span,
    valente_fujimoto,
)
from bridging.measures.graph_segregation import moran_i, numeric_moran_i, spectral_segregation
from bridging.measures.homophily import (
    coleman_homophily,
    freeman_segregation,
    gupta_q,
    inbreeding_homophily,
    segregation_matrix_index,
)
from bridging.measures.hypergraph_homophily import group_affinities, group_homophily
from bridging.measures.inequality import atkinson, gini, hutchens
from bridging.measures.label_homophily import (
    class_insensitive_homophily,
    edge_homophily,
    label_informativeness,
    node_homophily,
)
from bridging.measures.line_given import conditional_bridging, conditional_bridging_ratio
from bridging.measures.lines_crossed import crossings
from bridging.measures.listing import list_measures
from bridging.measures.meetings import meeting_bridging_share, meeting_entropy, meeting_purity
from bridging.measures.mixing import (
    bridging_ratio,
    bridging_share,
    ei_index,
    expected_bridging_share,
    expected_ei,
)
from bridging.measures.odds import (
    mantel_haenszel,
    mantel_haenszel_table,
    odds_ratio_within,
    yule_q,
)
from bridging.measures.ordered_segregation import ordinal_segregation, rank_order_segregation
from bridging.measures.partner_choice import partner_choice
from bridging.measures.people_met import star_entropy, star_homogeneity, typed_degrees
from bridging.measures.projection import backbone, project
from bridging.measures.random_allocation import (
    expected_dissimilarity,
    expected_mutual_information,
    expected_theil_h,
)
from bridging.measures.record import Measure, all_measures, get_measure, measure
from bridging.measures.segregation import dissimilarity, mutual_information, theil_h
from bridging.measures.segregation_change import change_decomposition
from bridging.measures.simplicial import simplicial_homophily
from bridging.measures.structural_holes import constraint, effective_size, two_mode_constraint
from bridging.measures.team_alignment import faultline_alignment
from bridging.measures.team_faultlines import (
    average_silhouette_width,
    fau,
    fau_distance,
    faultlines,
)

__all__ = [
    "Measure",
    "adjusted_assortativity",
    "all_measures",
    "assortativity",
    "assortativity_maximum",
    "atkinson",
    "average_silhouette_width",
    "backbone",
    "blau",
    "blau_unbiased",
    "bounds_unknown",
    "bridges",
    "bridging_ratio",
    "bridging_share",
    "change_decomposition",
    "class_insensitive_homophily",
    "clustering",
    "coleman_homophily",
    "conditional_bridging",
    "conditional_bridging_ratio",
    "consolidation",
    "constraint",
    "crossings",
    "dissimilarity",
    "dissimilarity_adjusted",
    "diversity_partition",
    "economic_connectedness",
    "edge_homophily",
    "effective_groups",
    "effective_size",
    "ego_blau",
    "ego_density",
    "ego_ei",
    "ego_entropy",
    "ego_inbreeding_homophily",
    "ego_richness",
    "ei_bounds",
    "ei_index",
    "eta_squared",
    "evenness_expected",
    "everett_valente",
    "expected_bridging_share",
    "expected_dissimilarity",
    "expected_ei",
    "expected_mutual_information",
    "expected_theil_h",
    "exposure",
    "exposure_to",
    "fau",
    "fau_distance",
    "faultline_alignment",
    "faultlines",
    "freeman_segregation",
    "friending_bias",
    "get_measure",
    "gini",
    "gould_fernandez",
    "group_affinities",
    "group_homophily",
    "gupta_q",
    "hill_number",
    "hutchens",
    "inbreeding_homophily",
    "iqv",
    "isolation",
    "label_informativeness",
    "list_measures",
    "local_bridge_span",
    "local_segregation",
    "mantel_haenszel",
    "mantel_haenszel_table",
    "measure",
    "meeting_bridging_share",
    "meeting_entropy",
    "meeting_purity",
    "moran_i",
    "mutual_information",
    "mutual_information_adjusted",
    "nested_segregation",
    "node_homophily",
    "normalised_assortativity",
    "normalised_exposure",
    "numeric_assortativity",
    "numeric_moran_i",
    "odds_ratio_within",
    "ordinal_segregation",
    "ordinal_variation",
    "partner_choice",
    "project",
    "rank_order_segregation",
    "relative_diversity",
    "richness",
    "segregation_matrix_index",
    "shannon_entropy",
    "simplicial_homophily",
    "spectral_segregation",
    "star_entropy",
    "star_homogeneity",
    "support_ratio",
    "theil_h",
    "theil_h_adjusted",
    "two_mode_constraint",
    "typed_degrees",
    "valente_fujimoto",
    "yule_q",
]
