#!/bin/sh
# All C is as .clang-format has it. The layout differs between versions of clang-format, so only 14 is asked; skipped
# (77) where it is absent.
#   check_format.sh SOURCE_DIR
set -eu
format=clang-format-14
command -v "$format" >/dev/null || format=clang-format
"$format" --version 2>/dev/null | grep -q 'version 14\.' || exit 77
cd "$1"
find include src tools tests -name '*.[ch]' -exec "$format" --dry-run -Werror {} +
