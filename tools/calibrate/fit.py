#!/usr/bin/env python3
"""Fits the engine's weights (src/align/weights.rs) to marked events and prints them as Rust.

  tools/calibrate/fit.py [--shared DIR] [--programs target/debug] [--planted N] NAME...

NAME: sets of our own in tests/data/marked (`own`: all of them), events of DIR/gold/events, or `seeds`; two joined by `+` make one set in which all pairs between
them are wrong; `apart` are sixteen sets of five articles, each of another of the sets, in which nothing is right. Needs numpy. HEXAPLA_MEANING chooses the source of meaning. Each set is also judged by
weights fitted to those that have nothing of it, which is the figure that counts. The second judgement
looks at a pair's neighbours with the first one as fitted here. N copies of every set with changed
figures (plant.py) are fitted along, so that a figure that differs does not speak against a link more
than it has to.
--ablate leaves out a group of measures at a time and prints what is lost, and what is lost on the pairs
of each language (the first two letters of a file's name) without concepts.
"""
import argparse, importlib.util, json, os, pathlib, random, re, subprocess, tempfile
import numpy as np

parser = argparse.ArgumentParser()
parser.add_argument("--shared", default="../shared")
parser.add_argument("--programs", default="target/debug")
parser.add_argument("--planted", type=int, default=1)
parser.add_argument("--ridge", type=float, default=3.0)
parser.add_argument("--ridge-form", type=float, default=0.3, help="for what a passage is, whatever it shares")
parser.add_argument("--ridge-first", type=float, default=1.0)
parser.add_argument("--ablate", action="store_true")
parser.add_argument("--drop", default="", help="names of measures that weigh nothing, parted by commas")
parser.add_argument("--save", help="a .npz for all that was measured")
parser.add_argument("names", nargs="+")
options = parser.parse_args()
shared, programs = pathlib.Path(options.shared), pathlib.Path(options.programs)
here = pathlib.Path(__file__).resolve().parent


def module(name, path):
    spec = importlib.util.spec_from_file_location(name, path)
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


score, plant = module("score", shared / "tools" / "score.py"), module("plant", here / "plant.py")
marked = module("marked", here / "marked.py")
meaning = os.environ.get("HEXAPLA_MEANING", "encoder")
source = (here / "../../src/align/features.rs").read_text()
names_of = lambda array: re.findall(r'^    "(.*)",$', re.search(rf"pub const {array}: .*?\];", source, re.S)[0], re.M)
OWN, AROUND = names_of("OWN"), names_of("AROUND")
ALL = OWN + AROUND
FORM = ["short", "noise", "title", "same language"]
# Which need less of a ridge: what a passage is, and whether its article tells the same story at all.
FREE = [*FORM, "articles"]
# Measures that stand or fall together, for --ablate.
GROUPS = {
    "dates and numbers": ["dates", "numbers", "nearly the same"],
    "names": ["names"],
    "concepts": ["concepts"],
    "how they mix and cover": ["together", "strongest", "kinds", "cover least", "cover most"],
    "meaning": ["cosine", "margin", "cosine with words", "cosine without words"],
    "clauses": ["clauses"],
    "form (short, noise, title, language)": FORM,
    "third articles": ["third", "more thirds"],
    "neighbours": ["beside"],
    "best of a passage": ["best of a", "best of b"],
    "the two articles": ["articles", "articles beside others"],
    "all but the pair itself": AROUND,
}
APART = 16
assert set(sum(GROUPS.values(), [])) == set(ALL), set(ALL) ^ set(sum(GROUPS.values(), []))
work = pathlib.Path(tempfile.mkdtemp(prefix="hexapla-fit-"))


OWN_SETS = {folder.name: folder for folder in sorted((here / "../../tests/data/marked").iterdir())}
for folder in OWN_SETS.values():
    marked.build(folder, work)
options.names = [name for given in options.names for name in (OWN_SETS if given == "own" else [given])]


def gold(name):
    if name == "seeds":
        return shared / "gold/seeds.json"
    return (work if name in OWN_SETS else shared / "gold/events") / name / "gold.json"


def files(name):
    return sorted((shared / "seeds" if name == "seeds" else gold(name).parent).glob("*.txt"))


def copies(name):
    """The files of a set and of its copies with changed figures."""
    yield "", files(name)
    pairs = work / f"{name}-pairs.jsonl"
    with open(pairs, "wb") as f:
        subprocess.run([programs / "hexapla", "--meaning", meaning, "export", "pairs", *map(str, files(name))],
                       stdout=f, check=True)
    for seed in range(options.planted):
        out = work / f"{name}~{seed}"
        plant.make(str(out), seed, str(pairs))
        yield f"~{seed}", [out / f.name for f in files(name)]


def measures(paths, first):
    env = dict(os.environ)
    if first is not None:
        env["HEXAPLA_FIRST"] = " ".join(f"{x:.4f}" for x in first)
    out = subprocess.run([programs / "examples/measures", *map(str, paths)], stdout=subprocess.PIPE, check=True, env=env)
    return [json.loads(line) for line in out.stdout.splitlines()]


def label(name, rows):
    """Measures, labels, weights and whether a strong pair, of the judged pairs; number of gold pairs, of strong ones."""
    events = name.split("+")
    if len(events) > 1:
        folder = lambda path: path.split("/")[-2]
        parts = []
        for event in events:
            inside = [r for r in rows if folder(r["a"]["path"]) == folder(r["b"]["path"]) == event]
            parts.append(label(event, inside))
        X = np.array([r["measures"] for r in rows if folder(r["a"]["path"]) != folder(r["b"]["path"])])
        n = len(X)
        across = (X, np.zeros(n), np.full(n, 0.35), np.zeros(n, bool))
        joined = [np.concatenate([part[i] for part in [*parts, across]]) for i in range(4)]
        return (*joined, sum(part[4] for part in parts), sum(part[5] for part in parts), [])
    g = json.load(open(gold(name)))
    key = {p: k for p in {r[x]["path"] for r in rows for x in "ab"} for k, v in g["articles"].items() if v["file"] == os.path.basename(p)}
    tier = {(p["a"], p["b"]): p["tier"] for p in g["pairs"]}
    of = {s["id"]: k for k, v in g["articles"].items() for s in v["sentences"]}
    judged = {tuple(sorted(x)) for x in g.get("judged") or [(of[a], of[b]) for a, b in tier]}
    X, y, w, strong, langs = [], [], [], [], []
    lang = lambda side: os.path.basename(side["path"])[:2]
    for r in rows:
        if name == "seeds" and any("/004_" in r[x]["path"] for x in "ab"):
            X.append(r["measures"]); y.append(False); w.append(0.1); strong.append(False); langs.append(())
            continue
        ka, kb = key.get(r["a"]["path"]), key.get(r["b"]["path"])
        if ka is None or kb is None or tuple(sorted((ka, kb))) not in judged:
            continue
        found = [tier.get((i, j)) or tier.get((j, i))
                 for i in score.covered(g, ka, r["a"]["start"], r["a"]["end"])
                 for j in score.covered(g, kb, r["b"]["start"], r["b"]["end"])]
        right = any(t in ("core", "agreed") for t in found)
        if not right and "disputed" in found:
            continue
        X.append(r["measures"]); y.append(right); strong.append("core" in found); langs.append((lang(r["a"]), lang(r["b"])))
        w.append(1.0 if "core" in found or not right else 0.7)
    wanted = sum(t in ("core", "agreed") for t in tier.values())
    cores = sum(t == "core" for t in tier.values())
    return np.array(X), np.array(y, float), np.array(w), np.array(strong), wanted, cores, langs


def fit(sets, columns, strength=None):
    """Logistic regression with a ridge, by Newton's method; every set counts the same. The ridge keeps
    measures that tell much the same from outdoing each other, so those that stand alone need less of it."""
    X = np.vstack([s[0][:, columns] for s in sets]); X = np.hstack([np.ones((len(X), 1)), X])
    y = np.concatenate([s[1] for s in sets])
    w = np.concatenate([s[2] / len(s[1]) for s in sets]); w *= len(y) / w.sum()
    b = np.zeros(X.shape[1]); ridge = np.full(X.shape[1], strength or options.ridge); ridge[0] = 1e-3
    ridge[[1 + i for i, c in enumerate(columns) if ALL[c] in FREE]] = options.ridge_form
    for _ in range(40):
        p = 1 / (1 + np.exp(-np.clip(X @ b, -30, 30)))
        grad = X.T @ (w * (p - y)) + ridge * b
        hess = (X * (w * p * (1 - p) + 1e-9)[:, None]).T @ X + np.diag(ridge)
        b -= np.linalg.solve(hess, grad)
    return b


def chances(b, s, columns):
    return 1 / (1 + np.exp(-(b[0] + s[0][:, columns] @ b[1:])))


def least(p):
    """As `least_score` of src/align/score.rs."""
    q = np.sort(p)[::-1]
    return float(np.clip((2 * np.cumsum(q) / (np.arange(1, len(q) + 1) + q.sum())).max() / 2, .35, .5))


def figures(p, s, bar=None, sure=.75):
    _, y, _, strong, wanted, cores = s[:6]
    at = p >= (least(p) if bar is None else bar); hit = y[at].sum(); top = p >= sure
    return (2 * hit / max(1, at.sum() + wanted), y[top].mean() if top.any() else 0.0, strong[top].sum() / max(1, cores))


def judge(b, s, columns):
    X, y, _, strong, wanted, cores = s[:6]
    p = chances(b, s, columns)
    if not wanted:
        return f"none is right; over .33: {int((p > .33).sum())}, over .75: {int((p > .75).sum())}, highest {p.max():.2f}"
    order = np.argsort(-p); hit = np.cumsum(y[order]); n = np.arange(1, len(y) + 1)
    f1 = 2 * hit / (n + wanted)
    best = int(f1.argmax())
    now, sure, found = figures(p, s)
    top = np.cumsum(strong[order]) / max(1, cores)
    good = np.nonzero(hit / n >= .85)[0]
    return (f"F1 {now:.3f} (bar {least(p):.2f}), best {f1[best]:.3f} at n {best+1} p {p[order[best]]:.2f}; "
            f"sure {sure:.2f}/{found:.2f}; strong ones at precision .85: {top[good[-1]] if len(good) else 0:.2f}")


def everything(first):
    sets = {}
    single = [name for name in options.names if "+" not in name and name != "apart"]
    for name in options.names:
        events = name.split("+")
        if name == "apart":
            # Always the same ones.
            chosen = random.Random(1)
            for number in range(APART):
                X = np.array([r["measures"] for r in measures([chosen.choice(files(one)) for one in chosen.sample(single, 5)], first)])
                n = len(X)
                # Together they count as one set.
                sets[f"apart~{number}"] = (X, np.zeros(n), np.full(n, 1 / APART), np.zeros(n, bool), 0, 0, [()] * n)
            continue
        if len(events) > 1:
            sets[name] = label(name, measures([f for e in events for f in files(e)], first))
            continue
        for mark, paths in copies(name):
            sets[name + mark] = label(name, measures(paths, first))
    return sets


def without(sets, name):
    return [s for k, s in sets.items() if not set(k.split("~")[0].split("+")) & set(name.split("+"))] or list(sets.values())


first = None
for title in ("FIRST", "SECOND"):
    strength = options.ridge_first if title == "FIRST" else options.ridge
    sets = everything(first)
    columns = [i for i, n in enumerate(ALL if title == "SECOND" else OWN) if n not in options.drop.split(",")]
    for name, s in sets.items():
        if "~" not in name:
            print(f"{title} {name:8} {len(s[1])} pairs, left out: {judge(fit(without(sets, name), columns, strength), s, columns)}")
    b = fit(list(sets.values()), columns, strength)
    for name, s in sets.items():
        print(f"{title} {name:8} fitted:   {judge(b, s, columns)}")
    full = np.zeros(1 + (len(ALL) if title == "SECOND" else len(OWN))); full[0] = b[0]; full[[1 + c for c in columns]] = b[1:]
    print(f"{title}: bias: {full[0]:.2f}, weights: [{', '.join(f'{x:.2f}' for x in full[1:])}]")
    if title == "FIRST":
        first = full
if options.save:
    np.savez(options.save, names=np.array(ALL), **{f"{k}|{i}": v for k, s in sets.items() for i, v in enumerate(s[:6])})
if options.ablate:
    single = [n for n in sets if "~" not in n and "+" not in n]
    def left_out(columns):
        return np.array([figures(chances(fit(without(sets, n), columns), sets[n], columns), sets[n])[0] for n in single])
    whole = left_out(columns)
    print(f"{'left out: ' + ', '.join(single):46}", " ".join(f"{x:.3f}" for x in whole), f"mean {whole.mean():.3f}")
    for group, members in GROUPS.items():
        rest = left_out([c for c in columns if ALL[c] not in members])
        print(f"  without {group:36}", " ".join(f"{x:.3f}" for x in rest), f"mean {rest.mean():.3f} ({rest.mean() - whole.mean():+.3f})")
    worded = [c for c in columns if ALL[c] not in GROUPS["concepts"] + ["together"]]
    for lang in sorted({l for n in single for pair in sets[n][6] for l in pair if l.isalpha()}):
        # Right ones beyond the candidates are left out of both figures.
        f1 = []
        for chosen in (columns, worded):
            hit = printed = wanted = 0
            for n in single:
                p = chances(fit(without(sets, n), chosen), sets[n], chosen); at = p >= least(p)
                own = np.array([lang in pair for pair in sets[n][6]])
                hit += sets[n][1][at & own].sum(); printed += (at & own).sum(); wanted += sets[n][1][own].sum()
            f1.append(2 * hit / max(1, printed + wanted))
        print(f"  {lang}: F1 {f1[0]:.3f}, without concepts {f1[1]:.3f} ({f1[1] - f1[0]:+.3f})")
