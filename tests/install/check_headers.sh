#!/bin/sh
# Each public header compiles alone, as C11 and, where there is a C++ compiler, as C++11 and C++17.
#   check_headers.sh SOURCE_DIR CC [CXX]
set -eu
source_dir=$1 cc=$2 cxx=${3-}
cd "$source_dir/include"
for header in tolmach/*.h; do
    printf '#include "%s"\n' "$header" |
        "$cc" -std=c11 -pedantic -Wall -Wextra -Werror -fsyntax-only -I. -x c -
    for standard in c++11 c++17; do
        [ -z "$cxx" ] || printf '#include "%s"\n' "$header" |
            "$cxx" -std=$standard -pedantic -Wall -Wextra -Werror -fsyntax-only -I. -x c++ -
    done
done
[ -n "$cxx" ] || echo "no C++ compiler: checked as C only"
