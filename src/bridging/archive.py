"""A study for an archive: tables with a description that outlives this package."""

from pathlib import Path

from bridging.errors import OptionError, a_or_an
from bridging.opened import OpenStudy
from bridging.records import package
from bridging.study import Study


def write_package(study: Study, folder: str | Path, *, licence: str = "") -> Path:
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

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    OptionError, OutputError
        A licence that is neither a name nor an address; a folder that can't be written.
    """
    if not isinstance(study, Study):
        raise OptionError(
            f"`study` must be a Study, not {a_or_an(type(study).__name__)}. "
            "Read one with bridging.read_study."
        )
    if isinstance(study, OpenStudy):  # what is counted where it is must be read as a whole
        study = study.load()
    package.write_package(study.records, folder, licence=licence)
    return Path(folder)
