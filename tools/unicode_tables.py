#!/usr/bin/env python3
"""Makes src/layout/tables.rs: Arabic joining types, presentation forms and mirrored brackets.

usage: tools/unicode_tables.py FOLDER > src/layout/tables.rs

FOLDER holds ArabicShaping.txt.gz and BidiMirroring.txt.gz of the Unicode Character Database
(tests/data/unicode/ has them). The presentation forms come from the decompositions that Python's
unicodedata knows; that block has been closed since Unicode 6, so its version does not matter.
"""
import gzip, sys, unicodedata
from pathlib import Path

folder = Path(sys.argv[1])


def lines(name):
    with gzip.open(folder / name, "rt", encoding="utf-8") as file:
        for line in file:
            line = line.split("#")[0].strip()
            if line:
                yield [field.strip() for field in line.split(";")]


def version(name):
    with gzip.open(folder / name, "rt", encoding="utf-8") as file:
        return file.readline().strip("# \n").removesuffix(".txt")


def esc(code):
    return f"'\\u{{{code:04X}}}'" if code else "'\\0'"


joining = []
for code, _, kind, _ in lines("ArabicShaping.txt.gz"):
    code = int(code, 16)
    if joining and joining[-1][1] == code - 1 and joining[-1][2] == kind:
        joining[-1][1] = code
    else:
        joining.append([code, code, kind])

names = {"<isolated>": 0, "<final>": 1, "<initial>": 2, "<medial>": 3}
forms, lam_alef = {}, {}
for code in [*range(0xFB50, 0xFDD0), *range(0xFE80, 0xFEFD)]:
    parts = unicodedata.decomposition(chr(code)).split()
    if not parts or parts[0] not in names:
        continue
    letters = [int(part, 16) for part in parts[1:]]
    if len(letters) == 1:
        forms.setdefault(letters[0], [0, 0, 0, 0])[names[parts[0]]] = code
    elif letters[0] == 0x644 and letters[1] in (0x622, 0x623, 0x625, 0x627) and len(letters) == 2:
        lam_alef.setdefault(letters[1], [0, 0])[names[parts[0]]] = code

# Canonical decompositions whose base has forms: the form of the base, then the mark.
composed = {}
for code in range(0x600, 0x700):
    parts = unicodedata.decomposition(chr(code)).split()
    if len(parts) == 2 and code not in forms and int(parts[0], 16) in forms:
        composed[code] = (int(parts[0], 16), int(parts[1], 16))

print("//! Made by tools/unicode_tables.py from", version("ArabicShaping.txt.gz"), "and")
print(f"//! {version('BidiMirroring.txt.gz')}; do not edit by hand.")
print("//! Data of the Unicode Character Database, (c) Unicode, Inc., under the Unicode License v3:")
print("//! tests/data/unicode/LICENSE.")
print("#![cfg_attr(rustfmt, rustfmt::skip)]\n")
print("use super::joining::Joining::{self, Both, Causing, Left, None, Right, Transparent};\n")
kinds = {"D": "Both", "C": "Causing", "L": "Left", "U": "None", "R": "Right", "T": "Transparent"}
print("/// Ranges with a joining type of their own; what is missing follows its class.")
print(f"pub(super) const JOINING: [(char, char, Joining); {len(joining)}] = [")
for start, end, kind in joining:
    print(f"    ({esc(start)}, {esc(end)}, {kinds[kind]}),")
print("];\n")
print("/// A letter and its isolated, final, initial and medial form; `\\0` where there is none.")
print(f"pub(super) const FORMS: [(char, [char; 4]); {len(forms)}] = [")
for code in sorted(forms):
    print(f"    ({esc(code)}, [{', '.join(esc(form) for form in forms[code])}]),")
print("];\n")
print("/// A letter without forms of its own that is canonically a letter with forms and a mark.")
print(f"pub(super) const COMPOSED: [(char, char, char); {len(composed)}] = [")
for code in sorted(composed):
    print(f"    ({esc(code)}, {esc(composed[code][0])}, {esc(composed[code][1])}),")
print("];\n")
print("/// An alef and its ligature after lam: isolated, final.")
print(f"pub(super) const LAM_ALEF: [(char, [char; 2]); {len(lam_alef)}] = [")
for code in sorted(lam_alef):
    print(f"    ({esc(code)}, [{', '.join(esc(form) for form in lam_alef[code])}]),")
print("];\n")
mirrored = sorted((int(a, 16), int(b, 16)) for a, b in lines("BidiMirroring.txt.gz"))
print("/// A character and the one whose glyph is its mirror image.")
print(f"pub(super) const MIRRORED: [(char, char); {len(mirrored)}] = [")
for code, other in mirrored:
    print(f"    ({esc(code)}, {esc(other)}),")
print("];")
