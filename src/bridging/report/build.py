"""A report about a study: one page, a document for a thesis, or a PDF."""

from collections.abc import Callable
from pathlib import Path

from bridging.errors import OptionError, a_or_an, check_choice
from bridging.privacy import MINIMUM, check_audience
from bridging.report.content import document
from bridging.report.document import Document
from bridging.report.evaluation import change_blocks, no_period_said, periods
from bridging.report.facts import LineFacts, counted_lines, deal_lines, line_facts, steps
from bridging.report.line_counts import Asked
from bridging.report.names import Names
from bridging.report.output import check_output, write_whole
from bridging.report.page import page_html
from bridging.report.pdf import pdf_bytes
from bridging.report.word import word_bytes
from bridging.study import Study
from bridging.words import check_language

KINDS = ("monitoring", "evaluation")
DRAWS = 999
# dealing partners again takes a core about a quarter of a second a draw for a million contacts
MOST_CONTACTS = 100_000
WRITERS: dict[str, Callable[[Document], bytes]] = {
    ".html": lambda found: page_html(found).encode("utf-8"),
    ".htm": lambda found: page_html(found).encode("utf-8"),
    ".docx": word_bytes,
    ".pdf": pdf_bytes,
}


def report(
    study: Study,
    path: str | Path,
    *,
    language: str | None = None,
    audience: str = "publication",
    kind: str = "monitoring",
    split: str | None = None,
    minimum: int = MINIMUM,
    seed: int = 0,
    n_resamples: int | None = None,
) -> Path:
    """Write a report about a study: who comes, who is there together, and who meets.

    The file holds all it needs, and nothing is fetched when it is opened. A file that exists is
    replaced when the new one is complete. The same records, version and seed give the same bytes.

    Parameters
    ----------
    study : Study
    path : path
        The file to write, in a folder that exists: ``.html``, ``.docx`` (for a thesis) or ``.pdf``.
    language : {"en", "nl"}, optional
        As the study says, if left out.
    audience : {"publication", "team"}
        For publication, numbers of few people are withheld (see `bridging.privacy`).
    kind : {"monitoring", "evaluation"}
        An evaluation says too what differs before and after.
    split : str, optional
        For an evaluation: a date, as ``2025-04-15``, or a column of the sessions that says in which
        period each was.
    minimum : int, default 6
        For publication, the smallest count that is shown.
    seed : int, default 0
    n_resamples : int, optional
        Draws of the tests; 999, if left out, and partners are not dealt again then in a study of
        more than 100,000 contacts.

    Returns
    -------
    Path
        Where the report lies.

    Raises
    ------
    OptionError
        Something that is no Study; another ending of the file; an evaluation without a split.
    OutputError
        The file can't be written, or the library for Word or PDF is not installed.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> import bridging as br
    >>> study = br.simulate.southern_women()
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     br.report(study, Path(folder) / "report.html").name
    'report.html'
    """
    target = check_output(path)
    check_choice("ending of the file", target.suffix.lower(), WRITERS)
    found = report_document(
        study,
        language=language,
        audience=audience,
        kind=kind,
        split=split,
        minimum=minimum,
        seed=seed,
        n_resamples=n_resamples,
    )
    write_whole(target, WRITERS[target.suffix.lower()](found))
    return target


def report_document(
    study: Study,
    *,
    language: str | None = None,
    audience: str = "publication",
    kind: str = "monitoring",
    split: str | None = None,
    minimum: int = MINIMUM,
    seed: int = 0,
    n_resamples: int | None = None,
) -> Document:
    """Return the content of the report, whatever it is written to."""
    if not isinstance(study, Study):
        raise OptionError(
            f"`study` must be a Study, not {a_or_an(type(study).__name__)}. "
            "Read one with bridging.read_study."
        )
    language = check_language(language or study.language)
    check_audience(audience, minimum)
    check_choice("kind", kind, KINDS)
    if isinstance(seed, bool) or not isinstance(seed, int) or seed < 0:
        raise OptionError(f"`seed` must be a whole number from 0, not {seed!r}.")
    if split is not None and kind != "evaluation":
        raise OptionError("`split` can't be used for monitoring. Choose kind='evaluation'.")
    asked = Asked(
        audience=audience,
        minimum=minimum,
        seed=seed,
        n_resamples=DRAWS if n_resamples is None else n_resamples,
        dealt=n_resamples is not None or _contacts(study) <= MOST_CONTACTS,
    )
    change, no_period = [], ""
    if kind == "evaluation":
        periods(study, split, language)  # a wrong split is told before the long work
    facts = _facts(study, asked)
    if kind == "evaluation":
        change = change_blocks(study, split, asked, Names(study, language))
        no_period = no_period_said(study, split, language)
    return document(study, asked, facts, language, change, no_period)


def page_text(study: Study, **options: object) -> str:
    """Return the page as HTML; the options are those of `report`."""
    return page_html(report_document(study, **options))  # type: ignore[arg-type]


def _contacts(study: Study) -> int:
    """Count the people in encounters: at least as many as there are contacts of two."""
    contacts = study.coded.contacts
    return 0 if contacts is None else len(contacts.person) // 2


def _facts(study: Study, asked: Asked) -> list[LineFacts]:
    """Go through the lines, with a bar on a terminal."""
    from tqdm import tqdm

    with tqdm(total=steps(study), disable=None, leave=False, desc="report") as bar:
        if asked.dealt:
            deal_lines(study, asked)
        return [line_facts(study, line, asked, bar.update) for line in counted_lines(study)]
