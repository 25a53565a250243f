#!/bin/bash
# Opens what hexapla exports in the programs that it is meant for, and says of each whether it took it.
# By hand, not in CI: the programs are large and slow. The last result stands in docs/formats.md.
#   tools/validators/clients.sh [SHARED] [PROGRAM]
# SHARED (../shared) holds the validators; see its validate/README.md for what to install. Besides:
#   apt-get install --no-install-recommends omegat libreoffice-calc-nogui chromium
# Articles: the built-in sample, so that the result can be shown.
set -u
cd "$(dirname "$0")/../.." || exit 2
SHARED=$(realpath "${1:-../shared}") PROGRAM=$(realpath "${2:-target/debug/hexapla}")
V=$SHARED/validate PY=${PY:-$HOME/.cache/validate-venv/bin/python}
HERE=$(realpath tools/validators) SAMPLE=$(realpath assets/sample)
W=$(mktemp -d)
trap 'rm -rf "$W"' EXIT
cd "$W" || exit 2
bad=0
# say NAME COMMAND...: its last line behind its name.
say() {
    local name=$1; shift
    if "$@" >log 2>&1; then printf '%-34s ok    %s\n' "$name" "$(tail -1 log)"
    else
        bad=1
        printf '%-34s WRONG\n' "$name"
        tail -5 log
    fi
}
export_() { "$PROGRAM" --meaning table --store "$W/library.db" export "$@" || bad=1; }

# A note to export: in a library of its own.
cat > note.json <<'NOTE'
[{"type": "Annotation", "id": "urn:uuid:6fa459ea-ee8a-4ca4-894e-db77e160355e", "created": "2022-02-23T08:00:00Z",
  "creator": {"type": "Person", "name": "A. Reader"}, "body": [{"type": "TextualBody", "value": "Others say eleven."},
  {"type": "TextualBody", "purpose": "tagging", "value": "hours"}], "target": {"source": "sample/en.txt",
  "selector": {"type": "TextQuoteSelector", "exact": "nine hours of talks"}}},
 {"type": "Annotation", "id": "urn:uuid:7fa459ea-ee8a-4ca4-894e-db77e160355e", "created": "2022-02-23T08:01:00Z",
  "creator": {"type": "Person", "name": "A. Reader"}, "body": {"type": "TextualBody", "value": "=1+1"},
  "target": {"source": "sample/ar.txt", "selector": {"type": "TextQuoteSelector", "exact": "١١٬٧٠٠ مزارع"}}}]
NOTE
"$PROGRAM" --store "$W/library.db" import note.json || bad=1
export_ pairs --format moses --output moses
export_ pairs --format xliff --output xliff
export_ pairs --format cesalign --output ces
for what in pairs facts conflicts passages annotations; do
    export_ $what --format csv --output $what.csv
    export_ $what --format tsv --output $what.tsv
done
for what in pairs facts conflicts annotations; do
    export_ $what --format html --output $what.html
done

echo "OmegaT: of two articles each, as a memory for it should be made"
for pair in en:ar ar:en en:fa hi:ar fa:ur ru:he; do
    a=${pair%:*} b=${pair#*:}
    "$PROGRAM" --meaning table --store "$W/library.db" export pairs --format tmx --output two.tmx \
        "$SAMPLE/$a.txt" "$SAMPLE/$b.txt" || bad=1
    say "TMX $a-$b" "$V/validate_tmx.sh" two.tmx
    say "OmegaT $a to $b" "$PY" "$HERE/omegat.py" two.tmx "$a" "$b"
done
echo "OpusTools: cesAlign and its documents"
for pair in ar:en ar:fa en:hi fa:ur; do
    a=${pair%:*} b=${pair#*:}
    say "OpusTools $a-$b" "$V/client_opus.sh" ces/xml "ces/$a-$b.xml" "$a" "$b"
done
echo "LibreOffice Calc and pandas: tables"
for what in pairs facts conflicts passages annotations; do
    say "LibreOffice, pandas: $what.csv" "$PY" "$V/validate_csv.py" $what.csv --calc
    say "pandas: $what.tsv" "$PY" "$V/validate_csv.py" $what.tsv
done
echo "OASIS schema and rules: every pair of languages"
for file in xliff/*.xlf; do say "XLIFF $(basename "$file")" "$V/validate_xliff.sh" "$file"; done
echo "Chromium: direction of every cell, filters with scripts off, what is asked of the network"
for what in pairs facts conflicts annotations; do
    say "Chromium $what.html" "$PY" "$HERE/page.py" $what.html "${KEEP:-$W}/$what.png"
done
exit $bad
