"""Worlds with known truth: meeting places made by a seed and a few knobs."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from bridging.simulate.recipe import SES_GROUPS, Bools, Floats, Ints, Recipe
from bridging.study import Study

Frames = dict[str, pd.DataFrame]

FORMS = ("greeting", "talk", "exchange")
FORM_SHARES = (0.3, 0.5, 0.2)
MEAN_MINUTES = (1.0, 6.0, 10.0)
OCCASIONS = ("child", "staff", "volunteer", "activity", "nobody")
OCCASION_SHARES = (0.35, 0.10, 0.10, 0.20, 0.25)
FAMILY_SIZES = (0.5, 0.35, 0.15)
FIRST_DAY = pd.Timestamp("2025-01-06")
FIRST_HOUR = pd.Timedelta(hours=9)
SLOT_HOURS = 3


def world(
    *,
    seed: int,
    sites: int = Recipe.sites,
    sessions: int = Recipe.sessions,
    people: int = Recipe.people,
    families: bool = Recipe.families,
    groups: Sequence[str] = Recipe.groups,
    shares: Sequence[float] = Recipe.shares,
    attendance: float | Sequence[float] = Recipe.attendance,
    separation: float = Recipe.separation,
    contact_chance: float = Recipe.contact_chance,
    talkativeness: float | Sequence[float] = Recipe.talkativeness,
    talkativeness_spread: float = Recipe.talkativeness_spread,
    partner_choice: float = Recipe.partner_choice,
    persistence: float = Recipe.persistence,
    liveliness: Sequence[float] = Recipe.liveliness,
    unknown: float = Recipe.unknown,
    ses_shares: Sequence[float] | None = Recipe.ses_shares,
    association: float = Recipe.association,
    ses_choice: float = Recipe.ses_choice,
) -> Study:
    """Make a synthetic study whose truth is known, because the knobs below made it.

    People, visits, contacts and the details of contacts are drawn from streams of their own.
    Two worlds with one seed that differ in `partner_choice` have the same people and the same
    visits; a world with one more site has the same first sites.

    Parameters
    ----------
    seed : int
        The same seed and knobs give the same records.
    sites, sessions, people : int
        Sites; openings of each site, one a week; people who know of each site. Somebody who
        never comes is among the participants and has no attendance.
    families : bool
        Cut each group into families of one, two or three (50, 35 and 15 %), who always come
        together (`company`) and are then no contact of each other. A family has one group.
    groups, shares : sequence
        The groups of the line `origin`, and their shares among the people of a site, which are
        kept exactly, up to whole people.
    attendance : float or sequence of float, one per group
        Chance that a person (with `families`, a family) comes to an opening: the visits a person
        makes, as a share of the openings.
    separation : float, 0 to 1
        How far groups come to different openings. Openings take turns in slots, one slot for
        each group. Of K groups, a group comes to its own slot with chance
        ``attendance * (1 + separation * (K - 1))`` and to others with
        ``attendance * (1 - separation)``: 0 is no difference, 1 is never together. The mean
        over slots, so the visits made, stays the same.
    contact_chance : float, 0 to 1
        Chance that two people present together, who did not come together, meet in that session,
        where all knobs below are neutral.
    talkativeness : float or sequence of float, one per group
        Factor on the odds of every contact of a person of that group. Where contacts are rare,
        contacts per visit of the groups have these ratios.
    talkativeness_spread : float
        Differences in talkativeness between persons of a group: the standard deviation of the
        log of a factor with mean 1.
    partner_choice : float
        Odds of contact of a pair from different groups against a pair of one group, all else
        equal: 1 is no preference, below 1 people keep to their own.
    persistence : float
        Pairs that meet again: the standard deviation of the log of a factor, with mean 1, on the
        odds of a pair in all its sessions. It has nothing to do with groups.
    liveliness : sequence of float
        Factors on the odds of contact, by opening in turn. With as many factors as groups, it is
        the liveliness of each slot: contacts then fall at times when the mix is another.
    unknown : float, 0 to 1
        Share of people whose groups were not written down. They behave by them all the same.
    ses_shares : sequence of three floats, optional
        Adds the ordered line `ses` with these shares of low, middle and high.
    association : float, 0 to 1
        Share of people (families) whose `ses` follows from their place in the order of `groups`;
        for the others it is drawn without regard to it.
    ses_choice : float
        As `partner_choice`, for pairs of different `ses`.

    Returns
    -------
    Study
        With ``synthetic=True``, and tables sites, sessions (with `slot`), participants,
        attendance and encounters, with minutes, form, occasion and who began it (drawn without
        regard to groups).

    Raises
    ------
    OptionError
        A knob out of its range, or one that asks for a chance above 1.

    Notes
    -----
    What is true follows from the knobs. With n people of a group and c its chance to come in a
    slot (see `separation`), and without families:

    - *visitors*, everybody having come: the crossing share of pairs of different people,
      ``1 - sum(n (n - 1)) / (N (N - 1))``.
    - *visits*: expected crossing pairs ``n a * m b`` over all pairs, these and, within a group,
      ``n (n - 1) / 2 * a**2``, with a and b the two groups' `attendance`.
    - *present*: the same with the chances of a slot, crossing and all pairs each summed over the
      slots first.
    - the odds ratio of contact, crossing against same pairs present together, is
      `partner_choice`, given the two persons' talkativeness and the pair's persistence. Where
      these spread (or differ by group), the odds ratio over all pairs together is another.
    - with two groups whose shares equal those of two groups of `ses` (the third share 0), phi
      between the lines is `association`.

    Examples
    --------
    >>> from bridging.simulate import world
    >>> study = world(seed=1, people=20, sessions=4, partner_choice=0.5)
    >>> study.synthetic
    True
    >>> list(study.lines)
    ['origin']
    """
    knobs = {name: value for name, value in locals().items() if name in Recipe.__annotations__}
    recipe = Recipe(**knobs)
    frames = _site_by_site(np.random.default_rng(seed), recipe)
    return Study.from_frames(
        **frames,
        lines=world_lines(recipe),
        title=f"A simulated world (seed {seed})",
        synthetic=True,
        language="en",
        purpose="Made by a computer, to try methods on records whose truth is known.",
    )


def world_frames(rng: np.random.Generator, **knobs: Any) -> Frames:
    """Return the tables of a world as data frames, without checking them as a study.

    Parameters
    ----------
    rng : numpy.random.Generator
        Every call spawns new streams from it: a second call gives another world.
    **knobs
        As in `world`.

    Examples
    --------
    >>> import numpy as np
    >>> from bridging.simulate.world import world_frames
    >>> frames = world_frames(np.random.default_rng(1), people=20, sessions=4)
    >>> list(frames)
    ['sites', 'sessions', 'participants', 'attendance', 'encounters']
    >>> len(frames["participants"])
    20
    """
    return _site_by_site(rng, Recipe(**knobs))


def world_lines(recipe: Recipe) -> dict[str, Any]:
    """Return the lines of a world, as `Study.from_frames` takes them."""
    lines: dict[str, Any] = {"origin": list(recipe.groups)}
    if recipe.ses_shares is not None:
        lines["ses"] = {"ordered": True, "groups": list(SES_GROUPS)}
    return lines


def _site_by_site(rng: np.random.Generator, recipe: Recipe) -> Frames:
    """Make every site from a stream of its own and put the tables under each other."""
    made = [
        _site_frames(site_rng, recipe, f"site-{number}")
        for number, site_rng in enumerate(rng.spawn(recipe.sites), 1)
    ]
    if len(made) == 1:
        return made[0]
    return {name: pd.concat([one[name] for one in made], ignore_index=True) for name in made[0]}


def _site_frames(rng: np.random.Generator, recipe: Recipe, site: str) -> Frames:
    people_rng, talk_rng, visits_rng, contacts_rng, details_rng, unknown_rng = rng.spawn(6)
    group = np.repeat(np.arange(len(recipe.groups)), whole_counts(recipe.people, recipe.shares))
    family = _families(people_rng, group, recipe.families)
    ses = _ses(people_rng, family, recipe)
    present = _visits(visits_rng, recipe, group, family)
    odds = _pair_odds(talk_rng, recipe, group, ses)
    session, first, second = _contacts(contacts_rng, recipe, present, family, odds)
    participants = _participants(unknown_rng, recipe, site, group, family, ses)
    sessions = _sessions(recipe, site)
    ids = participants["participant"].to_numpy(dtype=object)
    session_ids = sessions["session"].to_numpy(dtype=object)
    return {
        "sites": pd.DataFrame({"site": [site], "setting": ["simulated"]}),
        "sessions": sessions,
        "participants": participants,
        "attendance": _attendance(recipe, ids, session_ids, present, family),
        "encounters": _encounters(details_rng, session_ids[session], ids[first], ids[second]),
    }


def whole_counts(total: int, shares: Sequence[float]) -> Ints:
    """Divide `total` people by shares: whole numbers, the largest remainders rounded up.

    Examples
    --------
    >>> whole_counts(10, [0.55, 0.45]).tolist()
    [6, 4]
    """
    exact = np.asarray(shares, dtype=float) * total
    counts = np.floor(exact + 1e-9).astype(np.int64)
    remainder = exact - counts
    counts[np.argsort(-remainder, kind="stable")[: total - counts.sum()]] += 1
    return counts


def _families(rng: np.random.Generator, group: Ints, families: bool) -> Ints:
    """Cut the people, who stand by group, into families that do not cross a group."""
    if not families:
        return np.arange(len(group))
    # A person begins a family where the drawn sizes say so, and wherever a group begins.
    sizes = rng.choice([1, 2, 3], size=len(group), p=FAMILY_SIZES)
    begins = np.zeros(len(group), dtype=bool)
    begins[np.cumsum(sizes)[np.cumsum(sizes) < len(group)]] = True
    begins[1:] |= group[1:] != group[:-1]
    return np.cumsum(begins).astype(np.int64)


def _ses(rng: np.random.Generator, family: Ints, recipe: Recipe) -> Ints:
    """Draw the code of `ses` of each person; one for a family. All 0 where there is no such line."""
    if recipe.ses_shares is None:
        return np.zeros(len(family), dtype=np.int64)
    follows, drawn = rng.random((2, len(family)))
    order = (np.arange(len(family)) + 0.5) / len(family)
    rank = np.where(follows < recipe.association, order, drawn)
    code = np.searchsorted(np.cumsum(recipe.ses_shares)[:-1], rank, side="right")
    head = np.searchsorted(family, family)
    return np.asarray(code[head], dtype=np.int64)


def _visits(rng: np.random.Generator, recipe: Recipe, group: Ints, family: Ints) -> Bools:
    """Who is present, of shape (sessions, people); families come as one."""
    slot = np.arange(recipe.sessions) % len(recipe.groups)
    chance = recipe.chances()[slot][:, group]
    drawn = rng.random((recipe.sessions, len(group)))
    return np.asarray(drawn[:, np.searchsorted(family, family)] < chance)


def _pair_odds(rng: np.random.Generator, recipe: Recipe, group: Ints, ses: Ints) -> Floats:
    """Odds of contact of every two people, of shape (people, people), before liveliness."""
    spread = recipe.talkativeness_spread
    talk = recipe.per_group("talkativeness")[group] * _factor(rng, spread, (len(group),))
    base = recipe.contact_chance / (1 - recipe.contact_chance)
    odds = base * np.outer(talk, talk)
    odds *= np.where(group[:, None] != group, recipe.partner_choice, 1.0)
    odds *= np.where(ses[:, None] != ses, recipe.ses_choice, 1.0)
    if recipe.persistence:
        odds *= _factor(rng, recipe.persistence, odds.shape)
    return odds


def _factor(rng: np.random.Generator, spread: float, shape: tuple[int, ...]) -> Floats:
    """Draw factors with mean 1 whose logs have this standard deviation."""
    return np.asarray(np.exp(spread * rng.standard_normal(shape) - spread**2 / 2))


def _contacts(
    rng: np.random.Generator, recipe: Recipe, present: Bools, family: Ints, odds: Floats
) -> tuple[Ints, Ints, Ints]:
    """Draw the pairs that meet: the session, the one who comes first in the list, the other."""
    lively = np.resize(np.asarray(recipe.liveliness, dtype=float), len(present))
    sessions, firsts, seconds = [], [], []
    for number, there in enumerate(present):
        people = np.flatnonzero(there)
        i, j = np.triu_indices(len(people), k=1)
        i, j = people[i], people[j]
        pair = lively[number] * odds[i, j] * (family[i] != family[j])
        met = rng.random(len(pair)) * (1 + pair) < pair
        sessions.append(np.full(np.count_nonzero(met), number))
        firsts.append(i[met])
        seconds.append(j[met])
    return np.concatenate(sessions), np.concatenate(firsts), np.concatenate(seconds)


def _sessions(recipe: Recipe, site: str) -> pd.DataFrame:
    """One opening of two hours a week; each slot at its own hour."""
    number = np.arange(recipe.sessions)
    slot = number % len(recipe.groups)
    hours = (slot % 4) * SLOT_HOURS
    days = number * 7 + slot // 4
    start = FIRST_DAY + FIRST_HOUR + pd.to_timedelta(days * 24 + hours, unit="h")
    return pd.DataFrame(
        {
            "session": _numbered(f"{site}-session", recipe.sessions),
            "site": site,
            "start": start,
            "end": start + pd.Timedelta(hours=2),
            "slot": [f"slot {one + 1}" for one in slot],
        }
    )


def _participants(
    rng: np.random.Generator, recipe: Recipe, site: str, group: Ints, family: Ints, ses: Ints
) -> pd.DataFrame:
    columns: dict[str, Any] = {"participant": _numbered(f"{site}-person", len(group))}
    if recipe.families:
        names = np.array(_numbered(f"{site}-family", int(family[-1]) + 1), dtype=object)
        columns["family"] = names[family]
    unknown = rng.random(len(group)) < recipe.unknown
    columns["origin"] = _written(recipe.groups, group, unknown)
    if recipe.ses_shares is not None:
        columns["ses"] = _written(SES_GROUPS, ses, unknown)
    return pd.DataFrame(columns)


def _written(groups: Sequence[str], code: Ints, unknown: Bools) -> npt.NDArray[np.object_]:
    written = np.array(groups, dtype=object)[code]
    written[unknown] = None
    return np.asarray(written, dtype=object)


def _attendance(
    recipe: Recipe, ids: Any, session_ids: Any, present: Bools, family: Ints
) -> pd.DataFrame:
    """One row per visit; `company` is named where more than one of a family came."""
    session, person = np.nonzero(present)
    columns = {"participant": ids[person], "session": session_ids[session]}
    if recipe.families:
        company = np.array([f"company-{one + 1}" for one in range(family[-1] + 1)], dtype=object)
        company[np.bincount(family) == 1] = None
        columns["company"] = company[family[person]]
    return pd.DataFrame(columns)


def _encounters(rng: np.random.Generator, session: Any, first: Any, second: Any) -> pd.DataFrame:
    """Write down the contacts, with details that know nothing of groups."""
    n = len(session)
    form = rng.choice(len(FORMS), size=n, p=FORM_SHARES)
    minutes = 1 + rng.poisson(np.asarray(MEAN_MINUTES)[form] - 1)
    occasion = rng.choice(len(OCCASIONS), size=n, p=OCCASION_SHARES)
    began = rng.random(n) < 0.5
    return pd.DataFrame(
        {
            "source": first,
            "target": second,
            "session": session,
            "form": np.array(FORMS, dtype=object)[form],
            "minutes": minutes,
            "occasion": np.array(OCCASIONS, dtype=object)[occasion],
            "initiator": np.where(began, first, second),
        }
    )


def _numbered(stem: str, count: int) -> list[str]:
    """Names that sort as they are numbered: ``stem-01`` to ``stem-60``."""
    width = len(str(count))
    return [f"{stem}-{number:0{width}d}" for number in range(1, count + 1)]
