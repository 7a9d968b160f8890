#!/usr/bin/env python3
"""The shared library exports the functions that the headers mark TOL_API, all of them and nothing else; the static one
has no external name outside tol_.

    check_exports.py INCLUDE_DIR NM SHARED_LIBRARY STATIC_LIBRARY
"""
import re
import subprocess
import sys
from pathlib import Path


def promised(include_dir):
    names = set()
    for header in Path(include_dir, "tolmach").glob("*.h"):
        text = re.sub(r"/\*.*?\*/", " ", header.read_text(encoding="utf-8"), flags=re.S)
        text = re.sub(r"^\s*#.*?(?<!\\)$", " ", text, flags=re.S | re.M)
        names |= set(re.findall(r"\bTOL_API\b[^;(]*?\b(\w+)\s*\(", text))
    return names


def symbols(nm, *arguments):
    lines = subprocess.run([nm, *arguments], check=True, capture_output=True, text=True).stdout.splitlines()
    names = {fields[2].partition("@")[0] for fields in map(str.split, lines) if len(fields) == 3}
    # A leading underscore belongs to the compiler, the linker and the sanitizers.
    return {name for name in names if not name.startswith("_")}


def main():
    include_dir, nm, shared, static = sys.argv[1:]
    promises = promised(include_dir)
    exports = symbols(nm, "--dynamic", "--defined-only", shared)
    faults = [f"{name} is TOL_API but not exported" for name in sorted(promises - exports)]
    faults += [f"{name} is exported but not TOL_API" for name in sorted(exports - promises)]
    faults += [f"{name} is external in the static library and does not begin with tol_"
               for name in sorted(symbols(nm, "--extern-only", "--defined-only", static))
               if not name.startswith("tol_")]
    print("\n".join(faults) if faults else f"{len(promises)} functions, all exported, nothing else")
    return 1 if faults or not promises else 0


if __name__ == "__main__":
    sys.exit(main())
