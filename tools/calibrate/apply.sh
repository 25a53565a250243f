#!/bin/bash
# Fits the weights for one source of meaning and writes them into src/align/weights.rs:
#   tools/calibrate/apply.sh none|table|encoder ARGUMENTS OF fit.py
# The present ones: own seeds beijing moon beijing+moon odisha+suez nobel+brazil apart.
set -euo pipefail
cd "$(dirname "$0")/../.."
export HEXAPLA_MEANING=$1; shift
out=$(${PYTHON:-python3} tools/calibrate/fit.py "$@")
printf '%s\n' "$out"
python3 - "$HEXAPLA_MEANING" "$out" <<'P'
import re, sys
name = {"none": "WORDS", "table": "TABLE", "encoder": "ENCODER"}[sys.argv[1]]
path = "src/align/weights.rs"
text = open(path).read()
for judge, bias, weights in re.findall(r"^(FIRST|SECOND): bias: (\S+), weights: \[(.*)\]$", sys.argv[2], re.M):
    text, n = re.subn(rf"(pub const {name}: .*?\b{judge.lower()}: Judge \{{\s*bias: )[^,]+(,\s*weights: \[)[^\]]*\]",
                      lambda m: f"{m[1]}{bias}{m[2]}{weights}]", text, count=1, flags=re.S)
    assert n == 1, judge
open(path, "w").write(text)
P
cargo fmt
