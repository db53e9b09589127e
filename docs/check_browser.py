"""Open the built site in headless Chromium: what a reader, a keyboard and a screen reader meet.

    python docs/check_browser.py docs/_build/html

Every page: nothing on the console, nothing asked of another host. Pages written by hand, notebooks
and some of the reference: the rules of axe-core too, on a light and a dark screen, and the order of
the keyboard. The search finds what is there. Without Chromium or axe-core it says what it leaves out.
"""

import os
import sys
from pathlib import Path

from browser import Browser, find_chromium

ROOT = Path(__file__).resolve().parents[1]
API = "made/api/"
SOME_OF_API = ("bridging.read_study", "bridging.Study", "bridging.measures.ei_index")
SEARCHED = {"suppression": "howto/publish", "shuffling": "explanation/shuffling"}
MOST_BOXES = 40  # on one page, that scroll: they are stops of the keyboard too
TOLD = 3  # places of one fault that are named

RULES = """axe.run(document, {resultTypes: ["violations"]}).then(found => found.violations.map(
  rule => `${rule.id}: ` + rule.nodes.slice(0, TOLD).map(
    node => node.html.slice(0, 120).replaceAll("\\n", " ")).join(" | ") +
    (rule.nodes.length > TOLD ? ` and ${rule.nodes.length - TOLD} more` : "")))""".replace(
    "TOLD", str(TOLD)
)
WATCH = """(() => {
  window.stops = []; window.unseen = [];
  document.activeElement.blur();
  const bare = element => {
    const style = getComputedStyle(element);
    return style.outlineStyle === "none" && style.boxShadow === "none";
  };
  document.addEventListener("focusin", event => {
    window.stops.push(event.target);
    if (bare(event.target)) window.unseen.push(event.target);
  });
  const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")];
  window.expected = all.filter(element => element.tabIndex >= 0 && !element.disabled
    && element.checkVisibility({visibilityProperty: true}) && element.getClientRects().length);
  return window.expected.length;
})()"""
ORDER = """(() => {
  const say = element => element.outerHTML.slice(0, 100).replaceAll("\\n", " ");
  const found = [], stops = window.stops, seen = new Set(stops);
  stops.slice(1).forEach((element, k) => {
    if (stops[k].compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING)
      found.push(`keyboard goes back to: ${say(element)}`);
  });
  window.expected.filter(element => !seen.has(element)).forEach(
    element => found.push(`keyboard does not reach: ${say(element)}`));
  window.unseen.forEach(element => found.push(`focus can't be seen: ${say(element)}`));
  return found;
})()"""
REACHED = "window.expected.every(element => window.stops.includes(element))"


def find_axe():
    """Return where axe-core lies: named by AXE_CORE, or in a node_modules folder; or None."""
    named = os.environ.get("AXE_CORE")
    places = [ROOT / "node_modules", Path("/usr/lib/node_modules"), Path("/usr/share/nodejs")]
    found = [Path(named)] if named else []
    found += [place / "axe-core" / "axe.min.js" for place in places]
    return next((path for path in found if path.is_file()), None)


def check_in_browser(folder, axe=None):
    """Name everything that a browser finds wrong in a folder of pages."""
    folder, found = Path(folder).resolve(), []
    rules = axe.read_text(encoding="utf-8") if axe else ""
    with Browser() as browser:
        page = browser.open("about:blank")
        for file in sorted(folder.rglob("*.html")):
            name = file.relative_to(folder).as_posix()
            page.go(file.as_uri())
            wrong = [f"console: {text}" for text in page.said]
            wrong += [f"asked of another host: {address}" for address in page.asked]
            if looked_at_closely(name):
                wrong += check_rules(page, rules) if rules else []
                wrong += check_keyboard(page)
            found += [f"{name}: {text}" for text in shortened(wrong)]
        if (folder / "search.html").exists():
            found += [f"search.html: {text}" for text in check_search(page, folder)]
    return found


def looked_at_closely(name):
    """Say whether a page is of a kind of its own; pages of single functions are all alike."""
    return not name.startswith(API) or Path(name).stem in SOME_OF_API


def shortened(wrong):
    """Name each fault once, and of many of a kind the first."""
    kinds = {}
    for text in dict.fromkeys(wrong):
        kinds.setdefault(text.split(":")[0], []).append(text)
    for texts in kinds.values():
        yield from texts[:TOLD]
        if len(texts) > TOLD:
            yield f"... and {len(texts) - TOLD} more of this kind"


def check_rules(page, rules):
    """Hold a page against the rules of axe-core, light and dark."""
    found = []
    page.run(rules)
    for scheme in ("dark", "light"):
        page.prefer(scheme)
        found += [f"{scheme}, {text}" for text in page.run(RULES)]
    return found


def check_keyboard(page):
    """Go through a page with the Tab key: everything in its order, and seen where it is."""
    stops = page.run(WATCH)
    for pressed in range(stops + MOST_BOXES):
        if pressed >= stops and page.run(REACHED):
            break  # any further, and it would begin again
        page.press()
    return page.run(ORDER)


def check_search(page, folder):
    """Search some words: the page that is about them is found, and nothing fails."""
    found = []
    for word, about in SEARCHED.items():
        page.go(f"{(folder / 'search.html').as_uri()}?q={word}")
        links, tries = [], 50
        while not any(about in link for link in links) and tries:
            page.listen(0.1)
            links, tries = (
                page.run("[...document.querySelectorAll('#search-results a')].map(a => a.href)"),
                tries - 1,
            )
        found += [] if tries else [f"{word!r} does not lead to {about}"]
        found += shortened([f"console: {text}" for text in page.said])
        found += [f"asked of another host: {address}" for address in page.asked]
    return found


def main(folder):
    """Check a site and say what was left out; return its problems."""
    if find_chromium() is None:
        print("no Chromium on this machine: the site was not opened", file=sys.stderr)
        return []
    axe = find_axe()
    if axe is None:
        print("no axe-core (AXE_CORE): its rules were left out", file=sys.stderr)
    return check_in_browser(folder, axe)


if __name__ == "__main__":
    problems = main(sys.argv[1])
    print("\n".join(problems), file=sys.stderr)
    sys.exit(1 if problems else 0)
