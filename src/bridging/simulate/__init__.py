"""Worlds with known truth, and the studies the package ships."""

from collections.abc import Callable
from pathlib import Path

from bridging.errors import check_known
from bridging.records import write_folder
from bridging.simulate.five_houses import five_houses
from bridging.simulate.southern_women import southern_women
from bridging.simulate.world import world
from bridging.study import Study

__all__ = ["SAMPLES", "five_houses", "southern_women", "world", "write_sample"]

SAMPLES: dict[str, Callable[[], Study]] = {
    "five-houses": five_houses,
    "southern-women": southern_women,
}


def write_sample(name: str, folder: str | Path) -> None:
    """Make a shipped study anew and write its folder.

    Parameters
    ----------
    name : {"five-houses", "southern-women"}
    folder : path
        Where `study.toml` and the tables are written.

    Raises
    ------
    UnknownNameError
        There is no such sample.
    OutputError
        The folder can't be written.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> from bridging.simulate import write_sample
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_sample("southern-women", folder)
    ...     (Path(folder) / "study.toml").is_file()
    True
    """
    check_known("name", name, SAMPLES)
    write_folder(SAMPLES[name]().records, folder)
