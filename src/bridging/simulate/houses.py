"""What makes each of the five synthetic houses, after the words of the source on its five cases.

The source (see `five_houses`) gives no counts: every number here is invented. What it does not
say of a case is unknown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

BELGIAN, FOREIGN = "Belgian background", "foreign background"
LOW, MIDDLE, HIGH = "low", "middle", "high"
UNKNOWN = ""


@dataclass(frozen=True, kw_only=True)
class House:
    """What makes one house: its opening hours, whom it reaches, and how much they meet.

    `mix` gives families by origin and ses. `visitors` gives for each opening how many come,
    `meetings` how many meetings there are for every visitor. `choice_origin` and `choice_ses` are
    the weight of somebody from across as the next partner, against somebody of one's own group.
    `once` is a family that comes a single time, to the quietest opening; `clock` says whether the
    house writes down when people come and go; `spelling` is how it writes the groups; `reference`
    is the (invented) neighbourhood.
    """

    number: int
    setting: str
    targeting: str
    activity: Sequence[str]
    weekday: int
    start: str
    mix: dict[tuple[str, str], int]
    visitors: Sequence[int]
    meetings: float
    choice_origin: float = 1.0
    choice_ses: float = 1.0
    once: tuple[str, str] | None = None
    volunteers: int = 2
    clock: bool = False
    spelling: dict[str, str]
    reference: dict[str, dict[str, int]]

    @property
    def site(self) -> str:
        """The name of the site."""
        return f"house-{self.number}"


SWAP = "ontmoeting gekoppeld aan een moment van ruilen"

HOUSES = (
    # Case 1: linked to swapping; vulnerable parents, mainly of foreign origin. One family of
    # Belgian background comes, once.
    House(
        number=1,
        setting=SWAP,
        targeting="",
        activity=["ruilen"],
        weekday=2,
        start="09:30",
        mix={(FOREIGN, LOW): 21},
        once=(BELGIAN, LOW),
        visitors=[8, 11, 9, 12, 7, 10, 12, 9, 4, 11, 10],
        meetings=0.7,
        choice_origin=0.0,
        spelling={BELGIAN: "BE", FOREIGN: "niet-BE", LOW: "laag", UNKNOWN: "?"},
        reference={
            "origin": {BELGIAN: 310, FOREIGN: 265},
            "ses": {LOW: 205, MIDDLE: 230, HIGH: 140},
        },
    ),
    # Case 2: open to everybody, hardly anybody comes. Who they are, the source does not say.
    House(
        number=2,
        setting="ontmoetingsruimte en activiteiten, toegankelijk voor iedereen",
        targeting="iedereen",
        activity=["ontmoetingsruimte", "activiteit"],
        weekday=4,
        start="14:00",
        mix={(UNKNOWN, UNKNOWN): 7},
        visitors=[1, 0, 2, 1, 0, 3, 0, 2, 1, 2],
        meetings=0.3,
        volunteers=1,
        spelling={UNKNOWN: ""},
        reference={},
    ),
    # Case 3: specifically for vulnerable parents. Their origin is not stated.
    House(
        number=3,
        setting="ontmoeting",
        targeting="maatschappelijk kwetsbare ouders",
        activity=[""],
        weekday=1,
        start="09:00",
        mix={(UNKNOWN, LOW): 17},
        visitors=[7, 6, 9, 8, 10, 7, 5, 9, 8, 8],
        meetings=0.8,
        spelling={LOW: "kansarm", UNKNOWN: ""},
        reference={"ses": {LOW: 150, MIDDLE: 260, HIGH: 120}},
    ),
    # Case 4: as case 1, and nobody from across at all.
    House(
        number=4,
        setting=SWAP,
        targeting="",
        activity=["ruilen"],
        weekday=3,
        start="13:30",
        mix={(FOREIGN, LOW): 19},
        visitors=[6, 8, 7, 10, 9, 11, 8, 7, 10, 9, 8],
        meetings=0.7,
        spelling={FOREIGN: "buitenlandse achtergrond", LOW: "kwetsbaar", UNKNOWN: "onbekend"},
        reference={
            "origin": {BELGIAN: 280, FOREIGN: 190},
            "ses": {LOW: 170, MIDDLE: 190, HIGH: 110},
        },
    ),
    # Case 5: both origins sought and reached; many in poverty.
    House(
        number=5,
        setting="ontmoeting",
        targeting="ouders van Belgische en van buitenlandse herkomst",
        activity=[""],
        weekday=0,
        start="09:30",
        mix={
            (BELGIAN, LOW): 13,
            (BELGIAN, MIDDLE): 4,
            (BELGIAN, HIGH): 2,
            (FOREIGN, LOW): 20,
            (FOREIGN, MIDDLE): 2,
            (FOREIGN, HIGH): 1,
        },
        visitors=[14, 17, 18, 15, 19, 20, 17, 18, 16, 20, 19, 18],
        meetings=1.1,
        choice_origin=0.9,
        choice_ses=0.6,
        volunteers=3,
        clock=True,
        spelling={
            BELGIAN: "Belgische achtergrond",
            FOREIGN: "buitenlandse achtergrond",
            LOW: "laag",
            MIDDLE: "midden",
            HIGH: "hoog",
            UNKNOWN: "onbekend",
        },
        reference={
            "origin": {BELGIAN: 365, FOREIGN: 330},
            "ses": {LOW: 240, MIDDLE: 285, HIGH: 170},
        },
    ),
)

LINES: dict[str, dict[str, Any]] = {
    "origin": {
        "label": {"en": "Origin", "nl": "Herkomst"},
        "groups": [BELGIAN, FOREIGN],
        "group_labels": {"nl": ["Belgische achtergrond", "buitenlandse achtergrond"]},
        "values": {
            "BE": BELGIAN,
            "Belgische achtergrond": BELGIAN,
            "niet-BE": FOREIGN,
            "buitenlandse achtergrond": FOREIGN,
        },
        "unknown": ["", "?", "onbekend"],
    },
    "ses": {
        "label": {"en": "Socio-economic position", "nl": "Sociaaleconomische positie"},
        "ordered": True,
        "groups": [LOW, MIDDLE, HIGH],
        "group_labels": {"nl": ["laag", "midden", "hoog"]},
        "values": {"laag": LOW, "kwetsbaar": LOW, "kansarm": LOW, "midden": MIDDLE, "hoog": HIGH},
        "unknown": ["", "?", "onbekend"],
    },
}
