"""Problems in Dutch: every sentence that the checks of the records can say."""

import ast
from pathlib import Path

import pytest

import bridging as br
from bridging.records import problems as records
from bridging.words import problem_words
from bridging.words.texts_problems import DUTCH

FOLDER = Path(records.__file__).parent


def literal(node):
    """The text of a string in the source, with XX for what is filled in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(v.value if isinstance(v, ast.Constant) else "XX" for v in node.values)
    return ""


def said():
    """Problems and hints as they stand in the calls that report them."""
    for file in sorted(FOLDER.glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            named = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            if named and node.func.attr in ("add", "report", "set_aside"):
                texts = [literal(argument) for argument in node.args[3:5]]
                yield from (text for text in texts if " " in text and not text.startswith("XX"))


@pytest.mark.parametrize("text", sorted(set(said())))
def test_every_problem_has_dutch_words(text):
    text = text.replace("were XX, because", "were made of its cuts, because")
    text = text.replace("[tables].XX", "[tables]. Did you mean 'x'?")
    words, language = problem_words(text, "nl")
    assert language == "nl" and words != text


def test_names_are_filled_in_as_they_are():
    words, _ = problem_words("`{x}` must be one of the groups of line 'a.b': 'l', '{m}'.", "nl")
    assert words == "`{x}` moet een van de groepen van grens 'a.b' zijn: 'l', '{m}'."


def test_what_is_not_known_stays_english_as_a_whole():
    text = "`x` must be a number. Something new."
    assert problem_words(text, "nl") == (text, "en") and problem_words("", "nl") == ("", "nl")


def test_both_sides_have_the_same_places():
    import re

    for english, dutch in DUTCH:
        assert set(re.findall(r"{(\w+)}", dutch)) <= set(re.findall(r"{(\w+)}", english))


def test_problems_of_records_are_dutch():
    study = br.Study.from_frames(
        participants={"participant": ["a", "b", "b"], "g": ["x", "y", "z"]},
        attendance={"participant": ["a", "b", "c", "a"], "arrival": ["14:00", "?", "", "15:00"]},
        encounters={"source": ["a", "a"], "target": ["b", "a"], "minutes": [-1, 2]},
        lines={"g": ["x", "y"]},
    )
    problems = study.problems()
    assert len(problems) > 4
    for column in ("problem", "hint"):
        assert all(problem_words(text, "nl")[1] == "nl" for text in problems[column])


def test_names_that_columns_were_understood_as_are_joined_in_dutch():
    english = "Columns were understood: 'plaats' as 'site', 'as' as 'group'."
    assert problem_words(english, "nl") == (
        "Kolommen zijn herkend: 'plaats' als 'site', 'as' als 'group'.",
        "nl",
    )


@pytest.mark.parametrize(
    ("values", "near"),
    [
        (["Belgische  Achtergrond", "x"], "Capitals and spaces count:"),
        (
            ["Belgische  Achtergrond", "belgische achtergrond"],
            "Did you mean 'belgische achtergrond'?",
        ),
        (["belgisch achtergrond", "Belgischeachtergrond"], "Did you mean 'belgische achtergrond'?"),
        (["x", "y"], ""),
        # spaces around a group are no part of it
        ([" belgische achtergrond ", "andere\t"], None),
    ],
)
def test_a_group_that_is_spelled_otherwise_is_suggested(values, near):
    study = br.Study.from_frames(
        participants={"participant": ["a", "b"], "g": values},
        lines={"g": [" belgische achtergrond", "andere"]},
    )
    hints = study.problems()["hint"].tolist()
    assert len(hints) == (near is not None)
    for hint in hints:
        assert hint.startswith(near or "The value is read as unknown.")
        said, language = problem_words(hint, "nl")
        assert language == "nl" and ("Bedoelde je 'belgische achtergrond'?" in said) == (
            (near or "").startswith("Did you")
        )


@pytest.mark.parametrize(
    ("english", "dutch"),
    [
        ("Folder 'x' can't be written: Permission denied.",
         "Map 'x' kan niet geschreven worden: dat mag je niet."),
        ("`by` must be a known name, not 'q'. There are: 'a', 'b' and 3 more.",
         "`by` moet een naam zijn die er is, niet 'q'. Er zijn: 'a', 'b' en 3 meer."),
        ("Table 'e' must have 'source' and 'target', or 'encounter'; 'source' can't be found.",
         "Tabel 'e' moet 'source' en 'target', of 'encounter' hebben; 'source' is er niet."),
        ("Folder 'x' can't be written: it holds something else than the sample 'y'.",
         "Map 'x' kan niet geschreven worden: er staat iets anders in dan het voorbeeld 'y'."),
    ],
)  # fmt: skip
def test_what_stands_between_names_is_dutch_too(english, dutch):
    assert problem_words(english, "nl") == (dutch, "nl")
