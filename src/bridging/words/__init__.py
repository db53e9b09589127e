"""What people read: numbers, sentences and texts, in English and Dutch."""

from bridging.words.card import card_sentences, withdrawn_of, withdrawn_text
from bridging.words.chain import chain_sentences
from bridging.words.comparison import comparison_sentences
from bridging.words.findings import finding_sentences
from bridging.words.labels import higher_text, meaning_text, measure_label, measure_subject
from bridging.words.method import method_text
from bridging.words.numbers import (
    amount,
    day_text,
    decimal,
    hundred,
    interval_text,
    limit_texts,
    near_text,
    of_hundred,
    p_text,
    percent,
    reads_one,
    whole,
)
from bridging.words.problems import problem_words, system_words
from bridging.words.reasons import all_left_out_text, left_out_text, reason_text, undefined_text
from bridging.words.sentences import no_opportunity, result_sentence
from bridging.words.texts import LANGUAGES, TEXTS, check_language, say
from bridging.words.usage import usage_words

__all__ = [
    "LANGUAGES",
    "TEXTS",
    "all_left_out_text",
    "amount",
    "card_sentences",
    "chain_sentences",
    "check_language",
    "comparison_sentences",
    "day_text",
    "decimal",
    "finding_sentences",
    "higher_text",
    "hundred",
    "interval_text",
    "left_out_text",
    "limit_texts",
    "meaning_text",
    "measure_label",
    "measure_subject",
    "method_text",
    "near_text",
    "no_opportunity",
    "of_hundred",
    "p_text",
    "percent",
    "problem_words",
    "reads_one",
    "reason_text",
    "result_sentence",
    "say",
    "system_words",
    "undefined_text",
    "usage_words",
    "whole",
    "withdrawn_of",
    "withdrawn_text",
]
