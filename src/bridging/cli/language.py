"""The language in which the command line speaks."""

import os
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from bridging.words import LANGUAGES

# in this order, as the standard of POSIX has it; the first that is set decides
VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def locale_language(environment: Mapping[str, str] = os.environ) -> str:
    """Return the language that the computer is set to, English where there are no words in it.

    Examples
    --------
    >>> locale_language({"LANG": "nl_BE.UTF-8"}), locale_language({"LC_ALL": "C", "LANG": "nl"})
    ('nl', 'en')
    """
    chosen = next((environment[name] for name in VARIABLES if environment.get(name)), "")
    return next((language for language in LANGUAGES if chosen.lower().startswith(language)), "en")


def asked_language(arguments: Sequence[str]) -> str | None:
    """Return the language that a call asks for, wherever it stands; None where it asks for none.

    It is looked for before the call is parsed, because what is wrong with a call is said in it too.

    Examples
    --------
    >>> asked_language(["--language=nl", "report"]), asked_language(["check", "--", "--language=nl"])
    ('nl', None)
    """
    words = list(arguments)
    if "--" in words:
        words = words[: words.index("--")]
    found = None
    for place, word in enumerate(words):
        name, equals, value = word.partition("=")
        # argparse takes the beginning of an option for the whole
        if len(name) > 3 and "--language".startswith(name):
            value = value if equals else "".join(words[place + 1 : place + 2])
            found = value if value in LANGUAGES else found
    return found


def settings_language(path: str) -> str | None:
    """Return the language in the settings of a folder; None where they can't be read.

    A study that can't be read is told of in its own language too; a workbook does so by itself.
    """
    place = Path(path)
    file = place if place.suffix == ".toml" else place / "study.toml"
    try:
        language = tomllib.loads(file.read_text(encoding="utf-8-sig")).get("language")
    except (OSError, ValueError, RecursionError):
        return None
    return language if language in LANGUAGES else None
