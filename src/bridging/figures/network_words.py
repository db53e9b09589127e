"""What a network shows, in words: its title, its groups and its alternative."""

from collections.abc import Mapping
from typing import Any

from bridging.errors import OptionError
from bridging.figures.groups import MOST_GROUPS, groups_alternative
from bridging.figures.mixing import mixing_alternative
from bridging.figures.network_data import (
    ACROSS,
    KINDS,
    UNCLEAR,
    Network,
    by_person,
    check_publishable,
    find_network,
)
from bridging.figures.style import NO_NAMES, wrapped
from bridging.privacy import MINIMUM, check_audience
from bridging.records import Line
from bridging.study import Study
from bridging.words import check_language, say, whole


def network_line(study: Study, line: str | None) -> Line:
    """Return the line; a network has no place for numbers."""
    chosen = study.line(line)
    if not chosen.groups:
        raise OptionError(
            f"`line` must have groups, not numbers as {chosen.name!r} has. "
            "Give it cut points: cuts = [...] and groups = [...]."
        )
    return chosen


def network_alternative(
    study: Study,
    line: str | None = None,
    session: str | None = None,
    language: str = "en",
    *,
    audience: str = "publication",
    minimum: int = MINIMUM,
    names: Mapping[str, str] = NO_NAMES,
) -> str:
    """Describe the figure of a network in words.

    The options are those of the figure.

    Examples
    --------
    >>> import bridging as br
    >>> house = br.simulate.five_houses().select(sites=["house-5"])
    >>> network_alternative(house, "origin", audience="team").split(". ")[0][:44]
    'A network: a dot for each of 44 people, a li'
    """
    check_language(language)
    check_audience(audience, minimum)
    chosen = network_line(study, line)
    if not by_person(study):
        check_publishable(study, chosen.name, session, audience, minimum)
        matrix = study.select(sessions=session).mixing(chosen.name)
        called = dict(zip(chosen.groups, chosen.group_texts(language), strict=True))
        options: Any = {"audience": audience, "minimum": minimum, "names": called}
        tell = groups_alternative if len(called) <= MOST_GROUPS else mixing_alternative
        return tell(matrix, language, **options)
    network = find_network(study, chosen.name, session)
    check_publishable(study, chosen.name, session, audience, minimum, network)
    number = {kind: whole((network.kind() == kind).sum(), language) for kind in KINDS}
    people, pairs = whole(network.shown.sum(), language), whole(len(network.pairs), language)
    parts = [say("alt.network", language, people=people, pairs=pairs, **number)]
    groups = named_groups(network, chosen.group_texts(language), language)
    parts.append(say("alt.network.groups", language, parts="; ".join(groups.values())))
    if (network.kind() == UNCLEAR).any():
        parts.append(say("alt.network.unclear", language, n=number[UNCLEAR]))
    if network.silent.any():
        text = silent_text(network, language)
        parts.append(text[0].upper() + text[1:] + ".")
    if len(network.together):
        together = whole(len(network.together), language)
        parts.append(say("alt.network.together", language, n=together))
    if session is not None:
        return say(
            "figure.network.session",
            language,
            session=names.get(session, session),
            text=" ".join(parts),
        )
    return " ".join(parts)


def network_title(
    network: Network, session: str | None, language: str, names: Mapping[str, str]
) -> str:
    """Say how many people and pairs there are, and of which session."""
    people, pairs = whole(network.shown.sum(), language), whole(len(network.pairs), language)
    across = whole((network.kind() == ACROSS).sum(), language)
    text = say("figure.network.title", language, people=people, pairs=pairs, across=across)
    if network.tallied:
        text = say("figure.network.tallied", language, text=text)
    if session is not None:
        name = names.get(session, session)
        text = say("figure.network.session", language, session=name, text=text)
    return wrapped(text, 84)


def named_groups(network: Network, groups: tuple[str, ...], language: str) -> dict[str, str]:
    """Name the groups with how many people of them were there."""
    texts = {}
    for group, name in [*enumerate(groups), (-1, "")]:
        number = len(network.of_group(group))
        n = whole(number, language)
        if group >= 0:
            texts[f"group {group}"] = say("figure.network.group", language, group=name, n=n)
        elif number:
            texts["unknown"] = say("figure.network.unknown", language, n=n)
    return texts


def silent_text(network: Network, language: str) -> str:
    """Say how many people were there without contact."""
    key = "silent" if network.presence else "listed"
    return say(f"figure.network.{key}", language, n=whole(network.silent.sum(), language))
