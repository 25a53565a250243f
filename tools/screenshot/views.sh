#!/bin/bash
# views.sh [HEXAPLA] [OUT]
#
# Pictures of each view of the reader, of the built-in sample: OUT/*.png, docs/views by default.
# Needs what screen.py needs, and ImageMagick. Look at every picture before you believe it.
set -eu
here=$(dirname "$(readlink -f "$0")")
hexapla=${1:-target/release/hexapla} out=${2:-$here/../../docs/views}
mkdir -p "$out"
shot() { # NAME KEYS [SIZE]
  "$here/screen.py" --binary "$hexapla" --size "${3:-110x30}" --keys "$2" "$out/$1.png" -- --meaning table
  convert "$out/$1.png" -strip -resize 66% -colors 32 PNG8:"$out/$1.png"
}
shot panes 'f 2022-02-22 Enter'
shot reasons 'f 2022-02-22 Enter i'
shot facts '1 j j'
shot facts-filtered '1 f +fa Space -hi Enter'
shot conflicts '2'
shot only-here '3 Tab Tab Tab'
shot rows '6'
shot hits '/ vashkova Enter 5'
shot note 'f 2022-02-22 Enter a check-the-hour Tab time'
shot notes 'f 2022-02-22 Enter a check-the-hour Tab time Escape A same-figure Escape n * 4'
shot decisions 'n c n x n R C-u our-name Enter 7'
shot help '?' 140x40
