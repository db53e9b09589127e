"""What is wrong with a call of the command line, as `argparse` says it, in Dutch."""

import re

# each place in braces stands for any text
DUTCH = (
    ("argument {name}: {rest}", "argument {name}: {rest}"),
    ("the following arguments are required: {names}", "dit moet nog opgegeven worden: {names}"),
    ("one of the arguments {names} is required", "een van deze moet opgegeven worden: {names}"),
    ("unrecognized arguments: {names}", "dit is niet bekend: {names}"),
    ("expected one argument", "één waarde moet volgen"),
    ("expected at most one argument", "hoogstens één waarde kan volgen"),
    ("expected at least one argument", "minstens één waarde moet volgen"),
    ("expected {n} argument", "{n} waarde moet volgen"),
    ("expected {n} arguments", "{n} waarden moeten volgen"),
    ("not allowed with argument {name}", "kan niet samen met {name}"),
    ("ignored explicit argument {value}", "heeft geen waarde, dus ook niet {value}"),
    (
        "ambiguous option: {name} could match {names}",
        "{name} kan op meer dan één optie slaan: {names}",
    ),
    (
        "invalid choice: {value} (choose from {values})",
        "{value} kan niet; kies uit {values}",
    ),
    ("invalid int value: {value}", "{value} is geen geheel getal"),
    ("invalid float value: {value}", "{value} is geen getal"),
    ("invalid {kind} value: {value}", "{value} kan niet"),
)


def usage_words(message: str, language: str = "en") -> str:
    """Return what `argparse` says of a call in a language; as it is, where there are no words.

    Examples
    --------
    >>> usage_words("the following arguments are required: STUDIE", "nl")
    'dit moet nog opgegeven worden: STUDIE'
    >>> usage_words("argument --seed: invalid int value: 'q'", "nl")
    "argument --seed: 'q' is geen geheel getal"
    """
    if language == "en":
        return message
    for english, dutch in DUTCH:
        pattern = re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+)", re.escape(english))
        match = re.fullmatch(pattern, message, re.DOTALL)
        if match:
            places = match.groupdict()
            if "rest" in places:
                name, _, rest = message.removeprefix("argument ").partition(": ")
                places = {"name": name, "rest": usage_words(rest, language)}
            return dutch.format(**places)
    return message
