"""Southern Women: who was at which of fourteen social events, in the 1930s.

Observed, not made: A. Davis, B. B. Gardner and M. R. Gardner, *Deep South. A Social
Anthropological Study of Caste and Class* (University of Chicago Press, 1941), as networkx holds it.
"""

import networkx as nx
import pandas as pd

from bridging.simulate.world import Frames
from bridging.study import Study

PURPOSE = (
    "Attendance of 18 women at 14 social events in the southern United States in the 1930s, from "
    "Davis, Gardner & Gardner (1941), Deep South, University of Chicago Press; taken from "
    "networkx. Only presence was recorded: it shows what attendance alone can answer, who is "
    "there together. There are no lines and no encounters."
)


def southern_women() -> Study:
    """Return the study of 18 women at 14 events: attendance alone, without lines.

    Examples
    --------
    >>> from bridging.simulate import southern_women
    >>> study = southern_women()
    >>> study.synthetic
    False
    >>> study.attendance_graph().number_of_edges()
    89
    """
    return Study.from_frames(
        **southern_women_frames(),
        lines={},
        title="Southern Women",
        synthetic=False,
        language="en",
        purpose=PURPOSE,
    )


def southern_women_frames() -> Frames:
    """Return the tables participants, sessions and attendance, in the order of the source."""
    graph = nx.davis_southern_women_graph()
    women, events = graph.graph["top"], graph.graph["bottom"]
    attended = [
        {"participant": woman, "session": event}
        for woman in women
        for event in events
        if graph.has_edge(woman, event)
    ]
    return {
        "participants": pd.DataFrame({"participant": women}),
        "sessions": pd.DataFrame({"session": events}),
        "attendance": pd.DataFrame(attended),
    }
