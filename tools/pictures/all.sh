#!/bin/bash
# all.sh HEXAPLA OUT [TERMINAL...]
#
# Takes two pictures of the reader in every terminal that Debian has, in 120 columns and 40 rows,
# each with five panes in Arabic, Persian, Hebrew, Urdu and Hindi: the built-in sample, and a short
# text that has what goes wrong most easily (brackets in brackets, three kinds of digits, Latin
# words, vowel marks, lam-alef). Makes a contact sheet of each: OUT/sample.png, OUT/text.png. Takes
# some minutes; look at every picture before you believe it.
set -u
[ $# -ge 2 ] || { sed -n 2,8p "$0"; exit 2; }
here=$(dirname "$(readlink -f "$0")")
hexapla=$(readlink -f "$1") out=$(mkdir -p "$2" && readlink -f "$2")
shift 2
terminals=("$@")
[ ${#terminals[@]} -gt 0 ] || terminals=(xterm xfce4-terminal konsole mlterm kitty alacritty foot pterm \
  xterm+tmux xfce4-terminal+tmux konsole+tmux)
for what in sample text; do
  folder=$here/text
  [ $what = sample ] && folder=$here/../../assets/sample
  pictures=()
  for terminal in "${terminals[@]}"; do
    picture=$out/$what-$terminal.png
    store=$(mktemp -u --suffix=.db)
    SCREEN=${SCREEN:-1300x1000} FONTSIZE=${FONTSIZE:-10} "$here/shoot.sh" "$terminal" \
      "cd '$folder' && '$hexapla' --meaning none --store '$store' ar.txt fa.txt he.txt ur.txt hi.txt" \
      "$picture" || echo "no picture of $terminal" >&2
    rm -f "$store"*
    [ -s "$picture" ] && pictures+=("$picture")
  done
  montage -label '%t' "${pictures[@]}" -tile 2x -geometry '960x700+6+6' "$out/$what.png"
  echo "$out/$what.png"
done
