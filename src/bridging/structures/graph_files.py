"""Contact graphs as GraphML and GEXF."""

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx

from bridging.errors import DataError, OutputError
from bridging.structures.edges import Contacts

if TYPE_CHECKING:
    from bridging.structures.contact_graph import ContactGraph

NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# node attributes that mean something else in GEXF
OF_GEXF = ("id", "label", "pid", "start", "end", "parents", "viz", "slices", "spells")


def write_graphml(graph: "ContactGraph", path: str | Path, contacts: Contacts) -> None:
    """Write GraphML with the writer that needs no other library, so that files are the same."""
    _check_text(graph)
    text = io.BytesIO()
    nx.write_graphml_xml(graph.to_networkx(contacts), text)
    _write(path, text.getvalue())


def write_gexf(graph: "ContactGraph", path: str | Path, contacts: Contacts) -> None:
    """Write GEXF without the day on which it was written."""
    _check_text(graph)
    taken = [line for line in graph.codes if line in OF_GEXF]
    if taken:
        raise DataError(f"A line can't be called {taken[0]!r} in GEXF. Give it another name.")
    text = "\n".join(nx.generate_gexf(graph.to_networkx(contacts)))
    text = re.sub(r' lastmodifieddate="[\d-]*"', "", text, count=1)
    _write(path, ("<?xml version='1.0' encoding='utf-8'?>\n" + text + "\n").encode())


def _check_text(graph: "ContactGraph") -> None:
    """Refuse characters that no XML file can hold."""
    names = [*graph.people, *graph.codes, *(g for groups in graph.groups.values() for g in groups)]
    wrong = sum(1 for name in names if NOT_IN_XML.search(name))
    if wrong:
        raise DataError(
            f"XML can't hold control characters: {wrong} names of people, lines or groups have "
            "them. Take them out, or write Parquet."
        )


def _write(path: str | Path, content: bytes) -> None:
    try:
        Path(path).write_bytes(content)
    except OSError as error:
        raise OutputError(f"File {str(path)!r} can't be written: {error.strerror}.") from error
