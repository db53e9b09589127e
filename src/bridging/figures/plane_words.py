"""The plane of bonding and bridging in words."""

from collections.abc import Mapping

from bridging.figures.openings import site_names
from bridging.figures.plane_points import Plane, Point, planes_of
from bridging.figures.style import NO_NAMES
from bridging.inference import Interval
from bridging.study import Study
from bridging.words import check_language, decimal, limit_texts, percent, say


def plane_alternative(
    study: Study,
    line: str | None = None,
    language: str = "en",
    *,
    by: str = "site",
    per: str = "visit",
    confidence_level: float = 0.95,
    n_resamples: int = 99,
    seed: int = 0,
    audience: str = "team",
    minimum: int = 6,
    names: Mapping[str, str] = NO_NAMES,
) -> str:
    """Describe the plane in words.

    The options are those of the figure.

    Examples
    --------
    >>> import bridging as br
    >>> house = br.simulate.five_houses().select(sites=["house-4"])
    >>> plane_alternative(house, "origin", n_resamples=0).split(". ")[-1][:34]
    'Huis 4 (synthetisch): 13.1 within '
    """
    check_language(language)
    planes = planes_of(study, line, by, per, confidence_level, n_resamples, seed, audience, minimum)
    texts = [say("alt.plane", language, per=say(f"alt.plane.{per}", language))]
    for plane in planes:
        called = called_units(study, plane, names)
        if len(planes) > 1:
            label = plane.line.label.get(language, plane.line.name)
            texts.append(f"{names.get(plane.line.name, label)}.")
        texts += [_in_words(point, called[point.unit], language) for point in plane.points]
    return " ".join(texts)


def _in_words(point: Point, unit: str, language: str) -> str:
    """Say one unit."""
    if point.reason:
        reason = say(f"figure.plane.{point.reason}", language)
        return say("alt.plane_none", language, unit=unit, reason=reason)
    x, y = (decimal(value, language, 1) for value in (point.bonding, point.bridging))
    dealt = ""
    if point.dealt is not None:
        within, across = (decimal(value, language, 1) for value in point.dealt)
        dealt = say("alt.plane_dealt", language, x=within, y=across)
    return say(
        "alt.plane_point",
        language,
        unit=unit,
        x=x,
        y=y,
        x_limits=_limits_in_words(point.across, language),
        y_limits=_limits_in_words(point.up, language),
        dealt=dealt,
    )


def _limits_in_words(part: Interval | None, language: str) -> str:
    if part is None or part.undefined:
        return ""
    low, high = limit_texts(part.low, part.high, language, 1)
    level = percent(part.level, language)
    return " " + say("alt.plane_limits", language, level=level, low=low, high=high)


def called_units(study: Study, plane: Plane, names: Mapping[str, str]) -> dict[str, str]:
    """Return what each unit is called."""
    own = site_names(study, names) if plane.by == "site" else {}
    return {
        point.unit: own.get(point.unit, names.get(point.unit, point.unit)) for point in plane.points
    }
