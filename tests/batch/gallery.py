#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Looks at the gallery that gallery.sh makes, through Chromium's debugging pipe: what is shown, how
filters work, how long a reader waits, what the console says and what is asked of the network.
gallery.py CHROMIUM GALLERY_FOLDER PROFILE_FOLDER"""
import fcntl
import json
import os
import subprocess
import sys
import time

WAIT_MS = 1000  # what a reader may wait for a page or a filter
SLACK = float(os.environ.get("TRIPMAP_TEST_SLACK", "3"))  # on a busy machine


class Browser:
    """One page of a headless Chromium; messages are JSON texts that end in a NUL."""

    def __init__(self, program, profile):
        # Chromium reads descriptor 3 and writes 4; ours are out of the way of both.
        to_read, self.to, self.source, from_write = (
            fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in (*os.pipe(), *os.pipe()))
        self.process = subprocess.Popen(
            [program, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
             "--remote-debugging-pipe", f"--user-data-dir={profile}",
             "--disable-background-networking", "--window-size=1400,1000", "about:blank"],
            close_fds=False, stderr=subprocess.DEVNULL,
            preexec_fn=lambda: (os.dup2(to_read, 3), os.dup2(from_write, 4)))
        self.bytes, self.number, self.session = b"", 0, None
        self.said, self.asked = [], []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self.session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(domain + ".enable")

    def read(self):
        while b"\0" not in self.bytes:
            piece = os.read(self.source, 1 << 20)
            if not piece:
                sys.exit("Chromium ended")
            self.bytes += piece
        message, self.bytes = self.bytes.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.read()
            if answer.get("id") == self.number:
                if "error" in answer:
                    sys.exit(f"{method}: {answer['error']}")
                return answer["result"]
            self.notice(answer)

    def notice(self, event):
        method, parameters = event.get("method"), event.get("params", {})
        if method in ("Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded"):
            self.said.append(json.dumps(parameters)[:300])
        if method == "Network.requestWillBeSent":
            self.asked.append(parameters["request"]["url"])

    def evaluate(self, script):
        result = self.call("Runtime.evaluate", expression=script, returnByValue=True,
                           awaitPromise=True)
        if "exceptionDetails" in result:
            sys.exit(f"{script}: {result['exceptionDetails']}")
        return result["result"].get("value")

    def open(self, address):
        """Opens a page and gives the milliseconds until it can be used."""
        self.call("Page.navigate", url="about:blank")
        self.call("Page.navigate", url=address)
        while self.evaluate("location.href == 'about:blank' || !performance.timing.domComplete &&"
                            " document.readyState == 'loading'"):
            time.sleep(0.02)
        return self.evaluate("performance.getEntriesByType('navigation')[0].domInteractive")

    def wait(self, address, tries=3):
        """The shortest of a few waits: on a busy machine the others say little."""
        return min(self.open(address) for _ in range(tries))

    def end(self):
        self.process.kill()
        self.process.wait()


def expect(what, found, wanted):
    if found != wanted:
        sys.exit(f"{what}: {found!r}, not {wanted!r}")


FILTER = """new Promise(done => {
    const start = performance.now();
    const form = document.getElementById('filter'), wishes = %s;
    for (const e of form.elements) if (e.name) e.value = wishes[e.name] || '';
    form.dispatchEvent(new Event('input', {bubbles: true}));
    const look = () => form.querySelector('output').textContent
        ? requestAnimationFrame(() => done(performance.now() - start)) : setTimeout(look, 5);
    look();
})"""


def check_filters(browser):
    rows = [({"traveler": "Traveler 7"}, 75), ({"year": "1950"}, 30), ({"country": "Country 3"}, 30),
            ({"country": "São Tomé"}, 1485), ({"text": "sao TOUR-12"}, 110), ({"text": "such"}, 15),
            ({"traveler": "Traveler 7", "country": "Country 7"}, 15), ({"text": "nothing"}, 0)]
    longest = 0
    for wishes, count in rows:
        took = browser.evaluate(FILTER % json.dumps(wishes))
        longest = max(longest, took)
        expect(str(wishes), browser.evaluate("document.querySelector('output').textContent"),
               f"{count} of 1500")
        expect(f"items for {wishes}", browser.evaluate("document.querySelectorAll('#maps > li').length"),
               min(count, 200) + (count > 200))
    browser.evaluate(FILTER % '{"order": "quality"}')
    expect("the worst layout", browser.evaluate(
        "document.querySelector('#maps a').getAttribute('href')"), "tour-700.svg")
    browser.evaluate("document.querySelector('#maps button').click()")
    expect("items after show more", browser.evaluate(
        "document.querySelectorAll('#maps > li').length"), 401)
    browser.evaluate("{const f = document.getElementById('filter'); f.reset();"
                     "f.dispatchEvent(new Event('input', {bubbles: true}))}")
    expect("items without a filter", browser.evaluate("document.querySelectorAll('#maps > li').length"),
           200)
    return longest


def main():
    program, folder, profile = sys.argv[1:]
    browser = Browser(program, profile)
    try:
        last = browser.wait(f"file://{folder}/gallery/page-8.html")
        first = browser.wait(f"file://{folder}/index.html")
        expect("items", browser.evaluate("document.querySelectorAll('#maps > li').length"), 200)
        expect("failures first", browser.evaluate(
            "[...document.querySelectorAll('#maps > li')].findIndex(e => !e.matches('.failed'))"), 15)
        expect("a message", browser.evaluate("document.querySelector('li.failed .bad').textContent"),
               't/99.yaml:3:4: no <b> & "such"')
        expect("a title", browser.evaluate("document.querySelector('#maps a').textContent.trim()"),
               "Tour <0>")
        longest = min(check_filters(browser), check_filters(browser))
        browser.open(f"file://{folder}/index.html#country=Country+3&year=1904")
        browser.evaluate("new Promise(done => { const look = () => "
                         "document.querySelector('output').textContent ? done() : setTimeout(look, 5);"
                         "look(); })")
        expect("a filter in the address",
               browser.evaluate("document.querySelector('output').textContent"), "15 of 1500")
        browser.open(f"file://{folder}/gallery/page-8.html")
        expect("items on the last page", browser.evaluate(
            "document.querySelectorAll('#maps > li').length"), 100)
        expect("its links", browser.evaluate(
            "document.querySelector('#maps a').getAttribute('href').startsWith('../tour-')"), True)
        expect("the console", browser.said, [])
        outside = [u for u in browser.asked if not u.startswith((f"file://{folder}/", "about:"))]
        expect("requests outside the gallery", [u for u in outside if u != "data:,"], [])
    finally:
        browser.end()
    print(f"first page {first:.0f} ms, last page {last:.0f} ms, slowest filter {longest:.0f} ms")
    if max(first, last, longest) > WAIT_MS * SLACK:
        sys.exit("a reader waits too long")


if __name__ == "__main__":
    main()
