"""Check the built site: links lead somewhere, pictures have words, and no other host is asked.

    python docs/check_site.py docs/_build

Links to other sites are not followed: only their form is checked, so that it works offline. Then
the pages are opened in a browser, where there is one (`check_browser.py`).
"""

import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

# what a browser fetches by itself, and in which attribute it is named
FETCHED = {
    "script": "src",
    "img": "src",
    "link": "href",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
    "embed": "src",
    "object": "data",
    "image": "href",
    "use": "href",
}
NOT_FETCHED = {"next", "prev", "index", "search", "canonical", "author", "license"}


class Page(HTMLParser):
    """Anchors, links, fetched addresses and pictures without words of one page."""

    def __init__(self, text):
        """Read a page."""
        super().__init__()
        self.anchors, self.links, self.fetched, self.problems = set(), [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        """Note what one element names."""
        values = dict(attributes)
        self.anchors.update(values[name] for name in ("id", "name") if values.get(name))
        if tag == "a" and values.get("href"):
            self.links.append(values["href"])
        if tag in FETCHED and values.get(FETCHED[tag]):
            kind = set((values.get("rel") or "").split()) if tag == "link" else set()
            listed = self.links if kind & NOT_FETCHED else self.fetched
            listed.append(values[FETCHED[tag]])
        if tag == "img" and not values.get("alt"):
            self.problems.append(f"picture without words: {values.get('src', '')[:60]}")


def check_site(folder):
    """Name everything that is wrong in a folder of pages."""
    folder = Path(folder)
    pages = {
        file.resolve(): Page(file.read_text(encoding="utf-8")) for file in folder.rglob("*.html")
    }
    found = [] if pages else [f"{folder}: no pages"]
    for file, page in sorted(pages.items()):
        name = file.relative_to(folder.resolve()).as_posix()
        wrong = list(page.problems)
        for address in page.fetched:
            parts = urlsplit(address)
            if parts.scheme != "data" and (parts.scheme or parts.netloc):
                wrong.append(f"fetched from another host: {address}")
            else:
                wrong += check_link(address, file, pages)
        for address in page.links:
            wrong += check_link(address, file, pages)
        found += [f"{name}: {text}" for text in dict.fromkeys(wrong)]
    for style in sorted(folder.rglob("*.css")):
        asked = re.findall(
            r"(?:url\(|@import)\s*[\"']?(?:https?:)?//[^\"')]*", style.read_text("utf-8")
        )
        found += [f"{style.relative_to(folder).as_posix()}: asks {address}" for address in asked]
    return found


def check_link(address, file, pages):
    """Say what is wrong with one link of a page: a list of nothing or one sentence."""
    parts = urlsplit(address)
    if parts.scheme in ("data", "mailto"):
        return []
    if parts.scheme or parts.netloc:
        good = parts.scheme in ("http", "https") and "." in parts.netloc and " " not in address
        return [] if good else [f"not an address: {address}"]
    target = (file.parent / unquote(parts.path)).resolve() if parts.path else file
    if not target.exists():
        return [f"leads nowhere: {address}"]
    anchor = unquote(parts.fragment)
    if anchor and target in pages and anchor not in pages[target].anchors:
        return [f"no such place on the page: {address}"]
    return []


if __name__ == "__main__":
    import check_browser

    problems = check_site(sys.argv[1]) + check_browser.main(sys.argv[1])
    print("\n".join(problems), file=sys.stderr)
    sys.exit(1 if problems else 0)
