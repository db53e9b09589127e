"""The data card and withdrawn consent in words."""

from collections.abc import Mapping, Sequence

from bridging.words.texts import say

KEYS = ("basis", "seen_by", "kept", "contact")


def card_sentences(
    card: Mapping[str, str], language: str = "en", *, purpose: str | None = None
) -> list[tuple[str, bool]]:
    """Say what a data card says, and at the end what it does not say.

    Parameters
    ----------
    card : mapping of str to str
        ``basis``, ``seen_by``, ``kept``, ``contact``, as far as they were stated.
    language : {"en", "nl"}
    purpose : str, optional
        Said first, or missed, where it is given.

    Returns
    -------
    list of (str, bool)
        Each sentence, and whether it holds words of the study itself.

    Examples
    --------
    >>> card_sentences({"kept": "2030"})[0]
    ('Kept until: 2030', True)
    """
    told = {"purpose": purpose, **card} if purpose is not None else dict(card)
    keys = (("purpose",) if purpose is not None else ()) + KEYS
    label = {key: say(f"card.{key}", language) for key in keys}
    said = [
        (say("card.item", language, label=label[key], text=told[key]), True)
        for key in keys
        if told.get(key)
    ]
    missing = [key for key in keys if not told.get(key)]
    if not missing:
        return said
    parts = ", ".join(label[key].lower() for key in missing)
    how = [key for key in missing if key != "purpose"]
    texts = [say("card.missing", language, parts=parts)]
    if how:
        settings = ", ".join(f"`{key}`" for key in how)
        names = ", ".join(say(f"card.name.{key}", language) for key in how)
        texts.append(say("card.how", language, keys=settings, names=names))
    return [*said, (" ".join(texts), False)]


def withdrawn_text(number: int | None, language: str = "en") -> str:
    """Say how many people withdrew their consent; None is a few, and of nobody nothing is said.

    Examples
    --------
    >>> withdrawn_text(2), withdrawn_text(None), withdrawn_text(0)
    ('2 people withdrew their consent and are in no number.', 'A few people withdrew their \
consent and are in no number.', '')
    """
    if number == 0:
        return ""
    if number is None:
        return say("withdrawn.few", language)
    return say("withdrawn.one" if number == 1 else "withdrawn.several", language, n=number)


def withdrawn_of(results: Sequence[Mapping[str, object]]) -> int | None:
    """Return how many withdrew, from what results hold of it."""
    numbers = [one["withdrawn"] for one in results if "withdrawn" in one]
    if not numbers:
        return 0
    return None if None in numbers else max(int(str(number)) for number in numbers)
