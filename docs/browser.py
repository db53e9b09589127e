"""Headless Chromium, driven over its own pipe: no driver program and no library is needed.

    with Browser() as browser:
        page = browser.open("file:///page.html")
        page.run("document.title"), page.said, page.asked

The protocol is that of Chromium's developer tools: https://chromedevtools.github.io/devtools-protocol/
"""

import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
import time

NAMES = "chromium", "chromium-browser", "google-chrome"
LOCAL = ("file:", "data:", "blob:", "about:", "chrome:")
PATIENCE = 60  # seconds, for any one answer
# the browser reads what it is asked from its file 3, and answers to its file 4
START = """import fcntl, os, sys
ask, answer = (fcntl.fcntl(int(file), fcntl.F_DUPFD, 10) for file in sys.argv[1:3])
os.dup2(ask, 3), os.dup2(answer, 4)
os.execv(sys.argv[3], sys.argv[3:])
"""


def find_chromium():
    """Return where Chromium is, or None."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


class Browser:
    """A browser without a window, with a profile of its own that is thrown away."""

    def __init__(self, width=1200, height=900):
        """Start it."""
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        ask, self.asking = os.pipe()
        self.answers, answer = os.pipe()
        self.number, self.rest, self.waiting = 0, b"", []
        options = [
            *("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"),
            *("--disable-background-networking", "--no-first-run", "--remote-debugging-pipe"),
            *(f"--window-size={width},{height}", f"--user-data-dir={self.profile.name}"),
        ]
        self.process = subprocess.Popen(
            [sys.executable, "-c", START, str(ask), str(answer), find_chromium(), *options],
            pass_fds=(ask, answer),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(ask)
        os.close(answer)

    def __enter__(self):
        return self

    def __exit__(self, *reason):
        """End it."""
        self.process.terminate()
        self.process.wait(30)
        os.close(self.asking)
        os.close(self.answers)
        self.profile.cleanup()

    def call(self, method, session=None, **options):
        """Ask something of the browser and return its answer; what happens meanwhile is kept."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": options}
        if session:
            message["sessionId"] = session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.asking, data) :]
        until = time.monotonic() + PATIENCE
        while True:
            heard = self.hear(until)
            if heard is None:
                raise TimeoutError(f"Chromium did not answer {method} in {PATIENCE} seconds.")
            if heard.get("id") != self.number:
                self.waiting.append(heard)
            elif "error" in heard:
                raise RuntimeError(f"{method}: {heard['error']['message']}")
            else:
                return heard["result"]

    def hear(self, until):
        """Return the next message, or None where there is none until then."""
        while b"\0" not in self.rest:
            ready, _, _ = select.select([self.answers], [], [], max(until - time.monotonic(), 0))
            if not ready:
                return None
            part = os.read(self.answers, 1 << 16)
            if not part:
                raise RuntimeError("Chromium ended.")
            self.rest += part
        message, self.rest = self.rest.split(b"\0", 1)
        return json.loads(message)

    def events(self, seconds=0.0):
        """Return what happened since, and what happens within some seconds."""
        until = time.monotonic() + seconds
        while (heard := self.hear(until)) is not None:
            self.waiting.append(heard)
        found, self.waiting = self.waiting, []
        return found

    def open(self, address):
        """Open an address in a tab of its own, and wait until it is loaded."""
        page = Page(self)
        page.go(address)
        return page


class Page:
    """A tab: what was said on its console, and what it asked of other hosts."""

    def __init__(self, browser):
        """Open an empty tab."""
        self.browser, self.said, self.asked, self.loaded = browser, [], [], False
        self.target = browser.call("Target.createTarget", url="about:blank")["targetId"]
        attached = browser.call("Target.attachToTarget", targetId=self.target, flatten=True)
        self.session = attached["sessionId"]
        for part in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{part}.enable")

    def call(self, method, **options):
        """Ask something of this tab."""
        return self.browser.call(method, self.session, **options)

    def go(self, address):
        """Go to an address and wait until it is loaded; forget what was said before."""
        self.listen()
        self.said, self.asked, self.loaded = [], [], False
        self.call("Page.navigate", url=address)
        until = time.monotonic() + PATIENCE
        while not self.loaded:
            self.listen(0.05)
            if time.monotonic() > until:
                raise TimeoutError(f"{address} was not loaded in {PATIENCE} seconds.")
        self.listen()

    def listen(self, seconds=0.0):
        """Note errors of the console, and requests to other hosts."""
        for event in self.browser.events(seconds):
            if event.get("sessionId") != self.session:
                continue
            method, about = event["method"], event["params"]
            if method == "Page.loadEventFired":
                self.loaded = True
            elif method == "Network.requestWillBeSent":
                address = about["request"]["url"]
                self.asked += [] if address.startswith(LOCAL) else [address]
            elif method == "Network.loadingFailed" and not about.get("canceled"):
                self.said.append(f"not loaded: {about['errorText']}")
            elif method == "Runtime.exceptionThrown":
                thrown = about["exceptionDetails"]
                text = thrown.get("exception", {}).get("description", thrown["text"])
                self.said.append(text.splitlines()[0])
            elif method == "Runtime.consoleAPICalled" and about["type"] in ("error", "warning"):
                said = (part.get("value", part.get("description")) for part in about["args"])
                self.said.append(" ".join(map(str, said)))
            elif method == "Log.entryAdded" and about["entry"]["level"] in ("error", "warning"):
                self.said.append(about["entry"]["text"])

    def run(self, script):
        """Run JavaScript, wait for what it promises, and return its value."""
        found = self.call(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        if "exceptionDetails" in found:
            thrown = found["exceptionDetails"]
            raise RuntimeError(thrown.get("exception", {}).get("description", thrown["text"]))
        return found["result"].get("value")

    def press(self, key="Tab", code=9, shift=False):
        """Press a key and let it go."""
        about = {"key": key, "code": key, "windowsVirtualKeyCode": code, "modifiers": 8 * shift}
        self.call("Input.dispatchKeyEvent", type="rawKeyDown", **about)
        self.call("Input.dispatchKeyEvent", type="keyUp", **about)

    def prefer(self, scheme):
        """Show the page to somebody who prefers a light or a dark screen."""
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.call("Emulation.setEmulatedMedia", features=features)

    def close(self):
        """Close the tab."""
        self.browser.call("Target.closeTarget", targetId=self.target)
