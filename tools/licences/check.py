#!/usr/bin/env python3
"""Checks the licences of all that the program is built from, and known holes in it.

  tools/licences/check.py [--advisories DIR]

Reads `cargo metadata --locked --offline` for this machine's platform and fails on a package whose
licence is not one of ALLOWED, and on a file of data that no row of data.tsv names. DIR is a clone of
https://github.com/rustsec/advisory-db; with it, fails on an advisory that holds for a locked version
of a package and is not in KNOWN, and names packages that nobody keeps any more.
"""
import argparse, fnmatch, json, pathlib, re, subprocess, sys, tomllib

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent

ALLOWED = {
    "0BSD", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0",
    "CC0-1.0", "ISC", "MIT", "MIT-0", "Unicode-3.0", "Unicode-DFS-2016", "Unlicense", "WTFPL", "Zlib",
}
# The Mozilla licence asks for the source of these files where they are handed on changed. They are
# used as crates.io has them; a change to one would have to be published.
MPL = {
    "cssparser": "HTML, through dom_query",
    "cssparser-macros": "HTML, through dom_query",
    "dtoa-short": "HTML, through dom_query",
    "option-ext": "the platform's folders, through directories",
    "selectors": "HTML, through dom_query",
}
# Advisories that were looked at, with the reason why they do no harm here.
KNOWN = {}


def fits(expression, package):
    """Whether a licence expression (SPDX, with the old `/` for OR) can be met by ALLOWED."""
    tokens = re.findall(r"[()]|[^\s()/]+|/", expression)

    def alternatives(at):
        met, at = all_of(at)
        while at < len(tokens) and tokens[at] in ("OR", "/"):
            other, at = all_of(at + 1)
            met = met or other
        return met, at

    def all_of(at):
        met, at = one(at)
        while at < len(tokens) and tokens[at] == "AND":
            other, at = one(at + 1)
            met = met and other
        return met, at

    def one(at):
        if tokens[at] == "(":
            met, at = alternatives(at + 1)
            return met, at + 1
        name, at = tokens[at], at + 1
        if at < len(tokens) and tokens[at] == "WITH":
            name, at = f"{name} WITH {tokens[at + 1]}", at + 2
        return name in ALLOWED or (name == "MPL-2.0" and package in MPL), at

    met, at = alternatives(0)
    return met and at == len(tokens)


def packages():
    """The packages that a build on this machine uses, tools and tests included."""
    host = re.search(r"host: (\S+)", subprocess.check_output(["rustc", "-vV"], text=True)).group(1)
    command = ["cargo", "metadata", "--locked", "--offline", "--format-version", "1", "--filter-platform", host]
    found = json.loads(subprocess.check_output(command, cwd=ROOT))
    used = {node["id"] for node in found["resolve"]["nodes"]}
    return [package for package in found["packages"] if package["id"] in used and package["source"]]


def licences(found):
    wrong = []
    for package in found:
        name, licence = package["name"], package["license"]
        if licence is None and package["license_file"] is None:
            wrong.append(f"{name} {package['version']}: no licence is named")
        elif licence is None or not fits(licence, name):
            wrong.append(f"{name} {package['version']}: {licence or package['license_file']} is not allowed")
    for name in sorted(MPL.keys() - {package["name"] for package in found}):
        wrong.append(f"{name}: listed in MPL, but nothing uses it any more")
    return wrong


def data():
    rows = [line.split("\t") for line in (HERE / "data.tsv").read_text().splitlines() if line[0] != "#"]
    files = subprocess.check_output(["git", "ls-files", "assets", "tests/data"], cwd=ROOT, text=True).split("\n")
    wrong, met = [], set()
    for file in filter(None, files):
        row = next((row for row in rows if fnmatch.fnmatchcase(file, row[0])), None)
        if row is None:
            wrong.append(f"{file}: data.tsv does not say whose it is")
            continue
        met.add(row[0])
        if row[1] != "own" and row[1] not in ALLOWED:
            wrong.append(f"{file}: {row[1]} is not allowed")
        licence = re.search(r"licence: (\S+)", row[2] if len(row) > 2 else "")
        if licence and not (ROOT / licence.group(1)).is_file():
            wrong.append(f"{file}: its licence, {licence.group(1)}, is not there")
    wrong += [f"data.tsv: no file is {row[0]}" for row in rows if row[0] not in met]
    return wrong


def numbers(version):
    core = version.split("+")[0].split("-")[0]
    return tuple(int(part) for part in (core.split(".") + ["0", "0"])[:3]), "-" not in version


def within(version, range_):
    """Whether a version lies in a range as RustSec writes them: comparisons joined by commas."""
    own = numbers(version)
    for bound in range_.split(","):
        sign, limit = re.fullmatch(r"\s*([<>=^~]*)\s*(\S+)\s*", bound).groups()
        limit = numbers(limit)
        if sign == "^":
            first = next((place for place in range(3) if limit[0][place]), 2)
            ok = own >= limit and own[0][: first + 1] == limit[0][: first + 1]
        elif sign == "~":
            ok = own >= limit and own[0][:2] == limit[0][:2]
        else:
            ok = {">=": own >= limit, ">": own > limit, "<": own < limit, "<=": own <= limit}.get(sign, own == limit)
        if not ok:
            return False
    return True


def advisories(found, folder):
    wrong, told, read = [], [], 0
    for package in found:
        for file in sorted((folder / "crates" / package["name"]).glob("RUSTSEC-*.md")):
            head = tomllib.loads(file.read_text().split("```")[1].removeprefix("toml"))
            advisory, versions = head["advisory"], head.get("versions", {})
            read += 1
            safe = versions.get("patched", []) + versions.get("unaffected", [])
            if "withdrawn" in advisory or any(within(package["version"], one) for one in safe):
                continue
            says = f"{package['name']} {package['version']}: {advisory['id']}"
            if advisory.get("informational"):
                told.append(f"{says} ({advisory['informational']})")
            elif advisory["id"] not in KNOWN:
                wrong.append(says)
    print(f"advisories: {read} read for {len(found)} packages")
    for line in told:
        print("  told:", line)
    return wrong


def selftest():
    for expression, met in [
        ("MIT OR Apache-2.0", True), ("MIT/GPL-3.0", True), ("GPL-3.0", False), ("MIT AND GPL-3.0", False),
        ("(GPL-3.0 OR MIT) AND Unicode-3.0", True), ("Apache-2.0 WITH LLVM-exception", True),
        ("GPL-2.0 WITH Classpath-exception", False), ("MPL-2.0", False),
    ]:
        assert fits(expression, "x") is met, expression
    assert fits("MPL-2.0", "selectors")
    for version, range_, met in [
        ("1.2.3", ">= 1.2.3", True), ("1.2.2", ">= 1.2.3", False), ("1.10.0", "> 1.9", True),
        ("0.4.5", "^0.4.2", True), ("0.5.0", "^0.4.2", False), ("1.5.0", ">= 1.2, < 1.4", False),
        ("2.0.0-rc.1", ">= 2.0.0", False),
    ]:
        assert within(version, range_) is met, (version, range_)


parser = argparse.ArgumentParser()
parser.add_argument("--advisories", type=pathlib.Path)
options = parser.parse_args()
selftest()
found = packages()
wrong = licences(found) + data()
if options.advisories:
    wrong += advisories(found, options.advisories)
for line in wrong:
    print(line)
print(f"licences: {len(found)} packages, {len(wrong)} complaints")
sys.exit(bool(wrong))
