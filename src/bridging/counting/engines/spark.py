"""Spark, for what one machine can't hold."""

import logging
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from bridging.counting.engines.engine import Columns, Frame
from bridging.counting.engines.text import TextFiles, TextForm, text_form
from bridging.errors import EngineError, OptionError

TEXT = {
    "header": "true",
    "quote": '"',
    "escape": '"',
    "mode": "FAILFAST",  # what does not fit is not left out unseen
    "ignoreLeadingWhiteSpace": "true",
    "ignoreTrailingWhiteSpace": "true",
    "encoding": "UTF-8",
}
KINDS = {"i": "long", "u": "long", "f": "double", "b": "boolean"}


class SparkEngine:
    """A Spark session: one that is open, or one of this machine's own.

    Parameters
    ----------
    session : SparkSession, optional
    """

    name = "spark"

    def __init__(self, session: Any = None) -> None:
        if find_spec("pyspark") is None:
            raise OptionError("engine='spark' needs pyspark and Java: pip install pyspark.")
        if session is None:
            session = _own_session()
        self.session = session
        self.text = TextFiles()

    def scan(self, files: Sequence[Path]) -> Frame:
        """Return the rows of files with the same columns."""
        import narwhals as nw

        with said():
            if files[0].suffix.lower() == ".parquet":
                reader, root = self.session.read, _root(files)
                if root is not None:
                    reader = reader.option("basePath", _address(root))
                found = reader.parquet(*[_place(file) for file in files])
                return nw.from_native(_in_utc(found))
            return nw.from_native(self._text(files))

    def _text(self, files: Sequence[Path]) -> Any:
        """Return the rows of text files in which a cell is filled in; a row that does not fit stops."""
        alike: dict[Any, list[TextForm]] = {}
        for form in map(text_form, files):
            if not form.plain or form.skip:
                if not self.session.sparkContext.master.startswith("local"):
                    raise EngineError(
                        f"File {form.file.name!r} must be UTF-8, with its header first, to be read by "
                        "Spark on other machines. Save it so, or as Parquet with `bridging convert`."
                    )
                form = self.text.plain(form, skip=False)
            alike.setdefault((form.columns, form.delimiter), []).append(form)
        found = None
        for forms in alike.values():
            form = forms[0]
            schema = ", ".join(f"`{name.replace('`', '``')}` string" for name in form.given_names)
            paths = [one.file for one in forms]
            reader, root = self.session.read, _root(paths)
            if root is not None:
                reader = reader.option("basePath", _address(root))
            frame = reader.options(**TEXT, columnPruning="false").csv(
                [_place(path) for path in paths],
                schema=schema,
                sep=form.delimiter,
                multiLine=any(one.quoted for one in forms),
            )
            frame = frame.dropna("all", subset=list(form.given_names))
            frame = frame.drop(*[name for name in form.given_names if name not in form.named])
            found = frame if found is None else found.unionByName(frame)
        return found

    def names(self) -> list[str]:
        """Return the names of the tables of the current database."""
        with said():
            return [table.name for table in self.session.catalog.listTables()]

    def table(self, name: str) -> Frame:
        """Return a table by name."""
        import narwhals as nw

        with said():
            return nw.from_native(self.session.table(name))

    def lookup(self, columns: Columns) -> Frame:
        """Return a small table made of arrays."""
        import narwhals as nw

        arrays = {name: np.asarray(values) for name, values in columns.items()}
        schema = ", ".join(
            f"`{name}` {KINDS.get(values.dtype.kind, 'string')}" for name, values in arrays.items()
        )
        rows = list(zip(*(values.tolist() for values in arrays.values()), strict=True))
        with said():
            return nw.from_native(self.session.createDataFrame(rows, schema))

    def keep(self, frame: Frame) -> Frame:
        """Keep a table with the workers once it is computed."""
        import narwhals as nw

        with said():
            return nw.from_native(frame.to_native().persist())

    def collect(self, frame: Frame) -> dict[str, Any]:
        """Compute a table and return its columns as arrays."""
        native = frame.to_native()
        with said():
            rows = native.collect()
        found = {}
        for place, (name, kind) in enumerate(native.dtypes):
            cells = [row[place] for row in rows]
            if kind in ("tinyint", "smallint", "int", "bigint") and None not in cells:
                found[name] = np.array(cells, dtype=np.int64)
            elif kind in ("float", "double"):
                found[name] = np.array(cells, dtype=np.float64)
            else:
                found[name] = np.array(cells, dtype=object)
        return found

    def load(self, frame: Frame) -> dict[str, Any]:
        """Return every row of a table."""
        return self.collect(frame)

    def explain(self, frame: Frame) -> str:
        """Return the plan."""
        native = frame.to_native()
        with said():
            plan = native._jdf.queryExecution().explainString(
                native.sparkSession._jvm.org.apache.spark.sql.execution.ExplainMode.fromString(
                    "formatted"
                )
            )
        return str(plan)

    def told(self) -> AbstractContextManager[None]:
        """Say in our words what Spark can't do, also while tables are only planned."""
        return said()


def _own_session() -> Any:
    """Return a Spark session of this machine, if none is open: few tasks, no page, no bars."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of pandas 3, which is not used here
        from pyspark.sql import SparkSession

        with said():
            return (
                SparkSession.builder.appName("bridging")
                .config("spark.ui.enabled", "false")
                .config("spark.ui.showConsoleProgress", "false")
                .config("spark.sql.shuffle.partitions", str(2 * (os.cpu_count() or 1)))
                .getOrCreate()
            )


def _in_utc(frame: Any) -> Any:
    """Return moments of a time zone as those of a clock in Greenwich, as Parquet keeps them."""
    from pyspark.sql import functions

    zoned = [name for name, kind in frame.dtypes if kind == "timestamp"]
    zone = str(frame.sparkSession.conf.get("spark.sql.session.timeZone")) if zoned else ""
    moments = {
        name: functions.to_utc_timestamp(functions.col(f"`{name}`"), zone).cast("timestamp_ntz")
        for name in zoned
    }
    return frame.withColumns(moments) if moments else frame


def _address(path: Path) -> str:
    """Return where something lies; Spark wants names as they are, not as of a page."""
    return f"file:///{path.resolve().as_posix().lstrip('/')}"


def _place(path: Path) -> str:
    """Return where a file lies, with what would be a pattern marked."""
    return re.sub(r"([\\*?\[\]{}])", r"\\\1", _address(path))


def _root(files: Sequence[Path]) -> Path | None:
    """Return the folder above ``key=value`` folders, None where there are none."""
    for parent in files[0].parents:
        if "=" not in parent.name:
            return parent if parent != files[0].parent else None
    return None


@contextmanager
def said() -> Iterator[None]:
    """Say in our words what Spark could not do; its own words may hold cells of people."""
    from narwhals.exceptions import NarwhalsError
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    root = logging.getLogger()
    quiet = _not_of_py4j in root.filters  # already, where one of these is inside another
    root.addFilter(_not_of_py4j)
    try:
        yield
    except (PySparkException, Py4JError, ConnectionError, NarwhalsError) as error:
        raise EngineError(
            f"Spark can't carry this out ({type(error).__name__}): nothing was counted. A worker or "
            "file may be gone, or damaged; Spark's own log says more. Open the study again."
        ) from None
    finally:
        if not quiet:
            root.removeFilter(_not_of_py4j)


def _not_of_py4j(record: logging.LogRecord) -> bool:
    """Keep the bridge to Spark from printing its own traceback when Spark is gone."""
    return "py4j" not in Path(record.pathname).parts
