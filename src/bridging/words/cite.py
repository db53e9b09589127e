"""What to cite: the package, and the works that the methods of a result come from."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from bridging.errors import OptionError, check_choice
from bridging.version import __version__
from bridging.words.texts import check_language, say

STYLES = ("text", "bibtex")
NAME, AUTHOR = "bridging", "The bridging developers"
TITLE = "Do people meet across the lines that divide them, and if not, where is it lost?"

# works behind what is not a measure: measures and nulls name their own
ANALYSES: Mapping[str, tuple[str, ...]] = {
    "Chain": ("mantel1959", "besag1989", "snijders1999"),
    "ChainComparison": ("ang2005", "shorrocks2013"),
    "Findings": ("besag1989", "bergsma2013"),
    "Reach": ("clopper1934", "goodman1965", "kaplan1958", "williams1995", "neuhaus1993"),
}
NULLS: Mapping[str, str] = {
    "attendance_swap": "besag1989",
    "label_permutation": "hubert1976",
    "label_permutation_within_session": "mantel1967",
    "occasion_permutation": "mantel1959",
    "partner_rewire": "besag1989",
    "residual_permutation": "mantel1967",
}
JACKKNIFE = "snijders1999"
ACCENTS = {r"\"a": "ä", r"\"o": "ö", r"\"u": "ü", r"\l": "ł", r"\oe": "œ", r"\&": "&", "--": "–"}


def cite(of: Any = None, *, style: str = "text", language: str = "en") -> str:
    """Return what to cite: the package, and the works that what you used comes from.

    Parameters
    ----------
    of : result or list of results, optional
        A `Result`, `Results`, `Chain`, `ChainComparison`, `Findings` or `Reach`, or several of
        them in a list. Left out: the package alone.
    style : {"text", "bibtex"}
    language : {"en", "nl"}
        Of the words between, in plain text.

    Returns
    -------
    str
        One work on each line, or BibTeX entries.

    Raises
    ------
    OptionError
        Something that is no result.

    Examples
    --------
    >>> import bridging as br
    >>> table = br.MixingMatrix([[6, 1], [1, 2]], groups=["a", "b"])
    >>> print(cite(br.estimate("ei_index", table)))  # doctest: +NORMALIZE_WHITESPACE
    The bridging developers. bridging: Do people meet across the lines that divide them, and if
    not, where is it lost? Version ... [Computer software].
    Krackhardt, David; Stern, Robert N. (1988). Informal Networks and Organizational Crises: An
    Experimental Simulation. Social Psychology Quarterly 51(2), 123–140.
    """
    check_choice("style", style, STYLES)
    check_language(language)
    if style == "text":
        return "\n".join(references([] if of is None else [of], language=language))
    keys = source_keys([] if of is None else [of])
    known = bibliography()
    entries = [known[key].text if key in known else f"% {key}" for key in keys]
    return "\n\n".join([_own_entry(), *entries])


def references(found: Iterable[Any], *, language: str = "en") -> list[str]:
    """Return the package and the works behind some results in plain text, each by itself."""
    own = say("cite.own", language, author=AUTHOR, title=TITLE, version=__version__)
    known = bibliography()
    works = [known[key].plain(language) if key in known else key for key in source_keys(found)]
    return [own, *sorted(works)]


def source_keys(found: Iterable[Any]) -> list[str]:
    """Return the keys of the works behind some results, each once and in order."""
    keys: dict[str, None] = {}
    for thing in found:
        keys.update(dict.fromkeys(_keys(thing)))
    return sorted(keys)


def _keys(thing: Any) -> list[str]:
    name = type(thing).__name__
    if name in ANALYSES:
        return list(ANALYSES[name])
    if hasattr(thing, "measure"):
        return _of_result(thing)
    if isinstance(thing, Sequence) and not isinstance(thing, str):
        return [key for item in thing for key in _keys(item)]
    raise OptionError(
        "`of` must be a result (Result, Results, Chain, ChainComparison, Findings, Reach) or a "
        f"list of them, not a {name}."
    )


def _of_result(item: Any) -> list[str]:
    """Return the works behind a measure, its null and its interval."""
    keys = [item.measure.source]
    if item.null is not None and not item.null.undefined:
        keys.append(NULLS.get(item.null.model, ""))
    if item.interval is not None and "jackknife" in item.interval.method:
        keys.append(JACKKNIFE)
    return [key for key in keys if key]


class Entry:
    """One work of the bibliography.

    Parameters
    ----------
    text : str
        The entry as BibTeX.
    fields : mapping of str to str
    """

    def __init__(self, text: str, fields: Mapping[str, str]) -> None:
        self.text, self.fields = text, fields

    def plain(self, language: str = "en") -> str:
        """Return the work in plain text: authors, year, title, and where it stands."""
        get = self.fields.get
        people = "; ".join(_name(one, language) for one in get("author", "").split(" and "))
        first = f"{people} ({get('year', '')}). {get('title', '')}"
        parts = [_ended(first), _ended(self._where()), self._more()]
        return " ".join(part for part in parts if part)

    def _where(self) -> str:
        """Return the journal with volume and pages, the book, or the publisher."""
        get = self.fields.get
        volume = get("volume", "") + (f"({get('number')})" if get("number") else "")
        pages = get("pages", "")
        place = get("journal") or get("booktitle") or ""
        numbers = ", ".join(part for part in (volume, pages) if part)
        publisher = get("publisher") or get("school") or ""
        text = " ".join(part for part in (place, numbers) if part)
        return ". ".join(part for part in (text, publisher) if part)

    def _more(self) -> str:
        if "doi" in self.fields:
            return f"https://doi.org/{self.fields['doi']}"
        return _ended(self.fields.get("note", ""))


def _ended(part: str) -> str:
    """Return a part with a full stop, where it has no end of its own."""
    return part if not part or part.endswith(("?", ".")) else f"{part}."


def _name(person: str, language: str) -> str:
    return say("cite.others", language) if person == "others" else person


@cache
def bibliography() -> Mapping[str, Entry]:
    """Return the works the package names, by key."""
    return parse_bibtex(_source())


def _source() -> str:
    """Read the bibliography: beside the package where it was installed, else in its repository."""
    packed = files("bridging") / "references.bib"
    if packed.is_file():
        return packed.read_text(encoding="utf-8")
    kept = Path(__file__).parents[3] / "docs" / "references.bib"
    return kept.read_text(encoding="utf-8") if kept.is_file() else ""


def parse_bibtex(text: str) -> dict[str, Entry]:
    r"""Read BibTeX entries, one field on a line, values in braces.

    Examples
    --------
    >>> text = '@article{key,\n  author = {Ang, B. W.},\n  title  = {The {LMDI} approach}\n}'
    >>> parse_bibtex(text)["key"].fields["title"]
    'The LMDI approach'
    """
    entries = {}
    for found in re.finditer(r"^@\w+\{([^,\s]+),\n(.*?)^\}", text, re.MULTILINE | re.DOTALL):
        fields = re.findall(r"^\s*(\w+)\s*=\s*\{(.*)\},?\s*$", found[2], re.MULTILINE)
        entries[found[1]] = Entry(found[0], {name: _letters(value) for name, value in fields})
    return entries


def _letters(value: str) -> str:
    """Return a value without the signs of LaTeX."""
    for sign, letter in ACCENTS.items():
        value = value.replace(f"{{{sign}}}", letter).replace(sign, letter)
    return value.replace("{", "").replace("}", "")


def _own_entry() -> str:
    return (
        f"@software{{{NAME},\n  author  = {{{{{AUTHOR}}}}},\n  title   = {{{NAME}: {TITLE}}},\n"
        f"  version = {{{__version__}}},\n  note    = {{Computer software, MIT licence}}\n}}"
    )
