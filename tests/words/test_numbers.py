"""Numbers as people read them."""

import math

import numpy as np
import pytest

from bridging.words import LANGUAGES, amount, hundred, interval_text, limit_texts, near_text, whole


def number(text, language):
    """Read a number back."""
    return float(text.replace("−", "-").replace(",", ".") if language == "nl" else text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_ends_of_an_interval_differ_and_none_but_0_and_1_read_so(language):
    rng = np.random.default_rng(0)
    for low, wide in zip(rng.random(300), 10 ** -rng.uniform(0, 5, 300), strict=True):
        high = low + wide
        for digits, times in ((2, 1.0), (0, 100.0)):
            texts = limit_texts(low, high, language, digits, times)
            assert texts[0] != texts[1]
            for value, text in zip((low, high), texts, strict=True):
                assert number(text, language) / times not in (0.0, 1.0)
                decimals = len(text.replace(",", ".").partition(".")[2])
                assert abs(number(text, language) - times * value) <= 0.51 * 10**-decimals


def test_of_limits_that_are_there_or_nowhere():
    assert limit_texts(0.0, 1.0) == ("0.00", "1.00")
    assert limit_texts(0.5, 0.5) == ("0.50", "0.50")
    assert limit_texts(0.5, math.inf, "nl") == ("0,50", "∞")
    assert limit_texts(math.nan, math.nan) == ("–", "–")
    assert interval_text(0.659, 0.663, "nl") == "0,659 tot 0,663"
    assert interval_text(0.43, 0.998) == "0.43 to 0.998"
    assert near_text(1.002) == "1.002"
    assert hundred(0.9996) == "99.96" and hundred(0.66, "nl") == "66"


def test_thousands_stand_apart_with_decimals_too():
    assert amount(879234.55) == "879,234.6" and amount(879234.55, "nl") == "879.234,6"
    assert whole(1234.5, "nl") == "1.234,5" and whole(1000) == "1,000"
    assert amount(math.nan) == "–" and amount(-math.inf) == "−∞"
