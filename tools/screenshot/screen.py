#!/usr/bin/env python3
"""Makes a picture of the real screen: runs hexapla in tmux, presses keys, and draws what stands in
each cell.

    tools/screenshot/screen.py --keys 'f 2022-02-22 Enter' docs/screen.png [-- hexapla arguments]

Needs tmux, rsvg-convert (librsvg2-bin) and the fonts named below (fonts-dejavu, fonts-noto-core).
tmux passes on what the program wrote, in the order in which it was written: a cell is drawn where
it stands, and nothing is reordered.
"""

import argparse
import os
import re
import shlex
import subprocess
import sys
import tempfile
import time
import unicodedata
from html import escape

CELL_WIDTH, CELL_HEIGHT, FONT_SIZE = 9, 20, 15
BASELINE = 15
MARGIN = 12
FOREGROUND, BACKGROUND = "#d8d8d8", "#16181d"
# DejaVu Sans Mono has the Arabic presentation forms in one width, so that joined letters meet.
MONOSPACE = "DejaVu Sans Mono"
DEVANAGARI = "Noto Sans Devanagari"
ANSI = [
    "#2b2f38", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#c8ccd4",
    "#6b7280", "#ff7b86", "#b5e890", "#ffd68a", "#82c4ff", "#dd9bf0", "#76d7e3", "#ffffff",
]
# Directions in which each character that draws lines leaves the middle of its cell, and its weight.
LINES = {
    "│": ("ud", 1), "─": ("lr", 1), "┌": ("dr", 1), "┐": ("dl", 1), "└": ("ur", 1), "┘": ("ul", 1),
    "├": ("udr", 1), "┤": ("udl", 1), "┬": ("lrd", 1), "┴": ("lru", 1), "┼": ("udlr", 1),
    "┃": ("ud", 3), "━": ("lr", 3), "┏": ("dr", 2), "┓": ("dl", 2), "┗": ("ur", 2), "┛": ("ul", 2),
    "║": ("ud", 3), "═": ("lr", 3), "╔": ("dr", 3), "╗": ("dl", 3), "╚": ("ur", 3), "╝": ("ul", 3),
}


def capture(binary, arguments, columns, rows, keys, home):
    """The screen after the keys, one line a row, with its escape sequences."""
    socket = f"hexapla-picture-{os.getpid()}"

    def tmux(*words):
        done = subprocess.run(["tmux", "-L", socket, *words], check=True, capture_output=True, text=True)
        return done.stdout

    run = shlex.join(["env", f"HOME={home}", "TERM=tmux-256color", "COLORTERM=truecolor", binary, *arguments])
    tmux("-f", "/dev/null", "-u", "new-session", "-d", "-x", str(columns), "-y", str(rows), run)
    try:
        still = 0
        for _ in range(240):
            time.sleep(0.5)
            text = tmux("capture-pane", "-p")
            still = still + 1 if text.strip() and "comparing" not in text else 0
            if still == 5:
                break
        else:
            sys.exit("the passages are still being compared after two minutes")
        for key in keys:
            tmux("send-keys", *([key] if re.fullmatch(r"[A-Z][A-Za-z]+|C-.", key) else ["-l", "--", key]))
            time.sleep(0.7)
        return tmux("capture-pane", "-p", "-e", "-N").split("\n")[:rows]
    finally:
        tmux("kill-server")


class Style:
    """The state of the escape sequences."""

    def __init__(self):
        self.reset()

    def reset(self):
        self.fore = self.back = None
        self.bold = self.dim = self.italic = self.underlined = self.reversed = False

    def apply(self, parameters):
        codes = [int(part or 0) for part in re.split("[;:]", parameters)]
        while codes:
            code = codes.pop(0)
            if code == 0:
                self.reset()
            elif code in (1, 2, 3, 4, 7):
                setattr(self, {1: "bold", 2: "dim", 3: "italic", 4: "underlined", 7: "reversed"}[code], True)
            elif code == 22:
                self.bold = self.dim = False
            elif code in (23, 24, 27):
                setattr(self, {23: "italic", 24: "underlined", 27: "reversed"}[code], False)
            elif code in (38, 48):
                mode = codes.pop(0)
                if mode == 5:
                    color = indexed(codes.pop(0))
                else:
                    color = "#{:02x}{:02x}{:02x}".format(*codes[:3])
                    del codes[:3]
                setattr(self, "fore" if code == 38 else "back", color)
            elif code == 39:
                self.fore = None
            elif code == 49:
                self.back = None
            elif 30 <= code <= 37 or 90 <= code <= 97:
                self.fore = ANSI[code - 30 if code < 90 else code - 82]
            elif 40 <= code <= 47 or 100 <= code <= 107:
                self.back = ANSI[code - 40 if code < 100 else code - 92]

    def colors(self):
        """Foreground and background as drawn; no background is the window's own."""
        fore, back = self.fore or FOREGROUND, self.back
        return (back or BACKGROUND, fore) if self.reversed else (fore, back)


def indexed(number):
    """A colour of the 256."""
    if number < 16:
        return ANSI[number]
    if number >= 232:
        return "#{0:02x}{0:02x}{0:02x}".format(8 + 10 * (number - 232))
    steps = [0, 95, 135, 175, 215, 255]
    number -= 16
    return "#{:02x}{:02x}{:02x}".format(steps[number // 36], steps[number // 6 % 6], steps[number % 6])


def width(char):
    """The cells tmux gives a character."""
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def joins(last, char, look):
    """Whether `char` is drawn as one with what stands before it: marks with their letter, and a word
    in Devanagari as a whole, since its letters have no width of their own."""
    text = last[2]
    if width(char) == 0:
        return True
    return is_devanagari(text[-1]) and is_devanagari(char) and last[3:] == look


def is_devanagari(char):
    return "\u0900" <= char <= "\u097f" and char not in "।॥"


def clusters(line, style):
    """(column, cells, text, foreground, background, style attributes) of each cluster of a row;
    `style` goes from one row to the next."""
    column, found = 0, []
    for piece in re.split(r"(\x1b\[[0-9;:]*m|\x0e|\x0f|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\))", line):
        if piece.startswith("\x1b[") and piece.endswith("m"):
            style.apply(piece[2:-1])
            continue
        if piece.startswith("\x1b") or piece in ("\x0e", "\x0f"):
            continue
        for char in piece:
            marks = (style.bold, style.dim, style.italic, style.underlined)
            look = [*style.colors(), marks]
            if found and joins(found[-1], char, look):
                found[-1][1] += width(char)
                found[-1][2] += char
            else:
                found.append([column, width(char), char, *look])
            column += width(char)
    return found, column


def drawn(rows, columns):
    """The picture with text in it."""
    span, height = columns * CELL_WIDTH + 2 * MARGIN, len(rows) * CELL_HEIGHT + 2 * MARGIN
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{span}" height="{height}" viewBox="0 0 {span} {height}">',
        f'<rect width="{span}" height="{height}" rx="8" fill="{BACKGROUND}"/>',
    ]
    style = Style()
    for number, line in enumerate(rows):
        cells, taken = clusters(line, style)
        if taken > columns:
            sys.exit(f"row {number + 1} takes {taken} cells of {columns}: the widths are not tmux's")
        top = MARGIN + number * CELL_HEIGHT
        # All backgrounds first: marks and wide letters reach into the next cell.
        for column, cells_wide, _, _, back, _ in cells:
            if back:
                x = MARGIN + column * CELL_WIDTH
                out.append(f'<rect x="{x}" y="{top}" width="{cells_wide * CELL_WIDTH}" height="{CELL_HEIGHT}" fill="{back}"/>')
        for column, cells_wide, text, fore, _, (bold, dim, italic, underlined) in cells:
            x = MARGIN + column * CELL_WIDTH
            opacity = ' opacity="0.6"' if dim else ""
            if underlined:
                y = top + BASELINE + 3
                out.append(f'<path d="M{x} {y}h{cells_wide * CELL_WIDTH}" stroke="{fore}"{opacity}/>')
            if text.isspace():
                continue
            if text in LINES:
                out.append(lines(text, x, top, fore, opacity))
                continue
            font = ' class="d"' if is_devanagari(text[0]) else ""
            weight = ' font-weight="bold"' if bold else ""
            slant = ' font-style="italic"' if italic else ""
            out.append(f'<text x="{x}" y="{top + BASELINE}"{font} fill="{fore}"{weight}{slant}{opacity}>{escape(text)}</text>')
    fonts = f"text{{font:{FONT_SIZE}px '{MONOSPACE}'}} .d{{font-family:'{DEVANAGARI}'}}"
    return "\n".join([out[0], f"<style>{fonts}</style>", *out[1:], "</svg>"])


def lines(char, x, y, color, opacity):
    ways, weight = LINES[char]
    middle = (x + CELL_WIDTH / 2, y + CELL_HEIGHT / 2)
    ends = {"u": f"V{y}", "d": f"V{y + CELL_HEIGHT}", "l": f"H{x}", "r": f"H{x + CELL_WIDTH}"}
    path = "".join(f"M{middle[0]} {middle[1]}{ends[way]}" for way in ways)
    return f'<path d="{path}" stroke="{color}" stroke-width="{weight}"{opacity}/>'


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("output", help="the picture: .png, or .svg with its letters as outlines (large)")
    parser.add_argument("arguments", nargs="*", help="arguments of hexapla, after --")
    parser.add_argument("--binary", default="target/release/hexapla")
    parser.add_argument("--size", default="120x36", help="columns x rows")
    parser.add_argument("--keys", default="", help="tmux names of keys and texts to type, parted by spaces")
    options = parser.parse_args()
    columns, rows = map(int, options.size.split("x"))
    with tempfile.TemporaryDirectory() as home:
        binary = os.path.abspath(options.binary)
        screen = capture(binary, options.arguments, columns, rows, options.keys.split(), home)
    picture = drawn(screen, columns)
    form = options.output.rsplit(".", 1)[-1]
    subprocess.run(["rsvg-convert", "-z", "1.5", "-f", form, "-o", options.output], input=picture, text=True, check=True)


if __name__ == "__main__":
    main()
