#!/bin/bash
# The same sets through one process, GNU parallel and Apache Spark, with a worker killed midway:
#   tools/parallel/run.sh SETS [WORK]
# prints what was run, how long it took and whether the bytes are the same. By hand; needs GNU
# parallel, Java 17, and a python3 with pyspark (PYTHON=...).
set -u
SETS=$(realpath "$1"); WORK=${2:-$(mktemp -d)}; mkdir -p "$WORK"
export PROGRAM=${PROGRAM:-$PWD/target/release/hexapla} MEANING=${MEANING:-none}
PYTHON=${PYTHON:-python3}; HERE=$(cd "$(dirname "$0")" && pwd); JOBS=${JOBS:-2}

# All processes that a process started, and those that they started.
descendants() { local child; for child in $(pgrep -P "$1"); do echo "$child"; descendants "$child"; done; }
# kill_one PID PATTERN SECONDS: after that time kills one descendant whose command line fits.
kill_one() {
  sleep "$3"
  local child
  for child in $(descendants "$1"); do
    if tr '\0' ' ' < "/proc/$child/cmdline" 2>/dev/null | grep -q "$2"; then
      kill -9 "$child" && echo "  killed $child: $(echo "$2" | tr -d '^')"
      return
    fi
  done
  echo "  nothing to kill: over too soon"
}
report() { # NAME OUTPUT SECONDS
  local same=DIFFERENT
  cmp -s "$WORK/one.jsonl" "$2" && same="the same bytes"
  echo "$1: $3 s, $(wc -l < "$2") lines, $same"
}

echo "$(wc -l < "$SETS") sets, --meaning $MEANING, $(nproc) cores, $("$PROGRAM" --version)"
start=$SECONDS
"$PROGRAM" align --meaning "$MEANING" < "$SETS" > "$WORK/one.jsonl"
report "one process" "$WORK/one.jsonl" $((SECONDS - start))

# A killed program leaves part of its answers; --retries throws them away and does the part again
# (not with --pipe or --pipepart, which lose what was read: hence files). Exit code 1 is a bad line,
# which has its answer.
start=$SECONDS
rm -rf "$WORK/parts"; mkdir "$WORK/parts"
split -n "l/$((JOBS * 8))" "$SETS" "$WORK/parts/"
RAYON_NUM_THREADS=1 parallel --will-cite --keep-order --retries 4 -j "$JOBS" --joblog "$WORK/parallel.log" \
  '"$PROGRAM" align --meaning "$MEANING" < {}; code=$?; [ $code -le 1 ] || exit $code' \
  ::: "$WORK"/parts/* > "$WORK/parallel.jsonl" &
job=$!
kill_one $job "^$PROGRAM align" "${KILL_AFTER:-5}"
wait $job
report "GNU parallel, one program killed" "$WORK/parallel.jsonl" $((SECONDS - start))

start=$SECONDS
"$PYTHON" "$HERE/spark.py" "$SETS" "$WORK/spark.jsonl" "$JOBS" 2> "$WORK/spark.log" &
job=$!
kill_one $job "CoarseGrainedExecutorBackend" "${SPARK_KILL_AFTER:-25}"
wait $job
report "Spark local-cluster, one executor killed" "$WORK/spark.jsonl" $((SECONDS - start))
