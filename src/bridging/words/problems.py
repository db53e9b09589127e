"""Problems of records in Dutch: the fixed sentences of the checks, with their names filled in."""

import re
from functools import cache

from bridging.words.texts_command_problems import COMMAND_PROBLEMS, SYSTEM
from bridging.words.texts_field_problems import FIELD_PROBLEMS
from bridging.words.texts_file_problems import FILE_PROBLEMS
from bridging.words.texts_forms_problems import FORM_PROBLEMS
from bridging.words.texts_problems import DUTCH

SPACE = re.compile(r"\s+")
# between the names of a list, as in: 'plaats' as 'site'; 'source' and 'target', or 'participant'
BETWEEN = re.compile(r"(?<=' )(as|and|or)(?= ')|(?<=', )or(?= ')")
JOINED = {"as": "als", "and": "en", "or": "of"}
# at the end of a long list of names
MORE = re.compile(r" and (\d+) more$")
SENTENCES = (*DUTCH, *FILE_PROBLEMS, *COMMAND_PROBLEMS, *FORM_PROBLEMS, *FIELD_PROBLEMS)


def problem_words(text: str, language: str = "en") -> tuple[str, str]:
    """Return a problem or hint in a language, and the language it could be said in.

    A text of which a sentence is not known stays English as a whole.

    Examples
    --------
    >>> problem_words("`minutes` must be a number. The row is left out.", "nl")
    ('`minutes` moet een getal zijn. De rij is weggelaten.', 'nl')
    >>> problem_words("Something else.", "nl")
    ('Something else.', 'en')
    """
    if language == "en":
        return text, "en"
    said, rest = [], SPACE.sub(" ", text).strip()
    while rest:
        found = _first(rest)
        if found is None:
            return text, "en"
        words, rest = found
        said.append(words)
    return " ".join(said), language


def _first(text: str) -> tuple[str, str] | None:
    """Translate the first sentences of a text; return them and the rest."""
    for pattern, dutch in _patterns():
        match = pattern.match(text)
        if match:
            return _filled(dutch, match.groupdict()), text[match.end() :].lstrip()
    return None


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """Return the sentences; what says more by itself comes before what leaves room for more."""
    fixed = sorted(SENTENCES, key=lambda pair: -len(re.sub(r"{\w+}", "", pair[0])))
    return [(_pattern(english), dutch) for english, dutch in fixed]


def _pattern(english: str) -> re.Pattern[str]:
    """Return the pattern of a sentence; each place in braces stands for any text."""
    parts = re.split(r"{(\w+)}", english)
    fixed = [re.escape(part) for part in parts[::2]]
    places = [f"(?P<{name}>.+?)" for name in parts[1::2]] + [""]
    return re.compile("".join(f + p for f, p in zip(fixed, places, strict=True)) + r"(?=\s|$)")


def _filled(dutch: str, places: dict[str, str]) -> str:
    """Put names in their places, as they are, and what the system says in Dutch."""

    def place(match: re.Match[str]) -> str:
        text = system_words(places[match[1]], "nl")
        text = BETWEEN.sub(lambda word: JOINED[word[0]], text)
        return MORE.sub(r" en \1 meer", text)

    return re.sub(r"{(\w+)}", place, dutch)


def system_words(reason: str, language: str = "en") -> str:
    """Return why the system refuses a file, in a language; as it is, where there are no words.

    Examples
    --------
    >>> system_words("Permission denied", "nl")
    'dat mag je niet'
    """
    return dict(SYSTEM).get(reason, reason) if language == "nl" else reason
