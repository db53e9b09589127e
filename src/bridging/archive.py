"""A study for an archive or other software: tables with a description, and graphs of contacts."""

from collections.abc import Sequence
from pathlib import Path

from bridging.errors import OptionError, OutputError, a_or_an, check_choice
from bridging.opened import OpenStudy
from bridging.records import package
from bridging.study import Study


def write_package(
    study: Study, folder: str | Path, *, licence: str = "", sources: Sequence[str] = ()
) -> Path:
    """Write a study as a Frictionless Data Package, which `bridging.read_study` reads.

    The tables become CSV files, and a ``datapackage.json`` says what each column holds, of which
    type, and which tables it refers to; the settings of the study go along. The same study gives
    the same bytes. Nothing is left out: to share a study, pseudonymise it first.

    Parameters
    ----------
    study : Study
    folder : path
        Made where it is missing.
    licence : str, optional
        Name of the licence (as ``CC-BY-4.0``) or its address; none, if left out.
    sources : list of str, optional
        Where the records come from: titles or addresses.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    OptionError, OutputError
        A licence that is neither a name nor an address; sources that are no list; a folder that can't be written.
    """
    study = _in_memory(study)
    package.write_package(study.records, folder, licence=licence, sources=sources)
    return Path(folder)


FORMATS = ("graphml", "gexf", "csv")


def write_graphs(
    study: Study,
    folder: str | Path,
    *,
    formats: Sequence[str] = FORMATS,
    weight: str = "encounters",
) -> list[Path]:
    """Write who was in contact with whom, for Gephi, R and other software.

    ``contacts.graphml`` and ``contacts.gexf`` hold people with their groups, and an edge for each
    pair with its weight. ``contacts.csv`` has a row for each contact of a pair in a session, with
    its `weight` or its `minutes`, and ``people.csv`` the people, as
    ``igraph::graph_from_data_frame(contacts, vertices = people)`` reads them in R. The same study
    gives the same bytes. Nothing is left out: to share graphs, pseudonymise the study first.

    Parameters
    ----------
    study : Study
    folder : path
        Made where it is missing; files of the same names are replaced.
    formats : list of {"graphml", "gexf", "csv"}, optional
        All, if left out.
    weight : {"encounters", "minutes", "pairs"}
        What a contact counts.

    Returns
    -------
    list of Path
        The files.

    Raises
    ------
    OptionError, OutputError, DataError
        Another format; a folder that can't be written; a study without contacts, or with names
        that XML can't hold.

    Examples
    --------
    >>> import tempfile
    >>> import bridging as br
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [file.name for file in write_graphs(br.simulate.five_houses(), folder)]
    ['contacts.graphml', 'contacts.gexf', 'contacts.csv', 'people.csv']
    """
    if isinstance(formats, str):
        raise OptionError(f"`formats` must be a list of formats, not {formats!r}.")
    for name in formats:
        check_choice("format", name, FORMATS)
    graph = _in_memory(study).contact_graphs(weight=weight)["all"]
    target = Path(folder)
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"Folder {str(target)!r} can't be made: {error.strerror}.") from error
    files = []
    for name in formats:
        files.append(target / f"contacts.{name}")
        if name == "graphml":
            graph.to_graphml(files[-1])
        elif name == "gexf":
            graph.to_gexf(files[-1])
        else:
            files.append(target / "people.csv")
            column = "minutes" if weight == "minutes" else "weight"
            graph.to_csv(files[-2], files[-1], weight=column)
    return files


def _in_memory(study: Study) -> Study:
    """Return a study with all its records; what is counted where it is must be read as a whole."""
    if not isinstance(study, Study):
        raise OptionError(
            f"`study` must be a Study, not {a_or_an(type(study).__name__)}. "
            "Read one with bridging.read_study."
        )
    return study.load() if isinstance(study, OpenStudy) else study
