#!/bin/bash
# run.sh FILE [WIDTH]: rows a second of our layout and of fribidi on the same text in the same run,
# in processor time. FILE: right-to-left text, a paragraph a line. Debian: libfribidi-dev pkg-config
set -eu
[ $# -ge 1 ] || { sed -n 2,3p "$0"; exit 2; }
here=$(dirname "$(readlink -f "$0")")
file=$(readlink -f "$1") width=${2:-36}
cd "$here/../.."
cargo build --quiet --release --example rows
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# shellcheck disable=SC2046
cc -O2 -o "$work/compare" tools/fribidi/compare.c $(pkg-config --cflags --libs fribidi)
"$work/compare" "$file" "$width" 5
target/release/examples/rows "$file" "$width" 5
