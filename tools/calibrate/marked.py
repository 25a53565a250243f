#!/usr/bin/env python3
"""Marked sets of our own (tests/data/marked/NAME): articles and gold.json in the layout of the shared gold.

  tools/calibrate/marked.py check DIR...      what is wrong in sets, and how many pairs they make
  tools/calibrate/marked.py build DIR... OUT  writes OUT/NAME/LL.txt and OUT/NAME/gold.json

A set is facts.tsv (`F01 TAB label`) and an article a file, `hi.tsv`: a sentence a line, `MARKS TAB
sentence`; an empty line ends a paragraph. MARKS: `F01` states the fact, `F01~` in part, `-` none,
`noise`. Two sentences of two articles make a pair: core where both state a fact, agreed where one
does so in part, disputed where both do.
"""
import itertools, json, os, pathlib, re, sys


def read(folder):
    """Facts by id, and for each article its sentences (id, marks, text) with paragraph ends (None)."""
    folder = pathlib.Path(folder)
    wrong = []
    facts = {}
    for n, line in enumerate((folder / "facts.tsv").read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            id_, tab, label = line.partition("\t")
            if not tab or not re.fullmatch(r"F\d{2,3}", id_) or id_ in facts:
                wrong.append(f"facts.tsv:{n}: not `F01 TAB label`, or twice: {line[:40]}")
            facts[id_] = label
    articles = {}
    for path in sorted(folder.glob("*.tsv")):
        if path.name == "facts.tsv":
            continue
        rows, number = [], 0
        for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip():
                rows.append(None)
                continue
            marks, tab, text = line.partition("\t")
            text = text.strip()
            number += 1
            if not tab or not text or "\t" in text:
                wrong.append(f"{path.name}:{n}: not `MARKS TAB sentence`: {line[:40]}")
            for mark in marks.split():
                if mark not in ("-", "noise") and mark.rstrip("~") not in facts:
                    wrong.append(f"{path.name}:{n}: no such fact: {mark}")
            rows.append((f"{path.stem}.{number:02}", marks.split(), text))
        articles[path.stem] = rows
    return facts, articles, wrong


def gold(facts, articles):
    """Texts by article, and the gold."""
    out = {"about": "Own set; marked by its writer.", "articles": {}, "facts": [], "pairs": [], "noise": [],
           "noise_disputed": [], "conflicts": [], "values": []}
    texts, told = {}, {}
    for name, rows in articles.items():
        text, sentences, joint = "", [], ""
        for row in rows:
            if row is None:
                joint = "\n\n" if text else ""
                continue
            id_, marks, words = row
            text += joint
            sentences.append({"id": id_, "start": len(text), "end": len(text) + len(words), "text": words})
            text += words
            joint = " "
            told[id_] = {m.rstrip("~"): m[-1] == "~" for m in marks if m not in ("-", "noise")}
            if "noise" in marks:
                out["noise"].append(id_)
        out["articles"][name] = {"file": f"{name}.txt", "sentences": sentences}
        texts[name] = text + "\n"
    for id_, label in facts.items():
        of = lambda part: [s for s, marks in told.items() if marks.get(id_) == part]
        out["facts"].append({"id": id_, "label": label, "value": "", "full": of(False), "part": of(True)})
    out["judged"] = [list(pair) for pair in itertools.combinations(sorted(articles), 2)]
    for (a, x), (b, y) in itertools.combinations(told.items(), 2):
        if a.split(".")[0] == b.split(".")[0]:
            continue
        common = sorted(set(x) & set(y))
        if common:
            parts = min(x[f] + y[f] for f in common)
            out["pairs"].append({"a": a, "b": b, "tier": ["core", "agreed", "disputed"][parts], "facts": common})
    return texts, out


def build(folder, target):
    """Writes the texts of a set and its gold below the folder `target`."""
    facts, articles, wrong = read(folder)
    if wrong:
        sys.exit("\n".join(wrong))
    texts, made = gold(facts, articles)
    to = pathlib.Path(target) / pathlib.Path(folder).name
    to.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (to / f"{name}.txt").write_text(text, encoding="utf-8")
    (to / "gold.json").write_text(json.dumps(made, ensure_ascii=False, indent=1), encoding="utf-8")


def check(folder):
    """Prints what a set holds and what is wrong in it; whether anything is."""
    facts, articles, wrong = read(folder)
    made = gold(facts, articles)[1]
    alone = [f["id"] for f in made["facts"] if len({s.split(".")[0] for s in f["full"] + f["part"]}) < 2]
    tiers = [p["tier"] for p in made["pairs"]]
    print(f"{folder}: {len(facts)} facts, sentences "
          + ", ".join(f"{n} {len(a['sentences'])}" for n, a in made["articles"].items())
          + "; pairs " + ", ".join(f"{t} {tiers.count(t)}" for t in ("core", "agreed", "disputed"))
          + f"; told in one article only: {' '.join(alone) or 'none'}")
    for line in wrong:
        print(" ", line)
    return bool(wrong)


def main():
    if len(sys.argv) < 3 or sys.argv[1] not in ("check", "build"):
        sys.exit(__doc__)
    if sys.argv[1] == "check":
        sys.exit(any([check(folder) for folder in sys.argv[2:]]))
    *folders, target = sys.argv[2:]
    for folder in folders:
        build(folder, target)


if __name__ == "__main__":
    main()
