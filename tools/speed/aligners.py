#!/usr/bin/env python3
"""What lining up the same sentences costs hexapla, hunalign and vecalign, in one run, side by side.

    cargo build --release && cargo build --example embed
    tools/speed/aligners.py [--program target/release/hexapla] [--runs 3]
        [--hunalign PATH] [--vecalign PYTHON] [--embed target/debug/examples/embed]
        [--bitext DOCUMENTS.jsonl.gz --documents 20 --langs en,ar,hi,fa,ru] [ARTICLE...]

Two sets: the ARTICLEs, cut by `hexapla export passages`; and of a bitext with a line
`{"doc","lang":{"en": "...", ...}}` a sentence so many documents in so many languages. hexapla gets all
articles of a set at once (`align`, a fresh home, so that nothing is in its cache), the others each pair
of articles, as one batch. hunalign has no dictionary (its `null.dic`, made here). vecalign, in the Python
that it is installed in, weighs up to four sentences against one; its vectors come out of `--embed`, whose
time and memory count. The programs take turns; medians of the wall clock, processor time with children,
greatest resident memory.
"""
import argparse
import gzip
import itertools
import json
import os
import pathlib
import statistics
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Cost:
    """Of some processes, one after the other."""

    def __init__(self):
        self.wall = self.processor = self.memory = 0.0

    def run(self, arguments, home, source=None, target=None):
        env = {**os.environ, "HOME": str(home), "XDG_CACHE_HOME": str(home / "cache")}
        with open(source or os.devnull, "rb") as given, open(target or os.devnull, "wb") as taken:
            start = time.perf_counter()
            process = subprocess.Popen([str(a) for a in arguments], stdin=given, stdout=taken, stderr=subprocess.DEVNULL, env=env)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            self.wall += time.perf_counter() - start
        if status:
            raise SystemExit(f"{arguments[0]} ended with {process.returncode}")
        self.processor += usage.ru_utime + usage.ru_stime
        self.memory = max(self.memory, usage.ru_maxrss / 1024)
        return self


def of_articles(a):
    """Passages of each article."""
    done = subprocess.run([a.program, "export", "passages", "--meaning", "none", *a.article], check=True, capture_output=True, text=True)
    articles = {}
    for line in done.stdout.splitlines():
        passage = json.loads(line)
        articles.setdefault((passage["article"], passage["lang"]), []).append(passage["text"])
    return articles


def of_bitext(a):
    documents = {}
    for line in gzip.open(a.bitext, "rt", encoding="utf-8"):
        row = json.loads(line)
        documents.setdefault(row["doc"], []).append(row["lang"])
    articles = {}
    for name in list(documents)[: a.documents]:
        for lang in a.langs.split(","):
            articles[f"{name}.{lang}", lang] = [row[lang] for row in documents[name]]
    return articles


def line_of(text):
    return " ".join(text.split()) or "."


def prepare(articles, folder):
    """The set in the form of each program; its pairs as paths."""
    paths = []
    for number, passages in enumerate(articles.values()):
        path = folder / f"{number}.txt"
        path.write_text("".join(line_of(text) + "\n" for text in passages), encoding="utf-8")
        paths.append(path)
    one = {"id": "set", "articles": [{"id": name, "lang": lang, "passages": passages} for (name, lang), passages in articles.items()]}
    (folder / "set.jsonl").write_text(json.dumps(one, ensure_ascii=False) + "\n", encoding="utf-8")
    (folder / "null.dic").touch()
    pairs = list(itertools.combinations(paths, 2))
    (folder / "batch").write_text("".join(f"{x}\t{y}\t{x}.{y.stem}.out\n" for x, y in pairs))
    return paths, pairs


def programs(a, folder, paths, pairs):
    """What is to be measured: name, and what runs it once."""

    def hexapla(meaning):
        def once(home):
            return Cost().run([a.program, "align", "--meaning", meaning], home, folder / "set.jsonl")

        return once

    for meaning in ["none", "table", "encoder"]:
        yield f"hexapla `--meaning {meaning}`", hexapla(meaning)
    if a.hunalign:
        yield "hunalign", lambda home: Cost().run([a.hunalign, "-batch", folder / "null.dic", folder / "batch"], home)
    if a.vecalign:

        def vecalign(home):
            cost, texts, vectors = Cost(), folder / "overlaps", folder / "vectors"
            cost.run([a.vecalign, "-m", "vecalign.overlap", "-n", "4", "-o", texts, "-i", *paths], home)
            cost.run([a.embed], home, texts, vectors)
            embed = ["--src_embed", texts, vectors, "--tgt_embed", texts, vectors]
            sides = ["-s", *(x for x, _ in pairs), "-t", *(y for _, y in pairs)]
            return cost.run([a.vecalign, "-m", "vecalign.vecalign", "-a", "5", *embed, *sides], home)

        yield "vecalign", vecalign


def measure(a, name, articles):
    with tempfile.TemporaryDirectory(prefix="hexapla-aligners-") as folder:
        folder = pathlib.Path(folder)
        paths, pairs = prepare(articles, folder)
        passages = sum(map(len, articles.values()))
        print(f"\n{name}: {len(articles)} articles, {passages} passages, {len(pairs)} pairs\n", flush=True)
        print("| | s | processor, s | memory, MB |\n|---|---|---|---|", flush=True)
        measured = {}
        for _ in range(a.runs):
            for program, once in programs(a, folder, paths, pairs):
                with tempfile.TemporaryDirectory(prefix="hexapla-home-") as home:
                    measured.setdefault(program, []).append(once(pathlib.Path(home)))
        for program, costs in measured.items():
            wall, processor, memory = (statistics.median(getattr(c, key) for c in costs) for key in ["wall", "processor", "memory"])
            print(f"| {program} | {wall:.2f} | {processor:.2f} | {memory:.0f} |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=str(ROOT / "target/release/hexapla"))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--hunalign")
    parser.add_argument("--vecalign", help="a Python in which vecalign is installed")
    parser.add_argument("--embed", default=str(ROOT / "target/debug/examples/embed"))
    parser.add_argument("--bitext")
    parser.add_argument("--documents", type=int, default=20)
    parser.add_argument("--langs", default="en,ar,hi,fa,ru")
    parser.add_argument("article", nargs="*")
    a = parser.parse_args()
    if a.article:
        measure(a, "articles", of_articles(a))
    if a.bitext:
        measure(a, "bitext", of_bitext(a))


main()
