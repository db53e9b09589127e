"""Symbols of the formulas, for the head of docs/measures.md."""

SYMBOLS = [
    (r"E,\ I", "contacts across the line (external) and within groups (internal)"),
    (r"\tilde E,\ \tilde I", "the same, had each session's contacts fallen evenly on its pairs"),
    (r"\hat E", "contacts across the line on average when partners are dealt again"),
    (r"U_b,\ U_w", "pairs that could meet, across the line (between) and within groups"),
    (r"g,\ h", "groups; $K$ of them"),
    (r"n_g,\ n", "people of group g, and all people (of a unit, or of all together)"),
    (r"N", "all people, over all units"),
    (r"p_g,\ P_g", "share of group g in a unit, and in all units together"),
    (r"p_{ug}", "share of group g in unit u"),
    (r"t_u,\ T", "people of unit u, and of all units together"),
    (
        r"m_{gh}",
        "contacts of group g with group h; undirected contacts within a group count from both ends",
    ),
    (r"m_{g+}", "contacts of group g with anybody"),
    (r"m^*_g", "contacts of group g within itself that the sizes of the groups would give"),
    (r"e_{gh}", "$m_{gh}$ as a share of all contacts"),
    (r"a_g,\ b_h", "shares of contacts that leave group g, and that arrive at group h"),
    (r"w_g", "share of group g among the other people, $(n_g - 1) / (N - 1)$"),
    (r"f_i", "share of the contacts of person i that cross the line"),
    (r"w_i", "share of the people present with person i who are of another group"),
    (r"\pi_a", "share of group a in the people"),
    (r"\theta", "odds of contact for pairs across the line against pairs within groups"),
]
