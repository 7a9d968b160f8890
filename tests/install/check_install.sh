#!/bin/sh
# Install into a prefix of its own, build the README's example program against it in the four ways there are (pkg-config
# and CMake, shared and static), run each on the shipped memory, and compare what they print.
#   check_install.sh SOURCE_DIR BUILD_DIR CMAKE CC [CFLAGS]
set -eu
source_dir=$1 build_dir=$2 cmake=$3 cc=$4 flags=${5-}
here=$source_dir/tests/install
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
prefix=$work/prefix

python3 -B "$here/readme_example.py" "$source_dir/README.md" "$work/example.c" "$work/expected"
"$cmake" --install "$build_dir" --prefix "$prefix" >/dev/null

# check PROGRAM: run it where nothing else lies about, and compare.
check() {
    mkdir -p "$work/run" && cd "$work/run"
    "$1" new.db "$source_dir/tm/protocol-61.ru-en.tmx" >"$work/printed" || { echo "$1 failed"; exit 1; }
    diff -u "$work/expected" "$work/printed" || { echo "$1 printed something else than README.md says"; exit 1; }
    cd "$work" && rm -rf "$work/run"
}

needed() {
    readelf -d "$1" | grep -q 'NEEDED.*libtolmach\.so\.0\]'
}

libdir=$(dirname "$(find "$prefix" -name libtolmach.a)")
export PKG_CONFIG_PATH="$libdir/pkgconfig" LD_LIBRARY_PATH="$libdir"
warnings="-std=c11 -Wall -Wextra -pedantic -Werror"
"$cc" $warnings $flags "$work/example.c" $(pkg-config --cflags --libs tolmach) -o "$work/with_shared"
needed "$work/with_shared" || { echo "the program does not need libtolmach.so.0"; exit 1; }
check "$work/with_shared"

mkdir "$work/static" && cp "$libdir/libtolmach.a" "$work/static"
"$cc" $warnings $flags "$work/example.c" $(pkg-config --cflags tolmach) -L"$work/static" \
    $(pkg-config --static --libs tolmach | sed "s|-L$prefix[^ ]*||") -o "$work/with_static"
! needed "$work/with_static" || { echo "the program with the static library needs the shared one"; exit 1; }
check "$work/with_static"

unset PKG_CONFIG_PATH LD_LIBRARY_PATH
mkdir "$work/consumer" && cp "$here/consumer.cmake" "$work/consumer/CMakeLists.txt"
"$cmake" -S "$work/consumer" -B "$work/consumer/build" -DCMAKE_C_COMPILER="$cc" -DCMAKE_C_FLAGS="$flags" \
    -DCMAKE_PREFIX_PATH="$prefix" -DEXAMPLE="$work/example.c" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
"$cmake" --build "$work/consumer/build" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
check "$work/consumer/build/with_shared"
check "$work/consumer/build/with_static"

for file in include/tolmach/tolmach.h bin/tolmach share/man/man1/tolmach.1 share/bash-completion/completions/tolmach; do
    [ -e "$prefix/$file" ] || { echo "$file is not installed"; exit 1; }
done
