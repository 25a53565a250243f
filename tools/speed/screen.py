#!/usr/bin/env python3
"""How long hexapla, less and vim take to show what was asked for, in one run, side by side.

    cargo build --release
    pip install pyte
    tools/speed/screen.py [--program target/release/hexapla] [--runs 11] [--megabytes 100] ARTICLE...

Each program runs in a terminal of 120x40 that pyte keeps and that answers what terminals are asked.
Times count from exec to the arrival of the byte with which text stands in a dozen rows or
from the key to the last byte before nothing more comes for a while. `first frame`: all of
ARTICLE in hexapla, the first of them in less and vim. Then a file of so many megabytes, the first
article over and over: opening it, until the program works no more, and from there scrolling by a line
and by a page, to the end, to the start, to the middle. Medians; memory is the greatest resident size. A fresh home folder; the programs take turns.
"""
import argparse
import fcntl
import os
import pathlib
import pty
import re
import select
import shutil
import signal
import statistics
import struct
import tempfile
import termios
import time

import pyte

ROOT = pathlib.Path(__file__).resolve().parents[2]
COLUMNS, ROWS = 120, 40
# Seconds without a byte after which a picture is complete.
QUIET = 0.15
# What a terminal says of itself: primary and secondary attributes. The cursor's place is added.
ANSWERS = {b"\x1b[c": b"\x1b[?62;22c", b"\x1b[>c": b"\x1b[>1;7600;0c", b"\x1b[0c": b"\x1b[?62;22c"}
ASKED = re.compile(rb"\x1b\[(?:[0>]?c|6n)")


class Program:
    """A program in a terminal."""

    def __init__(self, arguments, home):
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self.stream = pyte.ByteStream(self.screen)
        self.last = self.began = time.perf_counter()
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
            env = {"PATH": os.environ["PATH"], "HOME": home, "TERM": "xterm-256color", "LANG": "C.UTF-8", "LESS": ""}
            os.execvpe(arguments[0], arguments, env)
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))

    def take(self, seconds):
        """Reads what comes within so many seconds; the count of bytes, 0 if nothing comes."""
        ready, _, _ = select.select([self.terminal], [], [], seconds)
        if not ready:
            return 0
        try:
            chunk = os.read(self.terminal, 1 << 16)
        except OSError:
            raise RuntimeError("the program ended") from None
        self.last = time.perf_counter()
        at = 0
        for asked in ASKED.finditer(chunk):
            self.feed(chunk[at : asked.end()])
            at = asked.end()
            place = f"\x1b[{self.screen.cursor.y + 1};{self.screen.cursor.x + 1}R".encode()
            os.write(self.terminal, ANSWERS.get(asked.group(), place))
        self.feed(chunk[at:])
        return len(chunk)

    def feed(self, chunk):
        # pyte takes private sequences (`CSI > q`, `CSI ? u`) for others.
        self.stream.feed(re.sub(rb"\x1b\[[<>=?][0-9;]*[a-gi-km-z$]+|\x1b[P\]_^].*?(?:\x1b\\|\x07)", b"", chunk, flags=re.S))

    def filled(self):
        rows = [any(c not in " │┌┐└┘─┃~" for c in line) for line in self.screen.display]
        return sum(rows) >= 12

    def until_filled(self, limit=600):
        while not self.filled():
            if time.perf_counter() - self.began > limit:
                raise RuntimeError("no picture:\n" + "\n".join(self.screen.display))
            self.take(1)
        return self.last - self.began

    def settle(self, quiet=QUIET, limit=60):
        """Until nothing comes; the count of bytes."""
        start, count = time.perf_counter(), 0
        while time.perf_counter() - start < limit:
            got = self.take(quiet)
            if not got:
                break
            count += got
        return count

    def rest(self, limit=900):
        """Until it works no more; seconds from exec."""
        ticks = os.sysconf("SC_CLK_TCK")
        worked, since = -1.0, time.perf_counter()
        while time.perf_counter() - self.began < limit:
            self.take(0.2)
            fields = pathlib.Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
            now = (int(fields[11]) + int(fields[12])) / ticks
            if now - worked > 0.02:
                worked, since = now, time.perf_counter()
            elif time.perf_counter() - since > 2:
                break
        return since - self.began

    def key(self, keys, first=20):
        """Seconds from the key to its last byte, and bytes."""
        self.settle()
        start = time.perf_counter()
        os.write(self.terminal, keys.encode())
        count = self.take(first)
        count += self.settle() if count else 0
        return (self.last - start, count) if count else (None, 0)

    def end(self):
        """Greatest resident size in megabytes."""
        status = pathlib.Path(f"/proc/{self.pid}/status").read_text()
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.terminal)
        return int(re.search(r"VmHWM:\s+(\d+)", status).group(1)) / 1024


def milliseconds(seconds):
    return "-" if seconds is None else f"{seconds * 1000:.1f}" if seconds < 10 else f"{seconds:.1f} s"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=str(ROOT / "target/release/hexapla"))
    parser.add_argument("--runs", type=int, default=11)
    parser.add_argument("--megabytes", type=int, default=100)
    parser.add_argument("article", nargs="+")
    a = parser.parse_args()
    home = tempfile.mkdtemp(prefix="hexapla-speed-")
    vim = ["vim", "-u", "NONE", "-i", "NONE", "-n"]
    try:
        first_frame(a, home, vim)
        if a.megabytes:
            long_article(a, home, vim)
    finally:
        shutil.rmtree(home)


def first_frame(a, home, vim):
    programs = {
        f"hexapla, {len(a.article)} articles": [a.program, *a.article],
        "hexapla, one": [a.program, a.article[0]],
        "less, one": ["less", a.article[0]],
        "vim, one": [*vim, a.article[0]],
    }
    times, memory = {name: [] for name in programs}, {}
    for _ in range(a.runs):
        for name, arguments in programs.items():
            program = Program(arguments, home)
            times[name].append(program.until_filled())
            memory[name] = max(program.end(), memory.get(name, 0))
    print(f"exec to the first frame, {a.runs} runs\n\n| | median, ms | least | most | memory then, MB |\n|---|---|---|---|---|")
    for name, all_of in times.items():
        numbers = (statistics.median(all_of), min(all_of), max(all_of))
        print(f"| {name} | {' | '.join(map(milliseconds, numbers))} | {memory[name]:.1f} |", flush=True)


def long_article(a, home, vim):
    path = pathlib.Path(home) / "long.txt"
    text = pathlib.Path(a.article[0]).read_bytes().strip() + b"\n\n"
    with path.open("wb") as out:
        for _ in range(a.megabytes * 1_000_000 // len(text)):
            out.write(text)
    steps = {
        "hexapla": {"line": "j", "page": " ", "end": "G", "start": "g"},
        "less": {"line": "j", "page": " ", "end": "G", "start": "g", "middle": "50p"},
        "vim": {"line": "\x05", "page": "\x06", "end": "G", "start": "gg", "middle": "50%"},
    }
    programs = {"hexapla": [a.program, str(path)], "less": ["less", str(path)], "vim": [*vim, str(path)]}
    print(f"\n{a.megabytes} MB, {a.runs} runs\n\n| | to the first frame, ms | until all is read, s | a line | a page | first time to the end | to the start | to the end again | to the middle | bytes a line | memory, MB |\n" + "|---" * 11 + "|")
    for name, arguments in programs.items():
        opened = []
        for _ in range(3):
            program = Program(arguments, home)
            opened.append(program.until_filled())
            # What takes long is not waited for again.
            if len(opened) == 3 or opened[-1] > 5:
                break
            program.end()
        read = program.rest()
        keys = steps[name]
        medians, count = {step: [] for step in ["start", "line", "page", "middle", "end"]}, []
        first_end = program.key(keys["end"])[0]
        for _ in range(a.runs):
            for step in medians:
                if step in keys:
                    seconds, bytes_sent = program.key(keys[step])
                    if seconds is not None:
                        medians[step].append(seconds)
                    if step == "line":
                        count.append(bytes_sent)
        middle = {step: statistics.median(all_of) if all_of else None for step, all_of in medians.items()}
        row = [statistics.median(opened), read, middle["line"], middle["page"], first_end, middle["start"], middle["end"], middle["middle"]]
        print(f"| {name} | {' | '.join(map(milliseconds, row))} | {statistics.median(count):.0f} | {program.end():.0f} |", flush=True)


main()
