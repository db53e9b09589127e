"""Every text by key, in each language; what is put into a text is never read as a text itself."""

from collections.abc import Mapping

from bridging.errors import check_choice
from bridging.words.texts_card import CARD
from bridging.words.texts_chain import CHAIN
from bridging.words.texts_chance import CHANCE
from bridging.words.texts_command import COMMAND
from bridging.words.texts_figures import FIGURES
from bridging.words.texts_figures_people import FIGURES_PEOPLE
from bridging.words.texts_figures_time import FIGURES_TIME
from bridging.words.texts_findings import FINDINGS
from bridging.words.texts_forms import FORMS
from bridging.words.texts_page import PAGE
from bridging.words.texts_reach import REACH
from bridging.words.texts_results import RESULTS

LANGUAGES = ("en", "nl")

TEXTS: Mapping[str, Mapping[str, str]] = {
    language: {
        **RESULTS[language],
        **CARD[language],
        **CHANCE[language],
        **CHAIN[language],
        **COMMAND[language],
        **FIGURES[language],
        **FIGURES_TIME[language],
        **FIGURES_PEOPLE[language],
        **FINDINGS[language],
        **FORMS[language],
        **PAGE[language],
        **REACH[language],
    }
    for language in LANGUAGES
}


def check_language(language: str) -> str:
    """Return the language, or raise OptionError where there are no words in it."""
    check_choice("language", language, LANGUAGES)
    return language


def say(key: str, language: str = "en", **values: object) -> str:
    """Return a text in a language, with values put in its places.

    Examples
    --------
    >>> say("no_value", "en", label="E-I index", reason="there are no contacts")
    'E-I index has no value: there are no contacts.'
    """
    check_language(language)
    return TEXTS[language][key].format(**values)
