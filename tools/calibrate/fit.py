#!/usr/bin/env python3
"""Fits the engine's weights (src/align/weights.rs) to marked events and prints them as Rust.

  tools/calibrate/fit.py [--shared DIR] [--program target/debug/examples/measures] NAME...

NAME: events of DIR/gold/events, or `seeds`. Needs numpy. Each set is also judged by weights fitted
to the others, which is the figure that counts. Run it twice after a change of measures: the second
judgement sees what the first one thinks of the neighbours.
"""
import argparse, importlib.util, json, pathlib, subprocess
import numpy as np

parser = argparse.ArgumentParser()
parser.add_argument("--shared", default="../shared")
parser.add_argument("--program", default="target/debug/examples/measures")
parser.add_argument("--ridge", type=float, default=1.0)
parser.add_argument("names", nargs="+")
options = parser.parse_args()
shared = pathlib.Path(options.shared)
spec = importlib.util.spec_from_file_location("score", shared / "tools" / "score.py")
score = importlib.util.module_from_spec(spec)
spec.loader.exec_module(score)
OWN = 17


def load(name):
    """Measures, labels and weights of the judged pairs of a set, and how many gold pairs there are.
    Of two events joined by `+` all pairs between them are wrong, and only those are taken; so are
    those of the seeds' article on another matter."""
    events = name.split("+")
    golds, files = [], []
    for event in events:
        if event == "seeds":
            golds.append(shared / "gold/seeds.json"); files += sorted((shared / "seeds").glob("*.txt"))
        else:
            folder = shared / "gold/events" / event
            golds.append(folder / "gold.json"); files += sorted(folder.glob("*.txt"))
    out = pathlib.Path(f"/tmp/measures-{name}.jsonl")
    with open(out, "wb") as f:
        subprocess.run([options.program, *map(str, files)], stdout=f, check=True)
    rows = [json.loads(line) for line in open(out)]
    if len(events) > 1:
        folder = lambda path: path.split("/")[-2]
        X = np.array([r["measures"] for r in rows if folder(r["a"]["path"]) != folder(r["b"]["path"])])
        return X, np.zeros(len(X)), np.full(len(X), 0.35), 0
    g, key = score.gold(str(golds[0]), [r[x]["path"] for r in rows for x in "ab"])
    tier = {(p["a"], p["b"]): p["tier"] for p in g["pairs"]}
    of = {s["id"]: k for k, v in g["articles"].items() for s in v["sentences"]}
    judged = {tuple(sorted(x)) for x in g.get("judged") or [(of[a], of[b]) for a, b in tier]}
    X, y, w = [], [], []
    for r in rows:
        if name == "seeds" and any("/004_" in r[x]["path"] for x in "ab"):
            X.append(r["measures"]); y.append(False); w.append(0.1)
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
        X.append(r["measures"]); y.append(right); w.append(1.0 if "core" in found or not right else 0.7)
    wanted = sum(t in ("core", "agreed") for t in tier.values())
    return np.array(X), np.array(y, float), np.array(w), wanted


def fit(sets, columns, steps=400):
    """Logistic regression with a ridge, by Newton's method; every set counts the same."""
    X = np.vstack([s[0][:, columns] for s in sets]); X = np.hstack([np.ones((len(X), 1)), X])
    y = np.concatenate([s[1] for s in sets])
    w = np.concatenate([s[2] / len(s[1]) for s in sets]); w *= len(y) / w.sum()
    b = np.zeros(X.shape[1]); ridge = np.full(X.shape[1], options.ridge); ridge[0] = 1e-3
    for _ in range(40):
        p = 1 / (1 + np.exp(-np.clip(X @ b, -30, 30)))
        grad = X.T @ (w * (p - y)) + ridge * b
        hess = (X * (w * p * (1 - p) + 1e-9)[:, None]).T @ X + np.diag(ridge)
        b -= np.linalg.solve(hess, grad)
    return b


def judge(b, s, columns):
    X, y, _, wanted = s
    p = 1 / (1 + np.exp(-(b[0] + X[:, columns] @ b[1:])))
    if not wanted:
        return f"none is right; over .33: {int((p > .33).sum())}, over .75: {int((p > .75).sum())}, highest {p.max():.2f}"
    order = np.argsort(-p); hit = np.cumsum(y[order]); n = np.arange(1, len(y) + 1)
    f1 = 2 * hit / (n + wanted)
    at = int((p >= 0.5).sum())
    best = int(f1.argmax())
    pr = [f"{hit[k-1]/k:.2f}" for k in (20, 50, 100) if k <= len(y)]
    return f"F1 at .5 {f1[max(at-1,0)]:.3f} (n {at}), best {f1[best]:.3f} at n {best+1} p {p[order[best]]:.2f}, precision@20/50/100 {' '.join(pr)}"


sets = {name: load(name) for name in options.names}
n = next(iter(sets.values()))[0].shape[1]
for title, columns in (("FIRST", list(range(OWN))), ("SECOND", list(range(n)))):
    for name, s in sets.items():
        others = [x for k, x in sets.items() if k != name] or [s]
        print(f"{title} {name:8} {len(s[1])} pairs, left out: {judge(fit(others, columns), s, columns)}")
    b = fit(list(sets.values()), columns)
    for name, s in sets.items():
        print(f"{title} {name:8} fitted:   {judge(b, s, columns)}")
    print(f"{title}: bias: {b[0]:.2f}, weights: [{', '.join(f'{x:.2f}' for x in b[1:])}]")
