#!/usr/bin/env python3
"""Plants changed figures into copies of a set of articles, to see whether they are shown as conflicts.

  tools/calibrate/plant.py make OUT_DIR SEED PAIRS.jsonl      from `hexapla export pairs` of the set
  tools/calibrate/plant.py score OUT_DIR OLD_FACTS NEW_FACTS  `export facts` of the originals and the copies

`make` takes values that two linked passages share in digits, changes one random digit of one of them
(a day stays a day) in up to eight passages, and writes the copies with plan.json. `score` counts the
changes shown as a conflict between the changed passage and one that still has the old value, and the
conflicts that the originals show. No marked data is needed.
"""
import collections, json, os, random, re, sys, unicodedata

MOST = 8


def read(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f if line.strip()]


def make(out, seed, pairs):
    chance = random.Random(int(seed))
    mates = collections.defaultdict(set)
    place = {}
    for row in read(pairs):
        for e in row["evidence"]:
            if e["kind"] not in ("date", "number") or not (e["a"] and e["b"]) or " ~ " in e["value"]:
                continue
            ends = [(row[x]["path"], row[x]["index"]) for x in "ab"]
            for x, end, other in (("a", *ends), ("b", *ends[::-1])):
                start, stop = e[x]
                words = row[x]["text"][start - row[x]["start"]: stop - row[x]["start"]]
                if len(re.findall(r"\d", words)) >= 2 and row[x]["text"].count(words) == 1:
                    key = (end, start, stop)
                    place[key] = (words, e["kind"])
                    mates[key].add(other)
    texts, plan, used = {}, [], set()
    for path in {key[0][0] for key in place}:
        with open(path, encoding="utf-8", newline="") as f:
            texts[path] = list(f.read())
    keys = sorted(place)
    chance.shuffle(keys)
    for key in keys:
        (path, index), start, stop = key
        words, kind = place[key]
        if len(plan) == MOST or (path, index) in used or mates[key] & used:
            continue
        if "".join(texts[path][start:stop]) != words:
            continue
        digits = [start + m.start() for m in re.finditer(r"\d", words)]
        run = [i for i in digits if i in (digits[-1], digits[-2]) or kind == "number"][1 if kind == "number" else 0:]
        at = digits[-1] if kind == "date" else chance.choice(run)
        old = unicodedata.digit(texts[path][at])
        new = chance.choice([d for d in range(10) if d != old])
        if kind == "date" and len(digits) == 2:
            tens = 10 * unicodedata.digit(texts[path][digits[0]])
            fits = [d for d in range(10) if d != old and 0 < tens + d <= 28]
            if not fits:
                continue
            new = chance.choice(fits)
        texts[path][at] = chr(ord(texts[path][at]) - old + new)
        used |= {(path, index), *mates[key]}
        plan.append({"path": os.path.basename(path), "index": index, "old": words,
                     "new": "".join(texts[path][start:stop]),
                     "mates": sorted([os.path.basename(p), i] for p, i in mates[key])})
    os.makedirs(out, exist_ok=True)
    for row in {r["a"]["path"] for r in read(pairs)} | {r["b"]["path"] for r in read(pairs)}:
        with open(row, encoding="utf-8", newline="") as f:
            text = "".join(texts.get(row) or f.read())
        with open(os.path.join(out, os.path.basename(row)), "w", encoding="utf-8", newline="") as f:
            f.write(text)
    with open(os.path.join(out, "plan.json"), "w", encoding="utf-8") as f:
        json.dump(plan, f, ensure_ascii=False, indent=1)
    return plan


def score(out, old, new):
    with open(os.path.join(out, "plan.json"), encoding="utf-8") as f:
        plan = json.load(f)
    gather = lambda path: [[(os.path.basename(v["path"]), v["index"], v["value"]) for v in c["values"]]
                           for f in read(path) for c in f["conflicts"]]
    before, after = gather(old), gather(new)
    shown, missed = 0, []
    for p in plan:
        here, mates = (p["path"], p["index"]), {tuple(m) for m in p["mates"]}
        told = {v for c in before for path, index, v in c if (path, index) == here}
        hit = any(
            len(c) <= 15
            and any((path, index) == here and value not in told for path, index, value in c)
            and any((path, index) in mates and value not in {v for q, i, v in c if (q, i) == here}
                    for path, index, value in c)
            for c in after)
        shown += hit
        if not hit:
            missed.append(p)
    return shown, plan, missed, before


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    if sys.argv[1] == "make":
        print(f"{len(make(*sys.argv[2:]))} figures changed")
    else:
        shown, plan, missed, before = score(*sys.argv[2:])
        print(f"planted {len(plan)}, shown {shown}; conflicts printed on the originals {len(before)}")
        for p in missed:
            print("  missed", p["path"], p["index"], p["old"], "->", p["new"])
