#!/bin/sh
# The shipped memory and glossary are what their script makes of their tables, and the READMEs' checksums hold.
#   check_protocol_61.sh SOURCE_DIR
set -eu
source_dir=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$source_dir/tm/make-protocol-61" "$work"
# The DTDs of TMX and TBX may lie beside the source folder; without them the files are only parsed.
schemas=$source_dir/../shared/samples/schemas
while read -r file dtd; do
    cmp "$source_dir/$file" "$work/$file"
    if command -v xmllint >/dev/null; then
        set --
        [ ! -f "$schemas/$dtd" ] || set -- --dtdvalid "$schemas/$dtd"
        xmllint --nonet --noout "$@" "$source_dir/$file"
    fi
done <<END
tm/protocol-61.ru-en.tmx tmx/tmx14.dtd
glossaries/presidium.ru-en.tbx tbx/TBXcoreStructV02.dtd
END

for folder in tm glossaries; do
    cd "$source_dir/$folder"
    grep -E '^[0-9a-f]{64}  ' README.md >"$work/sums"
    sha256sum --check --strict --quiet "$work/sums"
    for file in *; do
        [ "$file" = README.md ] && continue
        grep -qF "  $file" "$work/sums" || { echo "$folder/README.md has no checksum of $file"; exit 1; }
    done
done
