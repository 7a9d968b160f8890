#!/bin/sh
# A short run of a libFuzzer target from its corpus, which it leaves alone. A failing input is saved beside the target.
#   run_fuzzer.sh TARGET CORPUS SECONDS
set -eu
target=$1 corpus=$2 seconds=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
exec 3>&1
"$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -max_len=16384 -artifact_prefix="$target-failure-" \
    -print_final_stats=1 "$work" "$corpus" >"$work.log" 2>&1 || { cat "$work.log" >&3; rm -f "$work.log"; exit 1; }
grep -E 'number_of_executed_units|peak_rss_mb' "$work.log"
rm -f "$work.log"
