#!/usr/bin/env python3
"""Runs the quality figures on the marked data and prints them as a table.

  tools/quality/run.py [--shared DIR] [--program FILE] [--meaning none|table|encoder] [--only NAME]

The marked data (gold, eval) is not part of this repository; DIR (../shared) holds it with its
scorer, tools/score.py. `dev` events are those looked at while the engine was made, `held` those
that were only ever scored. `planted:` counts changes of any digit of any figure that linked passages
share (tools/calibrate/plant.py), in the marked sets and in the built-in sample.
"""
import argparse, contextlib, importlib.util, io, os, pathlib, re, subprocess, sys, tempfile

DEV, HELD = ["beijing", "moon"], ["beirut", "quake"]

parser = argparse.ArgumentParser()
parser.add_argument("--shared", default="../shared")
parser.add_argument("--program", default="target/release/hexapla")
parser.add_argument("--meaning", default=None)
parser.add_argument("--only", default="", help="part of a row's name")
parser.add_argument("--planted", type=int, default=0, help="copies of each set with changed figures")
options = parser.parse_args()
shared = pathlib.Path(options.shared)
if not (shared / "gold").is_dir():
    print(f"skipped: no marked data at {shared}")
    sys.exit(0)
spec = importlib.util.spec_from_file_location("score", shared / "tools" / "score.py")
score = importlib.util.module_from_spec(spec)
spec.loader.exec_module(score)
here = pathlib.Path(__file__).resolve().parent
spec = importlib.util.spec_from_file_location("plant", here / "../calibrate/plant.py")
plant = importlib.util.module_from_spec(spec)
spec.loader.exec_module(plant)
work = pathlib.Path(tempfile.mkdtemp(prefix="hexapla-quality-"))
flags = ["--meaning", options.meaning] if options.meaning else []


def export(what, files, name):
    out = work / f"{name}-{what}.jsonl"
    with open(out, "wb") as f:
        subprocess.run([options.program, *flags, "export", what, *map(str, files)], stdout=f, check=True)
    return str(out)


def said(function, *arguments):
    """What the scorer prints, line by line."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        function(*arguments)
    return out.getvalue().strip().splitlines()


def wanted(name):
    return options.only in name


def numbers(line):
    return {k: float(v) for k, v in re.findall(r"(precision|recall_core|recall|F1) ([\d.]+)", line)}


sets = {"seeds": (shared / "gold" / "seeds.json", sorted((shared / "seeds").glob("*.txt")))}
for event in DEV + HELD:
    folder = shared / "gold" / "events" / event
    sets[event] = (folder / "gold.json", sorted(folder.glob("*.txt")))
means = {}
for name, (gold, files) in sets.items():
    if not wanted(name):
        continue
    group = "seeds" if name == "seeds" else "dev" if name in DEV else "held"
    pairs = export("pairs", files, name)
    lines = said(score.pairs, str(gold), pairs)
    for line in lines:
        print(f"{name:8} {group:5} {line}")
        if group != "seeds" and line[:4] in ("all ", "sure"):
            means.setdefault((group, line[:4]), []).append(numbers(line))
    passages = export("passages", files, name)
    # The misses of held-out sets are not for looking at.
    for line in said(score.passages, str(gold), passages)[: 2 if group == "held" else 12]:
        print(f"{name:8} {group:5} {line}")
    if name == "seeds":
        print(f"{name:8} {group:5}", *said(score.names, str(gold), passages))
        to = [l for l in open(pairs) if "004_" in l and '"tier":"sure"' in l]
        print(f"{name:8} {group:5} sure links to article 004: {len(to)}")
    else:
        facts = export("facts", files, name)
        print(f"{name:8} {group:5}", *said(score.facts, str(gold), facts))
        plant = work / f"plant-{name}"
        said(score.plant, str(gold), str(plant))
        new = export("facts", [plant / f.name for f in files], name + "-planted")
        print(f"{name:8} {group:5}", *said(score.planted, str(gold), str(plant / "plan.json"), facts, new))
    print(f"{name:8} {group:5}", *said(score.reasons, pairs))
for (group, tier), rows in sorted(means.items()):
    mean = {k: sum(r[k] for r in rows) / len(rows) for k in rows[0]}
    print(f"mean     {group:5} {tier} " + " ".join(f"{k} {v:.3f}" for k, v in mean.items()))
if wanted("mixed"):
    for one, other in [("beijing", "moon"), ("beirut", "quake")]:
        pairs = export("pairs", [*sets[one][1], *sets[other][1]], f"mixed-{one}")
        print(f"mixed    {one}+{other}", *said(score.mixed, pairs))


def planted(name, files):
    """Changed figures shown, over some copies of a set."""
    pairs, facts = export("pairs", files, name), export("facts", files, name)
    all_, shown = 0, 0
    for seed in range(options.planted):
        out = work / f"{name}~{seed}"
        plant.make(str(out), seed, pairs)
        new = export("facts", [out / f.name for f in files], f"{name}~{seed}")
        hit, plan, _, before = plant.score(str(out), facts, new)
        all_, shown = all_ + len(plan), shown + hit
    print(f"planted: {name:8} {shown} of {all_} shown; {len(before)} conflicts in the originals")


if options.planted:
    sample = sorted((here / "../../assets/sample").glob("*.txt"))
    for name, files in [("sample", sample), *((name, files) for name, (_, files) in sets.items())]:
        if wanted(name):
            planted(name, files)


def align(name, lines):
    given, answered = work / f"{name}-in.jsonl", work / f"{name}-out.jsonl"
    given.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with open(given, "rb") as i, open(answered, "wb") as o:
        subprocess.run([options.program, *flags, "align"], stdin=i, stdout=o)
    return str(answered)


for name in ["ntrex_dev_shuffled", "ntrex_dev_shuffled_3way", "gold_textberg"]:
    path = shared / "eval" / f"{name}.jsonl.gz"
    if wanted(name) and path.exists():
        answered = align(name, said(score.sets, str(path)))
        print(f"{name}:", said(score.shuffled, str(path), answered)[-1])
paragraphs, questions = (str(shared / "eval" / f"xquad_{x}.jsonl.gz") for x in ("paras", "questions"))
if wanted("xquad") and os.path.exists(paragraphs):
    answered = align("xquad", said(score.xquad_sets, paragraphs))
    print("xquad:", *said(score.xquad, paragraphs, questions, answered))
