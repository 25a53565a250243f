#!/usr/bin/env python3
"""Every figure of quality by one command.

  tools/quality/report.py            runs all of them and writes docs/quality.md, with date and commit
  tools/quality/report.py --check    the alignment figures alone; fails where one has fallen by more than
                                     two points against tools/quality/baseline.json (what .ci/run does)
  tools/quality/report.py --accept   takes the alignment figures as they are for the new baseline

  [--shared DIR] [--program FILE]    the marked data (../shared) and the program (see below)

Alignment is measured by run.py beside this file, once with the semantic table and once with the
encoder; --check and --accept ask the encoder about the dev events only, which it does in a minute.
Without the marked data nothing is measured and nothing fails. The program is the younger one of
target/release/hexapla and target/debug/hexapla: the figures of both are the same. The other figures are those
that tests print: values, noise, sentences, languages, names, Unicode's own tests, notes kept through
kills, exports judged by others' validators; and the medians that the benchmarks print in a development
build, half a second for each line: compare them with each other, not with those of another day.
"""
import argparse, datetime, json, pathlib, re, subprocess, sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BASELINE = HERE / "baseline.json"
# How far a figure may fall before it fails.
POINTS = 0.02
# What is asked with each source of meaning: parts of the names of run.py's rows; "" is all of them.
ALL = [("table", ""), ("encoder", "")]
QUICK = [("table", ""), ("encoder", "beijing"), ("encoder", "moon")]
# What a test prints of itself: the command, the pattern, what it is called here.
TESTS = [
    (["--lib", "lang::values", "lang::sentences", "lang::identify", "load::noise"], [
        (r"lang::values::\S+ \.\.\. (ok)", None),
        (r"^(\d+ of \d+)$", "sentences cut as marked"),
        (r"^bodies (\d+/\d+), titles", "languages of bodies told"),
        (r"titles (\d+/\d+)$", "languages of titles told"),
        (r"^found \d+ missed \d+ wrong \d+ F1 ([\d.]+)$", "noise lines, F1"),
    ]),
    (["--test", "unicode"], [(r"^(.+: \d+ of \d+ right)$", "Unicode's tests")]),
    (["--test", "names", "one_label", "spellings_alone", "common_words"], [
        (r"^held out: +(.+)$", "names matched over scripts, held-out half"),
        (r"^all: (\d+ of \d+ words.*)$", "usual words taken for names"),
    ]),
    (["--test", "store"], [(r"^(\d+ kills, \d+ acknowledged notes, .+)$", "notes kept")]),
    (["--test", "export", "validators"], [
        (r"^test validators::(\S+) \.\.\. ok$", "valid for other programs"),
        (r"^(skipped: .+)$", "skipped"),
    ]),
]

# Benchmarks, and what divan is to measure them by; `app` measures by itself.
BENCHES = {"align": ["--max-time", "0.5"], "app": [], "lang": ["--max-time", "0.5"], "layout": ["--max-time", "0.5"],
           "load": ["articles", "--max-time", "0.5"], "meaning": ["--max-time", "0.5"]}

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--shared", type=pathlib.Path, default=ROOT / "../shared")
parser.add_argument("--program", type=pathlib.Path)
way = parser.add_mutually_exclusive_group()
way.add_argument("--check", action="store_true")
way.add_argument("--accept", action="store_true")
options = parser.parse_args()
builds = [ROOT / "target/release/hexapla", ROOT / "target/debug/hexapla"]
there = [build for build in builds if build.exists()]
# An older build would tell of another state of the sources.
program = options.program or max(there, key=lambda build: build.stat().st_mtime, default=None)


def measured(asked):
    """The lines that run.py prints, by source of meaning."""
    lines = []
    for meaning, only in asked:
        command = [sys.executable, str(HERE / "run.py"), "--shared", str(options.shared)]
        command += ["--program", str(program), "--meaning", meaning, "--only", only]
        said = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout
        lines += [(meaning, line) for line in said.splitlines()]
    return lines


def figures(lines):
    """Those lines as numbers from 0 to 1, more being better."""
    found = {}
    for meaning, line in lines:
        number = lambda name: float(re.search(rf"\b{name} ([\d.]+)", line).group(1))
        if row := re.match(r"(\w+) +(seeds|dev|held) +(all|sure) ?: printed", line):
            name = f"{meaning} {row[1]} {row[3]}"
            found[f"{name} F1"] = number("F1")
            found[f"{name} precision"] = number("precision")
        elif row := re.match(r"(\w+) +(?:dev|held) +facts: .*\(([\d.]+)\);.*\(([\d.]+)\);", line):
            found[f"{meaning} {row[1]} facts precision"] = float(row[2])
            found[f"{meaning} {row[1]} facts found"] = float(row[3])
        elif row := re.match(r"(\w+): all: precision", line):
            found[f"{meaning} {row[1]} F1"] = number("F1")
        elif row := re.match(r"xquad: answers linked .*\(([\d.]+)\)", line):
            found[f"{meaning} xquad answers"] = float(row[1])
    return found


def check(now, before):
    """Says what has changed by half a point and more; whether nothing has fallen too far."""
    fallen = 0
    for name in sorted(now.keys() | before.keys()):
        if name not in now or name not in before:
            print(f"{'no longer measured' if name in before else 'new'}: {name}")
            fallen += name in before
            continue
        change = now[name] - before[name]
        low = change < -POINTS - 1e-9
        fallen += low
        if abs(change) >= 0.005:
            print(f"{'FALLEN' if low else 'changed'}: {name} {before[name]:.3f} -> {now[name]:.3f}")
    print(f"quality: {len(now)} alignment figures, {fallen} fallen by more than {POINTS * 100:.0f} points")
    return not fallen


def tested():
    """What the tests print of themselves."""
    rows = []
    for which, patterns in TESTS:
        target = which[:2] if which[0] == "--test" else which[:1]
        filters = which[len(target):]
        command = ["cargo", "test", "--locked", "--all-features", *target, "--", "--nocapture", "--test-threads=1", *filters]
        ran = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for line in ran.stdout.splitlines():
            # The harness writes `test NAME ... ` before what a test prints.
            for text in (re.sub(r"^test \S+ \.\.\. ", "", line), line):
                match = next(((m, name) for p, name in patterns if name and (m := re.search(p, text))), None)
                if match:
                    rows.append((match[1], match[0][1]))
                    break
        if ran.returncode:
            rows.append((" ".join(which), f"FAILED: {ran.stdout.strip().splitlines()[-1]}"))
    return rows


def benched():
    """The lines that each benchmark prints: of divan's tables the name, the median and what a second holds."""
    pages = {}
    for name, arguments in BENCHES.items():
        command = ["cargo", "bench", "--locked", "--all-features", "--profile", "dev", "--bench", name, "--", *arguments]
        ran = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        lines = [] if ran.returncode == 0 else [f"FAILED: {ran.returncode}"]
        width = None
        for line in ran.stdout.splitlines():
            # name and fastest | slowest | median | mean | samples | iterations
            cells = line.rsplit("│", 5)
            if "fastest" in line:
                width = line.index("fastest")
            if width and len(cells) == 6:
                line = f"{line[:width]}{cells[2].strip()}".rstrip()
            if line.strip() and not line.startswith("Timer"):
                lines.append(line)
        pages[name] = lines
    return pages


def git(*arguments):
    return subprocess.check_output(["git", *arguments], cwd=ROOT, text=True).strip()


def write(lines, rows, benches):
    commit = git("rev-parse", "--short=10", "HEAD")
    changed = " with changes" if git("status", "--porcelain", "--untracked-files=no", "--", "src", "assets") else ""
    page = [
        "# Figures of quality",
        f"Written by `tools/quality/report.py` on {datetime.date.today()} at commit {commit}{changed}; don't edit.",
        "What the marked sets are and which of them the engine was fitted to: [alignment.md](alignment.md).",
        "`held` sets were only ever scored.",
        "",
        "| tests of our own and of others | |",
        "|---|---|",
        *(f"| {name} | {said.replace('|', '/')} |" for name, said in rows),
    ]
    for meaning in dict.fromkeys(meaning for meaning, _ in lines):
        page += ["", f"## With the {meaning}", "```"]
        page += [line for source, line in lines if source == meaning and not line.startswith(" ")]
        page += ["```"]
    page += ["", "## Benchmarks", "Medians of a development build, on the machine of that day with whatever else ran there."]
    for name, printed in benches.items():
        page += ["", f"`{name}`:", "```", *printed, "```"]
    (ROOT / "docs/quality.md").write_text("\n".join(page) + "\n", encoding="utf-8")


if not (options.shared / "gold").is_dir():
    print(f"quality: skipped, no marked data at {options.shared}")
    sys.exit(0)
if program is None:
    sys.exit("quality: build the program first: cargo build --release")
if options.check or options.accept:
    now = figures(measured(QUICK))
    if options.accept:
        BASELINE.write_text(json.dumps(now, indent=1, sort_keys=True) + "\n")
        print(f"quality: {len(now)} figures are the baseline")
    elif not check(now, json.loads(BASELINE.read_text())):
        sys.exit("quality: where that is meant, run tools/quality/report.py --accept and say why in the commit")
else:
    write(measured(ALL), tested(), benched())
