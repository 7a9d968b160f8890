#!/bin/sh
# Every command, option, format and profile that --help names stands in the manual page and in the completion.
#   documents.sh COMMAND SOURCE
set -u
command=$1 source=$2
page=$source/tools/tolmach.1 completion=$source/tools/completion/tolmach.bash
failed=0
need() { # need FILE TEXT
    grep -qF -e "$2" "$1" || { echo "$1 lacks $2"; failed=1; }
}
names=$("$command" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p')
[ -n "$names" ] || { echo "--help names no command"; exit 1; }
for name in $names; do
    need "$page" ".SS $name "
    need "$completion" "$name"
    options=$("$command" "$name" --help | sed -n 's/^ .*--\([a-z-]*\).*/\1/p')
    [ -n "$options" ] || { echo "$name --help names no option"; exit 1; }
    for option in $options; do
        need "$page" "\\-\\-$(printf %s "$option" | sed 's/-/\\-/g')"
        need "$completion" "--$option"
    done
done
formats=$(for name in import export term; do
    "$command" "$name" --help | sed -n '/^Formats/,/^$/s/^  \([a-z0-9.-]*\) .*/\1/p'
done | sort -u)
[ "$(printf '%s\n' "$formats" | wc -l)" -ge 20 ] || { echo "--help does not name the formats"; failed=1; }
listed=$(sed -n '/^\.SH FORMATS/,/^\.SH THE SCORE/p' "$page" | sed 's/\\-/-/g')
for format in $formats; do
    printf '%s\n' "$listed" | grep -qE -e "^\.BR (.*[ \"])?$format[ \"]" ||
        { echo "$page lacks format $format"; failed=1; }
    sed -n '/formats="tmx/,/"$/p' "$completion" | tr ' "' '\n\n' | grep -qx -e "$format" ||
        { echo "$completion lacks format $format"; failed=1; }
done
profiles=$("$command" export --help | sed -n '/^Profiles/,$s/^  \([a-z0-9]*\) .*/\1/p')
[ -n "$profiles" ] || { echo "export --help names no profile"; exit 1; }
for profile in $profiles; do
    need "$page" ".B $profile"
    need "$completion" "$profile"
done
if command -v groff >/dev/null 2>&1; then
    warnings=$(groff -man -ww -z -Kutf8 -Tutf8 "$page" 2>&1)
    [ -z "$warnings" ] || { echo "$warnings"; failed=1; }
fi
bash -n "$completion" || failed=1
exit $failed
