"""A folder to begin a study with."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bridging.errors import OutputError
from bridging.forms.lines import form_lines
from bridging.forms.tablet import write_tablet_form
from bridging.forms.tally_sheet import write_tally_sheet
from bridging.forms.template import write_template
from bridging.words import check_language, problem_words, say

FILES = {
    "en": ("study.xlsx", "form.xlsx", "tally-sheet.pdf"),
    "nl": ("studie.xlsx", "formulier.xlsx", "turflijst.pdf"),
}


def new_study(
    folder: str | Path,
    *,
    language: str = "en",
    anonymous: bool = False,
    lines: Mapping[str, Any] | None = None,
) -> Path:
    """Write what is needed to begin a study: a workbook, a form for a tablet, and a tally sheet.

    The workbook has a sheet for each table, with lists to choose from and a page that explains
    every column; `bridging.read_study` reads it, and leaves its example rows out. The form is an
    XLSForm for KoboToolbox or ODK, whose export `bridging.read_study` reads too. The tally sheet
    is a PDF to print, a page for each line.

    Parameters
    ----------
    folder : str or Path
        Made where it is missing; files of the same names are never replaced.
    language : {"en", "nl"}
    anonymous : bool, default False
        Whether only counts are kept: sheets and a form for tallies, in place of people.
    lines : mapping, optional
        Lines with their groups, as in `Study.from_frames`; origin and socio-economic position, if
        left out.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    OptionError
        For another language.
    StudyError
        For lines that can't be understood.
    OutputError
        When the folder can't be written, or holds one of the files.

    Examples
    --------
    >>> import tempfile
    >>> folder = new_study(Path(tempfile.mkdtemp()) / "huis", language="nl", anonymous=True)
    >>> sorted(file.name for file in folder.iterdir())
    ['formulier.xlsx', 'studie.xlsx', 'turflijst.pdf']
    """
    asked = form_lines(lines, check_language(language))
    target = Path(folder)
    names = FILES[language]
    there = [name for name in names if (target / name).exists()]
    if there:
        message = (
            f"Folder {str(target)!r} can't be written: it has {there[0]!r} already. "
            "Choose an empty folder."
        )
        raise OutputError(problem_words(message, language)[0])
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"Folder {str(target)!r} can't be written: {error.strerror}."
        raise OutputError(problem_words(message, language)[0]) from error
    book, form, sheet = (target / name for name in names)
    write_template(book, asked, language, anonymous=anonymous)
    write_tablet_form(form, asked, language, anonymous=anonymous)
    write_tally_sheet(sheet, asked, language)
    return target


def next_steps(folder: str | Path, *, language: str = "en") -> str:
    """Return what to do with the files that `new_study` wrote, a step on each line.

    Parameters
    ----------
    folder : str or Path
    language : {"en", "nl"}

    Raises
    ------
    OptionError
        For another language.

    Examples
    --------
    >>> print(next_steps("huis", language="nl"))
    1. Open studie.xlsx in Excel of LibreOffice. Het blad uitleg zegt wat waar komt.
    2. Of verzamel met turflijst.pdf (papier) of formulier.xlsx (tablet: KoboToolbox of ODK).
    3. Kijk na wat je invulde:  bridging check huis/studie.xlsx --language nl
    4. Maak het verslag:        bridging report huis/studie.xlsx -o verslag.html --language nl
    """
    book, form, sheet = FILES[check_language(language)]
    path = (Path(folder) / book).as_posix()
    quoted = f'"{path}"' if " " in path else path
    return say("form.next", language, book=book, form=form, sheet=sheet, path=quoted)
