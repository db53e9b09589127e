"""What sites and lines are called on the page."""

from bridging.records import Line
from bridging.report.line_counts import ALL
from bridging.study import Study
from bridging.words import say


class Names:
    """Names to show, in a language; user text is passed on as it is."""

    def __init__(self, study: Study, language: str) -> None:
        self.language = language
        sites = study.records.tables["sites"]
        self.of_site = {site: site for site in study.sites}
        if "name" in sites:
            named = sites[sites["name"].notna()]
            self.of_site |= dict(zip(named["site"], named["name"], strict=True))
        if len(study.sites) == 1 and self.of_site[study.sites[0]] == "site":
            self.of_site = {study.sites[0]: study.title or say("page.site", language)}

    def row(self, unit: str) -> str:
        """Name a row: a site, or all of them."""
        return say("page.all", self.language) if unit == ALL else self.of_site.get(unit, unit)

    def rows(self, units: tuple[str, ...]) -> dict[str, str]:
        """Name several rows."""
        return {unit: self.row(unit) for unit in units}

    def withheld_needs(self, minimum: int) -> str:
        """Say of a withheld row what would be needed; other sites come in only where there are."""
        key = "page.withheld_needs" + ("_1" if len(self.of_site) == 1 else "")
        return say(key, self.language, n=minimum)

    def line(self, line: Line) -> str:
        """Name a line."""
        return line.text(self.language)
