#!/bin/bash
# all.sh HEXAPLA OUT [TERMINAL...]
#
# Takes a picture of the reader in every terminal that Debian has, with one story in Arabic,
# Persian, Hebrew, Urdu and Hindi, and makes one contact sheet of them: OUT/sheet.png. Then reads
# the cells back from VTE. Takes some minutes; look at every picture before you believe it.
set -u
[ $# -ge 2 ] || { sed -n 2,6p "$0"; exit 2; }
here=$(dirname "$(readlink -f "$0")")
hexapla=$(readlink -f "$1") out=$(mkdir -p "$2" && readlink -f "$2")
shift 2
terminals=("$@")
[ ${#terminals[@]} -gt 0 ] || terminals=(xterm xfce4-terminal konsole mlterm kitty alacritty foot pterm \
  xterm+tmux xfce4-terminal+tmux konsole+tmux)
for terminal in "${terminals[@]}"; do
  store=$(mktemp -u --suffix=.db)
  COLS=${COLS:-150} SCREEN=${SCREEN:-1500x900} FONTSIZE=${FONTSIZE:-10} "$here/shoot.sh" "$terminal" \
    "cd '$here/text' && '$hexapla' --meaning none --store '$store' ar.txt fa.txt he.txt ur.txt hi.txt" \
    "$out/$terminal.png" || echo "no picture of $terminal" >&2
  rm -f "$store"
done
pictures=()
for terminal in "${terminals[@]}"; do [ -s "$out/$terminal.png" ] && pictures+=("$out/$terminal.png"); done
montage -label '%t' "${pictures[@]}" -tile 2x -geometry '900x560+6+6' "$out/sheet.png"
echo "$out/sheet.png"
