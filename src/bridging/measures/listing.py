"""The table of measures."""

import pandas as pd

from bridging.measures.record import all_measures


def list_measures() -> pd.DataFrame:
    """Return a table of all measures: name, what it is computed on, range, direction, source.

    Examples
    --------
    >>> import bridging as br
    >>> br.list_measures().set_index("measure").loc["ei_index", "structure"]
    'MixingMatrix'
    """
    rows = [
        {
            "measure": record.name,
            "label": record.label,
            "label_nl": record.label_nl,
            "structure": record.structure.__name__,
            "low": record.range[0],
            "high": record.range[1],
            "higher_means": record.higher_means,
            "per": record.per,
            "gives": record.gives,
            "summary": record.summary,
            "aliases": ", ".join(record.aliases),
            "source": record.source,
        }
        for record in all_measures()
    ]
    return pd.DataFrame(rows)
