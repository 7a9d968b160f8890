#!/bin/sh
# Run one case of the command's tests: run.sh COMMAND CASE.sh SOURCE_DIR. See README.md.
set -u
command=$1 case=$2 SOURCE=$3
name=${case%.sh}
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/home"
ln -s "$command" "$work/bin/tolmach"
PATH=$work/bin:$PATH HOME=$work/home TOLMACH_DB=$work/bank.db
export PATH HOME TOLMACH_DB SOURCE
unset XDG_DATA_HOME NO_COLOR
cd "$work/home" || exit 99
sh "$case" >"$work/out" 2>"$work/err.raw" </dev/null
code=$?
# Temporary paths differ from run to run.
sed "s|$work|WORK|g; s|$SOURCE|SOURCE|g" "$work/err.raw" >"$work/err"
sed "s|$work|WORK|g; s|$SOURCE|SOURCE|g" "$work/out" >"$work/out.plain" && mv "$work/out.plain" "$work/out"
if [ "${TOL_TEST_REWRITE:-}" = 1 ]; then
    cp "$work/out" "$name.out"
    [ -e "$name.err" ] && cp "$work/err" "$name.err"
    [ "$code" != 0 ] && echo "$code" >"$name.exit"
    exit 0
fi
failed=0
wanted=$(cat "$name.exit" 2>/dev/null || echo 0)
[ "$code" = "$wanted" ] || { echo "exit code $code, not $wanted"; failed=1; }
diff -u "$name.out" "$work/out" || failed=1
[ -e "$name.err" ] && { diff -u "$name.err" "$work/err" || failed=1; }
[ "$failed" = 0 ] || { echo "standard error was:"; cat "$work/err"; }
exit $failed
