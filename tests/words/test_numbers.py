"""Numbers as people read them."""

import math

import numpy as np
import pytest

from bridging.words import (
    LANGUAGES,
    amount,
    decimal,
    hundred,
    interval_text,
    limit_texts,
    near_text,
    whole,
)


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
                if " " in text:  # just under 100
                    end = number(text.split()[-1], language) / times
                    assert end in (0.0, 1.0) and 0 < abs(value - end) < 0.01
                    assert ("under" in text or "onder" in text) == (value < end)
                    continue
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
    assert near_text(1.002) == "1.002" and near_text(1.0002, "nl") == "net boven 1"
    assert hundred(0.9996) == "just under 100" and hundred(0.66, "nl") == "66"


def test_thousands_stand_apart_with_decimals_too():
    assert amount(879234.55) == "879,234.6" and amount(879234.55, "nl") == "879.234,6"
    assert whole(1234.5, "nl") == "1.234,5" and whole(1000) == "1,000"
    assert amount(math.nan) == "–" and amount(-math.inf) == "−∞"


def test_numbers_of_no_size_that_anybody_reads_have_a_power_of_ten():
    """The upper limit of a ratio of which the log is hardly known may be 10 to the 300."""
    assert decimal(3e43) == "3.00 × 10⁴³" and decimal(-1.5e300, "nl", 1) == "−1,5 × 10³⁰⁰"
    assert whole(2e30, "nl") == "2,0 × 10³⁰" and interval_text(0.3, 4e44) == "0.30 to 4.00 × 10⁴⁴"
    assert limit_texts(1e30, 1.0000001e30) == ("1.0000000 × 10³⁰", "1.0000001 × 10³⁰")
