#!/bin/sh
# The figures of eval_segment are those that the tree holds: check_segmentation.sh BENCH_SEGMENT SAMPLES PINNED
# They do not depend on the machine. TOL_TEST_REWRITE=1 writes them anew: look at the difference before you keep it.
set -u
[ -d "$2/segmentation" ] || exit 77
if [ "${TOL_TEST_REWRITE:-}" = 1 ]; then
    "$1" "$2" >"$3"
    exit
fi
"$1" "$2" | diff -u "$3" -
