# For tools/quickstart and tools/test: install the Debian packages given that are not there yet. Asks nothing; does not
# touch apt when all are there.

packages_to_build="gcc libc6-dev cmake make pkg-config libicu-dev libxml2-dev libsqlite3-dev libstemmer-dev
    libcsv-dev libjansson-dev libhunspell-dev hunspell-ru hunspell-en-us zlib1g-dev libarchive-dev"
# OmegaT is a client of what is exported; it brings a Java.
# zlib and lzma stand beneath libxml2: `pkg-config --static` names them, and a test follows it.
packages_to_test="libcmocka-dev libxml2-utils python3 unicode-data clang clang-tidy clang-format cppcheck
    libclang-rt-14-dev liblzma-dev libgettextpo-dev translate-toolkit omegat"

missing_packages() {
    for package in "$@"; do
        [ "$(dpkg-query -W -f='${Status}' "$package" 2>/dev/null)" = "install ok installed" ] || echo "$package"
    done
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        echo "$0: installing packages needs root or sudo" >&2
        return 1
    fi
}

install_packages() {
    if ! command -v apt-get >/dev/null; then
        if [ -n "${TOL_NO_INSTALL-}" ]; then
            return 0
        fi
        echo "$0: this system has no apt-get. Install what these Debian packages hold, then run again with" >&2
        echo "TOL_NO_INSTALL=1 in the environment: $*" >&2
        return 1
    fi
    missing=$(missing_packages "$@")
    [ -n "$missing" ] || return 0
    echo "Installing" $missing
    as_root true || return 1
    log=$(mktemp)
    apt="env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 apt-get -q -y -o DPkg::Lock::Timeout=300"
    if as_root $apt update >"$log" 2>&1 </dev/null &&
        as_root $apt install --no-install-recommends $missing >>"$log" 2>&1 </dev/null; then
        rm -f "$log"
    else
        tail -n 30 "$log" >&2
        echo "$0: the packages could not be installed; all that apt-get said is in $log" >&2
        return 1
    fi
}
