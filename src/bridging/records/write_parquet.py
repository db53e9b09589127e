"""Records to a folder of Parquet, which `read_folder` reads."""

from pathlib import Path

from bridging.errors import OutputError
from bridging.records.columns import ROW
from bridging.records.records import Records
from bridging.records.schema import SETTINGS_FILE
from bridging.records.write import refuse_others, settings_text, written_tables


def write_parquet(records: Records, folder: str | Path) -> None:
    """Write records as a folder with a ``study.toml`` and a Parquet file for each table.

    Parameters
    ----------
    records : Records
    folder : str or Path
        Made where it is missing; files of the same names are replaced.

    Raises
    ------
    OutputError
        When it can't be written, or holds another file that would be read as one of its tables.
    """
    import duckdb  # 90 ms, and only Parquet needs it

    target, tables = Path(folder), written_tables(records)
    try:
        target.mkdir(parents=True, exist_ok=True)
        refuse_others(target, {SETTINGS_FILE, *(f"{name}.parquet" for name in tables)})
        (target / SETTINGS_FILE).write_text(settings_text(records), encoding="utf-8", newline="\n")
        with duckdb.connect() as connection:
            for name, frame in tables.items():
                unused = [c for c in ("start", "end") if c in frame and frame[c].isna().all()]
                connection.register("records", frame.drop(columns=[ROW, *unused]))
                connection.table("records").write_parquet(str(target / f"{name}.parquet"))
    except duckdb.Error as error:
        raise OutputError(f"Folder {str(target)!r} can't be written as Parquet.") from error
    except OSError as error:
        if isinstance(error, OutputError):
            raise
        raise OutputError(f"Folder {str(target)!r} can't be written: {error.strerror}.") from error
