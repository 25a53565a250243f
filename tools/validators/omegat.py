#!/usr/bin/env python3
"""omegat.py FILE.tmx SOURCE TARGET: lets a real OmegaT (Debian's 3.6, without its window) translate the
source sentences of a memory with that memory in tm/auto, and compares what it writes. Sentences that
have several translations are left out of the memory first: OmegaT takes one, and says not which.
Exit code 0, or 1 with what differs."""
import collections
import pathlib
import subprocess
import sys
import tempfile
from xml.etree import ElementTree

path, source, target = sys.argv[1:]
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
tree = ElementTree.parse(path)
body = tree.getroot().find("body")
units, count = [], collections.Counter()
for unit in list(body):
    sides = {tuv.get(LANG): tuv.findtext("seg") for tuv in unit.iter("tuv")}
    body.remove(unit)
    if set(sides) == {source, target}:
        units.append((unit, sides))
        count.update(sides.values())
units = [(unit, sides) for unit, sides in units if all(count[text] == 1 for text in sides.values())]
if not units:
    sys.exit(f"no unit with {source} and {target} that is the only one of its sentences")
for unit, _ in units:
    body.append(unit)
with tempfile.TemporaryDirectory() as folder:
    project = pathlib.Path(folder)
    for name in ("source", "target", "tm/auto", "omegat", "glossary", "dictionary"):
        (project / name).mkdir(parents=True)
    folders = "".join(f"<{name}>__DEFAULT__</{name}>" for name in
                      ("source_dir", "target_dir", "tm_dir", "glossary_dir", "glossary_file", "dictionary_dir"))
    (project / "omegat.project").write_text(
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<omegat><project version="1.0">{folders}'
        f"<source_lang>{source}</source_lang><target_lang>{target}</target_lang>"
        "<sentence_seg>false</sentence_seg></project></omegat>\n")
    (project / "tm/auto/memory.tmx").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n'
        + ElementTree.tostring(tree.getroot(), encoding="unicode"))
    # Its filter for text takes lines up to an empty one for a paragraph.
    (project / "source/a.txt").write_text("\n\n".join(sides[source] for _, sides in units) + "\n")
    wanted = "\n\n".join(sides[target] for _, sides in units) + "\n"
    run = subprocess.run(["omegat", folder, "--mode=console-translate"], capture_output=True, text=True, timeout=300)
    if run.returncode:
        sys.exit(f"omegat ended with {run.returncode}: {run.stderr[-500:]}")
    found = (project / "target/a.txt").read_text()
for line, (a, b) in enumerate(zip(wanted.split("\n\n"), found.split("\n\n"))):
    if a.strip() != b.strip():
        print(f"sentence {line + 1}: wanted {a!r}, OmegaT wrote {b!r}")
if wanted.strip() != found.strip():
    sys.exit(1)
print(f"{len(units)} sentences translated")
