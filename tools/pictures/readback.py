#!/usr/bin/env python3
"""Asks VTE by its own interface what its cells hold, and compares it with what was promised.

usage: HEXAPLA_SCREENS=FOLDER cargo test --test screen bytes
       xvfb-run -s '-screen 0 2600x1800x24' /usr/bin/python3 tools/pictures/readback.py FOLDER

FOLDER holds NAME.jsonl: five hundred random steps, a line each, with the size of the screen, the
bytes that were sent, and the text that its rows should hold after them. Exit code 1 where they differ.
Debian: xvfb gir1.2-vte-2.91 gir1.2-gtk-3.0 python3-gi
"""
import json
import sys
import time
from pathlib import Path

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("Vte", "2.91")
from gi.repository import GLib, Gtk, Vte  # noqa: E402

# Marks of direction are in the cells where they were asked for; the promise is without them.
CONTROLS = dict.fromkeys([0x200E, 0x200F, 0x202C, 0x202D, 0x2066, 0x2067, 0x2069])
# Longest wait for VTE to have taken everything in, in seconds.
PATIENCE = 5


def plain(lines: list[str]) -> list[str]:
    return [line.translate(CONTROLS).rstrip() for line in lines]


def held(terminal: Vte.Terminal, columns: int, rows: int) -> list[str]:
    # Rows are counted from the first that the terminal ever had, and it moves on where the screen is
    # cleared: the cursor was sent to the first of the screen.
    _, top = terminal.get_cursor_position()
    text, _ = terminal.get_text_range(top, 0, top + rows - 1, columns, None, None)
    lines = plain(text.split("\n"))[:rows]
    return lines + [""] * (rows - len(lines))


def turn(seconds: float) -> None:
    context = GLib.MainContext.default()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not context.iteration(False):
            time.sleep(0.001)


def resize(window: Gtk.Window, terminal: Vte.Terminal, columns: int, rows: int) -> None:
    """Asks for so many cells, in pixels: to shrink a window as far as it goes leaves a terminal of
    two cells where no window manager knows better."""
    padding = terminal.get_style_context().get_padding(Gtk.StateFlags.NORMAL)
    width = columns * terminal.get_char_width() + padding.left + padding.right
    height = rows * terminal.get_char_height() + padding.top + padding.bottom
    window.resize(width, height)
    start = time.monotonic()
    while (terminal.get_column_count(), terminal.get_row_count()) != (columns, rows):
        turn(0.01)
        if time.monotonic() - start > PATIENCE:
            got = terminal.get_column_count(), terminal.get_row_count()
            sys.exit(f"the terminal has {got} and not {(columns, rows)}: is the screen large enough?")


def check(path: Path) -> int:
    window, terminal = Gtk.Window(), Vte.Terminal()
    terminal.set_scrollback_lines(0)
    window.add(terminal)
    window.show_all()
    turn(0.5)
    resize(window, terminal, 100, 30)
    terminal.feed(b"\x1b[8l\x1b[2J\x1b[?25l")
    right = wrong = 0
    for number, line in enumerate(path.read_text("utf-8").splitlines()):
        step = json.loads(line)
        columns, rows = step["columns"], step["rows"]
        if (columns, rows) != (terminal.get_column_count(), terminal.get_row_count()):
            resize(window, terminal, columns, rows)
        terminal.feed(step["bytes"].encode() + b"\x1b[H")
        promised, start, found = plain(step["lines"]), time.monotonic(), []
        while time.monotonic() - start < PATIENCE:
            turn(0.004)
            found = held(terminal, columns, rows)
            if found == promised:
                break
        if found == promised:
            right += 1
            continue
        wrong += 1
        print(f"  step {number}, {columns}x{rows}")
        for row, pair in enumerate(zip(promised, found)):
            if pair[0] != pair[1]:
                print(f"    row {row}\n      promised {pair[0]!r}\n      held     {pair[1]!r}")
        if wrong > 3:
            break
    window.destroy()
    print(f"{path.stem}: after {right} of {right + wrong} steps all rows as promised")
    return wrong


sys.exit(1 if sum(check(path) for path in sorted(Path(sys.argv[1]).glob("*.jsonl"))) else 0)
