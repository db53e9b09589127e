"""Messages of errors in the language of a study."""

from bridging.words.problems import problem_words


def in_language(message: str, language: str) -> str:
    """Return a message with each of its reasons in a language, where there are words for it.

    Examples
    --------
    >>> in_language("`path` must be a folder or file that exists, not 'x'.", "nl")
    "`path` moet een map of bestand zijn dat er is, niet 'x'."
    """
    return "\n- ".join(_said(part, language) for part in message.split("\n- "))


def _said(reason: str, language: str) -> str:
    """Return one reason in a language; what stands before a colon says where, and stays."""
    words, found = problem_words(reason, language)
    if found == language:
        return words
    where, colon, rest = reason.partition(": ")
    words, found = problem_words(rest, language)
    return f"{where}{colon}{words}" if found == language else reason
