"""Files and data frames, made into checked tables."""

from bridging.records.frames import from_frames
from bridging.records.given import as_pandas, is_lazy
from bridging.records.lines import Line
from bridging.records.read import read_folder
from bridging.records.records import Records
from bridging.records.workbook_write import write_workbook
from bridging.records.write import write_folder
from bridging.records.write_parquet import write_parquet

__all__ = [
    "Line",
    "Records",
    "as_pandas",
    "from_frames",
    "is_lazy",
    "read_folder",
    "write_folder",
    "write_parquet",
    "write_workbook",
]
