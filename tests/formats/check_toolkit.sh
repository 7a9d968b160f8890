#!/bin/sh
# What the command writes is read by translate-toolkit, and both count the same units: check_toolkit.sh COMMAND SOURCE.
# Skipped (77) where the toolkit is not installed.
set -eu
command=$1 source=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
TOLMACH_DB=$work/bank.db
export TOLMACH_DB
python=/usr/bin/python3
[ -x "$python" ] || python=python3
"$python" "$source/tests/formats/toolkit_units.py" || exit $?
"$command" --quiet import "$source/tm/protocol-61.ru-en.tmx"
"$command" --quiet export -o all.tmx
"$command" --quiet export -o all.po
"$command" --quiet export --columns source,target,context -o all.csv
"$command" --quiet export --format wordfast -o all.txt
"$command" --quiet export --format xliff-1.2 -o all.xlf
"$command" --quiet term import "$source/glossaries/presidium.ru-en.tbx"
cp "$source/glossaries/presidium.ru-en.tbx" all.tbx
concepts=$("$command" term glossaries | sed 's/.*\t\([0-9]*\) concepts.*/\1/')
units=$("$command" memory list | sed 's/.*\t\([0-9]*\) units.*/\1/')
echo "the bank has $units units and $concepts concepts"
"$python" "$source/tests/formats/toolkit_units.py" all.tmx all.po all.csv all.txt all.xlf all.tbx | tee counts
failed=0
while read -r name n; do
    case $name in
    *.tbx) wanted=$concepts ;;
    *) wanted=$units ;;
    esac
    [ "$n" = "$wanted" ] || { echo "$name: $n units, not $wanted"; failed=1; }
done <counts
[ "$(wc -l <counts)" -eq 6 ] || failed=1
exit $failed
