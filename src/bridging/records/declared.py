"""Lines as they are declared, read from settings."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bridging.errors import StudyError, listed, suggestion
from bridging.records.lines import Line
from bridging.records.problems import Faults
from bridging.records.text import cell_text

KEYS = (
    "label",
    "column",
    "groups",
    "group_labels",
    "values",
    "unknown",
    "ordered",
    "numeric",
    "cuts",
    "made",
    "columns",
)
LANGUAGES = ("nl", "en")


def read_lines(declared: Any, faults: Faults) -> dict[str, Line]:
    """Read lines from a mapping of name to a list of groups, a mapping of settings, or a Line."""
    if declared is None:
        return {}
    if not isinstance(declared, Mapping):
        faults.add(
            "`lines` must be a mapping of names to lists of groups, "
            f"as {{'origin': ['a', 'b']}}, not {type(declared).__name__}."
        )
        return {}
    lines = {}
    for name, settings in declared.items():
        try:
            lines[str(name)] = _line(str(name), settings)
        except StudyError as error:
            faults.add(str(error))
    return lines


def _line(name: str, settings: Any) -> Line:
    if isinstance(settings, Line):
        return settings if settings.name == name else replace(settings, name=name)
    if isinstance(settings, Mapping):
        return _line_of_settings(name, settings)
    if isinstance(settings, str) or not isinstance(settings, Sequence):
        raise StudyError(
            f"Line {name!r} must be a list of groups or a mapping of settings, "
            f"not {type(settings).__name__}."
        )
    return Line(name=name, groups=_texts(name, "groups", settings))


def _line_of_settings(name: str, settings: Mapping[str, Any]) -> Line:
    for key in settings:
        if key not in KEYS:
            raise StudyError(
                f"Line {name!r} can't have a setting {key!r}.{suggestion(key, KEYS)} "
                f"There are: {listed(KEYS)}."
            )
    return Line(
        name=name,
        column=_text(name, "column", settings.get("column", "")),
        groups=_texts(name, "groups", settings.get("groups", ())),
        label=_label(name, settings.get("label", {})),
        group_labels=_group_labels(name, settings.get("group_labels", {})),
        values=_values(name, settings.get("values", {})),
        unknown=_texts(name, "unknown", settings.get("unknown", ())),
        ordered=_yes_or_no(name, "ordered", settings.get("ordered", False)),
        numeric=_yes_or_no(name, "numeric", settings.get("numeric", False)),
        cuts=_numbers(name, settings.get("cuts", ())),
        made=_text(name, "made", settings.get("made", "")),
        columns=_columns(name, settings.get("columns", {})),
    )


def _must(line: str, key: str, what: str, got: object) -> StudyError:
    return StudyError(f"`{key}` of line {line!r} must be {what}, not {type(got).__name__}.")


def _text(line: str, key: str, value: Any) -> str:
    if not isinstance(value, str):
        raise _must(line, key, "text", value)
    return value.strip()


def _texts(line: str, key: str, values: Any) -> tuple[str, ...]:
    if isinstance(values, str | Mapping) or not isinstance(values, Sequence):
        raise _must(line, key, "a list", values)
    wrong = [value for value in values if isinstance(value, list | tuple | dict)]
    if wrong:
        raise _must(line, key, "a list of texts", wrong[0])
    return tuple(_plain(value) for value in values)


def _plain(value: Any) -> str:
    text = cell_text(value)
    return text if isinstance(text, str) else ""


def _label(line: str, label: Any) -> dict[str, str]:
    if isinstance(label, str):
        return dict.fromkeys(LANGUAGES, label)
    if not isinstance(label, Mapping):
        raise _must(line, "label", 'text or a mapping of languages, as { nl = "Herkomst" }', label)
    for language in label:
        if language not in LANGUAGES:
            raise StudyError(
                f"`label` of line {line!r} must be in {listed(LANGUAGES)}, not {language!r}."
            )
    return {language: _text(line, "label", text) for language, text in label.items()}


def _group_labels(line: str, labels: Any) -> dict[str, tuple[str, ...]]:
    if not isinstance(labels, Mapping):
        raise _must(
            line, "group_labels", 'a mapping of languages, as { nl = ["laag", "hoog"] }', labels
        )
    for language in labels:
        if language not in LANGUAGES:
            raise StudyError(
                f"`group_labels` of line {line!r} must be in {listed(LANGUAGES)}, not {language!r}."
            )
    return {language: _texts(line, "group_labels", texts) for language, texts in labels.items()}


def _values(line: str, values: Any) -> dict[str, str]:
    if not isinstance(values, Mapping):
        raise _must(line, "values", "a mapping of what is written to what is meant", values)
    return {_plain(written): _plain(meant) for written, meant in values.items()}


def _columns(line: str, columns: Any) -> dict[str, str]:
    if not isinstance(columns, Mapping):
        what = 'a mapping of what the rule needs to columns, as { nationality = "nat" }'
        raise _must(line, "columns", what, columns)
    return {str(ours): _text(line, "columns", theirs) for ours, theirs in columns.items()}


def _yes_or_no(line: str, key: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise _must(line, key, "true or false", value)
    return value


def _numbers(line: str, cuts: Any) -> tuple[float, ...]:
    numbers = [cuts] if isinstance(cuts, int | float) else cuts
    if isinstance(numbers, str) or not isinstance(numbers, Sequence):
        raise _must(line, "cuts", "a list of numbers", cuts)
    for number in numbers:
        if isinstance(number, bool) or not isinstance(number, int | float):
            raise _must(line, "cuts", "a list of numbers", number)
    return tuple(float(number) for number in numbers)
