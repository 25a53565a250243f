#!/usr/bin/env python3
"""How `hexapla group` and `hexapla align` behave on volume: time, processor time, memory.

    cargo build --release --bins --examples
    tools/feed/measure.py [--program target/release/hexapla] [--meaning none] [--sizes 1000,10000,50000] [--sets 10000]

The articles are generated (tests/group/feed.rs). Processor seconds tell more than the clock where
other programs run on the same machine.
"""
import argparse
import os
import pathlib
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]


def megabytes(pid):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def run(arguments, stdin, stdout, every=0, threads=None):
    """Runs a program; returns seconds, processor seconds, greatest memory, and memory as it goes."""
    env = dict(os.environ, **({"RAYON_NUM_THREADS": str(threads)} if threads else {}))
    start = time.monotonic()
    samples = []
    with subprocess.Popen(arguments, stdin=stdin, stdout=subprocess.PIPE if every else stdout, env=env) as child:
        if every:
            for number, line in enumerate(child.stdout, 1):
                stdout.write(line)
                if number % every == 0:
                    samples.append(round(megabytes(child.pid)))
        _, _, usage = os.wait4(child.pid, 0)
        child.returncode = 0
    return time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, samples


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", default=str(ROOT / "target/release/hexapla"))
    parser.add_argument("--feed", default=str(ROOT / "target/release/examples/feed"))
    parser.add_argument("--meaning", default="none")
    parser.add_argument("--sizes", default="1000,10000,50000")
    parser.add_argument("--sets", type=int, default=10000)
    parser.add_argument("--work")
    a = parser.parse_args()
    work = pathlib.Path(a.work or tempfile.mkdtemp(prefix="hexapla-measure-"))
    work.mkdir(exist_ok=True)

    def feed(size, seed):
        path = work / f"feed-{size}-{seed}.jsonl"
        with path.open("wb") as out:
            subprocess.run([a.feed, str(size), str(seed)], stdout=out, check=True)
        return path

    def group(path):
        sets = path.with_name(path.name.replace("feed", "sets"))
        with sets.open("wb") as out:
            return sets, run([a.program, "group", str(path)], subprocess.DEVNULL, out)

    print("| articles | file, MB | clock, s | processor, s | articles/s of processor | memory, MB | |\n|---|---|---|---|---|---|---|")
    for size in map(int, a.sizes.split(",")):
        path = feed(size, 3)
        sets, (clock, processor, memory, _) = group(path)
        score = subprocess.run([a.feed, "score", str(path)], stdin=sets.open("rb"), capture_output=True, text=True).stdout.strip()
        print(f"| {size} | {path.stat().st_size / 1e6:.1f} | {clock:.1f} | {processor:.1f} | {size / processor:.0f} | {memory:.0f} | {score} |", flush=True)

    many = work / "many.jsonl"
    count, seed = 0, 100
    with many.open("wb") as out:
        while count < a.sets:
            sets, _ = group(feed(20000, seed))
            seed += 1
            for line in sets.open("rb"):
                if count < a.sets:
                    out.write(line)
                    count += 1
    print(f"\n{count} sets, {many.stat().st_size / 1e6:.1f} MB, --meaning {a.meaning}")
    print("| threads | clock, s | processor, s | sets/s | sets/s of processor | memory at each tenth, MB | greatest |\n|---|---|---|---|---|---|---|")
    for threads in (1, 2):
        with many.open("rb") as sets, (work / f"answers-{threads}.jsonl").open("wb") as out:
            clock, processor, memory, samples = run([a.program, "align", "--meaning", a.meaning], sets, out, max(1, count // 10), threads)
        print(f"| {threads} | {clock:.1f} | {processor:.1f} | {count / clock:.0f} | {count / processor:.0f} | {samples} | {memory:.0f} |", flush=True)
    same = (work / "answers-1.jsonl").read_bytes() == (work / "answers-2.jsonl").read_bytes()
    print("the same bytes on one thread and two" if same else "DIFFERENT on one thread and two")


main()
