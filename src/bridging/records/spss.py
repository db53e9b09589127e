"""Files of SPSS (.sav): codes with their labels, and the codes that mean missing."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from bridging.errors import StudyError
from bridging.records.files import FIRST_DATA_ROW, FileTable, Told

LABELS_NOTE = "Value labels were read in place of codes."
MISSING_NOTE = "Codes that the file declares as missing were read as missing."


def read_sav(path: Path) -> FileTable:
    """Read a file of SPSS with labels in place of codes.

    Codes declared as missing, one by one or as a range, are missing; a code without a label stays.
    Row numbers count the column names as row 1, as for any file.

    Raises
    ------
    StudyError
        Where the library that reads such files is not installed, or can't read this one.
    """
    try:
        import pyreadstat
    except ImportError as error:
        raise StudyError(
            f"File {path.name!r} can't be read without the library for SPSS. "
            "Install it with: pip install 'bridging[spss]'."
        ) from error
    try:
        frame, about = pyreadstat.read_sav(str(path), user_missing=True)
    except Exception as error:  # the reader raises errors of its own, and of any kind
        raise StudyError(
            f"File {path.name!r} can't be read as a file of SPSS. Save it again as .sav or CSV."
        ) from error
    told = []
    cells = {}
    for name in frame.columns:
        codes = pd.Series(frame[name].to_numpy(dtype=object))
        missing = _is_missing(codes, about.missing_ranges.get(name, []))
        if missing.any():
            told.append(Told(None, name, MISSING_NOTE, "", "note"))
        labels = about.variable_value_labels.get(name, {})
        if labels:
            told.append(Told(None, name, LABELS_NOTE, "", "note"))
        cells[name] = codes.map(lambda code, of=labels: _label(code, of)).mask(missing)
    rows = np.arange(len(frame), dtype=np.int64) + FIRST_DATA_ROW
    return FileTable(pd.DataFrame(cells), rows, told=told)


def _is_missing(codes: pd.Series, ranges: Sequence[Any]) -> Any:
    """Return where a code is one of those that mean missing; a single code is a range of one."""
    missing = np.zeros(len(codes), dtype=bool)
    for one in ranges:
        low, high = one["lo"], one["hi"]
        missing |= codes.map(lambda code, a=low, b=high: _between(code, a, b)).to_numpy(dtype=bool)
    return missing


def _between(code: Any, low: Any, high: Any) -> bool:
    text = isinstance(code, str)
    if code is None or code != code or isinstance(low, str) != text:
        return False
    return bool(low <= code <= high)


def _label(code: Any, labels: Mapping[Any, str]) -> Any:
    """Return the label of a code; the code where it has none."""
    try:
        return labels.get(code, code) if code is not None else np.nan
    except TypeError:  # a date or another value that can't be a code
        return code
