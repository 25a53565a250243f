#!/usr/bin/env python3
"""page.py FILE.html PICTURE.png: opens an exported page in headless Chromium over its debugging
protocol and checks that the direction computed for every cell is that of its language, that nothing is
asked of the network, that the filters work with scripts off, that a row's head has room for its words
on paper, and takes a picture. Needs chromium and a Python with nothing else. Exit code 0, or 1 with what
is wrong."""
import base64
import json
import os
import pathlib
import socket
import struct
import subprocess
import sys
import tempfile
import time
import urllib.request

page, picture = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
RTL = {"ar", "fa", "he", "ur", "ps", "ckb", "sd", "ug", "yi", "dv"}


class Socket:
    """A WebSocket client (RFC 6455), as much of it as the protocol needs."""

    def __init__(self, url):
        host, path = url.removeprefix("ws://").split("/", 1)
        name, port = host.split(":")
        self.socket = socket.create_connection((name, int(port)), timeout=120)
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall((f"GET /{path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                             f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n").encode())
        head = b""
        while b"\r\n\r\n" not in head:
            head += self.socket.recv(1)
        assert b" 101 " in head, head

    def read(self, count):
        data = b""
        while len(data) < count:
            part = self.socket.recv(count - len(data))
            if not part:
                raise EOFError
            data += part
        return data

    def send(self, text):
        data, mask = text.encode(), os.urandom(4)
        size = len(data)
        head = bytes([0x81, 0x80 | size]) if size < 126 else (
            b"\x81\xfe" + struct.pack(">H", size) if size < 65536 else b"\x81\xff" + struct.pack(">Q", size))
        self.socket.sendall(head + mask + bytes(b ^ mask[i % 4] for i, b in enumerate(data)))

    def receive(self):
        text = b""
        while True:
            first, second = self.read(2)
            size = second & 0x7F
            if size == 126:
                size, = struct.unpack(">H", self.read(2))
            elif size == 127:
                size, = struct.unpack(">Q", self.read(8))
            data = self.read(size)
            if first & 0x0F in (0, 1):
                text += data
                if first & 0x80:
                    return text.decode()


class Browser:
    def __init__(self, folder):
        self.process = subprocess.Popen(
            ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0",
             "--remote-allow-origins=*", f"--user-data-dir={folder}", "--no-first-run",
             "--disable-background-networking", "--window-size=1500,1000", "about:blank"],
            stderr=subprocess.PIPE, text=True)
        for line in self.process.stderr:
            if "DevTools listening on" in line:
                port = line.split("ws://")[1].split("/")[0]
                break
        for _ in range(100):
            targets = json.load(urllib.request.urlopen(f"http://{port}/json"))
            pages = [target for target in targets if target["type"] == "page"]
            if pages:
                break
            time.sleep(0.1)
        self.socket, self.number, self.events = Socket(pages[0]["webSocketDebuggerUrl"]), 0, []

    def call(self, method, **parameters):
        self.number += 1
        self.socket.send(json.dumps({"id": self.number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self.socket.receive())
            if message.get("id") == self.number:
                if "error" in message:
                    raise RuntimeError(message["error"])
                return message["result"]
            self.events.append(message)

    def value(self, expression):
        found = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        if "exceptionDetails" in found:
            raise RuntimeError(found["exceptionDetails"])
        return found["result"].get("value")


wrong = []
with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
    browser = Browser(folder)
    try:
        for domain in ("Page", "Network", "Runtime", "Log"):
            browser.call(f"{domain}.enable")
        # The page's own scripts, if it had any, would not run; what is evaluated here still does.
        browser.call("Emulation.setScriptExecutionDisabled", value=True)
        browser.call("Page.navigate", url=page.as_uri())
        for _ in range(600):
            if browser.value("document.readyState") == "complete" and browser.value("location.href") == page.as_uri():
                break
            time.sleep(0.1)
        cells = browser.value("""[...document.querySelectorAll('[lang]')].map(e => [
            e.lang, e.getAttribute('dir'), getComputedStyle(e).direction, e.tagName])""")
        for lang, said, computed, tag in cells:
            if said != "auto" and (computed == "rtl") != (lang in RTL):
                wrong.append(f"<{tag} lang={lang} dir={said}> is laid out {computed}")
        count = browser.value("document.querySelectorAll('td').length")
        if browser.value("document.querySelectorAll('td:not([lang][dir])').length"):
            wrong.append("a cell does not say what it is written in")
        shown = "[...document.querySelectorAll('tbody.rows tr, tbody.rows td')].filter(e => e.offsetParent || e.getClientRects().length).length"
        before = browser.value(shown)
        if before:
            # Of an article that has a row or a column.
            box = browser.value("""[...document.querySelectorAll('fieldset input[id^=a]')].map(e => e.id)
                .find(id => document.querySelector('tbody.rows .' + id))""")
            browser.value(f"document.getElementById('{box}').click()")
            if not browser.value(shown) < before:
                wrong.append("the filter by article hides nothing")
            browser.value(f"document.getElementById('{box}').click()")
            if browser.value("document.querySelectorAll('#only option').length") > 2:
                browser.value("document.getElementById('only').selectedIndex = 1")
                if not 0 < browser.value(shown) < before:
                    wrong.append("the filter by fact or tag hides nothing, or everything")
                browser.value("document.getElementById('only').selectedIndex = 0")
            if browser.value(shown) != before:
                wrong.append("what was filtered does not come back")
        picture.write_bytes(base64.b64decode(browser.call("Page.captureScreenshot")["data"]))
        # As wide as A4 across between its margins.
        browser.call("Emulation.setEmulatedMedia", media="print")
        browser.call("Emulation.setDeviceMetricsOverride", width=1032, height=700, deviceScaleFactor=1, mobile=False)
        heads = browser.value("[...document.querySelectorAll('tbody.rows th')].map(e => e.offsetWidth)")
        if min(heads, default=100) < 100:
            wrong.append(f"on paper a row's head is {min(heads)} pixels wide")
        asked = [event["params"]["request"]["url"] for event in browser.events if event["method"] == "Network.requestWillBeSent"]
        wrong += [f"asked for {url}" for url in asked if url != page.as_uri()]
        wrong += [f"says {event['params']}" for event in browser.events if event["method"] == "Log.entryAdded"]
    finally:
        browser.process.terminate()
        browser.process.wait()
print("\n".join(wrong) if wrong else f"{count} cells, {len(cells)} directions right, {len(asked)} request (the page), filters work")
sys.exit(bool(wrong))
