#!/usr/bin/env python3
"""Asks VTE by its own interface what its cells hold, and compares it with what was promised.

usage: HEXAPLA_SCREENS=FOLDER cargo test --test screen && xvfb-run tools/pictures/readback.py FOLDER

FOLDER holds NAME.bytes, what was sent to a terminal of 100 columns and 30 rows in a hundred random
steps, and NAME.lines, the text that its rows should hold then. Exit code 1 where they differ.
Debian: xvfb gir1.2-vte-2.91 gir1.2-gtk-3.0 python3-gi
"""
import sys
from pathlib import Path

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("Vte", "2.91")
from gi.repository import GLib, Gtk, Vte  # noqa: E402

# Marks of direction are in the cells where they were asked for; the promise is without them.
CONTROLS = dict.fromkeys([0x202C, 0x202D, 0x2066, 0x2067, 0x2069])


def held(data: bytes) -> list[str]:
    window, terminal = Gtk.Window(), Vte.Terminal()
    terminal.set_size(100, 30)
    window.add(terminal)
    window.show_all()
    loop = GLib.MainLoop()
    terminal.feed(b"\x1b[8l\x1b[2J\x1b[?25l" + data)
    GLib.timeout_add(3000, loop.quit)
    loop.run()
    text, _ = terminal.get_text_range(0, 0, 29, 99, None, None)
    window.destroy()
    return [line.translate(CONTROLS).rstrip() for line in text.split("\n")]


wrong = 0
for path in sorted(Path(sys.argv[1]).glob("*.bytes")):
    promised = path.with_suffix(".lines").read_text("utf-8").split("\n")
    promised = [line.translate(CONTROLS).rstrip() for line in promised]
    found = held(path.read_bytes())[: len(promised)]
    found += [""] * (len(promised) - len(found))
    differ = [row for row, pair in enumerate(zip(promised, found)) if pair[0] != pair[1]]
    print(f"{path.stem}: {len(promised) - len(differ)} of {len(promised)} rows as promised")
    for row in differ:
        print(f"  row {row}\n    promised {promised[row]!r}\n    held     {found[row]!r}")
    wrong += len(differ)
sys.exit(1 if wrong else 0)
