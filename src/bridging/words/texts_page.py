"""Texts of the report, in each language."""

from collections.abc import Mapping

from bridging.words.texts_page_back_en import BACK_EN
from bridging.words.texts_page_back_nl import BACK_NL
from bridging.words.texts_page_en import PAGE_EN
from bridging.words.texts_page_nl import PAGE_NL

PAGE: Mapping[str, Mapping[str, str]] = {
    "en": {**PAGE_EN, **BACK_EN},
    "nl": {**PAGE_NL, **BACK_NL},
}
