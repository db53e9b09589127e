"""What people read: numbers, sentences and texts, in English and Dutch."""

from bridging.words.method import method_text
from bridging.words.numbers import (
    day_text,
    decimal,
    hundred,
    interval_text,
    of_hundred,
    p_text,
    percent,
    reads_one,
    whole,
)
from bridging.words.reasons import left_out_text, reason_text
from bridging.words.sentences import meaning_text, measure_label, result_sentence
from bridging.words.texts import LANGUAGES, TEXTS, check_language, say

__all__ = [
    "LANGUAGES",
    "TEXTS",
    "check_language",
    "day_text",
    "decimal",
    "hundred",
    "interval_text",
    "left_out_text",
    "meaning_text",
    "measure_label",
    "method_text",
    "of_hundred",
    "p_text",
    "percent",
    "reads_one",
    "reason_text",
    "result_sentence",
    "say",
    "whole",
]
